"""Sites as their publisher builds them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from support.paths import ROOT

EXAMPLE: Final = {"SITE_URL": "https://example.org/", "REPOSITORY_URL": "https://github.com/example/gcm-practices"}
"""Whoever adopts the repository puts other addresses into mkdocs.yml; the tests go on as they are."""


def build(folder: Path, *, root: Path = ROOT, **environment: str) -> Path:
    """The site of `root` in both languages, built as its publisher builds it, for the example's addresses."""
    kept = {name: value for name, value in os.environ.items() if name not in ("OFFLINE", "EDITORS_EMAIL", "DOWNLOADS")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=root, env={**kept, **EXAMPLE, **environment}, check=True)
    return folder
