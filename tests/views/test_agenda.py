"""The picture of the cycle, programmes, times in their zones, and numberings side by side."""

from __future__ import annotations

from datetime import datetime
from itertools import combinations, pairwise
from zoneinfo import ZoneInfo

import pytest

from gcm.catalogue.dated_steps import cycle, dated_step_of
from gcm.language.dates import PartialDate
from gcm.language.text import LANGS
from gcm.site.pages import render_page
from gcm.views.all_views import page_builder
from gcm.views.blocks import Downloads, Line, Time
from gcm.views.pages.agenda import agenda, calendar_file, session_when, timeline
from gcm.views.pages.forums import forum_view
from gcm.views.pages.themes import themes_view
from gcm.views.parts.review_cycle import cycle_picture
from gcm.views.parts.times import time_of, zone_name
from support.pages import WRITTEN
from support.sites import site_of

FORUM = "forums/foro.md"
SESSION = "    start: 2024-09-25T09:00\n    end: 2024-09-25T12:30\n    timezone: America/El_Salvador\n"


def builder(catalogue, lang="es", key=("timeline",)):
    return page_builder(site_of(catalogue, WRITTEN), lang, key)


def small(records, lang="es", key=("forum", "foro")):
    catalogue, problems = records.load()
    assert [problem.code for problem in problems if not problem.is_warning] == []
    return builder(catalogue, lang, key), catalogue.forums["foro"]


def words(line: Line) -> str:
    return "".join(str(getattr(part, "label", None) or getattr(part, "text", "")) for part in line.parts)


def programme(page, forum):
    """Heading → when and what of each entry."""
    return {
        section.heading: [
            (words(step.date), words(step.line)) for block in section.blocks for step in getattr(block, "steps", ())
        ]
        for section in agenda(page, forum)
    }


# The picture


def panels(page):
    return {panel.id: panel for panel in cycle_picture(page, cycle(page.catalogue)).panels}


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def labels(panel):
    return [(x, y, x + width, y + height) for x, y, width, height in (mark.label for mark in panel.marks)]


def crowd(records):
    """Eight more forums within a year, each of which feeds the next, and one whose year alone is known."""
    for number in range(1, 9):
        feeds = f"feeds: [f{number + 1}]\n" if number < 8 else ""
        records.write(
            f"forums/f{number}.md",
            f"---\ntitle: {{es: Encuentro número {number} con nombre largo, en: Event number {number} with a long name}}\n"
            f"kind: {'regional-review' if number % 3 else 'champion-forum'}\nstatus: announced\nstart: 2025-{number:02}-10\n{feeds}---\n",
        )
    records.write(
        "forums/f9.md", '---\ntitle: {es: Último, en: Last}\nkind: global-review\nstatus: announced\nstart: "2025"\n---\n'
    )


@pytest.mark.parametrize("crowded", [False, True])
@pytest.mark.parametrize("lang", LANGS)
def test_labels_stand_free(records, catalogue, crowded, lang):
    """No label lies on another or beyond the edge, in either arrangement, for many events within a year too."""
    if crowded:
        crowd(records)
    for panel in panels(builder(records.load()[0] if crowded else catalogue, lang)).values():
        boxes = labels(panel)
        assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
        assert all(left >= 0 and right <= panel.width and bottom <= panel.height for left, _, right, bottom in boxes), panel.id


def test_every_step_stands_where_it_stands_in_time(catalogue):
    """Marks are in the order of time, milestones and events alone, and one known by its year is as long as a year."""
    shown = panels(builder(catalogue))
    for panel, axis in ((shown["wide"], 0), (shown["narrow"], 1)):
        assert [mark.title.split(",")[0] for mark in panel.marks][:3] == [
            "Declaración de Nueva York",
            "Adopción del PMM",
            "Aprobación por la Asamblea General",
        ]
        starts = [mark.box[axis] for mark in panel.marks]
        assert starts == sorted(starts)
        assert len(panel.marks) == 14
        years = {name: year[axis] for *year, name in panel.years}
        assert list(years) == [str(year) for year in range(2016, 2027)]
        (by_year,) = (mark for mark in panel.marks if mark.title.startswith("Diálogo de Quito"))
        assert abs(by_year.box[axis] - years["2025"]) <= 1
        assert abs(by_year.box[axis + 2] - (years["2017"] - years["2016"])) <= 2


