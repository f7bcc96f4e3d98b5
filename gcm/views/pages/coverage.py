"""The gap matrix: what is recorded on which objective, by whom, and what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from gcm.language.text import Localized
from gcm.models.practice import Practice
from gcm.views.blocks import Cell, Line, Link, Matrix, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder

LEVELS = (1, 2, 4, 8)
"""From how many practices on a cell is shaded one step darker."""

HUB_OBJECTIVES = (13, 14)
"""The objectives on which the Hub held nothing in September 2023, as session 5 of the I Forum tells."""

Column = tuple[Mapping[str, str], Link, frozenset[str]]
"""What the explorer filters by for the column, its head, and the ids of its practices."""


def coverage_view(page: PageBuilder) -> View:
    """What is recorded on which objective, by whom, and what is not."""
    countries, kinds = _countries(page), _kinds(page)
    return page.view(
        page.phrase(page.t.coverage),
        lead=page.phrase(page.t.coverage_lead),
        blocks=[page.paragraph(page.t.coverage_reading)],
        sections=[
            _by_objective(page, "coverage_by_country", countries),
            _by_objective(page, "coverage_by_kind", kinds),
            _by_theme(page, countries),
            page.section("coverage_by_session", page.paragraph(page.t.own_objectives_reading), _through_session(page)),
            page.section("coverage_elsewhere", _hub_remark(page)),
        ],
    )


def _countries(page: PageBuilder) -> list[Column]:
    """The countries of the Americas, by name; those elsewhere have pages of their own but share no practice."""
    catalogue = page.catalogue
    codes = [code for code in catalogue.countries if code in catalogue.by_country or code in _members(page)]
    links = {code: page.country(code) for code in codes}
    ordered = sorted(codes, key=lambda code: str(links[code].label))
    return [({"country": code}, _short(page, code, links[code]), _ids(catalogue.by_country.get(code, ()))) for code in ordered]


def _members(page: PageBuilder) -> set[str]:
    """The members of the two regional conferences of the Americas."""
    groups = page.taxonomy.country_groups
    return {member.country for id in ("crm", "csm") if id in groups for member in groups[id].members}


def _short(page: PageBuilder, code: str, link: Link) -> Link:
    """A column is as wide as its code; the name shows at rest and is read out."""
    return Link(link.href, page.phrase(code), str(link.label))


def _kinds(page: PageBuilder) -> list[Column]:
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


def _by_objective(page: PageBuilder, name: str, columns: Collection[Column]) -> Section:
    by_objective = page.catalogue.by_objective
    rows = tuple(
        _row(page, page.objective(number), {"objective": str(number)}, columns, _ids(by_objective.get(number, ())))
        for number in page.taxonomy.objectives
    )
    return page.section(name, Matrix(page.t[f"{name}_caption"], page.t.objective, tuple(head for _, head, _ in columns), rows))


def _by_theme(page: PageBuilder, columns: Collection[Column]) -> Section:
    by_objective = page.catalogue.by_objective
    rows = []
    for id in page.taxonomy.theme_ids:
        objectives = page.taxonomy.theme(id).objectives
        practices = frozenset(each.id for number in objectives for each in by_objective.get(number, ()))
        rows.append(_row(page, page.theme(id), {"theme": id}, columns, practices))
    heads = tuple(head for _, head, _ in columns)
    return page.section("coverage_by_theme", Matrix(page.t.coverage_by_theme_caption, page.t.theme, heads, tuple(rows)))


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
    return Table(page.t.coverage_by_session, (page.t.objective, page.t.practices, page.t.session_only), rows)


def _row(
    page: PageBuilder, head: Link, filters: Mapping[str, str], columns: Collection[Column], practices: frozenset[str]
) -> tuple[Line, tuple[Cell, ...]]:
    cells = tuple(_cell(page, head, title, {**filters, **own}, len(practices & ids)) for own, title, ids in columns)
    return page.line(head), cells


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
