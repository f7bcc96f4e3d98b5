"""What is new: every change to every record, as the records' own histories tell of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gcm.models.fields import Change
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.roadmap import Roadmap

if TYPE_CHECKING:
    from gcm.catalogue.catalogue import Catalogue

Subject = Practice | Forum | Roadmap
"""A record that something is new of."""

_KINDS: Final = (Practice, Forum, Roadmap)
_FIRST: Final = "added"
"""Within a day, what is there for the first time comes first."""

LISTED: Final = 100
"""Changes on a page of past ones."""


@dataclass(frozen=True)
class News:
    """A change to a record: `change.on` is the day, month or year of it, `change.what` a member of the list `change`."""

    record: Subject
    change: Change


def news(catalogue: Catalogue) -> tuple[News, ...]:
    """Every change to a record, newest first; of a day, what was added first, and practices before forums before roadmaps."""
    found = [News(record, change) for record in catalogue.records for change in record.changes]
    found.sort(key=lambda each: (each.change.what != _FIRST, _KINDS.index(type(each.record)), each.record.id))
    return tuple(sorted(found, key=lambda each: each.change.on.first, reverse=True))


def past(newest_first: tuple[News, ...]) -> Iterator[tuple[News, ...]]:
    """What is new no longer, in lists of `LISTED` from the oldest on, so that a list never changes; each newest first."""
    for number in range(max(len(newest_first) // LISTED - 1, 0)):
        end = len(newest_first) - number * LISTED
        yield newest_first[end - LISTED : end]


def latest(newest_first: tuple[News, ...]) -> tuple[News, ...]:
    """What is in no list of the past: everything, or `LISTED` and up to as many again."""
    return newest_first[: len(newest_first) - sum(map(len, past(newest_first)))]
