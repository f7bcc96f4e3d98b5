"""The blocks of a view as paragraphs and tables of Word.

The XML is put together as text: there are many files, and a tree of elements takes several times as long. Every word of it
goes through `words_xml`, in `_run` or in an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import Any, Final
from urllib.parse import urljoin

from lxml import html as lxml_html

from gcm.exports.word_frame import TAGS, TEXT_WIDTH, words_xml
from gcm.language.text import Lang, Localized
from gcm.views.blocks import Block, Code, Facts, Line, Lines, Link, Paragraph, Part, Prose, Section, Space, Table, View

TWIPS: Final = TEXT_WIDTH // 635
"""The width of the text in twentieths of a point, as tables measure."""

BULLETS: Final = 1
"""The list of bullets; lists with numbers have the numbers above it, one each."""

_LONGEST: Final = 64
"""Characters of the name of a field; with more, Word calls the file damaged."""

SCREEN_ONLY: Final = frozenset(
    {"choose", "chosen", "downloads", "form", "keep", "chains", "cycle", "map", "pager", "finder", "search", "search-form"}
)
"""Kinds of blocks that paper is without: forms, what is taken along, and pictures whose words stand beside them."""


class WordBody:
    """The body of one file: its XML, and what other parts of the file must know of it."""

    def __init__(self, view: View, address: str) -> None:
        self.address = address
        self.links: dict[str, str] = {}
        self.lists = BULLETS
        self.rooms = 0
        anchors = [*(section.anchor for section in view.sections), *_anchored(view)]
        self.marks = {anchor: position for position, anchor in enumerate(anchors, 1)}
        xml = "".join(self._view(view))
        # Word wants a paragraph after a table that ends the text.
        self.xml = xml if xml.endswith("</w:p>") else xml + _paragraph("Normal", "")

    def _view(self, view: View) -> Iterator[str]:
        yield _paragraph("Title", self._localized(view.heading))
        if view.lead:
            yield _paragraph("Subtitle", self._localized(view.lead))
        yield from map(self._block, view.blocks)
        for section in view.sections:
            yield self._heading(section)
            yield from map(self._block, section.blocks)

    def _heading(self, section: Section) -> str:
        mark = self.marks[section.anchor]
        begin, end = f'<w:bookmarkStart w:id="{mark}" w:name="part_{mark}"/>', f'<w:bookmarkEnd w:id="{mark}"/>'
        breaks = "<w:pageBreakBefore/>" if section.breaks else ""
        return _paragraph(f"Heading{section.level - 1}", f"{begin}{_run(section.heading)}{end}", breaks)

    def _block(self, block: Block) -> str:
        return "" if block.kind in SCREEN_ONLY else RENDERERS[block.kind](self, block)

    # Words

    def _localized(self, text: Localized, style: str = "") -> str:
        return _run(text.text, style, text.lang if text.foreign else None)

    def _part(self, part: Part) -> str:
        if isinstance(part, Link):
            return self._link(part)
        return (
            self._localized(part)
            if isinstance(part, Localized)
            else _run(part.text, "HTMLCode" if isinstance(part, Code) else "")
        )

    def _link(self, link: Link) -> str:
        """A link inside the file where it leads to another part of it, else one with a whole address."""
        words = self._localized(link.label, "Hyperlink")
        if link.href.startswith("#") and link.href[1:] in self.marks:
            return f'<w:hyperlink w:anchor="part_{self.marks[link.href[1:]]}" w:history="1">{words}</w:hyperlink>'
        id = self.links.setdefault(urljoin(self.address, link.href), f"link{len(self.links) + 1}")
        tip = f' w:tooltip="{words_xml(link.title[:250])}"' if link.title else ""
        return f'<w:hyperlink r:id="{id}"{tip} w:history="1">{words}</w:hyperlink>'

    def _line(self, line: Line) -> str:
        """The words of an entry, marked where another part of the file leads to them."""
        words = self._words(line)
        if line.anchor not in self.marks:
            return words
        mark = self.marks[line.anchor]
        return f'<w:bookmarkStart w:id="{mark}" w:name="part_{mark}"/>{words}<w:bookmarkEnd w:id="{mark}"/>'

    def _words(self, line: Line) -> str:
        runs = "".join(map(self._part, line.parts))
        if line.badge:
            runs += _run(f" ({line.badge})", "Emphasis")
        if line.note:
            runs += _run(" ") + self._localized(line.note, "SubtleEmphasis")
        if line.sources:
            runs += self._sources(line.sources)
        return runs

    def _sources(self, sources: Sequence[Link]) -> str:
        """Documents are named; to a source in the same file leads its number."""
        if not any(source.href[1:] in self.marks for source in sources):
            return _run(f" [{'; '.join(str(source.label) for source in sources)}]", "SubtleReference")
        ways = (
            self._link(each) if each.href[1:] in self.marks else _run(str(each.label), "SubtleReference") for each in sources
        )
        return _run(" [", "SubtleReference") + _run("; ", "SubtleReference").join(ways) + _run("]", "SubtleReference")

    def _items(self, lines: Iterable[Line], level: int = 0, numbers: int = BULLETS, style: str = "") -> str:
        """Entries of a list, each with those below it; in a cell of a table they are of its `style`."""
        return "".join(
            _item(self._line(line), level, numbers, style) + self._items(line.more, level + 1, style=style) for line in lines
        )

    # Blocks

    def _paragraph(self, block: Any) -> str:
        style = _TONES[block.tone]
        return _paragraph(style, self._line(block.line)) + self._items(block.line.more) if style else ""

    def _lines(self, block: Lines) -> str:
        if not block.ordered:
            return self._items(block.lines)
        self.lists += 1
        return self._items(block.lines, numbers=self.lists)

    def _facts(self, block: Any) -> str:
        rows = (
            (_paragraph("NoSpacing", _run(label, "Strong")), "".join(map(self._in_cell, lines))) for label, lines in block.rows
        )
        return _table("", (), list(rows), (TWIPS * 27 // 100, TWIPS * 73 // 100))

    def _in_cell(self, line: Line) -> str:
        """A line in a cell of a table; what stands below it is a list of its own unless it is all there is."""
        if line.parts or not line.more:
            return _paragraph("NoSpacing", self._line(line)) + self._items(line.more, style="NoSpacing")
        return "".join(map(self._in_cell, line.more))

    def _table(self, block: Table) -> str:
        rows = [tuple(map(self._in_cell, row)) for row in block.rows]
        return _table(block.caption, block.heads, rows, _widths(block))

    def _matrix(self, block: Any) -> str:
        heads = (block.corner, *(str(head.label) for head in block.heads))
        rows = tuple((head, *(Line((cell.link,)) for cell in cells)) for head, cells in block.rows)
        return self._table(Table(block.caption, heads, rows))

    def _bars(self, block: Any) -> str:
        rows = tuple((Line((bar.label,)), Line((Localized(bar.value, "es"),))) for bar in block.bars)
        return self._table(Table(block.caption, block.heads, rows))

    def _cards(self, block: Any) -> str:
        return "".join(self._card(card.link, card.kicker, card.text, card.tail) for card in block.cards)

    def _explorer(self, block: Any) -> str:
        return "".join(self._card(entry.link, entry.kicker, entry.text, entry.tail) for entry in block.entries)

    def _card(self, link: Link, kicker: str, text: Localized | None, tail: Sequence[Part]) -> str:
        runs = self._link(link) + (_run(f" ({kicker})", "Emphasis") if kicker else "")
        if text:
            runs += _run(" ") + self._localized(text)
        for part in tail:
            runs += _run(" · ") + self._part(part)
        return _item(runs, 0, BULLETS)

    def _steps(self, block: Any) -> str:
        return "".join(self._step(step.date, step.badge, step.line) for step in block.steps)

    def _step(self, date: Line, badge: str, line: Line) -> str:
        when = self._line(date) + (_run(f" ({badge})", "Emphasis") if badge else "")
        return _item(f"{when}{_run(': ')}{self._line(line)}", 0, BULLETS) + self._items(line.more, 1)

    def _numbers(self, block: Any) -> str:
        return "".join(_item(_run(f"{value} ", "Strong") + self._line(what), 0, BULLETS) for value, what in block.numbers)

    def _texts(self, texts: Iterable[tuple[str, str]]) -> str:
        """Texts to be copied, each under its name."""
        return "".join(_paragraph("Normal", _run(name, "Strong")) + _lines_as_they_stand(text) for name, text in texts)

    def _space(self, block: Space) -> str:
        """A field that is written in, ruled for those who print it."""
        self.rooms += 1
        name = words_xml(block.label[:_LONGEST])
        about = f'<w:alias w:val="{name}"/><w:tag w:val="room-{self.rooms}"/><w:id w:val="{self.rooms}"/><w:showingPlcHdr/>'
        kept = "<w:keepNext/>"
        label = _paragraph("Room", _run(block.label, "PlaceholderText"), kept)
        lines = f"{label}{_paragraph('Room', '', kept) * (block.lines - 1)}{_paragraph('Room', '')}"
        return f"<w:sdt><w:sdtPr>{about}</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"

    def _prose(self, block: Prose) -> str:
        lang = block.lang if block.foreign else None
        elements = lxml_html.fragments_fromstring(str(block.html))
        return "".join(self._element(each, lang) for each in elements if not isinstance(each, str))

    def _element(self, element: Any, lang: Lang | None) -> str:
        """A part of a body: a heading, a paragraph, a list, a quotation, lines as they stand."""
        if element.tag in ("ul", "ol"):
            return self._list(element, lang, 0)
        if element.tag == "blockquote":
            return "".join(_paragraph("Quote", self._inline(each, lang)) for each in element)
        if element.tag == "pre":
            return _lines_as_they_stand(element.text_content(), lang)
        style = f"Heading{min(int(element.tag[1]) - 1, 4)}" if re.fullmatch("h[1-6]", element.tag) else "Normal"
        return _paragraph(style, self._inline(element, lang))

    def _list(self, element: Any, lang: Lang | None, level: int) -> str:
        numbers = BULLETS
        if element.tag == "ol":
            self.lists += 1
            numbers = self.lists
        found = []
        for entry in element:
            found.append(_item(self._inline(entry, lang), level, numbers))
            found += [self._list(inner, lang, level + 1) for inner in entry if inner.tag in ("ul", "ol")]
        return "".join(found)

    def _inline(self, element: Any, lang: Lang | None, marks: str = "") -> str:
        """The words of an element with their weight, slant and links; lists inside it stand for themselves."""
        found = [_run(element.text, "", lang, marks)] if element.text else []
        for inner in element:
            if inner.tag == "a":
                found.append(
                    self._link(Link(inner.get("href"), Localized(inner.text_content(), lang or "es", lang is not None)))
                )
            elif inner.tag == "br":
                found.append("<w:r><w:br/></w:r>")
            elif inner.tag not in ("ul", "ol"):
                found.append(self._inline(inner, lang, marks + _MARKS.get(inner.tag, "")))
            found += [_run(inner.tail, "", lang, marks)] if inner.tail else []
        return "".join(found)


def _anchored(view: View) -> Iterator[str]:
    """The anchors of entries that other parts of a page lead to."""
    for block in (*view.blocks, *(block for section in view.sections for block in section.blocks)):
        if isinstance(block, Lines):
            yield from (line.anchor for line in block.lines if line.anchor)
        elif isinstance(block, Facts):
            yield from (line.anchor for _, lines in block.rows for line in lines if line.anchor)
        elif isinstance(block, Paragraph) and block.line.anchor:
            yield block.line.anchor


_MARKS: Final = {"strong": "<w:b/>", "em": "<w:i/>"}

_TONES: Final = {"plain": "Normal", "lead": "Subtitle", "note": "IntenseQuote", "empty": "Quote", "invitation": ""}
"""Tone → style; what invites to the site is not for paper."""


@lru_cache(maxsize=10_000)  # labels, titles and sources come again and again
def _run(text: str, style: str = "", lang: Lang | None = None, marks: str = "") -> str:
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    foreign = f'<w:lang w:val="{TAGS[lang]}"/>' if lang else ""
    properties = f"<w:rPr>{look}{marks}{foreign}</w:rPr>" if look or marks or foreign else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words_xml(text)}</w:t></w:r>'


def _paragraph(style: str, runs: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{runs}</w:p>'


def _item(runs: str, level: int, numbers: int, style: str = "") -> str:
    style = style or ("ListBullet" if numbers == BULLETS else "ListNumber")
    place = f'<w:numPr><w:ilvl w:val="{min(level, 8)}"/><w:numId w:val="{numbers}"/></w:numPr>'
    return _paragraph(style, runs, place)


def _lines_as_they_stand(text: str, lang: Lang | None = None) -> str:
    return "".join(_paragraph("HTMLPreformatted", _run(line, "", lang)) for line in text.splitlines())


def _table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose head is repeated on every page, and whose rows are not cut."""
    caption_xml = f'<w:tblCaption w:val="{words_xml(caption)}"/>' if caption else ""
    look = f'<w:tblLook w:val="04A0" w:firstRow="{int(bool(heads))}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = (
        _row([_paragraph("NoSpacing", _run(each, "Strong"), "<w:keepNext/>") for each in heads], widths, _HEAD, _SHADE)
        if heads
        else ""
    )
    body = "".join(_row(row, widths, _WHOLE + (_TO_FILL if _BLANK in row else "")) for row in rows)
    return (
        f'{_paragraph("Caption", _run(caption)) if caption else ""}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}{caption_xml}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"
    )


