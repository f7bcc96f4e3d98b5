"""Measures the validation of 10,000 made-up practices: anew, from the cache, and with mending.

`uv run python bench/validate.py [PRACTICES] [--runs N]` (default: 10000, 3) prints CPU seconds, of one core since nothing runs
beside, and peak memory: medians of the runs. The practices of bench/build.py get titles of words drawn from the real records,
since titles of one pattern would be compared in less time than those that people write. The cache lies in a folder of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from build import ROOT, _our_site, _run

VALIDATE = [sys.executable, str(ROOT / "scripts" / "validate.py")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each way to validate."""
    parser = argparse.ArgumentParser(description="CPU seconds and peak memory of scripts/validate.py")
    parser.add_argument("practices", nargs="?", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as caches:
        os.environ.pop("CI", None)  # where nothing is remembered
        os.environ["XDG_CACHE_HOME"] = os.environ["WIN_PD_OVERRIDE_LOCAL_APPDATA"] = caches
        records = _records(Path(folder), options.practices)
        print(f"{options.practices} practices beside the real records | CPU s | peak MB")
        for name, flags, before in (
            ("anew", ["--no-cache"], _nothing),
            ("anew, and remembered", [], _forget(Path(caches))),
            ("nothing changed", [], _nothing),
            ("one changed", [], _change(records, options.practices)),
            ("one in a hundred changed", [], _change(records, 100)),
            ("anew, nothing to mend", ["--no-cache", "--fix"], _nothing),
        ):
            print(
                f"{name} | {_measured([*VALIDATE, '--records', str(records), *flags], records, options.runs, before)}",
                flush=True,
            )


def _measured(command: list[str], records: Path, runs: int, before: Callable[[], None]) -> str:
    measured = []
    for _ in range(runs):
        before()
        measured.append(_run(command, records))
    seconds, memory = (statistics.median(run[part] for run in measured) for part in (0, 1))
    return f"{seconds:.2f} | {memory:.0f}"


def _records(folder: Path, number: int) -> Path:
    """The records of bench/build.py, with titles as different as those that people write."""
    records = _our_site(folder, number) / "records"
    drawn = random.Random(number)
    texts = [
        re.split(r"# (?:Español|English)", path.read_text("utf-8"))[1:] for path in sorted((ROOT / "records").rglob("[!_]*.md"))
    ]
    words = [re.findall(r"[^\W\d_]{2,}", " ".join(text[side] for text in texts if len(text) == 2)) for side in (0, 1)]
    for path in records.glob("practices/sintetica-*.md"):
        titles = (" ".join(drawn.choices(listed, k=drawn.randint(6, 12))).capitalize() for listed in words)
        line = "title: {{es: {}, en: {}}}".format(*titles)
        path.write_text(re.sub(r"title: .*", line, path.read_text("utf-8"), count=1), "utf-8")
    return records


def _nothing() -> None:
    """Leave the records as they are."""


def _forget(caches: Path) -> Callable[[], None]:
    """Take away what is remembered."""

    def forget() -> None:
        for file in caches.rglob("*.json"):
            file.unlink()

    return forget


def _change(records: Path, every: int) -> Callable[[], None]:
    """Add a sentence to each so-manieth practice."""

    def change() -> None:
        for path in sorted(records.glob("practices/sintetica-*.md"))[::every]:
            path.write_text(f"{path.read_text('utf-8')}\nOne more sentence.\n", "utf-8")

    return change


if __name__ == "__main__":
    main()
