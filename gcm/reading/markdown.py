"""Bodies of records: CommonMark without raw HTML, images or attribute lists, cleaned once more at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_TAGS: Final = {
    "a", "blockquote", "br", "code", "em", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES: Final = {"http", "https", "mailto"}
_ENABLED: Final = ["table", "strikethrough"]
_DISABLED: Final = ["image"]
_NO_MARKS: Final = frozenset({"sic"})
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\s]{1,40})\]")
MARK: Final = re.compile(r"\[([a-z0-9]{2,}(?:-[a-z0-9]+)*|[a-z0-9](?:-[a-z0-9]+)+)\](?![(\[])")
"""The key of a source in brackets."""

_HEADING: Final = re.compile(r"(</?h)([1-6])>")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(_ENABLED).disable(_DISABLED)
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


def code_lines(text: str) -> frozenset[int]:
    """The lines, counting from 0, that are code and read as they stand."""
    blocks = (block for block in _PARSER.parse(text) if block.type in ("fence", "code_block"))
    return frozenset(line for block in blocks for line in range(*(block.map or (0, 0))))


def marks_in(text: str) -> list[str]:
    """The keys of sources that the Markdown names in brackets, in order; what is code reads as it stands."""
    return [match[1] for words in _words_of(text) for match in MARK.finditer(words) if match[1] not in _NO_MARKS]


def footnotes_in(text: str) -> list[str]:
    """The names of footnotes, which no page shows as such."""
    return [match[1] for words in _words_of(text) for match in _FOOTNOTE.finditer(words)]


def _words_of(text: str) -> Iterator[str]:
    for block in _PARSER.parse(text):
        yield "".join(token.content for token in block.children or () if token.type == "text")


def links_in(text: str) -> list[str]:
    """Where the links of the Markdown lead, in order."""
    inline = (token for block in _PARSER.parse(text) for token in block.children or ())
    return [str(token.attrGet("href")) for token in inline if token.type == "link_open"]
