"""Calendar files (iCalendar, RFC 5545 and 7986): one for each event and session with an exact day, and one for the whole cycle.

An entry has an id of its own in each language, so that who imports both has both; within a language every file knows it by the same.
When it was changed, and how often, follows from the record: the same records give the same bytes on any day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from uuid import UUID, uuid5

from icalendar import Calendar, Component, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar.parser import Parameters

from gcm.catalogue.dated_steps import DatedStep, cycle
from gcm.language.text import Lang, Localized, Text
from gcm.models.forum import Component as ForumPart
from gcm.models.forum import Forum, Session
from gcm.models.record import Record
from gcm.models.roadmap import Item
from gcm.taxonomy.lists import Milestone
from gcm.views.addresses import PREFIX, Key
from gcm.views.all_views import page_builder
from gcm.views.builder import PageBuilder
from gcm.views.last_changed import last_changed
from gcm.views.pages.agenda import calendar_name
from gcm.views.site import Site

File = tuple[str, bytes]
"""Path below the language's root, and content."""

NAMESPACE: Final = UUID("7d0f5c0e-5f0a-4b52-9d5e-6a2f6f1c3b8e")
"""With an dated_step's id it gives the id by which calendars know it: never to be changed, or readers would see everything twice."""

UNDATED: Final = date(1970, 1, 1)
"""When a record was last changed that does not say so: before any day that it may tell of later."""

PRODUCT: Final = "-//gcm-practices//calendars//EN"


@dataclass(frozen=True)
class _Dated:
    """An dated_step as an entry of a calendar, and the entry's zone if it has times."""

    dated_step: DatedStep
    event: Event
    zone: str


def calendar_files(site: Site, lang: Lang) -> Iterator[File]:
    """The file of the whole cycle, of every event and of every session that has an exact day."""
    page = page_builder(site, lang, ("timeline",))
    exact = [dated_step for dated_step in cycle(site.catalogue) if dated_step.is_exact]
    years = _years(exact)
    dated = [_dated(page, dated_step) for dated_step in exact]
    for key, title, entries in _calendars(page, dated):
        yield site.addresses.file(key, lang, calendar_name(page, key)), _calendar(page, key, title, entries, years)


def _years(dated_steps: Iterable[DatedStep]) -> tuple[int, int]:
    """The first and the last year in which anything has a time: a zone's rules are written for these."""
    years = [moment.year for each in dated_steps for moment in (each.begins, each.ends) if moment]
    return (min(years), max(years)) if years else (0, 0)


def _calendars(page: PageBuilder, dated: Collection[_Dated]) -> Iterator[tuple[Key, Localized, list[_Dated]]]:
    """The page, the title and the entries of every file that has any."""
    by_forum: dict[str, list[_Dated]] = {}
    for each in dated:
        if each.dated_step.kind in ("forum", "component", "session"):
            by_forum.setdefault(each.dated_step.id[1], []).append(each)
    if dated:
        yield ("timeline",), page.phrase(page.t.timeline), list(dated)
    for id, entries in by_forum.items():
        yield ("forum", id), page.forum(page.catalogue.forums[id]).label, entries
        for each in entries:
            if each.dated_step.kind == "session":
                yield each.dated_step.id, page.session_of(*each.dated_step.id[1:]).label, [each]


def _calendar(page: PageBuilder, key: Key, title: Localized, entries: Collection[_Dated], years: tuple[int, int]) -> bytes:
    site = page.site.names.get(page.lang, "")
    name = f"{title} – {site}" if site else str(title)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    _add_words(calendar, "name", title.lang, name)
    # What many programs read in place of NAME.
    _add_words(calendar, "x-wr-calname", title.lang, name)
    _add_url(calendar, page, key)
    for zone in sorted({each.zone for each in entries if each.zone}):
        calendar.add_component(_zone(zone, *years))
    for each in entries:
        calendar.add_component(each.event)
    return bytes(calendar.to_ical())


def _dated(page: PageBuilder, dated_step: DatedStep) -> _Dated:
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE, PREFIX[page.lang] + "/".join(dated_step.id))))
    changed_on, times = _revision(page, dated_step)
    event.add("dtstamp", datetime.combine(changed_on, time(), UTC))
    event.add("sequence", times)
    _add_time(event, dated_step)
    summary = _summary(page, dated_step)
    _add_words(event, "summary", summary.lang, str(summary))
    way = _add_url(event, page, *_key_and_anchor(dated_step))
    _add_words(event, "description", page.lang, *_description(page, dated_step), *way)
    for place in _place(page, dated_step):
        _add_words(event, "location", place.lang, str(place))
    event.add("status", _status(page, dated_step))
    return _Dated(dated_step, event, str(dated_step.begins.tzinfo) if dated_step.begins else "")


def _revision(page: PageBuilder, dated_step: DatedStep) -> tuple[date, int]:
    """The day of the latest change, and how often it was changed since it was added; programs take the higher for the newer."""
    if isinstance(dated_step.thing, Milestone):
        return date.fromisoformat(dated_step.thing.changes[-1]), len(dated_step.thing.changes) - 1
    key, _ = _key_and_anchor(dated_step)
    kind, id, *_ = key
    record: Record = page.catalogue.roadmaps[id] if kind == "roadmap" else page.catalogue.forums[id]
    changed = last_changed(page.catalogue, key)
    return changed.first if changed else UNDATED, sum(change.what != "added" for change in record.changes)


