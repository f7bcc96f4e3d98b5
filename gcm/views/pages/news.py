"""What is new: the latest changes to records day by day, and the earlier ones in pages that never change."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.catalogue.news import latest, past
from gcm.views.blocks import Block, Line, Lines, Paragraph, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.news import feed_ways, grouped_news


def news_view(page: PageBuilder) -> View:
    """The latest changes, and the ways to those of a country, of an objective, and of earlier days."""
    found = latest(page.catalogue.news)
    return page.view(
        page.phrase(page.t.news),
        lead=page.phrase(page.t.news_lead),
        blocks=(*(Paragraph(page.line(way)) for way in feed_ways(page)), *(() if found else (page.empty("no_news"),))),
        sections=(*grouped_news(page, found), *_ways(page)),
    )


def _ways(page: PageBuilder) -> Iterator[Section]:
    objectives = sorted(page.catalogue.news_of_objective)
    anchor = page.anchor("news")
    by_country = [
        page.link(("country", code), page.country(code).label, anchor=anchor)
        for code in page.named(page.catalogue.news_of_country)
    ]
    by_objective = [page.link(("objective", str(each)), page.objective(each).label, anchor=anchor) for each in objectives]
    yield page.section("news_by_country", Lines((Line(page.joined(by_country)),)) if by_country else None)
    yield page.section("news_by_objective", Lines(tuple(map(page.line, by_objective))) if by_objective else None)
    yield page.section("news_past", *_past(page))


def _past(page: PageBuilder) -> Iterator[Block]:
    """The pages of earlier changes, the latest first, each under the days that it covers."""
    numbered = list(enumerate(past(page.catalogue.news), 1))
    if numbered:
        yield Lines(
            tuple(
                page.line(
                    page.link(
                        ("past_news", str(number)), page.phrase(page.t.interval(listed[-1].change.on, listed[0].change.on))
                    )
                )
                for number, listed in reversed(numbered)
            )
        )


def past_news_view(page: PageBuilder, number: str) -> View:
    """One page of earlier changes."""
    listed = list(past(page.catalogue.news))[int(number) - 1]
    days = page.t.interval(listed[-1].change.on, listed[0].change.on)
    return page.view(
        page.phrase(page.t.fill("news_of_days", days=days, number=number)),
        kicker=page.up("news"),
        sections=grouped_news(page, listed),
    )
