"""What HTML alone cannot tell: language switch, search, and that nothing of a stranger's record runs."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
INSTALLED = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"]
ELSEWHERE = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
]
HOSTILE = r"""---
title:
  es: "<script>window.ran=1</script> {{ 7 * 7 }} \"'><img src=x onerror=window.ran=2>"
  en: "</title><script>window.ran=3</script> {% raw %} ]] &quot;"
aliases: ["<svg onload=window.ran=4>"]
kind: tool
countries: [PA]
objectives: {stated: [1]}
summary: {es: "\"><script>window.ran=5</script>", en: "<style>*{display:none}</style>"}
results: {es: "__config", en: "</script><script>window.ran=6</script>"}
notes: [{es: "<iframe src=https://a.invalid></iframe>", en: "<base href=https://a.invalid>"}]
links: [{url: "https://a.invalid/%22onmouseover=x", title: {es: "<b>x</b>", en: "<b>x</b>"}}]
---

# Español

<script>window.ran=7</script> <img src=x onerror=window.ran=8> <a href="javascript:window.ran=9">x</a>

[clic](javascript:window.ran=10) [datos](data:text/html,<script>1</script>) ![foto](https://a.invalid/x.png) {: onclick=window.ran=11 }

## __config

--8<-- "mkdocs.yml"

{{ config.site_name }} {% set x = 1 %} <details open ontoggle=window.ran=12>

---
render_macros: true
template: 404.html
---

# English

<meta http-equiv=refresh content=0;url=https://a.invalid>
"""


def installed_browser() -> str | None:
    on_path = (shutil.which(name) for name in INSTALLED)
    return next((path for path in (*on_path, *ELSEWHERE) if path and Path(path).exists()), None)


@pytest.fixture(scope="session")
def browser():
    """The browser that is installed; without one the tests are skipped, and under CI they fail."""
    path = installed_browser()
    if path is None:
        reason = f"no browser found; install Chromium, Chrome or Edge (looked for {', '.join(INSTALLED)})"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *args: object) -> None:
        """Keep the tests' output to the tests."""


@contextlib.contextmanager
def served(folder: Path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def address(site):
    """Where the built site is served."""
    with served(site) as url:
        yield url


class Watched:
    """A page whose console errors, dialogs and requests to other hosts are kept."""

    def __init__(self, browser: Browser) -> None:
        self.page: Page = browser.new_context(locale="es-PA").new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.outside.append(request.url) if self._is_outside(request.url) else None)

    @staticmethod
    def _is_outside(url: str) -> bool:
        return not url.startswith(("http://127.0.0.1", "data:", "blob:", "file:"))


@pytest.fixture
def watched(browser):
    """A page that must stay silent and at home; checked when the test ends."""
    watch = Watched(browser)
    yield watch.page
    watch.page.context.close()
    assert watch.errors == []
    assert watch.outside == []


def search(page: Page, query: str) -> list[tuple[str, str]]:
    """Titles and addresses of what the search box finds."""
    box = page.locator(".md-search__input")
    if not box.is_visible():
        page.locator("label[for=__search].md-header__button").click()
    box.click()
    box.press_sequentially(query)
    page.locator(".md-search-result__link").first.wait_for(state="visible", timeout=10_000)
    return settled(page, READ_RESULTS)


READ_RESULTS = """() => [...document.querySelectorAll('.md-search-result__link')]
    .map(link => [link.querySelector('h1, h2').innerText, link.href])"""


def settled(page: Page, script: str) -> list:
    """What `script` gives once it has given the same twice: results are shown while they are still being found."""
    before, now = None, page.evaluate(script)
    while now != before:
        page.wait_for_timeout(250)
        before, now = now, page.evaluate(script)
    return now


@pytest.mark.parametrize("width", [360, 1280])
def test_language_switch_keeps_the_page(watched, address, width):
    """The switch leads to the same page in the other language, and back; the practice's words change with it."""
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(f"{address}practicas/registro-unico-de-extranjeria-ruex/")
    watched.locator(".gcm-switch").click()
    expect(watched).to_have_url(f"{address}en/practices/single-register-of-foreign-nationals-ruex/")
    expect(watched.locator("h1")).to_have_text("Single Register of Foreign Nationals (RUEX)")
    watched.locator(".gcm-switch").click()
    expect(watched).to_have_url(f"{address}practicas/registro-unico-de-extranjeria-ruex/")


@pytest.mark.parametrize(
    ("start", "query", "title"),
    [
        ("", "Mexico", "México"),
        ("", "méxico", "México"),
        ("", "extranjeria", "Registro Único de Extranjería (RUEX)"),
        ("paises/panama/", "reglamento agencias", "Reglamento para el funcionamiento de las Agencias de Empleo Privadas"),
        ("en/", "Mexico", "Mexico"),
        ("en/glossary/", "rescue", "USAR (Urban Search and Rescue) Team"),
    ],
)
def test_search_finds_its_own_language(watched, address, start, query, title):
    """Search ignores accents, and finds pages of the language it is asked in, and only those."""
    watched.goto(address + start)
    found = search(watched, query)
    assert any(each.startswith(title) for each, _ in found), found
    english = start.startswith("en/")
    assert all(("/en/" in href) == english for _, href in found), found


@pytest.mark.parametrize("path", ["", "en/", "objetivos/8-salvar-vidas/", "en/forums/i-forum-2023/", "cronologia/", "404.html"])
def test_pages_are_silent_and_fit_a_phone(watched, address, path):
    """No console error, no request to another host, no sideways scrolling at 320 px."""
    watched.set_viewport_size({"width": 320, "height": 640})
    watched.goto(address + path)
    assert watched.evaluate("document.documentElement.scrollWidth") <= 320


def test_keyboard_alone_reaches_the_content(watched, address):
    """The first stop of the Tab key skips to the page's heading."""
    watched.goto(f"{address}paises/panama/")
    watched.keyboard.press("Tab")
    assert watched.evaluate("document.activeElement.matches('.md-skip') && document.activeElement.hash") == "#inicio"


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory):
    """The site with one record by somebody who means harm; it is valid, so it is built."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("docs", "hooks", "theme", "records"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, folder)
    (folder / "records" / "practices" / "hostil.md").write_text(HOSTILE, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=folder, check=True)
    with served(folder / "site") as url:
        yield url


@pytest.mark.parametrize(
    "path", ["practicas/hostil/", "en/practices/hostil/", "practicas/", "paises/panama/", "objetivos/1-datos/"]
)
def test_nothing_of_a_record_runs(browser, hostile_site, path):
    """Markup, scripts, templates and addresses in a record stay text, on its own page and wherever it is named."""
    watch = Watched(browser)
    watch.page.goto(hostile_site + path)
    watch.page.wait_for_load_state("networkidle")
    assert watch.page.evaluate("window.ran") is None
    assert watch.errors == []
    assert watch.outside == []
    content = watch.page.locator("article")
    assert (
        content.locator(
            "script, style, iframe, img, svg:not(.md-icon svg), base, meta, details, [onclick], [onerror], [style]"
        ).count()
        == 0
    )
    assert content.locator("a[href^='javascript'], a[href^='data'], #__config").count() == 0


def test_a_record_stays_text_in_the_search(browser, hostile_site):
    """The theme takes the search index for HTML, so the index holds text of records escaped."""
    watch = Watched(browser)
    watch.page.goto(hostile_site)
    found = search(watch.page, "script")
    assert any("<script>" in title for title, _ in found)
    assert watch.page.evaluate("window.ran") is None
    assert watch.errors == []
    assert watch.outside == []
