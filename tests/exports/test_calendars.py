"""Calendar files, read back by the library that writes them and by another one, which takes the zones from the files themselves."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from itertools import count
from uuid import uuid5

import pytest
import vobject
from icalendar import Calendar

from gcm.catalogue.dated_steps import cycle
from gcm.exports.calendars import NAMESPACE, _zone, calendar_files
from gcm.language.text import LANGS
from gcm.views.all_views import page_builder
from gcm.views.pages.agenda import timeline
from support.pages import WRITTEN
from support.sites import site_of

FORUM = "forums/foro.md"
CYCLE = {"es": "cronologia/cronologia.ics", "en": "timeline/timeline.ics"}
ROOT = "https://example.org/"
TODAY = date(2026, 6, 15)
FILES = count()


def written(catalogue, lang="es", root=ROOT, built_on=TODAY):
    names = {"es": "Prácticas", "en": "Practices"}
    return dict(calendar_files(site_of(catalogue, WRITTEN, root=root, names=names, built_on=built_on), lang))


def read(content):
    """The entries as the other library reads them.

    Zones are renamed, so that it can take them neither from the system nor from a file that it has read before.
    """
    text = re.sub(r"(TZID[=:])", rf"\1/file-{next(FILES)}/", content.decode())
    return vobject.readOne(text).contents.get("vevent", [])


def valid(records):
    catalogue, problems = records.load()
    assert [problem.code for problem in problems if not problem.is_warning] == []
    return catalogue


@pytest.fixture(scope="module")
def real(catalogue):
    """Language → the files of the real records."""
    return {lang: written(catalogue, lang) for lang in LANGS}


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("America/Argentina/Buenos_Aires", "2024-10-23T14:00", "2024-10-23T17:00"),
        ("America/Panama", "2023-09-27T09:00", "2023-09-27T14:00"),
        # Mexico gave up summer time in October 2022.
        ("America/Mexico_City", "2022-07-01T09:00", "2022-07-01T14:00"),
        ("America/Mexico_City", "2023-07-01T09:00", "2023-07-01T15:00"),
        # Chile's summer ends in April.
        ("America/Santiago", "2025-03-19T09:00", "2025-03-19T12:00"),
        ("America/Santiago", "2025-07-01T09:00", "2025-07-01T13:00"),
        ("America/Santiago", "2025-09-07T01:00", "2025-09-07T04:00"),
        ("America/New_York", "2022-05-17T10:00", "2022-05-17T14:00"),
        ("America/New_York", "2022-01-17T10:00", "2022-01-17T15:00"),
        # The last minute of winter, the first of summer, and the first that winter has for itself.
        ("America/New_York", "2024-03-10T01:59", "2024-03-10T06:59"),
        ("America/New_York", "2024-03-10T03:00", "2024-03-10T07:00"),
        ("America/New_York", "2024-11-03T02:00", "2024-11-03T07:00"),
        ("Asia/Kolkata", "2024-01-01T00:15", "2023-12-31T18:45"),
        ("UTC", "2024-01-01T10:00", "2024-01-01T10:00"),
    ],
)
def test_a_time_is_the_same_moment_everywhere(records, zone, local, utc):
    """14:00 in Argentina is 17:00 UTC, whatever zone the reader's calendar is in."""
    day = local[:10]
    records.change(FORUM, "start: 2024-09-25\nend: 2024-09-26", f"start: {day}")
    records.change(FORUM, "start: 2024-09-25T09:00\n    end: 2024-09-25T12:30", f"start: {local}\n    end: {day}T23:59")
    records.change(FORUM, "America/El_Salvador", zone)
    files = written(valid(records))
    (event,) = read(files["foros/foro/datos/foro-datos.ics"])
    assert event.dtstart.value.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "year", "onsets"),
    [
        ("America/New_York", 2024, {"DAYLIGHT": "20240310T020000", "STANDARD": "20241103T020000"}),
        ("America/Santiago", 2025, {"DAYLIGHT": "20250907T000000", "STANDARD": "20250406T000000"}),
        ("America/Caracas", 2016, {"STANDARD": "20160501T023000"}),
    ],
)
def test_a_zone_changes_when_the_clock_before_shows_it(zone, year, onsets):
    """An onset is told in the time that it ends (RFC 5545, 3.6.5): summer begins in New York at 2:00, not at 3:00."""
    text = _zone(zone, year, year).to_ical().decode()
    parts = re.findall(
        r"BEGIN:(DAYLIGHT|STANDARD)\r\nDTSTART:(\w+)\r\nTZNAME:\S+\r\nTZOFFSETFROM:(\S+)\r\nTZOFFSETTO:(\S+)", text
    )
    assert {name: onset for name, onset, before, after in parts if before != after} == onsets
    assert "COMMENT" not in text


