"""Whatever has a date in the review cycle: milestones, events, their sessions and parts, what their calendars announce."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gcm.catalogue.catalogue import Catalogue
from gcm.language.dates import PartialDate
from gcm.language.text import LANGS, Text, fold
from gcm.models.forum import Component, Forum, Session
from gcm.models.roadmap import Item
from gcm.taxonomy.lists import Milestone

KINDS: Final = ("milestone", "forum", "component", "session", "item")
"""Kinds of dated_steps, in the order of those of one day."""


Thing = Milestone | Forum | Component | Session | Item
"""What can have a date."""


@dataclass(frozen=True)
class DatedStep:
    """A thing with a date.

    `id` is its kind, its record and its place there, the same for ever; `begins` and `ends` are moments in the place's zone, where they are known.
    """

    id: tuple[str, ...]
    thing: Thing
    start: PartialDate
    end: PartialDate | None = None
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        return self.id[0]

    @property
    def is_exact(self) -> bool:
        """Whether its days are known: what has none has no place in a calendar."""
        return self.start.day is not None and (self.end is None or self.end.day is not None)

    @property
    def order(self) -> tuple[str, int, float]:
        """By day, what holds others before what it holds, and by the clock."""
        return str(self.start), KINDS.index(self.kind), self.begins.timestamp() if self.begins else 0


def cycle(catalogue: Catalogue) -> tuple[DatedStep, ...]:
    """Everything with a date, oldest first."""
    found = [_of_milestone(milestone) for milestone in catalogue.taxonomy.milestones]
    for forum in catalogue.chronology:
        found += dated_steps_of(forum)
    return tuple(sorted([*found, *_announced(catalogue)], key=lambda dated_step: dated_step.order))


def dated_steps_of(forum: Forum) -> tuple[DatedStep, ...]:
    """An event, and those of its parts and sessions that have a date of their own."""
    whole = DatedStep(("forum", forum.id), forum, forum.start, forum.end)
    parts = [_of_component(forum, part, part.start) for part in forum.components if part.start]
    sessions = [_of_session(forum, session, session.start) for session in forum.sessions if session.start]
    return tuple(sorted([whole, *parts, *sessions], key=lambda dated_step: dated_step.order))


def dated_step_of(forum: Forum, session: Session) -> DatedStep | None:
    """A session with its time, if that is known."""
    return _of_session(forum, session, session.start) if session.start else None


def _of_milestone(milestone: Milestone) -> DatedStep:
    date = PartialDate(*(int(part) for part in milestone.date.split("-")))
    return DatedStep(("milestone", milestone.id), milestone, date)


def _of_component(forum: Forum, part: Component, start: PartialDate) -> DatedStep:
    return DatedStep(("component", forum.id, part.id), part, start, part.end)


def _of_session(forum: Forum, session: Session, start: datetime) -> DatedStep:
    zone = ZoneInfo(str(session.timezone))
    return DatedStep(
        id=("session", forum.id, session.id),
        thing=session,
        start=_day(start),
        end=_day(session.end) if session.end else None,
        begins=start.replace(tzinfo=zone),
        ends=session.end.replace(tzinfo=zone) if session.end else None,
    )


def _day(moment: datetime) -> PartialDate:
    return PartialDate(moment.year, moment.month, moment.day)


def _announced(catalogue: Catalogue) -> Iterator[DatedStep]:
    """The dated items of calendars, except those that an event or a part of it tells already."""
    for roadmap, item in catalogue.items:
        start = item.start or item.due or item.end
        if roadmap.kind == "calendar" and start and not item.event and not _is_part(item, catalogue.forums[roadmap.forum]):
            yield DatedStep(("item", roadmap.id, item.id), item, start, item.end if item.start else None)


def _is_part(item: Item, forum: Forum) -> bool:
    """Whether the item is a part of the event: of the same date, and of the same words as far as the shorter one goes."""
    return any(part.start == item.start and _agree(part.title, item.text) for part in forum.components)


def _agree(one: Text, other: Text) -> bool:
    pairs = ((one.get(lang), other.get(lang)) for lang in LANGS)
    words = ((_words(first), _words(second)) for first, second in pairs if first and second)
    return any(first.startswith(second) or second.startswith(first) for first, second in words)


def _words(text: str) -> str:
    return fold(text).rstrip(" .")
