"""What of the tests in a browser a push runs, and what it leaves to the night."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest

from support.pushed import left_to_the_night


class Item(SimpleNamespace):
    """As much of a test as is asked of it."""

    __hash__ = object.__hash__

    def get_closest_marker(self, name):
        """Whether it has the mark."""
        return name in self.marks or None


def items(name="test", marks=("browser",), **parameters):
    """A test in all its ways."""
    ways = [dict(zip(parameters, values, strict=True)) for values in product(*parameters.values())]
    return [Item(path=Path("x.py"), originalname=name, marks=marks, callspec=SimpleNamespace(params=way)) for way in ways]


def pushed(*tests):
    """The parameters of what is run."""
    every = [item for test in tests for item in test]
    left = left_to_the_night(every)
    return [tuple(item.callspec.params.values()) for item in every if item not in left]


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"lang": ["es", "en"]}, 1),
        ({"lang": ["es", "en"], "at": ["http", "file"]}, 1),
        ({"width": [320, 360, 1280], "lang": ["es", "en"], "at": ["http", "file"]}, 3),
        ({"zone": ["a", "b", "c"], "page": ["x", "y"], "at": ["http", "file"]}, 3),
        ({"case": [{"a": 1}, {"a": 2}]}, 2),
    ],
)
def test_every_value_that_is_of_no_side_has_its_turn(parameters, count):
    """In as few ways as can be."""
    run = pushed(items(**parameters))
    assert len(run) == count
    for place, (name, values) in enumerate(parameters.items()):
        assert name in ("lang", "at") or [value for value in values if value not in [way[place] for way in run]] == []


def test_sides_take_turns():
    """Two tests of a file are not both in the same language, nor three at the same place."""
    sides = {"lang": ["es", "en"], "at": ["http", "file"]}
    run = pushed(*(items(name, **sides) for name in ("one", "two", "three", "four")))
    assert len(run) == 4
    assert {lang for lang, _ in run[:2]} == {"es", "en"}
    assert {at for _, at in run} == {"http", "file"}


@pytest.mark.parametrize("marks", [(), ("browser", "every_way")])
def test_what_is_run_in_every_way(marks):
    """What needs no browser, and what is marked so."""
    assert len(pushed(items(marks=marks, lang=["es", "en"]))) == 2
