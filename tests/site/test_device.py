"""What a device keeps of the site: the edition and its files, and the worker in browsers whose network is bad, or gone."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from gcm.site.offline import (
    CORE,
    FOR_EACH,
    MOST,
    CoreTooLargeError,
    KeptFile,
    check_core,
    core_of,
    device_files,
    edition_of,
    language_of,
    site_files,
)
from support.browsers import search
from support.firefox import INSTALLED, Firefox
from support.programs import program
from support.unreliable import NETWORKS, PATIENCE, Unreliable

DAY = date(2026, 11, 30)


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_a_page_is_known_by_the_address_of_its_folder(tmp_path):
    """What a browser asks for is `mapa/`, not `mapa/index.html`; what no reader asks for is left out."""
    write(
        tmp_path, **{"index.html": "a", "mapa__index.html": "b", "assets__x.js": "c", "assets__x.js.map": "d", "404.html": "e"}
    )
    write(tmp_path, **{"sitemap.xml": "f", "sitemap.xml.gz": "g", "worker.js": "h", "files.json": "i", "edition.json": "j"})
    assert list(site_files(tmp_path)) == ["assets/x.js", "./", "mapa/"]


def test_the_edition_is_that_of_the_content(tmp_path):
    """The same files are the same edition wherever and whenever they were written; any change is another."""
    for name in ("one", "two"):
        write(tmp_path / name, **{"index.html": "a", "mapa__index.html": "b"})
    assert edition_of(site_files(tmp_path / "one")) == edition_of(site_files(tmp_path / "two"))
    write(tmp_path / "two", **{"mapa__index.html": "c"})
    assert edition_of(site_files(tmp_path / "one")) != edition_of(site_files(tmp_path / "two"))


@pytest.mark.parametrize(
    ("address", "lang"),
    [
        ("./", "es"),
        ("mapa/", "es"),
        ("en/map/", "en"),
        ("en/assets/search/texts.js", "en"),
        ("assets/search/texts.js", "es"),
        ("assets/javascripts/site.js", ""),
        ("assets/records/practice.js", ""),
    ],
)
def test_a_language_is_kept_with_what_both_share(address, lang):
    """Who keeps one language needs no index of the other."""
    assert language_of(address) == lang


def small_site(folder, names):
    """A site with the pages of the core and an index of names for each language."""
    for page in CORE:
        up = "../" * page.removeprefix("./").count("/")
        write(folder, **{f"{page}index.html": f'<link href="{up}assets/site.css"><script src="{up}assets/site.js"></script>'})
    write(folder, **{"assets/site.css": "a{}", "assets/site.js": "1", "assets/other.js": "2"})
    for assets in ("assets/search", "en/assets/search"):
        (folder / assets).mkdir(parents=True, exist_ok=True)
        (folder / assets / "names.js").write_bytes(names)


def test_the_core_is_the_first_pages_and_all_that_they_load(tmp_path):
    """Pages of both languages load the same styles and scripts; what only other pages load is no part of it."""
    small_site(tmp_path, b"names")
    assets = ["assets/site.css", "assets/site.js", "assets/search/names.js", "en/assets/search/names.js"]
    assert core_of(tmp_path) == [*CORE, *assets]


def test_an_index_that_has_no_room_is_an_error(tmp_path):
    """Nothing is left out in silence: the build ends, and tells what is large."""
    small_site(tmp_path, bytes(MOST))
    check_core(core_of(tmp_path), tmp_path, 0)
    small_site(tmp_path, hashlib.shake_256(b"").digest(MOST))
    with pytest.raises(CoreTooLargeError, match=r"> 1200000: .*assets/search/names.js 1\d{6}"):
        device_files(tmp_path, DAY, 2000)
    check_core(core_of(tmp_path), tmp_path, (MOST + 2000) // FOR_EACH)


def test_the_core_of_the_real_site_is_there(site):
    """The search of both languages is in it, and it is less than a megabyte before it is compressed."""
    told = json.loads((site / "files.json").read_text("utf-8"))
    indexes = {"assets/search/names.js", "en/assets/search/names.js"}
    assert {*CORE, *indexes, "assets/javascripts/searching.js", "assets/stylesheets/site.css"} <= set(told["core"])
    assert sum(told["files"][path][1] for path in told["core"]) < 1_000_000
    assert told["sizes"]["core"][0] == len(told["core"])
    assert all((site / path / "index.html" if path.endswith("/") else site / path).is_file() for path in told["files"])


def test_what_is_published_names_its_edition(site):
    """The few bytes that every visit asks for say the same as the list of files."""
    edition, told = (json.loads((site / name).read_text("utf-8")) for name in ("edition.json", "files.json"))
    assert edition == {name: told[name] for name in ("edition", "day", "sizes")}
    assert told["edition"] == edition_of({address: KeptFile(*file[:2]) for address, file in told["files"].items()})
    assert (site / "edition.json").stat().st_size < 200


def test_both_languages_use_one_set_of_assets(site):
    """In the English folder lies only what is English: the index of its search."""
    found = {path.relative_to(site).as_posix() for path in (site / "en/assets").rglob("*") if path.is_file()}
    assert found == {"en/assets/search/names.js", "en/assets/search/texts.js"}


def test_where_nothing_can_be_kept_it_says_so(watched, offline, address):
    """From a folder a sentence stands where on the published site the choice is."""
    for at, choice in (((offline / "descargas.html").as_uri(), False), (f"{address}descargas/", True)):
        watched.goto(at)
        expect(watched.locator(".gcm-keep select")).to_be_visible(visible=choice)
        expect(watched.locator(".gcm-keep .gcm-empty")).to_be_visible(visible=not choice)


def test_a_site_in_a_folder_has_no_worker(offline):
    """Without a server there is nothing to keep."""
    assert not (offline / "worker.js").exists()
    assert "device.js" not in (offline / "index.html").read_text("utf-8")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_site_can_be_installed(site, lang):
    """The manifest names the site in its language, and its icons and its first page are there."""
    folder = site if lang == "es" else site / "en"
    told = json.loads((folder / "manifest.webmanifest").read_text("utf-8"))
    assert told["lang"] == lang
    assert (folder / told["start_url"] / "index.html").is_file()
    assert all((folder / icon["src"]).is_file() for icon in told["icons"])
    assert 'rel="manifest"' in (folder / "index.html").read_text("utf-8")


@pytest.fixture
def server(site):
    server = Unreliable(site)
    yield server
    server.stop()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="es-PA")
    yield context.new_page()
    context.close()


def visit(page, address):
    """Open a page and wait until the worker has kept the core."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


