"""What the fields of a record say together, and what records say about each other."""

from __future__ import annotations

import pytest

from gcm.catalogue.checks import clashes_of_case
from gcm.models.kinds import MODELS
from gcm.models.partial import _STAND_INS
from gcm.taxonomy.lists import OBJECTIVES, taxonomy

PRACTICE = "practices/ventanilla.md"
FORUM = "forums/foro.md"
ROADMAP = "roadmaps/mesa.md"


def found(records):
    """Code, file and field of every problem, in the order of their places."""
    return [(each.code, each.path.removeprefix("records/"), each.field) for each in records.problems]


def values(records):
    """The values of the one problem there is."""
    (problem,) = records.problems
    return dict(problem.values)


def write_forum(records, sessions, header=""):
    """A second forum with the sessions given as maps of fields in flow style."""
    lines = "".join(f"  - {{id: s{number}, title: {{es: Sí, en: Yes}}, {each}}}\n" for number, each in enumerate(sessions, 1))
    start = "title: {es: Otro foro, en: Other forum}\nkind: regional-review\nstatus: held\nstart: 2025-03-18\nend: 2025-03-20\n"
    records.write("forums/otro.md", f"---\n{start}{header}\nsessions:\n{lines}---\n")


class TestOneRecord:
    """Rules that one record can break on its own."""

    @pytest.mark.parametrize(
        ("name", "line", "code", "field"),
        [
            (PRACTICE, "countries: [CR, CR]", "R402", "countries.2"),
            (PRACTICE, "principles: [human-rights, human-rights]", "R402", "principles.2"),
            (PRACTICE, "criteria: [innovation, innovation]", "R402", "criteria.2"),
            (PRACTICE, "objectives: {stated: [3, 3]}", "R402", "objectives.stated.2"),
            (PRACTICE, "objectives: {stated: [3], editorial: [3]}", "R403", "objectives"),
            (PRACTICE, "period: {start: 2024-05, end: 2024-04}", "R405", "period.end"),
            (PRACTICE, "period: {start: 2024, end: 2023-12-31}", "R405", "period.end"),
            (FORUM, "feeds: [otro, otro]", "R402", "feeds.2"),
            (FORUM, "components: [{id: a, title: {es: A, en: A}, start: 2024, end: 2023}]", "R405", "components.1.end"),
            (FORUM, "components: [{id: a, title: {es: A, en: A}}, {id: a, title: {es: B, en: B}}]", "R402", "components.2"),
        ],
    )
    def test_a_record_makes_sense(self, records, name, line, code, field):
        """Lists repeat nothing, an objective is known in one way, and what ends has begun."""
        write_forum(records, [])
        records.add(name, line)
        assert found(records) == [(code, name, field)]

    @pytest.mark.parametrize(
        "line",
        [
            "period: {start: 2024, end: 2024}",
            "period: {start: 2024-05, end: 2024}",
            "period: {start: 2024-05-02, end: 2024-05}",
            "period: {end: 2020}",
            "period: {start: 2024-05-02, end: 2024-05-02}",
            "objectives: {stated: [3], editorial: [4]}",
        ],
    )
    def test_what_may_be_right_is_not_wrong(self, records, line):
        """A date that is not exact is given the benefit of the doubt."""
        records.add(PRACTICE, line)
        assert found(records) == []

    def test_a_practice_is_somebodys(self, records):
        """A practice needs a country or, where no country runs it, an organisation."""
        records.change(PRACTICE, "implementers: [oim]", "countries: [CR]")
        assert found(records) == []
        records.change(PRACTICE, "countries: [CR]", "countries: []")
        assert found(records) == [("R401", PRACTICE, "countries")]

    @pytest.mark.parametrize(
        ("line", "expected"),
        [
            ("review: {status: published}", []),
            ("review: {status: reviewed, reviewed_by: Red, reviewed_on: 2026}", []),
            ("review: {status: reviewed, reviewed_by: Red}", [("R411", PRACTICE, "review")]),
            ("review: {status: reviewed, reviewed_on: 2026}", [("R411", PRACTICE, "review")]),
            ("review: {status: proposed, compiled_on: 2026, reviewed_on: 2025}", [("R405", PRACTICE, "review.reviewed_on")]),
        ],
    )
    def test_a_review_is_somebodys_and_comes_after(self, records, line, expected):
        """What counts as reviewed says by whom and when; nothing is reviewed before it is compiled."""
        records.add(PRACTICE, line)
        assert found(records) == expected

    @pytest.mark.parametrize(
        ("old", "new", "code", "field"),
        [
            ("end: 2024-09-26", "end: 2024-09-24", "R405", "end"),
            ("role: host}", "role: host}\n  - {country: SV, role: participant}", "R402", "participants.2"),
            ("T12:30", "T08:30", "R405", "sessions.1.end"),
            ("start: 2024-09-25T09:00", "start: 2024-09-24T09:00", "R406", "sessions.1.start"),
            ("timezone: America/El_Salvador", "notes: []", "R410", "sessions.1.start"),
            ("objectives: [1, 4]", "objectives: [1, 4, 4]", "R402", "sessions.1.objectives.3"),
        ],
    )
    def test_a_forum_makes_sense(self, records, old, new, code, field):
        """It runs forward, names a country once, and its sessions lie within it, in a time zone."""
        records.change(FORUM, old, new)
        assert (code, FORUM, field) in found(records)
        assert {each for each, *_ in found(records)} <= {code, "R406"}

    def test_a_forum_of_a_year_holds_any_day_of_it(self, records):
        """With no exact date, a session lies within the year."""
        records.change(FORUM, "start: 2024-09-25\nend: 2024-09-26", "start: 2024")
        assert found(records) == []

    def test_an_end_needs_a_zone_too(self, records):
        """A time without a zone is wrong whichever end of the session it is."""
        write_forum(records, ["end: 2025-03-18T10:00"])
        assert found(records) == [("R410", "forums/otro.md", "sessions.1.end")]

    def test_a_session_stands_once(self, records):
        """Two sessions of one id could not be told apart by what refers to them."""
        records.change(FORUM, "sessions:\n", "sessions:\n  - {id: datos, title: {es: A, en: A}, objectives: [1, 4]}\n")
        assert found(records) == [("R402", FORUM, "sessions.2")]

    @pytest.mark.parametrize(
        ("old", "new", "code", "field"),
        [
            ("items:\n", 'items:\n  - {id: "1", text: {es: A, en: A}, status: done}\n', "R402", "items.2"),
            ("status: proposed", "status: done\n    start: 2025\n    end: 2024", "R405", "items.1.end"),
            ("practices: [registro]", "practices: [registro, registro]", "R402", "items.1.practices.2"),
            ("status: proposed", "status: done\n    objectives: {stated: [1], editorial: [1]}", "R403", "items.1.objectives"),
            ("through_session: [1]", "through_session: [1], stated: [4], editorial: [4]", "R403", "objectives"),
        ],
    )
    def test_a_roadmap_makes_sense(self, records, old, new, code, field):
        """Its items have ids of their own, run forward and repeat nothing."""
        records.change(ROADMAP, old, new)
        assert found(records) == [(code, ROADMAP, field)]

    def test_missing_words_are_a_warning(self, records):
        """A record in one language is valid: the other one is asked for, not required."""
        records.change(PRACTICE, "{es: Ventanilla única, en: One-stop office}", "{es: Ventanilla única}")
        (problem,) = records.problems
        assert (problem.code, problem.is_warning, problem.field) == ("W501", True, "title")
        assert "inglés" in problem.message("es")
        assert "English" in problem.message("en")
        assert "ventanilla" in records.load()[0].practices

    def test_an_outdated_translation_is_a_warning(self, records):
        """The digest that the warning gives is the one that settles it."""
        records.add(PRACTICE, "translation: {from: es, into: human, digest: 0123456789ab}")
        digest = values(records)["value"]
        assert found(records) == [("W502", PRACTICE, "translation")]
        records.change(PRACTICE, "0123456789ab", digest)
        assert found(records) == []


