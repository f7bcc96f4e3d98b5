"""What a command takes: CPU seconds of it and all that it starts, seconds that pass, and the memory of its largest process."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

CACHES: Final = (".cache", "resources", "site", "public")
"""What the tools leave behind, below a site's folder."""


@dataclass(frozen=True)
class Used:
    """Seconds of processor and of the clock, and megabytes at the peak."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True)
class Size:
    """Megabytes of a built site, its pages, and kilobytes of the largest one."""

    total: float
    pages: int
    largest: float


def environment() -> dict[str, str]:
    """That of this process, but compiled modules may be kept, as they are for everybody."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(command: Sequence[str], folder: Path) -> Used:
    """Run it in a folder; it has to succeed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None  # noqa: S101  (asked for above)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{words.decode()}")
    return Used(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024))


def forget(folder: Path) -> None:
    """Take away what earlier builds left."""
    for name in CACHES:
        shutil.rmtree(folder / name, ignore_errors=True)


def size_of(site: Path) -> Size:
    """What a built site takes."""
    files = {path: path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = [size for path, size in files.items() if path.suffix == ".html"]
    return Size(sum(files.values()) / 1e6, len(pages), max(pages) / 1e3)


def medians(runs: Sequence[Used]) -> dict[str, float]:
    """The median of each figure."""
    return {name: statistics.median(asdict(each)[name] for each in runs) for name in asdict(runs[0])}


def ratios(ours: Sequence[Used], theirs: Sequence[Used]) -> dict[str, float]:
    """How much more of each we take: the median of the runs' ratios, since the speed of a machine drifts and a ratio does not."""
    pairs = list(zip(map(asdict, ours), map(asdict, theirs), strict=True))
    return {name: statistics.median(mine[name] / other[name] for mine, other in pairs) for name in asdict(ours[0])}


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Rows as a Markdown table; a number has as many digits as tell something."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([_shown(row.get(name, "")) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
    return str(value)
