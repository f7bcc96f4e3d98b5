"""What the site costs beside plain MkDocs with Material, and beside Hugo: `uv run --group bench python bench [WHAT …]`.

WHAT is `build` (clean, and where nothing changed), `edit` (saved to served, and to shown in a browser), `view` (first view of a
practice's page) or `read` (records a second); all of them if nothing is said. `--sizes 500 2000` are numbers of practices (0: the
real ones alone, and one to edit), `--runs 3` how often each is measured, `--tools ours plain hugo` which, `--json FILE` where all
figures go. Tools take turns, A B A B, and the median counts: of the figures, and of the ratios of each turn.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import building
import editing
import first_view
from building import Row
from measure import table
from sites import TOOLS

import reading

WHAT: Final[Mapping[str, Callable[[argparse.Namespace], Iterator[Row]]]] = {
    "build": lambda options: building.rows(options.sizes, options.tools, options.runs),
    "edit": lambda options: editing.rows(options.sizes, options.tools, options.runs),
    "view": lambda options: first_view.rows(options.sizes, options.tools),
    "read": lambda options: reading.rows(options.sizes, options.runs),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print a table for each part, and write down all figures if asked."""
    options = _parser().parse_args(arguments)
    told: dict[str, list[Row]] = {}
    for name in options.what or WHAT:
        told[name] = []
        for row in WHAT[name](options):
            told[name].append(row)
            print(f"{name}: {json.dumps(row)}", file=sys.stderr, flush=True)
            if options.json:
                options.json.write_text(json.dumps(told, indent=1), "utf-8")
        print(f"\n{name}\n\n{table(told[name])}", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description="What the site costs, beside plain Material and Hugo")
    parser.add_argument("what", nargs="*", choices=[*WHAT, []], help="what is measured (default: all)")
    parser.add_argument("--sizes", nargs="+", type=int, default=[0, 500, 2000, 10_000], help="numbers of practices")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--tools", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument("--json", type=Path, metavar="FILE")
    return parser


if __name__ == "__main__":
    main()
