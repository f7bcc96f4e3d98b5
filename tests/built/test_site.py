"""The real site, built once for all the tests here (see `site` in conftest.py)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from gcm.catalogue.catalogue import load_catalogue
from gcm.views.pages.search import NAMES
from support.paths import ROOT

BASE = "https://example.org/"
LOCAL = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "iframe": "src"}
OUTSIDE = ("https:", "http:", "mailto:", "data:")
WORDS = {
    "es": r"\b(el|la|los|las|una|del|con|para|por|que|según|ninguna|aquí)\b",
    "en": r"\b(the|and|with|from|which|none|here|their|this|these|those|at)\b",
}
"""Words so common that a page can hardly do without, and that the other language lacks."""

PROPER = {
    # Names in English that the documents themselves use, and quotations of a resolution.
    "es": r"building climate resilience|Urban Search and Rescue|Immigration, Refugees and Citizenship Canada|Boston Consulting Group"
    r"|Recommendations on Regional Coordination and Information Exchange Mechanisms in the Search for Missing Persons in the Context of"
    r"|https?://\S+|«[^»]*»|“[^”]*”|\"[^\"]*\"|records/\S+",
    # Names of programmes that stay in Spanish, and quotations of the documents.
    "en": r"«[^»]*»|“[^”]*”|\"[^\"]*\"|‘[^’]*’|\([^()]*\)|Jóvenes construyendo el futuro|Financiera para el Bienestar|https?://\S+|records/\S+",
}


@cache
def parse(path: Path) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(path.read_text("utf-8"))


def pages_of(site: Path, lang: str = "") -> list[Path]:
    found = [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]
    english = [path for path in found if path.is_relative_to(site / "en")]
    return {"en": english, "es": [path for path in found if path not in english], "": found}[lang]


def address(path: Path, site: Path) -> str:
    return BASE + path.relative_to(site).as_posix().removesuffix("index.html")


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(parse(path).xpath("//@id"))


def test_there_is_a_page_for_everything(site, catalogue):
    """Each practice, forum, session, roadmap, objective, principle, country and organisation has a page in each language."""
    taxonomy = catalogue.taxonomy
    wanted = {
        "practicas": len(catalogue.practices) + 1,
        "practicas/tipo": 4,
        "objetivos": 23 + 1,
        "principios": 10 + 1,
        "paises": len(catalogue.countries) + 1,
        "organizaciones": len(taxonomy.organisations) + 1,
        "hojas-de-ruta": len(catalogue.roadmaps) + 1,
        "temas": len(taxonomy.theme_ids) + 1,
    }
    for folder, number in wanted.items():
        found = [path for path in (site / folder).glob("*/index.html") if path.parent.name != "tipo"]
        index = (site / folder / "index.html").exists()
        assert len(found) + index == number, folder
    sessions = list((site / "foros").glob("*/*/index.html"))
    assert len(sessions) == len(catalogue.sessions)


def test_both_languages_have_the_same_pages(site):
    """Every page has its partner, and the partner leads back."""
    pairs = {}
    for path in pages_of(site):
        links = {
            each.get("hreflang"): each.get("href")
            for each in parse(path).xpath("//head/link[normalize-space(@rel)='alternate' and @hreflang]")
        }
        assert set(links) == {"es", "en", "x-default"}, path
        assert links["x-default"] == links["es"]
        assert address(path, site) in links.values(), path
        pairs.setdefault((links["es"], links["en"]), []).append(path)
    assert all(len(paths) == 2 for paths in pairs.values())
    assert len(pages_of(site, "es")) == len(pages_of(site, "en"))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_page_is_well_formed(site, lang):
    """Language, title, description, canonical address, policy, one first heading, no id twice."""
    titles = {}
    for path in pages_of(site, lang):
        page = parse(path)
        assert page.get("lang") == lang, path
        assert len(page.xpath("//h1")) == 1, path
        assert page.xpath("string(//meta[@name='description']/@content)").strip(), path
        assert page.xpath("//link[@rel='canonical']/@href") == [address(path, site)], path
        policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policy, path
        assert "unsafe" not in policy[0], path
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        titles.setdefault(page.xpath("string(//title)"), []).append(path)
    assert [paths for paths in titles.values() if len(paths) > 1] == []


def test_no_link_is_broken(site):
    """Every link inside the site leads to a file that is there, and to an anchor on it."""
    broken = []
    for path in pages_of(site):
        for element in parse(path).iter("a", "link", "script", "img"):
            href = element.get(LOCAL[element.tag]) or ""
            if not href or href.startswith(OUTSIDE):
                continue
            parts = urlsplit(urljoin(address(path, site), href))
            target = site / unquote(parts.path).lstrip("/")
            target = target / "index.html" if parts.path.endswith("/") else target
            if not target.is_file() or (parts.fragment and target.suffix == ".html" and parts.fragment not in anchors(target)):
                broken.append(f"{path.relative_to(site)}: {href}")
    assert broken == []


def test_no_page_asks_anything_of_another_host(site):
    """Styles, scripts, pictures and fonts are all served from here."""
    for path in pages_of(site):
        page = parse(path)
        asked = page.xpath(
            "//script/@src | //img/@src | //iframe/@src | //link[@rel='stylesheet' or @rel='icon' or @rel='preconnect']/@href"
        )
        assert not [each for each in asked if each.startswith(("http", "//"))], path
        assert not page.xpath(
            "//script[not(@src) and not(@type='application/json' or @type='application/ld+json')] | //style | //*[@style]"
        ), path
    for style in (site / "assets" / "stylesheets").glob("*.css"):
        assert not re.search(r"url\([\"']?(https?:)?//", style.read_text("utf-8")), style


def test_edit_links_lead_to_the_record(site, catalogue):
    """The page of a record is corrected in the record's file, which exists."""
    for folder, kind in (("practicas", "practices"), ("foros", "forums"), ("hojas-de-ruta", "roadmaps")):
        records = {record.slug_in("es"): record for record in getattr(catalogue, kind).values()}
        for slug, record in records.items():
            edits = parse(site / folder / slug / "index.html").xpath("//a[@rel='edit']/@href")
            assert edits == [f"https://github.com/example/gcm-practices/edit/main/{record.path}"]
            assert (ROOT / record.path).is_file()


