"""The release command in tests: run as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from support.paths import ROOT

DAY = 1_780_000_000
PARTS = "zip,kiwix,sbom"
"""What is quickly made; books of the sample and of the real records are made in release/test_books.py."""


def make(root: Path, out: Path, *options: str, before: Sequence[str] = (), **environment: str):
    """The release of `root` in `out`, made by the command; nothing is taken from an earlier one but with `REBUILD=""`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPOSITORY_URL", "OFFLINE")}
    command = [*before, sys.executable, str(ROOT / "scripts" / "release.py"), "--root", str(root), "--out", str(out), *options]
    return subprocess.run(command, env={**kept, "REBUILD": "1", **environment}, capture_output=True, text=True, check=False)
