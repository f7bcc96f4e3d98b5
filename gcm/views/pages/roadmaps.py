"""Pages of roadmaps."""

from __future__ import annotations

from collections.abc import Iterator

from gcm.language.text import Said
from gcm.models.roadmap import Item, Roadmap
from gcm.views.blocks import Facts, Line, Lines, Link, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.chains import chain_section, done


def roadmaps_view(page: PageBuilder) -> View:
    """All roadmaps, by kind."""
    roadmaps = page.catalogue.roadmaps.values()
    lines = tuple(
        _roadmap_line(page, roadmap)
        for kind in page.taxonomy.terms["roadmap_kind"]
        for roadmap in roadmaps
        if roadmap.kind == kind
    )
    return page.view(
        page.own(page.t.roadmaps),
        lead=page.own(page.t.roadmaps_lead),
        blocks=[Lines(lines) if lines else page.empty("none_recorded")],
    )


def _roadmap_line(page: PageBuilder, roadmap: Roadmap) -> Line:
    count = f" – {page.t.count('item', len(roadmap.items))}" if roadmap.items else ""
    return Line((page.roadmap(roadmap), page.own(count)), badge=page.term("roadmap_kind", roadmap.kind))


def roadmap_view(page: PageBuilder, roadmap: Roadmap) -> View:
    """One roadmap."""
    return page.view(
        page.say(roadmap.title),
        lead=page.say(roadmap.summary) if roadmap.summary else None,
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
        ("kind_label", [page.word(page.term("roadmap_kind", roadmap.kind))]),
        ("forum", [page.line(page.forum(forum))]),
        ("session", session),
        ("objectives", page.objectives(roadmap.objectives)),
        ("printed_title", printed),
        ("sources", [Line((link,)) for link in page.sources(roadmap.source)]),
    )


def _sections(page: PageBuilder, roadmap: Roadmap) -> Iterator[Section]:
    yield page.section("description", *page.body(roadmap))
    yield page.section("given", *page.statements(roadmap.given))
    for part in ("scope", "aims", "key_actors", "expected_results"):
        yield page.section(f"roadmap_{part}", *page.statements(getattr(roadmap, part)))
    items = tuple(_item(page, roadmap, item) for item in roadmap.items)
    yield page.pledges(roadmap.pledges)
    yield page.section("items", Lines(items, ordered=True) if items else page.empty("no_item"))
    yield chain_section(page, page.catalogue.chains_of_roadmap.get(roadmap.id, ()))
    yield page.section("not_given", *page.texts(roadmap.not_given))
    yield page.editing(roadmap)


def _item(page: PageBuilder, roadmap: Roadmap, item: Item) -> Line:
    details = tuple(Line((page.own(f"{label}: "), *parts)) for label, parts in _details(page, roadmap, item))
    return Line(
        (page.say(item.text),),
        note=page.say(item.note) if item.note else None,
        sources=page.sources(item.source),
        badge=page.term("item_status", item.status),
        more=(*details, *done(page, item)),
        anchor=f"item-{item.id}",
    )


def _details(page: PageBuilder, roadmap: Roadmap, item: Item) -> Iterator[tuple[str, list[Said | Link]]]:
    yield from _terms_of(page, item)
    for practice in item.practices:
        yield page.t.names_practice, [page.practice(page.catalogue.practices[practice])]
    for number in item.objectives.all:
        basis = page.t[f"basis_{item.objectives.basis(number)}"]
        yield page.t.objective, [page.objective(number), page.own(f" ({basis})")]
    if item.session:
        yield page.t.session, [page.session_of(roadmap.forum, item.session)]
    if item.event:
        yield page.t.forum, [page.forum(page.catalogue.forums[item.event])]
    for url in item.evidence:
        yield page.t.evidence, [page.outside(url, page.own(url))]


def _terms_of(page: PageBuilder, item: Item) -> Iterator[tuple[str, list[Said | Link]]]:
    """When, how and by whom."""
    if item.start:
        yield page.t.dates, [page.own(page.t.interval(item.start, item.end))]
    if item.due:
        yield page.t.due, [page.own(page.t.date(item.due))]
    if item.when:
        yield page.t.when, [page.say(item.when)]
    if item.mode:
        yield page.t.mode, [page.own(page.term("mode", item.mode))]
    if item.owner:
        yield page.t.owner, [page.say(item.owner)]
    if item.next_step:
        yield page.t.next_step, [page.say(item.next_step)]
    if item.last_reviewed:
        yield page.t.last_reviewed, [page.own(page.t.date(item.last_reviewed))]
