"""The thematic groupings: what each event calls and numbers the same objectives, side by side."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.catalogue.listed import listed_practices
from gcm.models.forum import Forum, Session
from gcm.taxonomy.lists import Grouping, Theme
from gcm.views.blocks import Line, Lines, Link, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.answers import answer, champions_without, how_many
from gcm.views.parts.news import news_section


def themes_view(page: PageBuilder) -> View:
    """Each thematic grouping: its themes with the number and title that every event gives them, side by side."""
    sections = [_grouping_section(page, grouping) for grouping in page.taxonomy.groupings.values()]
    own = [forum for forum in page.catalogue.chronology if forum.sessions and not forum.grouping]
    sections += [_own_sessions(page, forum) for forum in own]
    sections.append(_by_objective(page))
    return page.view(page.phrase(page.t.themes), lead=page.phrase(page.t.themes_lead), sections=sections)


def _grouping_section(page: PageBuilder, grouping: Grouping) -> Section:
    forums = [forum for forum in page.catalogue.chronology if forum.grouping == grouping.id]
    heads = (page.t.theme, *(str(page.forum(forum).label) for forum in forums))
    rows = tuple(
        (_theme_cell(page, theme), *(_session_cell(page, forum, theme) for forum in forums)) for theme in grouping.themes
    )
    table = Table(str(page.localize(grouping.title)), heads, rows, stacks=True)
    return Section(grouping.id, page.t.themes_caption, (page.paragraph(page.t.themes_same_sets), table))


def _theme_cell(page: PageBuilder, theme: Theme) -> Line:
    return Line(
        (page.theme(theme.id),), more=(Line((page.phrase(f"{page.t.objectives} "), *page.numbers(theme.objectives).parts)),)
    )


def _session_cell(page: PageBuilder, forum: Forum, theme: Theme) -> Line:
    session = next((session for session in forum.sessions if session.theme == theme.id), None)
    return page.line(page.session(forum, session)) if session else page.phrase_line("–")


def _own_sessions(page: PageBuilder, forum: Forum) -> Section:
    """A forum with sessions of its own, which cut across the themes."""
    rows = tuple((page.line(page.session(forum, session)), _themes_cut(page, session)) for session in forum.sessions)
    table = Table(page.t.own_sessions_caption, (page.t.session, page.t.themes_touched), rows, stacks=True)
    return Section(forum.id, str(page.forum(forum).label), (page.paragraph(page.t.own_sessions), table))


def _themes_cut(page: PageBuilder, session: Session) -> Line:
    links: list[Link] = []
    for id in page.taxonomy.theme_ids:
        shared = sorted(set(page.taxonomy.theme(id).objectives) & set(session.objectives))
        if shared:
            title = page.localize(page.taxonomy.theme(id).title)
            links.append(page.link(("theme", id), page.phrase(f"{title} ({', '.join(map(str, shared))})")))
    return Line(page.joined(links, "; ")) if links else page.phrase_line("–")


def _by_objective(page: PageBuilder) -> Section:
    """Each objective with the number that every event gives the session that treated it."""
    treated = {forum.id for sessions in page.catalogue.sessions_of_objective.values() for forum, _ in sessions}
    forums = [forum for forum in page.catalogue.chronology if forum.id in treated]
    heads = (page.t.objective, *(str(page.forum(forum).label) for forum in forums))
    rows = tuple(
        (page.line(page.objective(number)), *(_numbers(page, forum, number) for forum in forums))
        for number in page.taxonomy.objectives
    )
    table = Table(page.t.by_objective_sessions_caption, heads, rows, short=True)
    if not forums:
        return page.section("by_objective_sessions")
    return page.section("by_objective_sessions", page.paragraph(page.t.by_objective_reading), table, *_without_sessions(page))


def _without_sessions(page: PageBuilder) -> Iterator[Paragraph]:
    """The events whose sessions the sources do not give."""
    forums = [page.forum(forum) for forum in page.catalogue.chronology if not forum.sessions]
    if forums:
        yield Paragraph(Line((page.phrase(f"{page.t.without_sessions} "), *page.joined(forums), page.phrase("."))), "note")


def _numbers(page: PageBuilder, forum: Forum, objective: int) -> Line:
    """The numbers of the event's sessions on an objective; one without a number goes by its title."""
    sessions = [session for session in forum.sessions if objective in session.objectives]
    return Line(page.joined(_numbered(page, forum, session) for session in sessions)) if sessions else page.phrase_line("–")


def _numbered(page: PageBuilder, forum: Forum, session: Session) -> Link:
    title = page.session_title(forum, session)
    key = ("session", forum.id, session.id)
    return page.link(key, page.phrase(session.number), str(title)) if session.number else page.link(key, title)


def theme_view(page: PageBuilder, id: str) -> View:
    """One theme, session by session."""
    catalogue, theme = page.catalogue, page.taxonomy.theme(id)
    sessions = catalogue.sessions_of_theme.get(id, ())
    practices = list(listed_practices(catalogue, ("theme", id)))
    known = {practice.id for practice in practices}
    through = {each.id for number in theme.objectives for each in catalogue.by_session_objective.get(number, ())} - known
    return page.view(
        page.localize(theme.title),
        kicker=page.up("themes"),
        blocks=[
            *(
                answer(how_many(page, practices), champions_without(page, practices))
                if practices
                else [page.empty("none_recorded")]
            ),
            page.facts(("objectives", [page.line(page.objective(number)) for number in theme.objectives])),
        ],
        sections=[
            page.section(
                "sessions",
                Lines(tuple(page.line(page.session_of(forum.id, session.id)) for forum, session in sessions))
                if sessions
                else None,
            ),
            page.section(
                "practices",
                *page.listed(practices, as_cards=False),
                page.paragraph(page.t.fill("theme_through_session", practices=page.t.count("practice", len(through))))
                if through
                else None,
            ),
            news_section(page, catalogue.news_of_theme.get(id, ())),
        ],
        description=page.t.fill("theme_description", theme=str(page.localize(theme.title))),
    )
