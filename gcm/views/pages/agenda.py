"""What happens when: the review cycle step by step, and the programme of each event; with files for the reader's calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from gcm.catalogue.dated_steps import KINDS, DatedStep, Thing, cycle, dated_step_of, dated_steps_of
from gcm.language.text import slug_of
from gcm.models.forum import Component, Forum, Session
from gcm.models.roadmap import Item
from gcm.taxonomy.lists import Milestone
from gcm.views.addresses import Key
from gcm.views.blocks import Block, Downloads, Line, Link, Paragraph, Part, Section, Step, Steps, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.review_cycle import cycle_picture
from gcm.views.parts.times import time_of

UNTOLD: Final = Line(())

MANY: Final = 6
"""A programme of more parts than these is shown on demand."""


def timeline_view(page: PageBuilder) -> View:
    """The review cycle as a picture, as a list, and as a file for calendars."""
    found = cycle(page.catalogue)
    return page.view(
        page.phrase(page.t.timeline),
        lead=page.phrase(page.t.timeline_lead),
        sections=[
            page.section("timeline_picture", cycle_picture(page, found)),
            page.section("timeline_steps", timeline(page)),
            page.section("in_your_calendar", *calendar_file(page, found)),
        ],
    )


def timeline(page: PageBuilder) -> Steps:
    """Everything with a date, oldest first."""
    return Steps(tuple(_step(page, dated_step) for dated_step in cycle(page.catalogue)))


def _step(page: PageBuilder, dated_step: DatedStep) -> Step:
    time = time_of(page, dated_step, with_day=True)
    date = page.line(time) if time else page.phrase_line(page.t.interval(dated_step.start, dated_step.end))
    thing = dated_step.thing
    note = thing.note if isinstance(thing, Milestone | Item | Component) else None
    # An event has its sources on its own page, and many of them.
    sources = page.sources(thing.source[:1] if isinstance(thing, Forum) else thing.source)
    line = Line(naming(page, dated_step), page.localize(note) if note else None, sources, more=_about(page, thing))
    return Step(date, line, _badge(page, thing))


def naming(page: PageBuilder, dated_step: DatedStep) -> tuple[Part, ...]:
    """What an dated_step is called away from its own page: its words, and what it is a part of or where it takes place."""
    match dated_step.thing:
        case Milestone() as milestone:
            where = (page.phrase(" – "), page.country(milestone.country)) if milestone.country else ()
            return (page.localize(milestone.title), *where)
        case Forum() as forum:
            place = (page.phrase(" – "), page.localize(forum.place)) if forum.place else ()
            return (page.link(("forum", forum.id), page.localize(forum.title)), *place)
        case Component() as part:
            return (page.localize(part.title), page.phrase(" – "), page.forum(page.catalogue.forums[dated_step.id[1]]))
        case Session() as session:
            return (page.session_of(dated_step.id[1], session.id),)
        case Item() as item:
            return page.item(page.catalogue.roadmaps[dated_step.id[1]], item).parts


def _about(page: PageBuilder, thing: Thing) -> tuple[Line, ...]:
    """What an event prepares, and that nothing is known of it but its announcement."""
    if not isinstance(thing, Forum):
        return ()
    fed = [page.forum(page.catalogue.forums[id]) for id in thing.feeds]
    feeds = [Line((page.phrase(f"{page.t.feeds}: "), *page.joined(fed)))] if fed else []
    announced = [page.phrase_line(page.term("forum_status", thing.status))] if thing.status != "held" else []
    return (*announced, *feeds)


def _badge(page: PageBuilder, thing: Thing) -> str:
    if isinstance(thing, Milestone):
        return page.t.milestone
    if isinstance(thing, Item):
        return page.term("item_status", thing.status)
    return page.term("forum_kind", thing.kind) if isinstance(thing, Forum) else ""


# Calendar files


def calendar_name(page: PageBuilder, key: Key) -> str:
    """What the calendar file of a page is called."""
    return page.addresses.named(key, page.lang, "ics")


def calendar_file(page: PageBuilder, dated_steps: Collection[DatedStep]) -> Iterator[Block]:
    """The way to the file for calendars with what it holds, and what has no exact day and so is not in it."""
    exact = [dated_step for dated_step in dated_steps if dated_step.is_exact]
    vague = [dated_step for dated_step in dated_steps if not dated_step.is_exact]
    if exact:
        label = page.phrase(page.t.fill("add_to_calendar", what=_holding(page, exact)))
        yield Downloads(
            (Link(page.addresses.relative_file(page.key, page.lang, page.key, calendar_name(page, page.key)), label),)
        )
    if vague:
        name = "calendar_without" if exact else "no_calendar"
        uncertain = page.t.join([_vaguely(page, dated_step) for dated_step in vague])
        yield Paragraph(page.phrase_line(page.t.fill(name, what=uncertain)), "note")


def _holding(page: PageBuilder, dated_steps: Iterable[DatedStep]) -> str:
    """`1 event and 4 sessions`."""
    kinds = [dated_step.kind for dated_step in dated_steps]
    return page.t.join([page.t.count(f"occasion_{kind}", kinds.count(kind)) for kind in KINDS if kind in kinds])


def _vaguely(page: PageBuilder, dated_step: DatedStep) -> str:
    thing = dated_step.thing
    if isinstance(thing, Forum):
        title = thing.short_title or thing.title
    else:
        title = thing.text if isinstance(thing, Item) else thing.title
    return f"{str(page.localize(title)).rstrip('.')} ({page.t.interval(dated_step.start, dated_step.end)})"


# The programme of an event


def agenda(page: PageBuilder, forum: Forum) -> Iterator[Section]:
    """An event's parts and sessions day by day; at the end, those whose day the sources do not give, in the record's order."""
    dated = sorted((each for each in dated_steps_of(forum) if each.thing != forum), key=lambda each: (_days(each), each.order))
    parts: tuple[Component | Session, ...] = (*forum.components, *forum.sessions)
    undated = [Steps(tuple(_entry(page, forum, part, UNTOLD) for part in parts if not part.start))]
    if not dated:
        blocks = (*_about_agenda(page, forum, dated), *undated) if parts else ()
        yield page.section("agenda", *blocks, folded=len(parts) > MANY)
        return
    yield page.section("agenda", *_about_agenda(page, forum, dated), folded=len(parts) > MANY)
    for days, dated_steps in groupby(dated, key=_days):
        yield _day(page, forum, days, list(dated_steps), timed=any(dated_step.begins for dated_step in dated))
    yield Section(page.anchor("agenda_undated"), page.t.agenda_undated, tuple(each for each in undated if each.steps), 3)


def _days(dated_step: DatedStep) -> tuple[str, str]:
    """The days under which it stands; a session that ends after midnight still belongs to its day."""
    return str(dated_step.start), "" if dated_step.begins else str(dated_step.end or "")


def _day(page: PageBuilder, forum: Forum, days: tuple[str, str], dated_steps: Sequence[DatedStep], *, timed: bool) -> Section:
    """What one day holds; a missing time is marked on each part only where others have one."""
    heading = page.t.interval(dated_steps[0].start, dated_steps[0].end if days[1] else None)
    entries = ((dated_step.thing, _clock(page, dated_step) if timed else UNTOLD) for dated_step in dated_steps)
    steps = tuple(_entry(page, forum, part, when) for part, when in entries if isinstance(part, Component | Session))
    return Section(f"{page.anchor('agenda')}-{slug_of(' '.join(days))}", heading, (Steps(steps),), 3)


def _about_agenda(page: PageBuilder, forum: Forum, dated: Collection[DatedStep]) -> Iterator[Block]:
    if forum.grouping:
        see = page.link(("themes",), page.phrase(page.t.see_side_by_side))
        yield Paragraph(page.line(page.phrase(f"{page.t.sessions_share_out} "), see))
    if any(dated_step.begins for dated_step in dated):
        yield page.paragraph(page.t.agenda_times)
    else:
        yield page.paragraph(page.t.agenda_days if dated else page.t.agenda_nothing)


def _clock(page: PageBuilder, dated_step: DatedStep) -> Line:
    time = time_of(page, dated_step)
    return page.line(time) if time else page.phrase_line(page.t.no_time)


def _entry(page: PageBuilder, forum: Forum, part: Component | Session, when: Line) -> Step:
    if isinstance(part, Component):
        return Step(when, page.line(page.localize(part.title), note=part.note, sources=part.source))
    return Step(when, Line((page.session(forum, part),), more=tuple(_of_session(page, forum, part))))


def _of_session(page: PageBuilder, forum: Forum, session: Session) -> Iterator[Line]:
    """What it treated, how, what was shared in it, and who did what."""
    if session.objectives:
        yield Line((page.phrase(f"{page.t.objectives}: "), *page.numbers(session.objectives).parts))
    if session.methodology:
        yield page.line(page.phrase(f"{page.t.methodology}: "), page.localize(session.methodology))
    shared = len(page.catalogue.by_session.get((forum.id, session.id), ()))
    if shared:
        label = page.phrase(page.t.count("practice", shared))
        yield page.line(page.link(("session", forum.id, session.id), label, anchor=page.anchor("session_practices")))
    with page.aside():
        yield from [page.role(role) for role in session.actors]


def session_when(page: PageBuilder, forum: Forum, session: Session) -> Line:
    """When a session takes place; where the sources do not say, when its event does."""
    dated_step = dated_step_of(forum, session)
    time = time_of(page, dated_step, with_day=True) if dated_step else None
    if time:
        return page.line(time)
    return page.phrase_line(page.t.fill("no_day", event=page.t.interval(forum.start, forum.end)))


def session_calendar(page: PageBuilder, forum: Forum, session: Session) -> Iterator[Block]:
    """The way to a session's file for calendars; without a day there is none, which the page says where it tells when."""
    dated_step = dated_step_of(forum, session)
    if dated_step:
        yield from calendar_file(page, [dated_step])
