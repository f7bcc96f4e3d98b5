"""Whether every record that a change touches tells of it in its own history: `check_changes.py BASE`.

Compares the records of this checkout with those of the commit BASE, such as the branch that a pull request is to be merged into.
Prints a line for each record whose `changes` lack an entry, in Spanish and in English, and then exits with 1; with 2 on wrong use.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.history import tells_of_change  # noqa: E402  (the checkout may not be installed)
from gcm.problems.github_text import both  # noqa: E402
from gcm.reading.files import KINDS, parse_record, read_record  # noqa: E402
from gcm.reading.places import ParsedRecord  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the records that say nothing of their change; the exit code says whether there are any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("base", metavar="BASE", help="the commit to compare with")
    parser.add_argument("--root", type=Path, default=ROOT, help="the checkout (default: this one)")
    options = parser.parse_args(arguments)
    try:
        silent = list(_silent(options.root, options.base))
    except subprocess.CalledProcessError as error:
        print(f"check_changes.py: {error.stderr.decode(errors='replace').strip()}", file=sys.stderr)
        return 2
    for path in silent:
        print(f"{path}: {both('change_untold', ' / ')}")
    return 1 if silent else 0


def _silent(root: Path, base: str) -> Iterator[str]:
    folders = [f"records/{folder}" for folder in KINDS]
    for path in _git(root, "diff", "--name-only", "--diff-filter=AM", "--no-renames", "-z", base, "--", *folders).split("\0"):
        if not path.endswith(".md") or Path(path).name.startswith("_"):
            continue
        after, _ = read_record(root / path, root / "records")
        if after is not None and not tells_of_change(_before(root, base, path), after):
            yield path


def _before(root: Path, base: str, path: str) -> ParsedRecord | None:
    """The record as it was; none where there was none that could be read."""
    if not _git(root, "ls-tree", "--name-only", base, "--", path):
        return None
    return parse_record(_git(root, "show", f"{base}:{path}").encode(), path)[0]


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), "--literal-pathspecs", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
