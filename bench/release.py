"""Measures what is released: CPU seconds and peak memory of each format, and the ratio to building the site that it is made from.

`uv run --group release python bench/release.py [PRACTICES …]` (default: 0 500 2000) adds made-up practices to the real records.
`--pdf` measures the PDF of the book of the repository too, which takes the most by far.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from practices import ROOT
from sites import our_site

SCRIPT = """
import resource, sys, time
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
from scripting import load_script
folder, work = Path(sys.argv[1]), Path(sys.argv[2])
began = time.process_time()
site = load_script("release").build_site(folder, work / "site", {offline}, lambda *_: None)
built = time.process_time()
{make}
print(built - began, time.process_time() - built, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
BOOK = "from gcm.release.books import build_books\nbook = next(build_books(site.site, site.folder, 'es'))\n"
MAKE = {
    "zip": (
        True,
        "from gcm.release.archive import make_archive\nmake_archive(site.folder, site.site, ('es',), work, lambda *_: None)",
    ),
    "kiwix": (True, "from gcm.release.kiwix import *\nwrite_zim(editions(site.folder, site.site)[0], work)"),
    "leaflets": (
        True,
        "from gcm.release.leaflets import *\nuse_own_letters(work)\nmake_leaflets(site.site, 'es', work)",
    ),
    "epub": (False, f"{BOOK}from gcm.release.epub import write_epub\nwrite_epub(book, work / 'book.epub')"),
    "pdf": (False, f"{BOOK}from gcm.release.pdf import *\nuse_own_letters(work)\nwrite_pdf(book, work / 'book.pdf')"),
}
"""Format → whether it is made from the site in a folder, and how: the file in Spanish, where there is one for each language."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each number of practices and format."""
    parser = argparse.ArgumentParser(description="CPU seconds and peak memory of what is released")
    parser.add_argument("practices", nargs="*", type=int, default=[0, 500, 2000])
    parser.add_argument("--pdf", action="store_true", help="the PDF of the book of the repository too")
    options = parser.parse_args(arguments)
    print("practices | format | site, s | format, s | ratio | peak MB")
    for number in options.practices:
        with tempfile.TemporaryDirectory() as folder:
            ours = our_site(Path(folder, "ours"), number)
            for format in MAKE if options.pdf else list(MAKE)[:-1]:
                _measure(ours, Path(folder, format), number, format)


def _measure(ours: Path, work: Path, number: int, format: str) -> None:
    work.mkdir()
    offline, make = MAKE[format]
    code = SCRIPT.format(root=str(ROOT), tests=str(ROOT / "tests"), offline=offline, make=make)
    done = subprocess.run([sys.executable, "-c", code, str(ours), str(work)], check=True, stdout=subprocess.PIPE, text=True)
    built, made, peak = map(float, done.stdout.split())
    print(f"{number} | {format} | {built:.1f} | {made:.1f} | {made / built:.2f} | {peak / 1024:.0f}", flush=True)


if __name__ == "__main__":
    main()
