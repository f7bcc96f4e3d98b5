"""The facets of the explorer: their values in order, each with its count and the page that tells of it alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from gcm.language.order import by_name
from gcm.language.text import Localized
from gcm.taxonomy.lists import TermList
from gcm.views.blocks import Entry, Facet, FacetValue, Link
from gcm.views.builder import PageBuilder

GOVERNMENT: Final = "national-government"
"""The kind of body that a country acts through."""

BANDS: Final = (0, 25, 50, 75)
"""From how many per cent on a record is in each band of completeness."""

Option = tuple[str, Link | Localized]
"""The id of a value and its label, which leads to its page if it has one."""

Counts = Counter[tuple[str, str]]
"""Facet and value → how many entries have it."""


def band_of(percent: int) -> str:
    """The band of completeness that a record is in, by its lower end."""
    return str(max(band for band in BANDS if band <= percent))


def facets_of(page: PageBuilder, entries: Iterable[Entry]) -> tuple[Facet, ...]:
    """Every facet that any entry has a value in."""
    counts: Counts = Counter((facet, id) for entry in entries for facet, ids in entry.values for id in ids)
    used = {facet for facet, _ in counts}
    return tuple(_facet(page, id, label, counts) for id, label in _labels(page).items() if id in used)


def possible_values(page: PageBuilder) -> Iterator[tuple[str, str]]:
    """Facet and value of every closed list, whether any entry has it or not; years are no list."""
    for facet, options in _OPTIONS.items():
        yield from ((facet, id) for id, _ in options(page))
    for facet, heads in _GROUPED.items():
        yield from ((facet, id) for _, options in heads(page) for id, _ in options)


def _labels(page: PageBuilder) -> dict[str, str]:
    t = page.t
    return {
        "kind": t.kind_label,
        "objective": t.objective,
        "session_objective": t.session_objective,
        "theme": t.thematic_group,
        "country": t.country,
        "group": t.country_group,
        "forum": t.forum,
        "session": t.session,
        "organisation": t.organisation,
        "actor": t.actor_type,
        "principle": t.principle,
        "criterion": t.criterion,
        "year": t.year,
        "origin": t.origin,
        "follow_up": t.follow_up,
        "completeness": t.facet_completeness,
        "translation": t.record_translation,
    }


def _facet(page: PageBuilder, id: str, label: str, counts: Counts) -> Facet:
    grouped = ((head, tuple(_value(id, option, counts) for option in options)) for head, options in _grouped(page, id, counts))
    kept = ((head, tuple(each for each in values if each.count or id == OBJECTIVE)) for head, values in grouped)
    return Facet(id, label, tuple((head, values) for head, values in kept if values), page.t.year_hint if id == "year" else "")


def _grouped(page: PageBuilder, id: str, counts: Counts) -> Iterable[tuple[str, Iterable[Option]]]:
    """The values of a facet below their heads; most have a single list without one."""
    if id == "year":
        return [("", [(year, page.phrase(year)) for _, year in sorted(counts, reverse=True) if (id, year) in counts])]
    return _GROUPED[id](page) if id in _GROUPED else [("", _OPTIONS[id](page))]


def _value(facet: str, option: Option, counts: Counts) -> FacetValue:
    id, label = option
    inner = facet == "kind" and id not in _KINDS
    return FacetValue(id, label, counts[facet, id], inner)


_KINDS: Final = ("practice", "item", "forum")
"""The three kinds of records; the other values of the facet are each inside one of them."""

OBJECTIVE: Final = "objective"
"""The facet that is shown whole, since it is worth knowing on which of the 23 nothing is recorded."""


def _kinds(page: PageBuilder) -> Iterator[Option]:
    t = page.t
    yield "practice", page.link(("practices",), page.phrase(t.practices))
    for id, term in page.taxonomy.terms["practice_kind"].items():
        label = page.phrase(page.terms("practice_kind", id))
        yield id, page.link(("kind", id), label) if term.slug else label
    yield "item", page.link(("roadmaps",), page.phrase(t.roadmap_items))
    yield from ((id, page.phrase(page.terms("roadmap_kind", id))) for id in page.taxonomy.terms["roadmap_kind"])
    yield "forum", page.link(("forums",), page.phrase(t.forums))
    yield from _terms(page, "forum_kind")


def _terms(page: PageBuilder, *names: TermList) -> Iterator[Option]:
    """The members of short closed lists; one that two of them share stands once."""
    labels = {id: page.term(name, id) for name in names for id in page.taxonomy.terms[name]}
    yield from ((id, page.phrase(_capital(label))) for id, label in labels.items())


def _capital(label: str) -> str:
    """Some lists are written to stand inside a sentence."""
    return label[:1].upper() + label[1:]


def _countries(page: PageBuilder) -> Iterator[Option]:
    yield from ((code, page.country(code)) for code in page.named(page.catalogue.countries))


def _groups(page: PageBuilder) -> Iterator[Option]:
    for id, group in page.taxonomy.country_groups.items():
        yield id, page.link(("countries",), page.localize(group.name))


def _organisations(page: PageBuilder) -> Iterator[Option]:
    for id in by_name(page.taxonomy.organisations, lambda id: _organisation_name(page, id), page.lang):
        yield id, page.link(("organisation", id), _organisation_name(page, id))


def _organisation_name(page: PageBuilder, id: str) -> Localized:
    """The abbreviation, which more readers know, and the name."""
    organisation = page.taxonomy.organisations[id]
    name = page.localize(organisation.name)
    short = organisation.abbreviation.get(name.lang) if organisation.abbreviation else None
    return Localized(f"{short} – {name}", name.lang, name.foreign) if short and short != str(name) else name


def _actors(page: PageBuilder) -> Iterator[Option]:
    yield GOVERNMENT, page.link(("countries",), page.phrase(page.t.national_government))
    for id in page.taxonomy.terms["organisation_kind"]:
        yield id, page.link(("organisations",), page.phrase(page.term("organisation_kind", id)))


def _criteria(page: PageBuilder) -> Iterator[Option]:
    for id, criterion in page.taxonomy.criteria.items():
        yield id, page.link(("criteria",), page.localize(criterion.name), anchor=id)


def _bands(page: PageBuilder) -> Iterator[Option]:
    for low, high in zip(BANDS, (*BANDS[1:], 101), strict=True):
        yield str(low), page.phrase(page.t.fill("percent_band", low=low, high=high - 1))


def _translations(page: PageBuilder) -> Iterator[Option]:
    t = page.t
    yield from _terms(page, "translation")
    states = {"unstated": t.translation_unstated, "partial": t.translation_partial, "out_of_date": t.translation_out_of_date}
    yield from ((id, page.phrase(_capital(label))) for id, label in states.items())


_OPTIONS: Final[dict[str, Callable[[PageBuilder], Iterable[Option]]]] = {
    "kind": _kinds,
    "objective": lambda page: ((str(number), page.objective(number)) for number in page.taxonomy.objectives),
    "session_objective": lambda page: ((str(number), page.objective(number)) for number in page.taxonomy.objectives),
    "country": _countries,
    "group": _groups,
    "forum": lambda page: ((forum.id, page.forum(forum)) for forum in page.catalogue.chronology),
    "organisation": _organisations,
    "actor": _actors,
    "principle": lambda page: ((id, page.principle(id)) for id in page.taxonomy.principles),
    "criterion": _criteria,
    "origin": lambda page: _terms(page, "origin"),
    "follow_up": lambda page: _terms(page, "follow_up_status", "item_status"),
    "completeness": _bands,
    "translation": _translations,
}
"""Facet → its values, in order."""


def _themes(page: PageBuilder) -> Iterator[tuple[str, Iterable[Option]]]:
    groupings = page.taxonomy.groupings.values()
    for grouping in groupings:
        head = str(page.localize(grouping.title)) if len(groupings) > 1 else ""
        yield head, [(theme.id, page.theme(theme.id)) for theme in grouping.themes]


def _sessions(page: PageBuilder) -> Iterator[tuple[str, Iterable[Option]]]:
    for forum in page.catalogue.chronology:
        head = str(page.localize(forum.short_title or forum.title))
        yield head, [(f"{forum.id}.{session.id}", page.session(forum, session)) for session in forum.sessions]


_GROUPED: Final[dict[str, Callable[[PageBuilder], Iterable[tuple[str, Iterable[Option]]]]]] = {
    "theme": _themes,
    "session": _sessions,
}
"""Facet → heads, each with its values in order."""
