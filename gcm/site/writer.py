"""Makes every file of the site but the hand-written pages and the theme's own, each when it is asked for.

A build asks for all of them, one after the other; whoever edits asks for the page that is on screen. Only the Word files are kept,
since pages tell how large they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from gcm.exports.files import export_files
from gcm.exports.word import KINDS, with_size, word_file, word_path
from gcm.language.text import Lang
from gcm.site.explorer_files import explorer_files, explorer_paths
from gcm.site.offline import web_manifest
from gcm.site.pages import Page, render_page
from gcm.site.search_files import names_script, texts_script
from gcm.site.search_index import Entry, search_entry
from gcm.views.addresses import PREFIX, Key
from gcm.views.all_views import build_view
from gcm.views.blocks import View
from gcm.views.pages.search import NAMES, TEXTS
from gcm.views.site import Site

INDEX: Final = "index.html"
MANIFEST: Final = "manifest.webmanifest"


class Sizes(Mapping[str, int]):
    """The bytes of Word files by their paths, each known as soon as it is asked for."""

    def __init__(self, files: Mapping[str, Key], make: Callable[[Key], bytes]) -> None:
        self._files, self._make = files, make

    def __getitem__(self, path: str) -> int:
        return len(self._make(self._files[path]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


class Writer:
    """The files of one language, below its root; `put` puts a page into the site's frame.

    `written` is what the search knows of the hand-written pages, once they are made.
    """

    def __init__(
        self, site: Site, lang: Lang, put: Callable[[Page, Site], str], written: Mapping[Key, Entry] | None = None
    ) -> None:
        self.lang, self.put, self._written = lang, put, {} if written is None else written
        self._published = replace(site, addresses=replace(site.addresses, directory_urls=True))
        self._word_files: dict[str, Key] = {word_path(site, key, lang): key for key in site.addresses.keys if key[0] in KINDS}
        self.site = replace(site, sizes=Sizes(self._word_files, self.word))
        self._explorer_paths = explorer_paths(site, lang)
        self._views: dict[Key, View] = {}
        self._word: dict[Key, bytes] = {}
        self._entries: dict[Key, Entry] = {}

    @cached_property
    def sources(self) -> dict[str, Key]:
        """The pages by what the generator takes for their files."""
        return {self.site.addresses.source(key, self.lang): key for key in self.site.addresses.keys}

    @cached_property
    def pages(self) -> dict[str, Key]:
        """The pages by the paths of their files."""
        return {self._path(key): key for key in self.site.addresses.keys}

    @cached_property
    def _exports(self) -> dict[str, bytes]:
        """The files beside pages that are made all at once."""
        return dict(export_files(self.site, self.lang))

    @cached_property
    def _explorer(self) -> dict[str, bytes]:
        """What the explorer reads, made all at once when the first of it is asked for."""
        return dict(explorer_files(self.site, self.lang))

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the files lie."""
        return (MANIFEST, *self._word_files, *self._exports, *self._explorer_paths, *self.pages, NAMES, TEXTS)

    def make(self, path: str) -> str | bytes | None:
        """The content of a file; none where there is no such file."""
        if path in self.pages:
            return self.put(self.page(self.pages[path]), self.site)
        if path in (NAMES, TEXTS):
            return self.search_script(path)
        if path in self._word_files:
            return self.word(self._word_files[path])
        if path in self._explorer_paths:
            return self._explorer[path]
        return web_manifest(self.site.names[self.lang], self.lang) if path == MANIFEST else self._exports.get(path)

    def page(self, key: Key) -> Page:
        """A page without its frame."""
        page = render_page(self._view(key))
        self._entries[key] = self._entry(page)
        return page

    def word(self, key: Key) -> bytes:
        """The Word file of a page; the page itself is made from the same view. Its links lead to the site on the web."""
        if key not in self._word:
            view = build_view(self._published, self.lang, key)
            self._word[key] = word_file(view, self._published)
            if self.site.addresses.directory_urls:
                self._views[key] = view
        return self._word[key]

    def search_script(self, path: str) -> str:
        """An index of the search; what it knows of a page that was made is known already."""
        made = (self._entries.get(key) or self._entry(self.page(key)) for key in self.site.addresses.keys)
        entries = [*self._written.values(), *made]
        return names_script(entries, self.site.catalogue, self.lang) if path == NAMES else texts_script(entries)

    def below(self, key: Key) -> str:
        """A page's address below the root of its language."""
        return self.site.addresses.url(key, self.lang).removeprefix(PREFIX[self.lang])

    def _view(self, key: Key) -> View:
        view = self._views.pop(key, None)
        return with_size(view, self.site) if view else build_view(self.site, self.lang, key)

    def _entry(self, page: Page) -> Entry:
        catalogue = self.site.catalogue
        return search_entry(page.title, page.found, self.below(page.key), key=page.key, lang=self.lang, catalogue=catalogue)

    def _path(self, key: Key) -> str:
        url = self.below(key)
        return f"{url}{INDEX}" if not url or url.endswith("/") else url


class Made(Protocol):
    """Files that are made when they are asked for."""

    def make(self, path: str) -> str | bytes | None:
        """The content of a file; none where there is no such file."""


def write_all(files: Made, paths: Iterable[str], folder: Path) -> Iterator[str]:
    """Write the files of these paths below `folder`, and tell the path of each."""
    made: set[Path] = set()
    for path in paths:
        content, file = files.make(path) or b"", folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        yield path
