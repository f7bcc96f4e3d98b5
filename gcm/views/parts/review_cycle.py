"""The picture of the review cycle: each step where it stands in time, and what feeds what, for wide and narrow screens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count, pairwise
from textwrap import wrap
from typing import Final, Literal

from gcm.catalogue.dated_steps import DatedStep
from gcm.language.text import Localized
from gcm.models.forum import Forum
from gcm.taxonomy.lists import Milestone
from gcm.views.blocks import CycleMark, CyclePanel, CyclePicture
from gcm.views.builder import PageBuilder

Point = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, width, height."""

Lines = tuple[tuple[str, bool], ...]
"""Words with whether they are secondary."""

MARK: Final = 11
"""The shortest mark, which is also how thick one is."""

LINE: Final = 15
ABOVE: Final = 12
LETTER: Final = 7.4
"""Height of a line, what of it is above the foot of its letters, and the width of a letter on average in the widest common font."""

GAP: Final = 6
HEAD: Final = 6
FROM_FAR: Final = ("global-review", "regional-review", "champion-forum")
"""Kinds of events from the world to the countries, which is how the bands lie; other kinds come after these."""

MOST_YEARS: Final = 12
WIDE: Final = 760
LETTERS_WIDE: Final = 20
BAND_NAME: Final = 20
NARROW: Final = 300
YEAR: Final = 76
COLUMN: Final = 16
COLUMNS_AT: Final = 38


@dataclass(frozen=True)
class Happening:
    """A step of the cycle: in which band it stands, and the first and the last day that it can mean."""

    id: str
    band: str
    kind: Literal["milestone", "held", "announced"]
    first: date
    last: date
    title: Localized
    when: str
    href: str = ""
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scale:
    """Days → units from `start` on."""

    first: date
    last: date
    start: int
    length: int

    def at(self, day: date) -> int:
        """Where the day stands."""
        return self.start + round(self.length * (day - self.first).days / (self.last - self.first).days)

    @property
    def years(self) -> list[tuple[int, str]]:
        """Years with where they begin, not more than can be read."""
        step = next(step for step in count(1) if (self.last.year - self.first.year) / step < MOST_YEARS)
        return [(self.at(date(year, 1, 1)), str(year)) for year in range(self.first.year, self.last.year + 1, step)]


def cycle_picture(page: PageBuilder, dated_steps: Iterable[DatedStep]) -> CyclePicture | None:
    """Milestones and events, and what feeds what; what an event is made of stands in the list only."""
    steps = [step for dated_step in dated_steps for step in _happening(page, dated_step)]
    if not steps:
        return None
    legend = [(kind, page.t[f"cycle_{kind}"]) for kind in ("milestone", "held", "announced", "span", "way")]
    return CyclePicture(page.t.timeline_caption, (_wide(page, steps), _narrow(page, steps)), tuple(legend))


def _happening(page: PageBuilder, dated_step: DatedStep) -> list[Happening]:
    thing, when = dated_step.thing, page.t.brief(dated_step.start, dated_step.end)
    days = dated_step.start.first, (dated_step.end or dated_step.start).last
    match thing:
        case Milestone():
            return [Happening(thing.id, "milestone", "milestone", *days, page.localize(thing.short_title), when)]
        case Forum():
            kind: Literal["held", "announced"] = "held" if thing.status == "held" else "announced"
            title, href = page.localize(thing.short_title or thing.title), page.href(("forum", thing.id))
            return [Happening(thing.id, thing.kind, kind, *days, title, when, href, thing.feeds)]
        case _:
            return []


def _bands(page: PageBuilder, steps: Iterable[Happening]) -> dict[str, str]:
    """The bands in their order, with their names."""
    kinds = dict.fromkeys((*FROM_FAR, *page.taxonomy.terms["forum_kind"]))
    names = {"milestone": page.t.milestones} | {kind: page.terms("forum_kind", kind) for kind in kinds}
    used = {step.band for step in steps}
    return {band: name for band, name in names.items() if band in used}


