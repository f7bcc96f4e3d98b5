"""Whom to work with: for each objective the countries that have practices on it, with the reasons why two of them might meet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from gcm.language.json_text import compact_json
from gcm.models.practice import Practice
from gcm.views.blocks import Block, Finder, Line, Lines, Paragraph, Part, Section, Table, View
from gcm.views.builder import PageBuilder

MOST_PAIRS: Final = 20
"""How many pairs are shown."""

MOST_PARTNERS: Final = 5
"""How many other countries a country's page suggests."""

NAMED: Final = 2
"""How many practices of a country on an objective are named."""


def collaboration_view(page: PageBuilder) -> View:
    """The countries by objective, of which a script makes the answer for one of them; and pairs by what they have in common."""
    return page.view(
        page.phrase(page.t.collaboration),
        lead=page.phrase(page.t.collaboration_lead),
        blocks=[_finder(page), page.paragraph(page.t.collaboration_reading)],
        sections=[
            page.section("collaboration_by_objective", page.paragraph(page.t.collaboration_open)),
            *(_on_objective(page, number) for number in page.taxonomy.objectives if number in page.catalogue.by_objective),
            page.section("pairs", *_pairs(page), folded=True),
        ],
    )


def _finder(page: PageBuilder) -> Finder:
    """The form in which a country and an objective are chosen, and what besides practices can be a reason."""
    codes = page.named(page.catalogue.countries)
    groups = {group.id: str(page.localize(group.name)) for group in page.taxonomy.country_groups.values()}
    forums = {forum.id: str(page.forum(forum).label) for forum in page.catalogue.chronology}
    known = {code: _known(page, code) for code in codes}
    return Finder(
        countries=tuple((code, str(page.localize(page.taxonomy.countries[code]))) for code in codes),
        objectives=tuple((str(number), str(page.objective(number).label)) for number in page.taxonomy.objectives),
        data=compact_json({"known": known, "names": {**groups, **forums}}),
    )


def _known(page: PageBuilder, code: str) -> dict[str, list[Any]]:
    """What a country may have in common with another: groups, forums in which it took part, objectives of its practices."""
    groups = page.taxonomy.country_groups.values()
    forums = page.catalogue.forums_of_country.get(code, ())
    return {
        "groups": [group.id for group in groups if any(member.country == code for member in group.members)],
        "forums": [forum.id for forum in forums if any(each.country == code for each in forum.participants)],
        "objectives": sorted(page.catalogue.objectives_of_country.get(code, ())),
    }


def _on_objective(page: PageBuilder, number: int) -> Section:
    """The countries that have practices on an objective, those with most of them first, and the ideas on it."""
    practices = page.catalogue.by_objective[number]
    codes = page.named({code for practice in practices for code in practice.countries})
    of_country = {code: [each for each in practices if code in each.countries] for code in codes}
    ordered = sorted(codes, key=lambda code: -len(of_country[code]))
    lines = tuple(_partner_on(page, number, code, of_country[code]) for code in ordered)
    items = len(page.catalogue.items_of_objective.get(number, ()))
    ideas = page.explored(page.phrase(page.t.count("idea", items)), kind="item", objective=str(number)) if items else None
    heading = f"{page.objective(number).label} ({page.t.count('nation', len(codes))})"
    more = [Paragraph(page.line(page.phrase(f"{page.t.on_this_objective} "), ideas, page.phrase(".")))] if ideas else []
    way = Paragraph(page.line(page.phrase(f"{page.t.see_too} "), page.objective(number)))
    return Section(f"{page.t.objective.lower()}-{number}", heading, (Lines(lines), *more, way), level=3, folded=True)


def _partner_on(page: PageBuilder, number: int, code: str, practices: list[Practice]) -> Line:
    """A country with how many practices it has on the objective, and the names of some."""
    count = page.phrase(page.t.count("practice", len(practices)))
    counted = page.explored(count, kind="practice", objective=str(number), country=code)
    with page.aside():
        names = page.joined([page.practice(each) for each in page.titled(practices)[:NAMED]])
    parts: tuple[Part, ...] = (page.country(code), page.phrase(" – "), counted, page.phrase(": "), *names)
    return Line(parts, anchor=f"{number}-{code}")


def _pairs(page: PageBuilder) -> Iterator[Block]:
    found = page.catalogue.pairs
    if not found:
        yield page.empty("no_pair")
        return
    if len(found) > MOST_PAIRS:
        yield page.paragraph(page.t.fill("pairs_shown", shown=MOST_PAIRS, total=len(found)))
    heads = (page.t.pair, page.t.shared_objectives, page.t.shared_items)
    yield Table(page.t.pairs_caption, heads, tuple(_pair(page, *pair) for pair in found[:MOST_PAIRS]), stacks=True)


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