class TestPartition:
    """Forums with a grouping share out the 23 objectives as its themes do."""

    @pytest.mark.parametrize("event", ["femi-2022", "ciclo-2024", "revision-regional-2025"])
    def test_real_events_share_out_the_objectives(self, catalogue, event):
        """Each of the 23 objectives belongs to one session of the event and one only."""
        listed = [number for session in catalogue.forums[event].sessions for number in session.objectives]
        assert sorted(listed) == list(OBJECTIVES)

    @pytest.mark.parametrize("event", ["i-foro-2023", "ii-foro-2024", "revision-regional-2021", "femi-2026"])
    def test_other_events_claim_nothing(self, catalogue, event):
        """An event that does not share out the objectives has no grouping, and its sessions no theme."""
        forum = catalogue.forums[event]
        assert (forum.grouping, {session.theme for session in forum.sessions} <= {None}) == (None, True)

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [("13, 21", "21", "−13"), ("1, 3", "1, 3, 13", "+13"), ("13, 21", "21, 22", "−13 +22"), ("1, 3, 7", "3, 7", "−1")],
    )
    def test_what_is_missing_or_repeated_is_named(self, records, old, new, fault):
        """The fault is told as signs and numbers: −missing, +repeated."""
        sets = [", ".join(map(str, theme.objectives)) for theme in taxonomy().groupings["review-themes"].themes]
        write_forum(records, [f"objectives: [{each.replace(old, new)}]" for each in sets], "grouping: review-themes")
        assert found(records) == [("R407", "forums/otro.md", "grouping")]
        assert values(records)["value"] == fault

    def test_a_theme_brings_its_objectives(self, records):
        """A session of a theme has the theme's objectives, in any order, where the forum has a grouping."""
        themes = taxonomy().groupings["review-themes"].themes
        sessions = [f"theme: {theme.id}, objectives: {list(reversed(theme.objectives))}" for theme in themes]
        write_forum(records, sessions, "grouping: review-themes")
        assert found(records) == []
        records.change("forums/otro.md", f"{themes[0].id}, obj", f"{themes[1].id}, obj")
        assert found(records) == [("R408", "forums/otro.md", "sessions.1.objectives")]

    @pytest.mark.parametrize(
        ("parts", "fault"), [([[1, 4]], None), ([[4], [1]], None), ([[1]], "−4"), ([[1, 4], [4]], "+4"), ([[1, 4, 5]], "+5")]
    )
    def test_subthemes_share_out_their_session(self, records, parts, fault):
        """Each objective of a session with subthemes is in one of them."""
        subthemes = ", ".join(f"{{title: {{es: A, en: A}}, objectives: {part}}}" for part in parts)
        write_forum(records, [f"objectives: [1, 4], subthemes: [{subthemes}]"])
        assert [(each.code, dict(each.values)["value"]) for each in records.problems] == ([("R409", fault)] if fault else [])


