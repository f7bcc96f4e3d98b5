"""Ways that readers take besides the menu: partners by keyboard, the same place in the other language, and back from a wrong address."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from gcm.language.text import LANGS, Lang, other
from gcm.views.addresses import Addresses, Key
from support.pages import WRITTEN


@pytest.fixture
def address_of(catalogue, address):
    """A function from a page's key and language to its address."""
    addresses = Addresses(catalogue, WRITTEN)
    return lambda key, lang: address + addresses.url(key, lang)


def switch(page: Page, lang: Lang) -> None:
    """Ask for the page in the other language."""
    page.locator(f".gcm-switch[hreflang={other(lang)}]").click()


@pytest.mark.parametrize("lang", LANGS)
def test_partners_are_found_by_keyboard(watched, address_of, catalogue, lang):
    """A country and an objective typed into the two lists give partners with reasons, under an address to share."""
    watched.goto(address_of(("collaboration",), lang))
    watched.locator(".gcm-finder [name=country]").focus()
    watched.keyboard.type(catalogue.taxonomy.countries["HN"].get(lang))
    watched.keyboard.press("Tab")
    watched.keyboard.type("6")
    answer = watched.locator(".gcm-finder-answer")
    expect(answer.locator("h2")).to_be_visible()
    assert parse_qs(urlsplit(watched.url).query) == {"country": ["HN"], "objective": ["6"]}
    partners = answer.locator("ol > li")
    others = {code for practice in catalogue.by_objective[6] for code in practice.countries} - {"HN"}
    assert partners.count() == len(others)
    assert partners.first.locator(".gcm-more li").count() >= 1


ASKED: dict[str, tuple[Key, dict[Lang, str]]] = {
    "filters": (("explorer",), dict.fromkeys(LANGS, "kind=policy&country=CR")),
    "query": (("search",), {"es": "texto=remesas", "en": "text=remesas"}),
    "partners": (("collaboration",), dict.fromkeys(LANGS, "country=HN&objective=6")),
}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ASKED)
def test_the_other_language_asks_the_same(watched, address_of, lang, name):
    """What was asked of a page is asked of the same page in the other language."""
    key, queries = ASKED[name]
    watched.goto(f"{address_of(key, lang)}?{queries[lang]}")
    there = f"{address_of(key, other(lang))}?{queries[other(lang)]}"
    expect(watched.locator(f".gcm-switch[href$='{queries[other(lang)]}']")).to_be_visible()
    switch(watched, lang)
    watched.wait_for_url(there)


@pytest.mark.parametrize("lang", LANGS)
def test_the_other_language_opens_at_the_same_section(watched, address_of, lang):
    """Where a reader has come to, there the other language opens."""
    watched.goto(address_of(("forum", "ii-foro-2024"), lang))
    watched.locator("article h2").last.evaluate("heading => heading.scrollIntoView()")
    switch(watched, lang)
    watched.wait_for_url(lambda url: url.startswith(address_of(("forum", "ii-foro-2024"), other(lang))) and "#" in url)
    assert watched.locator("article h2").last.get_attribute("id") == urlsplit(watched.url).fragment


WRONG: dict[Lang, tuple[str, Key]] = {
    "es": ("paises/mejico/dosier/mexico/", ("country", "MX")),
    "en": ("en/objectives/8-save-life/", ("objective", "8")),
}
"""An address that somebody remembers wrongly, and the page that is meant."""


@pytest.mark.parametrize("lang", LANGS)
def test_a_wrong_address_leads_on(browser, address, address_of, lang):
    """It is answered in its own language first, with a search and with the addresses most like it; both languages are there."""
    wrong, meant = WRONG[lang]
    page = browser.new_page()
    assert page.goto(address + wrong).status == 404
    parts = page.locator(".gcm-not-found")
    assert parts.evaluate_all("parts => parts.map(part => part.lang)") == [lang, other(lang)]
    way = parts.first.locator(f".gcm-near a[href='{urlsplit(address_of(meant, lang)).path}']")
    expect(way).to_be_visible()
    expect(parts.first.locator("form[role=search] input")).to_be_visible()
    way.click()
    page.wait_for_url(address_of(meant, lang))
    page.context.close()
