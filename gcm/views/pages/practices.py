"""Pages of practices: each one, the list of all, and a list for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gcm.catalogue.listed import listed_practices
from gcm.language.text import slug_of
from gcm.models.practice import Adoption, Identity, Listing, Practice
from gcm.views.blocks import Block, Choose, Downloads, Facts, Line, Lines, Link, Meter, Paragraph, Section, Snippets, View
from gcm.views.builder import PageBuilder
from gcm.views.citation import Work, based_on, year_of
from gcm.views.data_files import API, hub_path
from gcm.views.parts.answers import answer, how_many
from gcm.views.parts.chains import chain_section
from gcm.views.parts.statements import PRACTISED, SECTIONS, Citations, joined_labels


def practice_view(page: PageBuilder, practice: Practice) -> View:
    """One practice: what it is, its facts, what is told of it, and what that rests on."""
    kind = page.link(("kind", practice.kind), page.phrase(page.term("practice_kind", practice.kind)))
    cited = Citations(page, practice)
    blocks = [
        *cited.lead(practice.summary),
        _choose(page, practice),
        *_identity(page, practice.identity),
        _facts(page, practice, cited),
    ]
    return page.view(
        page.localize(practice.title),
        kicker=(*page.up("practices"), kind),
        blocks=blocks,
        sections=_sections(page, practice, cited),
        record=practice,
        correction=page.correction(practice),
        description=str(page.localize(practice.short)) if practice.short else "",
    )


def _choose(page: PageBuilder, practice: Practice) -> Choose:
    """The way into the reader's selection, and on to what can be done with it."""
    compare, collect = (page.link((key,), page.phrase(page.t[key])) for key in ("compare", "selection"))
    return Choose(practice.id, replace(compare, href=f"{compare.href}?id={practice.id}"), collect)


def _identity(page: PageBuilder, identity: Identity | None) -> Iterator[Block]:
    """Why it is not certain that all this is about the practice listed, and what else it may be."""
    if identity is None:
        return
    matches = tuple(page.line(page.external(match.url, page.localize(match.title))) for match in identity.possible_match)
    lead = page.phrase(f"{page.t[f'identity_{identity.certainty}']} ")
    remark = (page.localize(identity.remark),) if identity.remark else ()
    yield Paragraph(page.line(lead, *remark), "note")
    if matches:
        yield page.paragraph(page.t.possible_match)
        yield Lines(matches)


def _facts(page: PageBuilder, practice: Practice, cited: Citations) -> Facts:
    period = practice.period
    running = [page.phrase_line(page.t.interval(period.start, period.end))] if period and period.start else []
    return page.facts(
        ("kind_label", [page.line(page.phrase(page.term("practice_kind", practice.kind)), note=practice.kind_note)]),
        ("origin", [page.phrase_line(page.term("origin", practice.comes_from))]),
        ("countries", [page.line(page.country(code)) for code in practice.countries]),
        ("implementers", [page.line(page.organisation(id, full=True)) for id in practice.implementers]),
        ("objectives", _objectives(page, practice, cited)),
        (
            "session_objectives",
            [Line(page.joined(map(page.objective, numbers)))] if (numbers := practice.objectives.session_only) else [],
        ),
        ("theme", [page.line(page.theme(id)) for id in page.taxonomy.themes_of(practice.objectives.own)]),
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
        ("confirmed_by", page.confirmations(practice)),
    )


def _objectives(page: PageBuilder, practice: Practice, cited: Citations) -> Iterator[Line]:
    """The practice's own objectives, each with how it is known, and why."""
    objectives = practice.objectives
    yield from page.known_objectives(objectives, objectives.own)
    if objectives.own and objectives.reason:
        anchor = cited.anchor()
        marks = cited.marks([key for key in objectives.sources if ":" not in key], anchor)
        places = page.sources(each for each in objectives.sources if each not in cited.sources)
        yield Line(
            (page.phrase(f"{page.t.objectives_reason} "), page.localize(objectives.reason)),
            sources=(*marks, *places),
            anchor=anchor if marks else "",
        )