class TestReferences:
    """References lead to records that exist."""

    @pytest.mark.parametrize(
        ("name", "old", "new", "code", "field", "near"),
        [
            (PRACTICE, "[registro]", "[registros]", "R301", "related.1", "registro"),
            (PRACTICE, "[registro]", "[otra-cosa]", "R301", "related.1", ""),
            (PRACTICE, "[registro]", "[foro]", "R301", "related.1", ""),
            ("practices/registro.md", "forum: foro,", "forum: forro,", "R301", "listings.1.forum", "foro"),
            ("practices/registro.md", "session: datos", "session: dato", "R302", "listings.1.session", "datos"),
            ("practices/registro.md", "session: datos", "session: z", "R302", "listings.1.session", ""),
            (ROADMAP, "forum: foro", "forum: foros", "R301", "forum", "foro"),
            (ROADMAP, "session: datos", "session: sesion-1", "R302", "session", ""),
            (ROADMAP, "practices: [registro]", "practices: [registo]", "R301", "items.1.practices.1", "registro"),
            (ROADMAP, "status: proposed", "status: done\n    event: foro-2", "R301", "items.1.event", "foro"),
            (ROADMAP, "status: proposed", "status: done\n    session: dattos", "R302", "items.1.session", "datos"),
            (FORUM, "country: SV\npart", "country: SV\nfeeds: [fora]\npart", "R301", "feeds.1", "foro"),
        ],
    )
    def test_a_dead_reference_is_answered_with_the_likeliest(self, records, *, name, old, new, code, field, near):
        """A reference is the id of a record of the right kind; a session goes with its forum."""
        records.change(name, old, new)
        assert found(records) == [(code, name, field)]
        assert values(records)["near"] == near

    @pytest.mark.parametrize(
        ("name", "line", "field"),
        [("practices/registro.md", "related: [registro]", "related.1"), (FORUM, "feeds: [foro]", "feeds.1")],
    )
    def test_no_record_refers_to_itself(self, records, name, line, field):
        """A record is not related to itself."""
        records.add(name, line)
        assert found(records) == [("R303", name, field)]

    def test_an_objective_comes_from_a_session_of_the_record(self, records):
        """`through_session` holds only objectives of the sessions in which the practice is listed."""
        records.change("practices/registro.md", "through_session: [1, 4]", "through_session: [1, 4, 9]")
        assert found(records) == [("R404", "practices/registro.md", "objectives.through_session")]
        records.change("practices/registro.md", "[1, 4, 9]}", "[1, 4], stated: [9]}")
        assert found(records) == []

    def test_a_practice_without_listings_has_no_session(self, records):
        """Without a listing nothing is known through a session."""
        records.add(PRACTICE, "objectives: {through_session: [1]}")
        assert found(records) == [("R404", PRACTICE, "objectives.through_session")]

    def test_a_record_with_a_wrong_field_is_no_dead_reference(self, records):
        """One fault of a forum is one problem, not one for each record that names it."""
        records.change(FORUM, "status: held", "status: celebrado")
        assert found(records) == [("R213", FORUM, "status")]

    def test_a_record_that_cannot_be_read_is_no_dead_reference(self, records):
        """A slip in the YAML of a forum is one problem, not one for each record that names it."""
        records.change(FORUM, "status: held", "status: held: en línea")
        assert found(records) == [("R121", FORUM, "")]


