"""Statements with the numbers that lead to their sources, and the list of these with the ways back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, cast

from markupsafe import Markup, escape

from gcm.language.text import Lang, Localized
from gcm.models.fields import Reply, Source, Statement
from gcm.models.record import Record
from gcm.reading.markdown import MARK
from gcm.taxonomy.publishers import publisher_in
from gcm.views.blocks import Block, Line, Lines, Link, Paragraph, Part, Prose, Section
from gcm.views.builder import PageBuilder

PRACTISED: Final = ("implementation", "timeline", "legal_basis", "beneficiaries", "reach", "cost")
"""The fields of a practice that stand side by side under one heading; what else is told has headings of its own."""

SECTIONS: Final = ("results", "lessons", "replication_needs", "current_status", "context")
"""Those that come after them, each under its own heading."""

FEW: Final = 6
"""More sources than these are shown on demand: every number leads to its own."""

_CODE_OR_MARK: Final = re.compile(rf"<(code|pre)\b.*?</\1>|{MARK.pattern}", re.DOTALL)
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


class Citations:
    """The sources of a record as its page numbers them: in the order in which the page names them."""

    def __init__(self, page: PageBuilder, record: Record) -> None:
        self.page = page
        self.sources = {source.key: source for source in record.sources}
        self.uses: dict[str, list[str]] = {}

    def anchor(self) -> str:
        """A name for the next place that cites."""
        return f"cite-{1 + sum(map(len, self.uses.values()))}"

    def marks(self, keys: Iterable[str], anchor: str) -> tuple[Link, ...]:
        """The numbers of sources, each the way to its entry in the list; `anchor` is the way back."""
        marks = (self._mark(self.sources[key], anchor) for key in keys if key in self.sources)
        return tuple(sorted(marks, key=lambda mark: int(mark.label.text)))

    def _mark(self, source: Source, anchor: str) -> Link:
        """The number of a source, with who published it where it stands first."""
        publisher = "" if source.key in self.uses else publisher_in(source.publisher, self.page.lang)
        self.uses.setdefault(source.key, []).append(anchor)
        number = list(self.uses).index(source.key) + 1
        return Link(f"#ref-{number}", self.page.phrase(str(number)), publisher)

    def statement(self, statement: Statement, *, dated: bool = True) -> Line:
        """A sentence with its date, its sources, and what institutions reply to it."""
        page, anchor = self.page, self.anchor()
        marks = self.marks(statement.sources, anchor)
        return Line(
            (page.localize(statement),),
            note=page.localize(statement.remark) if statement.remark else None,
            sources=(*marks, *page.sources(statement.place)),
            badge=page.t.date(statement.as_of) if dated and statement.as_of else "",
            more=tuple(_reply(page, reply) for reply in statement.replies),
            anchor=anchor if marks else "",
        )

    def statements(self, statements: Iterable[Statement], *, ordered: bool = False) -> tuple[Block, ...]:
        """Sentences as a list."""
        lines = tuple(self.statement(each) for each in statements)
        return (Lines(lines, ordered),) if lines else ()

    def lead(self, statements: Iterable[Statement]) -> Iterator[Block]:
        """The sentences that a page opens with."""
        yield from (Paragraph(self.statement(each, dated=False), "lead") for each in statements)

    def prose(self, blocks: Iterable[Block]) -> Iterator[Block]:
        """A body whose marks `[key]` are numbers too; what is code stays as it stands."""
        for block in blocks:
            yield Prose(self._marked(block.html), block.lang, block.foreign) if isinstance(block, Prose) else block

    def _marked(self, html: str) -> Markup:
        def number(match: re.Match[str]) -> str:
            if not match[2] or match[2] not in self.sources:
                return match[0]
            (mark,) = self.marks([match[2]], anchor := self.anchor())
            title = f' title="{escape(mark.title)}"' if mark.title else ""
            return f'<a class="gcm-mark" id="{anchor}" href="{mark.href}"{title}>[{mark.label}]</a>'

        return Markup(_CODE_OR_MARK.sub(number, str(html)))  # noqa: S704  (the body is clean, and what is put in is escaped)

    def section(self, *, whole: bool = True) -> Section:
        """The sources that the page names, by their numbers; those of a `whole` record that it names nowhere come last."""
        for key in self.sources if whole else ():
            self.uses.setdefault(key, [])
        together = _consulted_together(self.sources[key] for key in self.uses)
        lines = tuple(self._entry(number, key, is_dated=together is None) for number, key in enumerate(self.uses, 1))
        reading = (self.page.paragraph(self.page.t.sources_reading),) if lines else ()
        said = (self.page.paragraph(_consulted(self.page, together, "sources")),) if together else ()
        entries = (Lines(lines, ordered=True),) if lines else ()
        return self.page.section("sources", *reading, *said, *entries, folded=len(lines) > FEW)

    def _entry(self, number: int, key: str, *, is_dated: bool) -> Line:
        page, source = self.page, self.sources[key]
        back = _ways_back(page, self.uses[key])
        kept = (page.external(source.archived, page.phrase(page.t.archived_copy)),) if source.archived else ()
        return Line(
            (
                page.external(source.url, _title(page, source)),
                page.phrase(f" – {publisher_in(source.publisher, page.lang)}. {_about(page, source, is_dated=is_dated)}"),
                *kept,
                *back,
            ),
            note=page.localize(source.note) if source.note else None,
            badge=page.term("source_type", source.type) if source.type else "",
            anchor=f"ref-{number}",
        )


def _title(page: PageBuilder, source: Source) -> Localized:
    """The title in its own language, which need not be one of the site's."""
    lang = source.language or page.lang
    return Localized(source.title, cast("Lang", lang), foreign=lang != page.lang)


