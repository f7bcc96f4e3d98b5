"""What became of what was shared: what is overdue, in which order, and how far each chain goes."""

from __future__ import annotations

from datetime import date

import pytest

from gcm.catalogue.follow_up import follow_up
from gcm.views.all_views import build_view, page_builder
from gcm.views.blocks import Bars, Curve, Link, Table
from gcm.views.pages.board import board_view
from gcm.views.parts.charts import bars, curve
from support.pages import WRITTEN
from support.sites import site_of

PRACTICE = "practices/registro.md"
ROADMAP = "roadmaps/mesa.md"
TODAY = date(2026, 6, 15)


def followed(records):
    catalogue, problems = records.load()
    assert [problem.code for problem in problems if not problem.is_warning] == []
    return follow_up(catalogue, TODAY)


def one(records, id):
    return next(each for each in followed(records) if each.record.id == id)


@pytest.mark.parametrize(
    ("lines", "overdue"),
    [
        ("", ""),
        ("follow_up: {status: under-way, last_reviewed: 2026}", ""),
        ("follow_up: {status: under-way, last_reviewed: 2025-06-15}", ""),
        ("follow_up: {status: under-way, last_reviewed: 2025-06-14}", "stale"),
        ("follow_up: {status: under-way, last_reviewed: 2025-05}", "stale"),
        ("follow_up: {status: completed, last_reviewed: 2020}", ""),
        ("follow_up: {status: under-way}", ""),
    ],
)
def test_a_practice_is_looked_at_once_a_year(records, lines, overdue):
    """What is under way and was last looked at more than a year ago is overdue; a date that is not exact is given the doubt."""
    records.add(PRACTICE, lines)
    assert one(records, "registro").overdue == overdue


@pytest.mark.parametrize(
    ("kind", "status", "lines", "overdue"),
    [
        ("calendar", "held", "start: 2024-05-01", ""),
        ("calendar", "held", "due: 2024-05-06", ""),
        ("calendar", "held", "due: 2025-01-31", "past"),
        ("calendar", "announced", "start: 2024-05-01", "past"),
        ("cooperation-table", "held", "due: 2024-05-01", "past"),
    ],
)
def test_a_step_to_an_event_that_was_held_is_no_overdue_task(records, kind, status, lines, overdue):
    """What a calendar put before an event is over with the event; what it puts after it, and any other item, is still to be done."""
    records.change(ROADMAP, "kind: cooperation-table", f"kind: {kind}")
    records.change("forums/foro.md", "status: held", f"status: {status}")
    records.change(ROADMAP, "status: proposed", f"status: announced\n    {lines}")
    assert one(records, "mesa").overdue == overdue


@pytest.mark.parametrize(
    ("lines", "overdue"),
    [
        ("due: 2026-06-15", ""),
        ("due: 2026-06-14", "past"),
        ("due: 2026-06", ""),
        ("due: 2026-05", "past"),
        ("due: 2026", ""),
        ("start: 2026-06-01\n    end: 2026-06-20", ""),
        ("start: 2026-06-01", "past"),
        ("last_reviewed: 2024", "stale"),
    ],
)
def test_an_item_is_overdue_once_its_day_has_passed(records, lines, overdue):
    """Its due date counts, or else its end, or else its start."""
    records.change(ROADMAP, "status: proposed", f"status: proposed\n    {lines}")
    assert one(records, "mesa").overdue == overdue


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_is_closed_is_never_overdue(records, status):
    """Nothing is expected of it any more."""
    records.change(ROADMAP, "status: proposed", f"status: {status}\n    due: 2020")
    assert (one(records, "mesa").overdue, one(records, "mesa").is_reported) == ("", True)


def test_an_event_that_was_held_is_followed_up_no_more(records):
    """A calendar's item that announces a forum which is known to have taken place waits for nothing, and nobody reported it."""
    records.change(ROADMAP, "status: proposed", "status: announced\n    start: 2024-09-25\n    event: foro")
    assert {each.record.id for each in followed(records)} == {"registro", "ventanilla"}


@pytest.mark.parametrize(
    "lines",
    [
        'actions: [{text: {es: A, en: A}}]', 'result: {text: {es: A, en: A}}', 'evidence: ["https://a.example/"]',
        "last_reviewed: 2026", "next_step: {es: A, en: A}",
    ],
)  # fmt: skip
def test_anything_told_since_is_a_report(records, lines):
    """An item is reported on as soon as anything is known beyond its having been proposed."""
    assert not one(records, "mesa").is_reported
    records.change(ROADMAP, "status: proposed", f"status: proposed\n    {lines}")
    assert one(records, "mesa").is_reported


