"""Which of the ways to run a test in a browser are run with each push; the night runs them all.

In a browser each test takes a second or more, and most say the same in either language, on a server and in a folder. With each push a
test is run until every value of its other parameters has had its turn, each time in another language and at the other place than before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

import pytest

SIDES: Final = {"lang", "at"}
"""Parameters whose values take turns."""

Choice = tuple[str, str]
"""A parameter, and one of its values."""


def left_to_the_night(items: list[pytest.Item]) -> set[pytest.Item]:
    """The items that a push does without."""
    varied = [item for item in items if hasattr(item, "callspec") and item.get_closest_marker("browser")]
    turns: dict[object, Counter[Choice]] = {}
    kept: set[pytest.Item] = set()
    for (path, _), ways in groupby(varied, key=lambda item: (item.path, item.originalname)):
        kept |= set(_enough(list(ways), turns.setdefault(path, Counter())))
    return set(varied) - kept


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
