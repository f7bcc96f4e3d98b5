"""What is new of records: a few lines on the page of what it concerns, and groups of alike changes where all are listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from gcm.catalogue.news import News, Subject
from gcm.language.text import Localized
from gcm.models.practice import Practice
from gcm.views.blocks import Block, Fold, Line, Lines, Link, Paragraph, Section
from gcm.views.builder import PageBuilder
from gcm.views.feeds import feed_link

MANY: Final = 20
"""Records of one group of changes that are not folded."""

FEW: Final = 3
"""Changes on the page of a country or an objective."""


def news_section(page: PageBuilder, news: tuple[News, ...]) -> Section:
    """The latest changes that concern a page, and the way to all others."""
    if not news:
        return page.section("news")
    ways = (page.link(("news",), page.phrase(page.t.news_all)), *feed_ways(page))
    return page.section("news", news_lines(page, news[:FEW]), Paragraph(page.line(*page.joined(ways, " · "))))


def feed_ways(page: PageBuilder) -> tuple[Link, ...]:
    """How to follow what is new of a page, where this site has feeds."""
    link = feed_link(page)
    return (link,) if link else ()


def news_lines(page: PageBuilder, news: Iterable[News]) -> Lines:
    """Changes, each with its day, its record and what was done."""
    return Lines(tuple(_line(page, each) for each in news))


def _line(page: PageBuilder, each: News) -> Line:
    day, done = page.t.date(each.change.on), page.term("change", each.change.what)
    with page.aside():
        return page.line(page.phrase(f"{day}: "), page.record(each.record), note=each.change.note, badge=done)


def grouped_news(page: PageBuilder, news: Iterable[News]) -> Iterator[Section]:
    """Changes by their days; below each, what was done, and the records that it was done to."""
    for day, of_day in groupby(news, key=lambda each: each.change.on):
        yield Section(str(day), page.t.date(day), tuple(_groups(page, of_day)))


def _groups(page: PageBuilder, of_day: Iterable[News]) -> Iterator[Block]:
    alike: dict[tuple[str, Localized | None], list[Subject]] = {}
    for each in of_day:
        note = page.localize(each.change.note) if each.change.note else None
        alike.setdefault((each.change.what, note), []).append(each.record)
    for (what, note), records in alike.items():
        done = page.term("change", what) if len(records) == 1 else page.terms("change", what)
        counted = page.phrase(page.t.fill("of_kind", kind=done, count=len(records)))
        yield Paragraph(Line((counted, page.phrase(": "), note) if note else (counted,)))
        yield Lines(tuple(_named(page, record) for record in records[:MANY]))
        if rest := records[MANY:]:
            yield Fold(page.t.count("more_record", len(rest)), (Lines(tuple(_named(page, record) for record in rest)),))


def _named(page: PageBuilder, record: Subject) -> Line:
    """A practice with who runs it; an event or a roadmap says that itself."""
    if isinstance(record, Practice):
        return Line((page.practice(record), page.phrase(" – "), *page.joined(page.who(record))))
    return Line((page.record(record),))
