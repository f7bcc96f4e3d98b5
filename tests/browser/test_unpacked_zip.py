"""The zip as a reader opens it: unpacked into a folder, in Chromium and in Firefox, with every request and error watched."""

from __future__ import annotations

import json

import pytest

from support.body_words import body_words
from support.firefox import INSTALLED, Firefox
from support.page_reader import Chromium, arrives, text_of, until
from support.programs import program

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("lang", ["es", "en"])


@pytest.fixture(scope="module")
def folder(packed):
    """The folder that the zip unpacks to."""
    return packed.folder


@pytest.fixture(scope="module")
def firefox(tmp_path_factory):
    """Firefox, started once."""
    started = Firefox(program(*INSTALLED, package="firefox-esr"), tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(params=["chromium", "firefox"])
def reader(request):
    """A page in either browser that must stay silent and at home; checked when the test ends."""
    if request.param == "firefox":
        reader = request.getfixturevalue("firefox")
        reader.errors.clear()
        reader.outside.clear()
    else:
        reader = Chromium(request.getfixturevalue("watch"))
    yield reader
    assert reader.errors == []
    assert reader.outside == []


@pytest.fixture
def address(folder, folder_site):
    """Where the page of that key lies."""
    return lambda lang, *key: (folder / folder_site.site.addresses.url(key, lang)).as_uri()


def test_what_leaves_the_machine_is_seen(firefox, tmp_path):
    """The watch works: in a page that asks for another host's picture and complains, both are noticed."""
    page = tmp_path / "page.html"
    page.write_text("<img src='https://a.invalid/x.png'><script>console.error('noticed')</script>")
    firefox.goto(page.as_uri())
    until(firefox, "() => document.images[0].complete")
    assert firefox.errors[-1:] == ["noticed"]
    assert firefox.outside[-1:] == ["https://a.invalid/x.png"]


@BOTH
def test_every_kind_of_page_opens(reader, folder, folder_site, lang):
    """One page of every kind: its heading and its language are there, its styles apply."""
    addresses = folder_site.site.addresses
    kinds = {key[0]: key for key in (*addresses.keys, *addresses.hand_written)}
    assert len(kinds) > 30
    for key in kinds.values():
        reader.goto((folder / addresses.url(key, lang)).as_uri())
        told = reader.run("""() => [document.documentElement.lang, document.querySelectorAll('h1').length,
            getComputedStyle(document.querySelector('.md-header')).position]""")
        assert told == [lang, 1, "sticky"], key


@pytest.mark.parametrize(("lang", "name"), [("es", "ABRIR-AQUI.html"), ("en", "START-HERE.html")])
def test_the_file_beside_the_folder_opens_it(reader, folder, address, lang, name):
    """At once, in its language."""
    reader.goto((folder.parent / name).as_uri())
    arrives(reader, address(lang, "home"))


def test_without_its_folder_it_says_what_to_do(browser, folder, tmp_path):
    """As when it is opened within the zip, out of which the one file alone is taken: no error page, but the remedy."""
    lone = tmp_path / "ABRIR-AQUI.html"
    lone.write_bytes((folder.parent / lone.name).read_bytes())
    page = browser.new_page()
    page.goto(lone.as_uri())
    assert page.url == lone.as_uri()
    assert "Extraiga primero todo el archivo .zip" in page.inner_text("body")
    page.context.close()


@BOTH
def test_search_finds_and_the_switch_keeps_the_page(reader, address, lang):
    """The search of the page's language leads to a practice, and the switch to the same practice in the other language."""
    reader.goto(address(lang, "country", "PA"))
    words = {"es": "extranjeria", "en": "register of foreign nationals"}[lang]
    if reader.run("() => innerWidth > 960"):
        reader.press(".gcm-find input")
    else:
        reader.press(".gcm-find button")
        arrives(reader, address(lang, "search"))
    reader.type(words)
    reader.run("() => document.activeElement.form.requestSubmit()")
    found = until(reader, "() => document.querySelector('.gcm-search-results ol > li > a')?.href")
    assert found.split("?")[0] == address(lang, "practice", "registro-unico-de-extranjeria-ruex")
    reader.goto(found)
    reader.press(".gcm-switch")
    arrives(reader, address({"es": "en", "en": "es"}[lang], "practice", "registro-unico-de-extranjeria-ruex"))


@BOTH
def test_what_stands_in_the_text_alone_is_found(reader, address, catalogue, lang):
    """A word of the body of a practice, which is in no title, no name and no summary, leads to it."""
    parameter = {"es": "texto", "en": "text"}[lang]
    for word, id in body_words(catalogue, lang, 3):
        reader.goto(f"{address(lang, 'search')}?{parameter}={word}")
        until(reader, "() => document.querySelector('.gcm-search-results')?.hasAttribute('aria-busy') === false")
        found = reader.run("() => [...document.querySelectorAll('.gcm-search-results ol > li > a')].map((link) => link.href)")
        assert address(lang, "practice", id) in found, word


@BOTH
def test_the_explorer_filters(reader, address, lang):
    """A facet in the address and one that is ticked both narrow the list; the count says so."""
    reader.goto(address(lang, "explorer"))
    every = reader.run(SHOWN)
    reader.goto(f"{address(lang, 'explorer')}?country=PA")
    some = reader.run(SHOWN)
    assert 0 < some < every
    reader.press(".gcm-explorer form label:has(input[type=checkbox]:not(:checked))")
    until(reader, f"() => ({SHOWN})() !== {some}")


SHOWN = "() => [...document.querySelectorAll('.gcm-entries > li')].filter((each) => each.checkVisibility()).length"


@BOTH
def test_the_matrix_leads_to_what_it_counts(reader, address, lang):
    """A cell with practices opens them in the explorer."""
    reader.goto(address(lang, "coverage"))
    cell = ".gcm-grid a[href*='objective='][href*='country=']:not([href*='#'])"
    explorer = address(lang, "explorer")
    href = reader.run(
        f"() => [...document.querySelectorAll({json.dumps(cell)})].map((a) => a.href).find((a) => a.startsWith({json.dumps(explorer)}))"
    )
    assert href
    reader.goto(href)
    assert reader.run(SHOWN) > 0


@BOTH
def test_the_map_leads_to_a_country(reader, address, lang):
    """A country on the map is a link to its page."""
    reader.goto(address(lang, "map"))
    href = reader.run("() => new URL(document.querySelector('article svg a').href.baseVal, location).href")
    reader.goto(href)
    assert text_of(reader, "h1")
    assert "/paises/" in href or "/countries/" in href


@BOTH
def test_the_form_makes_a_record(reader, address, lang):
    """What is typed stands in the record; a record that is corrected is read from the folder."""
    reader.goto(address(lang, "contribute"))
    until(reader, "() => document.querySelector('.gcm-form').checkVisibility()")
    reader.press(f"#f-title-{lang}")
    reader.type("Mesa")
    until(reader, "() => document.querySelector('.gcm-file textarea').value.includes('Mesa')")
    reader.goto(f"{address(lang, 'contribute')}?record=registro-unico-de-extranjeria-ruex")
    until(reader, "() => document.querySelector('#f-title-es').value.includes('RUEX')")


@BOTH
def test_the_dossier_and_its_word_file_are_there(reader, folder, address, lang):
    """The dossier opens, and what it offers as a Word file lies where the link leads."""
    reader.goto(address(lang, "dossier", "PA"))
    assert "Panam" in text_of(reader, "h1")
    path = reader.run("() => document.querySelector(\"a[href$='.docx']\").getAttribute('href')")
    here = address(lang, "dossier", "PA").removeprefix(folder.as_uri() + "/")
    file = (folder / here).parent / path
    assert file.read_bytes().startswith(b"PK")
