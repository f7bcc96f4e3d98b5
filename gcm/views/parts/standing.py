"""What the repository can be proud of and what is still thin, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median

from gcm.models.fields import Source
from gcm.models.practice import Practice, completeness_fields
from gcm.views.blocks import Line, Lines, Link, Table
from gcm.views.builder import PageBuilder

FEWEST = 5
"""How many objectives with the fewest practices are named, and of how many fields those that are told least."""


def standing(page: PageBuilder) -> Lines:
    """What there is, where it comes from, and where there is least."""
    return Lines(tuple(_lines(page, list(page.catalogue.practices.values()))))


def _lines(page: PageBuilder, practices: list[Practice]) -> Iterator[Line]:
    if not practices:
        return
    t = page.t
    statements = sum(len(each.statements) for each in practices)
    addresses = len({source.url for each in practices for source in each.sources})
    yield page.line(
        page.phrase(f"{t.fill('standing_statements', statements=statements, addresses=addresses)} "),
        page.link(("sources",), page.phrase(t.sources)),
        page.phrase("."),
    )
    sourced = sum(bool(each.sources) for each in practices)
    half = round(median(each.completeness for each in practices))
    yield page.phrase_line(t.fill("standing_sourced", sourced=sourced, practices=len(practices), half=half))
    yield Line((page.phrase(f"{t.standing_origin} "), *page.joined(_origins(page))))
    fewest = sorted(page.taxonomy.objectives, key=lambda number: (len(page.catalogue.by_objective.get(number, ())), number))
    yield Line((page.phrase(f"{t.standing_thin} "), *page.joined(page.objective(number) for number in fewest[:FEWEST])))
    gaps = Counter(gap for each in practices for gap in each.gaps)
    least = sorted(completeness_fields(), key=lambda field: -gaps[field])[:3]
    told = [f"{_lowered(page.field_label(field))} ({t.number(len(practices) - gaps[field])})" for field in least]
    yield page.phrase_line(t.fill("standing_least", fields=t.join(told), practices=len(practices)))
    doubtful = sum(each.is_doubtful for each in practices)
    waiting = sum(not each.review.reviewed_on and not each.confirmed_by for each in practices)
    yield page.line(
        page.phrase(f"{t.fill('standing_waiting', doubtful=doubtful, waiting=waiting)} "),
        page.link(("progress",), page.phrase(t.progress)),
        page.phrase("."),
    )


def _origins(page: PageBuilder) -> Iterator[Link]:
    for id, practices in page.catalogue.by_origin.items():
        label = f"{_lowered(page.terms('origin', id))}: {page.t.number(len(practices))}"
        yield page.explored(page.phrase(label), kind="practice", origin=id)


def _lowered(label: str) -> str:
    return label[:1].lower() + label[1:]


def kinds_of_sources(page: PageBuilder) -> Table:
    """How many public pages of each kind there are, and how many practices rest on them."""
    by_kind: dict[str, set[str]] = {}
    resting: dict[str, set[str]] = {}
    for practice, source in _sources(page.catalogue.practices.values()):
        kind = source.type or ""
        by_kind.setdefault(kind, set()).add(source.url)
        resting.setdefault(kind, set()).add(practice.id)
    kinds = [*page.taxonomy.terms["source_type"], ""]
    rows = tuple(
        (
            page.phrase_line(page.terms("source_type", kind) if kind else page.t.source_kind_unknown),
            page.phrase_line(page.t.number(len(by_kind[kind]))),
            page.phrase_line(page.t.number(len(resting[kind]))),
        )
        for kind in kinds
        if kind in by_kind
    )
    return Table(page.t.kinds_of_sources, (page.t.kind_label, page.t.addresses_head, page.t.practices), rows)


def languages_of_sources(page: PageBuilder) -> Table:
    """In which languages the public pages are."""
    urls: dict[str, set[str]] = {}
    for _, source in _sources(page.catalogue.practices.values()):
        urls.setdefault(source.language or "", set()).add(source.url)
    rows = tuple(
        (page.phrase_line(page.term("source_language", id).capitalize()), page.phrase_line(page.t.number(len(urls[id]))))
        for id in page.taxonomy.terms["source_language"]
        if id in urls
    )
    return Table(page.t.languages_of_sources, (page.t.language, page.t.addresses_head), rows)


def _sources(practices: Iterable[Practice]) -> Iterator[tuple[Practice, Source]]:
    return ((practice, source) for practice in practices for source in practice.sources)
