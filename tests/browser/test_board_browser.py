"""The follow-up board as it is read and used, on a server and from a folder."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BOARD = {"es": "seguimiento", "en": "en/follow-up"}
PROGRESS = {"es": "avance", "en": "en/progress"}
COUNTRY = {"es": "paises/mexico", "en": "en/countries/mexico"}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_row_leads_to_the_form_with_its_record(watched, at, lang):
    """Whoever knows what came of an item reports it: the form opens with the record that the row is of."""
    watched.goto(at(BOARD[lang]))
    fold = watched.locator(".gcm-rest", has=watched.locator("a[href*='part=items']")).first
    fold.locator("summary").click()
    row = fold.locator("li").first
    item = row.inner_text().partition(".")[0]
    row.locator("a[href*='part=items']").click()
    expect(watched.locator(".gcm-form")).to_be_visible()
    # In the file the text is wrapped.
    expect(watched.locator(".gcm-file textarea")).to_have_value(re.compile(r"\s+".join(map(re.escape, item.split()))))


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("pages", [BOARD, PROGRESS, COUNTRY])
def test_nothing_is_beyond_the_edge_of_a_phone(watched, at, pages, lang):
    """Tables of several columns are read from top to bottom there, without scrolling to the side."""
    watched.set_viewport_size({"width": 360, "height": 800})
    watched.goto(at(pages[lang]))
    wide = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).map(each => each.getAttribute('aria-label'))"
    watched.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")
    assert watched.locator(".gcm-table").evaluate_all(wide) == []
    expect(watched.locator("td[data-head]").first).to_be_visible()
