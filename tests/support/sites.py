"""Sites as their publisher builds them, of every kind that tests read; each is built once a run (`support/once.py`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from gcm.catalogue.catalogue import Catalogue
from gcm.views.addresses import Addresses
from gcm.views.site import Site
from support.hostile import HOSTILE_RECORD, Hostile
from support.once import Maker
from support.paths import ROOT, SAMPLE
from support.release_command import DAY, PARTS, make
from support.scripts import load_script

EXAMPLE: Final = {
    "SITE_URL": "https://example.org/",
    "REPOSITORY_URL": "https://github.com/example/gcm-practices",
    "WITHOUT": "",
}
"""Whoever adopts the repository puts other addresses into mkdocs.yml; the tests go on as they are. GitHub leaves empty what is not set."""

OWN: Final = ("OFFLINE", "EDITORS_EMAIL", "DOWNLOADS")
"""What a publisher may have set for a site of their own."""


def publisher(**environment: str) -> dict[str, str]:
    """The environment of whoever publishes the site at the example's addresses."""
    return {**{name: value for name, value in os.environ.items() if name not in OWN}, **EXAMPLE, **environment}


def build(folder: Path, *, root: Path = ROOT, **environment: str) -> Path:
    """The site of `root` in both languages, for the example's addresses."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=root, env=publisher(**environment), check=True)
    return folder


def checkout(folder: Path) -> Path:
    """A checkout with few records, in which every field is filled."""
    for name in ("docs", "hooks", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(SAMPLE, folder / "records")
    return folder


def _online(folder: Path) -> None:
    """The real site, as it is published."""
    build(folder)


def _folder(folder: Path, root: Path = ROOT) -> Site:
    """The real site, as a release builds it to be opened from a folder."""
    with pytest.MonkeyPatch.context() as patch:
        for name in OWN:
            patch.delenv(name, raising=False)
        for name, value in {**EXAMPLE, "SOURCE_DATE_EPOCH": str(DAY), "OFFLINE": "true"}.items():
            patch.setenv(name, value)
        site: Site = load_script("release").build_site(root, folder, lambda *_: None)
    return site


def _sample_folder(folder: Path) -> Site:
    """The site of the sample records, built in the same way."""
    return _folder(folder / "site", checkout(folder / "checkout"))


def _hostile(folder: Path) -> None:
    """The sample records with attacks wherever words stand, and a record more by somebody who means harm."""
    root = checkout(folder / "checkout")
    Hostile().write(root / "records")
    (root / "records" / "practices" / "hostil.md").write_text(HOSTILE_RECORD, "utf-8")
    build(folder / "site", root=root)


def _released(folder: Path) -> str:
    """What the release command makes of the sample records, without its books; and what it says meanwhile."""
    options = (f"--only={PARTS}", "--dirty", "--tag=v1")
    done = make(checkout(folder / "checkout"), folder / "dist", *options, SOURCE_DATE_EPOCH=str(DAY))
    assert done.returncode == 0, done.stderr
    return done.stderr


SITES: Final[Mapping[str, Maker]] = {
    "site": _online,
    "offline": _folder,
    "sample_site": _sample_folder,
    "hostile_site": _hostile,
    "released": _released,
}
"""Fixture → what makes the site that it gives, in the order in which tests ask for them."""

ALSO: Final = {"folder_site": "offline", "packed": "offline", "address": "site", "at": "site", "given": "sample_site"}
"""Fixture → the one whose site it needs."""


def site_of(
    catalogue: Catalogue,
    written: Mapping[Any, Any],
    *,
    directory_urls: bool = True,
    built_on: date = date(2026, 1, 1),
    **more: Any,
) -> Site:
    """A site of the records, with `written` as its hand-written pages."""
    return Site(catalogue, Addresses(catalogue, written, directory_urls), built_on, **more)
