"""The first view of a practice's page in a browser: requests, and kilobytes as a server sends them, compressed."""

from __future__ import annotations

import gzip
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from building import Row
from measure import run
from playwright.sync_api import sync_playwright
from practices import ROOT
from sites import TOOLS

# The tests know how to find and start a browser.
sys.path.append(str(ROOT / "tests"))
from support.browsers import FLAGS, installed_browser, served

KINDS: Final = {".html": "html", ".css": "css", ".js": "js"}


def rows(sizes: Sequence[int], tools: Sequence[str]) -> Iterator[Row]:
    """A row for each number of practices and tool."""
    for number in sizes:
        for name in tools:
            with tempfile.TemporaryDirectory() as folder:
                tool = TOOLS[name]
                made = tool.make(Path(folder, name), number)
                run(tool.build, made)
                yield {"practices": number, "tool": name, **_view(made / tool.site, tool.page)}


def _view(site: Path, page: str) -> Row:
    asked: list[str] = []
    with served(site) as address, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS).new_page()
        opened.on("request", lambda request: asked.append(request.url))
        opened.goto(f"{address}{page}")
        opened.wait_for_load_state("networkidle")
    files = [site / unquote(urlsplit(url).path).lstrip("/") for url in asked]
    paths = [path / "index.html" if path.is_dir() else path for path in files]
    packed = [
        (KINDS.get(path.suffix, "other"), len(gzip.compress(path.read_bytes(), 6)) / 1e3) for path in paths if path.is_file()
    ]
    sums = {f"{kind}, kB": sum(size for each, size in packed if each == kind) for kind in (*KINDS.values(), "other")}
    return {"requests": len(asked), "kB": sum(size for _, size in packed), **sums}
