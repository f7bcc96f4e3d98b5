"""Pages of roadmaps."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.language.text import Localized
from gcm.models.roadmap import Item, Roadmap
from gcm.views.blocks import Facts, Line, Lines, Link, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.chains import chain_section, done
from gcm.views.parts.statements import Citations


def roadmaps_view(page: PageBuilder) -> View:
    """Cooperation ideas, recommendations, calendars and roadmaps, each kind under its own name and counted apart."""
    sections = [section for kind in page.taxonomy.terms["roadmap_kind"] for section in _of_kind(page, kind)]
    return page.view(
        page.phrase(page.t.roadmaps),
        lead=page.phrase(page.t.roadmaps_lead),
        blocks=[] if sections else [page.empty("none_recorded")],
        sections=sections,
    )


def _of_kind(page: PageBuilder, kind: str) -> Iterator[Section]:
    """The section of one kind, where there is any of it."""
    lines = tuple(_roadmap_line(page, roadmap) for roadmap in page.catalogue.roadmaps.values() if roadmap.kind == kind)
    if lines:
        name = page.terms("roadmap_kind", kind)
        yield Section(kind, page.t.fill("of_kind", kind=name, count=len(lines)), (Lines(lines),))


def _roadmap_line(page: PageBuilder, roadmap: Roadmap) -> Line:
    count = f" – {page.t.count('item', len(roadmap.items))}" if roadmap.items else ""
    return Line((page.roadmap(roadmap), page.phrase(count)))


def roadmap_view(page: PageBuilder, roadmap: Roadmap) -> View:
    """One roadmap."""
    return page.view(
        page.localize(roadmap.title),
        lead=page.localize(roadmap.summary) if roadmap.summary else None,
        kicker=(*page.up("roadmaps"), page.forum(page.catalogue.forums[roadmap.forum])),
        blocks=[_facts(page, roadmap), page.downloads(("sheet", roadmap.id), page.t.sheet_see)],
        sections=_sections(page, roadmap),
        record=roadmap,
    )


def _facts(page: PageBuilder, roadmap: Roadmap) -> Facts:
    forum = page.catalogue.forums[roadmap.forum]
    session = [page.line(page.session_of(roadmap.forum, roadmap.session))] if roadmap.session else []
    printed = [page.line(page.spanish(roadmap.printed_title))] if roadmap.printed_title else []
    return page.facts(
        ("kind_label", [page.phrase_line(page.term("roadmap_kind", roadmap.kind))]),
        ("forum", [page.line(page.forum(forum))]),
        ("session", session),
        ("objectives", page.objectives(roadmap.objectives)),
        ("printed_title", printed),
        ("sources", [Line((link,)) for link in page.sources(roadmap.source)]),
    )


def _sections(page: PageBuilder, roadmap: Roadmap) -> Iterator[Section]:
    cited = Citations(page, roadmap)
    yield page.section("description", *cited.prose(page.body(roadmap)))
    yield page.section("given", *cited.statements(roadmap.given))
    for part in ("scope", "aims", "key_actors", "expected_results"):
        yield page.section(f"roadmap_{part}", *cited.statements(getattr(roadmap, part)))
    items = tuple(_item(page, roadmap, item) for item in roadmap.items)
    yield page.pledges(roadmap.pledges)
    yield page.section("items", Lines(items, ordered=True) if items else page.empty("no_item"))
    yield chain_section(page, page.catalogue.chains_of_roadmap.get(roadmap.id, ()))
    yield page.section("not_given", *page.texts(roadmap.not_given))
    yield cited.section()
    yield page.editing(roadmap)


def _item(page: PageBuilder, roadmap: Roadmap, item: Item) -> Line:
    details = tuple(Line((page.phrase(f"{label}: "), *parts)) for label, parts in _details(page, roadmap, item))
    return Line(
        (page.localize(item.text),),
        note=page.localize(item.note) if item.note else None,
        sources=page.sources(item.source),
        badge=page.term("item_status", item.status),
        more=(*details, *done(page, item)),
        anchor=f"item-{item.id}",
    )


def _details(page: PageBuilder, roadmap: Roadmap, item: Item) -> Iterator[tuple[str, list[Localized | Link]]]:
    yield from _terms_of(page, item)
    for practice in item.practices:
        yield page.t.names_practice, [page.practice(page.catalogue.practices[practice])]
    for number in item.objectives.all:
        basis = page.t[f"basis_{item.objectives.basis(number)}"]
        yield page.t.objective, [page.objective(number), page.phrase(f" ({basis})")]
    if item.session:
        yield page.t.session, [page.session_of(roadmap.forum, item.session)]
    if item.event:
        yield page.t.forum, [page.forum(page.catalogue.forums[item.event])]
    for url in item.evidence:
        yield page.t.evidence, [page.external(url, page.phrase(url))]


def _terms_of(page: PageBuilder, item: Item) -> Iterator[tuple[str, list[Localized | Link]]]:
    """When, how and by whom."""
    if item.start:
        yield page.t.dates, [page.phrase(page.t.interval(item.start, item.end))]
    if item.due:
        yield page.t.due, [page.phrase(page.t.date(item.due))]
    if item.when:
        yield page.t.when, [page.localize(item.when)]
    if item.mode:
        yield page.t.mode, [page.phrase(page.term("mode", item.mode))]
    if item.owner:
        yield page.t.owner, [page.localize(item.owner)]
    if item.next_step:
        yield page.t.next_step, [page.localize(item.next_step)]
    if item.last_reviewed:
        yield page.t.last_reviewed, [page.phrase(page.t.date(item.last_reviewed))]
