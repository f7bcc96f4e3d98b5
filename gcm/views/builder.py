"""Builds one page: its lines and links as blocks, sections and, at the end, a view."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markupsafe import Markup

from gcm.catalogue.listed import CONTINUED, PER_PAGE, number_of_pages
from gcm.language.slugs import SECTION, slug
from gcm.language.text import Lang, Localized, Text
from gcm.models.fields import Pledge
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.models.roadmap import Roadmap
from gcm.views.addresses import Key
from gcm.views.blocks import (
    Block,
    Card,
    Cards,
    Downloads,
    Facts,
    Fold,
    Line,
    Lines,
    Link,
    Pager,
    Paragraph,
    Prose,
    Section,
    Table,
    View,
    cited_documents,
)
from gcm.views.lines import LineBuilder
from gcm.views.site import Site

CARDS: Final = 15
"""Practices of a list that are shown as cards."""

LINES: Final = 40
"""Practices of a list of lines that are not folded."""


def list_and_number(key: Key) -> tuple[Key, int]:
    """The page of the list that a page is a part of, and which part, counted from 1."""
    return (key[1:-1], int(key[-1])) if key[0] == CONTINUED else (key, 1)


class PageBuilder(LineBuilder):
    """Blocks of one page in one language, and the page itself; `render_body` turns a record's Markdown into safe HTML."""

    def __init__(self, site: Site, lang: Lang, key: Key, render_body: Callable[[str], Markup]) -> None:
        super().__init__(site, lang, key)
        self.render_body = render_body

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

    def listed(self, practices: Iterable[Practice], *, as_cards: bool = True) -> tuple[Block, ...]:
        """The practices that the page lists, by title: the first in full, the rest folded, and the ways to where the list goes on."""
        _, number = list_and_number(self.key)
        shown = self.titled(practices)[(number - 1) * PER_PAGE : number * PER_PAGE]
        most, in_full = (CARDS, self.cards) if as_cards else (LINES, self.practice_lines)
        rest = shown[most:]
        folded = (Fold(self.t.count("more_practice", len(rest)), (self.practice_lines(rest),)),) if rest else ()
        return (*((in_full(shown[:most]),) if shown else ()), *folded, *self.pager())

    def pager(self) -> tuple[Pager, ...]:
        """The ways to the pages that the page's list goes on over, if there are several."""
        key, number = list_and_number(self.key)
        pages = number_of_pages(self.catalogue, key)
        if pages == 1:
            return ()
        with self.aside():
            links = [
                self.link((CONTINUED, *key, str(each)) if each > 1 else key, self.phrase(str(each)))
                for each in range(1, pages + 1)
            ]
        return (Pager(self.t.pages_of_list, tuple(links), number),)

    def practice_lines(self, practices: Iterable[Practice]) -> Lines:
        """Practices as a list, each with who runs it."""
        return Lines(tuple(self.practice_line(practice) for practice in practices))

    def body(self, record: Record) -> tuple[Block, ...]:
        """The record's body in this language, or in the other and marked as such."""
        if record.body is None:
            return ()
        body = self.localize(record.body)
        return (Prose(self.render_body(body.text), body.lang, body.foreign),)

    def section(self, name: str, *blocks: Block | None, folded: bool = False) -> Section:
        """A section under the word `name`; without a block it is left out of the page."""
        return Section(self.anchor(name), self.t[name], tuple(block for block in blocks if block), folded=folded)

    def anchor(self, name: str) -> str:
        """The anchor of a section under the word `name`: the published one, whatever the word is today."""
        return slug(SECTION, name, self.lang, self.t[name])

    def editing(self, record: Record, *, file: Line | None = None) -> Section:
        """What the editors say about the record, and the record's own data."""
        rows = self.facts(
            ("record_file", [file or self.phrase_line(record.path)]),
            ("record_review", self._review(record)),
            ("record_translation", self._translation(record)),
            ("record_changes", self._changes(record)),
            ("confirmed_by", [] if isinstance(record, Practice) else self.confirmations(record)),
        )
        notes = tuple(self.note(text) for text in record.notes)
        return self.section("about_record", *notes, rows, folded=True)

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

    def confirmations(self, record: Record) -> list[Line]:
        """The institutions that confirmed a record."""
        names = ((each.institution, self.t.date(each.on)) for each in record.confirmed_by)
        return [self.phrase_line(self.t.fill("confirmed", who=who, date=date)) for who, date in names]

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

    def made_on(self) -> tuple[tuple[str, list[Line]], ...]:
        """On what day a page was made, and where it is read as it is today."""
        url = self.site.published(self.key, self.lang)
        return ("made_on", [self.phrase_line(self.t.day(self.site.built_on))]), ("column_address", [self.phrase_line(url)])

    def blank_table(self, caption: str, *labels: str) -> Table:
        """What the reader fills in."""
        heads = (self.t.what_to_tell, self.t.to_fill_in)
        return Table(self.t[caption], heads, tuple((self.phrase_line(self.t[label]), self.phrase_line("")) for label in labels))

    def _documents(self, cited: Iterable[str]) -> Section:
        """The full titles of the documents that the page cites by their short ones."""
        documents = [self.taxonomy.documents[id] for id in cited]
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
        lists_documents: bool = False,
    ) -> View:
        """The page; sections with nothing in them are left out. One for paper `lists_documents` that it cites, at its end."""
        archived = [self.archived()] if record and record.review.status == "archived" else []
        above, parts = (*archived, *blocks), list(sections)
        if lists_documents:
            parts.append(self._documents(cited_documents((above, parts))))
        return View(
            key=self.key,
            lang=self.lang,
            source=self.addresses.source(self.key, self.lang),
            title=title,
            heading=heading or title,
            description=description or str(lead or title),
            kicker=kicker,
            lead=lead,
            blocks=above,
            sections=tuple(section for section in parts if section.blocks),
            record=record.path if record else "",
            correction=correction,
        )

    def up(self, kind: str) -> tuple[Link, ...]:
        """The way back to the list that a page belongs to."""
        return (self.link((kind,), self.phrase(self.t[kind])),)
