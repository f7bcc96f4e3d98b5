"""Long lists: cut into pages that are complete together, in the order of titles, and none without bound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html as lxml_html

from gcm.catalogue.listed import CONTINUED, PER_PAGE, listed_practices
from gcm.language.order import order_of
from gcm.language.text import LANGS, Text
from gcm.models.fields import Slugs
from gcm.site.pages import render_page
from gcm.views.all_views import build_view
from support.pages import WRITTEN
from support.sites import site_of

MANY = 2000
LIMIT = 240_000
"""Bytes of a page without its frame; with it 250 kB."""


@pytest.fixture(scope="module")
def crowded(catalogue):
    """The real catalogue with so many practices: the real ones again and again, under other ids and titles."""
    real = list(catalogue.practices.values())
    practices = dict(catalogue.practices)
    for number in range(MANY - len(real)):
        practice = real[number % len(real)]
        title = Text(**{lang: f"{practice.title.localized(lang)} {number}" for lang in LANGS})
        id = f"{practice.id}-{number}"
        practices[id] = practice.model_copy(update={"id": id, "title": title, "slug": Slugs(), "related": ()})
    return site_of(replace(catalogue, practices=practices), WRITTEN)


LISTS = [
    ("practices",), ("kind", "good-practice"), ("objective", "7"), ("theme", "data-cooperation"), ("country", "MX"),
    ("organisation", "oim"), ("progress",),
]  # fmt: skip


def page_of(site, key):
    return lxml_html.fromstring(f"<main>{render_page(build_view(site, 'es', key)).html}</main>")


def titles_on(page) -> list[str]:
    """The practices of the list itself, wherever on the page it stands: what its entries begin with."""
    found = page.xpath(".//ul[@class='gcm-cards']/li//span[@class='gcm-card-title']/a|.//ul[@class='gcm-lines']/li/a[1]")
    return [link.text_content() for link in found]


@pytest.mark.parametrize("key", LISTS, ids="-".join)
def test_a_list_is_complete_over_its_pages(crowded, key):
    """Each practice stands on one of them, by title; each page has the ways to all."""
    keys = [each for each in crowded.addresses.keys if each == key or (each[0] == CONTINUED and each[1:-1] == key)]
    wanted = {str(each.title.localized("es")) for each in listed_practices(crowded.catalogue, key)}
    assert len(keys) == -(-len(wanted) // PER_PAGE) > 1
    pages = [page_of(crowded, each) for each in keys]
    listed = [title for page in pages for title in titles_on(page) if title in wanted]
    assert set(listed) == wanted
    assert listed[:PER_PAGE] == sorted(listed[:PER_PAGE], key=lambda title: order_of(title, "es", "es"))
    for position, page in enumerate(pages, 1):
        (pager,) = page.xpath("//nav[@class='gcm-pager']")
        assert pager.xpath("count(a)") == len(keys) - 1
        assert pager.xpath("string(*[@aria-current])") == str(position)


BOUNDED = [
    *LISTS, ("explorer",), ("continued", "explorer", "2"), ("coverage",), ("board",), ("collaboration",), ("countries",), ("map",),
    ("workbook",), ("dossier", "MX"), ("session", "i-foro-2023", "sesion-1"), ("organisations",), ("recommendations",), ("news",),
]  # fmt: skip


@pytest.mark.parametrize("key", BOUNDED, ids="-".join)
def test_no_page_grows_without_bound(crowded, key):
    """With 2,000 practices no page is over 250 kB."""
    html = render_page(build_view(crowded, "es", key)).html
    assert len(html.encode()) < LIMIT


@pytest.mark.parametrize("lang", LANGS)
def test_an_objective_answers_first(catalogue, lang):
    """Its first sentence says how many practices there are and from how many countries, of which kinds; the next who is missing."""
    site = site_of(catalogue, WRITTEN)
    for number in (7, 14):
        page = lxml_html.fromstring(f"<main>{render_page(build_view(site, lang, ('objective', str(number)))).html}</main>")
        practices = catalogue.by_objective[number]
        countries = {code for each in practices for code in each.countries}
        first = page.xpath("string(//p[contains(@class, 'gcm-lead')])")
        assert first.startswith(f"{len(practices)} ")
        assert f" {len(countries)} " in first
        before = page.xpath("//h2[1]/preceding::dl")
        assert not before, "what the editors keep of it comes after the practices"


def test_what_is_empty_is_one_box(catalogue):
    """A country of which nothing is recorded says so once, and its other sections are not there."""
    site = site_of(catalogue, WRITTEN)
    page = page_of(site, ("country", "GH"))
    assert len(page.xpath("//p[@class='gcm-empty']")) == 2
    absent = page.xpath("//ul[@class='gcm-lines']/li[@id and not(*)]/@id")
    assert {"practicas", "adopciones", "puntos-de-hojas-de-ruta"} <= set(absent)
    assert not page.xpath("//h2[@id='adopciones']")
