"""The explorer: every practice, roadmap item and forum in one list, each with the values by which it is found."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from gcm.catalogue.listed import ENTRIES
from gcm.language.data_files import read_data
from gcm.language.phrases import LOCALES
from gcm.language.text import Frozen, Lang, Text, fold, other
from gcm.models.fields import Organisation
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record, texts_of
from gcm.models.roadmap import Item, Roadmap
from gcm.views.blocks import Block, Entry, Explorer, Fold, Lines, Values, View
from gcm.views.builder import LINES, PageBuilder
from gcm.views.parts.facets import GOVERNMENT, band_of, facets_of

_WORD: Final = re.compile(r"[^\W_]{2,}")
_ADDRESS: Final = re.compile(r"https?://\S+")


SHOWN: Final = 30
"""Entries that stand in the page in full; of the others the page says the titles, and a script shows as many more at a time."""


def explorer_view(page: PageBuilder) -> View:
    """The list: its first entries in full, the titles of more, and the ways to the pages on which it goes on."""
    entries = explorer_entries(page)
    total = page.t.count("result", len(entries))
    explorer = Explorer(
        facets_of(page, entries),
        entries[:SHOWN],
        total,
        _rules(page.lang),
        home=_home(page),
        cite=_citation(page),
        locale=LOCALES[page.lang].replace("_", "-"),
        data=page.addresses.relative_file(page.key, page.lang, page.key, ""),
    )
    return page.view(
        page.phrase(page.t.explorer),
        lead=page.phrase(page.t.explorer_lead),
        blocks=[explorer, *_titles(page, entries[SHOWN:ENTRIES]), *page.pager()],
    )


_ALL: Final = slice(None)


def explorer_entries(page: PageBuilder, some: slice = _ALL) -> tuple[Entry, ...]:
    """Practices by kind and title, then roadmap items as their roadmaps order them, then forums, oldest first; or some of these."""
    listed: tuple[tuple[Callable[..., Entry], tuple[object, ...]], ...] = (
        *((_practice, (practice,)) for practice in _practices(page)),
        *((_item, pair) for pair in page.catalogue.own_items),
        *((_forum, (forum,)) for forum in page.catalogue.chronology),
    )
    return tuple(entry(page, *of) for entry, of in listed[some])


def _practices(page: PageBuilder) -> list[Practice]:
    """By kind and title."""
    kinds = list(page.taxonomy.terms["practice_kind"])
    return sorted(page.titled(page.catalogue.practices.values()), key=lambda each: kinds.index(each.kind))


def explorer_continued(page: PageBuilder, number: int) -> tuple[Block, ...]:
    """The titles that stand on a further page of the list."""
    entries = explorer_entries(page, slice((number - 1) * ENTRIES, number * ENTRIES))
    first = Lines(tuple(page.line(entry.link) for entry in entries[:LINES]))
    return (first, *_titles(page, entries[LINES:]), *page.pager())


def _titles(page: PageBuilder, entries: Collection[Entry]) -> Iterator[Block]:
    """Entries by their titles, on demand."""
    if entries:
        lines = Lines(tuple(page.line(entry.link) for entry in entries))
        yield Fold(page.t.count("more_result", len(entries)), (lines,))


def entry_words(page: PageBuilder) -> Iterator[str]:
    """The words by which each entry is found, in the order of the entries."""
    for practice in _practices(page):
        shown = (page.term("practice_kind", practice.kind), *(str(link.label) for link in page.who(practice)))
        yield _words(page.lang, practice, *shown, *practice.aliases, *(listing.printed for listing in practice.listings))
    for roadmap, item in page.catalogue.own_items:
        terms = (page.term("roadmap_kind", roadmap.kind), page.term("item_status", item.status))
        yield _words(page.lang, item, str(page.roadmap(roadmap).label), *terms)
    for forum in page.catalogue.chronology:
        dates = page.t.interval(forum.start, forum.end)
        yield _words(page.lang, forum, page.term("forum_kind", forum.kind), dates, *forum.aliases)


def _practice(page: PageBuilder, practice: Practice) -> Entry:
    percent = practice.completeness
    return Entry(
        id=practice.id,
        link=page.practice(practice),
        kicker=page.term("practice_kind", practice.kind),
        text=page.localize(practice.short) if practice.short else None,
        tail=page.who(practice),
        values=_values(
            kind=("practice", practice.kind),
            **_objectives(page, practice.objectives.own),
            session_objective=map(str, practice.objectives.session_only),
            **_countries(page, practice.countries),
            forum=(listing.forum for listing in practice.listings),
            session=(f"{listing.forum}.{listing.session}" for listing in practice.listings),
            organisation=practice.implementers,
            actor=_actors(page, practice.countries, practice.implementers),
            principle=practice.principles,
            criterion=practice.criteria,
            year=_years_of_practice(page, practice),
            origin=(practice.comes_from,),
            follow_up=(practice.follow_up.status,),
            completeness=(band_of(percent),),
            translation=_translation(practice, practice),
        ),
        percent=percent,
    )


def _item(page: PageBuilder, roadmap: Roadmap, item: Item) -> Entry:
    session = item.session or roadmap.session
    forum = page.catalogue.forums[roadmap.forum]
    dates = [date for date in (item.start, item.end, item.due) if date]
    return Entry(
        id=f"{roadmap.id}.{item.id}",
        link=page.link(("roadmap", roadmap.id), page.localize(item.text), anchor=f"item-{item.id}"),
        kicker=page.term("roadmap_kind", roadmap.kind),
        tail=(page.roadmap(roadmap), page.phrase(page.term("item_status", item.status))),
        values=_values(
            kind=("item", roadmap.kind),
            **_objectives(page, (*roadmap.objectives.all, *item.objectives.all)),
            forum=(roadmap.forum,),
            session=(f"{roadmap.forum}.{session}",) if session else (),
            year={str(date.year) for date in dates} or _years(forum),
            follow_up=(item.status,),
            translation=_translation(roadmap, item),
        ),
    )


def _forum(page: PageBuilder, forum: Forum) -> Entry:
    roles = [*forum.actors, *(role for session in forum.sessions for role in session.actors)]
    organisations = sorted({role.actor for role in roles if isinstance(role.actor, Organisation)})
    countries = [code for code, forums in page.catalogue.forums_of_country.items() if any(each is forum for each in forums)]
    place = (page.localize(forum.place),) if forum.place else ()
    return Entry(
        id=forum.id,
        link=page.link(("forum", forum.id), page.localize(forum.title)),
        kicker=page.term("forum_kind", forum.kind),
        text=page.localize(forum.summary) if forum.summary else None,
        tail=(page.phrase(page.t.interval(forum.start, forum.end)), *place),
        values=_values(
            kind=("forum", forum.kind),
            **_objectives(page, (number for session in forum.sessions for number in session.objectives)),
            **_countries(page, sorted(countries)),
            forum=(forum.id,),
            organisation=organisations,
            actor=_actors(page, countries, organisations),
            year=_years(forum),
            translation=_translation(forum, forum),
        ),
    )


def _values(**values: Iterable[str]) -> Values:
    """Each facet with the record's values in it, without those that it has none in."""
    by_facet = ((facet, tuple(dict.fromkeys(ids))) for facet, ids in values.items())
    return tuple((facet, ids) for facet, ids in by_facet if ids)