def _sections(page: PageBuilder, practice: Practice, cited: Citations) -> Iterator[Section]:
    yield _told(page, cited, practice, "how_it_works")
    yield _practised(page, practice, cited)
    for name in SECTIONS:
        yield _told(page, cited, practice, name)
    yield page.section("description", *cited.prose(page.body(practice)))
    yield page.section("listings", _listings(page, practice.listings) if practice.listings else None)
    items = page.catalogue.items_of_practice.get(practice.id, ())
    yield page.section("named_by_items", Lines(tuple(page.item(*pair) for pair in items)) if items else None)
    yield chain_section(page, page.catalogue.chains_of_practice.get(practice.id, ()))
    yield page.section(
        "adoptions", Lines(tuple(_adoption(page, each) for each in practice.adoptions)) if practice.adoptions else None
    )
    yield page.section("follow_up", *_follow_up(page, practice))
    yield page.pledges(practice.pledges)
    related = page.catalogue.related.get(practice.id, ())
    yield page.section("related", page.practice_lines(page.titled(related)) if related else None)
    yield page.section("who_else", *_who_else(page, practice))
    links = tuple(page.line(page.external(link.url, page.localize(link.title))) for link in practice.links)
    yield page.section("links", Lines(links) if links else None)
    yield cited.section()
    yield page.section("missing", *_missing(page, practice))
    yield page.section("cite", _citations(page, practice), *_as_data(page, practice))
    edit = Link(page.site.edit(practice.path), page.phrase(page.t.edit_file), edits=True)
    yield page.editing(practice, file=page.line(page.phrase(f"{practice.path} – "), edit))


def _told(page: PageBuilder, cited: Citations, practice: Practice, name: str) -> Section:
    """What statements tell of one thing, under what the forms call it."""
    label = page.field_label(name)
    return Section(slug_of(label), label, cited.statements(getattr(practice, name)))


def _practised(page: PageBuilder, practice: Practice, cited: Citations) -> Section:
    """Who runs it, since when, on what basis, for whom, where and at what cost, side by side."""
    rows = ((page.field_label(name), tuple(cited.statement(each) for each in getattr(practice, name))) for name in PRACTISED)
    kept = tuple((label, lines) for label, lines in rows if lines)
    return page.section("in_practice", Facts(kept) if kept else None)


def _listings(page: PageBuilder, listings: Iterable[Listing]) -> Lines:
    return Lines(tuple(_listing(page, listing) for listing in listings))


def _listing(page: PageBuilder, listing: Listing) -> Line:
    where = page.session_of(listing.forum, listing.session)
    heading = page.t.fill("listed_under", heading=page.terms("practice_kind", listing.kind))
    printed = Line(
        (page.phrase(f"{page.t.printed_as} "), page.spanish(f"«{listing.printed}»")),
        sources=page.sources(listing.source, listing.page),
    )
    return Line((where, page.phrase(f" {heading}")), more=(printed,))


def _adoption(page: PageBuilder, adoption: Adoption) -> Line:
    date = (page.phrase(f", {page.t.date(adoption.date)}"),) if adoption.date else ()
    adapted = (page.phrase(": "), page.localize(adoption.adapted)) if adoption.adapted else ()
    evidence = (page.phrase(" "), page.external(adoption.evidence, page.phrase(page.t.evidence))) if adoption.evidence else ()
    return Line((page.country(adoption.country), *date, *adapted, *evidence))