def test_the_order_is_that_of_urgency(records):
    """Overdue before all, longest ago first; then what is reported; what nothing is known of last."""
    records.add(PRACTICE, "follow_up: {status: under-way, last_reviewed: 2024}")
    records.add("practices/ventanilla.md", "follow_up: {status: completed}")
    item = '  - {id: "2", text: {es: B, en: B}, status: proposed, due: 2020}\n'
    records.change(ROADMAP, "items:\n", f"items:\n{item}")
    assert [(each.record.id, each.item.id if each.item else "") for each in followed(records)] == [
        ("mesa", "2"),
        ("registro", ""),
        ("ventanilla", ""),
        ("mesa", "1"),
    ]


def chains_of(records):
    return [
        (
            "/".join(f"{roadmap.id}#{item.id}" for roadmap, item in chain.ends),
            "".join("X" if step else "-" for step in chain.steps),
        )
        for chain in records.load()[0].chains
    ]


def write_collection(records, *items):
    listed = "".join(
        f'  - {{id: "{number}", text: {{es: A, en: A}}, status: proposed{more}}}\n' for number, more in enumerate(items, 1)
    )
    records.write(
        "roadmaps/hojas.md", f"---\ntitle: {{es: Hojas, en: Roadmaps}}\nkind: collection\nforum: foro\nitems:\n{listed}---\n"
    )


def test_a_chain_goes_as_far_as_anything_is_known(records):
    """An idea, the item that took it up, what was done, what came of it, and the practice; each may be missing."""
    assert chains_of(records) == [("mesa#1", "X----")]
    records.change(ROADMAP, "    practices: [registro]\n", "")
    assert chains_of(records) == [("mesa#1", "X----")]
    write_collection(records, ', grew_from: "mesa#1"')
    assert chains_of(records) == [("mesa#1/hojas#1", "XX---")]
    write_collection(
        records,
        ', grew_from: "mesa#1", actions: [{text: {es: A, en: A}}], result: {text: {es: A, en: A}}, practices: [ventanilla]',
    )
    assert chains_of(records) == [("mesa#1/hojas#1", "XXXXX")]


def test_an_idea_may_be_taken_up_twice_and_an_item_may_come_of_none(records):
    """Each item that took up an idea makes a chain; an item that names no idea begins one."""
    write_collection(records, ', grew_from: "mesa#1"', ', grew_from: "mesa#1"', "")
    assert chains_of(records) == [("hojas#3", "-X---"), ("mesa#1/hojas#1", "XX---"), ("mesa#1/hojas#2", "XX---")]


def test_a_practice_shared_by_then_did_not_come_of_the_idea(records):
    """An idea builds on what was shared at its forum or before; a chain leads only to what came later."""
    chain = records.load()[0].chains[0]
    assert (chain.builds_on, chain.practices, chain.stop) == (("registro",), (), "item")
    records.change(ROADMAP, "practices: [registro]", "practices: [registro, ventanilla]")
    chain = records.load()[0].chains[0]
    assert (chain.builds_on, chain.practices, chain.stop) == (("registro",), ("ventanilla",), "")
    assert chain.between == ("item", "actions", "result")


@pytest.mark.parametrize(
    ("told", "between", "stop"),
    [
        ("", (), "item"),
        ("actions: [{text: {es: A, en: A}}]", ("item",), "result"),
        ("result: {text: {es: A, en: A}}", ("item", "actions"), "practice"),
    ],
)
def test_a_chain_says_where_it_stops(records, told, between, stop):
    """It stops after the last step that is known, and what is not known before that is a gap and not the end."""
    records.change(ROADMAP, "    practices: [registro]\n", f"    {told}\n" if told else "")
    chain = records.load()[0].chains[0]
    assert (chain.between, chain.stop) == (between, stop)


@pytest.fixture
def page(records):
    catalogue = records.load()[0]
    return page_builder(site_of(catalogue, WRITTEN, built_on=TODAY), "es", ("board",))


def test_the_board_states_its_day(page):
    """What is overdue depends on the day, so the page says which it is."""
    assert "15 de junio de 2026" in str(board_view(page).blocks)


