"""The gap matrix: what is recorded on which objective, by whom, and what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gcm.catalogue.listed import listed_practices
from gcm.language.text import Localized
from gcm.models.practice import Practice
from gcm.views.blocks import Cell, Line, Link, Matrix, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder

LEVELS = (1, 2, 4, 8)
"""From how many practices on a cell is shaded one step darker."""

HUB_OBJECTIVES = (13, 14)
"""The objectives on which the Hub held nothing in September 2023, as session 5 of the I Forum tells."""

Axis = tuple[Mapping[str, str], Link, frozenset[str]]
"""What the explorer filters by for a row or a column, its head, and the ids of its practices."""


def coverage_view(page: PageBuilder) -> View:
    """What is recorded on which objective, by whom, and what is not."""
    countries, objectives = _countries(page), _objectives(page)
    return page.view(
        page.phrase(page.t.coverage),
        lead=page.phrase(page.t.coverage_lead),
        blocks=[page.paragraph(page.t.coverage_reading)],
        sections=[
            _matrix(page, "coverage_by_country", page.t.country, countries, objectives),
            _matrix(page, "coverage_by_kind", page.t.objective, _in_full(page, objectives), _kinds(page)),
            _matrix(page, "coverage_by_theme", page.t.country, countries, _themes(page)),
            page.section("coverage_by_session", page.paragraph(page.t.own_objectives_reading), _through_session(page)),
            page.section("coverage_elsewhere", _hub_remark(page)),
        ],
    )


def _countries(page: PageBuilder) -> list[Axis]:
    """The countries of the Americas, by name; those elsewhere have pages of their own but share no practice."""
    catalogue = page.catalogue
    codes = [code for code in catalogue.countries if code in catalogue.by_country or code in _members(page)]
    return [({"country": code}, page.country(code), _ids(catalogue.by_country.get(code, ()))) for code in page.named(codes)]


def _members(page: PageBuilder) -> set[str]:
    """The members of the two regional conferences of the Americas."""
    groups = page.taxonomy.country_groups
    return {member.country for id in ("crm", "csm") if id in groups for member in groups[id].members}


def _objectives(page: PageBuilder) -> list[Axis]:
    """The objectives by their numbers: the title shows at rest and is read out."""
    by_objective = page.catalogue.by_objective
    links = {number: page.objective(number) for number in page.taxonomy.objectives}
    return [
        (
            {"objective": str(number)},
            Link(link.href, page.phrase(str(number)), str(link.label)),
            _ids(by_objective.get(number, ())),
        )
        for number, link in links.items()
    ]


def _in_full(page: PageBuilder, objectives: Iterable[Axis]) -> list[Axis]:
    """The same by their numbers and titles, where a row has the room."""
    return [(filters, page.objective(int(filters["objective"])), ids) for filters, _, ids in objectives]


def _themes(page: PageBuilder) -> list[Axis]:
    return [
        ({"theme": id}, page.theme(id), _ids(listed_practices(page.catalogue, ("theme", id)))) for id in page.taxonomy.theme_ids
    ]


def _kinds(page: PageBuilder) -> list[Axis]:
    kinds = page.taxonomy.terms["practice_kind"]
    practices = page.catalogue.practices.values()
    return [
        (
            {"kind": kind},
            page.link(("kind", kind), page.phrase(page.terms("practice_kind", kind))),
            _ids(each for each in practices if each.kind == kind),
        )
        for kind in kinds
    ]


def _ids(practices: Iterable[Practice]) -> frozenset[str]:
    return frozenset(practice.id for practice in practices)


def _matrix(page: PageBuilder, name: str, corner: str, rows: Iterable[Axis], columns: Collection[Axis]) -> Section:
    heads = tuple(head for _, head, _ in columns)
    return page.section(name, Matrix(page.t[f"{name}_caption"], corner, heads, tuple(_row(page, row, columns) for row in rows)))


def _through_session(page: PageBuilder) -> Table:
    """Each objective with the practices that serve it and, apart, those that have it through their session alone."""
    own, through = page.catalogue.by_objective, page.catalogue.by_session_objective
    rows = tuple(
        (
            page.line(page.objective(number)),
            page.number_of(len(own.get(number, ())), kind="practice", objective=str(number)),
            page.number_of(len(through.get(number, ())), kind="practice", session_objective=str(number)),
        )
        for number in page.taxonomy.objectives
    )
    return Table(page.t.coverage_by_session, (page.t.objective, page.t.practices, page.t.session_only), rows, short=True)


def _row(page: PageBuilder, row: Axis, columns: Iterable[Axis]) -> tuple[Line, tuple[Cell, ...]]:
    filters, head, practices = row
    return page.line(head), tuple(
        _cell(page, head, title, {**filters, **own}, len(practices & ids)) for own, title, ids in columns
    )


def _cell(page: PageBuilder, row: Link, column: Link, filters: Mapping[str, str], number: int) -> Cell:
    """A number that leads to the practices, or a dash that leads to where one can be contributed."""
    named = f"{row.label}, {column.title or column.label}"
    if not number:
        return Cell(page.contributed(page.phrase("–"), page.t.fill("coverage_none", cell=named), **filters), 0)
    count_text = page.t.fill("coverage_some", cell=named, practices=page.t.count("practice", number))
    link = page.explored(page.phrase(page.t.number(number)), **{"kind": "practice", **filters})
    return Cell(Link(link.href, link.label, count_text), sum(number >= least for least in LEVELS))


def _hub_remark(page: PageBuilder) -> Paragraph:
    """What the documents say of another registry, set beside what this one holds."""
    counts = page.t.join([_held(page, number) for number in HUB_OBJECTIVES])
    parts: tuple[Localized | Link, ...] = (page.phrase(f"{page.t.coverage_hub} {page.t.fill('coverage_here', counts=counts)}"),)
    return Paragraph(page.line(*parts, sources=["informe-i-foro:546"]))


def _held(page: PageBuilder, number: int) -> str:
    practices = len(page.catalogue.by_objective.get(number, ()))
    count_text = page.t.count("practice", practices) if practices else page.t.none_recorded_short
    return page.t.fill("coverage_of_objective", practices=count_text, number=str(number))