def _add_time(event: Event, dated_step: DatedStep) -> None:
    """Moments in their zone; or whole days up to the day after the last, which keep nobody from being free."""
    if dated_step.begins:
        event.add("dtstart", dated_step.begins)
        if dated_step.ends:
            event.add("dtend", dated_step.ends)
        return
    event.add("dtstart", dated_step.start.first)
    event.add("dtend", (dated_step.end or dated_step.start).last + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _add_words(component: Component, name: str, lang: Lang, *lines: str) -> None:
    """Words with their language, on as many lines as there are, whatever stands in them."""
    text = "\n".join(" ".join(line.split()) for line in lines)
    component.add(name, vText(text, params=Parameters({"LANGUAGE": lang})))


def _add_url(component: Component, page: PageBuilder, key: Key, anchor: str = "") -> list[str]:
    """The address of a page, where the site has one; also given in words, since many programs do not show it."""
    if not page.site.root:
        return []
    url = f"{page.site.published(key, page.lang)}{anchor}"
    component.add("url", url)
    return [url]


def _key_and_anchor(dated_step: DatedStep) -> tuple[Key, str]:
    """Where it stands on the site."""
    match dated_step.id:
        case ("milestone", _):
            return ("timeline",), ""
        case ("component", forum, _):
            return ("forum", forum), ""
        case ("item", roadmap, item):
            return ("roadmap", roadmap), f"#item-{item}"
        case _:
            return dated_step.id, ""


def _summary(page: PageBuilder, dated_step: DatedStep) -> Localized:
    """What it is called among entries of all sorts."""
    match dated_step.thing:
        case Milestone() as milestone:
            return page.localize(milestone.title)
        case Forum() as forum:
            return page.forum(forum).label
        case Session() as session:
            return page.session_of(dated_step.id[1], session.id).label
        case ForumPart() as part:
            title = page.localize(part.title)
            return replace(title, text=f"{page.forum(page.catalogue.forums[dated_step.id[1]]).label} – {title}")
        case Item() as item:
            return page.localize(item.text)


def _description(page: PageBuilder, dated_step: DatedStep) -> Iterator[str]:
    """What is known of it, and where that comes from."""
    thing = dated_step.thing
    if dated_step.kind in ("forum", "component", "session"):
        forum = page.catalogue.forums[dated_step.id[1]]
        yield str(page.localize(forum.title))
        yield from [page.term("forum_status", forum.status)] if forum.status != "held" else []
    match thing:
        case Forum(summary=Text() as summary):
            yield str(page.localize(summary))
        case Session():
            yield from _of_session(page, thing)
        case Item():
            yield page.term("item_status", thing.status)
            yield from [f"{page.t.owner}: {page.localize(thing.owner)}"] if thing.owner else []
    if not isinstance(thing, Forum | Session) and thing.note:
        yield str(page.localize(thing.note))
    if thing.source:
        yield f"{page.t.sources}: {'; '.join(str(source.label) for source in page.sources(thing.source))}"


def _of_session(page: PageBuilder, session: Session) -> Iterator[str]:
    if session.objectives:
        yield f"{page.t.objectives}: {'; '.join(str(page.objective(number).label) for number in session.objectives)}"
    for role in session.actors:
        yield f"{page.term('actor_role', role.role)}: {page.actor(role.actor).label}"


def _place(page: PageBuilder, dated_step: DatedStep) -> Iterator[Localized]:
    """Where it takes place; a part of an event may be held elsewhere than the event, so nothing is given for that."""
    thing = dated_step.thing
    if isinstance(thing, ForumPart):
        return
    held = page.catalogue.forums[dated_step.id[1]] if isinstance(thing, Session) else thing
    if isinstance(held, Forum | Milestone) and held.place:
        yield page.localize(held.place)
    elif isinstance(held, Forum | Item) and held.mode:
        yield page.phrase(page.term("mode", held.mode))


def _status(page: PageBuilder, dated_step: DatedStep) -> str:
    """`CONFIRMED` for what took place or is under way."""
    thing = dated_step.thing
    if isinstance(thing, Milestone):
        return "CONFIRMED"
    status = thing.status if isinstance(thing, Item) else page.catalogue.forums[dated_step.id[1]].status
    return {"dropped": "CANCELLED", "announced": "TENTATIVE", "proposed": "TENTATIVE"}.get(status, "CONFIRMED")


@cache
def _zone(name: str, first: int, last: int) -> Timezone:
    """The rules of a zone from the first to the last year; once for all files."""
    zone = Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(min(last + 1, MAXYEAR), 1, 1))
    del zone["COMMENT"]
    parts: tuple[TimezoneStandard | TimezoneDaylight, ...] = (*zone.standard, *zone.daylight)
    for rules in parts:
        _mend(rules)
    return zone


def _mend(rules: TimezoneStandard | TimezoneDaylight) -> None:
    """Onsets as the clock shows them before it changes (RFC 5545, 3.6.5); where it goes ahead the library gives what it shows after."""
    ahead = rules.TZOFFSETTO - rules.TZOFFSETFROM
    if ahead > timedelta():
        rules.DTSTART -= ahead
        rules.rdates = [onset - ahead for onset, *_ in rules.rdates]