def test_the_board_says_why_a_row_is_overdue_beside_the_date_that_makes_it_so(records):
    """A day that has passed is told at the due date, a long silence at the last review."""
    records.add(PRACTICE, "follow_up: {status: under-way, last_reviewed: 2024}")
    records.change(ROADMAP, "status: proposed", "status: proposed\n    due: 2020")
    catalogue = records.load()[0]
    page = page_builder(site_of(catalogue, WRITTEN, built_on=TODAY), "es", ("board",))
    (table,) = board_view(page).sections[0].blocks
    assert [(text_of(row[2]), text_of(row[4])) for row in table.rows] == [
        ("2020 (fecha pasada)", "–"),
        ("–", "2024 (hace más de un año)"),
    ]


@pytest.mark.parametrize("key", [("board",), ("objective", "4"), ("practice", "registro")])
def test_a_pledge_tells_whose_it_is(records, key):
    """Wherever it stands, except on its country's own page."""
    records.add(PRACTICE, "pledges: [{text: {es: A, en: A}, country: PA}]")
    records.change(PRACTICE, "through_session: [1, 4]", "through_session: [1, 4], editorial: [4]")
    catalogue = records.load()[0]
    view = build_view(site_of(catalogue, WRITTEN), "es", key)
    (section,) = (each for each in view.sections if each.heading == "Compromisos")
    assert "Panamá" in text_of(*section.blocks[0].lines)


def test_what_was_done_stands_below_its_item(records):
    """The board leads to the item, so its page tells what came of it there; a calendar has no chains that would."""
    told = "actions: [{text: {es: Se hizo., en: Done.}}]\n    result: {text: {es: Salió bien., en: It went well.}}"
    records.change(ROADMAP, "kind: cooperation-table", "kind: calendar")
    records.change(ROADMAP, "status: proposed", f"status: done\n    {told}")
    catalogue = records.load()[0]
    view = build_view(site_of(catalogue, WRITTEN), "es", ("roadmap", "mesa"))
    (item,) = view.sections[0].blocks[0].lines
    assert [text_of(line) for line in item.more][-2:] == ["Acción: Se hizo.", "Resultado: Salió bien."]


def text_of(*lines):
    return "".join(str(part.label if isinstance(part, Link) else part.text) for line in lines for part in line.parts)


def test_progress_is_told_over_time(records):
    """By event, what had been shared by then; by month, how many records were compiled, translated and how complete they are."""
    records.add(PRACTICE, "review: {status: published, compiled_on: 2026-05-03}")
    records.add("practices/ventanilla.md", "review: {status: published, compiled_on: 2026-05}")
    catalogue = records.load()[0]
    view = build_view(site_of(catalogue, WRITTEN), "es", ("progress",))
    (reach,) = (block for block in view.sections[0].blocks if isinstance(block, Table))
    assert [text_of(cell) for cell in reach.rows[0]] == ["Foro de prueba", "1", "–", "1"]
    (months,) = view.sections[-2].blocks
    percents = [catalogue.practices[id].completeness for id in ("registro", "ventanilla")]
    assert [text_of(cell) for cell in months.rows[0]] == ["mayo de 2026", "2", "2 de 2", f"{round(sum(percents) / 2)} %"]


def test_bars_are_as_long_as_their_numbers(page):
    """The largest fills the width, or a share of the total; none is a dash."""
    rows = [(page.phrase(name), number) for name, number in (("a", 8), ("b", 2), ("c", 0))]
    drawn = bars(page, "x", "y", rows)
    assert isinstance(drawn, Bars)
    assert [bar.length for bar in drawn.bars] == [1000, 250, 0]
    assert [bar.value for bar in drawn.bars] == ["8", "2", "–"]
    assert [(bar.length, bar.value) for bar in bars(page, "x", "y", rows, 16).bars][1:] == [(125, "2 de 16"), (0, "0 de 16")]


@pytest.mark.parametrize("added", [[0], [5], [0, 65, 0, 11], [1] * 40, [123_456, 1]])
def test_a_curve_never_falls_and_its_table_adds_up(page, added):
    """Each point adds to those before; the axis is marked with a few round numbers."""
    drawn = curve(page, "x", "y", [(str(year), page.phrase_line(str(year)), number) for year, number in enumerate(added)])
    assert isinstance(drawn, Curve)
    heights = [int(part.split("V")[1]) for part in drawn.path.split("H")[1:] if "V" in part]
    assert heights == sorted(heights, reverse=True)
    assert str(drawn.table.rows[-1][2].parts[0]) == page.t.number(sum(added))
    assert 1 <= len(drawn.ticks_y) <= 6
