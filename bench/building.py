"""A clean build, and a build where nothing has changed since, of each tool in turn: A B A B."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from measure import Used, forget, medians, ratios, run, size_of
from sites import TOOLS, Tool

Row = dict[str, object]


def rows(sizes: Sequence[int], tools: Sequence[str], runs: int) -> Iterator[Row]:
    """A row for each number of practices, way to build and tool."""
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield from _rows_of(number, [(TOOLS[name], TOOLS[name].make(Path(folder, name), number)) for name in tools], runs)


def _rows_of(number: int, sites: Sequence[tuple[Tool, Path]], runs: int) -> Iterator[Row]:
    used: dict[tuple[str, str], list[Used]] = {}
    for _ in range(runs):
        for tool, folder in sites:
            forget(folder)
            for way in ("cold", "unchanged"):
                used.setdefault((way, tool.name), []).append(run(tool.build, folder))
    sizes = {tool.name: asdict(size_of(folder / tool.site)) for tool, folder in sites}
    for (way, name), measured in sorted(used.items()):
        row: Row = {"practices": number, "way": way, "tool": name, **medians(measured)}
        if ours := used.get((way, "ours")):
            row |= {f"ours to it, {figure}": ratio for figure, ratio in ratios(ours, measured).items()}
        yield {**row, **{f"site, {part}": value for part, value in sizes[name].items()}}
