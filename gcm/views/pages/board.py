"""The follow-up board: the adoption ledger, and practices and roadmap items by what is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gcm.catalogue.follow_up import Followed, follow_up
from gcm.language.dates import PartialDate
from gcm.language.text import Localized
from gcm.models.practice import Adoption, Practice
from gcm.models.roadmap import Roadmap
from gcm.taxonomy.lists import TermList
from gcm.views.blocks import Bars, Block, Fold, Line, Lines, Link, Numbers, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.answers import not_recorded
from gcm.views.parts.charts import bars

MOST: Final = 40
"""Rows of a table in full; of the others the page says the title and the status."""

MANY: Final = 10
"""A table of more rows than these is shown on demand."""

UNREPORTED: Final = "not-reported"
"""The follow-up of a practice that nothing is known of."""


def board_view(page: PageBuilder) -> View:
    """What became of what was agreed: what has a date, what has none, what was reported. Events that are past are in the timeline."""
    followed = [each for each in follow_up(page.catalogue, page.site.built_on) if not each.is_past]
    way = page.link(("timeline",), page.phrase(page.t.timeline))
    day = page.t.fill("board_day", day=page.t.day(page.site.built_on))
    return page.view(
        page.phrase(page.t.board),
        lead=page.phrase(page.t.board_lead),
        blocks=[
            *_numbers(page, followed),
            Paragraph(page.line(page.phrase(f"{day} {page.t.board_past} "), way, page.phrase("."))),
        ],
        sections=_sections(page, followed),
    )


def _numbers(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Numbers]:
    """How many there are of what there is any of."""
    items = [each for each in followed if each.item and not each.is_closed]
    counts = {
        "board_overdue": sum(bool(each.overdue) for each in followed),
        "board_dated": sum(each.due is not None for each in items),
        "board_undated": sum(each.due is None for each in items),
        "board_adoptions": sum(len(practice.adoptions) for practice in page.catalogue.practices.values()),
        "board_reported": sum(each.is_reported for each in followed),
    }
    some = tuple((page.t.number(number), page.phrase_line(page.t[name])) for name, number in counts.items() if number)
    if some:
        yield Numbers(some)


def _sections(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Section]:
    overdue = [each for each in followed if each.overdue]
    reported = [each for each in followed if each.is_reported and not each.overdue]
    agreed = [each for each in followed if each.item and not each.is_reported and not each.overdue]
    found = [
        page.section("overdue", _table(page, "overdue_caption", overdue) if overdue else None),
        page.section("agreed_dated", *_dated(page, [each for each in agreed if each.due])),
        page.section("agreed_undated", *_undated(page, [each for each in agreed if not each.due])),
        page.section("reported", *_reported(page, reported), folded=len(reported) > MANY),
        page.section("ledger", *_ledger(page)),
        page.pledges_of(page.catalogue.pledges),
    ]
    yield from found
    yield not_recorded(page, "not_recorded_on_board", found, ABSENT)
    yield page.section("how_to_report", page.paragraph(page.t.ledger_how))
    yield page.section("by_status", *_by_status(page, [each for each in followed if not (each.item and each.item.event)]))
    yield page.section("unreported", *_unreported(page, [each for each in followed if not each.is_reported]))


ABSENT: Final = ("overdue", "agreed_dated", "reported", "ledger", "pledges")
"""The sections whose absence is told."""


def _dated(page: PageBuilder, agreed: Sequence[Followed]) -> Iterator[Block]:
    """What was agreed and has a date."""
    if agreed:
        yield _table(page, "agreed_dated", agreed)


def _reported(page: PageBuilder, reported: Sequence[Followed]) -> Iterator[Block]:
    """What is known of what was shared or agreed."""
    if reported:
        yield _table(page, "reported_caption", reported[:MOST])
        if rest := reported[MOST:]:
            lines = Lines(tuple(Line(_what(page, each), badge=page.term(_list_of(each), each.status)) for each in rest))
            yield Fold(page.t.count("more_result", len(rest)), (lines,))


def _undated(page: PageBuilder, agreed: Sequence[Followed]) -> Iterator[Block]:
    """What was agreed and has no deadline in the sources, under what it was agreed in."""
    if agreed:
        way = page.link(("recommendations",), page.phrase(page.t.recommendations))
        yield Paragraph(page.line(page.phrase(f"{page.t.agreed_undated_reading} "), way, page.phrase(".")))
    by_roadmap: dict[str, list[Followed]] = {}
    for each in agreed:
        by_roadmap.setdefault(each.record.id, []).append(each)
    for listed in by_roadmap.values():
        label = page.t.fill("of_kind", kind=str(page.localize(listed[0].record.title)), count=len(listed))
        yield Fold(
            label, (Lines(tuple(Line((*_what(page, each), page.phrase(" – "), _report(page, each))) for each in listed)),)
        )


def _ledger(page: PageBuilder) -> Iterator[Block]:
    """Every adoption, the latest first."""
    pairs = [(practice, each) for practice in page.catalogue.practices.values() for each in practice.adoptions]
    if pairs:
        pairs.sort(key=lambda pair: (str(pair[1].date or ""), pair[0].id), reverse=True)
        heads = (page.t.practice_head, page.t.country, page.t.when, page.t.what_adapted, page.t.evidence)
        yield Table(page.t.ledger_caption, heads, tuple(_adoption(page, *pair) for pair in pairs), stacks=True)


def _adoption(page: PageBuilder, practice: Practice, adoption: Adoption) -> tuple[Line, ...]:
    evidence = page.external(adoption.evidence, page.phrase(page.t.evidence)) if adoption.evidence else page.phrase("–")
    return (
        page.line(page.practice(practice)),
        page.line(page.country(adoption.country)),
        page.phrase_line(page.t.date(adoption.date) if adoption.date else "–"),
        page.text(adoption.adapted) if adoption.adapted else page.phrase_line("–"),
        page.line(evidence),
    )


def _table(page: PageBuilder, caption: str, followed: Iterable[Followed]) -> Table:
    heads = (page.t.what, page.t.who, page.t.due, page.t.next_step, page.t.last_reviewed, page.t.report_column)
    return Table(page.t[caption], heads, tuple(_row(page, each) for each in followed), stacks=True)


def _row(page: PageBuilder, each: Followed) -> tuple[Line, ...]:
    return (
        Line(_what(page, each), badge=page.term(_list_of(each), each.status)),
        Line(_who(page, each)),
        _date(page, each.due, page.t.overdue_past if each.overdue == "past" else ""),
        page.text(each.next_step) if each.next_step else page.phrase_line("–"),
        _date(page, each.last_reviewed, page.t.overdue_stale if each.overdue == "stale" else ""),
        page.line(_report(page, each)),
    )


def _date(page: PageBuilder, date: PartialDate | None, late: str) -> Line:
    """A date, and why it makes the row overdue if it does."""
    due_text = page.t.date(date) if date else "–"
    return page.phrase_line(f"{due_text} ({late})" if late else due_text)


def _list_of(each: Followed) -> TermList:
    return "item_status" if each.item else "follow_up_status"


def _what(page: PageBuilder, each: Followed) -> tuple[Localized | Link, ...]:
    """The practice, or the item and the roadmap that it stands in."""
    if isinstance(each.record, Practice) or each.item is None:
        return (page.record(each.record),)
    name = page.localize(each.record.label or each.record.title)
    where = page.link(("roadmap", each.record.id), name, anchor=f"item-{each.item.id}")
    return (page.localize(each.item.text), page.phrase(" – "), where)


def _who(page: PageBuilder, each: Followed) -> tuple[Localized | Link, ...]:
    if isinstance(each.record, Practice):
        return page.joined(page.who(each.record))
    owner = each.item.owner if each.item else None
    return (page.localize(owner) if owner else page.phrase("–"),)


def _report(page: PageBuilder, each: Followed) -> Link:
    part = "items" if isinstance(each.record, Roadmap) else "follow_up"
    return page.report(each.record, part, page.phrase(page.t.report))


def _by_status(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Bars]:
    """How many there are of each status, in the order of its list."""
    items = Counter(each.status for each in followed if each.item)
    practices = Counter(each.status for each in followed if not each.item)
    head = page.t.follow_up_status
    if items:
        yield bars(page, page.t.by_status_items, head, _counted(page, "item_status", items))
    if practices:
        yield bars(page, page.t.by_status_practices, head, _counted(page, "follow_up_status", practices))


def _counted(page: PageBuilder, name: TermList, counts: Counter[str]) -> list[tuple[Localized, int]]:
    return [(page.phrase(page.term(name, id)), counts[id]) for id in page.taxonomy.terms[name] if counts[id]]


def _unreported(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Block]:
    """How many practices and items nothing is known of, and the way to the practices."""
    practices = [each for each in followed if each.item is None]
    items = [each for each in followed if each.item]
    if followed:
        counts = {"practices": page.t.count("practice", len(practices)), "items": page.t.count("item", len(items))}
        see = page.explored(page.phrase(page.t.see_practices), kind="practice", follow_up=UNREPORTED)
        yield Paragraph(page.line(page.phrase(f"{page.t.fill('unreported_reading', **counts)} "), see))
