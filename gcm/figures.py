"""Live figures and lists of the catalogue, for the hand-written pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gcm.catalogue import Catalogue
from gcm.language import Lang
from gcm.pages import render_block
from gcm.taxonomy import Criterion
from gcm.views.blocks import Block, Card, Cards, Line, Lines, Numbers, Starter
from gcm.views.builder import PageBuilder
from gcm.views.reference import timeline

COUNTS: Final[dict[str, Callable[[Catalogue], int]]] = {
    "practices": lambda catalogue: len(catalogue.practices),
    "listings": lambda catalogue: sum(len(practice.listings) for practice in catalogue.practices.values()),
    "forums": lambda catalogue: len(catalogue.forums),
    "roadmaps": lambda catalogue: len(catalogue.roadmaps),
    "roadmap_items": lambda catalogue: len(catalogue.items),
    "objectives_with_practice": lambda catalogue: len(catalogue.by_objective),
    "countries": lambda catalogue: len(catalogue.countries),
    "organisations": lambda catalogue: len(catalogue.taxonomy.organisations),
}


def count(page: PageBuilder, name: str) -> str:
    """How many there are, written as the page's language does."""
    return page.t.number(COUNTS[name](page.catalogue))


def show(page: PageBuilder, name: str) -> str:
    """A block of the catalogue as HTML: `overview`, `objectives`, `forums`, `timeline` or `criteria_checklist`."""
    return render_block(_BLOCKS[name](page), page.lang)


def starter_block(template: str, repository: str, lang: Lang) -> str:
    """The record to begin from as HTML; its comments are in both languages, and the page shows those in its own."""
    lines = (_in_one_language(line, lang) for line in template.splitlines())
    return render_block(Starter("\n".join(lines), f"{repository}/new/main/records/practices"), lang)


def _in_one_language(line: str, lang: Lang) -> str:
    """`# Español. / English.` → `# Español.` or `# English.`; any other line stays."""
    spanish, slash, english = line.partition(" / ")
    if not line.startswith("# ") or not slash:
        return line
    return spanish if lang == "es" else f"# {english}"


def _overview(page: PageBuilder) -> Block:
    """What there is, each number a way in."""
    kinds = ("practices", "forums", "roadmaps", "countries")
    return Numbers(tuple((count(page, kind), page.line(page.link((kind,), page.own(page.t[kind])))) for kind in kinds))


def _objectives(page: PageBuilder) -> Block:
    """The 23 objectives by their short labels."""
    return Cards(tuple(_objective(page, number) for number in page.taxonomy.objectives))


def _objective(page: PageBuilder, number: int) -> Card:
    practices = len(page.catalogue.by_objective.get(number, ()))
    told = page.t.count("practice", practices) if practices else page.t.none_recorded_short
    return Card(page.objective(number), text=page.own(told))


def _forums(page: PageBuilder) -> Block:
    """The forums with their dates."""
    return Cards(
        tuple(
            Card(page.forum(forum), page.t.interval(forum.start, forum.end), page.say(forum.summary) if forum.summary else None)
            for forum in page.catalogue.chronology
        )
    )


def _criteria_checklist(page: PageBuilder) -> Block:
    """The eligibility criteria, each with what a reviewer asks under it."""
    return Lines(tuple(_criterion(page, criterion) for criterion in page.taxonomy.criteria.values()), ordered=True)


def _criterion(page: PageBuilder, criterion: Criterion) -> Line:
    link = page.link(("criteria",), page.say(criterion.name), anchor=criterion.id)
    return page.line(link, page.own(": "), page.say(criterion.question), sources=criterion.source)


_BLOCKS: Final[dict[str, Callable[[PageBuilder], Block]]] = {
    "overview": _overview,
    "objectives": _objectives,
    "forums": _forums,
    "timeline": timeline,
    "criteria_checklist": _criteria_checklist,
}
