"""Catalogue and language → one frozen view for each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from gcm.language.text import Lang
from gcm.reading.markdown import render_body
from gcm.views.addresses import Key
from gcm.views.blocks import View
from gcm.views.builder import PageBuilder
from gcm.views.pages import (
    actors,
    agenda,
    board,
    collaboration,
    country_map,
    coverage,
    dossier,
    explorer,
    fields,
    forums,
    lists,
    news,
    objectives,
    practices,
    problems,
    progress,
    recommendations,
    reference,
    roadmaps,
    search,
    selection,
    sheet,
    terms,
    themes,
    workbook,
)
from gcm.views.site import Site

__all__ = ["View", "build_view", "build_views", "page_builder"]

_VIEWS: Final[dict[str, Callable[..., View]]] = {
    "practices": practices.practices_view,
    "practice": lambda page, id: practices.practice_view(page, page.catalogue.practices[id]),
    "kind": practices.kind_view,
    "forums": forums.forums_view,
    "forum": lambda page, id: forums.forum_view(page, page.catalogue.forums[id]),
    "session": forums.session_view,
    "roadmaps": roadmaps.roadmaps_view,
    "roadmap": lambda page, id: roadmaps.roadmap_view(page, page.catalogue.roadmaps[id]),
    "objectives": objectives.objectives_view,
    "objective": lambda page, number: objectives.objective_view(page, int(number)),
    "countries": actors.countries_view,
    "country": actors.country_view,
    "organisations": actors.organisations_view,
    "organisation": actors.organisation_view,
    "principles": terms.principles_view,
    "principle": terms.principle_view,
    "criteria": terms.criteria_view,
    "themes": themes.themes_view,
    "theme": themes.theme_view,
    "timeline": agenda.timeline_view,
    "glossary": reference.glossary_view,
    "search": search.search_view,
    "explorer": explorer.explorer_view,
    "continued": lists.continued_view,
    "coverage": coverage.coverage_view,
    "map": country_map.map_view,
    "fields": fields.fields_view,
    "board": board.board_view,
    "progress": progress.progress_view,
    "collaboration": collaboration.collaboration_view,
    "compare": selection.compare_view,
    "selection": selection.selection_view,
    "recommendations": recommendations.recommendations_view,
    "news": news.news_view,
    "past_news": news.past_news_view,
    "problems": problems.problems_view,
    "questions": reference.questions_view,
    "sources": reference.sources_view,
    "dossier": dossier.dossier_view,
    "sheet": lambda page, id: sheet.sheet_view(page, page.catalogue.roadmaps[id]),
    "workbook": workbook.workbook_view,
}
"""Kind of page → what builds its view, given a builder of that page and the ids of its key."""


def page_builder(site: Site, lang: Lang, key: Key) -> PageBuilder:
    """The builder of the page `key` in `lang`."""
    return PageBuilder(site, lang, key, render_body)


def build_views(site: Site, lang: Lang) -> Iterator[View]:
    """The view of every generated page in `lang`, one at a time."""
    return (build_view(site, lang, key) for key in site.addresses.keys)


def build_view(site: Site, lang: Lang, key: Key) -> View:
    """The view of one generated page."""
    kind, *ids = key
    return _VIEWS[kind](page_builder(site, lang, key), *ids)
