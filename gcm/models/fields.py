"""The types of single fields: codes checked against the taxonomy, dates as precise as their source, safe addresses.

Each type also says in its JSON Schema what a form or an editor needs to know of it; `gcm/models/schema.py` tells what the keywords
that start with `x-` mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema
from rapidfuzz import fuzz, process

from gcm.language.dates import PartialDate
from gcm.language.faults import fault
from gcm.language.slugs import RESERVED_NAMES
from gcm.language.text import Frozen, Lang, PlainText, Text, fold
from gcm.reading.files import ID, LONGEST_ID, is_id
from gcm.reading.web_addresses import WEB_ADDRESS, is_web_address
from gcm.taxonomy.lists import OBJECTIVES, Sources, TermList, check_citation, taxonomy

_NAME: Final = rf"(?!.{{{LONGEST_ID + 1}}})(?!({'|'.join(sorted(RESERVED_NAMES))})$){ID.pattern}"
"""An id, or part of an address, that no page, file or device has already."""

_LIKE: Final = 60
"""Per cent of their letters that a word and the one it was meant to be share."""

_LIKE_A_NAME: Final = 80
"""There are many countries, and services of several called nearly alike."""

UNSURE: Final = frozenset({"no", "si", "na", "nc", "sd", "congo"})
"""Also no, yes, not available, not stated, no data; and there are two countries of the last name."""

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
FIRST_YEAR: Final = 1800
LAST_YEAR: Final = 2199
"""Earlier, and later, nothing is that a record tells of: a year outside is a slip."""

_ZONE: Final = re.compile(
    r"UTC|(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:/[A-Za-z0-9_+\-]+)+|Etc/[A-Za-z0-9+\-]+"
)
_OBJECTIVE: Final = re.compile(r"(?:objetivo|objective|obj\.?|n\.?º|no\.|#)? *0?([0-9]{1,2})\.?")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def near(value: str, known: Iterable[str], likeness: int = _LIKE) -> str:
    """The known word that `value` was probably meant to be, or nothing."""
    found = process.extractOne(value.lower(), list(known), scorer=fuzz.ratio, score_cutoff=likeness)
    return str(found[0]) if found else ""


def ids_by_name(called: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Ids, and what each is called in either language, without accents and capitals → id."""
    return {fold(name): id for id, names in called.items() for name in (*names, id)}


def near_called(value: str, ids: Mapping[str, str], likeness: int = _LIKE) -> str:
    """The id that `value` was probably meant to be, by one of its names."""
    return ids.get(near(fold(value), ids, likeness), "")


class ClosedList:
    """Something that only has certain values; anything else is the problem `code`."""

    code: str

    def meant(self, value: str) -> str | None:
        """The member that somebody means who writes `value`, if there is one right answer."""
        raise NotImplementedError


