"""The practices that a reader chooses: kept in the browser, compared, and taken along as files that other programs open."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page, expect

from gcm.language.text import LANGS
from gcm.views.addresses import Addresses
from support.accessibility import violations
from support.browsers import Watched
from support.pages import WRITTEN
from support.programs import program

IDS = (
    "registro-unico-de-extranjeria-ruex",
    "mecanismo-de-concertacion-consular-tricamex",
    "grupo-beta-de-proteccion-a-migrantes",
)
PAGES = {"es": ("seleccion", "comparar"), "en": ("en/selection", "en/compare")}
ASKED = "&".join(f"id={id}" for id in IDS)


def taken(page: Page, kind: str) -> Path:
    """The file of that kind that the page makes, under the name that it gives it."""
    with page.expect_download() as loading:
        page.locator(f"[data-make={kind}]").click()
    name = loading.value.suggested_filename
    assert re.fullmatch(rf"(seleccion|selection)-\d+-(practicas|practices)-\d{{4}}-\d\d-\d\d\.{kind}", name)
    path = Path(str(loading.value.path())).with_name(name)
    loading.value.save_as(path)
    return path


def titles(page: Page) -> list[str]:
    return page.locator(".gcm-chosen-list a").all_inner_texts()


def test_a_selection_is_made_kept_and_emptied(watched, at, catalogue):
    """On a server and in a folder: added on the practice's page, found again on the selection's, in the order in which it was added."""
    for id in IDS[:2]:
        watched.goto(at(f"practicas/{id}"))
        watched.get_by_role("button", name="Añadir a mi selección").click()
        expect(watched.get_by_role("button", name="Quitar de mi selección")).to_be_visible()
    watched.locator(".gcm-basket").click()
    expect(watched.locator(".gcm-chosen-part")).to_have_count(2)
    assert titles(watched) == [catalogue.practices[id].title.es for id in IDS[:2]]
    watched.get_by_role("button", name=re.compile("^Subir: ")).click()
    assert titles(watched) == [catalogue.practices[id].title.es for id in IDS[1::-1]]
    watched.get_by_role("button", name="Vaciar mi selección").click()
    expect(watched.locator(".gcm-chosen-none")).to_be_visible()
    assert not watched.locator(".gcm-basket").is_visible()


@pytest.mark.parametrize("lang", LANGS)
def test_a_selection_is_taken_along(watched, at, site, catalogue, lang):
    """Word, Excel, CSV and BibTeX are made where the page is read; each says what it holds and where that comes from."""
    watched.goto(f"{at(PAGES[lang][0])}?{ASKED}")
    practices = [catalogue.practices[id] for id in IDS]
    with ZipFile(taken(watched, "docx")) as word:
        text = "".join(lxml_html.fromstring(word.read("word/document.xml")).itertext())
    rows = list(csv.reader(io.StringIO(taken(watched, "csv").read_text("utf-8-sig"))))
    with ZipFile(taken(watched, "xlsx")) as book:
        strings = "".join(lxml_html.fromstring(book.read("xl/sharedStrings.xml")).itertext())
    references = taken(watched, "bib").read_text("utf-8")
    for row, practice in zip(rows[1:], practices, strict=True):
        title, summary = practice.title.get(lang), practice.summary[0].get(lang)
        assert (row[0], row[1]) == (practice.id, title)
        assert all(f"{title}" in each for each in (text, strings))
        assert all(summary in each for each in (text, strings, row[2]))
        assert all("CC BY 4.0" in each for each in (text, strings, row[-2]))
        assert _snippet(site, catalogue, practice.id, lang, "APA") == row[-1]
        assert row[-1] in text
        assert _snippet(site, catalogue, practice.id, lang, "BibTeX") in references


def _snippet(site: Path, catalogue, id: str, lang: str, name: str) -> str:
    """How the page of the practice says that it is cited."""
    page = lxml_html.parse(str(site / Addresses(catalogue, WRITTEN).url(("practice", id), lang) / "index.html"))
    (text,) = page.xpath(f"//details[summary='{name}']/pre")
    return text.text_content()


@pytest.mark.parametrize("lang", LANGS)
def test_practices_stand_side_by_side(watched, address, catalogue, lang):
    """Each field that any of them tells is a row, whose cells say what each practice says; one more is found by its title, by keys."""
    watched.goto(f"{address}{PAGES[lang][1]}/?id={IDS[0]}&id={IDS[1]}")
    table = watched.locator(".gcm-compare table")
    expect(table.locator("thead th")).to_have_count(3)
    for place, id in enumerate(IDS[:2], 1):
        assert table.locator("thead th").nth(place).inner_text() == catalogue.practices[id].title.get(lang)
        for statement in catalogue.practices[id].results:
            assert statement.get(lang) in table.locator(f"tbody td:nth-child({place + 1})").all_inner_texts().__str__()
    watched.locator(".gcm-chosen-add input").focus()
    watched.keyboard.type("grupo beta")
    watched.keyboard.press("Enter")
    expect(table.locator("thead th")).to_have_count(4)
    assert watched.url.endswith(f"&id={IDS[2]}")
    watched.locator(".gcm-switch").click()
    expect(watched.locator(".gcm-compare thead th")).to_have_count(4)


def test_a_list_that_was_sent_leaves_the_readers_own_alone(watched, address):
    """Whoever opens a link sees what was sent, and keeps it only when asked to."""
    watched.goto(f"{address}seleccion/?id={IDS[0]}")
    expect(watched.locator(".gcm-chosen-shared")).to_be_visible()
    assert watched.evaluate("window.gcm.basket.read()") == []
    watched.get_by_role("button", name="Guardarla como mi selección").click()
    assert watched.evaluate("window.gcm.basket.read()") == [IDS[0]]


@pytest.mark.parametrize("spoilt", ['"x"', "{", '[1, null, "../../x", "<b>"]', '["no-such-practice"]'])
def test_a_spoilt_storage_stops_no_page(alone, address, spoilt):
    """What is no id is no choice, and a practice that is gone is left out."""
    alone.add_init_script(f"localStorage.setItem('/.selection', {json.dumps(spoilt)})")
    alone.route("**/no-such-practice.js", lambda route: route.fulfill(body=""))
    alone.goto(f"{address}seleccion/")
    expect(alone.locator(".gcm-chosen-none")).to_be_visible()


@pytest.mark.parametrize("page", PAGES["es"])
def test_what_is_made_serves_everybody(browser, address, page):
    """axe-core finds nothing in the filled pages, on a phone in light colours nor on a desk in dark ones; neither scrolls to the side."""
    for scheme, width in (("light", 360), ("dark", 1280)):
        watch = Watched(browser, color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
        watch.page.goto(f"{address}{page}/?{ASKED}")
        expect(watch.page.locator(".gcm-chosen-result > *").first).to_be_visible()
        assert violations(watch.page) == []
        assert watch.page.evaluate("document.documentElement.scrollWidth") <= width
        watch.page.context.close()
        assert watch.errors == []


@pytest.mark.nightly
@pytest.mark.parametrize("page", PAGES["es"])
def test_libreoffice_opens_what_is_taken_along(watched, address, tmp_path, catalogue, page):
    """A second program reads the Word file and the workbook that the browser made."""
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui libreoffice-calc-nogui")
    watched.goto(f"{address}{page}/?{ASKED}")
    expect(watched.locator(".gcm-chosen-files")).to_be_visible()
    for kind, into in (("docx", "txt:Text"), ("xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")):
        path = taken(watched, kind)
        command = [soffice, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--convert-to", into]
        subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=300)
        read = (tmp_path / f"{path.stem}.{into[:3]}").read_text("utf-8")
        for id in IDS:
            practice = catalogue.practices[id]
            assert practice.title.es in read
            assert practice.summary[0].es in " ".join(read.split())
