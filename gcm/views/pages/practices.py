"""Pages of practices: each one, the list of all, and a list for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gcm.models.practice import Adoption, Listing, Practice
from gcm.views.blocks import Block, Facts, Line, Lines, Link, Meter, Section, Snippets, View
from gcm.views.builder import PageBuilder
from gcm.views.citation import Work
from gcm.views.parts.chains import chain_section


def practice_view(page: PageBuilder, practice: Practice) -> View:
    """One practice."""
    kind = page.link(("kind", practice.kind), page.phrase(page.term("practice_kind", practice.kind)))
    return page.view(
        page.localize(practice.title),
        lead=page.localize(practice.summary) if practice.summary else None,
        kicker=(*page.up("practices"), kind),
        blocks=[_facts(page, practice)],
        sections=_sections(page, practice),
        record=practice,
        correction=page.correction(practice),
    )


def _facts(page: PageBuilder, practice: Practice) -> Facts:
    period = practice.period
    running = [page.phrase_line(page.t.interval(period.start, period.end))] if period and period.start else []
    return page.facts(
        ("kind_label", [page.line(page.phrase(page.term("practice_kind", practice.kind)), note=practice.kind_note)]),
        ("countries", [page.line(page.country(code)) for code in practice.countries]),
        ("implementers", [page.line(page.organisation(id, full=True)) for id in practice.implementers]),
        ("objectives", page.objectives(practice.objectives)),
        ("theme", [page.line(page.theme(id)) for id in _themes(page, practice)]),
        ("principles", [page.line(page.principle(id)) for id in practice.principles]),
        (
            "criteria",
            [
                page.line(page.link(("criteria",), page.localize(page.taxonomy.criteria[id].name), anchor=id))
                for id in practice.criteria
            ],
        ),
        ("period", running),
        ("scope", [page.phrase_line(page.term("scope", practice.scope))] if practice.scope else []),
        ("aliases", [page.line(page.spanish(alias)) for alias in practice.aliases]),
        ("hub_entry", [page.line(page.external(practice.hub_url, page.phrase(practice.hub_url)))] if practice.hub_url else []),
    )


def _themes(page: PageBuilder, practice: Practice) -> list[str]:
    """The review themes that the practice's objectives belong to."""
    themes = [page.taxonomy.theme(id) for id in page.taxonomy.theme_ids]
    return [theme.id for theme in themes if set(theme.objectives) & set(practice.objectives.all)]


def _sections(page: PageBuilder, practice: Practice) -> Iterator[Section]:
    yield page.section("description", *page.body(practice))
    for name in ("results", "lessons", "replication_needs"):
        text = getattr(practice, name)
        yield page.section(name, *(page.texts([text]) if text else ()))
    yield page.section("listings", _listings(page, practice.listings) if practice.listings else None)
    items = page.catalogue.items_of_practice.get(practice.id, ())
    yield page.section("named_by_items", Lines(tuple(page.item(*pair) for pair in items)) if items else None)
    yield chain_section(page, page.catalogue.chains_of_practice.get(practice.id, ()))
    adopted = page.report(practice, "adoptions", page.phrase(page.t.we_adopted))
    yield page.section("adoptions", *_adoptions(page, practice.adoptions), page.invitation("know_adoption", adopted))
    report_link = page.report(practice, "follow_up", page.phrase(page.t.report))
    yield page.section("follow_up", *_follow_up(page, practice), page.invitation("report_column", report_link))
    yield page.pledges(practice.pledges)
    related = page.catalogue.related.get(practice.id, ())
    yield page.section("related", page.cards(related) if related else None)
    yield page.section("who_else", *_who_else(page, practice))
    links = tuple(page.line(page.external(link.url, page.localize(link.title))) for link in practice.links)
    yield page.section("links", Lines(links) if links else None)
    yield page.section("completeness", *_completeness(page, practice))
    yield page.section("cite", _citations(page, practice))
    edit = Link(page.site.edit(practice.path), page.phrase(page.t.edit_file), edits=True)
    yield page.editing(practice, file=page.line(page.phrase(f"{practice.path} – "), edit))


def _listings(page: PageBuilder, listings: Iterable[Listing]) -> Lines:
    return Lines(tuple(_listing(page, listing) for listing in listings))


