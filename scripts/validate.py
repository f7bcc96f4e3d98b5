"""Validate the records: `validate.py [PATH…] [--fix] [--format text|json|sarif|github] [--lang es|en] [--summary FILE]`.

Prints every problem of every record with its place, the line it is about and what to do. Exits with 1 if a record is not
valid, with 0 if all are (warnings do not count), with 2 on wrong use. `--fix` first mends what has one right answer, and shows
each change.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.catalogue import load_catalogue  # noqa: E402
from gcm.problems.formats import Audience, render_problems  # noqa: E402
from gcm.problems.github_text import both, phrase  # noqa: E402
from gcm.problems.problem import Problem  # noqa: E402
from gcm.problems.summary import render_summary  # noqa: E402
from gcm.problems.usage import Parser, language_of_environment  # noqa: E402
from gcm.reading.files import LISTED, MOVED, read_content, record_lines, record_paths  # noqa: E402
from gcm.views.addresses import index_address  # noqa: E402  (the checkout may not be installed)
from gcm.writing.files import replace_file  # noqa: E402
from gcm.writing.fixes import fix_text, render_change  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the problems of the records named, or of all; the exit code says whether there are errors."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file name of strangers, or «» on an old console, must not end the report with a traceback.
        sys.stdout.reconfigure(errors="backslashreplace")
    if wrong := _wrong_use(options):
        print(f"validate.py: {wrong}", file=sys.stderr)
        return 2

    if options.fix:
        _fix(options.records.resolve(), options)
    catalogue, problems = load_catalogue(options.records.resolve())
    records = len(catalogue.practices) + len(catalogue.forums) + len(catalogue.roadmaps)
    shown = [problem for problem in problems if _is_asked_for(problem.path, options.paths, options.records.resolve())]
    errors = sum(not problem.is_warning for problem in shown)

    _tell(shown, options)
    if options.format == "text":
        print(phrase("totals", options.lang, records=records, errors=errors, warnings=len(shown) - errors), file=sys.stderr)
    return 1 if errors else 0


def _wrong_use(options: argparse.Namespace) -> str:
    """What is named and not there, or holds no record, which must not pass for valid; nothing where all is well."""
    if not options.records.is_dir():
        return phrase("not_found", options.lang, path=options.records)
    records = options.records.resolve()
    files = [*record_paths(records), *(path for name in (MOVED, LISTED) if (path := records / name).exists())]
    names = [_shown(path, records) for path in files] if options.paths else []
    for path in options.paths:
        if not path.exists():
            return phrase("not_found", options.lang, path=path)
        if not any(_is_asked_for(name, [path], records) for name in names):
            return phrase("no_record", options.lang, path=path)
    return ""


def _tell(problems: Sequence[Problem], options: argparse.Namespace) -> None:
    """Print the problems as asked for, and write them down for those who read the summary of a workflow."""
    explained = index_address(os.environ.get("SITE_URL", ""), "problems", options.lang)
    audience = Audience(options.lang, record_lines(options.records.resolve()), explained, colour=_shows_colour())
    if printed := render_problems(problems, options.format, audience):
        print(printed)
    if options.summary:
        with options.summary.open("a", encoding="utf-8") as file:
            file.write(render_summary(problems, audience))


def _fix(records: Path, options: argparse.Namespace) -> None:
    """Mend what has one right answer, and show it: beside the report where a program reads that."""
    out = sys.stdout if options.format == "text" else sys.stderr
    for path in record_paths(records):
        shown = _shown(path, records)
        content = read_content(path, records) if _is_asked_for(shown, options.paths, records) else None
        before = (content or b"").decode("utf-8", "surrogateescape")
        fixed = fix_text(before, shown)
        if not fixed.mended:
            continue
        try:
            replace_file(path, fixed.text.encode())
        except OSError as error:
            print(f"validate.py: {shown}: {error.strerror}", file=sys.stderr)
            continue
        what = ", ".join(phrase(f"mended_{name}", options.lang) for name in fixed.mended)
        print(
            render_change(before, fixed.text, shown),
            phrase("mended", options.lang, path=shown, what=what),
            sep="\n",
            end="\n\n",
            file=out,
        )


def _shown(path: Path, records: Path) -> str:
    """A record's path as problems tell it."""
    return "/".join((records.name, *path.relative_to(records).parts))


def _is_asked_for(shown: str, paths: Sequence[Path], records: Path) -> bool:
    place = records.parent / shown
    return not paths or any(place.is_relative_to(path.resolve()) or place == path.absolute() for path in paths)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="validate.py", description=both("validate"))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=both("validate_paths"))
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text", help=both("validate_format"))
    parser.add_argument("--lang", choices=("es", "en"), default=language_of_environment(), help=both("validate_lang"))
    parser.add_argument("--summary", type=_appendable, metavar="FILE", help=both("validate_summary"))
    parser.add_argument("--fix", action="store_true", help=both("validate_fix"))
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


def _appendable(name: str) -> Path:
    """A file that can be written to."""
    try:
        Path(name).open("a", encoding="utf-8").close()
    except OSError as error:
        raise argparse.ArgumentTypeError(name) from error
    return Path(name)


def _shows_colour() -> bool:
    """Colour is for a terminal that shows it and a person who does not refuse it (https://no-color.org)."""
    refused = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    # Consoles of Windows show colour codes as signs unless they are asked not to; its Terminal needs no asking.
    able = sys.platform != "win32" or "WT_SESSION" in os.environ
    return able and not refused and sys.stdout.isatty()


if __name__ == "__main__":
    gc.disable()  # ten thousand records are many objects to look through again and again, and the end of the process is near
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the beginning, as `head` does, has read enough. What is left to write has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
