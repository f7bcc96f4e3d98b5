"""Pages that list practices, and how many pages each list goes on over, so that none grows without bound."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from gcm.models.practice import Practice

if TYPE_CHECKING:
    from gcm.catalogue.catalogue import Catalogue

PER_PAGE: Final = 200
"""Practices on one page: with so many, and all else that it says, none is over 250 kB."""

ENTRIES: Final = 500
"""Entries of the explorer on one page, which says no more than their titles of most."""

CONTINUED: Final = "continued"
"""The kind of page on which a list goes on: its key is this, the key of the list's page, and a number from 2 on."""


def listed_practices(catalogue: Catalogue, key: tuple[str, ...]) -> Iterable[Practice]:
    """The practices that the page `key` lists, in no order; of most pages none."""
    found = _LISTED.get(key[0])
    return found(catalogue, *key[1:]) if found else ()


def number_of_pages(catalogue: Catalogue, key: tuple[str, ...]) -> int:
    """How many pages the list of the page `key` takes, itself among them."""
    if key == ("explorer",):
        return _pages(number_of_entries(catalogue), ENTRIES)
    return _pages(sum(1 for _ in listed_practices(catalogue, key)), PER_PAGE)


def number_of_entries(catalogue: Catalogue) -> int:
    """How many entries the explorer has: practices, roadmap items and forums."""
    return len(catalogue.practices) + len(catalogue.own_items) + len(catalogue.forums)


def _pages(entries: int, on_one: int) -> int:
    return max(1, -(-entries // on_one))


def awaiting_review(catalogue: Catalogue) -> list[Practice]:
    """The practices that nobody but their compilers has read, those that no institution confirmed either."""
    return [each for each in catalogue.practices.values() if not each.review.reviewed_on and not each.confirmed_by]


def _of_theme(catalogue: Catalogue, id: str) -> Iterable[Practice]:
    numbers = catalogue.taxonomy.theme(id).objectives
    return {each.id: each for number in numbers for each in catalogue.by_objective.get(number, ())}.values()


_LISTED: Final[Mapping[str, Callable[..., Iterable[Practice]]]] = {
    "practices": lambda catalogue: catalogue.practices.values(),
    "kind": lambda catalogue, id: [each for each in catalogue.practices.values() if each.kind == id],
    "objective": lambda catalogue, number: catalogue.by_objective.get(int(number), ()),
    "theme": _of_theme,
    "country": lambda catalogue, code: catalogue.by_country.get(code, ()),
    "organisation": lambda catalogue, id: catalogue.by_organisation.get(id, ()),
    "principle": lambda catalogue, id: catalogue.by_principle.get(id, ()),
    "progress": awaiting_review,
}
"""Kind of page → the practices that it lists, by the ids of its key."""
