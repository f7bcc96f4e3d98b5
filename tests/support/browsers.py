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
        self.page: Page = browser.new_context(locale="es-PA", **options).new_page()
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.errors.append("dialog"), dialog.dismiss()))
        self.page.on("request", lambda request: self.outside.append(request.url) if self._is_outside(request.url) else None)

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
