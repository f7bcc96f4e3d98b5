"""Pages of forums and of their sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gcm.catalogue.dated_steps import dated_steps_of
from gcm.models.forum import Figure, Forum, Participant, Session, Subtheme
from gcm.models.practice import Practice
from gcm.views.blocks import Block, Facts, Fold, Line, Lines, Numbers, Paragraph, Part, Section, Table, View
from gcm.views.builder import LINES, PageBuilder
from gcm.views.pages.agenda import agenda, calendar_file, session_calendar, session_when
from gcm.views.parts.chains import chain_section
from gcm.views.parts.statements import Citations

FEW: Final = 6
"""More figures or bodies than these are shown on demand."""


def forums_view(page: PageBuilder) -> View:
    """All forums, oldest first."""
    lines = tuple(_forum_line(page, forum) for forum in page.catalogue.chronology)
    return page.view(
        page.phrase(page.t.forums),
        lead=page.phrase(page.t.forums_lead),
        blocks=[
            Lines(lines) if lines else page.empty("none_recorded"),
            Paragraph(
                page.line(
                    page.phrase(f"{page.t.see_also} "),
                    page.link(("timeline",), page.phrase(page.t.timeline)),
                    page.phrase(", "),
                    page.link(("themes",), page.phrase(page.t.themes)),
                )
            ),
        ],
    )


def _forum_line(page: PageBuilder, forum: Forum) -> Line:
    when = page.phrase(f" – {page.t.interval(forum.start, forum.end)}")
    return Line((page.link(("forum", forum.id), page.localize(forum.title)), when), badge=page.term("forum_kind", forum.kind))


def forum_view(page: PageBuilder, forum: Forum) -> View:
    """One forum."""
    return page.view(
        page.localize(forum.short_title or forum.title),
        heading=page.localize(forum.title),
        lead=page.localize(forum.summary) if forum.summary else None,
        kicker=page.up("forums"),
        blocks=[*_answer(page, forum), *calendar_file(page, dated_steps_of(forum))],
        sections=_sections(page, forum),
        record=forum,
    )


def _answer(page: PageBuilder, forum: Forum) -> Iterator[Block]:
    """When and where it was, and which countries took part, those in another quality than that of a participant with it."""
    place = f", {page.localize(forum.place)}" if forum.place else ""
    when = page.phrase(f"{page.t.interval(forum.start, forum.end)}{place}")
    yield Paragraph(page.line(when, badge=page.term("forum_status", forum.status)))
    if forum.participants:
        lead = page.phrase(f"{page.t.fill('participants_named', count=len(forum.participants))} ")
        parts = [part for each in forum.participants for part in (page.phrase(", "), *_participant(page, each))][1:]
        yield Paragraph(Line((lead, *parts, page.phrase("."))))


def _participant(page: PageBuilder, participant: Participant) -> tuple[Part, ...]:
    role = participant.role
    quality = () if role == PARTICIPANT else (page.phrase(f" ({page.term('country_role', role).lower()})"),)
    return (page.country(participant.country), *quality)


PARTICIPANT: Final = "participant"
"""The quality in which most countries take part, which is not named with each."""


def _facts(page: PageBuilder, forum: Forum) -> Facts:
    place = [page.text(forum.place)] if forum.place else []
    country = [page.line(page.country(forum.country))] if forum.country else []
    return page.facts(
        ("kind_label", [page.phrase_line(page.term("forum_kind", forum.kind))]),
        ("status", [page.phrase_line(page.term("forum_status", forum.status))]),
        ("dates", [page.phrase_line(page.t.interval(forum.start, forum.end))]),
        ("place", place),
        ("country", country),
        ("mode", [page.phrase_line(page.term("mode", forum.mode))] if forum.mode else []),
        ("fed_by", [page.line(page.forum(each)) for each in page.catalogue.fed_by.get(forum.id, ())]),
        ("feeds", [page.line(page.forum(page.catalogue.forums[id])) for id in forum.feeds]),
        ("aliases", [page.line(page.spanish(alias)) for alias in forum.aliases]),
        ("sources", [Line((link,)) for link in page.sources(forum.source)]),
    )


def _sections(page: PageBuilder, forum: Forum) -> Iterator[Section]:
    catalogue, cited = page.catalogue, Citations(page, forum)
    yield page.section("outcomes", *cited.statements(forum.outcomes))
    yield page.section("key_messages", *cited.statements(forum.key_messages, ordered=True))
    roadmaps = tuple(page.line(page.roadmap(roadmap)) for roadmap in catalogue.roadmaps_of_forum.get(forum.id, ()))
    yield page.section("roadmaps", Lines(roadmaps) if roadmaps else None)
    yield page.section("description", *cited.prose(page.body(forum)))
    yield page.section("purpose", *cited.statements(forum.purpose))
    yield page.pledges(forum.pledges)
    yield from agenda(page, forum)
    yield page.section("figures", *_figures(page, forum.figures), folded=len(forum.figures) > FEW)
    yield page.section("expected_results", *cited.statements(forum.expected_results), folded=True)
    yield page.section("methodology", *cited.statements(forum.methodology), folded=True)
    items = tuple(page.item(*pair) for pair in catalogue.items_of_event.get(forum.id, ()))
    yield page.section("in_calendars", Lines(items) if items else None, folded=True)
    yield page.section("participants", *_participants(page, forum), folded=True)
    actors = Lines(tuple(page.role(role) for role in forum.actors)) if forum.actors else None
    yield page.section("actors", actors, folded=len(forum.actors) > FEW)
    yield page.section("guests", *cited.statements(forum.guests), folded=True)
    yield page.section("documents", *cited.statements(forum.documents), folded=True)
    if forum.id == page.taxonomy.documents[page.taxonomy.questionnaire.document].forum:
        yield page.section(
            "questions", Lines((page.line(page.link(("questions",), page.localize(page.taxonomy.questionnaire.title))),))
        )
    links = tuple(page.line(page.external(link.url, page.localize(link.title))) for link in forum.links)
    yield page.section("links", Lines(links) if links else None)
    yield page.section("not_given", *page.texts(forum.not_given))
    yield cited.section()
    yield page.section("about_event", _facts(page, forum))
    yield page.editing(forum)


def _figures(page: PageBuilder, figures: Iterable[Figure]) -> Iterator[Block]:
    own = tuple(_figure(page, figure) for figure in figures if not figure.context)
    context = tuple(_figure(page, figure) for figure in figures if figure.context)
    if own:
        yield Numbers(own)
    if context:
        yield page.paragraph(page.t.context_figures)
        yield Numbers(context)


def _figure(page: PageBuilder, figure: Figure) -> tuple[str, Line]:
    return str(page.localize(figure.value)), page.line(page.localize(figure.what), note=figure.note, sources=figure.source)


def _participants(page: PageBuilder, forum: Forum) -> Iterator[Block]:
    if not forum.participants:
        return
    yield page.paragraph(page.t.fill("participants_count", countries=len(forum.participants)))
    rows = tuple(
        (
            page.line(
                page.country(each.country),
                sources=each.source if position == 0 or each.source != forum.participants[position - 1].source else (),
            ),
            page.phrase_line(page.term("country_role", each.role)),
        )
        for position, each in enumerate(forum.participants)
    )
    yield Table(page.t.participants_caption, (page.t.country, page.t.role), rows)


def session_view(page: PageBuilder, forum_id: str, session_id: str) -> View:
    """One session."""
    forum = page.catalogue.forums[forum_id]
    session = next(session for session in forum.sessions if session.id == session_id)
    practices = page.catalogue.by_session.get((forum.id, session.id), ())
    forum_name = page.localize(forum.short_title or forum.title)
    title = page.session_title(forum, session)
    return page.view(
        page.phrase(f"{title} – {forum_name}"),
        heading=title,
        kicker=(*page.up("forums"), page.forum(forum)),
        blocks=[_session_facts(page, forum, session), *session_calendar(page, forum, session)],
        sections=_session_sections(page, forum, session, practices),
        description=page.t.fill("session_description", session=str(title), forum=str(forum_name)),
    )


def _session_facts(page: PageBuilder, forum: Forum, session: Session) -> Facts:
    themes = [page.line(page.theme(session.theme))] if session.theme else []
    printed = [page.line(page.spanish(session.printed_title))] if session.printed_title else []
    return page.facts(
        ("forum", [page.line(page.forum(forum))]),
        ("when", [session_when(page, forum, session)]),
        ("theme", themes),
        ("objectives", [page.line(page.objective(number)) for number in session.objectives]),
        ("methodology", [page.text(session.methodology)] if session.methodology else []),
        ("actors", [page.role(role) for role in session.actors]),
        ("printed_title", printed),
        ("sources", [Line((link,)) for link in page.sources(session.source)]),
    )


def _session_sections(page: PageBuilder, forum: Forum, session: Session, practices: Iterable[Practice]) -> Iterator[Section]:
    catalogue, place, cited = page.catalogue, (forum.id, session.id), Citations(page, forum)
    yield page.section("subthemes", *_subthemes(page, session.subthemes))
    yield page.section("session_practices", *_practices_by_kind(page, forum, session, list(practices)))
    yield page.section("challenges", *cited.statements(session.challenges))
    yield page.section("opportunities", *cited.statements(session.opportunities))
    yield page.section("statements", *cited.statements(session.statements))
    yield page.section("named_in_text", *cited.statements(session.named_in_text))
    roadmaps = tuple(page.line(page.roadmap(roadmap)) for roadmap in catalogue.roadmaps_of_session.get(place, ()))
    items = tuple(page.item(*pair) for pair in catalogue.items_of_session.get(place, ()))
    yield page.section("roadmaps", Lines((*roadmaps, *items)) if roadmaps or items else None)
    same = [pair for pair in catalogue.sessions_of_theme.get(session.theme or "", ()) if pair != (forum, session)]
    lines = tuple(page.line(page.session_of(other.id, each.id)) for other, each in same)
    with page.aside():
        yield chain_section(page, catalogue.chains_of_session.get(place, ()))
    yield page.section("same_theme", Lines(lines) if lines else None)
    yield cited.section(whole=False)
    yield page.section("notes", *(page.note(text) for text in session.notes))
    yield page.section(
        "neighbours", Lines(tuple(page.line(page.session(forum, each)) for each in forum.sessions if each != session))
    )


def _subthemes(page: PageBuilder, subthemes: Iterable[Subtheme]) -> Iterator[Block]:
    rows = tuple((page.text(subtheme.title), page.numbers(subtheme.objectives)) for subtheme in subthemes)
    if rows:
        yield Table(page.t.subthemes, (page.t.subtheme, page.t.objectives), rows)


def _practices_by_kind(page: PageBuilder, forum: Forum, session: Session, practices: list[Practice]) -> Iterator[Block]:
    """The practices as they were listed: under the heading of this session, which need not be their kind elsewhere."""
    if not practices:
        yield page.empty("no_practice_in_session")
        return
    place = (forum.id, session.id)
    kinds = {
        practice.id: next(each.kind for each in practice.listings if (each.forum, each.session) == place)
        for practice in practices
    }
    for kind in page.taxonomy.terms["practice_kind"]:
        listed = [practice for practice in practices if kinds[practice.id] == kind]
        if listed:
            yield page.paragraph(page.t.fill("listed_as", heading=page.terms("practice_kind", kind), count=len(listed)))
            titled = page.titled(listed)
            yield page.practice_lines(titled[:LINES])
            if rest := titled[LINES:]:
                lines = Lines(tuple(page.line(page.practice(practice)) for practice in rest))
                yield Fold(page.t.count("more_practice", len(rest)), (lines,))
