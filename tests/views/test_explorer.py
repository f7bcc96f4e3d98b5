"""The explorer: what stands in its list, and what a reader finds in it, with scripts and without, served and from a folder."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page, expect

from gcm.catalogue.catalogue import load_catalogue
from gcm.catalogue.listed import ENTRIES
from gcm.language.json_text import calling
from gcm.language.text import LANGS
from gcm.models.fields import Slugs
from gcm.site.explorer_files import PIECE, explorer_files, explorer_paths
from gcm.site.pages import render_page
from gcm.views.all_views import build_view, page_builder
from gcm.views.links import EXPLORED
from gcm.views.pages.explorer import entry_words, explorer_entries, explorer_view
from gcm.views.parts.facets import band_of
from support.browsers import served
from support.handed_over import handed_over
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

KEY = ("explorer",)
in_browser = pytest.mark.browser
FOLDERS = {"es": "explorar", "en": "en/explore"}


def view_of(catalogue, lang="es"):
    return explorer_view(page_builder(site_of(catalogue, WRITTEN), lang, KEY))


def block_of(catalogue, lang="es"):
    return view_of(catalogue, lang).blocks[0]


def entries_of(catalogue, lang="es"):
    return explorer_entries(page_builder(site_of(catalogue, WRITTEN), lang, KEY))


def found(catalogue, lang="es", **asked) -> list[str]:
    """The ids that a filter must leave: of each facet any of the values asked for."""
    entries = entries_of(catalogue, lang)
    return [
        entry.id
        for entry in entries
        if all(set(values.split()) & set(dict(entry.values).get(facet, ())) for facet, values in asked.items())
    ]


# The view


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_stands_in_the_list_once(catalogue, lang):
    """Every practice, forum and roadmap item has one entry; an item that is itself a forum of the list has none."""
    ids = [entry.id for entry in entries_of(catalogue, lang)]
    items = [f"{roadmap.id}.{item.id}" for roadmap, item in catalogue.items if not item.event]
    assert sorted(ids) == sorted([*catalogue.practices, *items, *catalogue.forums])
    assert any(item.event for _, item in catalogue.items)


def test_an_item_leads_to_its_place_on_the_roadmap(catalogue):
    """The roadmap's page has the anchor that the entry leads to."""
    for entry in entries_of(catalogue):
        if "item" in dict(entry.values)["kind"]:
            roadmap, item = entry.id.rsplit(".", 1)
            page = page_builder(site_of(catalogue, WRITTEN), "es", KEY)
            assert entry.link.href == page.href(("roadmap", roadmap), f"item-{item}")


@pytest.mark.parametrize("lang", LANGS)
def test_facets_count_what_the_list_holds(catalogue, lang):
    """Each value counts its entries, each value of an entry can be chosen, and no value stands twice."""
    block = block_of(catalogue, lang)
    counted = Counter((facet, id) for entry in entries_of(catalogue, lang) for facet, ids in entry.values for id in ids)
    told = [(facet.id, value) for facet in block.facets for _, values in facet.parts for value in values]
    assert {(facet, value.id): value.count for facet, value in told if value.count} == dict(counted)
    assert len({(facet, value.id) for facet, value in told}) == len(told)


def test_both_languages_filter_by_the_same_ids(catalogue):
    """A filtered address holds in either language."""
    spanish, english = ({entry.id: entry.values for entry in entries_of(catalogue, lang)} for lang in LANGS)
    assert spanish == english


def test_addresses_may_hold_every_facet(catalogue):
    """Facets stand in the order of `EXPLORED`, which names them all, the words and the order; one without any value is not shown."""
    there = [facet.id for facet in block_of(catalogue).facets]
    assert there == [facet for facet in EXPLORED[:-2] if facet in there]
    assert set(EXPLORED[:-2]) - set(there) <= {"principle", "criterion"}


def test_a_facet_shows_no_zeros(catalogue):
    """What nothing is found by is not offered, but for the objectives, of which it is worth knowing."""
    values = [(facet.id, value) for facet in block_of(catalogue).facets for _, values in facet.parts for value in values]
    assert [facet for facet, value in values if not value.count and facet != "objective"] == []


