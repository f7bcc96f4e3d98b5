"""Catalogue and language → one frozen view for each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from gcm.addresses import Addresses, Key
from gcm.catalogue import Catalogue
from gcm.language import Lang
from gcm.markdown import render_body
from gcm.models import Session
from gcm.views import forums, practices, reference, roadmaps, terms
from gcm.views.blocks import View
from gcm.views.builder import PageBuilder

__all__ = ["View", "build_views", "page_builder"]

_INDEXES: Final[dict[str, Callable[[PageBuilder], View]]] = {
    "practices": practices.practices_view,
    "forums": forums.forums_view,
    "roadmaps": roadmaps.roadmaps_view,
    "objectives": terms.objectives_view,
    "countries": terms.countries_view,
    "organisations": terms.organisations_view,
    "principles": terms.principles_view,
    "criteria": terms.criteria_view,
    "themes": reference.themes_view,
    "timeline": reference.timeline_view,
    "glossary": reference.glossary_view,
    "sources": reference.sources_view,
}


def page_builder(catalogue: Catalogue, addresses: Addresses, lang: Lang, key: Key) -> PageBuilder:
    """The builder of the page `key` in `lang`."""
    return PageBuilder(catalogue, addresses, lang, render_body).at(key)


def build_views(catalogue: Catalogue, addresses: Addresses, lang: Lang) -> Iterator[View]:
    """The view of every generated page in `lang`, one at a time."""
    for key in addresses.keys:
        yield _build(page_builder(catalogue, addresses, lang, key))


def _build(page: PageBuilder) -> View:
    kind, *ids = page.key
    if kind in _INDEXES:
        return _INDEXES[kind](page)
    id = ids[0]
    match kind:
        case "practice":
            return practices.practice_view(page, page.catalogue.practices[id])
        case "kind":
            return practices.kind_view(page, id)
        case "forum":
            return forums.forum_view(page, page.catalogue.forums[id])
        case "session":
            return forums.session_view(page, page.catalogue.forums[id], _session(page, *ids))
        case "roadmap":
            return roadmaps.roadmap_view(page, page.catalogue.roadmaps[id])
        case "objective":
            return terms.objective_view(page, int(id))
        case "country":
            return terms.country_view(page, id)
        case "organisation":
            return terms.organisation_view(page, id)
        case "principle":
            return terms.principle_view(page, id)
        case "theme":
            return reference.theme_view(page, id)
    raise KeyError(page.key)


def _session(page: PageBuilder, forum: str, session: str) -> Session:
    return next(each for each in page.catalogue.forums[forum].sessions if each.id == session)
