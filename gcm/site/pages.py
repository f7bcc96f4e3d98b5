"""View → page: its HTML, what the search finds of it, and where it is edited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from gcm.language.phrases import phrases
from gcm.language.text import Lang
from gcm.site.html import block_html, view_html
from gcm.site.search_index import Found, words_of
from gcm.taxonomy.abbreviations import explain_abbreviations
from gcm.views.addresses import Key
from gcm.views.all_views import build_views
from gcm.views.blocks import Block, View
from gcm.views.site import Site

SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "explorer": ("tables.js", "explorer.js"),
    "finder": ("finder.js",),
    "chosen": ("preview.js", "tables.js", "packet.js", "chosen.js"),
    "search": ("searching.js",),
}
"""Kind of block → the scripts that it needs."""

TIMES: Final = ' class="gcm-time"'
"""Stands in a page with a time of day, which a script adds the reader's own to."""


_TITLED: Final = re.compile(r'(<a href="[^"]*") title="[^"]*"([^>]*>[^<]*<)')
_ANCHOR: Final = re.compile(r' id="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A rendered page.

    `sections` are its anchors with their headings, for the table of contents; `scripts` what it runs; `correction` the way to
    the form in which its record is corrected; `trail` the pages above it, by name.
    """

    key: Key
    lang: Lang
    source: str
    title: str
    description: str
    html: str
    record: str
    sections: tuple[tuple[str, str], ...]
    found: Found
    scripts: tuple[str, ...] = ()
    correction: str = ""
    trail: tuple[tuple[str, Key], ...] = ()

    @property
    def anchors(self) -> set[str]:
        """What a link can lead to in it."""
        return set(_ANCHOR.findall(self.html))


def render_page(view: View) -> Page:
    """The view as HTML that can be put into the site's frame as it is."""
    html = view_html(view, phrases(view.lang))
    return Page(
        key=view.key,
        lang=view.lang,
        source=view.source,
        title=str(view.title),
        description=view.description,
        html=explain_abbreviations(titles_once(html), view.lang),
        record=view.record,
        sections=tuple((section.anchor, section.heading) for section in view.sections if section.level == 2),
        found=words_of(view),
        scripts=(
            *(script for block in view.blocks for script in SCRIPTS.get(block.kind, ())),
            *(["times.js"] if TIMES in html else []),
        ),
        correction=view.correction,
        trail=tuple((str(link.label), link.target) for link in view.kicker if link.target),
    )


def titles_once(html: str) -> str:
    """What a link leads to is told at the first of those that read alike, as abbreviations are; titles.js shows it at all of them."""
    told: set[str] = set()

    def once(link: re.Match[str]) -> str:
        if link[0] in told:
            return link[1] + link[2]
        told.add(link[0])
        return link[0]

    return _TITLED.sub(once, html)


def render_block(block: Block, lang: Lang) -> str:
    """One block alone, for a hand-written page."""
    return block_html(block, phrases(lang))


def render_pages(site: Site, lang: Lang) -> Iterator[Page]:
    """Every generated page in `lang`."""
    return (render_page(view) for view in build_views(site, lang))
