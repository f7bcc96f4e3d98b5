"""From plain text to typed fields: what a field takes, what it refuses, and what a record computes from its fields."""

from __future__ import annotations

import pickle

import pytest

from gcm.language.dates import PartialDate
from gcm.models.fields import near
from gcm.models.kinds import MODELS
from gcm.models.partial import partial_record
from gcm.models.practice import STATEMENTS, completeness_fields
from gcm.models.record import statements_in, texts_of
from gcm.models.validation import validate_record
from gcm.reading.places import ParsedRecord
from gcm.reading.yaml import front_matter
from support.work import calls_of

PRACTICE = "title: {es: Título, en: Title}\nkind: tool\ncountries: [PA]\n"
FORUM = "title: {es: Título, en: Title}\nkind: regional-review\nstatus: announced\nstart: 2025\n"
ROADMAP = "title: {es: Título, en: Title}\nkind: calendar\nforum: foro\n"
START = {"practice": PRACTICE, "forum": FORUM, "roadmap": ROADMAP}


def validate(lines="", kind="practice", bodies=None, start=None):
    """The record with the fields of a minimal one and `lines`, and its problems."""
    text = (START[kind] if start is None else start) + lines
    folder = f"records/{kind}s/prueba.md"
    return validate_record(ParsedRecord(kind, "prueba", folder, front_matter(text, 2), bodies or {}))


def valid(lines="", **options):
    """A record that must be valid."""
    record, problems = validate(lines, **options)
    assert problems == []
    return record


def problem(lines, **options):
    """The one problem of a record that must not be valid."""
    record, (found,) = validate(lines, **options)
    assert record is None
    return found


def session(lines):
    """A session of a forum with these fields."""
    return f"sessions:\n  - {{id: uno, title: {{es: Uno}}, {lines}}}\n"


@pytest.mark.parametrize("kind", MODELS)
def test_few_fields_are_required(kind):
    """A contributor can begin with a handful of fields; the rest is empty, not unknown."""
    record = valid(kind=kind)
    assert (record.id, record.title.es, record.notes, record.summary or None) == ("prueba", "Título", (), None)


@pytest.mark.parametrize(
    ("kind", "missing"),
    [("practice", ["title", "kind"]), ("forum", ["title", "kind", "status", "start"]), ("roadmap", ["title", "kind", "forum"])],
)
def test_every_missing_field_is_told(kind, missing):
    """All required fields that are missing are told at once, not one by one."""
    record, problems = validate("notes: []", kind=kind, start="")
    assert record is None
    assert [(each.code, each.field) for each in problems] == [("R201", name) for name in missing]


def test_norway_is_a_country():
    """`NO` is the country code of Norway, not the word false."""
    assert valid("adoptions: [{country: NO}]").adoptions[0].country == "NO"


@pytest.mark.parametrize(
    ("country", "near"),
    [
        ("Panamá", "PA"),
        ("panama", "PA"),
        ("MÉXICO", "MX"),
        ("Mexico", "MX"),
        ("United States", "US"),
        ("Estados Unidos", "US"),
        ("cr", "CR"),
        ("Xx", ""),
        ("Atlantis", ""),
        ("PAN", "PA"),
        ("EE. UU.", "US"),
        ("EEUU", "US"),
        ("República de Panamá", "PA"),
        ("Brazil", "BR"),
        ("Trinidad and Tobago", "TT"),
        ("Bolivia (Estado Plurinacional de)", "BO"),
        ("República Dominicana", "DO"),
        ("PANA", ""),
    ],
)
def test_a_country_goes_by_its_code(country, near):
    """A name in either language, a code in small letters or one of three is answered with the code that was meant."""
    found = problem(f"adoptions: [{{country: {country}}}]")
    assert (found.code, found.field) == ("R211", "adoptions.1.country")
    assert dict(found.values)["near"] == near
    assert (f"«{near}»" in found.hint("es")) == bool(near)
    assert "«»" not in found.hint("es")


@pytest.mark.parametrize("number", ["1", "23", '"5"', "07"])
def test_objectives_are_numbers_from_1_to_23(number):
    """The Compact has 23 objectives."""
    assert valid(f"objectives: {{stated: [{number}]}}").objectives.stated == (int(number.strip('"')),)


