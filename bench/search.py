"""Measures the search with 2,000 made-up practices: bytes of the index, and seconds to the first result from `file://`.

`uv run python bench/search.py [PRACTICES]` (default: 2000). Each run opens a page of the offline site in a new browser
context, types, and waits for the first result.
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

from playwright.sync_api import Browser, sync_playwright
from practices import ROOT
from sites import our_site

sys.path.insert(0, str(ROOT / "tests"))
from support.browsers import FLAGS, installed_browser

PAGES = {"es": "paises/panama.html", "en": "en/countries/panama.html"}
QUERIES = {"es": ("remesas", "protección consular", "migrasion"), "en": ("remittances", "consular protection", "migrasion")}  # fmt: skip
RESULT = ".md-search-result__link"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the size of each language's index and the time to the first result of each query."""
    parser = argparse.ArgumentParser(description="Size of the search index, and time to the first result from file://")
    parser.add_argument("practices", nargs="?", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = _offline_site(Path(folder) / "site", options.practices)
        for lang, below in (("es", ""), ("en", "en/")):
            index = Path(site, below, "search", "search_index.json").read_bytes()
            print(f"{lang}: index {len(index) / 1e6:.2f} MB, {len(gzip.compress(index, 6)) / 1e6:.3f} MB gzip", flush=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
            for lang, queries in QUERIES.items():
                for query in queries:
                    times = [_first_result(browser, (site / PAGES[lang]).as_uri(), query) for _ in range(options.runs)]
                    opened, found = (statistics.median(each) for each in zip(*times, strict=True))
                    print(
                        f"{lang}: {query!r}: {opened:.2f} s to open the page, {found:.2f} s from the first key to a result",
                        flush=True,
                    )


def _offline_site(folder: Path, number: int) -> Path:
    our_site(folder, number)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "OFFLINE": "true"})
    return folder / "site"


def _first_result(browser: Browser, url: str, query: str) -> tuple[float, float]:
    """Seconds to open the page, and from the first key on to the first result of the whole query."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(url)
    opened = time.perf_counter()
    page.locator(".md-search__input").click()
    page.keyboard.insert_text(query)
    page.keyboard.press("End")
    page.locator(RESULT).first.wait_for(state="visible", timeout=30_000)
    found = time.perf_counter()
    context.close()
    return opened - start, found - opened


if __name__ == "__main__":
    main()
