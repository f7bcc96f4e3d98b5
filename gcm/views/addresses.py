"""Every page's address in each language, and the ways between pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.page_sources import HOME, PREFIX, SEARCH, Key, address_of, folders, page_sources
from gcm.language.text import LANGS, Lang

__all__ = ["HOME", "PREFIX", "SEARCH", "Addresses", "Key", "index_address"]


def index_address(root: str, kind: str, lang: Lang) -> str:
    """The published address of a page that lists a kind of things; nothing where the site has no address yet."""
    return f"{root.rstrip('/')}/{PREFIX[lang]}{folders()[kind][lang]}/" if root else ""


@dataclass(frozen=True)
class Addresses:
    """Addresses of all pages.

    `hand_written` are the hand-written ones: key → language → file below `docs/<lang>/`.
    """

    catalogue: Catalogue
    hand_written: Mapping[Key, Mapping[Lang, str]] = field(default_factory=dict)
    directory_urls: bool = True

    def source(self, key: Key, lang: Lang) -> str:
        """The page's file below the language's documents, as the generator knows it: `paises/panama.md`."""
        return self._sources[lang][key]

    def url(self, key: Key, lang: Lang) -> str:
        """The page's address below the common root: `en/countries/panama/`."""
        return self._urls[lang][key]

    def on_server(self, key: Key, lang: Lang) -> str:
        """The page's address below the common root, where a server completes it."""
        return address_of(self.source(key, lang), lang, directory_urls=True)

    @cached_property
    def _urls(self) -> dict[Lang, dict[Key, str]]:
        return {
            lang: {key: address_of(source, lang, self.directory_urls) for key, source in self._sources[lang].items()}
            for lang in LANGS
        }

    def file(self, key: Key, lang: Lang, name: str) -> str:
        """Where the file `name` that belongs to a page lies, below the language's root: `paises/panama/panama.docx`."""
        return f"{self.source(key, lang).removesuffix('.md').removesuffix('/index')}/{name}"

    def relative_file(self, start: Key, lang: Lang, key: Key, name: str) -> str:
        """The way from a page to a file that belongs to another page, or to itself, in the same language."""
        here = self.url(start, lang).removeprefix(PREFIX[lang])
        return "../" * here.count("/") + self.file(key, lang, name)

    def named(self, key: Key, lang: Lang, ending: str) -> str:
        """What a page in another format is called, so that its name is clear in any folder: `panama-expediente.docx`."""
        stem = self.source(key, lang).removesuffix(".md").removesuffix("/index")
        return f"{'-'.join(stem.split('/')[-2:])}.{ending}"

    def shared(self, start: Key, lang: Lang, path: str) -> str:
        """The way from a page to a file that lies below the common root, whatever the language: `../../assets/records`."""
        return "../" * self.url(start, lang).count("/") + path

    def relative(self, start: Key, lang: Lang, target: Key, target_lang: Lang | None = None) -> str:
        """The way from one page to another, in the same language or in the other: up to what they share, then down."""
        if target_lang is None or target_lang == lang:
            way, folder = self._down[lang][target], self._folder[lang][start]
            shared = len(folder) if folder and way.startswith(folder) else 0
            return f"{self._up[lang][start][3 if shared else 0 :]}{way[shared:]}" or "./"
        return f"{'../' * self.url(start, lang).count('/')}{self.url(target, target_lang)}" or "./"

    @cached_property
    def _down(self) -> dict[Lang, dict[Key, str]]:
        """The addresses of each language below its own root."""
        return {lang: {key: url.removeprefix(PREFIX[lang]) for key, url in self._urls[lang].items()} for lang in LANGS}

    @cached_property
    def _up(self) -> dict[Lang, dict[Key, str]]:
        """The way from each page up to the root of its language."""
        return {lang: {key: "../" * url.count("/") for key, url in self._down[lang].items()} for lang in LANGS}

    @cached_property
    def _folder(self) -> dict[Lang, dict[Key, str]]:
        """The first folder that each page is in, below the root of its language: `practicas/`."""
        return {lang: {key: url[: url.find("/") + 1] for key, url in self._down[lang].items()} for lang in LANGS}

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every generated page, the same ones in both languages."""
        return tuple(key for key in self._sources["es"] if key not in self.hand_written)

    @cached_property
    def _sources(self) -> dict[Lang, dict[Key, str]]:
        return {lang: {**page_sources(self.catalogue, lang), **self._hand_written(lang)} for lang in LANGS}

    def _hand_written(self, lang: Lang) -> dict[Key, str]:
        return {key: files[lang] for key, files in self.hand_written.items()}