def _follow_up(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    follow_up = practice.follow_up
    if follow_up.status == "not-reported":
        return
    yield page.facts(
        ("follow_up_status", [page.phrase_line(page.term("follow_up_status", follow_up.status))]),
        ("last_reviewed", [page.phrase_line(page.t.date(follow_up.last_reviewed))] if follow_up.last_reviewed else []),
        ("next_step", [page.text(follow_up.next_step)] if follow_up.next_step else []),
    )


def _who_else(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    """Practices of the same words or objectives, of other countries first: a suggestion, so no mention that goes both ways."""
    others = page.catalogue.who_else(practice)
    if others:
        with page.aside():
            yield page.practice_lines(others)


def _citations(page: PageBuilder, practice: Practice) -> Snippets:
    """The page as others cite it."""
    title = page.localize(practice.title)
    listed_in = {place.partition(":")[0] for listing in practice.listings for place in listing.source}
    documents = {id: str(page.localize(page.taxonomy.documents[id].short)) for id in listed_in}
    work = Work(
        id=practice.slug_in(page.lang),
        title=str(title),
        site=page.site.names.get(page.lang, ""),
        url=page.site.published(page.key, page.lang),
        lang=page.lang,
        year=year_of(practice, page.site.built_on.year),
        based_on=based_on(practice, documents, page.t),
    )
    return Snippets((("APA", work.apa), ("BibTeX", work.bibtex), ("CSL-JSON", work.csl_json)))


def _as_data(page: PageBuilder, practice: Practice) -> Iterator[Downloads]:
    """The record for programs, and for who presents it to the Network's Hub, where this site has them."""
    site, links = page.site, []
    if site.offers("hub"):
        links.append((hub_path(practice.id, "docx"), page.t.practice_for_hub))
    if site.offers("api"):
        links.append((f"{API}/practices/{practice.id}.json", page.t.practice_as_json))
    shown = tuple(Link(page.addresses.shared(page.key, page.lang, path), page.phrase(label)) for path, label in links)
    if shown:
        yield Downloads(shown)


def _missing(page: PageBuilder, practice: Practice) -> Iterator[Block]:
    """What nobody has told yet, in one quiet place, and the ways to tell it."""
    percent = practice.completeness
    yield Meter(percent, page.t.fill("complete_percent", percent=str(percent)))
    unknown = [*practice.gaps]
    if unknown:
        yield page.paragraph(page.t.fill("gaps", parts=joined_labels(page, unknown)))
        yield page.invitation("fill_gaps", Link(page.correction(practice), page.phrase(page.t.edit_record)))
    adopted = page.report(practice, "adoptions", page.phrase(page.t.we_adopted))
    yield page.invitation("know_adoption", adopted)
    yield page.invitation("report_column", page.report(practice, "follow_up", page.phrase(page.t.report)))


def practices_view(page: PageBuilder) -> View:
    """All practices, by title, and how many there are of each kind and from where."""
    practices = page.catalogue.practices.values()
    kinds = [kind for kind in page.taxonomy.terms["practice_kind"] if any(each.kind == kind for each in practices)]
    counts = tuple(
        page.line(
            page.link(("kind", kind), page.phrase(page.terms("practice_kind", kind))),
            page.phrase(f" ({page.t.number(sum(each.kind == kind for each in practices))})"),
        )
        for kind in kinds
    )
    listed = page.catalogue.by_origin.get("forum-listing", ())
    listings = sum(len(practice.listings) for practice in listed)
    total = page.t.fill("practices_total", practices=len(practices), listed=len(listed), listings=listings)
    return page.view(
        page.phrase(page.t.practices),
        lead=page.phrase(page.t.practices_lead),
        blocks=[page.paragraph(total)],
        sections=[
            page.section("by_kind", Lines(counts) if counts else None),
            page.section("by_origin", origins(page)),
            page.section("all_practices", *page.listed(practices, as_cards=False))
            if practices
            else page.section("all_practices", page.empty("none_recorded")),
        ],
    )


def origins(page: PageBuilder) -> Lines | None:
    """How many practices come from where, each number the way to them."""
    found = page.catalogue.by_origin
    lines = tuple(
        page.line(
            page.phrase(f"{page.terms('origin', id)} – "),
            page.explored(page.phrase(page.t.count("practice", len(found[id]))), kind="practice", origin=id),
        )
        for id in page.taxonomy.terms["origin"]
        if id in found
    )
    return Lines(lines) if lines else None


def kind_view(page: PageBuilder, kind: str) -> View:
    """The practices of one kind."""
    practices = list(listed_practices(page.catalogue, page.key))
    title = page.phrase(page.terms("practice_kind", kind))
    return page.view(
        title,
        lead=page.phrase(page.t.kind_lead),
        kicker=page.up("practices"),
        blocks=[*(answer(how_many(page, practices)) if practices else [page.empty("none_recorded")]), *page.listed(practices)],
    )