def test_what_feeds_what_is_drawn(catalogue):
    """An arrow begins at the event that prepares and its head ends at the one that is prepared, as the records say."""
    feeds = [(forum.id, id) for forum in catalogue.chronology for id in forum.feeds]
    assert len(feeds) == 4
    steps = [each.id[1] for each in cycle(catalogue) if each.kind in ("milestone", "forum")]
    for panel in panels(builder(catalogue)).values():
        assert len(panel.arrows) == len(feeds)
        boxes = dict(zip(steps, (mark.box for mark in panel.marks), strict=True))
        for (source, target), (way, head) in zip(feeds, panel.arrows, strict=True):
            assert touches(way.removeprefix("M").split("L")[0], boxes[source]), (panel.id, source)
            assert touches(head.removeprefix("M").split("L")[0], boxes[target]), (panel.id, target)


def touches(point, box):
    x, y = map(int, point.split())
    left, top, width, height = box
    return left - 1 <= x <= left + width + 1 and top - 1 <= y <= top + height + 1


def test_arrows_go_round_labels(catalogue):
    """Of the two ways with one corner, the one with fewer things on it is drawn: here one of them is free each time."""
    panel = panels(builder(catalogue))["wide"]
    for way, _ in panel.arrows:
        points = [tuple(map(int, point.split())) for point in way.removeprefix("M").split("L")]
        for (x1, y1), (x2, y2) in pairwise(points):
            segment = (min(x1, x2), min(y1, y2), max(x1, x2) + 1, max(y1, y2) + 1)
            crossed = [mark.title for mark, box in zip(panel.marks, labels(panel), strict=True) if overlap(segment, box)]
            # The label of the event that an arrow leaves may begin where it passes.
            assert len(crossed) <= 1, (way, crossed)


def test_an_announced_event_looks_otherwise(catalogue):
    """What is known to have been held is told from what was only announced."""
    kinds = {mark.title.split(",")[0]: mark.kind for mark in panels(builder(catalogue))["wide"].marks}
    assert (kinds["FEMI 2022"], kinds["FEMI 2026"], kinds["Primeras copresidencias"]) == ("held", "announced", "milestone")


def test_the_list_says_what_the_picture_says(catalogue):
    """Each step of the picture stands in the list with its date, its way to the page, and what it prepares."""
    page = builder(catalogue)
    steps = timeline(page).steps
    told = [f"{words(step.date)} {words(step.line)} {' '.join(words(line) for line in step.line.more)}" for step in steps]
    for forum in catalogue.chronology:
        line = next(line for line in told if str(page.localize(forum.title)) in line)
        assert page.t.interval(forum.start, forum.end) in line
        assert all(str(page.forum(catalogue.forums[id]).label) in line for id in forum.feeds)
        assert ("Anunciado" in line) == (forum.status == "announced")
    assert len(told) > len(panels(page)["wide"].marks)


# Programmes


def test_a_programme_goes_day_by_day(records):
    """Parts and sessions stand under their day; a missing time is told where others have one; what has no day comes last."""
    records.add(
        FORUM,
        "components:\n"
        "- {id: visita, title: {es: Visita, en: Visit}}\n"
        "- {id: feria, title: {es: Feria, en: Fair}, start: 2024-09-25, end: 2024-09-26}\n"
        "- {id: cena, title: {es: Cena, en: Dinner}, start: 2024-09-25}\n"
        "- {id: consulta, title: {es: Consulta, en: Consultation}, start: 2024-08}",
    )
    assert programme(*small(records)) == {
        "Programa": [],
        "agosto de 2024": [("sin hora en las fuentes", "Consulta")],
        "25 de septiembre de 2024": [
            ("sin hora en las fuentes", "Cena"),
            ("09:00–12:30, hora de El Salvador (UTC−6)", "Datos e identidad"),
        ],
        "25 y 26 de septiembre de 2024": [("sin hora en las fuentes", "Feria")],
        "Sin día en las fuentes": [("", "Visita")],
    }
    anchors = [section.anchor for section in agenda(*small(records))]
    assert len(set(anchors)) == len(anchors)