@dataclass(frozen=True)
class Listed(ClosedList):
    """A member of a closed list, id → label; anything else is the problem `code`."""

    code: str
    read: Callable[[], Mapping[str, Text]]
    likeness: int = _LIKE

    @cached_property
    def known(self) -> Mapping[str, Text]:
        """The list, read when it is first needed."""
        return self.read()

    def check(self, value: str) -> str:
        """The value, if it is in the list."""
        if value not in self.known:
            raise fault(
                self.code, value=value[:60], near=near_called(value, self.ids, self.likeness), allowed=", ".join(self.known)
            )
        return value

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """What each member may be called → its id."""
        return ids_by_name(self.called)

    def meant(self, value: str) -> str | None:
        """The member that is called so, in whichever language; none if it may be several."""
        meant = self._meant.get(_name_of(value), ())
        return meant[0] if len(meant) == 1 else None

    @cached_property
    def _meant(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for id, names in self.called.items():
            for name in dict.fromkeys(map(_name_of, (id, *names))):
                found.setdefault(name, []).append(id)
        return found

    @property
    def called(self) -> Mapping[str, Sequence[str]]:
        """What each member is called, in either language."""
        return {id: label.all for id, label in self.known.items()}

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        labels = {id: label.model_dump(exclude_none=True) for id, label in self.known.items()}
        return {"enum": list(self.known), "x-labels": labels, "x-problem": self.code}


def _name_of(value: str) -> str:
    """A name as it is compared, without the quotes, the full stop and the hyphens that one person writes and another does not."""
    return " ".join(fold(value).strip(" \"'“”‘’«».").replace("-", " ").replace("_", " ").split())


@dataclass(frozen=True)
class _Terms(Listed):
    """A member of a short closed list; some are called by their plural."""

    name: TermList = "scope"

    @property
    def called(self) -> Mapping[str, Sequence[str]]:
        """Labels and plurals."""
        terms = taxonomy().terms[self.name]
        return {id: (*term.label.all, *(term.many.all if term.many else ())) for id, term in terms.items()}


def term(name: TermList) -> Listed:
    """A member of the short closed list `name`."""
    return _Terms("R213", lambda: {id: term.label for id, term in taxonomy().terms[name].items()}, name=name)


def country_code(name: str) -> str | None:
    """The code of a country that is written out, or whose code is in small letters; none if it may be another word."""
    code = name.strip().upper()
    if fold(code) in UNSURE:
        return None
    return code if code in taxonomy().countries else taxonomy().country_named(name)


class _Countries(Listed):
    """A country's code; the problem says the code of a country that is written out."""

    def meant(self, value: str) -> str | None:
        """The code of the country that is called so."""
        return country_code(value)

    def check(self, value: str) -> str:
        """The code, if it is one."""
        if value not in self.known:
            meant = taxonomy().country_named(value) or (value.upper() if value.upper() in self.known else "")
            guess = "" if meant else near_called(value, self.ids, self.likeness)
            raise fault(self.code, value=value[:60], near=meant, guess=guess)
        return value


class _Organisations(Listed):
    """An organisation's id; many go by their abbreviation."""

    @property
    def called(self) -> Mapping[str, Sequence[str]]:
        """Names and abbreviations."""
        short = {id: each.abbreviation.all for id, each in taxonomy().organisations.items() if each.abbreviation}
        return {id: (*names, *short.get(id, ())) for id, names in super().called.items()}


@dataclass(frozen=True)
class _Objectives(ClosedList):
    """The number of an objective."""

    code: str = "R212"

    def meant(self, value: str) -> str | None:
        """The number, also of `Objetivo 4` or `4.`."""
        match = _OBJECTIVE.fullmatch(fold(value).strip())
        return str(int(match[1])) if match and int(match[1]) in OBJECTIVES else None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_check_objective, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        objectives = taxonomy().objectives.items()
        labels = {str(number): objective.title.model_dump(exclude_none=True) for number, objective in objectives}
        return {"enum": list(OBJECTIVES), "x-labels": labels, "x-problem": "R212"}


def _check_objective(value: Any) -> int:
    if not isinstance(value, str | int) or not str(value).isascii() or not str(value).isdigit() or int(value) not in OBJECTIVES:
        raise fault("R212", value=str(value)[:40])
    return int(value)


@dataclass(frozen=True)
class Refers:
    """The id of another record of `kind`, or of a session of the forum named beside it."""

    kind: str

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "x-reference": self.kind}


def _check_slug(value: str) -> str:
    if not is_id(value):
        raise fault("R216", value=value[:60])
    if value in RESERVED_NAMES:
        raise fault("R226", value=value)
    return value


def _check_item_id(value: str) -> str:
    roadmap, _, item = value.partition("#")
    if not (ID.fullmatch(roadmap) and ID.fullmatch(item)):
        raise fault("R225", value=value[:60])
    return value


def check_url(value: str) -> str:
    """The address, if it leads to a page or a mailbox and holds nothing that could be more than an address."""
    if not is_web_address(value):
        raise fault("R217", value=value[:60])
    return value


def _check_zone(name: str) -> str:
    """The zone, if it is one of a place or of Coordinated Universal Time: what else a computer may know is its own."""
    if not _ZONE.fullmatch(name):
        raise fault("R222", value=name[:60])
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise fault("R222", value=name[:60]) from error
    return name


def read_date(value: Any) -> PartialDate:
    """A date as precise as it is written: `2024`, `2024-05` or `2024-05-31`."""
    match = _DATE.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is None:
        raise fault("R220", value=str(value)[:40])
    parts = [int(part) for part in match.groups() if part]
    _check_day(parts, value)
    return PartialDate(*parts)


def _check_day(parts: Sequence[int], value: str) -> None:
    """A day is in the calendar, and in a year in which something that a record tells of can have been."""
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise fault("R221", value=value[:40]) from error
    if not FIRST_YEAR <= parts[0] <= LAST_YEAR:
        raise fault("R228", value=value[:40])


