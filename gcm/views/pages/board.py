"""The follow-up board: the adoption ledger, and practices and roadmap items by what is known of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gcm.catalogue.follow_up import Followed, follow_up
from gcm.language.dates import PartialDate
from gcm.language.text import Localized
from gcm.models.practice import Adoption, Practice
from gcm.models.roadmap import Roadmap
from gcm.taxonomy.lists import TermList
from gcm.views.blocks import Bars, Block, Line, Lines, Link, Numbers, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.charts import bars


def board_view(page: PageBuilder) -> View:
    """What became of what was shared."""
    followed = follow_up(page.catalogue, page.site.built_on)
    return page.view(
        page.phrase(page.t.board),
        lead=page.phrase(page.t.board_lead),
        blocks=[_numbers(page, followed), page.paragraph(page.t.fill("board_day", day=page.t.day(page.site.built_on)))],
        sections=_sections(page, followed),
    )


def _numbers(page: PageBuilder, followed: Sequence[Followed]) -> Numbers:
    adoptions = sum(len(practice.adoptions) for practice in page.catalogue.practices.values())
    counts = {
        "board_overdue": sum(bool(each.overdue) for each in followed),
        "board_adoptions": adoptions,
        "board_reported": sum(each.is_reported for each in followed),
        "board_unreported": sum(not each.is_reported for each in followed),
    }
    return Numbers(tuple((page.t.number(number), page.phrase_line(page.t[name])) for name, number in counts.items()))


def _sections(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Section]:
    overdue = [each for each in followed if each.overdue]
    yield page.section("overdue", _table(page, "overdue_caption", overdue) if overdue else page.empty("nothing_overdue"))
    yield page.section("ledger", *_ledger(page))
    reported = [each for each in followed if each.is_reported and not each.overdue]
    any_reported = any(each.is_reported for each in followed)
    yield page.section(
        "reported", _table(page, "reported_caption", reported) if reported else None, *_silence(page, any_reported)
    )
    yield (
        page.pledges_of(page.catalogue.pledges) if page.catalogue.pledges else page.section("pledges", page.empty("no_pledge"))
    )
    yield page.section("by_status", *_by_status(page, [each for each in followed if not (each.item and each.item.event)]))
    yield page.section("unreported", *_unreported(page, [each for each in followed if not each.is_reported]))


def _silence(page: PageBuilder, any_reported: bool) -> list[Block]:
    return [] if any_reported else [page.empty("nothing_reported")]


def _ledger(page: PageBuilder) -> Iterator[Block]:
    """Every adoption, the latest first."""
    pairs = [(practice, each) for practice in page.catalogue.practices.values() for each in practice.adoptions]
    if pairs:
        pairs.sort(key=lambda pair: (str(pair[1].date or ""), pair[0].id), reverse=True)
        heads = (page.t.practice_head, page.t.country, page.t.when, page.t.what_adapted, page.t.evidence)
        yield Table(page.t.ledger_caption, heads, tuple(_adoption(page, *pair) for pair in pairs), stacks=True)
    else:
        yield page.empty("ledger_empty")
    yield page.paragraph(page.t.ledger_how)


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
    yield bars(page, page.t.by_status_items, head, _counted(page, "item_status", items), absence="none_recorded_short_m")
    yield bars(page, page.t.by_status_practices, head, _counted(page, "follow_up_status", practices))


def _counted(page: PageBuilder, name: TermList, counts: Counter[str]) -> list[tuple[Localized, int]]:
    return [(page.phrase(page.term(name, id)), counts[id]) for id in page.taxonomy.terms[name]]


def _unreported(page: PageBuilder, followed: Sequence[Followed]) -> Iterator[Block]:
    practices = [each for each in followed if each.item is None]
    items = [each for each in followed if each.item]
    if followed:
        counts = {"practices": page.t.count("practice", len(practices)), "items": page.t.count("item", len(items))}
        yield page.paragraph(page.t.fill("unreported_reading", **counts))
    for name, listed in (("unreported_items", items), ("unreported_practices", practices)):
        if listed:
            yield Paragraph(page.phrase_line(f"{page.t[name]}:"))
            yield Lines(tuple(Line((*_what(page, each), page.phrase(" – "), _report(page, each))) for each in listed))
