"""Validate the records: `validate.py [PATH…] [--format text|json|github] [--lang es|en]`.

Prints every problem of every record with its place and what to do. Exits with 1 if a record is not valid, with 0 if all
are (warnings do not count), with 2 on wrong use.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue import load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.problems import Problem, render_problems  # noqa: E402

TOTALS = {
    "es": "{records} fichas; {errors} errores, {warnings} avisos.",
    "en": "{records} records; {errors} errors, {warnings} warnings.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the problems of the records named, or of all; the exit code says whether there are errors."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name of strangers, or «» on an old console, must not end the report with a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    missing = [path for path in options.paths if not path.exists()]
    if missing:
        print(f"validate.py: no such file: {', '.join(str(path) for path in missing)}", file=sys.stderr)
        return 2
    if not options.records.is_dir():
        print(f"validate.py: no such folder: {options.records}", file=sys.stderr)
        return 2

    catalogue, problems = load_catalogue(options.records.resolve())
    shown = [problem for problem in problems if _is_asked_for(problem, options.paths, options.records.resolve())]
    errors = sum(not problem.is_warning for problem in shown)

    if printed := render_problems(shown, options.format, options.lang):
        print(printed)
    if options.format == "text":
        records = len(catalogue.practices) + len(catalogue.forums) + len(catalogue.roadmaps)
        print(TOTALS[options.lang].format(records=records, errors=errors, warnings=len(shown) - errors), file=sys.stderr)
    return 1 if errors else 0


def _is_asked_for(problem: Problem, paths: Sequence[Path], records: Path) -> bool:
    place = records.parent / problem.path
    return not paths or any(place.is_relative_to(path.resolve()) or place == path.absolute() for path in paths)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="validate.py", description="Valida las fichas / validates the records.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders (default: all records)")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text")
    parser.add_argument("--lang", choices=("es", "en"), default=_language_of_environment())
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


def _language_of_environment() -> str:
    """English where the environment asks for it, otherwise the site's first language."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "es"


if __name__ == "__main__":
    sys.exit(main())