def test_a_programme_without_days_says_so(records):
    """Nothing is ordered by days that nobody gave."""
    records.change(FORUM, SESSION, "")
    page, forum = small(records)
    (section,) = agenda(page, forum)
    assert words(section.blocks[0].line) == page.t.agenda_nothing
    assert programme(page, forum) == {"Programa": [("", "Datos e identidad")]}
    assert words(session_when(page, forum, forum.sessions[0])) == (
        "Sin día ni hora en las fuentes. El encuentro: 25 y 26 de septiembre de 2024."
    )


def test_an_event_of_which_no_part_is_known_has_no_programme(catalogue):
    """An empty programme would read as if nothing had happened."""
    page = builder(catalogue, key=("forum", "ii-foro-2024"))
    view = forum_view(page, catalogue.forums["ii-foro-2024"])
    assert page.t.agenda not in [section.heading for section in view.sections]


def test_who_does_what_stands_in_the_programme(catalogue):
    """Each session of the I Forum with its objectives, its practices, and who moderated, introduced or supported it."""
    page = builder(catalogue, key=("forum", "i-foro-2023"))
    (section,) = agenda(page, catalogue.forums["i-foro-2023"])
    first = section.blocks[-1].steps[2].line
    assert [words(line) for line in first.more] == [
        "Objetivos: 7, 8, 14, 15",
        "Metodología: Panel.",
        "28 prácticas",
        "Oficina del Alto Comisionado de las Naciones Unidas para los Derechos Humanos",
        "Organización Internacional para las Migraciones",
        "Comité Internacional de la Cruz Roja",
    ]
    assert [line.badge for line in first.more][3:] == ["Facilitación", "Introducción temática", "Introducción temática"]


def test_a_session_after_midnight_belongs_to_its_day(records):
    """Its end is told with its day."""
    records.change(FORUM, SESSION, SESSION.replace("09:00", "22:00").replace("25T12:30", "26T01:00"))
    assert programme(*small(records))["25 de septiembre de 2024"] == [
        ("22:00–26 de septiembre de 2024, 01:00, hora de El Salvador (UTC−6)", "Datos e identidad")
    ]


# Times


@pytest.mark.parametrize(
    ("zone", "moment", "spanish", "english"),
    [
        ("America/Argentina/Buenos_Aires", "2024-10-23T14:00", "hora de Buenos Aires (UTC−3)", "Buenos Aires time (UTC−3)"),
        ("America/Santiago", "2025-03-19T09:00", "hora de Santiago de Chile (UTC−3)", "Santiago time (UTC−3)"),
        ("America/Santiago", "2025-07-01T09:00", "hora de Santiago de Chile (UTC−4)", "Santiago time (UTC−4)"),
        ("America/New_York", "2022-05-17T10:00", "hora de Nueva York (UTC−4)", "New York time (UTC−4)"),
        ("Asia/Kolkata", "2024-01-01T10:00", "hora de Kolkata (UTC+5:30)", "Kolkata time (UTC+5:30)"),
        ("UTC", "2024-01-01T10:00", "UTC", "UTC"),
        ("Etc/GMT+5", "2024-01-01T10:00", "UTC−5", "UTC−5"),
    ],
)
def test_a_zone_goes_by_its_city(catalogue, zone, moment, spanish, english):
    """In the language of the page, with its distance from UTC on that day."""
    at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo(zone))
    assert (zone_name(builder(catalogue), at), zone_name(builder(catalogue, "en"), at)) == (spanish, english)


def test_a_time_holds_what_a_script_needs(catalogue):
    """The same moment in UTC, how far the place's clocks are from it, and the words to write."""
    forum = catalogue.forums["ciclo-2024"]
    time = time_of(builder(catalogue, "en"), dated_step_of(forum, forum.sessions[0]), with_day=True)
    assert time == Time(
        begins="2024-10-23T17:00Z",
        shown="23 October 2024, 14:00",
        zone=", Buenos Aires time (UTC−3)",
        offset=-180,
        own="in your time zone ({zone}): {time}",
        locale="en-GB",
        ends="2024-10-23T18:30Z",
        shown_end="15:30",
    )
    assert time.text == "23 October 2024, 14:00–15:30, Buenos Aires time (UTC−3)"


