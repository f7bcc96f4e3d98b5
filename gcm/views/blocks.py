"""What a page is made of: sections of a few kinds of blocks, every word chosen, ordered and linked.

A renderer turns each kind of block into HTML, or into the words of another format; it decides nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, is_dataclass
from types import NoneType
from typing import Any, Final, Literal

from markupsafe import Markup

from gcm.language.text import Lang, Localized
from gcm.language.values import value
from gcm.views.addresses import Key


@value
class Link:
    """A way to another page or site, or to where a page's file is edited; `title` is what a pointer resting on it shows.

    `target` is the page of ours that it leads to; one `aside` tells of something else on the page, beside what the page says.
    """

    href: str
    label: Localized
    title: str = ""
    external: bool = False
    edits: bool = False
    target: Key = ()
    aside: bool = False


@dataclass(frozen=True)
class Code:
    """Letters as they stand in a file, in no language."""

    text: str


@dataclass(frozen=True)
class Time:
    """A time in the place's zone, which it names; a script adds the same time in the reader's zone, where that is another.

    `begins` and `ends` are in UTC, `offset` the minutes by which the place's clocks are ahead of it then; `own` and `locale`
    say in which words the script writes.
    """

    begins: str
    shown: str
    zone: str
    offset: int
    own: str
    locale: str
    ends: str = ""
    shown_end: str = ""

    @property
    def text(self) -> str:
        """The same without a script."""
        return f"{self.shown}{'–' if self.shown_end else ''}{self.shown_end}{self.zone}"


@dataclass(frozen=True)
class Countdown:
    """A day as the page prints it; a script adds how far off it is, since a page is read long after it was made."""

    day: str
    text: str


Part = Localized | Link | Code | Time | Countdown
"""A piece of a line."""


@value
class Line:
    """One entry: its words and links in order, a remark, where it comes from, and an anchor of its own."""

    parts: tuple[Part, ...]
    note: Localized | None = None
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


@value
class Paragraph:
    """A sentence or two; the tone says whether it is plain, what a page opens with, a remark, an absence or an invitation."""

    line: Line
    tone: Literal["plain", "lead", "note", "empty", "invitation"] = "plain"
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


@value
class Card:
    """A link with what helps to choose it."""

    link: Link
    kicker: str = ""
    text: Localized | None = None
    tail: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Cards:
    """Cards side by side."""

    cards: tuple[Card, ...]
    kind: Literal["cards"] = "cards"


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first cell of a row is its head.

    On a narrow screen one that `stacks` is shown row by row, each cell a line of its own; where cells are `short`, as numbers are,
    those of a row follow one another.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    anchors: tuple[str, ...] = ()
    stacks: bool = False
    short: bool = False
    kind: Literal["table"] = "table"


@value
class Cell:
    """A cell of a matrix: a link and how dark it is shaded, from 0 for nothing to 4."""

    link: Link
    level: int


@dataclass(frozen=True)
class Matrix:
    """A table of numbers under two heads, each number a link; shade repeats what the number says."""

    caption: str
    corner: str
    heads: tuple[Link, ...]
    rows: tuple[tuple[Line, tuple[Cell, ...]], ...]
    kind: Literal["matrix"] = "matrix"


@dataclass(frozen=True)
class Snippets:
    """Texts to be copied, each under its name and opened on demand."""

    snippets: tuple[tuple[str, str], ...]
    kind: Literal["snippets"] = "snippets"


@dataclass(frozen=True)
class Example:
    """Texts that explain each other, each under its name, opened on demand all at once; no line of theirs is broken."""

    name: str
    texts: tuple[tuple[str, str], ...]
    kind: Literal["example"] = "example"


Widget = Literal["line", "area", "select", "boxes", "picker", "group", "rows"]
"""A line, an area of several, a choice of one, boxes to tick, a long list to pick from, fields of their own, a list of entries."""


@dataclass(frozen=True)
class FormField:
    """One field of a form: `mark` says that it is required, `lang` which language its words are in.

    A choice names the `list` that its values are from, and has them as `options` where they are few. The only one of `fields`
    of a list is an entry of it, which can be `folded`; each has a number in its ids, in the place of `{0}`, in those of a list
    inside that in the place of `{1}`.
    """

    name: str
    id: str
    label: str
    help: str = ""
    mark: str = ""
    widget: Widget = "line"
    lang: str = ""
    folded: bool = False
    lines: int = 1
    keyboard: str = ""
    brief: bool = False
    suggests: bool = False
    list: str = ""
    options: tuple[tuple[str, str], ...] = ()
    fields: tuple[FormField, ...] = ()


@dataclass(frozen=True)
class FormPart:
    """A part of a form under its title; one that is not `open` is folded."""

    id: str
    title: str
    lead: str
    open: bool
    fields: tuple[FormField, ...]


@dataclass(frozen=True)
class Form:
    """A form in which a record is written or corrected; `data` and `preview` are what its scripts need, as JSON.

    `suggestions` are the documents that can be cited, `agreement` what whoever sends the record agrees to, `propose` where such a
    file is proposed, and `mail` the way to send it to the editors, where they have an address.
    """

    record_kind: str
    parts: tuple[FormPart, ...]
    words: Mapping[str, str]
    agreement_title: str
    agreement: tuple[str, ...]
    suggestions: tuple[tuple[str, str], ...]
    data: str
    preview: str
    propose: str
    mail: Link | None
    kind: Literal["form"] = "form"


@dataclass(frozen=True)
class Choose:
    """Whether a practice is in the reader's selection, which only the reader's browser knows; `compare` and `collect` lead on."""

    id: str
    compare: Link
    collect: Link
    kind: Literal["choose"] = "choose"


@dataclass(frozen=True)
class Chosen:
    """Practices that a reader chose, side by side or together: made in the browser.

    `data` and `preview` are what its scripts need, as JSON; `other` leads to the page of the other use.
    """

    use: Literal["compare", "collect"]
    data: str
    preview: str
    other: Link
    kind: Literal["chosen"] = "chosen"


@dataclass(frozen=True)
class Search:
    """The search, which a script works: `names`, `texts` and `root` are the ways to its indexes and to the root that they count from.

    `explorer`, `other` and `contribute` are where to look on; `words` what the script says, as JSON; `browse` lists to read instead.
    """

    parameter: str
    names: str
    texts: str
    root: str
    explorer: str
    other: str
    contribute: str
    words: str
    browse: Lines
    kind: Literal["search"] = "search"


@dataclass(frozen=True)
class Keep:
    """What the device keeps of the site for when there is no connection: the way to its root, and what can be kept with its label."""

    root: str
    choices: tuple[tuple[str, str], ...] = ()
    kind: Literal["keep"] = "keep"


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
    """One step of a timeline; without a date it has none of its own."""

    date: Line
    line: Line
    badge: str = ""


@dataclass(frozen=True)
class Steps:
    """A timeline, in order."""

    steps: tuple[Step, ...]
    kind: Literal["steps"] = "steps"


@dataclass(frozen=True)
class CycleMark:
    """One step in the picture of the cycle: a mark as long as the time that it takes or may be meant, and its label.

    `label` is the room that the label takes, `lines` are its words with whether they are secondary; `leader` joins mark and label.
    """

    kind: Literal["milestone", "held", "announced"]
    box: tuple[int, int, int, int]
    title: str
    lang: Lang
    label: tuple[int, int, int, int]
    lines: tuple[tuple[str, bool], ...]
    leader: tuple[int, int, int, int]
    href: str = ""


@dataclass(frozen=True)
class CyclePanel:
    """The picture of the cycle in one arrangement: its bands with their names, its years, what feeds what, and the steps."""

    id: Literal["wide", "narrow"]
    width: int
    height: int
    bands: tuple[tuple[int, int, str], ...]
    years: tuple[tuple[int, int, int, int, str], ...]
    arrows: tuple[tuple[str, str], ...]
    marks: tuple[CycleMark, ...]


@dataclass(frozen=True)
class CyclePicture:
    """The review cycle in time, arranged for wide and for narrow screens; `legend` says what each sign means."""

    caption: str
    panels: tuple[CyclePanel, ...]
    legend: tuple[tuple[str, str], ...]
    kind: Literal["cycle"] = "cycle"


@dataclass(frozen=True)
class Label:
    """What is printed on a map: a country's sign, name and number, where they stand, and the line to the country.

    Countries that are `tiny` lie so close to one another that a small map has room for their numbers only.
    """

    x: int
    y: int
    anchor: Literal["start", "middle", "end"]
    name: str
    number: str
    sign: str = ""
    line: tuple[int, int, int, int] | None = None
    tiny: bool = False


@dataclass(frozen=True)
class Shape:
    """A country on a map: its shade, and the way to its page if it has one.

    Every link stands on the keyboard's way once; where the same country is drawn again, it is for the pointer only.
    """

    id: str
    path: str
    shade: str
    link: Link | None = None
    label: Label | None = None
    marked: bool = False


@dataclass(frozen=True)
class MapPanel:
    """A part of a map with its caption; `frame` shows where the next part lies in it."""

    id: str
    caption: str
    width: int
    height: int
    shapes: tuple[Shape, ...]
    frame: tuple[int, int, int, int] | None = None


@dataclass(frozen=True)
class CountryMap:
    """A map shaded by number, with what each shade means."""

    panels: tuple[MapPanel, ...]
    legend_caption: str
    legend: tuple[tuple[str, str], ...]
    kind: Literal["map"] = "map"


@dataclass(frozen=True)
class FacetValue:
    """A value to filter by: its id, how many entries have it, and its label, which leads to its page if it has one."""

    id: str
    label: Link | Localized
    count: int
    inner: bool = False


@dataclass(frozen=True)
class Facet:
    """What a list is filtered by: its name in addresses, its label, and its values below their heads."""

    id: str
    label: str
    parts: tuple[tuple[str, tuple[FacetValue, ...]], ...]
    hint: str = ""


Values = tuple[tuple[str, tuple[str, ...]], ...]
"""Facet → the ids of an entry's values in it."""


