"""What a release holds: `SHA256SUMS`, which `sha256sum --check` reads, and `downloads.json`, which the page of downloads reads."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Final

from gcm.release.artefact import Artefact
from gcm.release.kept import sha256

SUMS: Final = "SHA256SUMS"
DOWNLOADS: Final = "downloads.json"


def write_listing(made: Iterable[Artefact], folder: Path, *, commit: str, day: date, tag: str, pages: int) -> None:
    """Both files; `pages` is how many the site has in both languages."""
    ordered = sorted(made, key=lambda artefact: artefact.path.name)
    listing = {"commit": commit, "date": str(day), "tag": tag, "pages": pages, "files": [_described(each) for each in ordered]}
    (folder / DOWNLOADS).write_text(json.dumps(listing, ensure_ascii=False, indent=1) + "\n", "utf-8")
    names = sorted([*(artefact.path.name for artefact in ordered), DOWNLOADS])
    (folder / SUMS).write_text("".join(f"{sha256(folder / name)}  {name}\n" for name in names), "utf-8")


def _described(artefact: Artefact) -> dict[str, Any]:
    return {
        "name": artefact.path.name, "kind": artefact.kind, "format": "".join(artefact.path.suffixes)[1:], "lang": artefact.lang,
        "title": artefact.title, "subtitle": artefact.subtitle, "subject": list(artefact.subject), "pages": artefact.pages,
        "size": artefact.path.stat().st_size, "sha256": sha256(artefact.path),
    }  # fmt: skip