def _read_moment(value: Any) -> datetime:
    if not isinstance(value, str) or not value.isascii() or not _MOMENT.fullmatch(value):
        raise fault("R223", value=str(value)[:40])
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise fault("R221", value=value[:40]) from error
    _check_day((moment.year, moment.month, moment.day), value)
    return moment


_countries: Final = _Countries("R211", lambda: taxonomy().countries, _LIKE_A_NAME)
_organisations: Final = _Organisations(
    "R224", lambda: {id: each.name for id, each in taxonomy().organisations.items()}, _LIKE_A_NAME
)
_principles: Final = Listed("R213", lambda: {id: each.name for id, each in taxonomy().principles.items()})
_criteria: Final = Listed("R213", lambda: {id: each.name for id, each in taxonomy().criteria.items()})
_themes: Final = Listed("R213", lambda: {id: taxonomy().theme(id).title for id in taxonomy().theme_ids})
_groupings: Final = Listed("R213", lambda: {id: each.title for id, each in taxonomy().groupings.items()})
_languages: Final = Listed("R213", lambda: {"es": Text(es="español", en="Spanish"), "en": Text(es="inglés", en="English")})


class Government(str):
    """A country's government as an actor, by the country's code."""

    __slots__ = ()


class Organisation(str):
    """An organisation as an actor, by its id."""

    __slots__ = ()


class _Actors(Listed):
    """A country's government by its code, or an organisation by its id."""

    def meant(self, value: str) -> str | None:
        """The country's code or the organisation's id."""
        return country_code(value) or _organisations.meant(value)

    def check(self, value: str) -> Government | Organisation:
        """The code or id, if it is one."""
        if len(value) == 2 or taxonomy().country_named(value):
            return Government(_countries.check(value))
        return Organisation(_organisations.check(value))


def _as_text(pattern: str, problem: str, **as_number: int) -> WithJsonSchema:
    """What a text must look like, for a JSON Schema; the validator beside it may ask for more.

    `as_number` are the limits of those that YAML reads as whole numbers, where there are any.
    """
    return WithJsonSchema({"type": "string", "minLength": 1, "pattern": f"^{pattern}$", "x-problem": problem, **as_number})


