"""Times of day: in the zone of the place, with what a script needs to tell them in the reader's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from babel.dates import get_timezone_location

from gcm.catalogue.dated_steps import DatedStep
from gcm.language.phrases import LOCALES
from gcm.views.blocks import Time
from gcm.views.builder import PageBuilder

MINUS: Final = "\N{MINUS SIGN}"


def time_of(page: PageBuilder, dated_step: DatedStep, *, with_day: bool = False) -> Time | None:
    """`14:00–15:30, hora de Buenos Aires (UTC−3)`, if the time is known; a day is given where it is asked for or changes."""
    begins, ends = dated_step.begins, dated_step.ends
    if begins is None:
        return None
    return Time(
        begins=_utc(begins),
        shown=_shown(page, begins, with_day=with_day),
        zone=f", {zone_name(page, begins)}",
        offset=_minutes(begins),
        own=page.t.own_time,
        locale=LOCALES[page.lang].replace("_", "-"),
        ends=_utc(ends) if ends else "",
        shown_end=_shown(page, ends, with_day=ends.date() != begins.date()) if ends else "",
    )


def zone_name(page: PageBuilder, moment: datetime) -> str:
    """The city that the zone is named after, and how far its clocks are from UTC at that moment."""
    zone = str(moment.tzinfo)
    if "/" not in zone or zone.startswith("Etc/"):
        return _distance(moment)
    city = get_timezone_location(moment.tzinfo, locale=LOCALES[page.lang], return_city=True).rpartition("/")[2]
    return page.t.fill("zone_name", city=city, distance=_distance(moment))


def _shown(page: PageBuilder, moment: datetime, *, with_day: bool) -> str:
    day = f"{page.t.day(moment)}, " if with_day else ""
    return f"{day}{page.t.clock(moment)}"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}Z"


def _minutes(moment: datetime) -> int:
    offset = moment.utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


def _distance(moment: datetime) -> str:
    """`UTC−3`, `UTC+5:30`, `UTC`."""
    hours, minutes = divmod(abs(_minutes(moment)), 60)
    if not hours and not minutes:
        return "UTC"
    return f"UTC{MINUS if _minutes(moment) < 0 else '+'}{hours}{f':{minutes:02}' if minutes else ''}"