LOOKS = """() => document.styleSheets[0].cssRules.length > 100 && document.querySelector(".md-logo img").naturalWidth > 0
    && getComputedStyle(document.querySelector(".gcm-hidden")).position === 'absolute'"""
"""Whether a page has its styles and its picture."""

LINKS = """() => [...document.querySelectorAll("a[href]:not([href^='#']), form")]
    .map((each) => each.href ?? each.action).filter((each) => each.startsWith(origin))"""
"""Where a page leads within the site."""

LISTED = {"es": "practicas/", "en": "en/practices/"}
AWAY = {"es": ("paises/panama/", "Sin conexión", "Panamá"), "en": ("en/countries/panama/dossier/", "Offline", "Panama")}


@pytest.mark.parametrize("visited", ["es", "en"])
def test_one_visit_in_either_language_is_enough_to_read_both(page, server, visited):
    """Kept or not, each page looks as it should and speaks the language of its address; the search finds from all of them."""
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    visit(page, server.url + LISTED[visited])
    assert page.evaluate(LOOKS)
    server.stop()
    for lang, (absent, says, country) in AWAY.items():
        for address in ("" if lang == "es" else "en/", absent):
            page.goto(server.url + address)
            assert page.evaluate(LOOKS), address
            expect(page.locator(".gcm-away")).to_have_count(0 if address == absent else 1)
            expect(page.locator("html")).to_have_attribute("lang", lang)
        assert page.url == server.url + absent
        expect(page.locator("h1")).to_have_text(says)
        assert [link for link in page.evaluate(LINKS) if server.content(link.removeprefix(server.url)) is None] == []
        expect(page.locator(".gcm-keep output")).to_contain_text(re.compile(r"20\d\d"))
        assert country in [title for title, _ in search(page, country)]
    assert [error for error in errors if "ERR_" not in error] == []


