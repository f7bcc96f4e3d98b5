"""Bodies of records: CommonMark without raw HTML, images or attribute lists, cleaned once more at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from gcm.problems.problem import Span, span_at
from gcm.reading.bodies import language_named, open_fence

_TAGS: Final = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES: Final = {"http", "https", "mailto"}
_ENABLED: Final = ["table", "strikethrough", "linkify"]
_DISABLED: Final = ["image"]
_NO_MARKS: Final = frozenset({"sic"})
BULLETS: Final = "•▪●◦‣·"
SIGNS: Final = {
    "footnote": r"\[(?:\^[^\]\s]{1,40}|[0-9]{1,2})\](?![(\[])",
    "picture": r"!\[[^\]\n]{0,300}\]\(|<[iI][mM][gG](?=[\s/>])",
    "markup": r"<(?![iI][mM][gG][\s/>])(?:!--|/?[A-Za-z][A-Za-z0-9:\-]{0,30}(?:\s[^<>]{0,300})?/?>)",
    "task": r"^[ \t]*(?:[\-*+]|[0-9]{1,9}[.)])[ \t]+\[[ xX]\](?=\s)",
    "bullet": rf"^[ \t]*[{BULLETS}](?=\s*\S)",
}
"""What no page shows as it is meant, as a browser looks for it in the lines that are no code; here the Markdown is read first."""

_FOOTNOTE: Final = re.compile(SIGNS["footnote"])
_TAG: Final = re.compile(rf"{SIGNS['markup']}|<[iI][mM][gG][\s/>][^<>]{{0,300}}>?")
_PICTURE: Final = re.compile(r"<img\b", re.IGNORECASE)
_TASK: Final = re.compile(r"\[[ xX]\](?=\s)")
_BULLET: Final = re.compile(rf"^[ \t]*([{BULLETS}])(?=\s*\S)", re.MULTILINE)
_LIST_BULLET: Final = re.compile(rf"^([ \t]*)[{BULLETS}](?=\s*\S)[ \t\u00a0]*")
MARK: Final = re.compile(r"\[([a-z0-9]{2,}(?:-[a-z0-9]+)*|[a-z0-9](?:-[a-z0-9]+)+)\](?![(\[])")
"""The key of a source in brackets."""

_HEADING: Final = re.compile(r"(</?h)([1-6])>")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(_ENABLED).disable(_DISABLED)
    if parser.linkify is not None:
        # Only what says that it is an address becomes a link: a name with a dot in it may be anything.
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
        for scheme in ("ftp:", "//", "mailto:"):
            parser.linkify.add(scheme, None)
    # A relative link of a stranger would lead anywhere on this site; only whole addresses stay links.
    parser.validateLink = lambda url: url.partition(":")[0].lower() in _SCHEMES  # type: ignore[method-assign]
    return parser


_PARSER: Final = _parser()


def render_body(text: str) -> Markup:
    """The Markdown of one language as safe HTML; its headings stand one level below the section's own."""
    html = _HEADING.sub(lambda match: f"{match[1]}{min(6, max(3, int(match[2]) + 1))}>", _PARSER.render(text))
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel="noopener"))  # noqa: S704


def markdown_rules() -> dict[str, list[str]]:
    """What a browser needs to know in order to render a body as `render_body` does."""
    return {"enable": _ENABLED, "disable": _DISABLED, "tags": sorted(_TAGS), "schemes": sorted(_SCHEMES)}


@lru_cache(maxsize=4)  # the checks of a record ask again and again for the same two bodies
def _blocks(text: str) -> Sequence[Token]:
    return _PARSER.parse(text)


def code_lines(text: str) -> frozenset[int]:
    """The lines, counting from 0, that are code and read as they stand."""
    blocks = (block for block in _blocks(text) if block.type in ("fence", "code_block"))
    return frozenset(line for block in blocks for line in range(*(block.map or (0, 0))))


def marks_in(text: str) -> list[str]:
    """The keys of sources that the Markdown names in brackets, in order; what is code reads as it stands."""
    found = (match[1] for block in _blocks(text) for match in MARK.finditer(_words_of(block)))
    return [key for key in found if key not in _NO_MARKS]


def hyphenated(text: str) -> str:
    """The Markdown with hyphens where a word processor put bullets; a browser does the same, so only code between fences stays."""
    lines, fence = text.split("\n"), ""
    for number, line in enumerate(lines):
        before, fence = fence, open_fence(line, fence)
        if not (before or fence):
            lines[number] = _LIST_BULLET.sub(r"\1- ", line)
    return "\n".join(lines)


def links_in(text: str) -> list[str]:
    """Where the links of the Markdown lead, in order."""
    inline = (token for block in _blocks(text) for token in block.children or ())
    return [str(token.attrGet("href")) for token in inline if token.type == "link_open"]


_MOST_ODDITIES: Final = 25
Oddity = Literal["footnote", "markup", "picture", "task", "bullet", "language"]
"""What people write in a body that a page does not show as they mean it."""


def oddities_in(text: str) -> Iterator[tuple[Oddity, str, Span]]:
    """What of the Markdown no page shows as it is meant: the first of each kind, and each footnote, with what stands there and where."""
    around, told = "", set[str]()
    for block in _blocks(text):
        if block.type == "inline" and block.map:
            for oddity, value in _oddities_of(block, around):
                name = value if oddity == "footnote" else oddity
                if name not in told and len(told) < _MOST_ODDITIES:
                    told.add(name)
                    yield oddity, value, _span_of(value, text, block.map)
        elif block.nesting == 1:
            around = "heading" if block.type == "heading_open" else "item" if block.type == "list_item_open" else around
        elif block.type in ("heading_close", "list_item_close"):
            around = ""


def _oddities_of(block: Token, around: str) -> Iterator[tuple[Oddity, str]]:
    words, children = _words_of(block), block.children or []
    yield from (("footnote", match[0]) for match in _FOOTNOTE.finditer(words))
    for match in _TAG.finditer(words):
        yield ("picture" if _PICTURE.match(match[0]) else "markup"), match[0]
    for before, after in pairwise(children):
        if after.type == "link_open" and before.type == "text" and before.content.endswith("!"):
            yield "picture", "!["
    if around == "item" and (task := _TASK.match(words)):
        yield "task", task[0]
    yield from (("bullet", match[1]) for match in _BULLET.finditer(block.content))
    if around == "heading" and language_named(words.strip(" :.*")):
        yield "language", words


def _words_of(block: Token) -> str:
    return "".join(token.content for token in block.children or () if token.type == "text")


def _span_of(value: str, text: str, lines: Sequence[int]) -> Span:
    """Where `value` stands first in a block of the text; the start of the block where its words are divided by other signs."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    start = starts[lines[0]]
    end = starts[lines[1]] if lines[1] < len(starts) else len(text)
    place = text.find(value, start, end)
    return span_at(text, max(place, start), len(value) if place >= 0 else 1)


def span_of_mark(text: str, key: str) -> Span:
    """Where the mark of a source stands first."""
    return span_at(text, max(0, text.find(f"[{key}]")), len(key) + 2)