@pytest.mark.parametrize(("lang", "foreign"), [("es", "en"), ("en", "es")])
def test_pages_are_in_their_own_language(site, lang, foreign):
    """Nothing in the other language stands on a page outside an element that is marked as such, names and quotations aside.

    A sentence may hold official names in the other language; what has no more words of its own than of the other is in that one.
    """
    found = []
    for path in pages_of(site, lang):
        page = parse(path)
        # A source is named as it names itself; so is who published it, in the list of sources and where a mark rests.
        named = "ancestor::li[starts-with(@id, 'ref-')] or ancestor-or-self::a[starts-with(@href, '#ref-')]"
        marked = f"ancestor-or-self::*[@lang='{foreign}'] or ancestor::script or ancestor::abbr or ancestor::code or {named}"
        texts = page.xpath(f"//body//text()[not({marked})]") + page.xpath(
            f"//body//@*[(name()='title' or name()='aria-label') and not({marked})]"
        )
        for text in texts:
            told = re.sub(PROPER[lang], "", text)
            words, own = (re.findall(WORDS[each], told) for each in (foreign, lang))
            if len(words) > 1 and len(words) >= len(own):
                found.append(f"{path.relative_to(site)}: {text.strip()[:120]}")
    assert found == []


def test_objectives_without_a_practice_say_so(once):
    """'None recorded here', never 'none exists'; among the few records of the sample most objectives have none."""
    folder = once.folder("hostile_site")
    site, catalogue = folder / "site", load_catalogue(folder / "checkout" / "records")[0]
    empty = [number for number in catalogue.taxonomy.objectives if number not in catalogue.by_objective]
    assert len(empty) > 10
    for number in empty:
        (path,) = (site / "objetivos").glob(f"{number}-*/index.html")
        assert "No hay ninguna práctica registrada aquí" in path.read_text("utf-8")
        (path,) = (site / "en" / "objectives").glob(f"{number}-*/index.html")
        assert "No practice is recorded here" in path.read_text("utf-8")


