"""View → page: its HTML, what the search finds of it, and where it is edited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from gcm.abbreviations import explain_abbreviations
from gcm.addresses import Addresses, Key
from gcm.catalogue import Catalogue
from gcm.language import Lang, fold
from gcm.views import View, build_views
from gcm.views.blocks import Block
from gcm.words import words

SEARCH_LENGTH: Final = 500
"""Characters of a page's text that the search keeps: the index is fetched whole, on poor connections too."""

_TAG: Final = re.compile(r"<[^>]+>")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True)
class Page:
    """A rendered page; `sections` are its anchors with their headings, for the table of contents."""

    key: Key
    lang: Lang
    source: str
    title: str
    description: str
    html: str
    alternate: str
    record: str
    sections: tuple[tuple[str, str], ...]
    text: str


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def render_page(view: View) -> Page:
    """The view as HTML that can be put into the site's frame as it is."""
    html = _templates().get_template("page.html").render(view=view, t=words(view.lang))
    return Page(
        key=view.key,
        lang=view.lang,
        source=view.source,
        title=str(view.title),
        description=view.description,
        html=explain_abbreviations(html, view.lang),
        alternate=view.alternate,
        record=view.record,
        sections=tuple((section.anchor, section.heading) for section in view.sections),
        text=search_text(f"{view.search_text} {html.partition('</h1>')[2]}"),
    )


def render_block(block: Block, lang: Lang) -> str:
    """One block alone, for a hand-written page."""
    module = _templates().get_template("blocks.html").make_module({"t": words(lang)})
    return str(module.render(block))  # type: ignore[attr-defined]


def render_pages(catalogue: Catalogue, addresses: Addresses, lang: Lang) -> Iterator[Page]:
    """Every generated page in `lang`."""
    return (render_page(view) for view in build_views(catalogue, addresses, lang))


def search_text(html: str) -> str:
    """The first words of `html` as plain text, at most `SEARCH_LENGTH` characters."""
    text = " ".join(unescape(_TAG.sub(" ", html)).split())
    return text if len(text) <= SEARCH_LENGTH else text[:SEARCH_LENGTH].rsplit(" ", 1)[0]


def search_entry(title: str, text: str, location: str) -> dict[str, str]:
    """An entry of the search index, whose reader takes title and text for HTML; see `_folded` for the other two fields."""
    return {
        "location": location,
        "title": str(escape(title)),
        "title_fold": _folded(title),
        "text": str(escape(text)),
        "fold": _folded(text),
    }


def _folded(text: str) -> str:
    """Lets `Mexico` find `México`: the words that differ when folded, folded."""
    return " ".join(sorted({fold(word) for word in _WORD.findall(text) if fold(word) != word.casefold()}))
