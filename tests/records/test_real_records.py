"""What the records and the closed lists say, against what the five source documents print."""

from __future__ import annotations

import re

import pytest

from gcm.models.record import texts_of
from gcm.taxonomy.lists import OBJECTIVES, taxonomy
from support.paths import ROOT

FILES = [*sorted((ROOT / "records").rglob("*.md")), *sorted((ROOT / "gcm" / "data").glob("*.yaml"))]

NAME = r"[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"
OFFICE = (
    r"(?:[Vv]ice)?[Mm]inistr[oa]|[Vv]iceministr[oa]|[Ee]mbajadora?|[Cc]anciller|[Dd]irectora?|[Pp]residente?a?|[Ss]ecretari[oa]"
)
PERSONS = (
    rf"\b(?:Sra?|Srta|Dra?|Lic|Licda|Ing|Arq|Prof|Mr|Mrs|Ms|Excm[oa]|Hon)\. ?{NAME}",
    rf"\b[Dd](?:on|oña) {NAME}",
    rf"\b(?:{OFFICE}),? {NAME} {NAME}",
    rf"\b(?:Vice-?[Mm]inister|Minister|Ambassador|Director|President|Secretary),? {NAME} {NAME}",
    rf"\b{NAME} {NAME}, (?:{OFFICE})\b",
    r"[\w.+-]+@[\w-]+\.\w+",
)
"""How a document names a private person: a form of address or an office, and capitalised names."""


def test_the_records_have_no_problem(loaded):
    """Every real record is valid and in both languages; some rest on the press alone, and are told to."""
    assert [problem for problem in loaded[1] if problem.code != "W507"] == []
    assert len(loaded[1]) < 12


@pytest.mark.parametrize(("kind", "count"), [("practices", 105), ("forums", 7), ("roadmaps", 10)])
def test_every_record_of_the_sources_is_there(catalogue, kind, count):
    """62 distinct practices and 43 from elsewhere, seven events and ten roadmaps, one file each."""
    assert len(getattr(catalogue, kind)) == count == len(list((ROOT / "records" / kind).glob("[!_]*.md")))


def test_65_listings_are_62_practices(catalogue):
    """The I Forum prints 65 lines; three practices stand in two sessions."""
    listings = [entry for practice in catalogue.practices.values() for entry in practice.listings]
    twice = {practice.id for practice in catalogue.practices.values() if len(practice.listings) == 2}
    assert len(listings) == 65
    assert {entry.forum for entry in listings} == {"i-foro-2023"}
    assert twice == {
        "programa-trabajadores-agricolas-temporales-ptat",
        "registro-unico-de-extranjeria-ruex",
        "protocolo-asistencia-salvadorenos-en-el-exterior",
    }


def test_each_listing_is_a_line_of_its_own(catalogue):
    """No printed line is counted twice, and every one says where it was printed."""
    sources = [entry.source for practice in catalogue.practices.values() for entry in practice.listings]
    assert len(set(sources)) == len(sources) == 65
    assert all(len(source) == 1 and source[0].startswith("informe-i-foro:") for source in sources)


@pytest.mark.parametrize(
    ("session", "count"),
    [("sesion-1", 28), ("sesion-2a", 3), ("sesion-2b", 8), ("sesion-3", 12), ("sesion-4a", 3), ("sesion-4b", 8)],
)
def test_listings_of_each_session(catalogue, session, count):
    """As many practices as the report prints below each session."""
    assert len(catalogue.by_session["i-foro-2023", session]) == count


def test_session_5_lists_three_practices(catalogue):
    """The report's session on follow-up lists three items and prints no objective."""
    listed = catalogue.by_session["i-foro-2023", "sesion-5"]
    assert {practice.id for practice in listed} == {
        "mecanismo-nacional-sobre-movilidad-humana",
        "protocolo-asistencia-salvadorenos-en-el-exterior",
        "repositorio-de-practicas-de-migracion",
    }
    assert catalogue.forums["i-foro-2023"].session("sesion-5").objectives == ()


@pytest.mark.parametrize(
    ("practice", "numbers"),
    [
        ("registro-unico-de-extranjeria-ruex", (1, 4, 5, 12)),
        ("programa-trabajadores-agricolas-temporales-ptat", (4, 5, 6, 12, 16, 19, 20)),
        ("protocolo-asistencia-salvadorenos-en-el-exterior", (7, 8, 14, 15)),
    ],
)
def test_listed_twice_means_the_objectives_of_both(catalogue, practice, numbers):
    """A practice of two sessions has the objectives of both through its sessions, and besides its own."""
    objectives = catalogue.practices[practice].objectives
    assert objectives.through_session == numbers
    assert objectives.own


def test_through_session_is_the_union_of_the_sessions(catalogue):
    """What a practice has through its sessions is neither more nor less than what these treat."""
    forum = catalogue.forums["i-foro-2023"]
    for practice in catalogue.practices.values():
        treated = {number for entry in practice.listings for number in forum.session(entry.session).objectives}
        assert set(practice.objectives.through_session) == treated, practice.id