@pytest.mark.parametrize("number", ["0", "24", "-1", "1.0", "+5", "5 y 6", "objetivo 5", "٥", "[5]", "{a: 5}", "9" * 400])
def test_other_numbers_are_no_objective(number):
    """Neither a number out of range nor a text around one is an objective."""
    assert problem(f"objectives: {{stated: [{number}]}}").code == "R212"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-09-25", "2024-09-25", "2024-09-25"),
    ],
)
def test_a_date_is_as_precise_as_its_source(written, first, last):
    """A year or a month stays one, and knows the first and last day that it can mean."""
    date = valid(f"period: {{start: {written}}}").period.start
    assert (str(date), str(date.first), str(date.last)) == (written, first, last)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("25/09/2024", "R220"),
        ("25 de septiembre de 2024", "R220"),
        ("2024-9-5", "R220"),
        ("24-09", "R220"),
        ("2024-09-25T10:00", "R220"),
        ("1730505600", "R220"),
        ("٢٠٢٤", "R220"),
        ("[2024]", "R220"),
        ("2024-13", "R221"),
        ("2024-00", "R221"),
        ("2023-02-29", "R221"),
        ("0000", "R221"),
    ],
)
def test_other_dates_are_refused(written, code):
    """A date is AAAA, AAAA-MM or AAAA-MM-DD, and in the calendar."""
    assert problem(f"period: {{start: {written}}}").code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2024-10-23", "R223"),
        ("2024-10-23 14:00", "R223"),
        ("2024-10-23T14:00:00", "R223"),
        ("2024-10-23T14:00Z", "R223"),
        ("14:00", "R223"),
        ("[x]", "R223"),
        ("2024-10-23T24:30", "R221"),
        ("2024-02-30T10:00", "R221"),
    ],
)
def test_a_moment_has_day_hour_and_minute(written, code):
    """The time of a session is local: its zone stands beside it, never inside."""
    assert problem(session(f"start: {written}"), kind="forum").code == code


@pytest.mark.parametrize(
    "zone",
    [
        "localtime",
        "Factory",
        "posixrules",
        "posix/America/Panama",
        "right/UTC",
        "EST",
        "Panamá",
        "GMT+5 hora local",
        "America",
        "../../etc/passwd",
        "/etc/localtime",
        "a" * 300,
        '"a\\nb"',
    ],
)
def test_a_time_zone_is_one_of_the_iana_names(zone):
    """A zone that the data base does not have, one that each computer has its own of (B17), or a path out of it is refused."""
    assert problem(session(f"timezone: {zone}"), kind="forum").code == "R222"


@pytest.mark.parametrize("zone", ["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Atlantic/Canary"])
def test_a_zone_of_a_place_is_one(zone):
    """Of the whole world, and the one of no place."""
    assert valid(session(f"timezone: {zone}"), kind="forum").sessions[0].timezone == zone


@pytest.mark.parametrize("written", ["9999-12-31", "9999", "0001-01-01", "1799-12", "2200"])
def test_a_year_in_which_nothing_was_is_none(written):
    """A forum that ends in 9999 would end the calendar (B15); so would a session."""
    assert problem(f"end: {written}", kind="forum").code == "R228"
    if len(written) == len("9999-12-31"):
        assert problem(session(f"start: {written}T10:00"), kind="forum").code == "R228"


@pytest.mark.parametrize("written", ["1800", "1826-06-22", "2199-12-31"])
def test_a_year_in_which_something_was_is_one(written):
    """Conventions may be old, and aims far away."""
    assert str(valid(f"start: {written}", kind="forum", start=FORUM.replace("start: 2025\n", "")).start) == written


@pytest.mark.parametrize(
    "url",
    [
        "https://migrationnetwork.un.org/hub?tema=1&x=2#fin",
        "http://crmsv.org/",
        "https://ejemplo.org:8443/a%20b",
        "https://[2001:db8::1]/",
        "https://españa.example/año",
        "mailto:contacto@example.org",
    ],
)
def test_web_and_mail_addresses_are_taken(url):
    """Whole addresses of the web and of electronic mail can be published."""
    assert valid(f'hub_url: "{url}"').hub_url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\\nscript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/a",
        "//example.org/a",
        "/practicas/",
        "www.example.org",
        "example.org",
        "https:example.org",
        "https:///example.org",
        "https://",
        "https://usuario@example.org/",
        "https://migrationnetwork.un.org@example.org/",
        "https://usuario:clave@example.org/",
        "https://example.org\\\\@malo.example/",
        "https://[::1",
        "https://example.org/a b",
        'https://example.org/\\"onclick=x',
        "https://example.org/'x",
        "https://example.org/<b>",
        "https://example.org/{{ x }}",
        "mailto:",
        "mailto:?body=x",
    ],
)
def test_addresses_that_could_run_or_deceive_are_refused(url):
    """No script, no data, no local file, no name before the host, nothing that ends an attribute."""
    assert problem(f'links: [{{url: "{url}", title: {{es: Sitio}}}}]').code == "R217"


