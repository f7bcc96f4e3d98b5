"""Measures how long the explorer takes to filter 2,000 practices in the browser that is installed.

`uv run python bench/explore.py [PRACTICES]` builds a site of made-up practices beside the real records and prints the size of
its page, when it was first painted, and the median and longest of twenty changes each: a facet's box, a word, the order.
A change is measured from the reader's act until style and layout are done, and until the next frame stands.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from practices import ROOT
from sites import our_site

# The tests know how to find and start a browser.
sys.path.append(str(ROOT / "tests"))
from support.browsers import FLAGS, installed_browser, served

MEASURE = """async ([act, times]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const form = document.querySelector(".gcm-explorer-form");
  const text = form.elements.text;
  const order = document.querySelector("[name=sort]");
  const boxes = [...form.querySelectorAll("[name=country], [name=objective], [name=kind]")];
  const words = ["p", "pr", "pra", "practicas", "sinteticas", "resumen", "consulados", "municipio", "2000", "19"];
  const orders = ["title", "completeness", "year", "kind"];
  const acts = {
    facet: (each) => boxes[(each * 7) % boxes.length].click(),
    text: (each) => { text.value = words[each % words.length]; text.dispatchEvent(new Event("input", { bubbles: true })); },
    sort: (each) => { order.value = orders[each % 4]; order.dispatchEvent(new Event("change", { bubbles: true })); },
  };
  const found = [];
  for (let each = 0; each < times; each++) {
    await frame();
    const start = performance.now();
    acts[act](each);
    document.body.getBoundingClientRect();
    const laid = performance.now() - start;
    await frame();
    found.push([laid, performance.now() - start]);
  }
  document.querySelector(".gcm-clear").click();
  return found;
}"""
PAINT = """() => [performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
  performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd]"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, open, measure, print."""
    parser = argparse.ArgumentParser(description="Milliseconds for one change of the explorer")
    parser.add_argument("practices", nargs="?", type=int, default=2000)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = our_site(Path(folder) / "ours", options.practices)
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=site, check=True)
        html = (site / "site" / "explorar" / "index.html").read_bytes()
        print(f"page: {len(html) / 1e6:.2f} MB, {len(gzip.compress(html)) / 1e6:.2f} MB compressed")
        with served(site / "site") as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
            _measure(browser.new_page(viewport={"width": 1280, "height": 900}), f"{url}explorar/")


def _measure(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_timeout(3000)
    first, ready = page.evaluate(PAINT)
    print(f"entries: {page.locator('.gcm-entry').count()}; first paint {first:.0f} ms, document ready {ready:.0f} ms")
    print("change | laid out: median, longest | next frame: median, longest")
    for act in ("facet", "text", "sort"):
        _row(act, page.evaluate(MEASURE, [act, 20]))


def _row(act: str, found: Any) -> None:
    laid, painted = zip(*found, strict=True)
    cells = (f"{statistics.median(times):.1f}, {max(times):.1f} ms" for times in (laid, painted))
    print(" | ".join((act, *cells)), flush=True)


if __name__ == "__main__":
    main()