def test_the_kind_of_the_data_unit_is_undetermined(catalogue):
    """Two headings stand together before its list: which one is meant cannot be read, and a note says so."""
    unit = catalogue.practices["unidad-regional-de-datos-rmdu"]
    assert (unit.kind, unit.kind_note is not None) == ("undetermined", True)
    assert [practice.id for practice in catalogue.practices.values() if practice.kind == "undetermined"] == [unit.id]


def test_a_session_makes_no_practice_one_of_all_its_objectives(catalogue):
    """28 practices were shared in the session that treats consular protection; few of them are about it."""
    shared = [each for each in catalogue.practices.values() if 14 in each.objectives.through_session]
    assert len(shared) >= 27
    assert 0 < len(catalogue.by_objective[14]) < 12
    assert len(catalogue.by_session_objective[14]) > 15


def test_every_objective_has_a_practice_of_its_own(catalogue):
    """The practices from elsewhere fill what the forum left open."""
    assert set(catalogue.by_objective) == set(OBJECTIVES)


def test_every_statement_rests_on_something(catalogue):
    """Sources or a place, in both languages; most practices have public sources."""
    statements = [each for practice in catalogue.practices.values() for _, each in practice.statements]
    assert len(statements) >= 900
    assert all(bool(each.sources) != bool(each.place) for each in statements)
    assert all(each.es and each.en for each in statements)
    assert sum(bool(practice.sources) for practice in catalogue.practices.values()) >= 85
    assert len({source.url for practice in catalogue.practices.values() for source in practice.sources}) >= 350


def test_seven_objectives_are_in_no_session_of_the_i_forum(catalogue):
    """The I Forum treated 16 of the 23 objectives."""
    treated = {number for session in catalogue.forums["i-foro-2023"].sessions for number in session.objectives}
    assert set(OBJECTIVES) - treated == {2, 3, 13, 17, 18, 22, 23}


def test_22_ideas_of_the_cooperation_tables(catalogue):
    """Six tables, with as many ideas as the report prints."""
    tables = {roadmap.id: len(roadmap.items) for roadmap in catalogue.roadmaps.values() if roadmap.kind == "cooperation-table"}
    assert list(tables.values()) == [7, 4, 3, 1, 5, 2]
    assert sum(tables.values()) == 22


def test_roadmaps_of_the_ii_forum_are_not_made_up(catalogue):
    """Their text is not known: the record says so and has no items."""
    roadmap = catalogue.roadmaps["ii-foro-hojas-de-ruta"]
    assert roadmap.items == ()
    assert roadmap.not_given


def test_18_countries_took_part_in_the_i_forum(catalogue):
    """Annex 1 of the report, 13 of the Americas and five from elsewhere; Chile is not among them."""
    countries = {participant.country for participant in catalogue.forums["i-foro-2023"].participants}
    assert len(countries) == 18
    assert {"NG", "GH", "AZ", "GM", "TR"} <= countries
    assert "CL" not in countries


def test_12_countries_took_part_in_the_ii_forum(catalogue):
    """The joint communiqué names twelve; the Dominican Republic only listened, and Mexico is not among them."""
    roles = {participant.country: participant.role for participant in catalogue.forums["ii-foro-2024"].participants}
    assert len(roles) == 12
    assert (roles["DO"], roles["SV"], "MX" in roles) == ("listener", "host", False)
    assert [country for country, role in roles.items() if role == "listener"] == ["DO"]


@pytest.mark.parametrize(
    ("forum", "start", "end"),
    [
        ("i-foro-2023", "2023-09-27", "2023-09-28"),
        ("ii-foro-2024", "2024-09-25", "2024-09-26"),
        ("ciclo-2024", "2024-10-23", "2024-11-12"),
        ("revision-regional-2025", "2025-03-18", "2025-03-20"),
        ("revision-regional-2021", "2021-04-26", "2021-04-28"),
        ("femi-2026", "2026-05-05", "2026-05-08"),
    ],
)
def test_dates_are_those_of_the_documents(catalogue, forum, start, end):
    """The events that the documents, or later sources, date to the day."""
    assert (str(catalogue.forums[forum].start), str(catalogue.forums[forum].end)) == (start, end)


def test_what_was_only_announced_is_not_told_as_held(catalogue):
    """No source found tells that the 2024 cycle and the 2026 IMRF took place; that the 2025 review did, outside sources say."""
    status = {id: forum.status for id, forum in catalogue.forums.items()}
    assert [id for id, each in status.items() if each == "announced"] == ["ciclo-2024", "femi-2026"]
    outcomes = catalogue.forums["revision-regional-2025"].outcomes
    assert outcomes
    assert all(taxonomy().documents[citation].outside for outcome in outcomes for citation in outcome.place)


