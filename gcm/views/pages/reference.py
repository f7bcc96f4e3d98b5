"""Pages to look things up in: glossary, questions, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from gcm.language.order import by_name
from gcm.language.slugs import slug
from gcm.language.text import Localized, fold, other
from gcm.taxonomy.lists import Abbreviation, Document, DocumentPart, Question, QuestionGroup
from gcm.taxonomy.thesaurus import Concept, TermSource, thesaurus
from gcm.views.blocks import Block, Line, Lines, Link, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.standing import kinds_of_sources, languages_of_sources


def glossary_view(page: PageBuilder) -> View:
    """Abbreviations and terms."""
    glossary = page.taxonomy.glossary
    listed = [entry for entry in glossary.abbreviations if entry.listed]
    others = [entry for entry in glossary.abbreviations if not entry.listed]
    return page.view(
        page.phrase(page.t.glossary),
        lead=page.phrase(page.t.glossary_lead),
        sections=[
            page.section("abbreviations_listed", _abbreviations(page, page.t.abbreviations_listed, listed), folded=True),
            page.section("abbreviations_others", _abbreviations(page, page.t.abbreviations_others, others), folded=True),
            page.section("terms", _terms(page)),
            page.section("said", page.paragraph(page.t.said_lead), *_said(page)),
        ],
    )


def _abbreviations(page: PageBuilder, caption: str, entries: list[Abbreviation]) -> Table:
    ordered = by_name(entries, lambda entry: page.localize(entry.abbreviation), page.lang)
    rows = tuple(
        (
            page.text(entry.abbreviation),
            page.line(
                page.localize(entry.name) if entry.name else page.phrase(page.t.not_expanded),
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
    return page.line(Localized(" – ".join(word for word in words if word) or "–", lang, foreign=True))


def _terms(page: PageBuilder) -> Table:
    entries = by_name(page.taxonomy.glossary.terms, lambda entry: page.localize(entry.term), page.lang)
    rows = tuple(
        (
            page.text(entry.term),
            page.line(page.localize(entry.meaning) if entry.meaning else page.phrase("–"), sources=entry.source),
            page.phrase_line("; ".join(entry.also.es if page.lang == "es" else entry.also.en) or "–"),
        )
        for entry in entries
    )
    return Table(page.t.terms, (page.t.term, page.t.meaning, page.t.aliases), rows)


def _said(page: PageBuilder) -> Iterator[Block]:
    """What people say for what, in both languages, with the page about it and where the words come from."""
    told = thesaurus()
    entries = sorted(told.concepts, key=lambda concept: fold(str(page.localize(concept.term))))
    rows = tuple((_concept(page, each), _called(page, each), _concept_sources(page, each, told.sources)) for each in entries)
    yield Table(page.t.said, (page.t.term, page.t.also_said, page.t.sources), rows, stacks=True)


def _concept(page: PageBuilder, concept: Concept) -> Line:
    """The term, as a link where a page is about it, and what it is in the other language."""
    term, foreign = page.localize(concept.term), concept.term.get(other(page.lang)) or ""
    pages = {*page.addresses.keys, *page.addresses.hand_written}
    about = next((key for key in concept.pages if key in pages), None)
    with page.aside():
        shown = page.link(about, term) if about else term
    return page.line(shown, page.phrase(" – "), Localized(foreign, other(page.lang), foreign=True))


def _called(page: PageBuilder, concept: Concept) -> Line:
    own, theirs = (concept.said.es, concept.said.en) if page.lang == "es" else (concept.said.en, concept.said.es)
    return page.line(
        page.phrase("; ".join(own)), page.phrase(" / "), Localized("; ".join(theirs), other(page.lang), foreign=True)
    )


def _concept_sources(page: PageBuilder, concept: Concept, sources: Mapping[str, TermSource]) -> Line:
    parts = [part for key in concept.source for part in (page.phrase("; "), _concept_source(page, key, sources))]
    return page.line(*parts[1:])


def _concept_source(page: PageBuilder, key: str, sources: Mapping[str, TermSource]) -> Link | Localized:
    """An objective by its number, or a source by its publisher."""
    if key.startswith("objective:"):
        with page.aside():
            return page.objective(int(key.removeprefix("objective:")))
    source = sources[key]
    if source.url is None:
        return page.localize(source.title)
    return page.external(source.url, page.localize(source.publisher))


def questions_view(page: PageBuilder) -> View:
    """The guiding questions of the 2025 regional review (Annex 1 of its concept note)."""
    asked = page.taxonomy.questionnaire
    forum = page.catalogue.forums.get(page.taxonomy.documents[asked.document].forum or "")
    for_review = Lines((page.line(page.forum(forum)),)) if forum else page.empty("none_recorded")
    return page.view(
        page.phrase(page.t.questions),
        lead=page.localize(asked.title),
        blocks=[page.paragraph(page.t.questions_lead), for_review, page.downloads(("workbook",), page.t.workbook_see)],
        sections=[*(_questions(page, group) for group in asked.groups), page.section("dossiers", *_dossiers(page))],
    )


def _dossiers(page: PageBuilder) -> Iterator[Block]:
    """Every country's dossier, by the country's name."""
    codes = page.named(page.catalogue.countries)
    links = [page.link(("dossier", code), page.localize(page.taxonomy.countries[code])) for code in codes]
    if links:
        yield page.paragraph(page.t.dossiers_lead)
        yield Paragraph(Line(page.joined(links, " · ")))


def _questions(page: PageBuilder, group: QuestionGroup) -> Section:
    lead_in = (Paragraph(page.text(group.lead_in)),) if group.lead_in else ()
    lines = tuple(_question(page, question) for question in group.questions)
    heading = str(page.localize(group.heading))
    return Section(slug("question_list", group.number, page.lang, heading), heading, (*lead_in, Lines(lines)))


def _question(page: PageBuilder, question: Question) -> Line:
    kinds = tuple(page.text(kind) for kind in question.cooperation_types)
    text = page.localize(question.text)
    words = replace(text, text=f"{question.id}. {text}")
    return replace(page.line(words, note=question.note, sources=question.source), more=kinds)


def sources_view(page: PageBuilder) -> View:
    """The documents that everything here comes from."""
    documents = page.taxonomy.documents.values()
    inside = [_document_section(page, document) for document in documents if not document.outside]
    outside = [_document_section(page, document) for document in documents if document.outside]
    note = page.line(page.phrase(f"{page.t.sources_notes} "), page.link(("source-notes",), page.phrase(page.t.source_notes)))
    return page.view(
        page.phrase(page.t.sources),
        lead=page.phrase(page.t.sources_lead),
        blocks=[Lines((page.phrase_line(page.t.sources_lines), note))],
        sections=[*inside, *outside, _public_sources(page)],
    )


def _public_sources(page: PageBuilder) -> Section:
    """The pages that statements rest on: each stands at the end of its record; here they are counted."""
    if not any(practice.sources for practice in page.catalogue.practices.values()):
        return page.section("public_sources")
    lead = page.paragraph(page.t.public_sources_lead)
    return page.section("public_sources", lead, kinds_of_sources(page), languages_of_sources(page))


def _document_section(page: PageBuilder, document: Document) -> Section:
    forums = page.catalogue.forums
    known = [page.line(page.forum(forums[document.forum]))] if document.forum and document.forum in forums else []
    facts = page.facts(
        ("full_title", [page.text(document.title)]),
        ("year", [page.phrase_line(document.year)] if document.year else []),
        ("language", [page.phrase_line(page.t[f"language_{document.language}"])] if document.language else []),
        ("published_by", [page.text(document.publisher)] if document.publisher else []),
        ("address", [_address(page, document)]),
        ("consulted", [page.phrase_line(_consulted(page, document.consulted))] if document.consulted else []),
        ("forum", known),
        ("about_document", [page.text(document.about)] if document.about else []),
        ("remark", _remarks(page, document)),
        ("cited_by", [page.phrase_line(page.t.count("record", page.catalogue.citing[document.id]))]),
        ("document_parts", [_part(page, document, part) for part in document.parts]),
    )
    return Section(document.id, str(page.localize(document.short)), (facts,), folded=True)


def _address(page: PageBuilder, document: Document) -> Line:
    if document.url is None:
        return page.phrase_line(page.t.no_address)
    return page.line(page.external(document.url, page.phrase(document.url)))


def _part(page: PageBuilder, document: Document, part: DocumentPart) -> Line:
    """What citations of its lines lead to."""
    where = page.t.fill("document_part", line=part.line)
    begins = f", {page.t.fill('cited_from_page', page=str(part.page))}" if part.page else ""
    line = page.line(page.localize(part.name), page.phrase(f"{begins} – {where}"))
    return replace(line, anchor=f"{document.id}--{part.line}")


def _consulted(page: PageBuilder, day: str) -> str:
    """When, and that it was a stored copy that was read."""
    return page.t.fill("consulted_copy", day=page.t.day(date.fromisoformat(day)))


def _remarks(page: PageBuilder, document: Document) -> list[Line]:
    outside = [page.phrase_line(page.t.outside_document)] if document.outside else []
    return [*outside, page.text(document.note)] if document.note else outside