_WHOLE: Final = "<w:cantSplit/>"
_HEAD: Final = "<w:cantSplit/><w:tblHeader/>"
_SHADE: Final = '<w:shd w:val="clear" w:color="auto" w:fill="EEF5F7"/>'


def _row(cells: Iterable[str], widths: Iterable[int], kind: str, shade: str = "") -> str:
    cells_xml = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{kind}</w:trPr>{cells_xml}</w:tr>"


_TO_FILL: Final = '<w:trHeight w:val="567" w:hRule="atLeast"/>'
"""Room for a line by hand."""


_BLANK: Final = _paragraph("NoSpacing", _run(""))
"""A cell to be filled in."""

_EMPTY: Final = 60
"""A column to be filled in is as wide as if it held so many letters."""

_LETTER: Final = 115
"""The width of a letter in a table, in twentieths of a point; the lines beside a cell take as much as two."""


def _widths(block: Table) -> tuple[int, ...]:
    """Each column holds its longest word; of the rest those that hold more get more, though not in proportion."""
    columns = zip(*block.rows, strict=True) if block.rows else [()] * len(block.heads)
    held = [[" ".join(_words(cell)) for cell in cells] for cells in columns]
    words = [" ".join((head, *texts)).split() for head, texts in zip(block.heads, held, strict=True)]
    least = [_LETTER * (2 + max(map(len, each), default=0)) for each in words]
    shares = [sqrt(sum(map(len, texts)) / max(len(texts), 1) or _EMPTY) for texts in held]
    rest = max(TWIPS - sum(least), 0) / sum(shares)
    wanted = [width + rest * share for width, share in zip(least, shares, strict=True)]
    return tuple(int(TWIPS * width / sum(wanted)) for width in wanted)


def _words(line: Line) -> Iterator[str]:
    """The words of a line and of those below it."""
    yield from (part.label.text if isinstance(part, Link) else part.text for part in line.parts)
    for each in line.more:
        yield from _words(each)


RENDERERS: Final[Mapping[str, Callable[[WordBody, Any], str]]] = {
    "paragraph": WordBody._paragraph,
    "facts": WordBody._facts,
    "lines": WordBody._lines,
    "cards": WordBody._cards,
    "explorer": WordBody._explorer,
    "table": WordBody._table,
    "matrix": WordBody._matrix,
    "bars": WordBody._bars,
    "curve": lambda body, block: body._table(block.table),
    "snippets": lambda body, block: body._texts(block.snippets),
    "example": lambda body, block: body._texts(block.texts),
    "numbers": WordBody._numbers,
    "meter": lambda body, block: _paragraph("Normal", _run(block.label)),
    "steps": WordBody._steps,
    "space": WordBody._space,
    "fold": lambda body, block: "".join(map(body._block, block.blocks)),
    "prose": WordBody._prose,
}
"""Kind of block → what writes it."""