Country = Annotated[PlainText, _countries]
ObjectiveNumber = Annotated[int, _Objectives()]
OrganisationId = Annotated[PlainText, _organisations]
PrincipleId = Annotated[PlainText, _principles]
CriterionId = Annotated[PlainText, _criteria]
ThemeId = Annotated[PlainText, _themes]
GroupingId = Annotated[PlainText, _groupings]
Actor = Annotated[PlainText, _Actors("R224", lambda: {**_organisations.known, **_countries.known})]
Slug = Annotated[PlainText, AfterValidator(_check_slug), _as_text(_NAME, "R216", minimum=0)]
Url = Annotated[
    PlainText,
    AfterValidator(check_url),
    _as_text(WEB_ADDRESS.pattern, "R217"),
]
TimeZone = Annotated[PlainText, AfterValidator(_check_zone), _as_text(f"({_ZONE.pattern})", "R222")]
Date = Annotated[
    PartialDate,
    BeforeValidator(read_date),
    PlainSerializer(str),
    _as_text(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", "R220", minimum=FIRST_YEAR, maximum=LAST_YEAR),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_read_moment),
    PlainSerializer(lambda moment: moment.isoformat(timespec="minutes")),
    _as_text(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d", "R223"),
]
RecordId = Annotated[PlainText, AfterValidator(_check_slug), _as_text(_NAME, "R216", minimum=0)]
ItemId = Annotated[
    PlainText,
    AfterValidator(_check_item_id),
    _as_text(rf"{ID.pattern}#{ID.pattern}", "R225"),
    Refers("item"),
]
"""`roadmap#item`."""

PracticeId = Annotated[RecordId, Refers("practice")]
ForumId = Annotated[RecordId, Refers("forum")]
SessionId = Annotated[RecordId, Refers("session")]


def _check_key_or_place(value: str) -> str:
    return check_citation(value) if ":" in value else _check_slug(value)


SourceKey = Annotated[
    PlainText,
    AfterValidator(_check_slug),
    _as_text(rf"(?!.{{{LONGEST_ID + 1}}}){ID.pattern}", "R216", minimum=0),
]
"""The name of a source within its record."""

KeyOrPlace = Annotated[
    PlainText, AfterValidator(_check_key_or_place), _as_text(r"[a-z0-9-]+(:\d+(-\d+)?(,\d+(-\d+)?)*)?", "R214", minimum=0)
]
"""The key of a source of the record, or lines of a document."""


class Slugs(Frozen):
    """The record's part of its address in each language; its id where there is none."""

    es: Slug | None = None
    en: Slug | None = None

    def get(self, lang: Lang) -> str | None:
        """The part in `lang`, where it has one of its own."""
        return self.es if lang == "es" else self.en


class Reply(Text):
    """What an institution answers to a statement, in its own words; `url` is where it has published that."""

    by: PlainText
    on: Date
    url: Url | None = None


class Statement(Text):
    """A sentence in both languages, with what it rests on: keys of its record's `sources`, or lines of a document.

    `as_of` is the day, month or year of a figure or a state of things: the fact's own date, not that of the page.
    """

    sources: tuple[SourceKey, ...] = ()
    place: Sources = ()
    as_of: Date | None = None
    remark: Text | None = None
    replies: tuple[Reply, ...] = ()


class Source(Frozen):
    """A page that statements rest on; `key` is its name within the record.

    `from_copy` if a stored copy was read and not the page; `archived` is the address of a copy that stays; a page that no longer
    answers is marked with the day from which it did not, never taken away.
    """

    key: SourceKey
    url: Url
    title: PlainText
    publisher: PlainText
    type: Annotated[PlainText, term("source_type")] | None = None
    language: Annotated[PlainText, term("source_language")] | None = None
    date: Date | None = None
    consulted: Date | None = None
    from_copy: bool = Field(False, alias="copy")
    note: Text | None = None
    archived: Url | None = None
    unreachable_since: Date | None = None


class Change(Frozen):
    """What happened to a record, and when."""

    on: Date
    what: Annotated[PlainText, term("change")]
    note: Text | None = None


class Confirmation(Frozen):
    """An institution that read the record and confirmed what it says."""

    institution: PlainText
    on: Date


class Objectives(Frozen):
    """Objectives by how they are known: of the session, of the thing itself, or added by the editors.

    The first are those of whatever else was shared in the session; `own` are what is counted. `sources` are keys of the record's
    sources or lines of a document.
    """

    through_session: tuple[ObjectiveNumber, ...] = ()
    stated: tuple[ObjectiveNumber, ...] = ()
    editorial: tuple[ObjectiveNumber, ...] = ()
    reason: Text | None = None
    sources: tuple[KeyOrPlace, ...] = ()

    @cached_property
    def own(self) -> tuple[int, ...]:
        """What the thing itself serves, in order."""
        return tuple(sorted({*self.stated, *self.editorial}))

    @property
    def session_only(self) -> tuple[int, ...]:
        """Those that are known through the session alone, in order."""
        return tuple(sorted(set(self.through_session) - set(self.own)))

    @cached_property
    def all(self) -> tuple[int, ...]:
        """Every objective once, in order."""
        return tuple(sorted({*self.through_session, *self.own}))

    def basis(self, number: int) -> str:
        """How the objective is known: `stated` is the strongest, `through_session` the weakest."""
        return next(basis for basis in ("stated", "editorial", "through_session") if number in getattr(self, basis))


class WebLink(Frozen):
    """An address outside the site, with what stands there."""

    url: Url
    title: Text


class Pledge(Frozen):
    """A commitment made at the Compact's pledging site or at an event; the record that names it says what came of it."""

    text: Text
    country: Country | None = None
    date: Date | None = None
    url: Url | None = None
    source: Sources = ()


class Role(Frozen):
    """What an organisation or a government did at an event."""

    actor: Actor
    role: Annotated[PlainText, term("actor_role")]
    detail: Text | None = None
    source: Sources = ()


class Translation(Frozen):
    """Which language the words were first written in, and how the other came about.

    `digest` is that of the words translated from; when they change, the translation is outdated.
    """

    origin: Annotated[PlainText, _languages] = Field(alias="from")
    into: Annotated[PlainText, term("translation")] | None = None
    digest: Annotated[PlainText, Field(max_length=64)] | None = None
