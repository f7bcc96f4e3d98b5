"""Pages of who acts: countries and organisations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from gcm.language.order import by_name
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.views.blocks import Block, Code, Facts, Line, Lines, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.pages.collaboration import partners
from gcm.views.pages.downloads import leaflets_of
from gcm.views.parts.answers import answer, how_many, kinds_of, named, not_recorded, nothing
from gcm.views.parts.materials import Scope, adopted, adoptions
from gcm.views.parts.news import news_section


def countries_view(page: PageBuilder) -> View:
    """Every country that occurs, with what is recorded of it."""
    return page.view(
        page.phrase(page.t.countries),
        lead=page.phrase(page.t.countries_lead),
        blocks=[
            Paragraph(page.line(page.link(("map",), page.phrase(page.t.map_see)))),
            countries_table(page, page.catalogue.countries, page.t.countries_caption),
        ],
    )


def countries_table(page: PageBuilder, countries: Iterable[str], caption: str) -> Table:
    """Countries by name, each with what is recorded of it."""
    catalogue = page.catalogue
    rows = tuple(
        (
            page.line(page.country(code)),
            page.phrase_line(page.counted(len(catalogue.by_country.get(code, ())))),
            page.phrase_line(
                page.t.number(len(catalogue.forums_of_country[code])) if code in catalogue.forums_of_country else "–"
            ),
            page.phrase_line(", ".join(_groups(page, code)) or "–"),
        )
        for code in page.named(countries)
    )
    return Table(caption, (page.t.country, page.t.practices, page.t.forums, page.t.groups), rows, short=True)


def _groups(page: PageBuilder, code: str) -> list[str]:
    groups = page.taxonomy.country_groups.values()
    return [str(page.localize(group.name)) for group in groups if any(member.country == code for member in group.members)]


def country_view(page: PageBuilder, code: str) -> View:
    """One country."""
    name = page.localize(page.taxonomy.countries[code])
    return page.view(
        name,
        kicker=page.up("countries"),
        blocks=[
            *answer_of_country(page, code),
            page.downloads(("dossier", code), page.t.dossier_see),
            *leaflets_of(page),
            *_list_of(page, code),
        ],
        sections=_country_sections(page, code),
        description=page.t.fill("country_description", country=str(name)),
    )


def _list_of(page: PageBuilder, code: str) -> Iterator[Block]:
    """The way to where the country's practices are a list that can be taken along and cited."""
    if code in page.catalogue.by_country:
        yield Paragraph(Line((page.explored(page.phrase(page.t.explore_country), kind="practice", country=code),)))


def answer_of_country(page: PageBuilder, code: str) -> Iterator[Block]:
    """What is recorded of the country, on which objectives nothing is, and where it took part."""
    practices = page.catalogue.by_country.get(code, ())
    if practices:
        covered = page.catalogue.objectives_of_country[code]
        yield from answer(_how_many(page, practices, len(covered)), _without(page, covered))
    else:
        yield from nothing(page, "no_practice_of_country")
    took = [page.forum(forum) for forum in _taken_part(page, code)]
    if took:
        yield Paragraph(named(page, "answer_took_part", took))


def _how_many(page: PageBuilder, practices: Collection[Practice], objectives: int) -> Line:
    """How many practices there are of each kind, and on how many objectives."""
    t, total = page.t, len(page.taxonomy.objectives)
    counted = t.fill("answer_on", practices=t.count("practice", len(practices)), objectives=objectives, total=total)
    return page.phrase_line(f"{counted}: {kinds_of(page, practices)}.")


def _without(page: PageBuilder, covered: Collection[int]) -> Line | None:
    """The objectives without a practice of the country, by their numbers."""
    missing = [number for number in page.taxonomy.objectives if number not in covered]
    if not missing:
        return None
    return Line((page.phrase(f"{page.t.answer_nothing_on} "), *page.numbers(missing).parts, page.phrase(".")))


def _taken_part(page: PageBuilder, code: str) -> list[Forum]:
    """The forums in which a country took part."""
    forums = page.catalogue.forums_of_country.get(code, ())
    return [forum for forum in forums if any(each.country == code for each in forum.participants)]


def _country_facts(page: PageBuilder, code: str) -> Facts:
    return page.facts(
        ("country_code", [page.line(page.phrase(code), sources=["iso-3166"])]), ("groups", group_lines(page, code))
    )


def group_lines(page: PageBuilder, code: str) -> list[Line]:
    """The groups that a country belongs to, and how that is known."""
    members = [
        (group, member) for group in page.taxonomy.country_groups.values() for member in group.members if member.country == code
    ]
    return [
        page.line(
            page.localize(group.name),
            note=member.note or (group.note if group.note else None),
            sources=member.source,
            badge=page.t.outside_sources if member.outside else "",
        )
        for group, member in members
    ]