def test_what_outside_sources_tell_can_be_opened():
    """A document from outside that an event rests on has its public address, its publisher and the day on which it was read."""
    rested_on = [each for each in taxonomy().documents.values() if each.outside and each.consulted]
    assert len(rested_on) >= 30
    assert all(each.url and each.url.startswith("https://") and each.publisher for each in rested_on)


def test_what_was_said_at_the_first_forum_has_its_lines(catalogue):
    """Each challenge, opportunity and statement of a session cites the lines that it comes from, within those of its session."""
    said = [
        (session.id, each)
        for session in catalogue.forums["i-foro-2023"].sessions
        for each in (*session.challenges, *session.opportunities, *session.statements)
    ]
    assert len(said) >= 120
    assert all(len(each.place) == 1 and each.place[0].startswith("informe-i-foro:") for _, each in said)


def test_three_events_have_the_same_four_sets(catalogue):
    """The 2022 round tables, the 2024 cycle and the 2025 review number the same sets of objectives differently."""
    events = [catalogue.forums[id] for id in ("femi-2022", "ciclo-2024", "revision-regional-2025")]
    sets = [{session.theme: frozenset(session.objectives) for session in event.sessions} for event in events]
    assert sets[0] == sets[1] == sets[2]
    assert len(sets[0]) == 4
    orders = {tuple(session.theme for session in event.sessions) for event in events}
    assert len(orders) == 3


def test_the_cycle_of_2024_has_nine_subthemes(catalogue):
    """Only this event prints subthemes, nine in its four sessions."""
    counts = {id: sum(len(session.subthemes) for session in forum.sessions) for id, forum in catalogue.forums.items()}
    assert {id: count for id, count in counts.items() if count} == {"ciclo-2024": 9}


def test_every_word_is_in_both_languages(catalogue):
    """No text of a real record lacks Spanish or English, and every record has a text of its own in both."""
    for record in [*catalogue.practices.values(), *catalogue.forums.values(), *catalogue.roadmaps.values()]:
        assert record.missing_languages == {}, record.id
    for record in [*catalogue.practices.values(), *catalogue.roadmaps.values(), *catalogue.forums.values()]:
        assert record.summary is not None, record.id


def test_practices_say_how_they_were_translated(catalogue):
    """A reader learns whether a person or a machine made the English words."""
    assert {practice.translated_into for practice in catalogue.practices.values()} == {"en"}


@pytest.mark.parametrize(("name", "count"), [("objectives", 23), ("principles", 10), ("criteria", 6), ("groupings", 1)])
def test_closed_lists_are_complete(name, count):
    """23 objectives, ten guiding principles, six eligibility criteria."""
    assert len(getattr(taxonomy(), name)) == count


def test_the_objectives_are_numbered_from_1_to_23():
    """Every objective has its number, and a title in both languages."""
    assert list(taxonomy().objectives) == list(OBJECTIVES)
    assert all(objective.title.missing == () for objective in taxonomy().objectives.values())


def test_22_abbreviations_are_those_of_the_report():
    """The I Forum report lists 22 abbreviations; the ones it uses but does not list are marked."""
    abbreviations = taxonomy().glossary.abbreviations
    assert sum(each.listed for each in abbreviations) == 22
    assert len(abbreviations) > 22


def test_closed_lists_are_in_both_languages():
    """No label, title or name of the closed lists lacks a language."""
    lists = taxonomy()
    values = [lists.objectives, lists.principles, lists.criteria, lists.groupings, lists.organisations, lists.country_groups]
    for value in [*values, lists.countries]:
        for name, text in texts_of(tuple(value.values())):
            assert text.missing == (), name


def test_sources_are_cited(catalogue):
    """Every event, session, roadmap and item cites the lines that it comes from."""
    roadmaps = catalogue.roadmaps.values()
    sessions = [session for _, session in catalogue.sessions]
    for record in [*catalogue.forums.values(), *sessions, *roadmaps, *(item for _, item in catalogue.items)]:
        assert record.source, record.id


@pytest.mark.parametrize(
    "text",
    [
        "palabras de la Sra. Nombre Apellido",
        "la Viceministra Nombre Apellido",
        "el viceministro Nombre Apellido",
        "el Ministro, Nombre Apellido",
        "Nombre Apellido, Directora de Migración",
        "Ambassador Given Surname",
        "escriba a nombre.apellido@example.org",
    ],
)
def test_a_named_person_would_be_found(text):
    """The patterns below do find what they look for."""
    assert any(re.search(pattern, text) for pattern in PERSONS)


@pytest.mark.parametrize("pattern", PERSONS)
def test_no_private_person_is_named(pattern):
    """Annex 1 of the I Forum report lists persons; the records publish countries and organisations only."""
    named = [(path.name, found[0]) for path in FILES for found in re.finditer(pattern, path.read_text("utf-8"))]
    assert named == []
