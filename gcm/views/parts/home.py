"""What the home page shows of the catalogue: numbers that mean something, practices with substance, the next date, the objectives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.catalogue.dated_steps import DatedStep, cycle
from gcm.catalogue.page_sources import SEARCH
from gcm.models.practice import Practice
from gcm.views.blocks import Block, Countdown, Line, Lines, Numbers, Paragraph, Part, SearchForm
from gcm.views.builder import PageBuilder
from gcm.views.pages.agenda import naming
from gcm.views.parts.news import FEW, news_lines

FEATURED: Final = 3
"""Practices that are shown."""


def search_form(page: PageBuilder) -> SearchForm:
    """The words of a reader, sent to the page of the search."""
    return SearchForm(page.href(SEARCH), page.t.search_parameter)


def overview(page: PageBuilder) -> Numbers:
    """What there is, each number a way in."""
    catalogue, t = page.catalogue, page.t
    statements = sum(len(each.statements) for each in catalogue.practices.values())
    addresses = len({source.url for each in catalogue.practices.values() for source in each.sources})
    lines = (
        (
            len(catalogue.practices),
            page.line(page.link(("practices",), page.phrase(_of(page, "practice", len(catalogue.practices))))),
        ),
        (len(catalogue.by_country), page.line(page.link(("map",), page.phrase(t.overview_countries)))),
        (len(catalogue.by_objective), page.line(page.link(("objectives",), page.phrase(t.overview_objectives)))),
        (statements, page.line(page.link(("sources",), page.phrase(t.fill("overview_statements", addresses=addresses))))),
    )
    return Numbers(tuple((t.number(number), line) for number, line in lines if number))


def _of(page: PageBuilder, name: str, number: int) -> str:
    """The word for so many, without their number."""
    return page.t[name if number == 1 else f"{name}_many"]


def featured(page: PageBuilder) -> Block:
    """The practices of which most is told, each of another country and another kind as far as there are any."""
    return page.cards(_substantial(page))


def _substantial(page: PageBuilder) -> Iterator[Practice]:
    told = [each for each in page.catalogue.practices.values() if each.short and each.countries and not each.is_doubtful]
    ranked = sorted(told, key=lambda each: (-each.completeness, each.id))
    shown: list[Practice] = []
    for alike in (_shares_kind_or_country, _shares_country, _is_shown):
        for practice in ranked:
            if len(shown) < FEATURED and not any(alike(practice, each) for each in shown):
                shown.append(practice)
    yield from shown


def _is_shown(practice: Practice, other: Practice) -> bool:
    return practice.id == other.id


def _shares_country(practice: Practice, other: Practice) -> bool:
    return not set(practice.countries).isdisjoint(other.countries)


def _shares_kind_or_country(practice: Practice, other: Practice) -> bool:
    return practice.kind == other.kind or _shares_country(practice, other)


def next_date(page: PageBuilder) -> Block:
    """The next date of the review cycle, or where the sources announce none, the latest; a script says how far off it is."""
    steps = cycle(page.catalogue)
    coming = [each for each in steps if each.start.last >= page.site.built_on]
    if not steps:
        return page.empty("none_recorded")
    step = coming[0] if coming else max(steps, key=lambda each: (str(each.end or each.start), each.kind == "forum"))
    lead = page.t.next_date if coming else page.t.last_date
    return Paragraph(
        Line((page.phrase(f"{lead} "), _when(page, step), page.phrase(": "), *naming(page, step), page.phrase(".")))
    )


def _when(page: PageBuilder, step: DatedStep) -> Part:
    """The day, which a script counts to where it is exact."""
    words = page.t.interval(step.start, step.end)
    return Countdown(step.start.first.isoformat(), words) if step.start.day else page.phrase(words)


def newest(page: PageBuilder) -> Lines:
    """The latest changes to records."""
    return news_lines(page, page.catalogue.news[:FEW])


def objectives(page: PageBuilder) -> Lines:
    """The 23 objectives by their short labels, with how many practices there are."""
    return Lines(tuple(_objective(page, number) for number in page.taxonomy.objectives))


def _objective(page: PageBuilder, number: int) -> Line:
    practices = len(page.catalogue.by_objective.get(number, ()))
    return page.line(page.objective(number), page.phrase(f" – {page.t.count('practice', practices)}" if practices else ""))