def test_only_pages_with_times_run_the_script(catalogue):
    """Other pages stay as light as they were."""
    of = {
        id: render_page(forum_view(builder(catalogue, key=("forum", id)), catalogue.forums[id])).scripts
        for id in catalogue.forums
    }
    assert {id for id, scripts in of.items() if "times.js" in scripts} == {"ciclo-2024"}


# Calendar files on pages


@pytest.mark.parametrize(
    ("start", "link", "remark"),
    [
        ("2024-09-25", "Añadir al calendario: 1 encuentro y 1 sesión (archivo .ics)", ""),
        ("2024-09", "Añadir al calendario: 1 sesión (archivo .ics)", "Por eso no están: Foro de prueba (septiembre de 2024)."),
    ],
)
def test_the_page_says_what_its_file_holds_and_what_not(records, start, link, remark):
    """An event known by its month stays out of the calendar, and the page says why."""
    records.change(FORUM, "start: 2024-09-25\nend: 2024-09-26", f"start: {start}")
    page, _ = small(records)
    dated_steps = [each for each in cycle(page.catalogue) if each.kind != "milestone"]
    blocks = list(calendar_file(page, dated_steps))
    assert [(way.href, str(way.label)) for way in blocks[0].links] == [("../../foros/foro/foros-foro.ics", link)]
    assert [words(block.line) for block in blocks[1:]] == ([blocks[1].line.parts[0].text] if remark else [])
    assert not remark or words(blocks[1].line).endswith(remark)


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_exact_day_there_is_no_file(catalogue, lang):
    """The page says that the sources give none."""
    page = builder(catalogue, lang, ("forum", "revision-regional-2021"))
    known_by_month = catalogue.forums["revision-regional-2021"].model_copy(update={"start": PartialDate(2021, 4), "end": None})
    view = forum_view(page, known_by_month)
    assert not [block for block in view.blocks if isinstance(block, Downloads)]
    assert words(view.blocks[-1].line) == page.t.fill(
        "no_calendar",
        what={"es": "Primera Revisión Regional (2021) (abril de 2021)", "en": "First Regional Review (2021) (April 2021)"}[
            lang
        ],
    )


# Numberings side by side


def test_numberings_stand_side_by_side(catalogue):
    """Each set of objectives with its number at each event, and each objective with its session, the I Forum's included."""
    review, i_forum, by_objective = themes_view(builder(catalogue, key=("themes",))).sections
    table = review.blocks[1]
    assert table.heads[1:] == ("FEMI 2022", "Ciclo de intercambio 2024", "Segunda Revisión Regional (2025)")
    numbers = [[words(cell).split(":")[0] for cell in row[1:]] for row in table.rows]
    assert numbers == [
        ["Mesa redonda 1", "Sesión 1", "Sesión 2"],
        ["Mesa redonda 3", "Sesión 2", "Sesión 1"],
        ["Mesa redonda 2", "Sesión 3", "Sesión 3"],
        ["Mesa redonda 4", "Sesión 4", "Sesión 4"],
    ]
    assert len(i_forum.blocks[1].rows) == 10
    table = by_objective.blocks[1]
    assert table.heads[1:] == (
        "FEMI 2022",
        "I Foro (Panamá, 2023)",
        "Ciclo de intercambio 2024",
        "Segunda Revisión Regional (2025)",
    )
    assert [[words(cell) for cell in row[1:]] for row in table.rows][12:16] == [
        ["2", "–", "3", "3"],
        ["3", "1", "2", "1"],
        ["3", "1", "2", "1"],
        ["3", "3", "2", "1"],
    ]
    assert words(by_objective.blocks[2].line) == (
        "Las fuentes no dan las sesiones de: Primera Revisión Regional (2021), II Foro (El Salvador, 2024), FEMI 2026."
    )