def _objectives(page: PageBuilder, numbers: Iterable[int]) -> dict[str, list[str]]:
    """Objectives, and the themes that hold them."""
    known = sorted(set(numbers))
    return {"objective": [str(number) for number in known], "theme": page.taxonomy.themes_of(known)}


def _countries(page: PageBuilder, codes: Iterable[str]) -> dict[str, list[str]]:
    """Countries, and the groups that they belong to."""
    known = list(codes)
    groups = page.taxonomy.country_groups.values()
    member_of = [group.id for group in groups if any(member.country in known for member in group.members)]
    return {"country": known, "group": member_of}


def _actors(page: PageBuilder, countries: Iterable[str], organisations: Iterable[str]) -> Iterator[str]:
    """What kinds of bodies act: a country acts through its government."""
    if any(countries):
        yield GOVERNMENT
    yield from (page.taxonomy.organisations[id].kind for id in organisations)


def _years(forum: Forum) -> list[str]:
    return [str(year) for year in range(forum.start.year, (forum.end or forum.start).year + 1)]


def _years_of_practice(page: PageBuilder, practice: Practice) -> Iterator[str]:
    """When it was shared; if it never was at a forum, when it began and ended."""
    for listing in practice.listings:
        yield from _years(page.catalogue.forums[listing.forum])
    if practice.period and not practice.listings:
        yield from (str(date.year) for date in (practice.period.start, practice.period.end) if date)


def _translation(record: Record, part: Frozen) -> Iterator[str]:
    """How the translation of the record came about, and whether that of this part of it is whole and up to date."""
    into = record.translation.into if record.translation else None
    yield into or "unstated"
    if bool(part.missing_languages) if isinstance(part, Record) else any(text.missing for _, text in texts_of(part)):
        yield "partial"
    if record.translation_is_outdated:
        yield "out_of_date"


def _home(page: PageBuilder) -> str:
    """The page's published address, whichever way the pages of this build are named."""
    return page.site.url(page.key, page.lang).removesuffix("index.html")


def _citation(page: PageBuilder) -> str:
    """How a list is cited; what it is filtered by, its length, its address and the day the script fills in."""
    site = page.site.names.get(page.lang, "").replace("{", "(").replace("}", ")")
    return page.t["cite_listed"].replace("{site}", site).replace("{year}", str(page.site.built_on.year))


def _rules(lang: Lang) -> str:
    """The plurals of both languages, since words of both are found, and the small words that a query does without."""
    rules = read_data("search")
    return json.dumps({"endings": list(rules["endings"].values()), "small": rules["small"][lang]})


def _texts(part: Frozen) -> Iterable[tuple[str, Text]]:
    return part.texts if isinstance(part, Record) else tuple(texts_of(part))


_FOUND_BY: Final = ("title", "summary", "implementation", "legal_basis", "how_it_works", "beneficiaries", "kind_note")
"""The fields of a practice by whose words it is found; all of them would make the page too long for poor connections."""


def _words(lang: Lang, part: Frozen, *more: str) -> str:
    """The folded words of all texts in the page's language, and of title, text and summary in the other."""
    texts = [(name.partition(".")[0], text) for name, text in _texts(part)]
    if isinstance(part, Practice):
        texts = [(name, text) for name, text in texts if name in _FOUND_BY]
    own = (text.get(lang) for _, text in texts)
    foreign = (text.get(other(lang)) for name, text in texts if name in ("title", "short_title", "text", "summary"))
    joined = " ".join(words for words in (*more, *own, *foreign) if words)
    return " ".join(dict.fromkeys(_WORD.findall(fold(_ADDRESS.sub(" ", joined)))))
