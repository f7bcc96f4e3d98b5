"""Every generated page: its key, and where it lies in each language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from gcm.catalogue.listed import CONTINUED, number_of_pages
from gcm.catalogue.news import past
from gcm.language.data_files import read_data
from gcm.language.slugs import INDEX, published_slugs, slug
from gcm.language.text import LANGS, Lang, Text, slug_of
from gcm.models.record import Record
from gcm.taxonomy.lists import Taxonomy

if TYPE_CHECKING:
    from gcm.catalogue.catalogue import Catalogue

Key = tuple[str, ...]
"""Kind of page and ids: `("practice", "ruex")`, `("session", "i-foro-2023", "sesion-2b")`, `("glossary",)`."""

HOME: Final[Key] = ("home",)
SEARCH: Final[Key] = ("search",)
PREFIX: Final[Mapping[Lang, str]] = {"es": "", "en": "en/"}
"""Where each language's site stands below the common root."""

_INDEXES: Final = (
    "practices", "objectives", "countries", "organisations", "principles", "criteria", "forums", "roadmaps", "themes",
    "timeline", "glossary", "questions", "sources", "search", "explorer", "coverage", "map", "fields", "problems", "board",
    "progress", "collaboration", "news", "compare", "selection", "recommendations",
)  # fmt: skip

_BELOW: Final = {"country": "dossier", "roadmap": "sheet", "questions": "workbook"}
"""Kind of page → the kind of page that stands below each of these."""


@cache
def folders() -> dict[str, dict[Lang, str]]:
    """Kind of page → its folder in each language."""
    found: dict[str, dict[Lang, str]] = read_data("addresses")
    return found


def page_sources(catalogue: Catalogue, lang: Lang) -> dict[Key, str]:
    """Every generated page → its file below the language's documents, as a generator knows it: `paises/panama.md`."""
    return dict(_sources(catalogue, lang))


def address_of(source: str, lang: Lang, directory_urls: bool = True) -> str:
    """The address below the common root of the page that the file `source` becomes: `paises/panama.md` → `paises/panama/`."""
    stem = source.removesuffix(".md")
    if not directory_urls:
        return f"{PREFIX[lang]}{stem}.html"
    folder, _, name = stem.rpartition("/")
    at = f"{folder}/" if folder else ""
    return f"{PREFIX[lang]}{at}" if name == INDEX else f"{PREFIX[lang]}{stem}/"


def _sources(catalogue: Catalogue, lang: Lang) -> Iterator[tuple[Key, str]]:
    for kind in _INDEXES:
        yield from _with_below(catalogue, (kind,), folders()[kind][lang], f"/{INDEX}.md", lang)
    for key, part in _parts(catalogue, lang):
        yield from _with_below(catalogue, key, f"{folders()[key[0]][lang]}/{part}", ".md", lang)


def _with_below(catalogue: Catalogue, key: Key, stem: str, ending: str, lang: Lang) -> Iterator[tuple[Key, str]]:
    yield key, f"{stem}{ending}"
    for number in range(2, number_of_pages(catalogue, key) + 1):
        yield (CONTINUED, *key, str(number)), f"{stem}/{folders()[CONTINUED][lang]}/{number}.md"
    if below := _BELOW.get(key[0]):
        yield (below, *key[1:]), f"{stem}/{folders()[below][lang]}.md"


def _parts(catalogue: Catalogue, lang: Lang) -> Iterator[tuple[Key, str]]:
    """Each page of a record, of a session or of a term, with its own part of its address."""
    taxonomy = catalogue.taxonomy
    for kind, records in _records(catalogue):
        yield from (((kind, record.id), record.slug_in(lang)) for record in records)
    for forum, session in catalogue.sessions:
        yield ("session", forum.id, session.id), f"{forum.slug_in(lang)}/{session.slug_in(lang)}"
    for kind, id, words in slugs_of_things(catalogue, lang):
        yield (kind, id), f"{id}-{words}" if kind == "objective" else words
    for number, _ in enumerate(past(catalogue.news), 1):
        yield ("past_news", str(number)), str(number)
    for id, term in taxonomy.terms["practice_kind"].items():
        if term.slug:
            yield ("kind", id), term.slug.es if lang == "es" else term.slug.en


def _records(catalogue: Catalogue) -> Iterator[tuple[str, Iterable[Record]]]:
    yield "practice", catalogue.practices.values()
    yield "forum", catalogue.forums.values()
    yield "roadmap", catalogue.roadmaps.values()


def slugs_of_things(catalogue: Catalogue, lang: Lang) -> Iterator[tuple[str, str, str]]:
    """Kind, id and slug of every thing with a name; where two of a kind are called alike, what was not published yet has its id."""
    made = [(kind, id, slug(kind, id, lang, str(name.localized(lang)))) for kind, id, name in _named_things(catalogue)]
    called = Counter((kind, words) for kind, _, words in made)
    for kind, id, words in made:
        is_shared = called[kind, words] > 1 and id not in published_slugs().get(kind, {})
        yield kind, id, id if is_shared else words


def _named_things(catalogue: Catalogue) -> Iterator[tuple[str, str, Text]]:
    """Kind, id and name of everything whose part of an address was made of its name when it was first published."""
    taxonomy = catalogue.taxonomy
    yield from (("objective", str(number), objective.short) for number, objective in taxonomy.objectives.items())
    yield from (("country", code, taxonomy.countries[code]) for code in catalogue.countries)
    yield from (("organisation", id, name) for id, name in _organisation_names(taxonomy))
    yield from (("principle", id, each.name) for id, each in taxonomy.principles.items())
    yield from (("theme", id, taxonomy.theme(id).title) for id in taxonomy.theme_ids)


def _organisation_names(taxonomy: Taxonomy) -> Iterator[tuple[str, Text]]:
    """The abbreviation of each, or its name where there is none or where others go by the same letters."""
    short = {id: each.abbreviation or each.name for id, each in taxonomy.organisations.items()}
    used = Counter((lang, slug_of(str(name.localized(lang)))) for name in short.values() for lang in LANGS)
    for id, name in short.items():
        several = any(used[lang, slug_of(str(name.localized(lang)))] > 1 for lang in LANGS)
        yield id, taxonomy.organisations[id].name if several else name