def test_several_years_have_their_onsets_each():
    """Where several years share a rule, all its onsets are mended."""
    text = _zone("America/New_York", 2023, 2025).to_ical().decode().replace("\r\n ", "")
    assert "DTSTART:20230312T020000\r\nRDATE:20240310T020000,20250309T020000\r\n" in text


def test_whole_days_end_on_the_day_after_the_last(real):
    """An end is exclusive (RFC 5545, 3.6.1): 27 and 28 September end on the 29th; they keep nobody from being free."""
    (event,) = read(real["es"]["foros/i-foro-2023/foros-i-foro-2023.ics"])
    assert (event.dtstart.value, event.dtend.value) == (date(2023, 9, 27), date(2023, 9, 29))
    assert event.transp.value == "TRANSPARENT"
    adoption = read(real["es"][CYCLE["es"]])[0]
    assert (adoption.dtstart.value, adoption.dtend.value) == (date(2018, 12, 10), date(2018, 12, 11))


def test_no_day_is_invented(real):
    """What is known by its month or year is in no file, and an event without anything exact has none."""
    days = [event.dtstart.value for event in read(real["en"][CYCLE["en"]])]
    assert len(days) == 21
    assert not [day for day in days if day.year == 2016 or (day.year, day.month) in ((2023, 11), (2025, 2))]


@pytest.mark.parametrize("lang", LANGS)
def test_the_cycle_holds_what_the_list_tells_with_a_day(catalogue, real, lang):
    """The file and the page's list come from the same steps."""
    exact = [dated_step for dated_step in cycle(catalogue) if dated_step.is_exact]
    page = page_builder(site_of(catalogue, WRITTEN), lang, ("timeline",))
    assert len(timeline(page).steps) == len(cycle(catalogue)) == 27
    assert [event.dtstart.value for event in read(real[lang][CYCLE[lang]])] == [
        dated_step.begins or dated_step.start.first for dated_step in exact
    ]


