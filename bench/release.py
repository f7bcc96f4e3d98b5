"""Measures a release: seconds and peak memory of all of it, CPU seconds of each part, and the ratio to building the site in the same run.

`uv run --group release python bench/release.py [PRACTICES …]` (default: 0 500) adds made-up practices to the real records up to so many;
`--only zip,kiwix` leaves parts out, `--again` makes each a second time, of which nothing has changed. Memory is that of all processes
together, pages that they share counted once, as Linux tells it; elsewhere it is left out.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from measure import table
from practices import ROOT
from sites import our_site

MORE: Final = ("pyproject.toml", "uv.lock")
"""What the bill of materials is made of."""

_PROCESSES: Final = Path("/proc")
_PAUSE: Final = 0.25
"""Seconds between two looks at the memory."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each number of practices."""
    parser = argparse.ArgumentParser(description="what a release takes")
    parser.add_argument("practices", nargs="*", type=int, default=[0, 500])
    parser.add_argument("--only", default="", metavar="PARTS", help="some parts, with commas between")
    parser.add_argument("--again", action="store_true", help="once more with what was kept of the first time")
    options = parser.parse_args(arguments)
    for number in options.practices:
        with tempfile.TemporaryDirectory() as work:
            root = our_site(Path(work, "ours"), number)
            for name in MORE:
                (root / name).write_bytes((ROOT / name).read_bytes())
            for _ in range(1 + options.again):
                print(f"{table(list(_rows(root, Path(work), number, options.only)))}\n", flush=True)


def _rows(root: Path, work: Path, number: int, only: str) -> Iterator[Mapping[str, object]]:
    """A row for each part, and one for everything."""
    wall, peak = _release(root, work, only)
    figures: dict[str, dict[str, Any]] = json.loads((work / "figures.json").read_text())
    everything = {name: sum(told[name] for told in figures.values()) for name in ("cpu", "files", "kept")}
    figures["everything"] = {**everything, "wall": wall}
    for part, told in figures.items():
        shown = {"seconds": told["wall"], "CPU s": told["cpu"], "files": told["files"], "kept": told["kept"]}
        ratio = told["cpu"] / figures["site"]["cpu"]
        yield {
            "practices": number,
            "part": part,
            **shown,
            "ratio to site": ratio,
            "peak MB": peak if part == "everything" else "",
        }


def _release(root: Path, work: Path, only: str) -> tuple[float, float]:
    """Seconds, and megabytes of all processes at the peak."""
    program = [
        sys.executable,
        str(ROOT / "scripts" / "release.py"),
        "--root",
        str(root),
        "--out",
        str(work / "dist"),
        "--dirty",
    ]
    command = [*program, "--figures", str(work / "figures.json"), *(("--only", only) if only else ())]
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "REBUILD")}
    began, peak = time.monotonic(), 0.0
    process = subprocess.Popen(command, env={**kept, "XDG_CACHE_HOME": str(work / "cache")}, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, sum(map(_memory, _with_all_below(process.pid))))
        time.sleep(_PAUSE)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - began, peak


def _with_all_below(process: int) -> Iterator[int]:
    """A process, and all that it began or that those did."""
    yield process
    for task in _PROCESSES.glob(f"{process}/task/*/children"):
        for below in _read(task).split():
            yield from _with_all_below(int(below))


def _memory(process: int) -> float:
    """Megabytes of a process; of what several share, its part."""
    lines = _read(_PROCESSES / str(process) / "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    """A file of the system, or nothing where its process has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    main()