@pytest.mark.parametrize(
    ("kind", "line", "field", "near"),
    [
        ("practice", "contries: [PA]", "contries", "countries"),
        ("practice", "Summary: {es: x}", "Summary", "summary"),
        ("practice", "resumen: {es: x}", "resumen", "summary"),
        ("practice", "países: [PA]", "países", "countries"),
        ("practice", "Guiding principle: [solidarity]", "Guiding principle", "principles"),
        ("practice", "links: [{url: https://a.org/b, title: {es: x}, título: {es: x}}]", "links.1.título", "title"),
        ("practice", "listings: [{forum: f, session: s, kind: tool, printed: x, pagina: 3}]", "listings.1.pagina", "page"),
        ("practice", "summary: {es: x, eng: y}", "summary.1.eng", "en"),
        ("practice", "objectives: {state: [1]}", "objectives.state", "stated"),
        ("practice", "translation: {from: es, digets: abc}", "translation.digets", "digest"),
        ("practice", "translation: {from: es, origin: es}", "translation.origin", ""),
        ("forum", "sessions: [{id: a, title: {es: A}, objetives: [1]}]", "sessions.1.objetives", "objectives"),
        (
            "forum",
            "sessions: [{id: a, title: {es: A}, subthemes: [{titel: {es: B}, title: {es: B}, objectives: []}]}]",
            "sessions.1.subthemes.1.titel",
            "title",
        ),
        ("roadmap", "items: [{id: a, text: {es: A}, status: done, owners: {es: B}}]", "items.1.owners", "owner"),
        ("roadmap", "grouping: review-themes", "grouping", ""),
    ],
)
def test_an_unknown_field_is_answered_with_the_one_meant(kind, line, field, near):
    """Nothing is silently dropped: at any depth, a field that does not exist there is told, with the likeliest one.

    A field may also be named as the forms call it, in either language.
    """
    found = problem(line, kind=kind)
    values = dict(found.values)
    assert (found.code, found.field, values["near"]) == ("R202", field, near)
    assert near in [*values["allowed"].split(", "), ""]
    assert ("Did you mean" in found.hint("en")) == bool(near)


def test_an_unknown_field_is_told_at_its_name():
    """The place is that of the field's name, not of its value."""
    found = problem("summary: {es: x, eng: y}")
    assert (found.line, found.column) == (5, 18)


@pytest.mark.parametrize("name", ["id", "path", "body"])
def test_what_the_file_says_cannot_stand_in_its_fields(name):
    """Id, path and body come from the file itself; a field of that name is refused and not offered."""
    found = problem(f"{name}: x")
    assert (found.code, found.field, found.line) == ("R202", name, 5)
    assert name not in dict(found.values)["allowed"].split(", ")


def test_an_id_inside_a_record_is_a_field():
    """Sessions and items have ids of their own, which their models do offer."""
    _, (missing, unknown) = validate("sessions: [{idd: a, title: {es: A}}]", kind="forum")
    assert (missing.code, missing.field) == ("R201", "sessions.1.id")
    assert (unknown.code, dict(unknown.values)["near"]) == ("R202", "id")


@pytest.mark.parametrize("empty", ["", "~", "null", '""', '"  "'])
@pytest.mark.parametrize("field", ["summary", "countries", "period", "follow_up", "slug", "hub_url", "objectives"])
def test_an_empty_field_is_an_absent_one(field, empty):
    """A template's field that was left empty says nothing: the record equals one without it."""
    start = PRACTICE.replace("countries: [PA]", "implementers: [oim]")
    assert valid(f"{field}: {empty}", start=start) == valid(start=start)


