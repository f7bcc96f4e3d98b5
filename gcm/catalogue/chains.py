"""The chain from a forum's idea to a practice: idea, roadmap item, actions, result, practice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gcm.models.roadmap import Item, Roadmap

STEPS: Final = ("idea", "item", "actions", "result", "practice")
"""The steps of a chain, in order."""


@dataclass(frozen=True)
class Chain:
    """An idea of a forum, the roadmap item that took it up, and what came of it; what is not known is not there.

    An item that takes up no idea begins a chain of its own, and an idea that no item took up may still have led to something.
    `shared` are the practices that had been shared by the time of the chain's last end: they cannot have come of it.
    """

    idea: tuple[Roadmap, Item] | None
    item: tuple[Roadmap, Item] | None
    shared: Collection[str] = frozenset()

    @property
    def start(self) -> tuple[Roadmap, Item]:
        """What the chain begins with."""
        return self.ends[0]

    @property
    def ends(self) -> list[tuple[Roadmap, Item]]:
        """The idea and the item, as far as they are there."""
        return [each for each in (self.idea, self.item) if each]

    @property
    def named(self) -> tuple[str, ...]:
        """The practices that the idea or the item names."""
        return tuple(dict.fromkeys(id for _, item in self.ends for id in item.practices))

    @property
    def builds_on(self) -> tuple[str, ...]:
        """The practices among them that had been shared already."""
        return tuple(id for id in self.named if id in self.shared)

    @property
    def practices(self) -> tuple[str, ...]:
        """The practices among them that came of it."""
        return tuple(id for id in self.named if id not in self.shared)

    @property
    def steps(self) -> tuple[bool, bool, bool, bool, bool]:
        """Which of `STEPS` are known."""
        acted = any(item.actions for _, item in self.ends)
        result = any(item.result for _, item in self.ends)
        return (self.idea is not None, self.item is not None, acted, result, bool(self.practices))

    @property
    def between(self) -> tuple[str, ...]:
        """The steps that nothing is known of before one that is; a chain may begin with an item."""
        first, last = self.steps.index(True), self._last
        return tuple(step for step, known in zip(STEPS[first:last], self.steps[first:last], strict=True) if not known)

    @property
    def stop(self) -> str:
        """The step that the chain does not reach, where there is one."""
        return "" if self.steps[-1] else STEPS[self._last + 1]

    @property
    def _last(self) -> int:
        return max(position for position, known in enumerate(self.steps) if known)


IDEAS: Final = ("cooperation-table", "recommendations")
"""Kinds of roadmap whose items are ideas, which roadmaps take up."""


def chains(items: Iterable[tuple[Roadmap, Item]], shared: Mapping[str, Collection[str]]) -> Iterator[Chain]:
    """Every chain that roadmap items are part of, in their order; `shared` are the practices shared by the time of each forum."""
    listed = list(items)
    taken_up: dict[str, list[tuple[Roadmap, Item]]] = {}
    for roadmap, item in listed:
        if item.grew_from:
            taken_up.setdefault(item.grew_from, []).append((roadmap, item))
    for roadmap, item in listed:
        followers = taken_up.get(f"{roadmap.id}#{item.id}", [])
        yield from (Chain((roadmap, item), follower, shared.get(follower[0].forum, ())) for follower in followers)
        if followers:
            continue
        if roadmap.kind in IDEAS:
            yield Chain((roadmap, item), None, shared.get(roadmap.forum, ()))
        elif not item.grew_from and roadmap.kind != "calendar":
            yield Chain(None, (roadmap, item), shared.get(roadmap.forum, ()))
