"""Whether a site stands built already: from the same files, versions, day and options, and untouched since.

The stamp lies in the user's cache folder, one for each folder of a site. It is written last, so one that is missing, damaged, or of
another version only costs a build; what it says of the site is compared with all that is there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from platformdirs import user_cache_path

from gcm.site.digests import Digests
from gcm.writing.files import replace_file

OFF: Final = "REBUILD"
"""The variable that, set to anything, makes every build a whole one."""


@dataclass(frozen=True)
class Stamp:
    """The stamp of the site in `folder`: `path` is its file, none where nothing is to be kept, and `inputs` what the site is made of."""

    folder: Path
    path: Path | None
    inputs: str

    def is_valid(self) -> bool:
        """Whether the site is there as it would be built now."""
        try:
            kept = json.loads(self.path.read_text("utf-8")) if self.path else None
            return bool(kept == {"inputs": self.inputs, "outputs": digest_of([self.folder])})
        except (OSError, ValueError):
            return False

    def write(self, known: Digests | None = None) -> None:
        """The site is whole, and some of its digests are `known`. A folder that cannot be written to is no reason to fail."""
        if self.path:
            with contextlib.suppress(OSError):
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                outputs = digest_of([self.folder], known)
                replace_file(self.path, json.dumps({"inputs": self.inputs, "outputs": outputs}).encode())


def stamp_of(folder: Path, sources: Iterable[Path], options: str) -> Stamp:
    """The stamp of the site in `folder`, made of the files in and below `sources`; `options` are all else that it depends on."""
    digest = hashlib.sha256(json.dumps([*versions(), options]).encode())
    digest.update(digest_of(sources).encode())
    return Stamp(folder, _path(folder), digest.hexdigest())


def digest_of(places: Iterable[Path], known: Digests | None = None) -> str:
    """A digest of all files in and below some places, with their names."""
    digest, digests = hashlib.sha256(), known or Digests()
    for place in places:
        for name, told in [("", digests.of(place))] if place.is_file() else digests.below(place):
            digest.update(f"\0{place.name}/{name}\0{told}".encode())
    return digest.hexdigest()


def versions() -> list[str]:
    """Python and every package with its version, as the folders of packages tell."""
    folders = [Path(place) for place in sys.path if place.endswith("site-packages")]
    return [sys.version, *sorted(path.name for folder in folders if folder.is_dir() for path in folder.glob("*.dist-info"))]


def cache_folder() -> Path | None:
    """Where something may be kept from one run to the next: nowhere if that is switched off, or would not be the user's own place."""
    cache = user_cache_path("gcm-practices", appauthor=False)
    if os.environ.get(OFF) or os.environ.get("CI", "").lower() == "true" or not cache.is_absolute():
        return None
    return cache


def _path(folder: Path) -> Path | None:
    """Where the stamp lies."""
    cache = cache_folder()
    return cache and cache / "built" / f"{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]}.json"
