"""Which practices are on the same thing: objectives of their own, words that few others use, and another country.

No practice is suggested on more than a part of the pages, however common its words are: who reads several pages should not be led
to the same few again and again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

from gcm.language.data_files import read_data
from gcm.language.text import fold
from gcm.models.practice import Practice

SHOWN: Final = 4
"""How many practices a page suggests."""

MOST: Final = 0.12
"""The share of the pages on which one practice may be suggested."""

_TELLING: Final = 24
"""So many of a practice's rarest words are compared."""

_COMMON: Final = 60
"""A word that more practices use finds no candidates; it still counts between those found otherwise."""

_CANDIDATES: Final = 80
_OBJECTIVES, _WORDS, _ABROAD = 1.0, 1.4, 0.15
"""The weight of objectives in common, of words in common, and of another country."""

_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_COMPARED: Final = ("summary", "how_it_works", "beneficiaries")


@dataclass(frozen=True)
class _Profile:
    """What is compared of a practice; `words` with their weight, together 1."""

    objectives: frozenset[int]
    countries: frozenset[str]
    words: Mapping[str, float]


Ranked = dict[str, list[str]]
"""Practice → others that have something in common with it, the nearest first."""

InParts = Callable[[Callable[[Sequence[str]], Ranked], Sequence[str]], Iterable[Ranked]]
"""What has the practices ranked, a part of them at a time, in whichever process."""


def at_once(rank: Callable[[Sequence[str]], Ranked], ids: Sequence[str]) -> Iterable[Ranked]:
    """In one part."""
    return (rank(ids),)


def suggestions(
    practices: Mapping[str, Practice], related: Mapping[str, Collection[str]], in_parts: InParts = at_once
) -> dict[str, tuple[str, ...]]:
    """Practice → those suggested on its page, the nearest first; what it names itself is not among them."""
    index = _Index(_profiles(practices))

    def rank(ids: Sequence[str]) -> Ranked:
        return {id: index.ranked(id, set(related.get(id, ()))) for id in ids}

    ranked = {id: others for part in in_parts(rank, sorted(practices)) for id, others in part.items()}
    return _shared_out(ranked, max(SHOWN, int(MOST * len(practices))))


def _shared_out(ranked: Mapping[str, list[str]], most: int) -> dict[str, tuple[str, ...]]:
    """Round by round each page takes the nearest that is not yet on too many."""
    found: dict[str, list[str]] = {id: [] for id in ranked}
    used: Counter[str] = Counter()
    for _ in range(SHOWN):
        for id, others in ranked.items():
            free = (other for other in others if other not in found[id] and used[other] < most)
            if other := next(free, ""):
                found[id].append(other)
                used[other] += 1
    return {id: tuple(sorted(others, key=ranked[id].index)) for id, others in found.items()}


_Kind = tuple[frozenset[int], frozenset[str]]
"""Objectives and countries: many practices have the same, so that they are compared once for all of these."""


class _Index:
    """The practices by their words and by their objectives, so that not every pair is compared."""

    def __init__(self, profiles: Mapping[str, _Profile]) -> None:
        self.profiles = profiles
        self.weights: dict[str, dict[str, float]] = {}
        self.by_objective: dict[int, list[str]] = {}
        for id, profile in profiles.items():
            for word, weight in profile.words.items():
                self.weights.setdefault(word, {})[id] = weight
            for number in profile.objectives:
                self.by_objective.setdefault(number, []).append(id)
        self.kinds: dict[str, _Kind] = {id: (profile.objectives, profile.countries) for id, profile in profiles.items()}
        self.near = cache(lambda kind: cache(lambda other: _near(kind, other)))
        self.nearest = cache(self._nearest)

    def ranked(self, id: str, named: Collection[str]) -> list[str]:
        """The others that have something in common with a practice, the nearest first."""
        others = self._candidates(id).difference(named)
        shared, near, kinds = self._shared_words(self.profiles[id], others), self.near(self.kinds[id]), self.kinds
        scores: list[tuple[float, str]] = []
        for other, words in shared.items():
            objectives, abroad = near(kinds[other])
            score = objectives + _WORDS * words + abroad
            if score > _ABROAD:
                scores.append((-score, other))
        return [other for _, other in sorted(scores)]

    def _shared_words(self, own: _Profile, others: Collection[str]) -> Mapping[str, float]:
        """How much each of the others has of a practice's words."""
        shared = dict.fromkeys(others, 0.0)
        for word, weight in own.words.items():
            theirs = self.weights[word]
            for other in theirs.keys() & others:
                their = theirs[other]
                shared[other] += weight if weight < their else their
        return shared

    def _candidates(self, id: str) -> set[str]:
        own = self.profiles[id]
        found: set[str] = set()
        for word in own.words:
            if len(self.weights[word]) <= _COMMON:
                found.update(self.weights[word])
        found |= self.nearest(own.objectives)
        return found - {id}

    def _nearest(self, objectives: frozenset[int]) -> frozenset[str]:
        """Those that have most of these objectives."""
        near = Counter(other for number in objectives for other in self.by_objective[number])
        return frozenset(other for other, _ in sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))[:_CANDIDATES])


def _near(one: _Kind, other: _Kind) -> tuple[float, float]:
    """How near two practices are by their objectives, and by being of different countries."""
    union = one[0] | other[0]
    objectives = len(one[0] & other[0]) / len(union) if union else 0.0
    return _OBJECTIVES * objectives, _ABROAD * (not one[1] & other[1])


def _profiles(practices: Mapping[str, Practice]) -> dict[str, _Profile]:
    words = {id: _words(practice) for id, practice in practices.items()}
    used = Counter(word for each in words.values() for word in each)
    return {
        id: _Profile(
            frozenset(practice.objectives.own), frozenset(practice.countries), _weights(words[id], used, len(practices))
        )
        for id, practice in practices.items()
    }


def _weights(words: Collection[str], used: Mapping[str, int], practices: int) -> dict[str, float]:
    """The rarest words that at least one other practice has too, each by how rare it is."""
    rarity = {word: log((1 + practices) / used[word]) for word in words if used[word] > 1}
    rarest = sorted(rarity, key=lambda word: (-rarity[word], word))[:_TELLING]
    whole = sum(rarity[word] for word in rarest) or 1.0
    return {word: rarity[word] / whole for word in rarest}


def _words(practice: Practice) -> set[str]:
    """The words of title and main statements in Spanish, or where there are none in English, without small ones."""
    texts = [practice.title, *(statement for name in _COMPARED for statement in getattr(practice, name))]
    found = (word for text in texts for word in _WORD.findall(fold(text.es or text.en or "")))
    return {word[:_STEM] for word in found} - _small()


_STEM: Final = 8
"""Letters of a word that count, so that a plural meets its singular."""


@cache
def _small() -> frozenset[str]:
    small = read_data("search")["small"]
    return frozenset(fold(word)[:_STEM] for words in small.values() for word in words)
