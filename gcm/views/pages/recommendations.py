"""The recommendations of the forums, each with what became of it and by when it was to be done, in one view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from gcm.catalogue.catalogue import Catalogue
from gcm.models.roadmap import Item, Roadmap
from gcm.views.blocks import Block, Line, Link, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.chains import steps_after

KIND: Final = "recommendations"


def recommendations_view(page: PageBuilder) -> View:
    """Every list of recommendations, the oldest event's first."""
    listed = list(_listed(page.catalogue))
    return page.view(
        page.phrase(page.t.recommendations),
        lead=page.phrase(page.t.recommendations_lead),
        blocks=[*_answer(page, [item for each in listed for item in each.items]), page.paragraph(page.t.recommendations_day)],
        sections=[_section(page, each) for each in listed],
    )


def _listed(catalogue: Catalogue) -> Iterator[Roadmap]:
    """The lists of each event, those that close its report, session by session, before those of its survey."""
    for forum in catalogue.chronology:
        made = [each for each in catalogue.roadmaps_of_forum.get(forum.id, ()) if each.kind == KIND]
        yield from sorted(made, key=lambda roadmap: not any(item.session for item in roadmap.items))


def _answer(page: PageBuilder, items: Sequence[Item]) -> Iterator[Block]:
    """How many there are, how many have a day, and of how many anything is known."""
    if not items:
        yield page.empty("none_recorded")
        return
    dated = sum(bool(item.due) for item in items)
    acted = sum(bool(item.actions or item.result) for item in items)
    naming = sum(bool(item.practices) for item in items)
    t = page.t
    sentences = (
        f"{t.count('recommendation', len(items))}.",
        t.fill("recommendations_dated", count=dated) if dated else t.recommendations_undated,
        t.fill("recommendations_naming", count=naming) if naming else "",
        t.fill("recommendations_acted", count=acted) if acted else t.recommendations_silent,
    )
    yield Paragraph(page.phrase_line(" ".join(filter(None, sentences))), "lead")


def _section(page: PageBuilder, roadmap: Roadmap) -> Section:
    heads = (page.t.recommendation_head, page.t.what_became, page.t.due, page.t.report_column)
    rows = tuple(_row(page, roadmap, item) for item in roadmap.items)
    title = str(page.localize(roadmap.title))
    forum = page.catalogue.forums[roadmap.forum]
    when = page.phrase(f" – {page.t.interval(forum.start, forum.end)}. ")
    lead = Paragraph(page.line(page.forum(forum), when, page.link(("roadmap", roadmap.id), page.phrase(page.t.whole_record))))
    return Section(roadmap.id, title, (lead, Table(title, heads, rows, stacks=True)))


def _row(page: PageBuilder, roadmap: Roadmap, item: Item) -> tuple[Line, ...]:
    words = page.localize(item.text)
    way = Link(page.href(("roadmap", roadmap.id), f"item-{item.id}"), words, target=("roadmap", roadmap.id), aside=True)
    due = page.t.date(item.due) if item.due else page.t.no_deadline
    return (
        Line((way,), badge=page.term("item_status", item.status)),
        Line((), more=tuple(_became(page, roadmap, item))),
        page.phrase_line(due),
        page.line(page.report(roadmap, "items", page.phrase(page.t.report))),
    )


def _became(page: PageBuilder, roadmap: Roadmap, item: Item) -> Iterator[Line]:
    """What is known of it after it was made, along every chain that it begins."""
    with page.aside():
        for chain in page.catalogue.chains_of_roadmap.get(roadmap.id, ()):
            if (roadmap, item) in chain.ends:
                yield from steps_after(page, chain)