def _listing(page: PageBuilder, listing: Listing) -> Line:
    where = page.session_of(listing.forum, listing.session)
    heading = page.t.fill("listed_under", heading=page.terms("practice_kind", listing.kind))
    place = f" {page.t.fill('listed_page', page=str(listing.page))}" if listing.page else ""
    printed = Line(
        (page.phrase(f"{page.t.printed_as} "), page.spanish(f"«{listing.printed}»")), sources=page.sources(listing.source)
    )
    return Line((where, page.phrase(f" {heading}{place}")), more=(printed,))


def _adoptions(page: PageBuilder, adoptions: Iterable[Adoption]) -> Iterator[Block]:
    lines = tuple(_adoption(page, adoption) for adoption in adoptions)
    if lines:
        yield Lines(lines)
    else:
        yield page.empty("no_adoption")


def _adoption(page: PageBuilder, adoption: Adoption) -> Line:
    date = (page.phrase(f", {page.t.date(adoption.date)}"),) if adoption.date else ()
    adapted = (page.phrase(": "), page.localize(adoption.adapted)) if adoption.adapted else ()
    evidence = (page.phrase(" "), page.external(adoption.evidence, page.phrase(page.t.evidence))) if adoption.evidence else ()
    return Line((page.country(adoption.country), *date, *adapted, *evidence))


def _follow_up(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    follow_up = practice.follow_up
    if follow_up.status == "not-reported":
        yield page.empty("no_follow_up")
        return
    yield page.facts(
        ("follow_up_status", [page.phrase_line(page.term("follow_up_status", follow_up.status))]),
        ("last_reviewed", [page.phrase_line(page.t.date(follow_up.last_reviewed))] if follow_up.last_reviewed else []),
        ("next_step", [page.text(follow_up.next_step)] if follow_up.next_step else []),
    )


def _who_else(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    """Practices on the same objectives, of other countries first: a suggestion, so no mention that goes both ways."""
    others = page.catalogue.who_else(practice)
    if others:
        with page.aside():
            yield page.cards(others)


def _citations(page: PageBuilder, practice: Practice) -> Snippets:
    """The page as others cite it."""
    title = page.localize(practice.title)
    work = Work(
        id=practice.slug_in(page.lang),
        title=str(title),
        site=page.site.names.get(page.lang, ""),
        url=page.site.published(page.key, page.lang),
        lang=page.lang,
        undated=page.t.undated,
        year=str(practice.review.compiled_on.year) if practice.review.compiled_on else "",
    )
    return Snippets((("APA", work.apa), ("BibTeX", work.bibtex), ("CSL-JSON", work.csl_json)))


def _completeness(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    percent = practice.completeness
    yield Meter(percent, page.t.fill("complete_percent", percent=str(percent)))
    if practice.gaps:
        gaps = page.t.join([page.t[f"part_{part}"] for part in practice.gaps])
        yield page.paragraph(page.t.fill("gaps", parts=gaps))
        yield page.invitation("fill_gaps", Link(page.correction(practice), page.phrase(page.t.edit_record)))


def practices_view(page: PageBuilder) -> View:
    """All practices, by title."""
    practices = sorted(page.catalogue.practices.values(), key=lambda practice: str(page.localize(practice.title)).casefold())
    kinds = [kind for kind in page.taxonomy.terms["practice_kind"] if any(each.kind == kind for each in practices)]
    counts = tuple(
        page.line(
            page.link(("kind", kind), page.phrase(page.terms("practice_kind", kind))),
            page.phrase(f" ({page.t.number(sum(each.kind == kind for each in practices))})"),
        )
        for kind in kinds
    )
    listings = sum(len(practice.listings) for practice in practices)
    total = page.t.fill("practices_total", practices=len(practices), listings=listings)
    return page.view(
        page.phrase(page.t.practices),
        lead=page.phrase(page.t.practices_lead),
        blocks=[page.paragraph(total)],
        sections=[
            page.section("by_kind", Lines(counts) if counts else None),
            page.section("all_practices", page.practice_lines(practices) if practices else page.empty("none_recorded")),
        ],
    )


def kind_view(page: PageBuilder, kind: str) -> View:
    """The practices of one kind."""
    practices = [practice for practice in page.catalogue.practices.values() if practice.kind == kind]
    title = page.phrase(page.terms("practice_kind", kind))
    return page.view(
        title,
        lead=page.phrase(page.t.kind_lead),
        kicker=page.up("practices"),
        blocks=[page.cards(practices) if practices else page.empty("none_recorded")],
    )