@pytest.mark.parametrize("empty", ["{es: , en: }", '{es: "", en: "  "}'])
def test_a_group_of_empty_fields_is_an_absent_one(empty):
    """A summary left blank in both languages, as the template has it, is no summary."""
    assert valid(f"summary: {empty}") == valid()


def test_an_empty_required_field_is_missing():
    """`title:` with nothing after it is no title, and is told on its line (B9)."""
    found = problem("", start=PRACTICE.replace("{es: Título, en: Title}", ""))
    assert (found.code, found.field, found.line) == ("R227", "title", 2)


@pytest.mark.parametrize(
    ("lines", "code", "field"),
    [
        ("countries: [PA, ]\nprinciples: [~]", "R206", "principles.1"),
        ("listings: [~]", "R206", "listings.1"),
        ("summary: {}", "R218", "summary.1"),
        ("summary: Texto", "R204", "summary"),
        ("summary: [Texto]", "R205", "summary.1"),
        ("aliases: Otro nombre", "R204", "aliases"),
        ("aliases: {es: Otro}", "R204", "aliases"),
        ("aliases: [{es: Otro}]", "R203", "aliases.1"),
        ("scope: nacional", "R213", "scope"),
        ("scope: National", "R213", "scope"),
        ("principles: [human-right]", "R213", "principles.1"),
        ("criteria: [innovative]", "R213", "criteria.1"),
        ("implementers: [OIM]", "R224", "implementers.1"),
        ("slug: {es: Registro Único}", "R216", "slug.es"),
        ("slug: {es: a/../b}", "R216", "slug.es"),
        (f"slug: {{es: {'a' * 81}}}", "R216", "slug.es"),
        ("related: [Otra práctica]", "R216", "related.1"),
        (f"aliases: [{'a' * 4001}]", "R207", "aliases.1"),
        ("listings: [{forum: f, session: s, kind: tool, printed: x, page: 0}]", "R209", "listings.1.page"),
        ("listings: [{forum: f, session: s, kind: tool, printed: x, page: p. 3}]", "R209", "listings.1.page"),
        ("listings: [{forum: f, session: s, kind: tool, printed: x, source: [informe 3]}]", "R214", "listings.1.source.1"),
        ("listings: [{forum: f, session: s, kind: tool, printed: x, source: [otro:3]}]", "R215", "listings.1.source.1"),
        ("translation: {from: fr}", "R213", "translation.from"),
        ('title: {es: "Ti\\u0301tulo"}', "R219", "title.es"),
    ],
)
def test_each_field_takes_its_own_kind_of_value(lines, code, field):
    """A value of another shape or from no list is told at its field."""
    start = "kind: tool\n" if lines.startswith("title") else "title: {es: T}\nkind: tool\n"
    found = problem(lines, start=start)
    assert (found.code, found.field) == (code, field)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ("kind: buena práctica", "good-practice"),
        ("kind: Herramientas", "tool"),
        ("scope: Nacional", "national"),
        ("principles: [Derechos humanos]", "human-rights"),
        ("implementers: [IOM]", "oim"),
        ("implementers: [Organización Internacional para las Migraciones]", "oim"),
        ("implementers: [Servicio Nacional de Extranjería]", ""),
        ("countries: [Argentna]", ""),
    ],
)
def test_a_value_of_a_list_may_be_meant_by_its_name(line, near):
    """Who writes the words of the form, in either language, is told the value that stands for them."""
    start = "title: {es: T}\n" + ("" if line.startswith("kind") else "kind: tool\n")
    assert dict(problem(line, start=start).values)["near"] == near


@pytest.mark.parametrize(
    ("name", "guess"),
    [("Argentna", "AR"), ("Hati", "HT"), ("Costarica", ""), ("Panamá y Costa Rica", ""), ("Inglaterra", ""), ("507", "")],
)
def test_a_misspelt_country_is_guessed(name, guess):
    """A name that is nearly a country's is asked about; one that is a country's without doubt is no guess."""
    found = problem(f'countries: ["{name}"]', start="title: {es: T}\nkind: tool\n")
    assert dict(found.values).get("guess", "") == guess
    assert ("Did you mean" in found.hint("en")) == bool(guess)


