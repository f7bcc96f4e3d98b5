"""The closed lists of `data/`: objectives, principles, groupings, countries, organisations, glossary, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, TypeAdapter, WithJsonSchema

from gcm.language.data_files import read_data
from gcm.language.faults import fault
from gcm.language.text import Frozen, Lang, Text, fold

OBJECTIVES: Final = range(1, 24)
"""Numbers of the objectives of the Global Compact for Migration (A/RES/73/195)."""

_CITATION: Final = re.compile(r"(?P<document>[a-z0-9-]+)(:(?P<lines>\d+(-\d+)?(,\d+(-\d+)?)*))?")


def check_citation(text: str) -> str:
    """The text, if it is a citation of a document that there is."""
    match = _CITATION.fullmatch(text)
    if match is None:
        raise fault("R214", value=text)
    if match["document"] not in document_ids():
        raise fault("R215", value=match["document"], allowed=", ".join(sorted(document_ids())))
    return text


Citation = Annotated[
    str,
    AfterValidator(check_citation),
    WithJsonSchema(
        {"type": "string", "pattern": r"^[a-z0-9-]+(:\d+(-\d+)?(,\d+(-\d+)?)*)?$", "x-problem": "R214"},
    ),
]
"""`document-id:lines`; lines are those of the text extracted from the document's PDF."""

Sources = tuple[Citation, ...]


class DocumentPart(Frozen):
    """A part of a document: the line of its text at which it begins, what it is called, and the page where that is printed."""

    line: int
    es: str
    en: str
    page: int | None = None

    @cached_property
    def name(self) -> Text:
        """What it is called, in both languages."""
        return Text(es=self.es, en=self.en)


class Document(Frozen):
    """A source document, or one outside the five that the repository stands on.

    `consulted` is the day on which a stored copy of its page was read; `note` says what a reader of that copy has to know.
    """

    id: str
    title: Text
    short: Text
    about: Text | None = None
    year: str | None = None
    language: Lang | None = None
    forum: str | None = None
    outside: bool = False
    publisher: Text | None = None
    url: str | None = None
    consulted: str | None = None
    note: Text | None = None
    parts: tuple[DocumentPart, ...] = ()

    def parts_of(self, lines: str) -> tuple[DocumentPart, ...]:
        """The parts in which lines begin: `303-311,640`."""
        starts = [int(each.partition("-")[0]) for each in lines.split(",") if each]
        found = (max((part for part in self.parts if part.line <= start), key=lambda part: part.line) for start in starts)
        return tuple(dict.fromkeys(found)) if self.parts else ()


class PrintedLabel(Frozen):
    """An objective's label as a document prints it; the documents are in Spanish."""

    text: str
    source: Citation


class Checked(Frozen):
    """Whether a title was compared with a stored copy of a UN page, language by language."""

    es: bool
    en: bool


class Match(Frozen):
    """A term of another vocabulary that is the same thing, or that is about it; `source` is the page or document that says so."""

    to: str
    kind: Literal["exact", "related"]
    source: str


class Objective(Frozen):
    """One of the 23 objectives, with its official title; `seen` are the addresses at which that was checked."""

    number: Annotated[int, Field(ge=1, le=23)]
    title: Text
    checked: Checked
    seen: Mapping[Lang, str] = {}
    matches: tuple[Match, ...] = ()
    short: Text
    printed: tuple[PrintedLabel, ...] = ()
    note: Text | None = None


class Principle(Frozen):
    """One of the ten guiding principles (A/RES/73/195, para. 15)."""

    id: str
    letter: str
    name: Text
    matches: tuple[Match, ...] = ()


class Criterion(Frozen):
    """One of the six eligibility criteria of the 2024 cycle; `question` is what this site's reviewers ask under it."""

    id: str
    name: Text
    question: Text
    source: Sources


class Theme(Frozen):
    """A set of objectives that several events treat in one session, under their own number and title."""

    id: str
    title: Text
    objectives: tuple[int, ...]


class Grouping(Frozen):
    """Themes that share out the 23 objectives."""

    id: str
    title: Text
    themes: tuple[Theme, ...]


class GroupMember(Frozen):
    """A country of a group, and how that is known."""

    country: str
    source: Sources = ()
    outside: bool = False
    note: Text | None = None


class CountryNames(Frozen):
    """What a country is called besides its name, and its code of three letters."""

    three: str
    also: tuple[str, ...] = ()


class CountryGroup(Frozen):
    """Countries with a role of their own: champion countries, members of a regional conference."""

    id: str
    name: Text
    members: tuple[GroupMember, ...]
    note: Text | None = None


class Organisation(Frozen):
    """An organisation, body or network that the documents name."""

    id: str
    name: Text
    abbreviation: Text | None = None
    kind: str
    country: str | None = None
    source: Sources = ()
    outside: bool = False
    note: Text | None = None


class Abbreviation(Frozen):
    """An abbreviation in both languages; `listed` if it is among the 22 of the I Forum report."""

    abbreviation: Text
    name: Text | None = None
    listed: bool
    used: bool = True
    source: Sources
    outside: tuple[Lang, ...] = ()
    note: Text | None = None


class AlsoCalled(Frozen):
    """Other words for a term, language by language."""

    es: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class GlossaryTerm(Frozen):
    """A term of the field; `meaning` only where the documents give one."""

    id: str
    term: Text
    also: AlsoCalled = AlsoCalled()
    meaning: Text | None = None
    source: Sources