def test_a_practice_is_found_by_all_that_is_known_of_it(catalogue):
    """Its values are those of the record: session and forum, themes of its objectives, groups of its countries."""
    entry = next(each for each in entries_of(catalogue) if each.id == "registro-unico-de-extranjeria-ruex")
    values = dict(entry.values)
    assert values["kind"] == ("practice", "good-practice")
    practice = catalogue.practices[entry.id]
    assert values["objective"] == tuple(map(str, practice.objectives.own))
    assert values["session_objective"] == tuple(map(str, practice.objectives.session_only))
    assert values["origin"] == ("forum-listing",)
    themes = {
        id for id in catalogue.taxonomy.theme_ids if {*catalogue.taxonomy.theme(id).objectives} & {*practice.objectives.own}
    }
    assert set(values["theme"]) == themes
    assert values["country"] == ("PA",)
    assert values["group"] == ("champion", "crm")
    assert values["session"] == ("i-foro-2023.sesion-2b", "i-foro-2023.sesion-4a")
    assert values["forum"] == ("i-foro-2023",)
    assert "national-government" in values["actor"]
    assert values["year"] == ("2023",)
    assert values["translation"] == ("machine",)
    assert values["completeness"] == (band_of(entry.percent),)
    page = page_builder(site_of(catalogue, WRITTEN), "es", KEY)
    found = dict(zip((each.id for each in entries_of(catalogue)), entry_words(page), strict=True))
    words = found[entry.id].split()
    assert {"single", "register", "extranjeria", "panama"} <= set(words)
    assert len(words) == len(set(words))


@pytest.mark.parametrize(("percent", "band"), [(0, "0"), (24, "0"), (25, "25"), (74, "50"), (75, "75"), (100, "75")])
def test_bands_hold_every_share(percent, band):
    """Each share is in the band that begins at or below it."""
    assert band_of(percent) == band


def test_other_pages_can_link_to_a_filtered_list(catalogue):
    """`explored` gives the way there, and refuses a name that the explorer would ignore."""
    page = page_builder(site_of(catalogue, WRITTEN), "es", ("country", "PA"))
    link = page.explored(page.phrase("3"), objective="13", country="PA")
    assert link.href == "../../explorar/?objective=13&country=PA"
    own = page_builder(site_of(catalogue, WRITTEN), "es", KEY)
    assert own.explored(own.phrase("3"), text="a b").href == "?text=a+b"
    with pytest.raises(ValueError, match="colour"):
        page.explored(page.phrase("3"), colour="red")


def test_words_of_a_record_stay_text(records):
    """Markup in a record is text in the list, in the attributes and in the facets."""
    nasty = """'<script>x</script>"><img src=x> {{ t }}'"""
    records.change("practices/registro.md", "Registro de personas extranjeras,", f"{nasty},")
    records.add("practices/registro.md", f"aliases: [{nasty}]")
    catalogue, problems = records.load()
    assert not [problem for problem in problems if not problem.is_warning]
    page = lxml_html.fromstring(render_page(view_of(catalogue)).html)
    assert page.xpath("//script | //img") == []
    entry = page.xpath("//li[@data-id='registro']")[0]
    assert entry.xpath("string(.//a)") == nasty.strip("'")


