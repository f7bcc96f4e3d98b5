"""Who else works on the same: what is suggested on a practice's page."""

from __future__ import annotations

from collections import Counter

import pytest

from gcm.catalogue.suggestions import SHOWN, suggestions
from gcm.models.practice import Practice


def test_nothing_is_suggested_everywhere(catalogue):
    """None is recommended on more than 15 % of the pages."""
    pages = {id: catalogue.who_else(practice) for id, practice in catalogue.practices.items()}
    often = Counter(other.id for others in pages.values() for other in others)
    assert max(often.values()) <= 0.15 * len(pages)
    assert len(often) > 0.8 * len(pages)


def test_suggestions_have_something_in_common(catalogue):
    """Each shares an objective or words, none is the practice itself or one that it names, and there are a few of them."""
    for practice in catalogue.practices.values():
        others = catalogue.who_else(practice)
        named = {practice.id, *(each.id for each in catalogue.related.get(practice.id, ()))}
        assert len(others) <= SHOWN
        assert len({each.id for each in others}) == len(others)
        assert not named & {each.id for each in others}


def practice(id: str, title: str, objectives: tuple[int, ...], country: str) -> Practice:
    """A practice of which only this is known."""
    said = {"id": id, "path": f"records/practices/{id}.md", "title": {"es": title}, "kind": "tool", "countries": [country]}
    return Practice.model_validate({**said, "objectives": {"stated": list(objectives)}})


@pytest.mark.parametrize(
    ("near", "far"),
    [
        # The same objectives before some of them, and some before none but another country.
        (("x", (1, 2), "CR"), ("x", (1, 2, 3, 4), "CR")),
        (("x", (1, 2), "PA"), ("x", (1, 9), "PA")),
        # Words in common before one objective of many; another country before one's own.
        (("Ventanilla consular", (7,), "PA"), ("x", (1, 3, 5, 7), "PA")),
        (("x", (1, 2), "CR"), ("x", (1, 2), "PA")),
    ],
)
def test_the_nearest_comes_first(near, far):
    """By the objectives that both have of all that either has, then by rare words, then by another country."""
    practices = [practice("own", "Ventanilla consular", (1, 2), "PA"), practice("b-near", *near), practice("a-far", *far)]
    found = suggestions({each.id: each for each in practices}, {})
    assert found["own"][0] == "b-near"


def test_nothing_in_common_is_no_suggestion():
    """Another country alone is not enough."""
    practices = [practice("own", "Ventanilla consular", (1, 2), "PA"), practice("other", "Albergue", (5,), "CR")]
    assert suggestions({each.id: each for each in practices}, {}) == {"own": (), "other": ()}
