"""What became of what was shared: practices and roadmap items with their status, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from gcm.catalogue.catalogue import Catalogue
from gcm.language.dates import PartialDate
from gcm.language.text import Text
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.roadmap import Item, Roadmap

STALE: Final = timedelta(days=365)
"""After how long something under way is due to be looked at again."""

CLOSED: Final = ("completed", "discontinued", "done", "dropped")
"""Statuses after which nothing is expected any more."""

Overdue = Literal["", "past", "stale"]
"""Whether the day has passed, or nobody has looked at it for long."""


@dataclass(frozen=True)
class Followed:
    """A practice, or an item of a roadmap, with what is known of it on the day `today`.

    `is_past` where the item was a step towards an event that was held: nobody has to do it any more.
    """

    record: Practice | Roadmap
    item: Item | None
    today: date
    is_past: bool = False

    @property
    def status(self) -> str:
        """Its status: of the list `item_status` for an item, of `follow_up_status` for a practice."""
        return self.item.status if self.item else self._practice.follow_up.status

    @property
    def due(self) -> PartialDate | None:
        """When it is to be done; a practice has no such day."""
        return (self.item.due or self.item.end or self.item.start) if self.item else None

    @property
    def last_reviewed(self) -> PartialDate | None:
        """When somebody last looked at it."""
        return self.item.last_reviewed if self.item else self._practice.follow_up.last_reviewed

    @property
    def next_step(self) -> Text | None:
        """What comes next."""
        return self.item.next_step if self.item else self._practice.follow_up.next_step

    @property
    def is_reported(self) -> bool:
        """Whether anything is known beyond its having been shared."""
        if self.item is None:
            return self.status != "not-reported"
        reported = (self.item.actions, self.item.result, self.item.evidence, self.last_reviewed, self.next_step)
        return self.is_closed or self.status == "under-way" or any(reported)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is expected any more."""
        return self.status in CLOSED

    @property
    def overdue(self) -> Overdue:
        """Why it should be looked at now, if it should."""
        if self.is_closed or self.is_past:
            return ""
        if self.due and self.due.last < self.today:
            return "past"
        return "stale" if self.last_reviewed and self.last_reviewed.last + STALE < self.today else ""

    @property
    def _practice(self) -> Practice:
        assert isinstance(self.record, Practice)  # noqa: S101  (what has no item is a practice)
        return self.record


def follow_up(catalogue: Catalogue, today: date) -> tuple[Followed, ...]:
    """Everything that is followed up: what is overdue first and longest ago before all, what nothing is known of last.

    An item that announces an event is followed up no more once the event's own record tells that it was held.
    """
    held = {forum.id for forum in catalogue.forums.values() if forum.status == "held"}
    items = (
        Followed(roadmap, item, today, _led_to(catalogue.forums[roadmap.forum], roadmap, item))
        for roadmap, item in catalogue.items
        if item.event not in held
    )
    practices = (Followed(practice, None, today) for practice in catalogue.practices.values())
    return tuple(sorted((*items, *practices), key=_urgency))


def _led_to(forum: Forum, roadmap: Roadmap, item: Item) -> bool:
    """Whether the item of a calendar was due by the end of the event that the calendar prepared, and the event was held."""
    if roadmap.kind != "calendar" or forum.status != "held":
        return False
    due, end = item.due or item.end or item.start, forum.end or forum.start
    return due is None or due.first <= end.last


def _urgency(each: Followed) -> tuple[int, date, str]:
    """Overdue, reported on, nothing known; within each, the earliest day first."""
    rank = 0 if each.overdue else 1 if each.is_reported else 2
    since = each.due or each.last_reviewed
    return rank, since.last if since else date.max, each.record.id
