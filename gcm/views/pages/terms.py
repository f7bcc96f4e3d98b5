"""Pages of the guiding principles and of the eligibility criteria."""

from __future__ import annotations

from gcm.views.blocks import Code, Line, Lines, Link, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.answers import answer, how_many, nothing


def principles_view(page: PageBuilder) -> View:
    """The ten guiding principles."""
    lines = tuple(_principle_line(page, id) for id in page.taxonomy.principles)
    return page.view(
        page.phrase(page.t.principles),
        lead=page.phrase(page.t.principles_lead),
        blocks=[Lines(lines, ordered=True), page.paragraph(page.t.principles_origin)],
    )


def _principle_line(page: PageBuilder, id: str) -> Line:
    practices = len(page.catalogue.by_principle.get(id, ()))
    count = f" – {page.t.count('practice', practices)}" if practices else ""
    return Line((page.principle(id), page.phrase(count)))


def principle_view(page: PageBuilder, id: str) -> View:
    """One guiding principle."""
    principle = page.taxonomy.principles[id]
    practices = page.catalogue.by_principle.get(id, ())
    facts = page.facts(
        ("id_in_records", [page.line(Code(id))]),
        (
            "principle_letter",
            [
                page.line(
                    page.phrase(page.t.fill("paragraph_15", letter=principle.letter)), sources=["a-res-73-195", "hub-filters"]
                )
            ],
        ),
    )
    around: list[Link] = [page.principle(other) for other in page.taxonomy.principles if other != id]
    return page.view(
        page.localize(principle.name),
        kicker=page.up("principles"),
        blocks=answer(how_many(page, practices)) if practices else nothing(page, "no_practice_on_principle"),
        sections=[
            page.section("practices", *page.listed(practices)),
            page.section("about_principle", facts),
            Section(page.anchor("neighbours"), page.t.other_principles, (Lines(tuple(page.line(link) for link in around)),)),
        ],
        description=page.t.fill("principle_description", principle=str(page.localize(principle.name))),
    )


def criteria_view(page: PageBuilder) -> View:
    """The six eligibility criteria of the 2024 cycle."""
    sections = []
    for id, criterion in page.taxonomy.criteria.items():
        practices = page.catalogue.by_criterion.get(id, ())
        listed = page.practice_lines(page.titled(practices)) if practices else None
        facts = page.facts(
            ("id_in_records", [page.line(Code(id))]),
            ("sources", [Line((link,)) for link in page.sources(criterion.source)]),
        )
        sections.append(Section(id, str(page.localize(criterion.name)), (facts, listed) if listed else (facts,)))
    return page.view(page.phrase(page.t.criteria), lead=page.phrase(page.t.criteria_lead), sections=sections)
