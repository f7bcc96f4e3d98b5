"""What a device keeps of the site: the list of files, and the worker in a browser whose server goes away."""

from __future__ import annotations

import json
import re
import shutil
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from gcm.site.offline import MOST, KeptFile, core_of, device_files, site_files, version_of
from support.browsers import Quiet, QuietServer


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
    write(tmp_path, **{"sitemap.xml": "f", "sitemap.xml.gz": "g", "worker.js": "h", "files.json": "i"})
    assert list(site_files(tmp_path)) == ["assets/x.js", "./", "mapa/"]


def test_the_version_is_that_of_the_content(tmp_path):
    """The same files are the same version wherever and whenever they were written; any change is another."""
    for name in ("one", "two"):
        write(tmp_path / name, **{"index.html": "a", "mapa__index.html": "b"})
    assert version_of(site_files(tmp_path / "one")) == version_of(site_files(tmp_path / "two"))
    write(tmp_path / "two", **{"mapa__index.html": "c"})
    assert version_of(site_files(tmp_path / "one")) != version_of(site_files(tmp_path / "two"))


def test_the_core_stays_small():
    """However large the indexes of the search grow, a first visit takes less than a megabyte and a half; that of all words is left out."""
    small = {
        "./": KeptFile("a", 50_000),
        "assets/search/names.js": KeptFile("b", 100_000),
        "assets/search/texts.js": KeptFile("c", 9),
    }
    assert core_of(small) == ["./", "assets/search/names.js"]
    large = {**small, "assets/search/names.js": KeptFile("b", MOST)}
    assert core_of(large) == ["./"]


def test_the_core_of_the_real_site_is_there(site):
    """Everything the worker keeps from the first visit on exists, and it is less than a megabyte and a half."""
    told = json.loads((site / "files.json").read_text("utf-8"))
    pages = {"./", "en/", "sin-conexion/", "en/offline/", "buscar/", "en/search/"}
    assert pages | {"assets/search/names.js", "en/assets/search/names.js", "assets/javascripts/searching.js"} <= set(
        told["core"]
    )
    assert {"assets/search/texts.js", "en/assets/search/texts.js"} <= set(told["files"])
    assert not [path for path in told["core"] if path.startswith(("assets/forms/", "assets/records/"))]
    assert sum(told["files"][path][1] for path in told["core"]) < MOST
    assert all((site / path / "index.html" if path.endswith("/") else site / path).is_file() for path in told["files"])


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


class Server:
    """A server that can go away and come back at the same address."""

    def __init__(self, folder):
        self.folder, self.port = folder, 0
        self.start()

    def start(self):
        """Answer, at the address of before."""
        handler = partial(Quiet, directory=str(self.folder))
        self._server = QuietServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self):
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture
def server(site, tmp_path):
    folder = tmp_path / "published"
    shutil.copytree(site, folder)
    server = Server(folder)
    yield server
    server.stop()


@pytest.fixture
def page(browser):
    context = browser.new_context(locale="es-PA")
    yield context.new_page()
    context.close()


def visit(page, server):
    """Open the home page and wait until the worker has kept the core."""
    page.goto(server.url)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()


def test_what_was_kept_is_read_without_a_server(page, server):
    """The home pages and the search answer; a page that is not kept says so in its language."""
    visit(page, server)
    server.stop()
    page.goto(server.url)
    expect(page.locator("h1")).to_contain_text("Américas")
    page.goto(f"{server.url}en/")
    expect(page.locator("h1")).to_contain_text("Americas")
    page.goto(f"{server.url}paises/panama/")
    expect(page.locator("h1")).to_have_text("Sin conexión")
    page.goto(f"{server.url}en/countries/panama/")
    expect(page.locator("h1")).to_have_text("Offline")
    server.start()
    page.goto(f"{server.url}paises/panama/")
    expect(page.locator("h1")).to_have_text("Panamá")


def test_the_whole_site_is_kept_and_removed(page, server):
    """One language with its size, a bar while it is fetched, every kind of page without a server, and away again."""
    visit(page, server)
    page.goto(f"{server.url}descargas/")
    box = page.locator(".gcm-keep")
    choice, keep, remove = box.locator("select"), box.locator("[data-action=keep]"), box.locator("[data-action=remove]")
    expect(choice.locator("option").first).to_have_text(re.compile(r"El sitio en español \(\d+,?\d* MB\)"))
    expect(remove).to_be_hidden()
    choice.select_option("es")
    keep.click()
    expect(box.locator("output")).to_contain_text("Guardado en este dispositivo")
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
    expect(box.locator("output")).to_have_text("Se quitó de este dispositivo.")
    page.goto(f"{server.url}paises/panama/")
    expect(page.locator("h1")).to_have_text("Sin conexión")
    server.start()


def test_a_change_is_announced_and_never_missed(page, server):
    """Who is online reads the new page at once; the notice offers to renew what the device keeps."""
    visit(page, server)
    home = server.folder / "index.html"
    home.write_text(home.read_text("utf-8").replace("Buenas prácticas de las Américas", "Lo nuevo de las Américas"), "utf-8")
    for name, text in device_files(server.folder).items():
        (server.folder / name).write_text(text, "utf-8")
    page.goto(server.url)
    expect(page.locator("h1")).to_contain_text("Lo nuevo")
    notice = page.locator(".gcm-notice")
    expect(notice).to_contain_text("cambió desde su última visita")
    with page.expect_navigation():
        notice.get_by_role("button").click()
    server.stop()
    page.goto(server.url)
    expect(page.locator("h1")).to_contain_text("Lo nuevo")
    server.start()
