"""Pages of the 23 objectives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from gcm.models.practice import Practice
from gcm.taxonomy.lists import Objective
from gcm.views.blocks import Block, Facts, Line, Lines, Link, Part, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.pages.downloads import leaflets_of
from gcm.views.parts.answers import answer, champions_without, how_many, not_recorded, nothing
from gcm.views.parts.news import news_section

MOST_THROUGH_SESSION = 100
"""Practices that are named without being counted; the pages of the sessions name them all."""

MOST = 6
"""Roadmap items from which on they are shown on demand."""


def objectives_view(page: PageBuilder) -> View:
    """The 23 objectives with what is recorded on each."""
    rows = tuple(_row(page, objective) for objective in page.taxonomy.objectives.values())
    heads = (page.t.objective, page.t.practices, page.t.countries, page.t.session_only, page.t.roadmap_items)
    return page.view(
        page.phrase(page.t.objectives),
        lead=page.phrase(page.t.objectives_lead),
        blocks=[page.paragraph(page.t.own_objectives_reading), Table(page.t.objectives_caption, heads, rows, short=True)],
    )


def _row(page: PageBuilder, objective: Objective) -> tuple[Line, ...]:
    practices = page.catalogue.by_objective.get(objective.number, ())
    countries = {code for practice in practices for code in practice.countries}
    through = len(page.catalogue.by_session_objective.get(objective.number, ()))
    items = page.catalogue.items_of_objective.get(objective.number, ())
    title = page.localize(objective.title)
    link = page.link(("objective", str(objective.number)), page.phrase(f"{objective.number}. {title}"))
    counts = (
        page.counted(len(practices)),
        page.counted(len(countries)),
        page.t.number(through) if through else "–",
        page.counted(len(items)),
    )
    return (page.line(link), *(page.phrase_line(each) for each in counts))


def objective_view(page: PageBuilder, number: int) -> View:
    """One objective."""
    objective = page.taxonomy.objectives[number]
    title = page.localize(objective.title)
    heading = page.phrase(page.t.fill("objective_title", number=str(number), title=str(title)))
    short = str(page.localize(objective.short))
    return page.view(
        page.phrase(page.t.fill("objective_title", number=str(number), title=short)),
        heading=heading,
        kicker=page.up("objectives"),
        blocks=[*answer_on_objective(page, number), *leaflets_of(page)],
        sections=_sections(page, objective),
        description=str(heading),
    )


def answer_on_objective(page: PageBuilder, number: int) -> Iterator[Block]:
    """What is recorded on the objective, and what is not."""
    practices = page.catalogue.by_objective.get(number, ())
    if practices:
        yield from answer(how_many(page, practices), champions_without(page, practices))
    else:
        yield from nothing(page, "no_practice_on_objective")


def _facts(page: PageBuilder, objective: Objective) -> Facts:
    checked = objective.checked.es if page.lang == "es" else objective.checked.en
    printed = [page.line(page.spanish(label.text), sources=[label.source]) for label in objective.printed]
    return page.facts(
        ("short_label", [page.line(page.localize(objective.short), sources=["hub-filters"])]),
        (
            "official_title",
            [
                page.line(
                    page.phrase(page.t.title_checked if checked else page.t.title_recalled),
                    *_seen(page, objective),
                    note=objective.note,
                    sources=["a-res-73-195"],
                )
            ],
        ),
        ("printed_labels", printed),
        ("theme", [page.line(page.theme(id)) for id in page.taxonomy.themes_of((objective.number,))]),
    )


def _seen(page: PageBuilder, objective: Objective) -> tuple[Part, ...]:
    """Where the title was checked, if that is known."""
    url = objective.seen.get(page.lang)
    return (page.phrase(" "), page.external(url, page.phrase(page.t.title_seen))) if url else ()


def _sections(page: PageBuilder, objective: Objective) -> Iterator[Section]:
    number = objective.number
    found = list(_recorded(page, number))
    yield from found
    yield not_recorded(page, "not_recorded_on_objective", found, ABSENT)
    yield page.section("about_objective", _facts(page, objective), *_bases(page, number))
    around = [each for each in (number - 1, number + 1) if each in page.taxonomy.objectives]
    lines = Lines(tuple(page.line(page.objective(each)) for each in around))
    yield Section(page.anchor("neighbours"), page.t.other_objectives, (lines,))


ABSENT = ("practices", "sessions", "roadmap_items")
"""The sections whose absence is told."""


def _recorded(page: PageBuilder, number: int) -> Iterator[Section]:
    catalogue = page.catalogue
    practices = catalogue.by_objective.get(number, ())
    yield page.section("practices", *page.listed(practices))
    yield page.section("through_session", *_through_session(page, number), folded=True)
    yield page.section("by_country", *_counted_countries(page, number, practices))
    yield page.section("by_kind", *_counted_kinds(page, number, practices))
    sessions = catalogue.sessions_of_objective.get(number, ())
    yield page.section(
        "sessions",
        Lines(tuple(page.line(page.session_of(forum.id, session.id)) for forum, session in sessions)) if sessions else None,
    )
    items = catalogue.items_of_objective.get(number, ())
    yield page.section(
        "roadmap_items", Lines(tuple(page.item(*pair) for pair in items)) if items else None, folded=len(items) > MOST
    )
    yield page.pledges_of(catalogue.pledges_of_objective.get(number, ()))
    yield page.section("recommendations", *_recommendations(page, number), folded=True)
    yield page.section("what_is_missing", *_gaps(page, practices))
    yield news_section(page, catalogue.news_of_objective.get(number, ()))


def _bases(page: PageBuilder, number: int) -> Iterator[Block]:
    """How it is known of the practices that they serve the objective."""
    counts = Counter(each.objectives.basis(number) for each in page.catalogue.by_objective.get(number, ()))
    bases = [basis for basis in ("stated", "editorial") if counts[basis]]
    if bases:
        yield Lines(tuple(page.phrase_line(page.t.fill(f"known_{basis}", count=counts[basis])) for basis in bases))


def _through_session(page: PageBuilder, number: int) -> Iterator[Block]:
    """Practices that have the objective through the session alone in which they were shared: beside the count, not in it."""
    practices = page.catalogue.by_session_objective.get(number, ())
    if practices:
        yield page.paragraph(page.t.fill("known_through_session", count=len(practices)))
        yield page.practice_lines(page.titled(practices)[:MOST_THROUGH_SESSION])
        if len(practices) > MOST_THROUGH_SESSION:
            yield page.paragraph(page.t.on_pages_of_sessions)


def _gaps(page: PageBuilder, practices: Iterable[Practice]) -> Iterator[Block]:
    """Kinds with nothing recorded on the objective."""
    listed = list(practices)
    kinds = [
        kind
        for kind in page.taxonomy.terms["practice_kind"]
        if kind != "undetermined" and all(each.kind != kind for each in listed)
    ]
    if kinds:
        names = page.t.join([page.terms("practice_kind", kind).lower() for kind in kinds])
        yield page.paragraph(page.t.fill("no_kind_recorded", kinds=names))


def _counted_countries(page: PageBuilder, number: int, practices: Collection[Practice]) -> Iterator[Block]:
    """Each country with how many of the practices are its own, most first."""
    counts = Counter(code for practice in practices for code in practice.countries)
    ordered = sorted(page.named(counts), key=lambda code: -counts[code])
    lines = tuple(
        page.line(page.country(code), page.phrase(" – "), _explored(page, counts[code], number, country=code))
        for code in ordered
    )
    if lines:
        yield Lines(lines)


def _counted_kinds(page: PageBuilder, number: int, practices: Collection[Practice]) -> Iterator[Block]:
    """Each kind with how many of the practices are of it."""
    counts = Counter(practice.kind for practice in practices)
    kinds = [kind for kind in page.taxonomy.terms["practice_kind"] if counts[kind]]
    names = {kind: page.phrase(page.terms("practice_kind", kind)) for kind in kinds}
    lines = tuple(
        page.line(names[kind], page.phrase(" – "), _explored(page, counts[kind], number, kind=kind)) for kind in kinds
    )
    if lines:
        yield Lines(lines)


def _explored(page: PageBuilder, count: int, objective: int, **facets: str) -> Link:
    return page.explored(
        page.phrase(page.t.count("practice", count)), **{"objective": str(objective), "kind": "practice", **facets}
    )


def _recommendations(page: PageBuilder, number: int) -> Iterator[Block]:
    """Items that take up a session on the objective, where their roadmap names no objective of its own."""
    own = {(roadmap.id, item.id) for roadmap, item in page.catalogue.items_of_objective.get(number, ())}
    sessions = [(forum.id, session.id) for forum, session in page.catalogue.sessions_of_objective.get(number, ())]
    pairs = [pair for place in sessions for pair in page.catalogue.items_of_session.get(place, ())]
    with page.aside():
        lines = tuple(page.item(*pair) for pair in pairs if (pair[0].id, pair[1].id) not in own)
    if lines:
        yield page.paragraph(page.t.recommendations_reading)
        yield Lines(lines)