def test_pieces_hold_what_the_page_does_not(catalogue):
    """The script gets values, cards and words of every entry, in one order; where pieces begin it is told."""
    files = {path.rpartition("/")[2]: content for path, content in explorer_files(site_of(catalogue, WRITTEN), "es")}
    assert set(files) == {path.rpartition("/")[2] for path in explorer_paths(site_of(catalogue, WRITTEN), "es")}
    handed = {name.removesuffix(".js"): handed_over(content.decode())["content"] for name, content in files.items()}
    entries = entries_of(catalogue)
    values = handed["entries"]
    assert values["piece"] == PIECE
    for kind in ("cards", "words"):
        pieces = [handed[f"{kind}-{number}"] for number in range(-(-len(entries) // PIECE))]
        assert [len(piece) for piece in pieces[:-1]] == [PIECE] * (len(pieces) - 1)
        assert sum(map(len, pieces)) == len(entries)
    listed = [(facet.id, value.id) for facet in block_of(catalogue).facets for _, each in facet.parts for value in each]
    for entry, places in zip(entries, values["values"], strict=True):
        assert {listed[place] for place in places} == {(facet, id) for facet, ids in entry.values for id in ids}
    by_rank = sorted(range(len(entries)), key=values["ranks"].__getitem__)
    assert [entries[each].id for each in by_rank][:2] == [
        "2x1-trabajando-unidos-con-los-migrantes",
        "126-te-orienta-sin-fronteras",
    ]


def test_a_long_list_goes_on_in_pages(records):
    """From a number of entries on the titles stand on several pages, each with the ways to all; together they have every entry once."""
    catalogue, _ = records.load()
    practice = catalogue.practices["registro"]
    many = {f"p{number}": practice.model_copy(update={"id": f"p{number}", "slug": Slugs()}) for number in range(ENTRIES)}
    catalogue = dataclasses.replace(catalogue, practices={**catalogue.practices, **many})
    site = site_of(catalogue, WRITTEN)
    pages = [render_page(build_view(site, "es", key)).html for key in (KEY, ("continued", "explorer", "2"))]
    hrefs = [
        link.get("href").rpartition("/practicas/")[2]
        for page in map(lxml_html.fromstring, pages)
        for link in page.xpath("//*[@class='gcm-entries']//*[@class='gcm-card-title']/a | //ul[@class='gcm-lines']//a")
    ]
    assert len(hrefs) == len(set(hrefs)) == len(entries_of(catalogue))
    assert ["".join(lxml_html.fromstring(page).xpath("//nav[@class='gcm-pager']//a/text()")) for page in pages] == ["2", "1"]


# The page, served and from a folder


@pytest.fixture(scope="module", params=["http", "file"])
def explorer(request, site):
    """Where the explorer's pages of both languages are, served over http and in a folder."""
    if request.param == "file":
        pages = request.getfixturevalue("offline")
        yield {lang: (pages / path / "index.html").as_uri() for lang, path in FOLDERS.items()}
        return
    with served(site) as url:
        yield {lang: f"{url}{path}/" for lang, path in FOLDERS.items()}


def settle(page: Page) -> None:
    """What is asked is answered: pieces may have to come first."""
    page.wait_for_selector(".gcm-entries[aria-busy=false]", state="attached")


def shown(page: Page) -> list[str]:
    """The ids of all results, which are shown some at a time."""
    settle(page)
    more = page.locator(".gcm-explorer-more button")
    while more.is_visible():
        before = page.locator(".gcm-entry").count()
        more.click()
        expect(page.locator(".gcm-entry")).not_to_have_count(before)
    return page.locator(".gcm-entry").evaluate_all("entries => entries.map(entry => entry.dataset.id)")


def tick(page: Page, facet: str, value: str) -> None:
    group = page.locator(f".gcm-facet[data-facet={facet}]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()
    group.locator(f"li[data-value='{value}'] label").click()


def count_of(page: Page, facet: str, value: str) -> int:
    settle(page)
    return int(page.locator(f"[data-facet={facet}] [data-value='{value}'] .gcm-count").text_content())


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def status(page: Page) -> str:
    settle(page)
    return page.locator("[role=status][aria-live=polite]").text_content()


@in_browser
def test_facets_narrow_the_list(watched, explorer, catalogue):
    """Of one facet any value is enough, of several each is met; the number found is announced."""
    watched.goto(explorer["es"])
    total = len(found(catalogue))
    assert len(shown(watched)) == total
    assert status(watched) == f"{total} resultados"
    tick(watched, "objective", "4")
    assert shown(watched) == found(catalogue, objective="4")
    tick(watched, "objective", "21")
    either = found(catalogue, objective="4 21")
    assert shown(watched) == either
    assert status(watched) == f"{len(either)} resultados de {total}"
    tick(watched, "country", "PA")
    assert shown(watched) == found(catalogue, objective="4 21", country="PA")
    assert asked(watched) == {"objective": ["4", "21"], "country": ["PA"]}


@in_browser
def test_counts_tell_what_a_value_would_leave(watched, explorer, catalogue):
    """Counts follow the other facets, and not the choice within their own."""
    watched.goto(f"{explorer['es']}?objective=4&country=PA&kind=practice")
    for country in ("PA", "CR", "MX"):
        assert count_of(watched, "country", country) == len(found(catalogue, objective="4", kind="practice", country=country))
    for number in range(1, 24):
        here = found(catalogue, objective=str(number), country="PA", kind="practice")
        assert count_of(watched, "objective", str(number)) == len(here)
    assert count_of(watched, "year", "2023") == len(found(catalogue, objective="4", country="PA", kind="practice", year="2023"))


RUEX, BETA, POLICY = (
    "registro-unico-de-extranjeria-ruex", "grupo-beta-de-proteccion-a-migrantes", "politica-migratoria-integral-costa-rica",
)  # fmt: skip
QUERIES = {
    "es": {
        "Mexico": BETA, "  MÉXICO ": BETA, "extranjeria registro": RUEX, "los registros unicos de extranj": RUEX, "register": RUEX,
        "practica": BETA, "prácticas": BETA,
    },
    "en": {"registers nationals": RUEX, "politica costa": POLICY, "mexico": BETA},
}  # fmt: skip


@in_browser
@pytest.mark.parametrize("lang", LANGS)
def test_words_are_found(watched, explorer, lang):
    """Accents and case do not matter, plurals meet their singulars, all words are met, either language finds."""
    watched.goto(explorer[lang])
    box = watched.locator(".gcm-explorer input[name=text]")
    for query, id in QUERIES[lang].items():
        box.fill(query)
        assert id in shown(watched), query
        assert " de " in status(watched) or " of " in status(watched)
    box.press_sequentially(" ausentisima")
    assert shown(watched) == []
    assert status(watched).startswith({"es": "Ningún resultado", "en": "No result"}[lang])
    assert not watched.locator(".gcm-explorer-download").is_visible()


@in_browser
def test_plurals_of_both_languages_are_met(watched, address):
    """A plural finds its singular, by the rules of the site's search, and a word its beginning."""

    def only(route):
        piece = handed_over(route.fetch().text())
        piece["content"] = [""] * len(piece["content"])
        if piece["name"] == "words-0":
            piece["content"][0] = "pais voz policy child red clase"
        route.fulfill(body=calling("explorer", piece), content_type="text/javascript; charset=utf-8")

    watched.route(f"{address}explorar/words-*.js", only)
    watched.goto(f"{address}explorar/")
    first_id = watched.locator(".gcm-entry").first.get_attribute("data-id")
    box = watched.locator(".gcm-explorer input[name=text]")
    for query in ("países", "paises", "pais", "voces", "vo", "policies", "Children", "redes", "la red", "clases"):
        box.fill(query)
        assert shown(watched) == [first_id], query
        box.fill(f"{query}x")
        assert shown(watched) == [], query


@in_browser
def test_the_address_holds_the_state(watched, explorer, catalogue):
    """A reload shows the same, and each step back undoes one change; letters typed in one go are one change."""
    watched.goto(explorer["es"])
    tick(watched, "country", "MX")
    watched.locator(".gcm-explorer input[name=text]").press_sequentially("migrantes")
    watched.locator("select[name=sort]").select_option("title")
    at_end = shown(watched)
    assert asked(watched) == {"country": ["MX"], "text": ["migrantes"], "sort": ["title"]}
    watched.reload()
    assert shown(watched) == at_end
    assert watched.locator("[data-facet=country] [data-value=MX] input").is_checked()
    assert watched.locator(".gcm-explorer input[name=text]").input_value() == "migrantes"
    assert watched.locator("select[name=sort]").input_value() == "title"
    watched.go_back()
    assert asked(watched) == {"country": ["MX"], "text": ["migrantes"]}
    assert sorted(shown(watched)) == sorted(at_end)
    watched.go_back()
    assert asked(watched) == {"country": ["MX"]}
    assert watched.locator(".gcm-explorer input[name=text]").input_value() == ""
    assert shown(watched) == found(catalogue, country="MX")
    watched.go_back()
    assert asked(watched) == {}
    assert shown(watched) == found(catalogue)
    watched.go_forward()
    assert shown(watched) == found(catalogue, country="MX")


@in_browser
def test_what_is_chosen_can_be_taken_back(watched, explorer, catalogue):
    """Each choice stands above the list with a button that takes it back; one button takes back all."""
    watched.goto(f"{explorer['en']}?country=PA&objective=4&text=register")
    chips = watched.locator(".gcm-chosen li button")
    expect(chips).to_have_count(3)
    watched.get_by_role("button", name="Remove Country: Panama").click()
    assert asked(watched) == {"objective": ["4"], "text": ["register"]}
    assert watched.evaluate("document.activeElement.matches('.gcm-chosen button')")
    watched.get_by_role("button", name="Clear all").click()
    assert shown(watched) == found(catalogue, "en")
    settle(watched)
    assert not watched.locator(".gcm-chosen").is_visible()


@in_browser
def test_an_unknown_value_finds_nothing_and_stays_text(watched, explorer):
    """An address that asks for what is not there shows nothing rather than everything; its text is only text."""
    watched.goto(f"{explorer['es']}?country=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&sort=constructor&other=1")
    assert shown(watched) == []
    assert "<img src=x" in watched.locator(".gcm-chosen li").text_content()
    assert watched.locator(".gcm-explorer img").count() == 0
    assert watched.locator("select[name=sort]").input_value() == "kind"


@in_browser
def test_order(watched, explorer, catalogue):
    """By kind, title, completeness or year; what has neither of the last two comes last."""
    watched.goto(f"{explorer['es']}?sort=completeness")
    percents = [catalogue.practices[id].completeness if id in catalogue.practices else -1 for id in shown(watched)]
    assert percents == sorted(percents, reverse=True)
    watched.locator("select[name=sort]").select_option("year")
    years = {entry.id: max(map(int, dict(entry.values).get("year", ())), default=0) for entry in entries_of(catalogue)}
    told = [years[id] for id in shown(watched)]
    assert told == sorted(told, reverse=True)
    watched.locator("select[name=sort]").select_option("kind")
    assert shown(watched) == found(catalogue)


@in_browser
def test_results_can_be_downloaded(watched, explorer, catalogue):
    """The files hold the results shown, in their order: as a table with labels, and as data with ids."""
    watched.goto(f"{explorer['es']}?objective=4&country=PA&sort=title")
    ids = shown(watched)
    with watched.expect_download() as loading:
        watched.get_by_role("button", name="CSV").click()
    assert loading.value.suggested_filename == "resultados-pmm-objetivo-4-panama.csv"
    rows = list(csv.DictReader(io.StringIO(Path(loading.value.path()).read_text("utf-8-sig"))))
    assert [row["Identificador"] for row in rows] == ids
    assert all("Panamá" in row["País"].split("; ") for row in rows)
    assert rows[0].keys() >= {"Título", "Resumen", "Dirección", "Objetivo", "Tipo", "Licencia", "Descargado el"}
    assert {row["Lista de la que procede"] for row in rows} == {
        "https://example.org/explorar/?objective=4&country=PA&sort=title"
    }
    with watched.expect_download() as loading:
        watched.get_by_role("button", name="JSON").click()
    data = json.loads(Path(loading.value.path()).read_text("utf-8"))
    assert [row["id"] for row in data] == ids
    for row in data:
        values = dict(next(entry for entry in entries_of(catalogue) if entry.id == row["id"]).values)
        assert row["objective"] == list(values["objective"])
        assert row["address"].startswith("https://example.org/")
        practice = catalogue.practices.get(row["id"])
        assert row["completeness"] == (practice.completeness if practice else None)


@in_browser
def test_a_list_can_be_cited_with_its_filters(watched, explorer, catalogue):
    """Who cites what was found says what was asked, how much there was, when and where; practices alone are called so."""
    watched.goto(f"{explorer['es']}?kind=practice&country=CR")
    watched.get_by_text("Citar esta lista").click()
    count = len(catalogue.by_country["CR"])
    citation = watched.locator(".gcm-explorer-cite p")
    expect(citation).to_contain_text(re.compile(rf"Costa Rica \[lista de {count}\]. Consultada el \d+ de \w+ de \d{{4}} en"))
    expect(citation).to_contain_text("https://example.org/explorar/?kind=practice&country=CR")
    with watched.expect_download() as loading:
        watched.get_by_role("button", name="Excel").click()
    assert loading.value.suggested_filename == "practicas-costa-rica.xlsx"
    with ZipFile(str(loading.value.path())) as book:
        assert "Costa Rica" in book.read("xl/sharedStrings.xml").decode()


@in_browser
def test_the_other_language_shows_the_same(watched, explorer, catalogue):
    """The switch of languages keeps what is asked."""
    watched.goto(explorer["es"])
    tick(watched, "objective", "4")
    watched.locator(".gcm-switch").click()
    expect(watched.get_by_role("status").filter(has_text="results of")).to_be_visible()
    assert asked(watched) == {"objective": ["4"]}
    assert shown(watched) == found(catalogue, "en", objective="4")


@in_browser
def test_without_scripts_the_whole_list_and_the_facets_lead_on(browser, explorer, catalogue):
    """Every entry is there, every facet's value leads to its page, and nothing is offered that does not work."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{explorer['es']}?objective=4")
    listed = page.locator(".gcm-entry .gcm-card-title a, .gcm-explorer ~ .gcm-rest li a")
    assert listed.count() == len(found(catalogue))
    assert page.locator("[data-facet=kind] [data-value=practice] a").is_visible()
    assert page.locator("[data-facet=objective] a").count() == 23
    assert page.locator("noscript p").is_visible()
    for control in ("input", "select", "button.gcm-explorer-toggle", "button[data-format]", "button.gcm-clear"):
        assert not page.locator(f".gcm-explorer {control}").first.is_visible(), control
    page.locator("[data-facet=objective] summary").click()
    page.locator("[data-facet=objective] [data-value='4'] a").click()
    expect(page.locator("h1")).to_contain_text("Objetivo 4")
    page.context.close()


@in_browser
@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_the_list_first(watched, explorer, catalogue, width):
    """Facets are folded above the list, opened and closed by the keyboard too, and nothing is wider than the window."""
    watched.set_viewport_size({"width": width, "height": 640})
    watched.goto(explorer["es"])
    facets = watched.locator(".gcm-facets")
    toggle = watched.get_by_role("button", name="Filtros")
    assert not facets.is_visible()
    toggle.press("Enter")
    assert facets.is_visible()
    assert toggle.get_attribute("aria-expanded") == "true"
    box = watched.get_by_role("checkbox", name=re.compile("^Herramientas"))
    box.press("Space")
    assert shown(watched) == found(catalogue, kind="tool")
    assert box.is_checked()
    assert watched.evaluate("document.documentElement.scrollWidth") <= width
    watched.get_by_role("button", name="Ver los resultados").click()
    assert not facets.is_visible()
    assert watched.evaluate("document.activeElement.matches('.gcm-explorer-results')")


@in_browser
def test_on_paper_only_the_results(watched, explorer, catalogue):
    """What asks is not printed; what was asked and found is."""
    watched.goto(f"{explorer['es']}?country=PA")
    shown(watched)
    watched.emulate_media(media="print")
    assert not watched.locator(".gcm-explorer-form").is_visible()
    assert not watched.locator(".gcm-explorer-download").is_visible()
    assert watched.locator(".gcm-chosen li").is_visible()
    assert watched.locator(".gcm-entry:visible").count() == len(found(catalogue, country="PA"))
    assert not watched.locator(".gcm-explorer-more").is_visible()


def test_only_this_page_loads_its_script(site):
    """Other pages carry nothing of it."""
    assert "explorer.js" in (site / "explorar" / "index.html").read_text("utf-8")
    assert "explorer.js" not in (site / "practicas" / "index.html").read_text("utf-8")


@in_browser
def test_nothing_of_a_record_runs_here(watched, hostile_site):
    """The record of somebody who means harm is an entry like any other, and harmless in the files too."""
    watched.goto(f"{hostile_site}explorar/?text=script")
    assert "hostil" in shown(watched)
    assert watched.evaluate("window.ran") is None
    assert (
        watched.locator(".gcm-explorer :is(script, style, iframe, img, svg, base, meta, [onclick], [onerror], [style])").count()
        == 0
    )
    with watched.expect_download() as loading:
        watched.get_by_role("button", name="CSV").click()
    rows = list(csv.reader(io.StringIO(Path(loading.value.path()).read_text("utf-8-sig"))))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_pieces_are_as_agreed(golden):
    """What the script of the sample's explorer reads; the tests of the script read it too (`tests/javascript/explorer.test.js`)."""
    sample = load_catalogue(ROOT / "tests" / "sample" / "records")[0]
    for path, content in explorer_files(site_of(sample, WRITTEN), "es"):
        golden(ROOT / "tests" / "golden" / "es" / f"explorer.{path.rpartition('/')[2]}", content.decode())