@dataclass(frozen=True)
class Entry:
    """An entry of the explorer: what is shown of it, and the values it is filtered by."""

    id: str
    link: Link
    kicker: str
    tail: tuple[Localized | Link, ...]
    values: Values
    text: Localized | None = None
    percent: int | None = None


@dataclass(frozen=True)
class Explorer:
    """A list that can be searched, filtered by facets, sorted and downloaded; `rules` say as JSON which words are alike.

    Of its entries the first stand in the page; a script finds what it needs of all in the folder `data`. `home` is the page's
    published address, which those of the entries are completed with in what is downloaded; `cite` is how a list is cited, with
    gaps for its filters, and `locale` how the script writes the day.
    """

    facets: tuple[Facet, ...]
    entries: tuple[Entry, ...]
    total: str
    rules: str
    home: str = ""
    cite: str = ""
    locale: str = ""
    data: str = ""
    kind: Literal["explorer"] = "explorer"


@dataclass(frozen=True)
class ChainRow:
    """A chain in the picture: its sign, its height, and which of its steps are known, with the point that each stands at."""

    sign: str
    y: int
    steps: tuple[tuple[int, bool], ...]
    lines: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class ChainPicture:
    """Chains of steps below their heads: a full point is known, an empty one is not, a line joins steps that are."""

    caption: str
    width: int
    height: int
    heads: tuple[tuple[int, str], ...]
    rows: tuple[ChainRow, ...]
    legend: tuple[str, str]
    kind: Literal["chains"] = "chains"


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: what it counts, how many, and how long it is of 1000."""

    label: Localized | Link
    value: str
    length: int


@dataclass(frozen=True)
class Bars:
    """A bar chart that is a table as well: each row has its label, its bar and its number."""

    caption: str
    heads: tuple[str, str]
    bars: tuple[Bar, ...]
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True)
class Curve:
    """What grew over time: steps of a line, its axes, and the same numbers as a table."""

    caption: str
    width: int
    height: int
    path: str
    ticks_x: tuple[tuple[int, str], ...]
    ticks_y: tuple[tuple[int, str], ...]
    table: Table
    kind: Literal["curve"] = "curve"


@dataclass(frozen=True)
class Space:
    """Room to write, on paper or in Word: what is written there, and how many lines."""

    label: str
    lines: int = 6
    kind: Literal["space"] = "space"


@dataclass(frozen=True)
class Downloads:
    """The page in other formats, to be taken along; on paper there is nothing to take."""

    links: tuple[Link, ...]
    kind: Literal["downloads"] = "downloads"


@dataclass(frozen=True)
class Fold:
    """Blocks that are shown on demand, under a label that says what they are."""

    label: str
    blocks: tuple[Block, ...]
    kind: Literal["fold"] = "fold"


@dataclass(frozen=True)
class Pager:
    """The pages that a list goes on over: the way to each by its number, but for the one that is `here`, counted from 1."""

    label: str
    links: tuple[Link, ...]
    here: int
    kind: Literal["pager"] = "pager"


@dataclass(frozen=True)
class SearchForm:
    """A line for what a reader looks for, sent to the page `action` under the name `field`."""

    action: str
    field: str
    kind: Literal["search-form"] = "search-form"


@dataclass(frozen=True)
class Finder:
    """A form to choose a country and an objective; `data` says as JSON what countries may have in common, for its script."""

    countries: tuple[tuple[str, str], ...]
    objectives: tuple[tuple[str, str], ...]
    data: str
    kind: Literal["finder"] = "finder"


Block = (
    Choose
    | Chosen
    | Keep
    | Search
    | Finder
    | SearchForm
    | Fold
    | Pager
    | ChainPicture
    | Bars
    | Curve
    | Explorer
    | Prose
    | Paragraph
    | Facts
    | Lines
    | Cards
    | Table
    | Matrix
    | Snippets
    | Example
    | Form
    | Numbers
    | Meter
    | Steps
    | CyclePicture
    | CountryMap
    | Space
    | Downloads
)


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading with an anchor; one of a deeper level belongs to the one before it that is less deep.

    One that `breaks` begins a new sheet of paper. One that is `folded` is shown on demand, with all that belongs to it.
    """

    anchor: str
    heading: str
    blocks: tuple[Block, ...]
    level: Literal[2, 3, 4] = 2
    breaks: bool = False
    folded: bool = False


