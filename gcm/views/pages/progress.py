"""Progress: how much is recorded, where, how completely and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gcm.catalogue.listed import awaiting_review
from gcm.language.dates import PartialDate
from gcm.models.forum import Forum
from gcm.models.practice import Practice, completeness_fields
from gcm.models.record import Record
from gcm.views.blocks import Bars, Block, Line, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.charts import bars, curve

BINS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))
"""Per cent of completeness, from and to."""


FOLDED = frozenset({"progress_completeness", "progress_translation", "progress_compiled", "awaiting_review"})
"""What tells of the records rather than of what they are about."""


def progress_view(page: PageBuilder) -> View:
    """Counts of the records, with the day that they are of."""
    return page.view(
        page.phrase(page.t.progress),
        lead=page.phrase(page.t.progress_lead),
        blocks=[page.paragraph(page.t.fill("progress_day", day=page.t.day(page.site.built_on)))],
        sections=_sections(page),
    )


def _sections(page: PageBuilder) -> Iterator[Section]:
    for name, blocks in (
        ("progress_shared", _shared(page)),
        ("progress_by_objective", [_by_objective(page)]),
        ("progress_by_country", [_by_country(page)]),
        ("progress_by_session", [_by_session(page)]),
        ("progress_by_kind", [_by_kind(page)]),
        ("by_origin", [_by_origin(page)]),
        ("progress_completeness", [_completeness(page), _parts(page)]),
        ("progress_translation", [_translation(page)]),
        ("progress_compiled", [_compiled(page)]),
        ("awaiting_review", _awaiting_review(page)),
    ):
        yield page.section(name, *blocks, folded=name in FOLDED)


def _shared(page: PageBuilder) -> Iterator[Block]:
    """What each event of the cycle added: practices listed, and items of its roadmaps."""
    listed = Counter(entry.forum for practice in page.catalogue.practices.values() for entry in practice.listings)
    items = Counter(roadmap.forum for roadmap, _ in page.catalogue.own_items)
    if not page.catalogue.forums:
        yield page.empty("none_recorded")
        return
    for caption, counts in (("progress_listings", listed), ("progress_items", items)):
        points = [
            (str(forum.start.year), page.line(page.forum(forum)), counts[forum.id]) for forum in page.catalogue.chronology
        ]
        yield curve(page, page.t[caption], page.t.event, points)
    yield _reach(page)


def _reach(page: PageBuilder) -> Table:
    """Of how many countries, on how many objectives and of how many sessions practices had been shared by each event."""
    heads = (page.t.event, page.t.countries, page.t.objectives, page.t.sessions)
    return Table(page.t.progress_reach, heads, tuple(_reached(page, forum) for forum in page.catalogue.chronology), stacks=True)


def _reached(page: PageBuilder, forum: Forum) -> tuple[Line, ...]:
    practices = [page.catalogue.practices[id] for id in page.catalogue.shared_by[forum.id]]
    earlier = {each.id for each in page.catalogue.chronology if each.start.first <= forum.start.first}
    countries = {code for each in practices for code in each.countries}
    objectives = {number for each in practices for number in each.objectives.own}
    sessions = {(entry.forum, entry.session) for each in practices for entry in each.listings if entry.forum in earlier}
    return (
        page.line(page.forum(forum)),
        page.phrase_line(page.counted(len(countries))),
        page.phrase_line(page.counted(len(objectives))),
        page.phrase_line(page.counted(len(sessions))),
    )


def _by_objective(page: PageBuilder) -> Bars:
    counts = {number: len(page.catalogue.by_objective.get(number, ())) for number in page.taxonomy.objectives}
    rows = [(page.objective(number), count) for number, count in counts.items()]
    return bars(page, page.t.progress_by_objective, page.t.objective, rows)


def _by_origin(page: PageBuilder) -> Bars:
    """How many practices come from where."""
    found = page.catalogue.by_origin
    rows = [(page.phrase(page.terms("origin", id)), len(found.get(id, ()))) for id in page.taxonomy.terms["origin"]]
    return bars(page, page.t.progress_by_origin, page.t.origin, rows)


def _awaiting_review(page: PageBuilder) -> Iterator[Block]:
    """The practices that nobody but their compilers has read, those that no institution confirmed either."""
    waiting = awaiting_review(page.catalogue)
    if waiting:
        practices = len(page.catalogue.practices)
        yield page.paragraph(page.t.fill("awaiting_reading", waiting=len(waiting), practices=practices))
        with page.aside():
            yield from page.listed(waiting, as_cards=False)
    else:
        yield page.empty("none_awaiting")


def _by_country(page: PageBuilder) -> Bars:
    """Countries with a practice, most first; the map and the gap matrix tell of those without."""
    counts = {code: len(practices) for code, practices in page.catalogue.by_country.items()}
    ordered = sorted(page.named(counts), key=lambda code: -counts[code])
    rows = [(page.country(code), counts[code]) for code in ordered]
    return bars(page, page.t.progress_by_country, page.t.country, rows)


def _by_session(page: PageBuilder) -> Bars:
    found = page.catalogue.by_session
    pairs = [(forum, session) for forum, session in page.catalogue.sessions if (forum.id, session.id) in found]
    rows = [(page.session_of(forum.id, session.id), len(found[forum.id, session.id])) for forum, session in pairs]
    return bars(page, page.t.progress_by_session, page.t.session, rows)


def _by_kind(page: PageBuilder) -> Bars:
    counts = Counter(practice.kind for practice in page.catalogue.practices.values())
    kinds = page.taxonomy.terms["practice_kind"]
    rows = [(page.link(("kind", kind), page.phrase(page.terms("practice_kind", kind))), counts[kind]) for kind in kinds]
    return bars(page, page.t.progress_by_kind, page.t.kind_label, rows)


def _completeness(page: PageBuilder) -> Bars:
    percents = [practice.completeness for practice in page.catalogue.practices.values()]
    rows = [
        (
            page.phrase(page.t.fill("completeness_range", first=first, last=last)),
            sum(first <= each <= last for each in percents),
        )
        for first, last in BINS
    ]
    return bars(page, page.t.progress_completeness, page.t.facet_completeness, rows)


def _parts(page: PageBuilder) -> Bars:
    """How many practices tell each part, of all."""
    practices = page.catalogue.practices.values()
    missing = Counter(part for practice in practices for part in practice.gaps)
    total = len(practices)
    rows = [(page.phrase(page.field_label(part)), total - missing[part]) for part in completeness_fields()]
    return bars(page, page.t.progress_parts, page.t.part_head, rows, total)


def _records(page: PageBuilder) -> list[Record]:
    catalogue = page.catalogue
    return [*catalogue.practices.values(), *catalogue.forums.values(), *catalogue.roadmaps.values()]


def _translation(page: PageBuilder) -> Bars:
    """How the second language of each record came about, or that it is missing."""
    ways = Counter(_way(record) for record in _records(page))
    terms = page.taxonomy.terms["translation"]
    rows = [(page.phrase(page.term("translation", way)), ways[way]) for way in terms]
    others = [("translation_unstated", ways["unstated"]), ("translation_none", ways["none"])]
    rows += [(page.phrase(page.t[name]), number) for name, number in others]
    return bars(page, page.t.progress_translation, page.t.record_translation, rows, sum(ways.values()))


def _way(record: Record) -> str:
    if record.missing_languages:
        return "none"
    return (record.translation.into if record.translation else None) or "unstated"


def _compiled(page: PageBuilder) -> Table:
    """Records by the month that they were compiled in, as far as they tell: how many, translated, and how complete."""
    months: dict[PartialDate, list[Record]] = {}
    for record in _records(page):
        if date := record.review.compiled_on:
            months.setdefault(PartialDate(date.year, date.month), []).append(record)
    heads = (page.t.month, page.t.number_head, page.t.in_both_languages, page.t.complete_on_average)
    return Table(
        page.t.progress_compiled,
        heads,
        tuple(_month(page, month, months[month]) for month in sorted(months, key=str)),
        stacks=True,
    )


def _month(page: PageBuilder, month: PartialDate, records: Sequence[Record]) -> tuple[Line, ...]:
    percents = [record.completeness for record in records if isinstance(record, Practice)]
    average = page.t.fill("percent", number=round(sum(percents) / len(percents))) if percents else "–"
    both = sum(not record.missing_languages for record in records)
    cells = (page.t.date(month), page.t.number(len(records)), page.t.fill("of_total", number=both, total=len(records)), average)
    return tuple(page.phrase_line(each) for each in cells)
