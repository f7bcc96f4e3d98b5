"""What stands around the pages: the theme renders it once for each shape of page, and every page of that shape is put into it.

What differs from page to page is a marker when the theme renders the frame: a name between two signs that no text holds. Two
entries in the list of contents are enough to know how any number of them reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Final

from gcm.language.text import LANGS, other
from gcm.site.metadata import metadata_html
from gcm.site.pages import Page
from gcm.site.structured_data import Described
from gcm.views.site import Site

_MARKER: Final = re.compile("\ue000(.*?)\ue001")
_INDENTATION: Final = re.compile(r"\s*\n\s*")


def marker(name: str) -> str:
    """What stands in a frame for what is a page's own."""
    return f"\ue000{name}\ue001"


CONTENT: Final = "content<h1"
"""The marker of what the page says, by name; the theme gives a heading to a page in which it sees none."""

MARKERS: Final = {
    name: marker(name)
    for name in ("title", "description", "canonical", "url_es", "url_en", "other", "correction", "edit", "metadata", CONTENT)
}
"""What is a page's own, and what stands for it in a frame."""

ENTRIES: Final = tuple((marker(f"id{number}"), marker(f"name{number}")) for number in (1, 2))
"""The list of contents of a frame: anchors and headings."""


def strip_indentation(html: str) -> str:
    """The page without the indentation of the theme's templates, a fifth of it; what the page itself says stays as it is."""
    before, article, rest = html.partition("<article")
    inside, end, after = rest.partition("</article>")
    return "".join((_INDENTATION.sub("\n", before), article, inside, end, _INDENTATION.sub("\n", after)))


@dataclass(frozen=True)
class Shape:
    """All that makes one frame differ from another.

    `source` is a page of the menu, or stands for all pages as deep in the same folder of the menu; `contents`, `corrected` and
    `edited` say whether the page has a list of contents, a form in which it is corrected, and a file that it is made from.
    """

    source: str
    contents: bool
    scripts: tuple[str, ...]
    corrected: bool
    edited: bool


def shape_of(page: Page, menu: Collection[str]) -> Shape:
    """The shape of a page; `menu` are the sources of the pages in the menu."""
    return Shape(_stand_in(page.source, menu), bool(page.sections), page.scripts, bool(page.correction), bool(page.record))


def _stand_in(source: str, menu: Collection[str]) -> str:
    """`paises/panama/expediente.md` → `paises/x/x.md`: the folders of a page in the menu stay, and whether it is a folder's first page."""
    if source in menu:
        return source
    *folders, name = source.split("/")
    kept = max((depth for depth in range(len(folders) + 1) if "/".join((*folders[:depth], "index.md")) in menu), default=0)
    return "/".join((*folders[:kept], *["x"] * (len(folders) - kept), "index.md" if name == "index.md" else "x.md"))


@dataclass(frozen=True)
class _Contents:
    """How entries of a list of contents read: what stands between an anchor and its heading, and before the next entry."""

    inside: str
    between: str


@dataclass(frozen=True)
class Frame:
    """A frame as the theme renders it, with its markers."""

    html: str

    def fill(self, own: Mapping[str, str], contents: Sequence[tuple[str, str]]) -> str:
        """The page: what is its `own` by the names of the markers, and its contents as anchors and headings."""
        return "".join(_filled(piece, own, contents) for piece in self._pieces)

    @cached_property
    def _pieces(self) -> tuple[tuple[str, str | _Contents], ...]:
        """Text, and the marker behind it."""
        *parts, end = _MARKER.split(strip_indentation(self.html))
        pairs = iter(list(zip(parts[::2], parts[1::2], strict=True)))
        return (*_with_contents(pairs), (end, ""))


def _with_contents(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str | _Contents]]:
    """Text and markers, those of a list of contents taken together."""
    for text, name in pairs:
        if name == "id1":
            (inside, _), (between, _), _ = next(pairs), next(pairs), next(pairs)
            yield text, _Contents(inside, between)
        else:
            yield text, name


def _filled(piece: tuple[str, str | _Contents], own: Mapping[str, str], contents: Sequence[tuple[str, str]]) -> str:
    text, slot = piece
    if isinstance(slot, _Contents):
        return text + slot.between.join(
            [f"{escape(anchor)}{slot.inside}{escape(name, quote=False)}" for anchor, name in contents]
        )
    return text + own[slot] if slot else text


class Frames:
    """The frames of one language; `render` is the theme, and `menu` the sources of the pages in the menu."""

    def __init__(self, menu: Collection[str], render: Callable[[Shape], str]) -> None:
        self._menu, self._render = menu, render
        self._made: dict[Shape, Frame] = {}

    def put(self, page: Page, site: Site) -> str:
        """A page of the site in its frame."""
        shape = shape_of(page, self._menu)
        if shape not in self._made:
            self._made[shape] = Frame(self._render(shape))
        return self._made[shape].fill(own_of(page, site), page.sections)


def own_of(page: Page, site: Site) -> dict[str, str]:
    """What is a page's own, by the names of the markers."""
    key, lang = page.key, page.lang
    return {
        "title": escape(page.title),
        "description": escape(page.description),
        "canonical": site.url(key, lang),
        **{f"url_{each}": site.url(key, each) for each in LANGS},
        "other": site.addresses.relative(key, lang, key, other(lang)),
        "correction": page.correction,
        "edit": site.edit(page.record),
        "metadata": metadata_html(site, Described(key, lang, page.title, page.description, page.trail)),
        CONTENT: page.html,
    }
