"""Live figures and lists of the catalogue, for the hand-written pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.chains import IDEAS
from gcm.language.json_text import calling
from gcm.language.text import LANGS, other
from gcm.site.open_data import OPEN_DATA
from gcm.site.pages import render_block
from gcm.taxonomy.lists import Ask, Criterion
from gcm.views.addresses import HOME
from gcm.views.all_views import page_builder
from gcm.views.blocks import Block, Card, Cards, Keep, Line, Lines
from gcm.views.builder import PageBuilder
from gcm.views.pages.agenda import timeline
from gcm.views.pages.country_map import country_map
from gcm.views.pages.downloads import download_blocks
from gcm.views.parts import home
from gcm.views.parts.form import LOADED, blank_block, form_block, form_file
from gcm.views.parts.standing import standing
from gcm.views.site import Site

COUNTS: Final[dict[str, Callable[[Catalogue], int]]] = {
    "practices": lambda catalogue: len(catalogue.practices),
    "listings": lambda catalogue: sum(len(practice.listings) for practice in catalogue.practices.values()),
    "forums": lambda catalogue: len(catalogue.forums),
    "cooperation_tables": lambda catalogue: _of_kind(catalogue, "cooperation-table"),
    "recommendation_lists": lambda catalogue: _of_kind(catalogue, "recommendations"),
    "calendars": lambda catalogue: _of_kind(catalogue, "calendar"),
    "ideas": lambda catalogue: sum(roadmap.kind in IDEAS for roadmap, _ in catalogue.items),
    "roadmap_items": lambda catalogue: len(catalogue.own_items),
    "objectives_with_practice": lambda catalogue: len(catalogue.by_objective),
    "countries": lambda catalogue: len(catalogue.countries),
    "organisations": lambda catalogue: len(catalogue.taxonomy.organisations),
}


def _of_kind(catalogue: Catalogue, kind: str) -> int:
    """How many there are of the ideas, recommendations and calendars of one kind."""
    return sum(roadmap.kind == kind for roadmap in catalogue.roadmaps.values())


def count(page: PageBuilder, name: str) -> str:
    """How many there are, written as the page's language does."""
    return page.t.number(COUNTS[name](page.catalogue))


def show(page: PageBuilder, name: str) -> str:
    """A block of the catalogue as HTML, by its name in `_BLOCKS`: `search`, `overview`, `featured`, `map` and others."""
    return render_block(_BLOCKS[name](page), page.lang)


def form(page: PageBuilder, kind: str, editors: str) -> str:
    """The form for a kind of record as HTML; it can be sent to the address `editors`, if there is one."""
    return render_block(form_block(page, kind, editors), page.lang)


def downloads(page: PageBuilder) -> str:
    """What can be downloaded of the last release, if there is one, as HTML."""
    return "\n\n".join(render_block(block, page.lang) for block in download_blocks(page))


def form_files(site: Site, editors: str) -> Iterator[tuple[str, str]]:
    """The forms of other kinds of records, as scripts that put one into the page for contributors."""
    for kind in LOADED:
        for lang in LANGS:
            page = page_builder(site, lang, ("contribute",))
            yield form_file(kind, lang), calling("form", form(page, kind, editors))


def _forums(page: PageBuilder) -> Block:
    """The forums with their dates."""
    return Cards(
        tuple(
            Card(
                page.forum(forum),
                page.t.interval(forum.start, forum.end),
                page.localize(forum.summary) if forum.summary else None,
            )
            for forum in page.catalogue.chronology
        )
    )


def _criteria_checklist(page: PageBuilder) -> Block:
    """The eligibility criteria, each with what a reviewer asks under it."""
    return Lines(tuple(_criterion(page, criterion) for criterion in page.taxonomy.criteria.values()), ordered=True)


def _criterion(page: PageBuilder, criterion: Criterion) -> Line:
    link = page.link(("criteria",), page.localize(criterion.name), anchor=criterion.id)
    return page.line(link, page.phrase(": "), page.localize(criterion.question), sources=criterion.source)


def _asks(page: PageBuilder) -> Block:
    """What participants asked for, each with the pages that meet it."""
    return Lines(tuple(_ask(page, ask) for ask in page.taxonomy.asks))


def _ask(page: PageBuilder, ask: Ask) -> Line:
    known = {*page.addresses.keys, *page.addresses.hand_written}
    links = [page.link(key, page.phrase(page.t[f"ask_{key[0]}"])) for key in ask.pages if key in known]
    return page.line(page.localize(ask.ask), page.phrase(": "), *page.joined(links), sources=ask.source)


def _keep(page: PageBuilder) -> Block:
    """Keeping the site on the device, the language of the page first."""
    own, other_one = page.lang, other(page.lang)
    return replace(_kept(page), choices=tuple((each, page.t[f"keep_{each}"]) for each in (own, "all", other_one)))


def _kept(page: PageBuilder) -> Keep:
    """What the device keeps of the site."""
    return Keep(page.addresses.relative(page.key, page.lang, HOME, "es"))


_BLOCKS: Final[dict[str, Callable[[PageBuilder], Block]]] = {
    "search": home.search_form,
    "overview": home.overview,
    "featured": home.featured,
    "next_date": home.next_date,
    "news": home.newest,
    "map": country_map,
    "objectives": home.objectives,
    "forums": _forums,
    "standing": standing,
    "timeline": timeline,
    "criteria_checklist": _criteria_checklist,
    "blank_practice": lambda page: blank_block(page, "practice"),
    "asks": _asks,
    "keep": _keep,
    "kept": _kept,
    **OPEN_DATA,
}
