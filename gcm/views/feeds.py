"""Which pages have a feed of what is new, what it is called, and where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import Lang
from gcm.views.addresses import PREFIX, Key
from gcm.views.blocks import Link
from gcm.views.links import LinkBuilder
from gcm.views.site import Site

ALL: Final[Key] = ("news",)
"""The page whose feed holds every change."""

FORMAT: Final = "feeds"
"""The switch by which a build leaves them out."""


def feed_keys(site: Site) -> Iterator[Key]:
    """The pages that have a feed."""
    taxonomy = site.catalogue.taxonomy
    yield ALL
    yield from (("objective", str(number)) for number in taxonomy.objectives)
    yield from (("country", code) for code in site.catalogue.countries)
    yield from (("theme", id) for id in taxonomy.theme_ids)


def has_feed(key: Key) -> bool:
    """Whether a page has a feed of its own."""
    return key == ALL or key[0] in ("objective", "country", "theme")


def feed_path(site: Site, key: Key, lang: Lang) -> str:
    """Where the feed of a page lies, below the common root: `objetivos/1-datos/novedades.xml`."""
    return f"{PREFIX[lang]}{site.addresses.file(key, lang, _name(lang))}"


def feed_title(page: LinkBuilder, key: Key) -> str:
    """What the feed of a page is called: `Novedades: 1. Datos`."""
    match key:
        case ("objective", number):
            return f"{page.t.news}: {page.objective(int(number)).label}"
        case ("country", code):
            return f"{page.t.news}: {page.country(code).label}"
        case ("theme", id):
            return f"{page.t.news}: {page.theme(id).label}"
        case _:
            return page.t.news


def feed_link(page: LinkBuilder) -> Link | None:
    """The way from a page to its own feed, where it has one."""
    if not has_feed(page.key) or not page.site.offers(FORMAT):
        return None
    way = page.addresses.relative_file(page.key, page.lang, page.key, _name(page.lang))
    return Link(way, page.phrase(linked_phrases(page.lang).follow_feed), title=feed_title(page, page.key))


def _name(lang: Lang) -> str:
    return f"{linked_phrases(lang).feed_file}.xml"