class TestDuplicates:
    """No two records of a kind are the same thing twice."""

    @pytest.mark.parametrize(
        ("title", "field"),
        [
            ("{es: Registro de personas extranjeras, en: Other}", "title.es"),
            ("{es: REGISTRO DE PERSONAS EXTRANJERAS, en: Other}", "title.es"),
            ("{es: Registró de pérsonas extranjeras, en: Other}", "title.es"),
            ("{es: Otro, en: register OF foreign nationals}", "title.en"),
        ],
    )
    def test_titles_differ_in_more_than_accents_and_capitals(self, records, title, field):
        """A title that folds to another's is told of both, each with the file of the other: nobody knows which is new (B1)."""
        records.change(PRACTICE, "{es: Ventanilla única, en: One-stop office}", title)
        assert found(records) == [("R304", "practices/registro.md", field), ("R304", PRACTICE, field)]
        assert [dict(each.values)["near"] for each in records.problems] == [
            f"records/{PRACTICE}",
            "records/practices/registro.md",
        ]

    def test_of_three_each_names_another(self, records):
        """No record that has somebody else's title is left out."""
        text = (records.root / PRACTICE).read_text("utf-8")
        for id in ("a", "z"):
            records.write(f"practices/{id}.md", text.replace("ventanilla", id))
        named = {each.path: dict(each.values)["near"] for each in records.problems if each.code == "R304"}
        assert named == {f"records/practices/{id}.md": f"records/practices/{near}.md" for id, near in
                         [("a", "ventanilla"), ("ventanilla", "a"), ("z", "a")]}  # fmt: skip

    def test_the_two_languages_do_not_clash(self, records):
        """A Spanish title may read like another record's English one."""
        records.change(PRACTICE, "es: Ventanilla única", "es: Register of foreign nationals")
        assert found(records) == []

    def test_kinds_do_not_clash(self, records):
        """A roadmap may have the title and the address of a forum."""
        records.change(ROADMAP, "es: Mesa de datos", "es: Foro de prueba")
        records.add(ROADMAP, "slug: {es: foro, en: foro}")
        assert found(records) == []

    @pytest.mark.parametrize(
        ("slug", "fields"),
        [
            ("{es: registro}", ["slug.es"]),
            ("{en: registro}", ["slug.en"]),
            ("{es: registro, en: registro}", ["slug.en", "slug.es"]),
        ],
    )
    def test_addresses_differ(self, records, slug, fields):
        """A slug is nobody else's slug or id, in either language."""
        records.add(PRACTICE, f"slug: {slug}")
        both = ("practices/registro.md", PRACTICE)
        assert sorted(found(records)) == [("R305", name, field) for name in both for field in fields]

    def test_addresses_may_be_swapped(self, records):
        """Two records may have each other's id for a slug: no address is there twice."""
        records.add(PRACTICE, "slug: {es: registro}")
        records.add("practices/registro.md", "slug: {es: ventanilla}")
        assert found(records) == []

    def test_file_names_differ_in_more_than_case(self, tmp_path):
        """Names that fold to each other are told, whatever their folder's capitals; equal stems in two folders are not."""
        names = ["practices/Uno.md", "practices/uno.md", "Practices/dos.md", "practices/dos.md", "forums/uno.md"]
        problems = clashes_of_case([tmp_path / name for name in names], tmp_path)
        root = tmp_path.name
        pairs = [("practices/Uno.md", "practices/uno.md"), ("Practices/dos.md", "practices/dos.md")]
        told = [(name, other) for pair in pairs for name, other in (pair, reversed(pair))]
        assert [(each.code, each.path, dict(each.values)["near"]) for each in problems] == [
            ("R306", f"{root}/{name}", f"{root}/{other}") for name, other in told
        ]