@pytest.mark.parametrize("lang", LANGS)
def test_every_entry_is_told_with_the_same_id_everywhere(real, lang):
    """Whoever adds a session's file, the event's and the cycle's has each entry once."""
    ids = {event.uid.value for event in read(real[lang][CYCLE[lang]])}
    assert {event.uid.value for content in real[lang].values() for event in read(content)} == ids
    of_cycle = real[lang][CYCLE[lang]].decode()
    for content in real[lang].values():
        assert all(entry in of_cycle for entry in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", content.decode(), re.DOTALL))


def test_a_language_does_not_overwrite_the_other(real):
    """A program that knows entries by their ids, and takes what it is given last, keeps both calendars whole."""
    kept = {}
    for lang in LANGS:
        kept |= {event["UID"]: event for event in Calendar.from_ical(real[lang][CYCLE[lang]]).walk("VEVENT")}
    languages = Counter(event["SUMMARY"].params["LANGUAGE"] for event in kept.values())
    assert languages == {lang: len(read(real[lang][CYCLE[lang]])) for lang in LANGS}


def revision_of(records, path="foros/foro/datos/foro-datos.ics", built_on=TODAY):
    """What the entry of a session says of itself: how often it was changed, and when last."""
    (event,) = Calendar.from_ical(written(valid(records), built_on=built_on)[path]).walk("VEVENT")
    return event["SEQUENCE"], event["DTSTAMP"].dt


@pytest.mark.parametrize(
    ("told", "revision"),
    [
        ("", (0, datetime(1970, 1, 1, tzinfo=UTC))),
        ("review: {status: published, compiled_on: 2026-04}", (0, datetime(2026, 4, 1, tzinfo=UTC))),
        ("changes: [{on: 2026-05-02, what: added}]", (0, datetime(2026, 5, 2, tzinfo=UTC))),
        (
            "changes: [{on: 2026-05-02, what: added}, {on: 2026-05-09, what: changed}, {on: 2026-05-09, what: corrected}]",
            (2, datetime(2026, 5, 9, tzinfo=UTC)),
        ),
        (
            "review: {status: published, compiled_on: 2026-04}\nchanges: [{on: 2026-05, what: changed}]",
            (1, datetime(2026, 5, 1, tzinfo=UTC)),
        ),
    ],
)
def test_a_revision_is_that_of_the_record(records, told, revision):
    """Each change that the record tells of is one step, and the stamp is the day of the last; never the day of the build."""
    records.add(FORUM, told)
    assert revision_of(records) == revision
    assert revision_of(records, built_on=date(2031, 1, 1)) == revision


def test_a_later_change_is_the_newer_entry(records):
    """Under the same id, so that a program that has the old entry takes the new one for it."""
    (before,) = Calendar.from_ical(written(valid(records))["foros/foro/datos/foro-datos.ics"]).walk("VEVENT")
    records.change(FORUM, "start: 2024-09-25T09:00\n", "start: 2024-09-25T10:00\n")
    records.add(FORUM, "changes: [{on: 2026-06-14, what: corrected}]")
    (after,) = Calendar.from_ical(written(valid(records))["foros/foro/datos/foro-datos.ics"]).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert before["DTSTART"].dt < after["DTSTART"].dt
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before["DTSTAMP"].dt < after["DTSTAMP"].dt


def test_a_date_of_a_roadmap_has_the_history_of_the_roadmap(records):
    """And not that of the event that it leads to."""
    item = "{id: plazo, status: announced, text: {es: Plazo., en: Deadline.}, due: 2024-08-02}"
    roadmap = f"---\ntitle: {{es: C, en: C}}\nkind: calendar\nforum: foro\nitems: [{item}]\nchanges: [{{on: 2026-03-03, what: changed}}]\n---\n"
    records.write("roadmaps/calendario.md", roadmap)
    events = Calendar.from_ical(written(valid(records))[CYCLE["es"]]).walk("VEVENT")
    (deadline,) = [event for event in events if event["SUMMARY"] == "Plazo."]
    assert (deadline["SEQUENCE"], deadline["DTSTAMP"].dt) == (1, datetime(2026, 3, 3, tzinfo=UTC))


def test_a_milestone_has_a_history_of_its_own(catalogue, real):
    """Its days are in order and not in the future of the records; the last is the stamp, and the others are counted."""
    events = {event["UID"]: event for event in Calendar.from_ical(real["es"][CYCLE["es"]]).walk("VEVENT")}
    milestones = [step for step in cycle(catalogue) if step.kind == "milestone" and step.is_exact]
    assert milestones
    for step in milestones:
        event = events[str(uuid5(NAMESPACE, "/".join(step.id)))]
        days = [date.fromisoformat(day) for day in step.thing.changes]
        assert days == sorted(days)
        assert (event["SEQUENCE"], event["DTSTAMP"].dt.date()) == (len(days) - 1, days[-1])


@pytest.mark.parametrize(
    ("path", "uid"),
    [
        ("foros/ciclo-2024/sesion-1/ciclo-2024-sesion-1.ics", "66b243ae-92fa-50c5-a4f7-43d47f5f665a"),
        ("foros/ii-foro-2024/foros-ii-foro-2024.ics", "7734c298-7080-5e46-be47-6e324cf2ba24"),
        ("forums/2024-exchange-cycle/session-1/2024-exchange-cycle-session-1.ics", "e2c3a08f-c6b8-567e-9739-fed68583a3ea"),
        ("forums/ii-forum-2024/forums-ii-forum-2024.ics", "91ff5af1-0466-5704-9049-5a25d858ec51"),
    ],
)
def test_ids_are_for_ever(real, path, uid):
    """Changed ids would show readers everything twice: these were given out in November 2026."""
    lang = "en" if path.startswith("forums/") else "es"
    assert [event.uid.value for event in read(real[lang][path])] == [uid]


def test_an_id_stays_when_date_and_words_change(records):
    """A part of an event is known by its id, so a calendar moves it when it is postponed."""
    records.add(FORUM, "components: [{id: audiencia, title: {es: Audiencia, en: Hearing}, start: 2024-09-25}]")
    before = read(written(valid(records))["foros/foro/foros-foro.ics"])
    records.change(
        FORUM, "title: {es: Audiencia, en: Hearing}, start: 2024-09-25}", "title: {es: Sesión, en: Sitting}, start: 2024-09-26}"
    )
    after = read(written(valid(records))["foros/foro/foros-foro.ics"])
    assert sorted(each.uid.value for each in before) == sorted(each.uid.value for each in after)
    assert {each.summary.value for each in before} != {each.summary.value for each in after}


def test_what_stands_in_an_entry(real):
    """Title, place, status, address, and in words what is known of it; each text with its language."""
    (event,) = read(real["es"]["foros/ii-foro-2024/foros-ii-foro-2024.ics"])
    assert (event.summary.value, event.summary.params["LANGUAGE"]) == ("II Foro (El Salvador, 2024)", ["es"])
    assert event.location.value == "San Salvador, El Salvador"
    assert event.url.value == f"{ROOT}foros/ii-foro-2024/"
    assert event.status.value == "CONFIRMED"
    assert event.dtstamp.value == datetime(2026, 11, 1, tzinfo=UTC)
    assert event.description.value.endswith(f"\n{ROOT}foros/ii-foro-2024/")
    announced = read(real["en"]["forums/imrf-2026/forums-imrf-2026.ics"])
    assert {each.status.value for each in announced} == {"TENTATIVE"}
    review = read(real["en"]["forums/regional-review-2025/forums-regional-review-2025.ics"])
    # Two of its parts were virtual, so the place of the event is told of the event alone.
    assert [each.summary.value for each in review if hasattr(each, "location")] == ["Second Regional Review (2025)"]


def test_the_calendar_has_a_name_and_its_zones_once(real):
    """A program shows the calendar under its name; each zone is told once, however many entries are in it."""
    calendar = vobject.readOne(real["es"][CYCLE["es"]].decode())
    assert calendar.contents["name"][0].value == calendar.contents["x-wr-calname"][0].value == "Cronología – Prácticas"
    assert real["es"][CYCLE["es"]].count(b"BEGIN:VTIMEZONE") == 1
    assert b"VTIMEZONE" not in real["es"]["foros/i-foro-2023/foros-i-foro-2023.ics"]


def test_dated_items_of_calendars_are_in_the_cycle(records):
    """Once each: not where they announce an event or a part of one, and not those of other roadmaps."""
    records.add(FORUM, "components: [{id: audiencia, title: {es: Audiencia pública, en: Public hearing}, start: 2024-09-25}]")
    item = "status: announced, text: {es: %s, en: X}, %s}\n"
    items = [
        ("a", "Audiencia pública (San Salvador).", "start: 2024-09-25"),
        ("b", "Audiencia pública.", "start: 2024-08-01"),
        ("c", "Plazo.", "due: 2024-08-02"),
        ("d", "Mes.", "due: 2024-08"),
        ("e", "El foro.", "start: 2024-09-25, event: foro"),
    ]
    listed = "".join(f"  - {{id: {id}, {item % (words, date)}" for id, words, date in items)
    roadmap = f"---\ntitle: {{es: C, en: C}}\nkind: calendar\nforum: foro\nitems:\n{listed}---\n"
    records.write("roadmaps/calendario.md", roadmap)
    catalogue = valid(records)
    assert [dated_step.id[2] for dated_step in cycle(catalogue) if dated_step.kind == "item"] == ["d", "b", "c"]
    events = read(written(catalogue)[CYCLE["es"]])
    assert [each.summary.value for each in events if each.dtstart.value in (date(2024, 8, 1), date(2024, 8, 2))] == [
        "Audiencia pública.",
        "Plazo.",
    ]
    records.write("roadmaps/calendario.md", roadmap.replace("kind: calendar", "kind: collection"))
    assert not [dated_step for dated_step in cycle(valid(records)) if dated_step.kind == "item"]


def test_a_time_without_an_end_has_none(records):
    """No length is made up."""
    records.change(FORUM, "    end: 2024-09-25T12:30\n", "")
    (event,) = read(written(valid(records))["foros/foro/datos/foro-datos.ics"])
    assert event.dtstart.value.astimezone(UTC) == datetime(2024, 9, 25, 15, tzinfo=UTC)
    assert not hasattr(event, "dtend")


def test_words_of_strangers_stay_words(records):
    """A title with line ends and the grammar of calendars is text, in one entry, on lines of at most 75 octets."""
    evil = '"A\\nEND:VEVENT\\nBEGIN:VALARM\\nACTION:PROCEDURE;VALUE=URI:x, y; z\\\\n"'
    records.change(FORUM, "title: {es: Datos e identidad, en: Data and identity}", f"title: {{es: {evil}, en: {evil}}}")
    content = written(valid(records))["foros/foro/foros-foro.ics"]
    _, event = read(content)
    assert event.summary.value == ("Foro de prueba – A END:VEVENT BEGIN:VALARM ACTION:PROCEDURE;VALUE=URI:x, y; z\\n")
    lines = content.split(b"\r\n")
    assert [line for line in lines if line.startswith((b"BEGIN:", b"END:"))].count(b"BEGIN:VEVENT") == 2
    assert b"BEGIN:VALARM" not in lines
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)


def test_the_same_records_give_the_same_bytes_on_any_day(catalogue, real):
    """A build can be repeated, and a program that looks again finds nothing new."""
    assert {lang: written(catalogue, lang, built_on=date(2031, 1, 1)) for lang in LANGS} == real


def test_without_a_site_there_is_no_address(catalogue):
    """An address that leads nowhere is worse than none."""
    assert not [path for path, content in written(catalogue, root="").items() if b"\r\nURL" in content]


def test_words_that_lack_a_translation_say_their_language(records):
    """A program that reads out the English calendar reads the Spanish title as Spanish."""
    records.change(FORUM, "title: {es: Foro de prueba, en: Trial forum}", "title: {es: Foro de prueba}")
    event = read(written(valid(records), "en")["forums/foro/forums-foro.ics"])[0]
    assert (event.summary.value, event.summary.params["LANGUAGE"]) == ("Foro de prueba", ["es"])