@dataclass(frozen=True)
class View:
    """The data of one page in one language: the file `record` that it is made from, and the way to where that is corrected."""

    key: Key
    lang: Lang
    source: str
    title: Localized
    heading: Localized
    description: str
    kicker: tuple[Link, ...] = ()
    lead: Localized | None = None
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    record: str = ""
    correction: str = ""


_LINKLESS: Final = frozenset((str, Markup, Localized, int, bool, NoneType))
"""The types of nearly all that holds no link."""


def links_in(part: Any) -> list[Link]:
    """Every link inside a view, a block or a group of them, in reading order."""
    found: list[Link] = []
    _collect_links((part,), found)
    return found


def _collect_links(parts: Iterable[Any], found: list[Link]) -> None:
    """A list is filled, since a dossier has thousands of parts."""
    for part in parts:
        kind = type(part)
        if kind is Link:
            found.append(part)
        elif kind is tuple or kind is list:
            _collect_links(part, found)
        elif kind not in _LINKLESS and is_dataclass(part):
            _collect_links(vars(part).values(), found)


_LINE: Final = re.compile(r"--\d+$")
"""What an anchor has behind the document's id where it leads to a part of it."""


def cited_documents(part: Any) -> tuple[str, ...]:
    """The ids of the documents that something cites, each once, in reading order."""
    ways = (link.href.partition("#")[2] for link in links_in(part) if link.target == ("sources",))
    return tuple(dict.fromkeys(_LINE.sub("", id) for id in ways if id))
