"""What the tests in a browser share: finding the one installed, serving a folder, watching a page, asking the search."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import sys
import threading
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

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


PATIENCE = 60_000
"""Milliseconds after which what never comes ends the run; no measure of speed."""


def patient(browser: Browser) -> Browser:
    """The browser, whose pages wait however slow the machine is."""
    make = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = make(**options)
        context.set_default_timeout(PATIENCE)
        return context

    browser.new_context = new_context
    browser.new_page = lambda **options: new_context(**options).new_page()
    expect.set_options(timeout=PATIENCE)
    return browser


def installed_browser() -> str | None:
    on_path = (shutil.which(name) for name in INSTALLED)
    return next((path for path in (*on_path, *ELSEWHERE) if path and Path(path).exists()), None)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and says nothing; a wrong address is answered with the site's own page for it, as a host does."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The page of the folder, if it has one."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, *args: object) -> None:
        """Keep the tests' output to the tests."""


class QuietServer(http.server.ThreadingHTTPServer):
    """Goes on in silence when a browser leaves a page before all of it has come; takes all that one asks for at once."""

    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def served(folder: Path):
    server = QuietServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


LEFT = "An unknown error occurred when fetching the script."
"""What Chromium says of a worker that was on its way when its page was closed."""


class Watched:
    """A page whose console errors, dialogs and requests to other hosts are kept."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        # The worker would keep half the site for each of them; what it does is looked at in test_device.py.
        self.page: Page = browser.new_context(locale="es-PA", **{"service_workers": "block", **options}).new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._origins: set[str] = set()
        self._window = self.page.viewport_size
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self._note_request(request.url))

    def tidy(self) -> None:
        """Leave what was opened and kept, so that the next who comes finds the window as on a first visit."""
        context = self.page.context
        for other in context.pages:
            if other is not self.page:
                other.close()
        self.page.unroute_all()
        context.unroute_all()
        context.clear_permissions()
        self.page.evaluate("() => { try { sessionStorage.clear(); } catch {} }")
        self.page.goto("about:blank")
        self.page.emulate_media(media="null")
        self.page.set_viewport_size(self._window)
        storage = context.new_cdp_session(self.page)
        for origin in self._origins:
            storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "local_storage"})
        storage.detach()
        self.errors.clear()
        self.outside.clear()
        self._origins.clear()

    def _note_request(self, url: str) -> None:
        if self._is_outside(url):
            self.outside.append(url)
        elif url.startswith(("http:", "file:")):
            self._origins.add("{0.scheme}://{0.netloc}".format(urlsplit(url)))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error" and message.text != LEFT:
            self.errors.append(message.text)

    @staticmethod
    def _is_outside(url: str) -> bool:
        return not url.startswith(("http://127.0.0.1", "data:", "blob:", "file:"))


def search(page: Page, query: str) -> list[tuple[str, str]]:
    """Titles and addresses that the box of a page leads to, in a wide window."""
    box = page.locator(".gcm-find input")
    box.fill(query)
    box.press("Enter")
    page.wait_for_function("() => document.querySelector('.gcm-search-results')?.hasAttribute('aria-busy') === false")
    return page.evaluate(READ_RESULTS)


READ_RESULTS = (
    """() => [...document.querySelectorAll('.gcm-search-results ol > li > a')].map(link => [link.innerText, link.href])"""
)
