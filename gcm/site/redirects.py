"""The pages at addresses that are in use no more: each leads on to where its own is now, or says why that is gone.

A static host, a folder and Kiwix know no redirects, so each is a small page with a script that keeps anchor and query, and with a
refresh for those who run no scripts. A file that moved (a calendar that somebody subscribed to) lies at its old address too.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from gcm.catalogue.address_list import language_of, mark_of, page_of
from gcm.language.data_files import read_data
from gcm.language.phrases import Phrases
from gcm.language.text import LANGS, Lang
from gcm.models.moves import Moves, Withdrawn
from gcm.views.addresses import HOME, PREFIX
from gcm.views.site import Site

MOVES: Final = "data-moves"
"""The attribute of a script that says where parts of its page are now."""

_SCRIPT: Final = "assets/javascripts/moved.js"
_HEAD_END: Final = "</head>"


def write_redirects(folder: Path, site: Site) -> None:
    """Complete the built site in `folder` with a page at each address that moved or was withdrawn."""
    redirects = Redirects(folder, site)
    for path, content in (*redirects.files(), *redirects.altered_pages()):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


@dataclass(frozen=True)
class Redirects:
    """What stands at the addresses that one built site has no page or file of its own at."""

    folder: Path
    site: Site

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path in this site's folder → the page or file that leads on from there."""
        for address in sorted(page for page in self._listed if not self._is_there(page)):
            yield from self._instead_of(address)

    def altered_pages(self) -> Iterator[tuple[str, bytes]]:
        """The pages of which only parts moved, each with the script that leads on to them."""
        for page in sorted(page for page, marks in self._listed.items() if self._is_there(page) and page in self._pages):
            path = self._path(page)
            # While somebody edits, a page is made when it is asked for.
            if (moves := self._moves_of(page, page)) and (self.folder / path).is_file():
                text = (self.folder / path).read_text("utf-8")
                # An entry for many pages says nothing of those that still have the anchor.
                moves = {mark: way for mark, way in moves.items() if f' id="{mark[1:]}"' not in text}
                told = escape(json.dumps(moves, separators=(",", ":")), quote=False).replace("'", "&#39;")
                script = f"<script src=\"{_up(path)}{_SCRIPT}\" {MOVES}='{told}'></script>"
                if moves and script not in text:
                    yield path, text.replace(_HEAD_END, f"{script}\n{_HEAD_END}", 1).encode()

    def _instead_of(self, address: str) -> Iterator[tuple[str, bytes]]:
        now = self._moves.now(address) or address
        gone = self._moves.withdrawal(address) or self._moves.withdrawal(now)
        if self._is_there(now):
            if not _is_page(address):
                yield address, (self.folder / now).read_bytes()
                return
            yield from ((path, self._redirect(address, now, path)) for path in self._paths_of_old(address))
        elif gone and _is_page(address):
            yield from ((path, self._farewell(address, gone, path)) for path in self._paths_of_old(address))

    def _redirect(self, address: str, now: str, path: str) -> bytes:
        t = _phrases(language_of(address))
        to = self._way(path, now)
        moves = self._moves_of(address, now, path)
        return _render(
            lang=t.lang, title=t.moved, assets=f"{_up(path)}assets/", to=to, moves=json.dumps(moves) if moves else "",
            canonical=f"{self.site.root}{now}" if self.site.root else "", paragraphs=[t.moved_to], links=[(to, now)],
        )  # fmt: skip

    def _farewell(self, address: str, gone: Withdrawn, path: str) -> bytes:
        """In the language of the page: why it is gone, and what to read instead; at the least the list that it was in."""
        lang = language_of(address)
        t = _phrases(lang)
        own = [self._moves.now(each) or each for each in gone.instead if language_of(each) == lang]
        instead = [(self._way(path, each), each) for each in own if self._is_there(page_of(each))]
        around = [each for each in _around(address) if self._is_there(each) and each != PREFIX[lang]]
        back = [(self._way(path, each), t.list) for each in around[:1]]
        home = [(self._way(path, self.site.addresses.on_server(HOME, lang)), t.home)]
        told = t.fill("withdrawn_reason", reason=gone.reason.localized(lang))
        return _render(
            lang=lang, title=t.withdrawn, assets=f"{_up(path)}assets/", to="", moves="", canonical="",
            paragraphs=[told, *([t.instead] if instead else [])], links=[*instead, *back, *home],
        )  # fmt: skip

    def _moves_of(self, address: str, now: str, path: str = "") -> dict[str, str]:
        """Anchor or query of the page → the way to where that is, if it is not the same one of the page it is on now."""
        found = {}
        for mark in sorted(self._listed[address]):
            moved = self._moves.now(f"{address}{mark}")
            if moved is not None and moved != f"{now}{mark}" and self._is_there(page_of(moved)):
                same = page_of(moved) == now and now == address
                found[mark] = (
                    mark_of(moved) or "#" if same or mark.startswith("?") else self._way(path or self._path(address), moved)
                )
        return found

    def _way(self, start: str, target: str) -> str:
        """From the file at the path `start` to an address, as this site names its pages."""
        page = page_of(target)
        return (_up(start) + (self._pages.get(page, page) if _is_page(page) else page) or "./") + mark_of(target)

    def _path(self, page: str) -> str:
        """Where the file of a page of today lies."""
        path = self._pages[page]
        return path if path.endswith(".html") else f"{path}index.html"

    def _paths_of_old(self, address: str) -> Iterator[str]:
        """Where the file of a page of former days lay; in a folder a list is `x/index.html` and any other page `x.html`."""
        yield f"{address}index.html"
        if not self.site.addresses.directory_urls:
            yield f"{address.removesuffix('/')}.html"

    def _is_there(self, address: str) -> bool:
        page = page_of(address)
        return page in self._pages if _is_page(page) else (self.folder / page).is_file()

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        """Address of each page of today → what it is called in this site."""
        addresses = self.site.addresses
        keys = (*addresses.keys, *addresses.hand_written)
        return {addresses.on_server(key, lang): addresses.url(key, lang) for lang in LANGS for key in keys}

    @cached_property
    def _listed(self) -> Mapping[str, set[str]]:
        """Page or file that the site has had → its anchors and queries."""
        found: dict[str, set[str]] = {}
        for address in self.site.catalogue.listed:
            marks = found.setdefault(page_of(address), set())
            if mark := mark_of(address):
                marks.add(mark)
        return found

    @property
    def _moves(self) -> Moves:
        return self.site.catalogue.moves


def _is_page(address: str) -> bool:
    return not address or address.endswith("/")


def _up(path: str) -> str:
    return "../" * path.count("/")


def _around(address: str) -> Iterator[str]:
    """The pages that an address lies below, the nearest first."""
    parts = address.rstrip("/").split("/")
    yield from ("/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 0, -1))


@cache
def _phrases(lang: Lang) -> Phrases:
    return Phrases(lang, read_data("moved_phrases"))


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def _render(
    *, lang: str, title: str, assets: str, to: str, moves: str, canonical: str, paragraphs: Iterable[str],
    links: Iterable[tuple[str, str]],
) -> bytes:  # fmt: skip
    template = _templates().get_template("moved.html")
    return template.render(
        lang=lang, title=title, assets=assets, to=to, moves=moves, canonical=canonical, paragraphs=paragraphs, links=links
    ).encode()
