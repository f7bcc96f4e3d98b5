"""While somebody edits: from saving a practice to its new page under each tool's own server, and to the new words in a browser."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from building import Row
from measure import environment
from playwright.sync_api import Page, sync_playwright
from practices import ROOT
from sites import TOOLS, Tool

# The tests know how to find and start a browser.
sys.path.append(str(ROOT / "tests"))
from support.browsers import FLAGS, installed_browser

LONGEST: Final = 600
"""Seconds after which a page is given up."""


def rows(sizes: Sequence[int], tools: Sequence[str], runs: int) -> Iterator[Row]:
    """A row for each number of practices and tool."""
    for number in sizes:
        for name in tools:
            with tempfile.TemporaryDirectory() as folder:
                yield _row(TOOLS[name], TOOLS[name].make(Path(folder, name), number), number, runs)


def _row(tool: Tool, folder: Path, number: int, runs: int) -> Row:
    with _serving(tool, folder) as (url, began):
        _wait_for(url, "</html>")
        told = {"first page": time.perf_counter() - began}
        told["saved to served"] = _median(folder / tool.source, "Servida", runs, partial(_wait_for, url))
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS).new_page()
            page.goto(url)
            page.wait_for_timeout(1500)  # the page's script has to ask the server first
            told["saved to shown"] = _median(folder / tool.source, "Mostrada", runs, partial(_wait_in, page))
    return {"practices": number, "tool": tool.name, **told}


def _median(source: Path, word: str, runs: int, wait: Callable[[str], None]) -> float:
    return statistics.median(_edit(source, f"{word}{each}", wait) for each in range(runs))


@contextlib.contextmanager
def _serving(tool: Tool, folder: Path) -> Iterator[tuple[str, float]]:
    """The address of a practice's page while the tool serves, and when it was begun."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [part.format(port=port) for part in tool.serve]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield f"http://127.0.0.1:{port}/{tool.page}", began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


def _edit(source: Path, word: str, wait: Callable[[str], None]) -> float:
    """Put a new word at the end of the first sentence of the summary; the seconds until it is there."""
    text = source.read_text("utf-8")
    place = text.index(".", text.index("summary"))
    start = time.perf_counter()
    source.write_text(f"{text[:place]} {word}{text[place:]}", "utf-8")
    wait(word)
    return time.perf_counter() - start


def _wait_in(page: Page, word: str) -> None:
    # Looked for at each frame: a locator looks again after half a second.
    page.wait_for_function("word => document.body.textContent.includes(word)", arg=word, timeout=LONGEST * 1000)


def _wait_for(url: str, word: str) -> None:
    end = time.perf_counter() + LONGEST
    while time.perf_counter() < end:
        if word in _answer(url):
            return
        time.sleep(0.01)
    raise SystemExit(f"{url} never said {word}")


def _answer(url: str) -> str:
    """What the server says there; nothing while it does not answer."""
    try:
        with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310  (our own server)
            return str(response.read().decode())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""