@pytest.mark.parametrize("line", ["countries: [{}]", "implementers: [{}]", "principles: [{}]", "{}"])
def test_guessing_takes_no_time(line):
    """A file of nothing but misspelt words takes ten times the work when it has ten times as many, and not a hundred times."""

    def guess(words: int) -> None:
        several = [f"argentna {number}" for number in range(words)]
        lines = line.format(", ".join(several)) if "[" in line else "\n".join(f"{name}: x" for name in several)
        validate(lines, start="title: {es: T}\nkind: tool\n")

    guess(1)  # the lists are read
    assert calls_of(lambda: guess(1500)) < 11 * calls_of(lambda: guess(150))


@pytest.mark.parametrize(
    ("line", "value", "parts"),
    [
        ("objectives: [1, 4]", "1, 4", "through_session, stated, editorial, reason, sources"),
        ("links: [https://a.org/b]", "https://a.org/b", "url, title"),
        ("summary: [Texto]", "Texto", "es, en, sources, place, as_of, remark, replies"),
    ],
)
def test_a_group_is_told_by_its_parts(line, value, parts):
    """Where a value stands instead of a group, the message repeats it as it was written and names what goes there."""
    found = dict(problem(line).values)
    assert (found["value"], found["allowed"]) == (value, parts)


@pytest.mark.parametrize(
    ("actor", "code", "near"),
    [
        ("SV", None, ""),
        ("oim", None, ""),
        ("XX", "R211", ""),
        ("sv", "R211", "SV"),
        ("Panamá", "R211", "PA"),
        ("OIM", "R224", "oim"),
        ("UNICEF", "R224", "unicef"),
    ],
)
def test_an_actor_is_a_country_or_an_organisation(actor, code, near):
    """Two letters or a country's name are a country; anything else is looked up among the organisations."""
    _, problems = validate(f"actors: [{{actor: {actor}, role: host}}]", kind="forum")
    assert [(found.code, dict(found.values)["near"]) for found in problems] == ([(code, near)] if code else [])


@pytest.mark.parametrize(
    ("word", "meant"), [("polici", "policy"), ("POLICY", "policy"), ("good practice", "good-practice"), ("xyz", ""), ("", "")]
)
def test_near_words(word, meant):
    """A slip of the pen finds its word whatever its capitals; another word finds none."""
    assert near(word, ["good-practice", "policy", "tool"]) == meant


def test_a_body_may_be_longer_than_a_field():
    """What is too long for a field can go into the body, whose limit is that of the file."""
    record = valid(bodies={"es": "Un párrafo. " * 2000})
    assert len(record.body.es) > 20_000


def test_a_record_cannot_change():
    """Records are values: nothing that reads them can alter them."""
    with pytest.raises(Exception, match="frozen"):
        valid().kind = "policy"


def told(*fields, words="es: Uno, en: One"):
    """Lines with a statement in each field, resting on one source."""
    source = "sources: [{key: a, url: 'https://example.org/a', title: A, publisher: B}]\n"
    return "".join(f"{name}: [{{{words}, sources: [a]}}]\n" for name in fields) + source


def test_completeness_counts_what_is_told():
    """The share of the fields marked for it that hold a statement; those that do not are gaps, in the same order."""
    bare = valid(start="title: {es: Título}\nkind: tool\n")
    assert (bare.gaps, bare.completeness) == (completeness_fields(), 0)
    some = valid(told("summary", "results", "context") + "objectives: {editorial: [1]}\nscope: national\n")
    assert set(completeness_fields()) - set(some.gaps) == {"summary", "results"}
    assert some.completeness == round(100 * 2 / len(completeness_fields()))


def test_a_record_can_be_complete():
    """Every field marked for completeness can be filled: a record without gaps has 100 per cent."""
    fields = completeness_fields()
    assert set(fields) <= set(STATEMENTS)
    assert valid(told(*fields)).completeness == 100
    for name in fields:
        assert valid(told(*(each for each in fields if each != name))).gaps == (name,)


@pytest.mark.parametrize("words", ["Por su título, un registro.", "Por su título, y por nada más, un registro."])
def test_what_the_title_says_already_tells_nothing(words):
    """A sentence that glosses the title, on the strength of a list in which it is printed, fills no field."""
    gloss = f"summary: [{{es: '{words}', en: 'By its title, a register.', place: ['informe-i-foro:1']}}]\n"
    assert "summary" in valid(gloss).gaps
    assert "summary" not in valid(told("summary", words=f"es: '{words}'")).gaps