ABSENT = ("practices", "roadmap_items", "adoptions", "attendance")
"""The sections of a country whose absence is told."""


def _country_sections(page: PageBuilder, code: str) -> Iterator[Section]:
    found = list(_of_country(page, code))
    yield from found
    yield not_recorded(page, "not_recorded_of_country", found, ABSENT)
    yield page.section("about_country", _country_facts(page, code))


def _of_country(page: PageBuilder, code: str) -> Iterator[Section]:
    catalogue = page.catalogue
    practices = catalogue.by_country.get(code, ())
    yield page.section("practices", *page.listed(practices))
    yield page.section("objectives", counts_of_country(page, code) if practices else None, folded=True)
    yield page.section("roadmap_items", *_items(page, practices))
    scope = Scope(code, practices, ())
    yield page.section("adoptions", *(adoptions(page, scope) if adopted(page, scope) else ()))
    yield page.pledges_of(catalogue.pledges_of_country.get(code, ()))
    yield partners(page, code)
    yield news_section(page, catalogue.news_of_country.get(code, ()))
    yield page.section("attendance", *_attendance(page, code))
    sessions = tuple(
        page.line(page.session_of(forum.id, session.id), badge=role)
        for forum, session in catalogue.sessions_of_actor.get(code, ())
        for role in _roles(page, session.actors, code)
    )
    yield page.section("sessions", Lines(sessions) if sessions else None)
    bodies = [id for id, organisation in page.taxonomy.organisations.items() if organisation.country == code]
    yield page.section(
        "organisations", Lines(tuple(page.line(page.organisation(id, full=True)) for id in bodies)) if bodies else None
    )
    covered = catalogue.objectives_of_country.get(code, frozenset())
    missing = [number for number in page.taxonomy.objectives if number not in covered]
    if practices and missing:
        without = page.paragraph(page.t.objectives_without)
        yield page.section("what_is_missing", without, Paragraph(page.numbers(missing)), page.invitation("know_one"))


def counts_of_country(page: PageBuilder, code: str) -> Table:
    """Each objective that a country's practices serve, with how many there are, and how many roadmap items on it."""
    counts = Counter(number for practice in page.catalogue.by_country[code] for number in practice.objectives.own)
    heads = (page.t.objective, page.t.practices, page.t.roadmap_items)
    rows = tuple(_counted(page, code, number, counts[number]) for number in sorted(counts))
    return Table(page.t.coverage_of_country, heads, rows, stacks=True)


def _counted(page: PageBuilder, code: str, number: int, practices: int) -> tuple[Line, ...]:
    items = page.catalogue.items_of_objective.get(number, ())
    return (
        page.line(page.objective(number)),
        page.number_of(practices, kind="practice", country=code, objective=str(number)),
        page.number_of(len(items), kind="item", objective=str(number)),
    )


def coverage_of_country(page: PageBuilder, practices: Iterable[Practice]) -> Table:
    """Each objective that a country's practices serve, with these practices and the number of roadmap items on it."""
    by_number: dict[int, list[Practice]] = {}
    for practice in practices:
        for number in practice.objectives.own:
            by_number.setdefault(number, []).append(practice)
    heads = (page.t.objective, page.t.practices, page.t.roadmap_items)
    rows = tuple(_objective(page, number, by_number[number]) for number in sorted(by_number))
    return Table(page.t.coverage_of_country, heads, rows, stacks=True)


def _objective(page: PageBuilder, number: int, practices: Iterable[Practice]) -> tuple[Line, ...]:
    items = page.catalogue.items_of_objective.get(number, ())
    return (
        page.line(page.objective(number)),
        Line((), more=tuple(page.line(page.practice(each)) for each in practices)),
        page.number_of(len(items), kind="item", objective=str(number)),
    )


def _items(page: PageBuilder, practices: Iterable[Practice]) -> Iterator[Block]:
    """The roadmap items that name a practice of the country; what is on its objectives is counted beside them."""
    found = {
        (roadmap.id, item.id): (roadmap, item)
        for practice in practices
        for roadmap, item in page.catalogue.items_of_practice.get(practice.id, ())
    }
    with page.aside():
        lines = tuple(page.item(*pair) for pair in found.values())
    if lines:
        yield Lines(lines)


def _attendance(page: PageBuilder, code: str) -> Iterator[Block]:
    """The forums that a country had to do with, and in words where it took part in none of them."""
    lines = attendance_lines(page, code)
    if lines and not took_part(page, code):
        yield page.empty("no_attendance")
    if lines:
        yield Lines(lines)