@pytest.mark.parametrize(("lang", "root", "other"), [("es", "", "practices/"), ("en", "en", "practicas/")])
def test_each_language_searches_its_own_pages(site, lang, root, other):
    """The search of a language knows every page of that language once and none of the other; of a plain build nothing is left."""
    script = (site / root / NAMES).read_text("utf-8")
    listed = json.loads(re.search(r'"pages":(\[\[.*?\]\]),"concepts"', script)[1].replace("\\'", "'").replace("\\\\", "\\"))
    locations = [location for location, *_ in listed]
    assert len(locations) == len(set(locations)) == len(pages_of(site, lang))
    assert not [location for location in locations if location.startswith(other)]
    assert not list(site.rglob("search_index.js*"))
    assert not list(site.rglob("lunr*"))


def test_sitemaps_list_every_page(site):
    """Search engines find each page with its partner."""
    for lang, path in (("es", site / "sitemap.xml"), ("en", site / "en" / "sitemap.xml")):
        text = path.read_text("utf-8")
        assert text.count("<loc>") == len(pages_of(site, lang))
        assert text.count('hreflang="es"') == text.count('hreflang="en"') == text.count("<loc>")


def test_sitemaps_tell_when_records_changed(site, catalogue):
    """A page's day is that of its records' own histories; a list that keeps none has no day."""
    days = {}
    for path in (site / "sitemap.xml", site / "en" / "sitemap.xml"):
        entries = etree.parse(path).iterfind("{*}url")
        days |= {each.findtext("{*}loc").removeprefix(BASE): each.findtext("{*}lastmod") for each in entries}
    for practice in catalogue.practices.values():
        changed = [*practice.changes][-1:] and str(max((each.on for each in practice.changes), key=lambda day: day.first))
        for folder, lang in (("practicas", "es"), ("en/practices", "en")):
            told = days[f"{folder}/{practice.slug_in(lang)}/"]
            assert told == (changed or str(practice.review.compiled_on)), practice.id
    assert days["glosario/"] is days["en/glossary/"] is None


def test_every_page_says_what_it_is_to_machines(site):
    """Data of schema.org, a card for social networks and the feed of what is new; all of it text, whatever words are in it."""
    for path in pages_of(site):
        page = parse(path)
        (data,) = page.xpath("//head/script[@type='application/ld+json']/text()")
        graph = json.loads(data)["@graph"]
        assert len(graph) == 2, path
        assert graph[0]["inLanguage"] == page.get("lang"), path
        assert page.xpath("string(//meta[@property='og:title']/@content)").strip(), path
        feeds = page.xpath("//head/link[@type='application/atom+xml']/@href")
        for href in feeds:
            target = site / unquote(urlsplit(urljoin(address(path, site), href)).path).lstrip("/")
            assert target.read_bytes().startswith(b"<?xml"), path
        assert feeds, path


def test_pages_stay_small(site):
    """No page renders every record in its navigation: a practice with two dozen sources stays below 60 kB."""
    assert max(path.stat().st_size for path in (site / "practicas").glob("*/index.html")) < 60_000


def test_macros_serve_hand_written_pages_only(site):
    """Braces in a record stay text; live figures are filled in where a hand-written page asks for them."""
    home = parse(site / "index.html").text_content()
    assert "62" in home
    assert "{{" not in home