class TestWrongFields:
    """What fields and records say together is told although a field of the record is wrong."""

    @pytest.mark.parametrize(
        "wrong", ["kind: gadget", "kind: tool\ncountries: [Panamá]", "kind: tool\nnada: x", "kind: tool\nperiod: {start: hoy}"]
    )
    def test_references_and_duplicates_are_told_beside_it(self, records, wrong):
        """A wrong field is one problem, and hides no other; nothing is told that only follows from it."""
        records.change(PRACTICE, "kind: tool", wrong)
        records.change(PRACTICE, "es: Ventanilla única", "es: Registro de personas extranjeras")
        records.change(PRACTICE, "related: [registro]", "related: [registros]")
        (own,) = [code for code, name, _ in found(records) if name == PRACTICE and code not in ("R301", "R304")]
        assert own in ("R213", "R211", "R202", "R220")
        assert [(code, name) for code, name, _ in found(records) if code in ("R301", "R304")] == [
            ("R304", "practices/registro.md"),
            ("R304", PRACTICE),
            ("R301", PRACTICE),
        ]

    def test_what_a_record_says_together_is_told_beside_it(self, records):
        """A period that ends before it starts, and a statement without a source."""
        records.change(PRACTICE, "kind: tool", "kind: gadget")
        records.add(PRACTICE, "period: {start: 2022, end: 2021}\nsummary: [{es: Uno, en: One}]")
        assert sorted(code for code, _, _ in found(records)) == ["R213", "R405", "R412"]

    @pytest.mark.parametrize(
        ("name", "old", "new", "code"),
        [
            (PRACTICE, "implementers: [oim]", "implementers: [nadie]", "R224"),
            ("practices/registro.md", "session: datos, kind: good-practice,", "session: datos, kind: x,", "R213"),
            (
                "practices/registro.md",
                "title: {es: Registro de personas extranjeras, en: Register of foreign nationals}\n",
                "",
                "R201",
            ),
            (FORUM, "start: 2024", "start: ayer", "R220"),
            (ROADMAP, "forum: foro", "forum: [foro]", "R203"),
        ],
    )
    def test_nothing_is_told_that_is_not_known(self, records, *, name, old, new, code):
        """Whether there is a country, an objective has a session, or a session is in time, a wrong field does not tell."""
        text = (records.root / name).read_text("utf-8")
        records.write(name, text.replace(old, new, 1))
        assert text != (records.root / name).read_text("utf-8")
        assert [each for each, _, _ in found(records)] == [code]

    def test_there_is_something_in_the_place_of_all_that_a_record_must_have(self):
        """A new required field is named here."""
        required = {name for model in MODELS.values() for name, field in model.model_fields.items() if field.is_required()}
        assert required - {"id", "path"} == set(_STAND_INS)


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("mesa#1", []),
        ("mesa#2", [("R307", "roadmaps/otra.md", "items.1.grew_from")]),
        ("nada#1", [("R301", "roadmaps/otra.md", "items.1.grew_from")]),
        ("mesa", [("R225", "roadmaps/otra.md", "items.1.grew_from")]),
    ],
)
def test_an_idea_is_an_item_that_is_there(records, reference, expected):
    """What an item grew from is named by its roadmap and its own id."""
    head = "---\ntitle: {es: Otra, en: Other}\nkind: collection\nforum: foro\nitems:\n"
    item = f'  - {{id: "1", text: {{es: A, en: A}}, status: proposed, grew_from: "{reference}"}}\n---\n'
    records.write("roadmaps/otra.md", head + item)
    assert found(records) == expected