def took_part(page: PageBuilder, code: str) -> bool:
    """Whether a country is among the participants of a forum."""
    return bool(_taken_part(page, code))


def attendance_lines(page: PageBuilder, code: str) -> tuple[Line, ...]:
    """At which forums a country took part, and what else it was there."""
    forums = page.catalogue.forums_of_country.get(code, ())
    taken = [(forum, each) for forum in forums for each in forum.participants if each.country == code]
    roles = [(forum, role) for forum in forums for role in forum.actors if role.actor == code]
    places = [forum for forum in forums if forum.country == code]
    milestones = [milestone for milestone in page.taxonomy.milestones if milestone.country == code]
    return (
        *(
            page.line(page.forum(forum), sources=each.source, badge=page.term("country_role", each.role))
            for forum, each in taken
        ),
        *(
            page.line(page.forum(forum), note=role.detail, sources=role.source, badge=page.term("actor_role", role.role))
            for forum, role in roles
        ),
        *(page.line(page.forum(forum), badge=page.t.place_of_event) for forum in places),
        *(page.line(page.link(("timeline",), page.localize(each.title)), badge=page.t.place_of_event) for each in milestones),
    )


def _roles(page: PageBuilder, actors: Iterable[object], id: str) -> list[str]:
    return [page.term("actor_role", role.role) for role in actors if role.actor == id]  # type: ignore[attr-defined]


def organisations_view(page: PageBuilder) -> View:
    """All organisations, by kind."""
    rows = tuple(
        _organisation_row(page, id)
        for kind in page.taxonomy.terms["organisation_kind"]
        for id in by_name(
            page.taxonomy.organisations, lambda id: page.localize(page.taxonomy.organisations[id].name), page.lang
        )
        if page.taxonomy.organisations[id].kind == kind
    )
    heads = (page.t.organisation, page.t.abbreviation, page.t.kind_label, page.t.practices, page.t.forums)
    return page.view(
        page.phrase(page.t.organisations),
        lead=page.phrase(page.t.organisations_lead),
        blocks=[Table(page.t.organisations_caption, heads, rows, short=True)],
    )


def _organisation_row(page: PageBuilder, id: str) -> tuple[Line, ...]:
    organisation = page.taxonomy.organisations[id]
    short = page.localize(organisation.abbreviation) if organisation.abbreviation else page.phrase("–")
    practices, forums = (
        len(index.get(id, ())) for index in (page.catalogue.by_organisation, page.catalogue.forums_of_organisation)
    )
    return (
        page.line(page.organisation(id, full=True)),
        page.line(short),
        page.phrase_line(page.term("organisation_kind", organisation.kind)),
        page.phrase_line(page.t.number(practices) if practices else "–"),
        page.phrase_line(page.t.number(forums) if forums else "–"),
    )


def organisation_view(page: PageBuilder, id: str) -> View:
    """One organisation."""
    catalogue, organisation = page.catalogue, page.taxonomy.organisations[id]
    name = page.localize(organisation.name)
    facts = page.facts(
        ("abbreviation", [page.text(organisation.abbreviation)] if organisation.abbreviation else []),
        ("kind_label", [page.phrase_line(page.term("organisation_kind", organisation.kind))]),
        ("country", [page.line(page.country(organisation.country))] if organisation.country else []),
        ("id_in_records", [page.line(Code(id))]),
        ("sources", [Line((link,)) for link in page.sources(organisation.source)]),
        (
            "remark",
            [
                *([page.text(organisation.note)] if organisation.note else []),
                *([page.phrase_line(page.t.name_outside_sources)] if organisation.outside else []),
            ],
        ),
    )
    practices = catalogue.by_organisation.get(id, ())
    roles = tuple(
        page.line(page.forum(forum), sources=role.source, note=role.detail, badge=page.term("actor_role", role.role))
        for forum in catalogue.forums_of_organisation.get(id, ())
        for role in forum.actors
        if role.actor == id
    )
    sessions = tuple(
        page.line(page.session_of(forum.id, session.id), badge=role)
        for forum, session in catalogue.sessions_of_actor.get(id, ())
        for role in _roles(page, session.actors, id)
    )
    return page.view(
        name,
        kicker=page.up("organisations"),
        blocks=answer(how_many(page, practices)) if practices else [page.empty("no_practice_of_organisation")],
        sections=[
            page.section("practices", *page.listed(practices)),
            page.section("forums", Lines(roles) if roles else None),
            page.section("sessions", Lines(sessions) if sessions else None),
            page.section("about_organisation", facts),
        ],
        description=page.t.fill("organisation_description", organisation=str(name)),
    )
