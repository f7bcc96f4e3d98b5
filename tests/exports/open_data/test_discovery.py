"""robots.txt, llms.txt and the description of the search, as machines read them."""

from __future__ import annotations

import re
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from gcm.language.text import LANGS
from support.graphs import ADDRESS
from support.open_data import Made

OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
SEARCH = {"es": "buscar/?texto={searchTerms}", "en": "en/search/?text={searchTerms}"}
FILES = {"es": "opensearch.xml", "en": "en/opensearch.xml"}


@pytest.fixture(scope="module")
def made(catalogue):
    """The open data of a site whose address somebody has set."""
    return Made(catalogue, root=ADDRESS)


def test_everybody_may_read_everything(made):
    """And finds it by the sitemaps of both languages."""
    robots = RobotFileParser()
    robots.parse(made["robots.txt"].splitlines())
    assert robots.can_fetch("*", f"{ADDRESS}practicas/")
    assert robots.site_maps() == [f"{ADDRESS}sitemap.xml", f"{ADDRESS}en/sitemap.xml"]


def test_the_page_for_language_models_has_its_form(made):
    """A heading, a summary, and lists of links (https://llmstxt.org); each link leads to a page or a file that is there."""
    first, _, second, *_ = made["llms.txt"].splitlines()
    assert first == f"# {made.site.names['es']}"
    assert second.startswith("> ")
    links = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", made["llms.txt"], re.MULTILINE)
    pages = {made.site.published(key, lang) for key in made.site.addresses.keys for lang in LANGS}
    files = {f"{ADDRESS}{path}" for path in made.files}
    assert len(links) > 30
    assert set(links) <= pages | files


@pytest.mark.parametrize("lang", LANGS)
def test_a_browser_can_search_the_site(made, lang):
    """OpenSearch 1.1: a name of at most 16 characters, and the page of what is found, with a gap for the words."""
    description = etree.fromstring(made[FILES[lang]].encode())
    assert description.tag == f"{OPENSEARCH}OpenSearchDescription"
    assert 0 < len(description.findtext(f"{OPENSEARCH}ShortName")) <= 16
    assert description.find(f"{OPENSEARCH}Url").get("template") == ADDRESS + SEARCH[lang]
    assert description.findtext(f"{OPENSEARCH}Language") == lang


@pytest.mark.parametrize("root", ["", "https://example.org/"])
def test_what_needs_an_address_waits_for_one(catalogue, root):
    """Sitemaps and searches are named by whole addresses, and never by an example's."""
    made = Made(catalogue, root=root)
    assert made["robots.txt"] == "User-agent: *\nAllow: /\n"
    assert not set(FILES.values()) & set(made.files)
    assert "example.org" not in made["llms.txt"]
