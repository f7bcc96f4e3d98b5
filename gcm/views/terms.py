"""Pages of what practices and forums have in common: objectives, countries, organisations, principles, criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from gcm.models import Practice
from gcm.taxonomy import Objective
from gcm.views.blocks import Block, Facts, Line, Lines, Link, Paragraph, Section, Table, View
from gcm.views.builder import PageBuilder


def objectives_view(page: PageBuilder) -> View:
    """The 23 objectives with what is recorded on each."""
    rows = tuple(_objective_row(page, objective) for objective in page.taxonomy.objectives.values())
    heads = (page.t.objective, page.t.practices, page.t.countries, page.t.roadmap_items)
    return page.view(
        page.own(page.t.objectives),
        lead=page.own(page.t.objectives_lead),
        blocks=[Table(page.t.objectives_caption, heads, rows)],
    )


def _objective_row(page: PageBuilder, objective: Objective) -> tuple[Line, ...]:
    practices = page.catalogue.by_objective.get(objective.number, ())
    countries = {code for practice in practices for code in practice.countries}
    items = page.catalogue.items_of_objective.get(objective.number, ())
    title = page.say(objective.title)
    link = page.link(("objective", str(objective.number)), page.own(f"{objective.number}. {title}"))
    return (page.line(link), *(page.word(_count(page, number)) for number in (len(practices), len(countries), len(items))))


def _count(page: PageBuilder, number: int) -> str:
    """A number, or in words that nothing is recorded: never just a zero, which reads like a finding."""
    return page.t.number(number) if number else page.t.none_recorded_short


def objective_view(page: PageBuilder, number: int) -> View:
    """One objective."""
    objective = page.taxonomy.objectives[number]
    title = page.say(objective.title)
    heading = page.own(page.t.fill("objective_title", number=str(number), title=str(title)))
    short = str(page.say(objective.short))
    return page.view(
        page.own(page.t.fill("objective_title", number=str(number), title=short)),
        heading=heading,
        kicker=page.up("objectives"),
        blocks=[_objective_facts(page, objective)],
        sections=_objective_sections(page, number),
        description=str(heading),
    )


def _objective_facts(page: PageBuilder, objective: Objective) -> Facts:
    themes = [
        theme.id
        for grouping in page.taxonomy.groupings.values()
        for theme in grouping.themes
        if objective.number in theme.objectives
    ]
    checked = objective.checked.es if page.lang == "es" else objective.checked.en
    printed = [page.line(page.spanish(label.text), sources=[label.source]) for label in objective.printed]
    return page.facts(
        ("short_label", [page.line(page.say(objective.short), sources=["hub-filters"])]),
        (
            "official_title",
            [
                page.line(
                    page.own(page.t.title_checked if checked else page.t.title_recalled),
                    note=objective.note,
                    sources=["a-res-73-195"],
                )
            ],
        ),
        ("printed_labels", printed),
        ("theme", [page.line(page.theme(id)) for id in themes]),
    )


def _objective_sections(page: PageBuilder, number: int) -> Iterator[Section]:
    catalogue = page.catalogue
    practices = catalogue.by_objective.get(number, ())
    yield page.section("practices", *_practices_by_basis(page, number, practices))
    countries = sorted(
        {code for practice in practices for code in practice.countries}, key=lambda code: str(page.country(code).label)
    )
    yield page.section("countries", Lines(tuple(page.line(page.country(code)) for code in countries)) if countries else None)
    sessions = catalogue.sessions_of_objective.get(number, ())
    yield page.section(
        "sessions",
        Lines(tuple(page.line(page.session_of(forum.id, session.id)) for forum, session in sessions))
        if sessions
        else page.empty("no_session"),
    )
    items = catalogue.items_of_objective.get(number, ())
    yield page.section(
        "roadmap_items", Lines(tuple(page.item(*pair) for pair in items)) if items else page.empty("no_roadmap_item")
    )
    yield page.section("what_is_missing", *_objective_gaps(page, practices))
    around = [each for each in (number - 1, number + 1) if each in page.taxonomy.objectives]
    yield page.section("neighbours", Lines(tuple(page.line(page.objective(each)) for each in around)))


def _practices_by_basis(page: PageBuilder, number: int, practices: Iterable[Practice]) -> Iterator[Block]:
    """Practices grouped by how it is known that they serve the objective."""
    listed = list(practices)
    if not listed:
        yield page.empty("no_practice_on_objective")
        yield page.invitation("know_one")
        return
    for basis in ("stated", "through_session", "editorial"):
        known = [practice for practice in listed if practice.objectives.basis(number) == basis]
        if known:
            yield page.paragraph(page.t.fill(f"known_{basis}", count=len(known)))
            yield page.cards(known)


def _practices_or(page: PageBuilder, practices: Collection[Practice], absence: str) -> Iterator[Block]:
    """The practices as cards, or the sentence `absence` and an invitation."""
    if practices:
        yield page.cards(practices)
    else:
        yield page.empty(absence)
        yield page.invitation("know_one")


def _objective_gaps(page: PageBuilder, practices: Iterable[Practice]) -> Iterator[Block]:
    """Kinds and champion countries with nothing recorded on the objective."""
    listed = list(practices)
    kinds = [
        kind
        for kind in page.taxonomy.terms["practice_kind"]
        if kind != "undetermined" and all(each.kind != kind for each in listed)
    ]
    if kinds:
        names = page.t.join([page.terms("practice_kind", kind).lower() for kind in kinds])
        yield page.paragraph(page.t.fill("no_kind_recorded", kinds=names))
    with_one = {code for practice in listed for code in practice.countries}
    champions = [
        member.country for member in page.taxonomy.country_groups["champion"].members if member.country not in with_one
    ]
    if champions:
        yield page.paragraph(page.t.champions_without)
        yield Lines(tuple(page.line(page.country(code)) for code in champions))


def countries_view(page: PageBuilder) -> View:
    """Every country that occurs, with what is recorded of it."""
    catalogue = page.catalogue
    codes = sorted(catalogue.countries, key=lambda code: str(page.country(code).label))
    rows = tuple(
        (
            page.line(page.country(code)),
            page.word(_count(page, len(catalogue.by_country.get(code, ())))),
            page.word(page.t.number(len(catalogue.forums_of_country[code])) if code in catalogue.forums_of_country else "–"),
            page.word(", ".join(_groups(page, code)) or "–"),
        )
        for code in codes
    )
    heads = (page.t.country, page.t.practices, page.t.forums, page.t.groups)
    return page.view(
        page.own(page.t.countries), lead=page.own(page.t.countries_lead), blocks=[Table(page.t.countries_caption, heads, rows)]
    )


def _groups(page: PageBuilder, code: str) -> list[str]:
    groups = page.taxonomy.country_groups.values()
    return [str(page.say(group.name)) for group in groups if any(member.country == code for member in group.members)]


def country_view(page: PageBuilder, code: str) -> View:
    """One country."""
    name = page.say(page.taxonomy.countries[code])
    return page.view(
        name,
        kicker=page.up("countries"),
        blocks=[_country_facts(page, code)],
        sections=_country_sections(page, code),
        description=page.t.fill("country_description", country=str(name)),
    )


def _country_facts(page: PageBuilder, code: str) -> Facts:
    members = [
        (group, member) for group in page.taxonomy.country_groups.values() for member in group.members if member.country == code
    ]
    rows = [
        page.line(
            page.say(group.name),
            note=member.note or (group.note if group.note else None),
            sources=member.source,
            badge=page.t.outside_sources if member.outside else "",
        )
        for group, member in members
    ]
    return page.facts(("country_code", [page.line(page.own(code), sources=["iso-3166"])]), ("groups", rows))


def _country_sections(page: PageBuilder, code: str) -> Iterator[Section]:
    catalogue = page.catalogue
    practices = catalogue.by_country.get(code, ())
    yield page.section("practices", *_practices_or(page, practices, "no_practice_of_country"))
    adopted = catalogue.adopted_in.get(code, ())
    yield page.section("adopted_practices", page.practice_lines(adopted) if adopted else None)
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
    covered = {number for practice in practices for number in practice.objectives.all}
    yield page.section(
        "objectives", Lines(tuple(page.line(page.objective(number)) for number in sorted(covered))) if covered else None
    )
    missing = [number for number in page.taxonomy.objectives if number not in covered]
    if practices and missing:
        yield page.section(
            "what_is_missing",
            page.paragraph(page.t.objectives_without),
            Paragraph(page.numbers(missing)),
            page.invitation("know_one"),
        )


def _attendance(page: PageBuilder, code: str) -> Iterator[Block]:
    """At which forums the country took part, and what else it was there."""
    forums = page.catalogue.forums_of_country.get(code, ())
    taken = [(forum, each) for forum in forums for each in forum.participants if each.country == code]
    roles = [(forum, role) for forum in forums for role in forum.actors if role.actor == code]
    places = [forum for forum in forums if forum.country == code]
    milestones = [milestone for milestone in page.taxonomy.milestones if milestone.country == code]
    if not taken:
        yield page.empty("no_attendance")
    lines = (
        *(
            page.line(page.forum(forum), sources=each.source, badge=page.term("country_role", each.role))
            for forum, each in taken
        ),
        *(
            page.line(page.forum(forum), note=role.detail, sources=role.source, badge=page.term("actor_role", role.role))
            for forum, role in roles
        ),
        *(page.line(page.forum(forum), badge=page.t.place_of_event) for forum in places),
        *(page.line(page.link(("timeline",), page.say(each.title)), badge=page.t.place_of_event) for each in milestones),
    )
    if lines:
        yield Lines(lines)


def _roles(page: PageBuilder, actors: Iterable[object], id: str) -> list[str]:
    return [page.term("actor_role", role.role) for role in actors if role.actor == id]  # type: ignore[attr-defined]


def organisations_view(page: PageBuilder) -> View:
    """All organisations, by kind."""
    rows = tuple(
        _organisation_row(page, id)
        for kind in page.taxonomy.terms["organisation_kind"]
        for id, organisation in sorted(page.taxonomy.organisations.items())
        if organisation.kind == kind
    )
    heads = (page.t.organisation, page.t.abbreviation, page.t.kind_label, page.t.practices, page.t.forums)
    return page.view(
        page.own(page.t.organisations),
        lead=page.own(page.t.organisations_lead),
        blocks=[Table(page.t.organisations_caption, heads, rows)],
    )


def _organisation_row(page: PageBuilder, id: str) -> tuple[Line, ...]:
    organisation = page.taxonomy.organisations[id]
    short = page.say(organisation.abbreviation) if organisation.abbreviation else page.own("–")
    practices, forums = (
        len(index.get(id, ())) for index in (page.catalogue.by_organisation, page.catalogue.forums_of_organisation)
    )
    return (
        page.line(page.organisation(id, full=True)),
        page.line(short),
        page.word(page.term("organisation_kind", organisation.kind)),
        page.word(page.t.number(practices) if practices else "–"),
        page.word(page.t.number(forums) if forums else "–"),
    )


def organisation_view(page: PageBuilder, id: str) -> View:
    """One organisation."""
    catalogue, organisation = page.catalogue, page.taxonomy.organisations[id]
    name = page.say(organisation.name)
    facts = page.facts(
        ("abbreviation", [page.text(organisation.abbreviation)] if organisation.abbreviation else []),
        ("kind_label", [page.word(page.term("organisation_kind", organisation.kind))]),
        ("country", [page.line(page.country(organisation.country))] if organisation.country else []),
        ("sources", [Line((link,)) for link in page.sources(organisation.source)]),
        (
            "remark",
            [
                *([page.text(organisation.note)] if organisation.note else []),
                *([page.word(page.t.name_outside_sources)] if organisation.outside else []),
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
        blocks=[facts],
        sections=[
            page.section("practices", *_practices_or(page, practices, "no_practice_of_organisation")),
            page.section("forums", Lines(roles) if roles else None),
            page.section("sessions", Lines(sessions) if sessions else None),
        ],
        description=page.t.fill("organisation_description", organisation=str(name)),
    )


def principles_view(page: PageBuilder) -> View:
    """The ten guiding principles."""
    lines = tuple(_principle_line(page, id) for id in page.taxonomy.principles)
    return page.view(
        page.own(page.t.principles),
        lead=page.own(page.t.principles_lead),
        blocks=[Lines(lines, ordered=True), page.paragraph(page.t.principles_origin)],
    )


def _principle_line(page: PageBuilder, id: str) -> Line:
    practices = len(page.catalogue.by_principle.get(id, ()))
    count = page.t.count("practice", practices) if practices else page.t.none_recorded_short
    return Line((page.principle(id), page.own(f" – {count}")))


def principle_view(page: PageBuilder, id: str) -> View:
    """One guiding principle."""
    principle = page.taxonomy.principles[id]
    practices = page.catalogue.by_principle.get(id, ())
    facts = page.facts(
        (
            "principle_letter",
            [
                page.line(
                    page.own(page.t.fill("paragraph_15", letter=principle.letter)), sources=["a-res-73-195", "hub-filters"]
                )
            ],
        )
    )
    around: list[Link] = [page.principle(other) for other in page.taxonomy.principles if other != id]
    return page.view(
        page.say(principle.name),
        kicker=page.up("principles"),
        blocks=[facts],
        sections=[
            page.section("practices", *_practices_or(page, practices, "no_practice_on_principle")),
            page.section("neighbours", Lines(tuple(page.line(link) for link in around))),
        ],
        description=page.t.fill("principle_description", principle=str(page.say(principle.name))),
    )


def criteria_view(page: PageBuilder) -> View:
    """The six eligibility criteria of the 2024 cycle."""
    sections = []
    for id, criterion in page.taxonomy.criteria.items():
        practices = page.catalogue.by_criterion.get(id, ())
        told = page.practice_lines(practices) if practices else page.empty("no_practice_on_criterion")
        source = page.facts(("sources", [Line((link,)) for link in page.sources(criterion.source)]))
        sections.append(Section(id, str(page.say(criterion.name)), (source, told)))
    return page.view(page.own(page.t.criteria), lead=page.own(page.t.criteria_lead), sections=sections)
