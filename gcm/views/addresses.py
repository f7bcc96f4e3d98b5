"""Every page's key and its address in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang, slug_of

Key = tuple[str, ...]
"""Kind of page and ids: `("practice", "ruex")`, `("session", "i-foro-2023", "sesion-2b")`, `("glossary",)`."""

HOME: Final[Key] = ("home",)
PREFIX: Final[Mapping[Lang, str]] = {"es": "", "en": "en/"}
"""Where each language's site stands below the common root."""


@cache
def _folders() -> dict[str, dict[Lang, str]]:
    folders: dict[str, dict[Lang, str]] = read_data("addresses")
    return folders


def index_address(root: str, kind: str, lang: Lang) -> str:
    """The published address of a page that lists a kind of things; nothing where the site has no address yet."""
    return f"{root.rstrip('/')}/{PREFIX[lang]}{_folders()[kind][lang]}/" if root else ""


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
        return _url(self.source(key, lang), lang, directory_urls=True)

    @cached_property
    def _urls(self) -> dict[Lang, dict[Key, str]]:
        return {
            lang: {key: _url(source, lang, self.directory_urls) for key, source in self._sources[lang].items()}
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
        here, there = self.url(start, lang), self.url(target, target_lang or lang)
        shared = PREFIX[lang] if target_lang in (None, lang) else ""
        up = "../" * here.count("/", len(shared))
        return f"{up}{there.removeprefix(shared)}" or "./"

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Every generated page, the same ones in both languages."""
        return tuple(key for key in self._sources["es"] if key not in self.hand_written)

    @cached_property
    def _sources(self) -> dict[Lang, dict[Key, str]]:
        return {lang: {**dict(self._generated(lang)), **self._hand_written(lang)} for lang in LANGS}

    def _hand_written(self, lang: Lang) -> dict[Key, str]:
        return {key: files[lang] for key, files in self.hand_written.items()}

    def _generated(self, lang: Lang) -> Iterator[tuple[Key, str]]:
        for kind in _INDEXES:
            yield from _with_below((kind,), _folders()[kind][lang], "/index.md", lang)
        for key, slug in self._slugs(lang):
            yield from _with_below(key, f"{_folders()[key[0]][lang]}/{slug}", ".md", lang)

    def _slugs(self, lang: Lang) -> Iterator[tuple[Key, str]]:
        catalogue, taxonomy = self.catalogue, self.catalogue.taxonomy
        for kind, records in _records(catalogue):
            yield from (((kind, record.id), record.slug_in(lang)) for record in records)
        for forum, session in catalogue.sessions:
            part = (session.slug.es if lang == "es" else session.slug.en) or session.id
            yield ("session", forum.id, session.id), f"{forum.slug_in(lang)}/{part}"
        for number, objective in taxonomy.objectives.items():
            yield ("objective", str(number)), f"{number}-{slug_of(str(objective.short.localized(lang)))}"
        for code in catalogue.countries:
            yield ("country", code), slug_of(str(taxonomy.countries[code].localized(lang)))
        # Institutions of several countries go by the same letters: those are told apart by their names.
        short = {
            id: slug_of(str((each.abbreviation or each.name).localized(lang))) for id, each in taxonomy.organisations.items()
        }
        several = {slug for slug, number in Counter(short.values()).items() if number > 1}
        for id, slug in short.items():
            name = taxonomy.organisations[id].name.localized(lang)
            yield ("organisation", id), slug_of(str(name)) if slug in several else slug
        for id, principle in taxonomy.principles.items():
            yield ("principle", id), slug_of(str(principle.name.localized(lang)))
        for id in taxonomy.theme_ids:
            yield ("theme", id), slug_of(str(taxonomy.theme(id).title.localized(lang)))
        for id, term in taxonomy.terms["practice_kind"].items():
            if term.slug:
                yield ("kind", id), term.slug.es if lang == "es" else term.slug.en


def _url(source: str, lang: Lang, directory_urls: bool) -> str:
    stem = source.removesuffix(".md")
    if not directory_urls:
        return f"{PREFIX[lang]}{stem}.html"
    folder = stem.removesuffix("index")
    return f"{PREFIX[lang]}{folder}" if folder != stem else f"{PREFIX[lang]}{stem}/"


_INDEXES: Final = (
    "practices", "objectives", "countries", "organisations", "principles", "criteria", "forums", "roadmaps", "themes",
    "timeline", "glossary", "questions", "sources", "explorer", "coverage", "map", "fields", "problems", "board",
    "progress", "collaboration",
)  # fmt: skip


_BELOW: Final = {"country": "dossier", "roadmap": "sheet", "questions": "workbook"}
"""Kind of page → the kind of page that stands below each of these."""


def _with_below(key: Key, stem: str, ending: str, lang: Lang) -> Iterator[tuple[Key, str]]:
    yield key, f"{stem}{ending}"
    if below := _BELOW.get(key[0]):
        yield (below, *key[1:]), f"{stem}/{_folders()[below][lang]}.md"


def _records(catalogue: Catalogue) -> Iterator[tuple[str, Any]]:
    yield "practice", catalogue.practices.values()
    yield "forum", catalogue.forums.values()
    yield "roadmap", catalogue.roadmaps.values()
