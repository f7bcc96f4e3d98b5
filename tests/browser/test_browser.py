"""What HTML alone cannot tell: language switch, search, and that nothing of a stranger's record runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from support.browsers import search

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_language_switch_keeps_the_page(watched, address, width):
    """The switch leads to the same page in the other language, and back; the practice's words change with it."""
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(f"{address}practicas/registro-unico-de-extranjeria-ruex/")
    watched.locator(".gcm-switch").click()
    expect(watched).to_have_url(f"{address}en/practices/single-register-of-foreign-nationals-ruex/")
    expect(watched.locator("h1")).to_have_text("Single Register of Foreign Nationals (RUEX)")
    watched.locator(".gcm-switch").click()
    expect(watched).to_have_url(f"{address}practicas/registro-unico-de-extranjeria-ruex/")


@pytest.mark.parametrize(
    ("start", "query", "title"),
    [
        ("", "Mexico", "México"),
        ("", "méxico", "México"),
        ("", "extranjeria", "Registro Único de Extranjería (RUEX)"),
        ("paises/panama/", "reglamento agencias", "Reglamento para el funcionamiento de las Agencias de Empleo Privadas"),
        ("en/", "Mexico", "Mexico"),
        ("en/glossary/", "rescue", "USAR (Urban Search and Rescue) Team"),
    ],
)
def test_search_finds_its_own_language(watched, address, start, query, title):
    """Search ignores accents, and finds pages of the language it is asked in, and only those."""
    watched.goto(address + start)
    found = search(watched, query)
    assert any(each.startswith(title) for each, _ in found), found
    english = start.startswith("en/")
    assert all(("/en/" in href) == english for _, href in found), found


def test_address_can_be_shared(alone, address):
    """Where the device has no means of its own, the page's published address is copied, and the button says so."""
    alone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alone.add_init_script("delete Navigator.prototype.share")
    alone.goto(f"{address}paises/panama/")
    alone.get_by_role("button", name="Compartir").click()
    expect(alone.get_by_role("button", name="Dirección copiada")).to_be_visible()
    assert alone.evaluate("navigator.clipboard.readText()") == "https://example.org/paises/panama/"


def test_keyboard_alone_reaches_the_content(watched, address):
    """The first stop of the Tab key skips to the page's heading."""
    watched.goto(f"{address}paises/panama/")
    watched.keyboard.press("Tab")
    assert watched.evaluate("document.activeElement.matches('.md-skip') && document.activeElement.hash") == "#inicio"


@pytest.mark.parametrize(
    "path", ["practicas/hostil/", "en/practices/hostil/", "practicas/", "paises/panama/", "objetivos/1-datos/"]
)
def test_nothing_of_a_record_runs(watched, hostile_site, path):
    """Markup, scripts, templates and addresses in a record stay text, on its own page and wherever it is named."""
    watched.goto(hostile_site + path)
    watched.wait_for_load_state("networkidle")
    assert watched.evaluate("window.ran") is None
    content = watched.locator("article")
    assert (
        content.locator(
            "script, style, iframe, img, svg:not(.md-icon svg), base, meta, details:not(.gcm-snippets details, .gcm-folded, .gcm-rest), [onclick], [onerror], [style]"
        ).count()
        == 0
    )
    assert content.locator("a[href^='javascript'], a[href^='data'], #__config").count() == 0


def test_a_record_stays_text_in_the_search(watched, hostile_site):
    """The page of results is built from words, whatever they look like."""
    watched.goto(hostile_site)
    found = search(watched, "script")
    assert any("<script>" in title for title, _ in found)
    assert watched.evaluate("window.ran") is None
