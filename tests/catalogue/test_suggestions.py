"""Who else works on the same: what is suggested on a practice's page."""

from __future__ import annotations

from collections import Counter

from gcm.catalogue.suggestions import SHOWN


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