Material = Literal[
    "adoptions", "challenges", "coverage", "follow_up", "gaps", "ideas", "messages", "outcomes", "partners", "pledges",
    "policies", "practices", "principles", "recommendations", "roadmaps",
]  # fmt: skip
"""What the repository can set beside a question."""


class Question(Frozen):
    """A guiding question of Annex 1; `helps` is what the repository holds that helps to answer it, perhaps nothing."""

    id: str
    text: Text
    helps: tuple[Material, ...]
    cooperation_types: tuple[Text, ...] = ()
    note: Text | None = None
    source: Sources


class QuestionGroup(Frozen):
    """The questions below one heading of Annex 1."""

    number: str
    core: bool
    heading: Text
    lead_in: Text | None = None
    source: Sources
    questions: tuple[Question, ...]


class Questionnaire(Frozen):
    """Annex 1 of the concept note of the 2025 regional review."""

    document: str
    title: Text
    groups: tuple[QuestionGroup, ...]


class Ask(Frozen):
    """Something that participants of the forums asked for, and the keys of the pages that meet it."""

    id: str
    ask: Text
    pages: tuple[tuple[str, ...], ...]
    source: Sources


class Milestone(Frozen):
    """A step of the review cycle that has no page of its own; its short title is for where there is little room.

    `changes` are the days on which it was added and since changed, oldest first.
    """

    id: str
    date: str
    changes: Annotated[tuple[str, ...], Field(min_length=1)]
    title: Text
    short_title: Text
    place: Text | None = None
    country: str | None = None
    note: Text | None = None
    source: Sources


class Glossary(Frozen):
    """Abbreviations and terms."""

    abbreviations: tuple[Abbreviation, ...]
    terms: tuple[GlossaryTerm, ...]


class Slug(Frozen):
    """An address part for each language."""

    es: str
    en: str


class Term(Frozen):
    """A member of a short closed list: its label, its plural, and its address where it has a page."""

    es: str
    en: str
    many: Text | None = None
    slug: Slug | None = None

    @cached_property
    def label(self) -> Text:
        """The label in both languages."""
        return Text(es=self.es, en=self.en)


TermList = Literal[
    "practice_kind", "forum_kind", "forum_status", "mode", "roadmap_kind", "item_status", "follow_up_status", "scope",
    "translation", "review_status", "actor_role", "country_role", "organisation_kind", "source_type", "source_language",
    "certainty", "origin", "change",
]  # fmt: skip


class Taxonomy(Frozen):
    """Every closed list."""

    objectives: Mapping[int, Objective]
    principles: Mapping[str, Principle]
    criteria: Mapping[str, Criterion]
    groupings: Mapping[str, Grouping]
    countries: Mapping[str, Text]
    country_names: Mapping[str, CountryNames]
    country_groups: Mapping[str, CountryGroup]
    organisations: Mapping[str, Organisation]
    glossary: Glossary
    documents: Mapping[str, Document]
    questionnaire: Questionnaire
    milestones: tuple[Milestone, ...]
    asks: tuple[Ask, ...]
    terms: Mapping[TermList, Mapping[str, Term]]

    def theme(self, id: str) -> Theme:
        """The theme `id` of whichever grouping holds it."""
        return self._themes[id]

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of all themes, in the order of their groupings."""
        return tuple(self._themes)

    def themes_of(self, objectives: Iterable[int]) -> list[str]:
        """The ids of the themes to which any of these objectives belongs."""
        numbers = frozenset(objectives)
        return [id for id, theme in self._themes.items() if not numbers.isdisjoint(theme.objectives)]

    @cached_property
    def _themes(self) -> Mapping[str, Theme]:
        return {theme.id: theme for grouping in self.groupings.values() for theme in grouping.themes}

    def country_named(self, name: str) -> str | None:
        """The code of the country that `name` names in either language: `Panamá` → `PA`, `EEUU` → `US`."""
        return _codes_by_name().get(_letters(name))

    def also_called(self, code: str) -> tuple[str, ...]:
        """The other names of a country, in either language."""
        return self.country_names[code].also if code in self.country_names else ()


@cache
def document_ids() -> frozenset[str]:
    """The ids of all documents, read on their own because every citation in the other lists is checked against them."""
    return frozenset(document["id"] for document in read_data("documents"))


@cache
def _codes_by_name() -> dict[str, str]:
    countries, others = taxonomy().countries.items(), taxonomy().country_names.items()
    names = [(name, code) for code, text in countries for name in (text.es, text.en) if name]
    names += [(name, code) for code, known in others for name in (known.three, *known.also)]
    return {_letters(name): code for name, code in names}


def _letters(name: str) -> str:
    """What is compared of a name: `EE. UU.` is `EEUU`."""
    return "".join(char for char in fold(name) if char.isalnum())


@cache
def taxonomy() -> Taxonomy:
    """The closed lists, read once."""
    return TypeAdapter(Taxonomy).validate_python(
        {
            "objectives": {row["number"]: row for row in read_data("objectives")},
            "principles": _by_id("principles"),
            "criteria": _by_id("criteria"),
            "groupings": _by_id("groupings"),
            "countries": read_data("countries"),
            "country_names": read_data("country-names"),
            "country_groups": _by_id("country-groups"),
            "organisations": _by_id("organisations"),
            "glossary": read_data("glossary"),
            "documents": _by_id("documents"),
            "questionnaire": read_data("questions"),
            "milestones": read_data("milestones"),
            "asks": read_data("asks"),
            "terms": read_data("terms"),
        }
    )


def _by_id(name: str) -> dict[str, object]:
    return {row["id"]: row for row in read_data(name)}
