"""What a page is made of: sections of a few kinds of blocks, every word chosen, ordered and linked.

A renderer turns each kind of block into HTML, or into the words of another format; it decides nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from markupsafe import Markup

from gcm.addresses import Key
from gcm.language import Lang, Said


@dataclass(frozen=True)
class Link:
    """A way to another page or site; `title` is what a pointer resting on it shows."""

    href: str
    label: Said
    title: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Line:
    """One entry: its words and links in order, a remark, where it comes from, and an anchor of its own."""

    parts: tuple[Said | Link, ...]
    note: Said | None = None
    sources: tuple[Link, ...] = ()
    badge: str = ""
    more: tuple[Line, ...] = ()
    anchor: str = ""


@dataclass(frozen=True)
class Prose:
    """The body of a record as safe HTML."""

    html: Markup
    lang: Lang
    foreign: bool = False
    kind: Literal["prose"] = "prose"


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two; the tone says whether it is plain, a remark, an absence or an invitation."""

    line: Line
    tone: Literal["plain", "note", "empty", "invitation"] = "plain"
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Labels, each with one line or more."""

    rows: tuple[tuple[str, tuple[Line, ...]], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True)
class Lines:
    """A list."""

    lines: tuple[Line, ...]
    ordered: bool = False
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True)
class Card:
    """A link with what helps to choose it."""

    link: Link
    kicker: str = ""
    text: Said | None = None
    tail: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Cards side by side."""

    cards: tuple[Card, ...]
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row is its head."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    anchors: tuple[str, ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class Numbers:
    """Figures, each with what it counts."""

    numbers: tuple[tuple[str, Line], ...]
    kind: Literal["numbers"] = "numbers"


@dataclass(frozen=True)
class Meter:
    """A share of 100 with its label."""

    percent: int
    label: str
    kind: Literal["meter"] = "meter"


@dataclass(frozen=True)
class Step:
    """One step of a timeline."""

    date: str
    line: Line
    badge: str = ""


@dataclass(frozen=True)
class Steps:
    """A timeline, in order."""

    steps: tuple[Step, ...]
    kind: Literal["steps"] = "steps"


Block = Prose | Paragraph | Facts | Lines | Cards | Table | Numbers | Meter | Steps


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading with an anchor."""

    anchor: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class View:
    """The data of one page in one language; `mentions` are the pages that it links to."""

    key: Key
    lang: Lang
    source: str
    alternate: str
    title: Said
    heading: Said
    description: str
    kicker: tuple[Link, ...] = ()
    lead: Said | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    record: str = ""
    foreign_url: str = ""
    search_text: str = ""
    mentions: frozenset[Key] = field(default_factory=frozenset)