def test_what_is_not_kept_comes_back_with_the_server(page, server):
    """The address stays in the bar, so that loading it again is all that has to be done."""
    visit(page, server.url)
    server.stop()
    page.goto(f"{server.url}paises/panama/")
    expect(page.locator("h1")).to_have_text("Sin conexión")
    server.start()
    page.reload()
    expect(page.locator("h1")).to_have_text("Panamá")


def keep(page, server, choice="es"):
    """Keep the site by the button, and wait until it is whole."""
    page.goto(f"{server.url}descargas/")
    box = page.locator(".gcm-keep")
    box.locator("select").select_option(choice)
    box.locator("[data-action=keep]").click()
    expect(box.locator("output")).to_contain_text("la edición del")


def test_the_whole_site_is_kept_and_removed(page, server):
    """One language with its edition and size, every kind of page without a server, and away again."""
    server.publish({}, only=("paises/p", "mapa/", "explorar/", "contribuir/", "descargas/", "assets/"))
    visit(page, server.url)
    page.goto(f"{server.url}descargas/")
    box = page.locator(".gcm-keep")
    remove = box.locator("[data-action=remove]")
    expect(box.locator("option").first).to_have_text(re.compile(r"El sitio en español \(\d+,?\d* MB\)"))
    expect(box.locator("output")).to_contain_text("la página de inicio y la búsqueda")
    expect(remove).to_be_hidden()
    keep(page, server)
    expect(box.locator("output")).to_have_text(
        re.compile(r"la edición del \d+ de \w+ de 20\d\d, [\d.]+ archivos, \d+,?\d* MB\.")
    )
    server.stop()
    for path, heading in (
        ("paises/panama/", "Panamá"),
        ("mapa/", "Mapa"),
        ("explorar/", "Explorar"),
        ("contribuir/", "contribuir"),
    ):
        page.goto(server.url + path)
        expect(page.locator("h1")).to_contain_text(heading)
    page.goto(f"{server.url}descargas/")
    remove.click()
    expect(box.locator("output")).to_contain_text("la página de inicio y la búsqueda")
    page.goto(f"{server.url}paises/panama/")
    expect(page.locator("h1")).to_have_text("Sin conexión")


KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) found.push(await (await cache.match(request)).text());
    }
    return found;
}"""


FIRST_BYTE = "performance.getEntriesByType('navigation')[0].responseStart"
"""Milliseconds until the page began to come."""


def test_a_bad_network_is_waited_for_once(page, server):
    """The kept pages answer as they are, the second one at once; nothing that came instead of ours is kept."""
    server.hurry()
    visit(page, server.url)
    for network in NETWORKS:
        server.network = network
        page.goto(server.url)
        expect(page.locator("h1")).to_contain_text("Américas")
        page.goto(f"{server.url}en/")
        expect(page.locator("h1")).to_contain_text("Americas")
        assert page.evaluate(FIRST_BYTE) < PATIENCE, network
        assert page.evaluate(LOOKS), network
        page.goto(f"{server.url}en/practices/")
        expect(page.locator("h1")).to_have_text("Free Wi-Fi" if network in ("portal", "elsewhere") else "Offline")
    page.goto(server.url)
    kept = page.evaluate(KEPT)
    assert [text for text in kept if "Américas" in text]
    assert [text for text in kept if "Free Wi-Fi" in text] == []


HEADING = "() => document.querySelector('h1').textContent"
RENEWED = """async () => {
    const kept = await (await caches.open("kept /")).match(new URL("/.kept/kept", location.href));
    return (await kept.json()).day === "2026-12-01";
}"""


@pytest.fixture
def firefox(tmp_path):
    started = Firefox(program(*INSTALLED, package="firefox-esr"), tmp_path)
    yield started
    started.close()


def test_firefox_reads_the_same_of_a_bad_network(firefox, server):
    """One visit, a server that is silent and one that breaks off in a page, which Firefox takes for all of it; a new edition after that."""
    server.hurry()
    firefox.goto(f"{server.url}practicas/")
    firefox.run("() => navigator.serviceWorker.ready.then(() => true)")
    server.network = "silent"
    for address, says in (("", "Américas"), ("en/", "Americas"), ("en/countries/panama/", "Offline")):
        firefox.goto(server.url + address)
        assert says in firefox.run(HEADING)
        assert firefox.run(LOOKS)
    server.network = "broken"
    firefox.goto(f"{server.url}mapa/")
    assert firefox.run(HEADING) == "Sin conexión"
    server.network = "good"
    server.publish({"": server.text("").replace("Buenas prácticas de las Américas", "Lo nuevo de las Américas")})
    firefox.goto(server.url)
    firefox.run(f"async () => {{ while (!(await ({RENEWED})())) await new Promise(requestAnimationFrame); }}")
    server.stop()
    firefox.goto(server.url)
    assert "Lo nuevo" in firefox.run(HEADING)


def test_a_new_edition_is_kept_in_the_visit_that_finds_it(page, server):
    """Who is online reads the new page at once, with its own styles; the visit fetches what changed and no more, for when it is offline."""
    visit(page, server.url)
    home, style = server.text(""), server.text("assets/stylesheets/site.css")
    new = home.replace("Buenas prácticas de las Américas", "Lo nuevo de las Américas")
    server.publish({"": new, "assets/stylesheets/site.css": f"{style}h1{{color:#010203!important}}"})
    server.asked.clear()
    page.goto(server.url)
    page.wait_for_function(RENEWED)
    assert {"", "edition.json", "files.json", "assets/stylesheets/site.css"} <= set(server.asked)
    assert [each for each in server.asked if each.endswith(".js") and each.startswith("assets/search/")] == []
    for _ in range(2):
        expect(page.locator("h1")).to_contain_text("Lo nuevo")
        expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
        server.stop()
        page.goto(server.url)
    server.start()


def test_an_open_page_tells_of_a_newer_edition(page, server):
    """The page on screen stays as it is, and offers what another one fetched."""
    visit(page, server.url)
    page.reload()
    server.publish({"": server.text("").replace("Buenas prácticas de las Américas", "Lo nuevo de las Américas")})
    page.context.new_page().goto(f"{server.url}en/")
    notice = page.locator(".gcm-notice")
    expect(notice).to_contain_text("Hay una edición más nueva")
    expect(page.locator("h1")).to_contain_text("Buenas prácticas")
    with page.expect_navigation():
        notice.get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text("Lo nuevo")


def test_two_sites_of_a_host_keep_their_own(page, site, tmp_path):
    """What one site keeps or removes is not the other's."""
    for name in ("a", "b"):
        (tmp_path / name).symlink_to(site)
    server = Unreliable(tmp_path)
    for name in ("a", "b", "a"):
        visit(page, f"{server.url}{name}/")
    kept = page.evaluate("caches.keys()")
    assert kept == ["kept /a/", "kept /b/"]
    page.goto(f"{server.url}b/privacidad/")
    page.evaluate("localStorage.setItem('gcm-form /a/contribuir/ practice ', '{}')")
    page.locator(".gcm-stored button").click()
    expect(page.locator(".gcm-stored-removed")).to_have_text("Se borró todo.")
    assert page.evaluate("caches.keys()") == ["kept /a/"]
    assert page.evaluate("Object.keys(localStorage)") == ["gcm-form /a/contribuir/ practice "]
    server.stop()
    page.goto(f"{server.url}a/")
    expect(page.locator("h1")).to_contain_text("Américas")


def test_the_privacy_page_removes_what_it_tells_of(page, server):
    """A draft, a choice and the pages: each is told of while it is there, and gone at the press of the button."""
    visit(page, server.url)
    page.locator(".gcm-palette").click()
    page.evaluate("localStorage.setItem('gcm-form /en/contribute/ practice ', '{}'); localStorage.setItem('other', '1')")
    page.goto(f"{server.url}en/privacy/")
    lines = page.locator(".gcm-stored [data-kept]")
    for line in lines.all():
        expect(line).to_be_visible()
    expect(lines.first).to_have_text("Drafts of the form: 1")
    expect(lines.last).to_have_text(re.compile(r"offline: \d+$"))
    page.locator(".gcm-stored button").click()
    expect(page.locator(".gcm-stored-none")).to_be_visible()
    expect(page.locator(".gcm-stored button")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == ["other"]
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
