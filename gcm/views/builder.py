"""Builds one page: links that know where they stand, words in the reader's language, sources, dates."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from gcm.language.phrases import phrases
from gcm.language.text import Lang, Localized, Text, slug_of
from gcm.models.fields import Objectives, Pledge, Role, Statement
from gcm.models.forum import Forum, Session
from gcm.models.kinds import field_descriptions
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.models.roadmap import Item, Roadmap
from gcm.taxonomy.lists import TermList
from gcm.views.addresses import Key
from gcm.views.blocks import (
    Block,
    Card,
    Cards,
    Downloads,
    Facts,
    Line,
    Lines,
    Link,
    Paragraph,
    Part,
    Prose,
    Section,
    Table,
    View,
)
from gcm.views.site import Site

EXPLORED: Final = (
    "kind", "objective", "session_objective", "theme", "country", "group", "forum", "session", "organisation", "actor", "principle", "criterion",
    "year", "origin", "follow_up", "completeness", "translation", "text", "sort",
)  # fmt: skip
"""What the explorer's address may hold: its facets in their order, the words looked for, and the order of the list.

`text` and not `q`: at an address with `q` the theme opens its own search."""


class PageBuilder:
    """What the pages of one language share; `at(key)` gives the builder of one page."""

    def __init__(self, site: Site, lang: Lang, render_body: Callable[[str], object]) -> None:
        self.site = site
        self.catalogue = site.catalogue
        self.taxonomy = site.catalogue.taxonomy
        self.addresses = site.addresses
        self.lang = lang
        self.t = phrases(lang)
        self.render_body = render_body
        self.key: Key = ("home",)
        self.mentions: set[Key] = set()
        self.cited: dict[str, None] = {}

    def at(self, key: Key) -> PageBuilder:
        """A builder for the page `key`."""
        page = PageBuilder(self.site, self.lang, self.render_body)
        page.key = key
        return page

    # Words

    def phrase(self, text: str) -> Localized:
        """Words of the interface."""
        return Localized(text, self.lang)

    def localize(self, text: Text) -> Localized:
        """Words of a record."""
        return text.localized(self.lang)

    def spanish(self, text: str) -> Localized:
        """Words as a document prints them, which is in Spanish."""
        return Localized(text, "es", foreign=self.lang != "es")

    def term(self, name: TermList, id: str) -> str:
        """The label of a member of a short closed list."""
        return str(self.localize(self.taxonomy.terms[name][id].label))

    def terms(self, name: TermList, id: str) -> str:
        """The plural of that label."""
        member = self.taxonomy.terms[name][id]
        return str(self.localize(member.many or member.label))

    # Links

    def href(self, key: Key, anchor: str = "") -> str:
        """The way from this page to another."""
        if key != self.key:
            self.mentions.add(key)
        way = "" if key == self.key else self.addresses.relative(self.key, self.lang, key)
        return f"{way}#{anchor}" if anchor else way or "#"

    def link(self, key: Key, label: Localized, title: str = "", anchor: str = "") -> Link:
        """A link to another page."""
        return Link(self.href(key, anchor), label, title)

    def practice(self, practice: Practice) -> Link:
        """A link to a practice."""
        return self.link(("practice", practice.id), self.localize(practice.title))

    def forum(self, forum: Forum) -> Link:
        """A link to a forum under its short title."""
        return self.link(("forum", forum.id), self.localize(forum.short_title or forum.title), str(self.localize(forum.title)))

    def session(self, forum: Forum, session: Session) -> Link:
        """A link to a session under its number and title."""
        return self.link(("session", forum.id, session.id), self.session_title(forum, session))

    def session_title(self, forum: Forum, session: Session) -> Localized:
        """`Session 2B: Regular pathways …`."""
        title = self.localize(session.title)
        if session.number is None:
            return title
        name = "round_table_title" if forum.kind == "global-review" else "session_title"
        return replace(title, text=self.t.fill(name, number=session.number, title=str(title)))

    def session_of(self, forum_id: str, session_id: str) -> Link:
        """A link to a session under the name of its forum and its own."""
        forum = self.catalogue.forums[forum_id]
        session = forum.session(session_id)
        if session is None:
            return self.forum(forum)
        name = self.localize(forum.short_title or forum.title)
        label = replace(name, text=f"{name} – {self.session_title(forum, session)}")
        return self.link(("session", forum_id, session_id), label)

    def roadmap(self, roadmap: Roadmap) -> Link:
        """A link to a roadmap, under its label if it has one: `Table 1: Protection of …`."""
        title = self.localize(roadmap.title)
        label = replace(title, text=f"{self.localize(roadmap.label)}: {title}") if roadmap.label else title
        return self.link(("roadmap", roadmap.id), label)

    def objective(self, number: int) -> Link:
        """A link to an objective under its number and short label; the full title shows at rest."""
        objective = self.taxonomy.objectives[number]
        short = self.localize(objective.short)
        return self.link(
            ("objective", str(number)), replace(short, text=f"{number}. {short}"), str(self.localize(objective.title))
        )

    def country(self, code: str) -> Link:
        """A link to a country."""
        return self.link(("country", code), self.localize(self.taxonomy.countries[code]))

    def organisation(self, id: str, *, full: bool = False) -> Link:
        """A link to an organisation, under its abbreviation if it has one."""
        organisation = self.taxonomy.organisations[id]
        name = self.localize(organisation.name)
        label = name if full or not organisation.abbreviation else self.localize(organisation.abbreviation)
        return self.link(("organisation", id), label, str(name) if label != name else "")

    def actor(self, actor: str) -> Link:
        """A link to an organisation, or to a country whose government acted."""
        return self.country(actor) if actor.isupper() else self.organisation(actor, full=True)

    def principle(self, id: str) -> Link:
        """A link to a guiding principle."""
        return self.link(("principle", id), self.localize(self.taxonomy.principles[id].name))

    def theme(self, id: str) -> Link:
        """A link to a theme."""
        return self.link(("theme", id), self.localize(self.taxonomy.theme(id).title))

    def explored(self, label: Localized, **facets: str) -> Link:
        """A link to the explorer with a value of one facet or more chosen: `explored(label, objective="13", country="PA")`."""
        unknown = facets.keys() - set(EXPLORED)
        if unknown:
            raise ValueError(f"the explorer reads no {sorted(unknown)}, only {EXPLORED}")
        return Link(f"{self.href(('explorer',)).removesuffix('#')}?{urlencode(facets)}", label)

    def contributed(self, label: Localized, title: str, **filled: str) -> Link:
        """A link to where a practice can be contributed, with what is known of it filled in."""
        return Link(f"{self.href(('contribute',))}?{urlencode(filled)}", label, title)

    def report(self, record: Practice | Roadmap, part: str, label: Localized) -> Link:
        """A link to the form, opened at a part of a record that is there."""
        return Link(self.correction(record, part), label)

    def correction(self, record: Practice | Roadmap, part: str = "") -> str:
        """The way to the form with a record that is there filled in."""
        filled = {"record": record.id, "part": part, "kind": "roadmap" if isinstance(record, Roadmap) else ""}
        return f"{self.href(('contribute',))}?{urlencode({name: value for name, value in filled.items() if value})}"

    def external(self, url: str, label: Localized) -> Link:
        """A link to another site."""
        return Link(url, label, external=True)

    # Lines

    def line(self, *parts: Part, note: Text | None = None, sources: Iterable[str] = (), badge: str = "") -> Line:
        """One entry of a list or table."""
        return Line(parts, self.localize(note) if note else None, self.sources(sources), badge)

    def text(self, text: Text, sources: Iterable[str] = ()) -> Line:
        """An entry that is words of a record."""
        return self.line(self.localize(text), sources=sources)

    def phrase_line(self, text: str) -> Line:
        """An entry that is words of the interface."""
        return self.line(self.phrase(text))

    def statements(self, statements: Iterable[Statement], *, ordered: bool = False) -> tuple[Block, ...]:
        """Sentences with their sources."""
        lines = tuple(self.statement(each) for each in statements)
        return (Lines(lines, ordered),) if lines else ()

    def statement(self, statement: Statement) -> Line:
        """A sentence, with the lines of documents it rests on."""
        return self.line(self.localize(statement), note=statement.remark, sources=statement.place)

    def texts(self, texts: Iterable[Text]) -> tuple[Block, ...]:
        """Sentences as a list."""
        lines = tuple(self.text(text) for text in texts)
        return (Lines(lines),) if lines else ()

    def sources(self, citations: Iterable[str]) -> tuple[Link, ...]:
        """Where something comes from, each a link to the document's entry."""
        return tuple(self._source(citation) for citation in citations)

    def _source(self, citation: str) -> Link:
        id, _, lines = citation.partition(":")
        self.cited[id] = None
        short = str(self.localize(self.taxonomy.documents[id].short))
        label = self.t.fill("cited_lines", document=short, lines=lines.replace("-", "–").replace(",", ", ")) if lines else short
        return self.link(("sources",), self.phrase(label), str(self.localize(self.taxonomy.documents[id].title)), anchor=id)

    def role(self, role: Role) -> Line:
        """Who did what at an event."""
        who = self.actor(role.actor)
        return self.line(who, note=role.detail, sources=role.source, badge=self.term("actor_role", role.role))

    def field_label(self, field: str, model: str = "Practice") -> str:
        """What a field of a record is called, as the forms have it."""
        label: dict[str, str] = field_descriptions()[model][field]["label"]
        return label[self.lang]

    def objectives(self, objectives: Objectives) -> tuple[Line, ...]:
        """Objectives, each with how it is known."""
        return self.known_objectives(objectives, objectives.all)

    def known_objectives(self, objectives: Objectives, numbers: Iterable[int]) -> tuple[Line, ...]:
        """Some of the objectives, each with how it is known."""
        return tuple(self._known_objective(number, objectives.basis(number)) for number in numbers)

    def _known_objective(self, number: int, basis: str) -> Line:
        return Line((self.objective(number),), badge=self.t[f"basis_{basis}"])

    def joined(self, links: Iterable[Link], separator: str = ", ") -> tuple[Localized | Link, ...]:
        """Links one after another."""
        return tuple(part for link in links for part in (self.phrase(separator), link))[1:]

    def numbers(self, numbers: Iterable[int]) -> Line:
        """Objectives of something else on the page, by their numbers alone where there is room for no more."""
        titles = self.taxonomy.objectives
        with self.aside():
            links = [
                self.link(("objective", str(each)), self.phrase(str(each)), str(self.localize(titles[each].title)))
                for each in numbers
            ]
        return Line(self.joined(links)) if links else self.phrase_line("–")

    def counted(self, number: int, absence: str = "none_recorded_short") -> str:
        """A number, or in words that nothing is recorded: never just a zero, which reads like a finding."""
        return self.t.number(number) if number else self.t[absence]

    def number_of(self, number: int, **filters: str) -> Line:
        """A number that leads to what it counts, or a dash where there is nothing to lead to."""
        return self.line(self.explored(self.phrase(self.t.number(number)), **filters)) if number else self.phrase_line("–")

    def who(self, practice: Practice) -> tuple[Link, ...]:
        """Who runs a practice; beside its title this helps to choose."""
        with self.aside():
            countries = [self.country(code) for code in practice.countries]
            return (*countries, *(self.organisation(id) for id in practice.implementers))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Links that tell of something else on the page are no mention that this page itself makes."""
        own = set(self.mentions)
        yield
        self.mentions = own

    def item(self, roadmap: Roadmap, item: Item) -> Line:
        """A roadmap item on another page: its words, and where it stands."""
        where = self.link(("roadmap", roadmap.id), self.localize(roadmap.label or roadmap.title), anchor=f"item-{item.id}")
        return self.line(self.localize(item.text), self.phrase(" – "), where, badge=self.term("item_status", item.status))

    def pledge(self, pledge: Pledge, record: Practice | Forum | Roadmap | None = None) -> Line:
        """A pledge: its words, whose it is unless the page is that country's, since when, and on another page the record that names it."""
        date = (self.phrase(f" ({self.t.date(pledge.date)})"),) if pledge.date else ()
        country = (
            (self.phrase(" – "), self.country(pledge.country)) if pledge.country and pledge.country not in self.key else ()
        )
        where = (self.phrase(" – "), self.record(record)) if record else ()
        published = (self.phrase(" – "), self.external(pledge.url, self.phrase(self.t.pledge_published))) if pledge.url else ()
        return self.line(self.localize(pledge.text), *date, *country, *where, *published, sources=pledge.source)

    def record(self, record: Practice | Forum | Roadmap) -> Link:
        """A link to a record of any kind."""
        if isinstance(record, Practice):
            return self.practice(record)
        return self.forum(record) if isinstance(record, Forum) else self.roadmap(record)

    # Blocks

    def pledges(self, pledges: Iterable[Pledge]) -> Section:
        """The pledges that a record names."""
        lines = tuple(self.pledge(pledge) for pledge in pledges)
        return self.section("pledges", Lines(lines) if lines else None)

    def pledges_of(self, pairs: Iterable[tuple[Practice | Forum | Roadmap, Pledge]]) -> Section:
        """Pledges on the page of something else, each with the record that names it."""
        lines = tuple(self.pledge(pledge, record) for record, pledge in pairs)
        return self.section("pledges", Lines(lines) if lines else None)

    def facts(self, *rows: tuple[str, Iterable[Line]]) -> Facts:
        """Labels with their lines; a label without any is left out."""
        kept = ((self.t[label], tuple(lines)) for label, lines in rows)
        return Facts(tuple((label, lines) for label, lines in kept if lines))

    def paragraph(self, text: str) -> Paragraph:
        """A sentence of the interface."""
        return Paragraph(self.phrase_line(text))

    def empty(self, name: str) -> Paragraph:
        """A sentence that says that nothing is recorded here."""
        return Paragraph(self.phrase_line(self.t[name]), "empty")

    def archived(self) -> Paragraph:
        """A sentence that says that the record is no longer brought up to date."""
        return Paragraph(self.phrase_line(self.t.archived), "note")

    def note(self, text: Text) -> Paragraph:
        """An editorial remark."""
        return Paragraph(self.text(text), "note")

    def invitation(self, name: str, way: Link | None = None) -> Paragraph:
        """A sentence that asks for a contribution, with the way to make it."""
        way = way or self.link(("contribute",), self.phrase(self.t.how_to_contribute))
        return Paragraph(self.line(self.phrase(f"{self.t[name]} "), way), "invitation")

    def cards(self, practices: Iterable[Practice]) -> Cards:
        """Practices as cards."""
        return Cards(tuple(self._card(practice) for practice in practices))

    def _card(self, practice: Practice) -> Card:
        text = self.localize(practice.short) if practice.short else None
        return Card(self.practice(practice), self.term("practice_kind", practice.kind), text, self.who(practice))

    def practices_or(self, practices: Collection[Practice], absence: str) -> tuple[Block, ...]:
        """The practices as cards, or the sentence `absence` and an invitation."""
        return (self.cards(practices),) if practices else (self.empty(absence), self.invitation("know_one"))

    def practice_lines(self, practices: Iterable[Practice]) -> Lines:
        """Practices as a list, each with who runs it."""
        return Lines(tuple(self.practice_line(practice) for practice in practices))

    def practice_line(self, practice: Practice) -> Line:
        """A practice, who runs it, and its kind."""
        parts = (self.practice(practice), self.phrase(" – "), *self.joined(self.who(practice)))
        return Line(parts, badge=self.term("practice_kind", practice.kind))

    def body(self, record: Record) -> tuple[Block, ...]:
        """The record's body in this language, or in the other and marked as such."""
        if record.body is None:
            return ()
        body = self.localize(record.body)
        return (Prose(self.render_body(body.text), body.lang, body.foreign),)  # type: ignore[arg-type]

    def section(self, name: str, *blocks: Block | None) -> Section:
        """A section under the word `name`; without a block it is left out of the page."""
        return Section(slug_of(self.t[name]), self.t[name], tuple(block for block in blocks if block))

    def editing(self, record: Record, *, file: Line | None = None) -> Section:
        """What the editors say about the record, and the record's own data."""
        rows = self.facts(
            ("record_file", [file or self.phrase_line(record.path)]),
            ("record_review", self._review(record)),
            ("record_translation", self._translation(record)),
            ("record_changes", self._changes(record)),
        )
        notes = tuple(self.note(text) for text in record.notes)
        return self.section("about_record", *notes, rows)

    def _review(self, record: Record) -> Iterator[Line]:
        review, t = record.review, self.t
        yield self.phrase_line(self.term("review_status", review.status))
        who = review.compiled_by or t.site_editors
        yield self.phrase_line(
            t.fill("compiled_dated", who=who, date=t.date(review.compiled_on))
            if review.compiled_on
            else t.fill("compiled", who=who)
        )
        if review.reviewed_by and review.reviewed_on:
            yield self.phrase_line(t.fill("reviewed", who=review.reviewed_by, date=t.date(review.reviewed_on)))
        else:
            yield self.phrase_line(t.not_reviewed)

    def _changes(self, record: Record) -> list[Line]:
        """What was done with the record, and when, the latest first."""
        return [
            self.line(self.phrase(f"{self.t.date(each.on)}: {self.term('change', each.what).lower()}."), note=each.note)
            for each in reversed(record.changes)
        ]

    def _translation(self, record: Record) -> list[Line]:
        translation = record.translation
        if translation is None or translation.into is None:
            return []
        languages = {"origin": self.t[f"language_{translation.origin}"], "target": self.t[f"language_{record.translated_into}"]}
        sentence = self.t.fill("translated", **languages, how=self.term("translation", translation.into))
        outdated = f" {self.t.translation_outdated}" if record.translation_is_outdated else ""
        return [self.phrase_line(f"{sentence}{outdated}")]

    # Pages for paper

    def made_on(self) -> tuple[tuple[str, list[Line]], ...]:
        """On what day a page was made, and where it is read as it is today."""
        url = self.site.published(self.key, self.lang)
        return ("made_on", [self.phrase_line(self.t.day(self.site.built_on))]), ("column_address", [self.phrase_line(url)])

    def blank_table(self, caption: str, *labels: str) -> Table:
        """What the reader fills in."""
        heads = (self.t.what_to_tell, self.t.to_fill_in)
        return Table(self.t[caption], heads, tuple((self.phrase_line(self.t[label]), self.phrase_line("")) for label in labels))

    def cited_documents(self) -> Section:
        """The full titles of the documents that the page cites by their short ones."""
        documents = [self.taxonomy.documents[id] for id in self.cited]
        lines = tuple(self.line(self.localize(each.short), self.phrase(": "), self.localize(each.title)) for each in documents)
        return self.section("cited_documents", Lines(lines) if lines else None)

    def downloads(self, key: Key, label: str = "") -> Downloads:
        """A page as a Word file, and on other pages under its `label` the way to it."""
        way = (self.link(key, self.phrase(label)),) if label else ()
        return Downloads((*way, self._word_file(key)))

    def _word_file(self, key: Key) -> Link:
        """A link to a page's Word file that says its size, once that is known."""
        name = self.addresses.named(key, self.lang, "docx")
        size = self.site.sizes.get(self.addresses.file(key, self.lang, name), 0)
        label = self.t.fill("word_file_sized", size=round(size / 1000)) if size else self.t.word_file
        return Link(self.addresses.relative_file(self.key, self.lang, key, name), self.phrase(label))

    def view(
        self,
        title: Localized,
        *,
        heading: Localized | None = None,
        lead: Localized | None = None,
        kicker: tuple[Link, ...] = (),
        blocks: Iterable[Block] = (),
        sections: Iterable[Section] = (),
        record: Record | None = None,
        correction: str = "",
        description: str = "",
    ) -> View:
        """The page; sections with nothing in them are left out."""
        archived = [self.archived()] if record and record.review.status == "archived" else []
        return View(
            key=self.key,
            lang=self.lang,
            source=self.addresses.source(self.key, self.lang),
            title=title,
            heading=heading or title,
            description=description or str(lead or title),
            kicker=kicker,
            lead=lead,
            blocks=(*archived, *blocks),
            sections=tuple(section for section in sections if section.blocks),
            record=record.path if record else "",
            correction=correction,
            mentions=frozenset(self.mentions),
        )

    def up(self, kind: str) -> tuple[Link, ...]:
        """The way back to the list that a page belongs to."""
        return (self.link((kind,), self.phrase(self.t[kind])),)
