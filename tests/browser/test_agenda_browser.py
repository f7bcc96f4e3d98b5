"""Times in the reader's zone, the picture as it is drawn, and calendar files where pages say they are."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SESSION = {"es": "foros/ciclo-2024/sesion-1", "en": "en/forums/2024-exchange-cycle/session-1"}
FORUM = {"es": "foros/ciclo-2024", "en": "en/forums/2024-exchange-cycle"}
TIMELINE = {"es": "cronologia", "en": "en/timeline"}


@pytest.fixture
def in_zone(watched):
    """A function that sets the reader's clock, and gives the page."""
    session = watched.context.new_cdp_session(watched)
    yield lambda zone: (session.send("Emulation.setTimezoneOverride", {"timezoneId": zone}), watched)[1]
    session.detach()


@pytest.mark.parametrize(
    ("zone", "lang", "own"),
    [
        ("Europe/Madrid", "es", "en su zona (UTC+2): 19:00–20:30"),
        ("Europe/Madrid", "en", "in your time zone (UTC+2): 19:00–20:30"),
        ("America/Panama", "es", "en su zona (UTC−5): 12:00–13:30"),
        ("Asia/Tokyo", "es", "en su zona (UTC+9): 24 de octubre de 2024, 02:00–03:30"),
        ("Asia/Tokyo", "en", "in your time zone (UTC+9): 24 October 2024, 02:00–03:30"),
        # 23:45 and, after midnight, 1:15.
        ("Asia/Kathmandu", "es", "en su zona (UTC+5:45): 22:45–24 de octubre de 2024, 00:15"),
    ],
)
def test_a_reader_is_told_the_time_of_their_own_clock(watched, in_zone, at, zone, lang, own):
    """Beside the time in Buenos Aires, in the language of the page, with the day where it is another."""
    in_zone(zone).goto(at(SESSION[lang]))
    when = watched.locator(".gcm-time")
    expect(when.locator(".gcm-own-time")).to_have_text(own)
    there = {
        "es": "23 de octubre de 2024, 14:00–15:30, hora de Buenos Aires (UTC−3)",
        "en": "23 October 2024, 14:00–15:30, Buenos Aires time (UTC−3)",
    }
    expect(when).to_have_text(f"{there[lang]} {own}")
    assert when.locator("time").first.get_attribute("datetime") == "2024-10-23T17:00Z"


@pytest.mark.parametrize("zone", ["America/Argentina/Buenos_Aires", "America/Sao_Paulo"])
def test_the_same_time_is_not_told_twice(watched, in_zone, at, zone):
    """Where the reader's clock shows what the place's does, whatever its zone is called, nothing is added."""
    in_zone(zone).goto(at(SESSION["es"]))
    expect(watched.locator(".gcm-time")).to_have_text("23 de octubre de 2024, 14:00–15:30, hora de Buenos Aires (UTC−3)")


@pytest.mark.parametrize(
    ("zone", "own"),
    [
        # Madrid is an hour nearer after the end of October; Santiago in its summer shows the time of Buenos Aires.
        ("Europe/Madrid", ["en su zona (UTC+2): 19:00–20:30", *["en su zona (UTC+1): 18:00–19:30"] * 3]),
        ("America/Santiago", []),
        ("America/Bogota", ["en su zona (UTC−5): 12:00–13:30"] * 4),
    ],
)
@pytest.mark.parametrize("pages", [FORUM, TIMELINE])
def test_zones_are_compared_on_the_day(watched, in_zone, at, pages, zone, own):
    """What a clock shows depends on the day, in either zone."""
    in_zone(zone).goto(at(pages["es"]))
    expect(watched.locator(".gcm-time")).to_have_count(4)
    expect(watched.locator(".gcm-own-time")).to_have_text(own)


@pytest.mark.parametrize(
    ("width", "shown", "hidden"), [(320, "narrow", "wide"), (360, "narrow", "wide"), (1280, "wide", "narrow")]
)
@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_picture_can_be_read(watched, at, lang, width, shown, hidden):
    """One arrangement is shown; its letters are large enough, inside it, and none lie on others."""
    watched.set_viewport_size({"width": width, "height": 900})
    watched.goto(at(TIMELINE[lang]))
    expect(watched.locator(f".gcm-cycle-{hidden}")).to_be_hidden()
    expect(watched.locator(f".gcm-cycle-{shown}")).to_be_visible()
    frame, texts, size = watched.evaluate(READ_PICTURE, f".gcm-cycle-{shown}")
    assert size >= 11.5
    assert not [(one[4], other[4]) for one, other in combinations(texts, 2) if overlap(one, other)]
    assert all(frame[0] - 1 <= left and right <= frame[2] + 1 and bottom <= frame[3] + 1 for left, _, right, bottom, _ in texts)
    assert watched.evaluate("document.documentElement.scrollWidth") <= width


READ_PICTURE = """selector => {
    const svg = document.querySelector(selector), { width } = svg.viewBox.baseVal;
    const box = each => { const b = each.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom, each.textContent]; };
    const texts = [...svg.querySelectorAll('a text, a ~ g text, svg > g:not([aria-hidden]) text')];
    return [box(svg), texts.map(box), 12 * svg.getBoundingClientRect().width / width];
}"""


def overlap(one, other):
    # A line's box is taller than its letters.
    return one[0] < other[2] - 1 and other[0] < one[2] - 1 and one[1] < other[3] - 3 and other[1] < one[3] - 3


@pytest.mark.parametrize("width", [360, 1280])
def test_the_picture_leads_to_events_by_keyboard(watched, at, width):
    """The keyboard reaches each event once, in the order of time, and only in the arrangement that is shown."""
    watched.set_viewport_size({"width": width, "height": 900})
    watched.goto(at(TIMELINE["es"]))
    watched.locator(".gcm-cycle a:visible").first.focus()
    found = []
    while watched.evaluate("document.activeElement.closest('.gcm-cycle') !== null"):
        found.append(watched.evaluate("document.activeElement.querySelector('title').textContent"))
        watched.keyboard.press("Tab")
    assert [title.split(",")[0] for title in found] == [
        "Primera Revisión Regional (2021)", "FEMI 2022", "I Foro (Panamá", "II Foro (El Salvador", "Ciclo de intercambio 2024",
        "Segunda Revisión Regional (2025)", "FEMI 2026",
    ]  # fmt: skip
    watched.locator(".gcm-cycle a:visible .gcm-cycle-label").nth(2).click()
    expect(watched.locator("h1")).to_contain_text("I Foro Regional de Países Precursores")


@pytest.mark.parametrize("path", [SESSION["es"], FORUM["en"], TIMELINE["es"], "en/forums/i-forum-2023"])
def test_calendar_files_are_where_pages_say(watched, at, path):
    """The link leads to a calendar, and the browser takes it as one to be saved or opened by another program."""
    watched.goto(at(path))
    with watched.expect_download() as download:
        watched.locator(".gcm-downloads a[href$='.ics']").click()
    assert download.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert download.value.suggested_filename == f"{'-'.join(path.removeprefix('en/').split('/')[-2:])}.ics"


def test_every_calendar_file_has_its_page(site):
    """Each is linked from the page beside it, and no page names one that is not there."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*.ics")}
    named = {
        (page.parent / href).resolve().relative_to(site.resolve()).as_posix()
        for page in site.rglob("*.html")
        for href in re.findall(r'href="([^"]+\.ics)"', page.read_text("utf-8"))
    }
    assert files == named
    assert len(files) == 24
