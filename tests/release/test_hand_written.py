"""Hand-written pages, taken from the site in a folder, lead where they lead on the web."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from lxml.html import fragment_fromstring

from gcm.release.hand_written import hand_written_pages
from gcm.views.addresses import Addresses
from support.pages import WRITTEN

ROOT = "https://practices.example/"
PAGE = '<body><a href="x">menu</a><article><h1>x</h1>{}</article></body>'


@pytest.mark.parametrize("lang", ["es", "en"])
def test_links_lead_where_they_lead_on_the_web(catalogue, tmp_path, lang):
    """To pages in both languages with their anchors and questions, to files, out of the site and within the page; nothing is lost."""
    published = Addresses(catalogue, WRITTEN)
    in_folder = replace(published, directory_urls=False)
    key, other = ("about",), {"es": "en", "en": "es"}[lang]
    up = "../" * in_folder.url(key, lang).count("/")
    wanted = {
        in_folder.relative(key, lang, ("glossary",)): ROOT + published.url(("glossary",), lang),
        in_folder.relative(key, lang, ("country", "PA"), other): ROOT + published.url(("country", "PA"), other),
        f"{in_folder.relative(key, lang, ('explorer',))}?country=PA#x": f"{ROOT}{published.url(('explorer',), lang)}?country=PA#x",
        in_folder.relative(key, lang, ("home",)): ROOT + published.url(("home",), lang),
        f"{up}assets/data/practices.csv": f"{ROOT}assets/data/practices.csv",
        "#part": f"{ROOT}{published.url(key, lang)}#part",
        "https://other.example/index.html": "https://other.example/index.html",
        "mailto:a@example.org": "mailto:a@example.org",
    }
    links = "".join(f'<a href="{href}">x</a>' for href in wanted)
    for each in WRITTEN:
        page = tmp_path / in_folder.url(each, lang)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(PAGE.format(links if each == key else ""), "utf-8")
    found = dict(hand_written_pages(tmp_path, published, lang))
    assert found.keys() == WRITTEN.keys()
    hrefs = [link.get("href") for link in fragment_fromstring(found[key], create_parent="div").iter("a")]
    assert [urljoin(ROOT + published.url(key, lang), href) for href in hrefs] == list(wanted.values())
