"""Which of the ways to run a test in a browser are run with each push; the night runs them all.

In a browser each test takes a second or more, and most say the same in either language, on a server and in a folder. With each push a
test is run until every value of its other parameters has had its turn, each time in another language and at the other place than before.
What is of one language alone, as the answers to what people ask, is marked `every_way`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

SIDES: Final = {"lang", "at", "explorer", "where"}
"""Parameters whose values take turns: a language, or a place."""

Choice = tuple[str, str]
"""A parameter, and one of its values."""


def left_to_the_night(items: list[pytest.Item]) -> set[pytest.Item]:
    """The items that a push does without."""
    ways: defaultdict[tuple[Path, str], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if hasattr(item, "callspec") and item.get_closest_marker("browser") and not item.get_closest_marker("every_way"):
            ways[item.path, item.originalname].append(item)
    turns: defaultdict[Path, Counter[Choice]] = defaultdict(Counter)
    kept = {way for (path, _), each in ways.items() for way in _enough(each, turns[path])}
    return {way for each in ways.values() for way in each} - kept


def _enough(ways: list[pytest.Item], turns: Counter[Choice]) -> Iterator[pytest.Item]:
    """The fewest ways in which every value that is not of a side comes, by sides that had few turns in the file."""
    missing = set().union(*(_choices(way) - _sides(way) for way in ways))
    while ways:
        best = max(ways, key=lambda way: (len(_choices(way) & missing), -sum(turns[side] for side in _sides(way))))
        yield best
        turns.update(_sides(best))
        missing -= _choices(best)
        ways = [way for way in ways if _choices(way) & missing]


def _choices(way: pytest.Item) -> set[Choice]:
    return {(name, repr(value)) for name, value in way.callspec.params.items()}


def _sides(way: pytest.Item) -> set[Choice]:
    return {choice for choice in _choices(way) if choice[0] in SIDES}
