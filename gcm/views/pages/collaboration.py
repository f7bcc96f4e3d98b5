"""Whom to work with: countries that have practices on the same objectives, and the ideas that they could carry forward."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.views.blocks import Block, Line, Lines, Section, Table, View
from gcm.views.builder import PageBuilder

MOST_PAIRS: Final = 100
"""How many pairs are shown."""

MOST_PARTNERS: Final = 5
"""How many other countries a country's page suggests."""


def collaboration_view(page: PageBuilder) -> View:
    """Pairs and groups of countries by what they have in common."""
    return page.view(
        page.phrase(page.t.collaboration),
        lead=page.phrase(page.t.collaboration_lead),
        blocks=[page.paragraph(page.t.collaboration_reading)],
        sections=[
            page.section("collaboration_by_objective", _groups(page)),
            page.section("pairs", *_pairs(page)),
        ],
    )


def _groups(page: PageBuilder) -> Lines:
    """Each objective with the countries that have practices on it, and the roadmap items under it."""
    return Lines(tuple(_group(page, number) for number in page.taxonomy.objectives))


def _group(page: PageBuilder, number: int) -> Line:
    practices = page.catalogue.by_objective.get(number, ())
    codes = {code for practice in practices for code in practice.countries}
    links = sorted((page.country(code) for code in codes), key=lambda link: str(link.label))
    countries = page.joined(links) if links else (page.phrase(page.t.none_recorded_short_m),)
    items = page.catalogue.items_of_objective.get(number, ())
    return Line((page.objective(number), page.phrase(": "), *countries), more=tuple(page.item(*pair) for pair in items))


def _pairs(page: PageBuilder) -> Iterator[Block]:
    found = page.catalogue.pairs
    if not found:
        yield page.empty("no_pair")
        return
    if len(found) > MOST_PAIRS:
        yield page.paragraph(page.t.fill("pairs_shown", shown=MOST_PAIRS, total=len(found)))
    heads = (page.t.pair, page.t.shared_objectives, page.t.shared_items)
    yield Table(page.t.pairs_caption, heads, tuple(_pair(page, *pair) for pair in found[:MOST_PAIRS]))


def _pair(page: PageBuilder, one: str, two: str, shared: tuple[int, ...]) -> tuple[Line, ...]:
    found = page.catalogue.items_of_objective
    items = {(roadmap.id, item.id) for number in shared for roadmap, item in found.get(number, ())}
    return (
        page.line(page.country(one), page.phrase(" – "), page.country(two)),
        Line((page.phrase(f"{page.t.number(len(shared))}: "), *page.numbers(shared).parts)),
        page.phrase_line(page.counted(len(items))),
    )


def partners(page: PageBuilder, code: str) -> Section:
    """The countries that share most objectives with one: a suggestion, so no mention that goes both ways."""
    pairs = [pair for pair in page.catalogue.pairs if code in pair[:2]][:MOST_PARTNERS]
    with page.aside():
        lines = tuple(_partner(page, two if one == code else one, shared) for one, two, shared in pairs)
        more = page.line(page.phrase(f"{page.t.see_too} "), page.link(("collaboration",), page.phrase(page.t.collaboration)))
    return page.section("partners", Lines((*lines, more)) if lines else None)


def _partner(page: PageBuilder, code: str, shared: tuple[int, ...]) -> Line:
    return Line((page.country(code), page.phrase(f" – {page.t.shared_objectives.lower()}: "), *page.numbers(shared).parts))
