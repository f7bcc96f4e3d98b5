"""The review workbook: the questions of a review with what the whole repository holds on each, for the region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from gcm.views.blocks import Block, Facts, Line, Lines, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.materials import MOST, SHARED, Materials, Scope, described, results
from gcm.views.parts.questionnaire import question_sections

FIRST_PAIRS: Final = 10
"""How many pairs of countries are named here; a page of its own names more."""


def workbook_view(page: PageBuilder) -> View:
    """The workbook of the region."""
    scope = Scope("", tuple(page.catalogue.practices.values()), page.catalogue.chronology)
    return page.view(
        page.phrase(page.t.workbook),
        lead=page.phrase(page.t.workbook_lead),
        kicker=page.up("questions"),
        blocks=[page.downloads(page.key), _facts(page)],
        sections=_sections(page, scope),
        lists_documents=True,
    )


def _facts(page: PageBuilder) -> Facts:
    catalogue = page.catalogue
    held = {"practices": catalogue.practices, "forums": catalogue.forums, "roadmaps": catalogue.roadmaps}
    counts = [
        page.line(page.link((kind,), page.phrase(page.t[kind])), page.phrase(f": {page.t.number(len(records))}"))
        for kind, records in held.items()
    ]
    return page.facts(("held_here", counts), *page.made_on())


def _sections(page: PageBuilder, scope: Scope) -> Iterator[Section]:
    steps = tuple(page.phrase_line(page.t[f"workbook_step_{number}"]) for number in range(1, 4))
    yield page.section("how_to_use", Lines(steps, ordered=True))
    yield from question_sections(page, MATERIALS, scope)


def _gaps(page: PageBuilder, _: Scope) -> Iterator[Block]:
    """Objectives on which nothing is recorded, and countries of the groups of which nothing is."""
    catalogue, groups = page.catalogue, page.taxonomy.country_groups.values()
    missing = [number for number in page.taxonomy.objectives if number not in catalogue.by_objective]
    if missing:
        yield page.paragraph(page.t.objectives_without_any)
        yield Lines(tuple(page.line(page.objective(number)) for number in missing))
    members = {member.country for group in groups for member in group.members} - catalogue.by_country.keys()
    if members:
        links = [page.country(code) for code in page.named(members)]
        yield Paragraph(page.line(page.phrase(f"{page.t.members_without} "), *page.joined(links)))
    yield Paragraph(page.line(page.phrase(f"{page.t.see_too} "), page.link(("coverage",), page.phrase(page.t.coverage))))


def _coverage(page: PageBuilder, _: Scope) -> Iterator[Block]:
    """Each objective with how much is recorded on it."""
    heads = (page.t.objective, page.t.practices, page.t.countries, page.t.session_only, page.t.roadmap_items)
    yield Table(page.t.objectives_caption, heads, tuple(_objective(page, number) for number in page.taxonomy.objectives))


def _objective(page: PageBuilder, number: int) -> tuple[Line, ...]:
    practices = page.catalogue.by_objective.get(number, ())
    countries = {code for practice in practices for code in practice.countries}
    items = page.catalogue.items_of_objective.get(number, ())
    return (
        page.line(page.objective(number)),
        page.number_of(len(practices), kind="practice", objective=str(number)),
        page.phrase_line(page.t.number(len(countries)) if countries else "–"),
        page.number_of(
            len(page.catalogue.by_session_objective.get(number, ())), kind="practice", session_objective=str(number)
        ),
        page.number_of(len(items), kind="item", objective=str(number)),
    )


def _practices(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """How many practices there are of each kind and each country, and those that tell what came of them."""
    kinds = Counter(practice.kind for practice in scope.practices)
    of_kind = tuple(
        (page.phrase_line(page.terms("practice_kind", kind)), page.number_of(kinds[kind], kind=kind))
        for kind in page.taxonomy.terms["practice_kind"]
    )
    yield Table(page.t.progress_by_kind, (page.t.kind_label, page.t.practices), of_kind)
    counts = {code: len(practices) for code, practices in page.catalogue.by_country.items()}
    codes = page.named(counts)
    of_country = tuple(
        (page.line(page.country(code)), page.number_of(counts[code], kind="practice", country=code)) for code in codes
    )
    if of_country:
        yield Table(page.t.progress_by_country, (page.t.country, page.t.practices), of_country)
    yield from _telling(page, scope)


def _telling(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    telling = [(practice, lines) for practice in scope.practices if (lines := tuple(results(page, practice)))]
    yield page.paragraph(page.t.practices_telling) if telling else page.empty("no_practice_tells")
    if telling:
        yield Lines(tuple(described(page, practice, *lines) for practice, lines in telling[:MOST]))


def _partners(page: PageBuilder, _: Scope) -> Iterator[Block]:
    """The pairs of countries that share most objectives."""
    pairs = page.catalogue.pairs[:FIRST_PAIRS]
    yield Lines(tuple(_pair(page, *pair) for pair in pairs)) if pairs else page.empty("no_pair")
    link = page.link(("collaboration",), page.phrase(page.t.collaboration))
    yield Paragraph(page.line(page.phrase(f"{page.t.see_too} "), link))


def _pair(page: PageBuilder, one: str, two: str, shared: tuple[int, ...]) -> Line:
    lead = page.phrase(f" – {page.t.shared_objectives.lower()}: ")
    return Line((page.country(one), page.phrase(", "), page.country(two), lead, *page.numbers(shared).parts))


def _pledges(page: PageBuilder, _: Scope) -> Iterator[Block]:
    """Every pledge that a record names."""
    yield from page.pledges_of(page.catalogue.pledges).blocks or (page.empty("no_pledge_here"),)


MATERIALS: Final[Materials] = {
    **SHARED,
    "gaps": _gaps,
    "coverage": _coverage,
    "practices": _practices,
    "partners": _partners,
    "pledges": _pledges,
}
"""What is shown of the region."""