def test_origin_follows_from_the_lists():
    """What a forum lists comes from there, whatever the record says; what says nothing was contributed."""
    listing = "listings: [{forum: f, session: s, kind: tool, printed: P}]\n"
    assert valid(listing + "origin: public-sources\n").comes_from == "forum-listing"
    assert valid("origin: un-repository\n").comes_from == "un-repository"
    assert valid().comes_from == "contribution"


def test_objectives_of_its_own_are_told_from_those_of_its_session():
    """An objective of its own may be one of its session as well; it is then its own."""
    objectives = valid("objectives: {through_session: [1, 4], stated: [4], editorial: [9]}\n").objectives
    assert (objectives.own, objectives.session_only, objectives.all) == ((4, 9), (1,), (1, 4, 9))
    assert [objectives.basis(number) for number in objectives.all] == ["through_session", "stated", "editorial"]


def test_missing_words_are_named_by_field():
    """What lacks a language is told field by field, at any depth, counting from 1."""
    record = valid(
        told("summary", words="es: Uno") + "links:\n  - {url: https://a.example, title: {en: One}}\n", bodies={"es": "Uno"}
    )
    assert record.missing_languages == {"en": ["body", "summary.1"], "es": ["links.1.title"]}


def test_what_a_record_has_worked_out_is_no_field_of_it():
    """Its texts and statements are the same before and after it was asked for anything."""
    record = valid("summary: [{es: Uno., en: One., place: ['informe-i-foro:1']}]\n")
    before = [name for name, _ in texts_of(record)]
    assert (record.gaps, len(record.statements), record.missing_languages) == (record.gaps, 1, {})
    assert [name for name, _ in texts_of(record)] == before
    assert list(statements_in(record)) == list(record.statements)


def test_a_translation_is_outdated_when_its_original_changes():
    """The digest is that of the words translated from; words in the other language do not count."""
    told = "notes: [{es: Uno, en: One}]\ntranslation: {from: es, into: human}\n"
    digest = valid(told).source_digest("es")
    told = told.replace("human", f"human, digest: {digest}")
    assert not valid(told).translation_is_outdated
    assert not valid(told.replace("One", "The one")).translation_is_outdated
    assert valid(told.replace("Uno", "Dos")).translation_is_outdated
    assert valid(told, bodies={"es": "Nuevo", "en": "New"}).translation_is_outdated
    assert valid(told.replace("from: es", "from: en")).translation_is_outdated


def test_a_translation_without_digest_is_never_outdated():
    """Nobody is warned about what nobody can know."""
    assert not valid("translation: {from: es, into: machine}\n").translation_is_outdated
    assert not valid().translation_is_outdated


@pytest.mark.parametrize(
    ("lines", "lang"),
    [
        ("", None),
        ("translation: {from: es}", None),
        ("translation: {from: es, into: human}", "en"),
        ("translation: {from: en, into: machine}", "es"),
    ],
)
def test_the_language_translated_into_is_the_other_one(lines, lang):
    """A text first written in Spanish was translated into English, and the other way round."""
    assert valid(lines).translated_into == lang


def test_a_missing_language_is_said_in_the_other():
    """A reader is never shown nothing: words in the other language are marked as foreign."""
    (summary,) = valid("notes: [{es: Uno}]").notes
    assert [(said.text, said.lang, said.foreign) for said in (summary.localized("es"), summary.localized("en"))] == [
        ("Uno", "es", False),
        ("Uno", "es", True),
    ]


def test_the_id_is_the_address_unless_a_slug_is_given():
    """Each language may have an address of its own."""
    record = valid("slug: {en: trial}")
    assert (record.slug_in("es"), record.slug_in("en")) == ("prueba", "trial")


def test_partial_dates_print_as_they_were_written():
    """Years before 1000 keep their four digits."""
    assert str(PartialDate(951, 3)) == "0951-03"


@pytest.mark.parametrize("kind", MODELS)
def test_a_record_with_a_wrong_field_is_handed_to_another_process(kind):
    """Two processes read the records of a build: what one of them can read of a wrong record, the other has."""
    found = partial_record(ParsedRecord(kind, "prueba", f"records/{kind}s/prueba.md", front_matter("unknown: 1\n", 2), {}))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  (from this very test)