def _consulted_together(sources: Iterable[Source]) -> Source | None:
    """One of several sources that were all read on the same day in the same way, which is then told once."""
    listed = [*sources]
    ways = {(each.consulted, each.from_copy) for each in listed}
    return listed[0] if len(listed) > 1 and len(ways) == 1 and listed[0].consulted else None


def _consulted(page: PageBuilder, source: Source, what: Literal["source", "sources"]) -> str:
    """When it was read, and whether in a copy: of one source, or of all together."""
    date = page.t.date(source.consulted) if source.consulted else ""
    return page.t.fill(f"{what}_copy_consulted" if source.from_copy else f"{what}_consulted", date=date)


def _about(page: PageBuilder, source: Source, *, is_dated: bool) -> str:
    """When it was published, in which language, and, unless that is told of all, when and how it was read."""
    t = page.t
    parts = [t.fill("source_published", date=t.date(source.date)) if source.date else ""]
    parts.append(t.fill("source_in", language=page.term("source_language", source.language)) if source.language else "")
    if source.consulted and is_dated:
        parts.append(_consulted(page, source, "source"))
    if source.unreachable_since:
        parts.append(t.fill("source_unreachable", date=t.date(source.unreachable_since)))
    said = "; ".join(filter(None, parts))
    return f"{said[:1].upper()}{said[1:]}. " if said else ""


def _ways_back(page: PageBuilder, anchors: list[str]) -> tuple[Part, ...]:
    """The way back to each place that names the source: an arrow, with a letter where there are several; the first says what it is."""
    several = len(anchors) > 1
    labels = [f"↩{_letter(position)}" if several else "↩" for position in range(len(anchors))]
    titles = (page.t.back_to_text, *[""] * len(anchors))
    return tuple(
        part
        for label, anchor, title in zip(labels, anchors, titles, strict=False)
        for part in (page.phrase(" "), Link(f"#{anchor}", page.phrase(label), title))
    )


def _letter(position: int) -> str:
    return _LETTERS[position] if position < len(_LETTERS) else str(position + 1)


def _reply(page: PageBuilder, reply: Reply) -> Line:
    who = page.t.fill("replies", who=reply.by, date=page.t.date(reply.on))
    published = (page.phrase(" "), page.external(reply.url, page.phrase(page.t.reply_published))) if reply.url else ()
    return page.line(page.phrase(f"{who} "), page.localize(reply), *published)


def joined_labels(page: PageBuilder, fields: Iterable[str]) -> str:
    """Fields of a practice by what they are called, as a sentence names them."""
    labels = [page.field_label(field) for field in fields]
    return page.t.join([label[:1].lower() + label[1:] for label in labels])
