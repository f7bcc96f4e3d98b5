"""What is new: in which order, whose page tells of it, and what becomes of it when it is new no longer."""

from __future__ import annotations

import pytest

from gcm.catalogue.news import LISTED, latest, news, past
from gcm.views.all_views import build_view
from gcm.views.blocks import Fold, Lines
from support.pages import WRITTEN
from support.sites import site_of

CHANGES = "changes: [{'on': '2026-01-05', what: added}, {'on': '2026-03-09', what: corrected, note: {es: Fechas., en: Dates.}}]"


def told(records):
    return [(each.record.id, str(each.change.on), each.change.what) for each in news(records.load()[0])]


def test_the_newest_comes_first_and_of_a_day_what_was_added(records):
    """A reader who comes back reads from the top until it is known already."""
    records.add("practices/registro.md", CHANGES)
    records.add("roadmaps/mesa.md", "changes: [{'on': '2026-03-09', what: added}]")
    records.add("forums/foro.md", "changes: [{'on': '2026-03-09', what: changed}]")
    assert told(records) == [
        ("mesa", "2026-03-09", "added"),
        ("registro", "2026-03-09", "corrected"),
        ("foro", "2026-03-09", "changed"),
        ("registro", "2026-01-05", "added"),
    ]


def test_a_change_is_told_where_its_record_belongs(records):
    """A practice is news of its countries and of the objectives that it serves itself."""
    records.add("practices/registro.md", CHANGES)
    catalogue, _ = records.load()
    practice = catalogue.practices["registro"]
    assert set(catalogue.news_of_country) == set(practice.countries)
    assert set(catalogue.news_of_objective) == set(practice.objectives.own)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_change_of_the_real_records_is_listed_once(catalogue, lang):
    """The page and those of the past hold each change in the group of its day."""
    site = site_of(catalogue, WRITTEN)
    keys = [key for key in site.addresses.keys if key[0] == "past_news"]
    views = [build_view(site, lang, key) for key in [("news",), *keys]]
    days = [section for view in views for section in view.sections if section.anchor[:2] == "20"]
    folded = [block for section in days for each in section.blocks if isinstance(each, Fold) for block in each.blocks]
    shown = [block for section in days for block in section.blocks]
    lines = [line for block in (*shown, *folded) if isinstance(block, Lines) for line in block.lines]
    assert len(lines) == len(catalogue.news) > 0


@pytest.mark.parametrize("number", [0, 1, LISTED, 2 * LISTED - 1, 2 * LISTED, 5 * LISTED + 7])
def test_a_page_of_the_past_never_changes(number):
    """However much is new, what a full page lists stays there under its address."""
    before = tuple(range(number, 0, -1))
    pages = list(past(before))
    assert all(len(page) == LISTED for page in pages)
    assert sorted((*latest(before), *(each for page in pages for each in page)), reverse=True) == list(before)
    after = tuple(range(number + LISTED, number, -1)) + before
    assert list(past(after))[: len(pages)] == pages
