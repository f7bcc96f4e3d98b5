"""Pages that set things side by side: thematic groupings, timeline, glossary, sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gcm.catalogue import Catalogue
from gcm.language import Said, other, slug_of
from gcm.models import Forum, Session
from gcm.models.fields import PartialDate
from gcm.taxonomy import Abbreviation, Document, Grouping, Question, QuestionGroup, Theme
from gcm.views.blocks import Line, Lines, Link, Paragraph, Section, Step, Steps, Table, View
from gcm.views.builder import PageBuilder


def themes_view(page: PageBuilder) -> View:
    """Each thematic grouping: its themes with the number and title that every event gives them, side by side."""
    sections = [_grouping_section(page, grouping) for grouping in page.taxonomy.groupings.values()]
    own = [forum for forum in page.catalogue.chronology if forum.sessions and not forum.grouping]
    sections += [_own_sessions(page, forum) for forum in own]
    return page.view(page.own(page.t.themes), lead=page.own(page.t.themes_lead), sections=sections)


def _grouping_section(page: PageBuilder, grouping: Grouping) -> Section:
    forums = [forum for forum in page.catalogue.chronology if forum.grouping == grouping.id]
    heads = (page.t.theme, *(str(page.forum(forum).label) for forum in forums))
    rows = tuple(
        (_theme_cell(page, theme), *(_session_cell(page, forum, theme) for forum in forums)) for theme in grouping.themes
    )
    table = Table(page.t.themes_caption, heads, rows)
    return Section(grouping.id, str(page.say(grouping.title)), (page.paragraph(page.t.themes_same_sets), table))


def _theme_cell(page: PageBuilder, theme: Theme) -> Line:
    return Line(
        (page.theme(theme.id),), more=(Line((page.own(f"{page.t.objectives} "), *page.numbers(theme.objectives).parts)),)
    )


def _session_cell(page: PageBuilder, forum: Forum, theme: Theme) -> Line:
    session = next((session for session in forum.sessions if session.theme == theme.id), None)
    return page.line(page.session(forum, session)) if session else page.word("–")


def _own_sessions(page: PageBuilder, forum: Forum) -> Section:
    """A forum with sessions of its own, which cut across the themes."""
    rows = tuple((page.line(page.session(forum, session)), _themes_cut(page, session)) for session in forum.sessions)
    table = Table(page.t.own_sessions_caption, (page.t.session, page.t.themes_touched), rows)
    return Section(forum.id, str(page.forum(forum).label), (page.paragraph(page.t.own_sessions), table))


def _themes_cut(page: PageBuilder, session: Session) -> Line:
    links: list[Link] = []
    for id in page.taxonomy.theme_ids:
        shared = sorted(set(page.taxonomy.theme(id).objectives) & set(session.objectives))
        if shared:
            title = page.say(page.taxonomy.theme(id).title)
            links.append(page.link(("theme", id), page.own(f"{title} ({', '.join(map(str, shared))})")))
    return Line(page.joined(links, "; ")) if links else page.word("–")


def theme_view(page: PageBuilder, id: str) -> View:
    """One theme, session by session."""
    catalogue, theme = page.catalogue, page.taxonomy.theme(id)
    sessions = catalogue.sessions_of_theme.get(id, ())
    practices = sorted({practice.id for number in theme.objectives for practice in catalogue.by_objective.get(number, ())})
    return page.view(
        page.say(theme.title),
        kicker=page.up("themes"),
        blocks=[page.facts(("objectives", [page.line(page.objective(number)) for number in theme.objectives]))],
        sections=[
            page.section(
                "sessions",
                Lines(tuple(page.line(page.session_of(forum.id, session.id)) for forum, session in sessions))
                if sessions
                else page.empty("no_session"),
            ),
            page.section(
                "practices",
                page.practice_lines(catalogue.practices[each] for each in practices)
                if practices
                else page.empty("none_recorded"),
            ),
        ],
        description=page.t.fill("theme_description", theme=str(page.say(theme.title))),
    )


def timeline_view(page: PageBuilder) -> View:
    """The review cycle, oldest first."""
    return page.view(
        page.own(page.t.timeline),
        lead=page.own(page.t.timeline_lead),
        blocks=[timeline(page)],
    )


def timeline(page: PageBuilder) -> Steps:
    """Milestones, forums, their parts and sessions with a date of their own."""
    return Steps(tuple(step for _, _, step in sorted(_steps(page), key=lambda dated: dated[:2])))


def _steps(page: PageBuilder) -> Iterator[tuple[str, int, Step]]:
    """ISO date, rank on that date, step."""
    for milestone in page.taxonomy.milestones:
        date = PartialDate(*(int(part) for part in milestone.date.split("-")))
        where = (page.own(" – "), page.country(milestone.country)) if milestone.country else ()
        line = Line(
            (page.say(milestone.title), *where),
            page.say(milestone.note) if milestone.note else None,
            page.sources(milestone.source),
        )
        yield str(date), 0, Step(page.t.date(date), line, page.t.milestone)
    for forum in page.catalogue.chronology:
        link = page.link(("forum", forum.id), page.say(forum.title))
        place = [page.own(" – "), page.say(forum.place)] if forum.place else []
        badge = page.term("forum_kind", forum.kind)
        yield (
            str(forum.start),
            1,
            Step(page.t.interval(forum.start, forum.end), Line((link, *place), sources=page.sources(forum.source[:1])), badge),
        )
        yield from _inner_steps(page, forum)


def _inner_steps(page: PageBuilder, forum: Forum) -> Iterator[tuple[str, int, Step]]:
    for part in forum.components:
        if part.start and str(part.start) != str(forum.start):
            line = Line((page.say(part.title), page.own(" – "), page.forum(forum)), sources=page.sources(part.source))
            yield str(part.start), 2, Step(page.t.interval(part.start, part.end), line)
    for session in forum.sessions:
        if session.start:
            link = page.session_of(forum.id, session.id)
            yield session.start.date().isoformat(), 3, Step(page.t.day(session.start), Line((link,)))


def glossary_view(page: PageBuilder) -> View:
    """Abbreviations and terms."""
    glossary = page.taxonomy.glossary
    listed = [entry for entry in glossary.abbreviations if entry.listed]
    others = [entry for entry in glossary.abbreviations if not entry.listed]
    return page.view(
        page.own(page.t.glossary),
        lead=page.own(page.t.glossary_lead),
        sections=[
            page.section("abbreviations_listed", _abbreviations(page, page.t.abbreviations_listed, listed)),
            page.section("abbreviations_others", _abbreviations(page, page.t.abbreviations_others, others)),
            page.section("terms", _terms(page)),
        ],
    )


def _abbreviations(page: PageBuilder, caption: str, entries: list[Abbreviation]) -> Table:
    ordered = sorted(entries, key=lambda entry: str(page.say(entry.abbreviation)).casefold())
    rows = tuple(
        (
            page.text(entry.abbreviation),
            page.line(
                page.say(entry.name) if entry.name else page.own(page.t.not_expanded),
                note=entry.note,
                sources=entry.source,
                badge=page.t.outside_sources if page.lang in entry.outside else "",
            ),
            _in_the_other_language(page, entry),
        )
        for entry in ordered
    )
    return Table(caption, (page.t.abbreviation, page.t.meaning, page.t.other_language), rows)


def _in_the_other_language(page: PageBuilder, entry: Abbreviation) -> Line:
    lang = other(page.lang)
    words = [text.get(lang) for text in (entry.abbreviation, entry.name) if text]
    return page.line(Said(" – ".join(word for word in words if word) or "–", lang, foreign=True))


def _terms(page: PageBuilder) -> Table:
    entries = sorted(page.taxonomy.glossary.terms, key=lambda entry: str(page.say(entry.term)).casefold())
    rows = tuple(
        (
            page.text(entry.term),
            page.line(page.say(entry.meaning) if entry.meaning else page.own("–"), sources=entry.source),
            page.word("; ".join(entry.also.es if page.lang == "es" else entry.also.en) or "–"),
        )
        for entry in entries
    )
    return Table(page.t.terms, (page.t.term, page.t.meaning, page.t.aliases), rows)


def questions_view(page: PageBuilder) -> View:
    """The guiding questions of the 2025 regional review (Annex 1 of its concept note)."""
    asked = page.taxonomy.questionnaire
    forum = page.catalogue.forums.get(page.taxonomy.documents[asked.document].forum or "")
    for_review = Lines((page.line(page.forum(forum)),)) if forum else page.empty("none_recorded")
    return page.view(
        page.own(page.t.questions),
        lead=page.say(asked.title),
        blocks=[page.paragraph(page.t.questions_lead), for_review],
        sections=[_questions(page, group) for group in asked.groups],
    )


def _questions(page: PageBuilder, group: QuestionGroup) -> Section:
    lead_in = (Paragraph(page.text(group.lead_in)),) if group.lead_in else ()
    lines = tuple(_question(page, question) for question in group.questions)
    return Section(slug_of(str(page.say(group.heading))), str(page.say(group.heading)), (*lead_in, Lines(lines)))


def _question(page: PageBuilder, question: Question) -> Line:
    kinds = tuple(page.text(kind) for kind in question.cooperation_types)
    text = page.say(question.text)
    words = replace(text, text=f"{question.id}. {text}")
    return replace(page.line(words, note=question.note, sources=question.source), more=kinds)


def sources_view(page: PageBuilder) -> View:
    """The documents that everything here comes from."""
    documents = page.taxonomy.documents.values()
    inside = [_document_section(page, document) for document in documents if not document.outside]
    outside = [_document_section(page, document) for document in documents if document.outside]
    note = page.line(page.own(f"{page.t.sources_notes} "), page.link(("source-notes",), page.own(page.t.source_notes)))
    return page.view(
        page.own(page.t.sources),
        lead=page.own(page.t.sources_lead),
        blocks=[Lines((page.word(page.t.sources_lines), note))],
        sections=[*inside, *outside],
    )


def _document_section(page: PageBuilder, document: Document) -> Section:
    forums = page.catalogue.forums
    known = [page.line(page.forum(forums[document.forum]))] if document.forum and document.forum in forums else []
    facts = page.facts(
        ("full_title", [page.text(document.title)]),
        ("year", [page.word(document.year)] if document.year else []),
        ("language", [page.word(page.t[f"language_{document.language}"])] if document.language else []),
        ("forum", known),
        ("about_document", [page.text(document.about)] if document.about else []),
        ("remark", [page.word(page.t.outside_document)] if document.outside else []),
        ("cited_by", [page.word(page.t.count("record", _citing(page.catalogue, document.id)))]),
    )
    return Section(document.id, str(page.say(document.short)), (facts,))


def _citing(catalogue: Catalogue, document: str) -> int:
    """How many records cite the document."""
    records = [*catalogue.practices.values(), *catalogue.forums.values(), *catalogue.roadmaps.values()]
    return sum(f'"{document}' in record.model_dump_json() for record in records)
