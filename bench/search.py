"""Measures the search with 2,000 made-up practices: bytes of its indexes, seconds to the first result over HTTP and from `file://`.

`uv run python bench/search.py [PRACTICES]` (default: 2000). Each run opens the page of results in a new browser context, at a query, and
waits for the first result, then for those of the whole text.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright
from practices import ROOT
from sites import our_site

from gcm.views.pages.search import NAMES, TEXTS

sys.path.insert(0, str(ROOT / "tests"))
from support.browsers import FLAGS, installed_browser, served

PAGES = {"es": ("buscar/", "texto"), "en": ("en/search/", "text")}
QUERIES = {"es": ("remesas", "protección consular", "migrasion"), "en": ("remittances", "consular protection", "migrasion")}  # fmt: skip
RESULT = ".gcm-search-results ol > li > a"
READY = "() => !document.querySelector('.gcm-search-results').hasAttribute('aria-busy')"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the size of each language's indexes and the time to the first result of each query."""
    parser = argparse.ArgumentParser(description="Size of the search's indexes, and time to the first result")
    parser.add_argument("practices", nargs="?", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        online, offline = _sites(Path(folder) / "site", options.practices)
        for lang, below in (("es", ""), ("en", "en/")):
            for path in (NAMES, TEXTS):
                script = Path(online, below, path).read_bytes()
                print(
                    f"{lang}: {path} {len(script) / 1e6:.2f} MB, {len(gzip.compress(script, 6)) / 1e6:.3f} MB gzip", flush=True
                )
        with sync_playwright() as playwright, served(online) as address:
            browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
            for way, root, file in (("http", address, ""), ("file", f"{offline.as_uri()}/", "index.html")):
                for lang, queries in QUERIES.items():
                    page, name = PAGES[lang]
                    for query in queries:
                        url = f"{root}{page}{file}?{name}={quote(query)}"
                        times = [_first_result(browser, url) for _ in range(options.runs)]
                        first, all_words = (statistics.median(each) for each in zip(*times, strict=True))
                        print(
                            f"{way} {lang}: {query!r}: {first:.2f} s to the first result, {all_words:.2f} s to all words",
                            flush=True,
                        )


def _sites(folder: Path, number: int) -> tuple[Path, Path]:
    """The site as a server has it, and as it opens from a folder."""
    our_site(folder, number)
    for name, offline in (("online", "false"), ("offline", "true")):
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", name]
        subprocess.run(command, cwd=folder, check=True, env={**os.environ, "OFFLINE": offline})
    return folder / "online", folder / "offline"


def _first_result(browser: Browser, url: str) -> tuple[float, float]:
    """Seconds from the address to a result that is shown, and to those of all words."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(RESULT).first.wait_for(state="visible", timeout=30_000)
    first = time.perf_counter()
    page.wait_for_function(READY)
    ready = time.perf_counter()
    context.close()
    return first - start, ready - start


if __name__ == "__main__":
    main()
