"""The chain from a forum's idea to a practice: idea, roadmap item, actions, result, practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from gcm.models import Item, Roadmap


@dataclass(frozen=True)
class Chain:
    """An idea of a forum, the roadmap item that took it up, and what came of it; what is not known is not there.

    An item that takes up no idea begins a chain of its own, and an idea that no item took up may still have led to something.
    """

    idea: tuple[Roadmap, Item] | None
    item: tuple[Roadmap, Item] | None

    @property
    def start(self) -> tuple[Roadmap, Item]:
        """What the chain begins with."""
        return self.ends[0]

    @property
    def ends(self) -> list[tuple[Roadmap, Item]]:
        """The idea and the item, as far as they are there."""
        return [each for each in (self.idea, self.item) if each]

    @property
    def practices(self) -> tuple[str, ...]:
        """The practices that the idea or the item names."""
        return tuple(dict.fromkeys(id for _, item in self.ends for id in item.practices))

    @property
    def steps(self) -> tuple[bool, bool, bool, bool, bool]:
        """Which of idea, item, actions, result and practice are known."""
        acted = any(item.actions for _, item in self.ends)
        result = any(item.result for _, item in self.ends)
        return (self.idea is not None, self.item is not None, acted, result, bool(self.practices))


IDEAS: Final = ("cooperation-table", "recommendations")
"""Kinds of roadmap whose items are ideas, which roadmaps take up."""


def chains(items: Iterable[tuple[Roadmap, Item]]) -> Iterator[Chain]:
    """Every chain that roadmap items are part of, in their order."""
    listed = list(items)
    taken_up: dict[str, list[tuple[Roadmap, Item]]] = {}
    for roadmap, item in listed:
        if item.grew_from:
            taken_up.setdefault(item.grew_from, []).append((roadmap, item))
    for roadmap, item in listed:
        followers = taken_up.get(f"{roadmap.id}#{item.id}", [])
        yield from (Chain((roadmap, item), follower) for follower in followers)
        if followers:
            continue
        if roadmap.kind in IDEAS:
            yield Chain((roadmap, item), None)
        elif not item.grew_from and roadmap.kind != "calendar":
            yield Chain(None, (roadmap, item))
