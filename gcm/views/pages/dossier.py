"""The country dossier: the questions of a review with what the repository holds of one country, to start a report from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.models.practice import Practice
from gcm.views.blocks import Block, Facts, Line, Lines, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.pages.actors import attendance_lines, counts_of_country, coverage_of_country, group_lines, took_part
from gcm.views.pages.collaboration import partners
from gcm.views.parts.materials import MANY, SHARED, Materials, Scope, by_title, cut, described, results
from gcm.views.parts.questionnaire import question_sections
from gcm.views.parts.statements import joined_labels


def dossier_view(page: PageBuilder, code: str) -> View:
    """The dossier of one country."""
    name = str(page.localize(page.taxonomy.countries[code]))
    scope = Scope(code, page.catalogue.by_country.get(code, ()), page.catalogue.forums_of_country.get(code, ()))
    return page.view(
        page.phrase(page.t.fill("dossier_of", country=name)),
        lead=page.phrase(page.t.fill("dossier_lead", country=name)),
        kicker=(*page.up("countries"), page.country(code)),
        blocks=[page.downloads(page.key), _facts(page, code)],
        sections=_sections(page, scope),
        lists_documents=True,
    )


def _facts(page: PageBuilder, code: str) -> Facts:
    absence = () if took_part(page, code) else (page.phrase_line(page.t.no_attendance),)
    return page.facts(
        ("country", [page.line(page.country(code))]),
        ("groups", group_lines(page, code) or [page.phrase_line(page.t.no_group)]),
        ("attendance", (*absence, *attendance_lines(page, code))),
        *page.made_on(),
    )


def _sections(page: PageBuilder, scope: Scope) -> Iterator[Section]:
    steps = tuple(page.phrase_line(page.t[f"dossier_step_{number}"]) for number in range(1, 5))
    yield page.section("how_to_use", Lines(steps, ordered=True))
    yield page.section("who_answers", page.blank_table("who_answers_caption", "institution", "contact_role", "date_of_answer"))
    yield from question_sections(page, MATERIALS, scope)


def _gaps(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The objectives on which no practice of the country is recorded."""
    covered = page.catalogue.objectives_of_country.get(scope.country, frozenset())
    missing = [number for number in page.taxonomy.objectives if number not in covered]
    if missing:
        yield page.paragraph(page.t.objectives_without)
        yield Lines(tuple(page.line(page.objective(number)) for number in missing))
    else:
        yield page.paragraph(page.t.no_objective_without)


def _coverage(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """Each objective with the country's practices on it."""
    if not scope.practices:
        yield page.empty("no_practice_of_country")
    elif len(scope.practices) > MANY:
        yield counts_of_country(page, scope.country)
    else:
        yield coverage_of_country(page, scope.practices)


def _practices(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The country's practices with what they tell and what they do not tell yet."""
    shown, rest = cut(scope.practices)
    lines = tuple(described(page, practice, *_told(page, practice)) for practice in shown)
    yield Lines(lines) if lines else page.empty("no_practice_of_country")
    yield from by_title(page, rest)


def _told(page: PageBuilder, practice: Practice) -> Iterator[Line]:
    yield from results(page, practice)
    if practice.gaps:
        yield page.phrase_line(page.t.fill("gaps", parts=joined_labels(page, practice.gaps)))


def _partners(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The countries that share most objectives with this one."""
    yield from partners(page, scope.country).blocks or (page.empty("no_partner"),)


def _pledges(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The country's pledges."""
    made = page.pledges_of(page.catalogue.pledges_of_country.get(scope.country, ()))
    yield from made.blocks or (page.empty("no_pledge_of_country"),)


MATERIALS: Final[Materials] = {
    **SHARED,
    "gaps": _gaps,
    "coverage": _coverage,
    "practices": _practices,
    "partners": _partners,
    "pledges": _pledges,
}
"""What is shown of one country."""
