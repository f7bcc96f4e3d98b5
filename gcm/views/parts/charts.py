"""Charts that are tables as well: bars of numbers, and a line of what grew over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gcm.language.text import Localized
from gcm.views.blocks import Bar, Bars, Curve, Line, Link, Table
from gcm.views.builder import PageBuilder

FULL: Final = 1000
"""The length of the longest bar."""

WIDTH: Final = 340
HEIGHT: Final = 180
LEFT: Final = 34
TOP: Final = 12
BOTTOM: Final = 24
MOST_TICKS: Final = 5


def bars(
    page: PageBuilder,
    caption: str,
    head: str,
    rows: Sequence[tuple[Localized | Link, int]],
    total: int = 0,
) -> Bars:
    """A bar for each row; with a `total` each is a share of it, otherwise the largest fills the width."""
    largest = total or max((number for _, number in rows), default=0) or 1
    texts = (page.t.fill("of_total", number=number, total=total) if total else page.counted(number) for _, number in rows)
    drawn = tuple(Bar(label, value, round(FULL * number / largest)) for (label, number), value in zip(rows, texts, strict=True))
    return Bars(caption, (head, page.t.number_head), drawn)


def curve(
    page: PageBuilder,
    caption: str,
    head: str,
    points: Sequence[tuple[str, Line, int]],
) -> Curve:
    """A line that rises in steps: each point has its short label, its words, and how much is added there."""
    totals = [sum(added for *_, added in points[: position + 1]) for position in range(len(points))]
    xs = [LEFT + round((WIDTH - LEFT - 10) * (position + 0.5) / len(points)) for position in range(len(points))]
    ys = [_height(total, totals[-1] or 1) for total in totals]
    path = f"M{LEFT} {_height(0, 1)}" + "".join(f"H{x}V{y}" for x, y in zip(xs, ys, strict=True)) + f"H{WIDTH}"
    rows = tuple(
        (words, page.phrase_line(page.counted(added)), page.phrase_line(page.t.number(total)))
        for (_, words, added), total in zip(points, totals, strict=True)
    )
    return Curve(
        caption=caption,
        width=WIDTH,
        height=HEIGHT,
        path=path,
        ticks_x=tuple((x, label) for x, (label, *_) in zip(xs, points, strict=True)),
        ticks_y=tuple((_height(each, totals[-1] or 1), page.t.number(each)) for each in _ticks(totals[-1])),
        table=Table(caption, (head, page.t.number_head, page.t.total_so_far), rows, stacks=True),
    )


def _height(value: int, largest: int) -> int:
    return TOP + round((HEIGHT - TOP - BOTTOM) * (1 - value / largest))


def _ticks(largest: int) -> list[int]:
    """0 and a few round numbers up to the largest."""
    step = next(
        step for power in range(9) for step in (10**power, 2 * 10**power, 5 * 10**power) if step * MOST_TICKS >= largest
    )
    return list(range(0, largest + 1, step))
