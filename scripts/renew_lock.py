"""Raise the exact versions of all libraries to what was public a week ago: `renew_lock.py [--out DIR]`.

Raises `exclude-newer` in pyproject.toml, writes requirements.lock anew, prints what changed, and leaves in DIR what `github.py propose` needs.
A week is the time in which a release with something bad in it is usually found and withdrawn. Where no version changes,
both files stay as they were.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.problems.github_text import as_code, both  # noqa: E402  (the checkout may not be installed)

COOL_DOWN = timedelta(days=7)
EXPORT = "uv export --locked --all-groups --no-emit-project --no-header --format requirements.txt -o requirements.lock --quiet"
"""Writes requirements.lock from uv's own lock."""

COMMANDS = (
    # Without it, versions of the last resolution are kept where they still fit.
    "uv lock --upgrade --quiet",
    EXPORT,
)
_CUTOFF = re.compile(r'(?m)^(exclude-newer = ")(\d{4}-\d{2}-\d{2})(T00:00:00Z")$')
_PINNED = re.compile(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def raise_cutoff(project: str, today: date) -> str:
    """The text of pyproject.toml with the day before which a version must have come out: a week ago, never lowered."""
    (found,) = _CUTOFF.finditer(project)
    day = max(found[2], (today - COOL_DOWN).isoformat())
    return f"{project[: found.start()]}{found[1]}{day}{found[3]}{project[found.end() :]}"


def versions_in(lock: str) -> dict[str, str]:
    """Library → version in requirements.lock; there are two where Python's own version decides."""
    found: dict[str, list[str]] = {}
    for name, version in _PINNED.findall(lock):
        found.setdefault(name, []).append(version)
    return {name: ", ".join(versions) for name, versions in found.items()}


def render_versions(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The libraries whose version differs, as a Markdown table."""
    names = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    rows = [f"| {as_code(name)} | {before.get(name, '–')} | {now.get(name, '–')} |" for name in names]
    heads = f"| {both('library')} | {both('version_before')} | {both('version_now')} |\n|---|---|---|"
    return "\n".join([both("renewed_lead", "\n\n"), "", heads, *rows]) + "\n"


def renew(root: Path, today: date) -> str:
    """Write both files; what changed, as Markdown."""
    project, lock = root / "pyproject.toml", root / "requirements.lock"
    before = project.read_text("utf-8"), lock.read_text("utf-8")
    project.write_text(raise_cutoff(before[0], today), "utf-8")
    for command in COMMANDS:
        subprocess.run(command.split(), cwd=root, check=True)  # noqa: S603  (our own commands)
    old, new = versions_in(before[1]), versions_in(lock.read_text("utf-8"))
    if old == new:
        project.write_text(before[0], "utf-8")
        lock.write_text(before[1], "utf-8")
    return render_versions(old, new)


def write_proposal(out: Path, day: date, text: str) -> None:
    """The files to commit, the commit's message and the text of the pull request."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "path.txt").write_text("pyproject.toml\nrequirements.lock\n", "utf-8")
    (out / "message.txt").write_text(f"{both('renewed', day=day)}\n", "utf-8")
    (out / "pull-request.md").write_text(text, "utf-8")


def main(arguments: Sequence[str] | None = None, root: Path = ROOT, today: date | None = None) -> int:
    """Renew the versions of this checkout."""
    parser = argparse.ArgumentParser(prog="renew_lock.py", description="Renueva las versiones / renews the versions.")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the texts of the proposal are left")
    options = parser.parse_args(arguments)
    today = today or datetime.now(UTC).date()
    text = renew(root, today)
    if options.out:
        write_proposal(options.out, today - COOL_DOWN, text)
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