def _scale(steps: Sequence[Happening], start: int, year: int = 0, length: int = 0) -> Scale:
    """From the beginning of the first year to the end of the last, in `length` units or in `year` units for each."""
    first, last = min(step.first for step in steps).year, max(step.last for step in steps).year
    return Scale(date(first, 1, 1), date(last, 12, 31), start, length or year * min(last - first + 1, 2 * MOST_YEARS))


def _span(scale: Scale, step: Happening) -> tuple[int, int]:
    """Where the mark begins and how long it is; the shortest stands around the middle of its days."""
    start, end = scale.at(step.first), scale.at(step.last)
    return (start, end - start) if end - start >= MARK else ((start + end - MARK) // 2, MARK)


def _lines(letters: int, title: str, *others: str) -> Lines:
    """The words of a label: its title, and below it when and what."""
    below = (words for other in others for words in wrap(other, letters))
    return (*((words, False) for words in wrap(title, letters)), *((words, True) for words in below))


def _width(lines: Lines) -> int:
    return round(LETTER * max(len(words) for words, _ in lines))


def _mark(step: Happening, box: Box, at: Point, lines: Lines, leader: Box) -> CycleMark:
    """The mark, and its label whose first line stands on the point `at`."""
    label = at[0], at[1] - ABOVE, _width(lines), LINE * len(lines)
    return CycleMark(step.kind, box, f"{step.title}, {step.when}", step.title.lang, label, lines, leader, step.href)


# Wide: time from left to right, a band for each kind of step


def _wide(page: PageBuilder, steps: Sequence[Happening]) -> CyclePanel:
    scale, top = _scale(steps, MARK, length=WIDE - 2 * MARK), BAND_NAME
    bands: list[tuple[int, int, str]] = []
    marks: dict[str, CycleMark] = {}
    for band, name in _bands(page, steps).items():
        placed, height = _wide_band(scale, top, [step for step in steps if step.band == band])
        bands.append((top, height, name))
        marks |= placed
        top += height + GAP
    years = tuple((x, 0, x, top, name) for x, name in scale.years)
    labels = [mark.label for mark in marks.values()]
    arrows = _arrows(steps, {id: mark.box for id, mark in marks.items()}, labels)
    return CyclePanel("wide", WIDE, top, tuple(bands), years, arrows, tuple(marks[step.id] for step in steps))


def _wide_band(scale: Scale, top: int, steps: Sequence[Happening]) -> tuple[dict[str, CycleMark], int]:
    """The marks of a band, on one line with their labels in rows below it, and the height of the band."""
    level = top + BAND_NAME
    lines = {step.id: _lines(LETTERS_WIDE, str(step.title), step.when) for step in steps}
    lefts = {step.id: min(_span(scale, step)[0] + 5, WIDE - _width(lines[step.id])) for step in steps}
    rows = _rows([(step.id, lefts[step.id], _width(lines[step.id])) for step in steps])
    heights = [
        max(len(lines[id]) for id, row in rows.items() if row == each) * LINE + GAP for each in range(max(rows.values()) + 1)
    ]
    marks: dict[str, CycleMark] = {}
    for step in steps:
        x, length = _span(scale, step)
        at = lefts[step.id], level + MARK + LINE + sum(heights[: rows[step.id]])
        leader = x + 2, level + MARK, x + 2, at[1]
        marks[step.id] = _mark(step, (x, level, length, MARK), at, lines[step.id], leader)
    return marks, BAND_NAME + MARK + GAP + sum(heights)


def _rows(labels: Sequence[tuple[str, int, int]]) -> dict[str, int]:
    """Label → its row; of two that overlap, the earlier goes below, so that what leads to it crosses no other.

    Each label comes with its left edge and its width, in the order of time.
    """
    edges: list[int] = []
    rows: dict[str, int] = {}
    for id, left, width in reversed(labels):
        row = next((row for row, edge in enumerate(edges) if left + width + GAP <= edge), len(edges))
        edges[row : row + 1] = [left]
        rows[id] = row
    return rows


# Narrow: time from top to bottom, a column for each kind of step, and the labels beside them


def _narrow(page: PageBuilder, steps: Sequence[Happening]) -> CyclePanel:
    scale = _scale(steps, MARK, year=YEAR)
    names = _bands(page, steps)
    columns = {band: COLUMNS_AT + COLUMN * position for position, band in enumerate(names)}
    labels_at = COLUMNS_AT + COLUMN * len(columns) + GAP
    marks: dict[str, CycleMark] = {}
    bottom = 0
    for step in steps:
        kind = page.t.milestone if step.kind == "milestone" else page.term("forum_kind", step.band)
        lines = _lines(int((NARROW - labels_at) / LETTER), str(step.title), f"{step.when} · {kind}")
        y, length = _span(scale, step)
        at = labels_at, max(y + MARK - 1, bottom + LINE + GAP)
        leader = columns[step.band] + MARK, y + MARK // 2, labels_at - 4, at[1] - 4
        marks[step.id] = _mark(step, (columns[step.band], y, MARK, length), at, lines, leader)
        bottom = at[1] + LINE * (len(lines) - 1)
    boxes = {id: _turned(mark.box) for id, mark in marks.items()}
    arrows = _arrows(steps, boxes, (), turned=True)
    years = tuple((0, y, NARROW, y, name) for y, name in scale.years)
    height = max(bottom + GAP, scale.start + scale.length)
    return CyclePanel("narrow", NARROW, height, (), years, arrows, tuple(marks.values()))


# What feeds what. Here a box is its place in time, its place across, its length in time and its width across.


def _arrows(
    steps: Sequence[Happening], boxes: Mapping[str, Box], texts: Sequence[Box], *, turned: bool = False
) -> tuple[tuple[str, str], ...]:
    """The way from each event to those that it feeds, and its head."""
    ways = [
        _way(boxes[step.id], boxes[id], [*texts, *(box for other, box in boxes.items() if other not in (step.id, id))])
        for step in steps
        for id in step.feeds
    ]
    return tuple(_drawn([(y, x) for x, y in way] if turned else way) for way in ways)


def _way(source: Box, target: Box, obstacles: Sequence[Box]) -> list[Point]:
    """With one corner where the two are in different bands: the corner with fewer things in the way."""
    begin, level, length, _ = source
    there, height = target[0], target[1]
    half = MARK // 2
    if level == height:
        return [(begin + length, level + half), (there, height + half)]
    down = height > level
    first_along = [(begin + length, level + half), (there + half, level + half), (there + half, height + (0 if down else MARK))]
    end = begin + length - half
    first_across = [(end, level + (MARK if down else 0)), (end, height + half), (there, height + half)]
    return min(first_along, first_across, key=lambda way: _hits(way, obstacles))


def _hits(way: Sequence[Point], obstacles: Sequence[Box]) -> int:
    """How many boxes a way runs through."""
    return sum(_meets(one, other, box) for one, other in pairwise(way) for box in obstacles)


def _meets(one: Point, other: Point, box: Box) -> bool:
    x, y, width, height = box
    return (
        min(one[0], other[0]) <= x + width
        and max(one[0], other[0]) >= x
        and min(one[1], other[1]) <= y + height
        and max(one[1], other[1]) >= y
    )


def _drawn(way: Sequence[Point]) -> tuple[str, str]:
    """The line, and at its end a head that points where it goes."""
    (x, y), (before_x, before_y) = way[-1], way[-2]
    step_x, step_y = _sign(x - before_x) * HEAD, _sign(y - before_y) * HEAD
    line = "M" + "L".join(f"{x} {y}" for x, y in (*way[:-1], (x - step_x, y - step_y)))
    side_x, side_y = step_y * 2 // 3, step_x * 2 // 3
    return line, f"M{x} {y}L{x - step_x - side_x} {y - step_y - side_y}L{x - step_x + side_x} {y - step_y + side_y}z"


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _turned(box: Box) -> Box:
    x, y, width, height = box
    return y, x, height, width
