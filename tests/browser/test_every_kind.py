"""A page of every kind in a browser, in both languages, visited once for all that is checked of each page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from gcm.language.text import LANGS, other
from gcm.views.addresses import Addresses
from support.accessibility import violations
from support.browsers import Watched
from support.pages import KEYS

REAL = {
    "practice": ("practice", "registro-unico-de-extranjeria-ruex"),
    "forum": ("forum", "i-foro-2023"),
    "session": ("session", "i-foro-2023", "sesion-2b"),
    "roadmap": ("roadmap", "i-foro-mesa-1"),
    "sheet": ("sheet", "i-foro-mesa-1"),
    "objective": ("objective", "13"),
    "country": ("country", "MX"),
}
WRITTEN = {
    ("home",): {"es": "index.md", "en": "index.md"},
    ("about",): {"es": "acerca.md", "en": "about.md"},
    ("contribute",): {"es": "contribuir.md", "en": "contribute.md"},
    ("source-notes",): {"es": "notas-sobre-las-fuentes.md", "en": "notes-on-the-sources.md"},
    ("editorial-policy",): {"es": "politica-editorial.md", "en": "editorial-policy.md"},
}
PAGES = [*{key[0]: REAL.get(key[0], key) for key in KEYS}.values(), *WRITTEN]
"""A real page for every kind that has a golden file, and every hand-written page."""

PHONE, DESK = {"width": 412, "height": 900}, {"width": 1280, "height": 900}
NARROWEST = 320
COLOURS = {"light": "default", "dark": "slate"}
READERS = {"es": ("light", PHONE), "en": ("dark", DESK)}
"""Who looks at the pages of a language with each push, when a page is seen in one of them; by night each is seen in both by both."""


@pytest.fixture(scope="module")
def addresses(catalogue) -> Addresses:
    """Where the pages of the real site are."""
    return Addresses(catalogue, WRITTEN)


@pytest.fixture(scope="module")
def readers(browser):
    """Who looks, each in a window that goes from page to page: a new one takes as much time again as all that is checked of a page."""
    # The theme keeps the colours of the first visit, so each scheme is another reader's.
    made = {
        scheme: (Watched(browser, color_scheme=scheme, viewport=size, reduced_motion="reduce"), size)
        for scheme, size in READERS.values()
    }
    yield made
    for watch, _ in made.values():
        watch.page.context.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", PAGES, ids="-".join)
def test_a_page_serves_everybody(readers, address, addresses, key, lang, pytestconfig):
    """Its language and its partner are told; it fits a phone; axe-core finds nothing on a phone in light colours nor on a desk in dark ones."""
    url, partner = address + addresses.url(key, lang), address + addresses.url(key, other(lang))
    found = []
    for scheme in readers if pytestconfig.getoption("--nightly") else (READERS[lang][0],):
        watch, size = readers[scheme]
        watch.page.set_viewport_size(size)
        watch.page.goto(url)
        assert watch.page.locator("body").get_attribute("data-md-color-scheme") == COLOURS[scheme]
        found += [f"{scheme}: {violation}" for violation in violations(watch.page)]
        found += [*_languages(watch.page, lang, partner), *_overflow(watch.page)]
        found += [f"{scheme}: {told}" for told in (*watch.errors, *watch.outside)]
        watch.errors.clear()
        watch.outside.clear()
    assert found == []


def _languages(page: Page, lang: str, partner: str) -> Iterator[str]:
    """What is wrong with the language that the page says it has, and with the way to the other."""
    if page.evaluate("document.documentElement.lang") != lang:
        yield "the page does not tell its language"
    if page.locator(".gcm-switch").evaluate("each => each.href") != partner:
        yield "the switch leads elsewhere than to the same page"
    if page.locator("head link[hreflang]").count() != len(LANGS) + 1:
        yield "a language is missing among the alternates"


def _overflow(page: Page) -> Iterator[str]:
    """Whether the page scrolls to the side on the narrowest phone."""
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    if page.evaluate("document.documentElement.scrollWidth") > NARROWEST:
        yield f"wider than {NARROWEST} px"


def test_the_page_for_errors_is_silent_and_fits_a_phone(watched, address):
    """It is shown at any address, so it stands in no list of pages."""
    watched.set_viewport_size({"width": NARROWEST, "height": 640})
    watched.goto(f"{address}404.html")
    assert list(_overflow(watched)) == []
