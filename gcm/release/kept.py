"""Files that were made before, found again by the digest of all that they are made of.

They lie in the user's cache folder, in a folder for each set. What is written last there is a list with the digest of each file, so
what is missing, damaged or of another version costs the time of making it, and is never taken for what it is not.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, Final

import gcm
from gcm.release.artefact import Artefact
from gcm.release.job import Job
from gcm.site.stamp import cache_folder, digest_of, versions

ROOM: Final = 2_000_000_000
"""Bytes that are kept; what nobody has asked for longest goes first."""

_SUMS: Final = "sums.json"
_MADE: Final = "made.json"


@dataclass(frozen=True)
class Kept:
    """Sets of files in `folder`; nothing is kept where there is none."""

    folder: Path | None

    def find(self, digest: str) -> Path | None:
        """The folder with the files of that digest; none where one is missing, or is not as it was when it was put there."""
        place = self.folder and self.folder / digest
        try:
            if place is None or not _is_whole(place):
                return None
            os.utime(place / _SUMS)
        except (OSError, ValueError):
            return None
        return place

    def put(self, digest: str, files: Iterable[Path], texts: Mapping[str, str] = MappingProxyType({})) -> None:
        """Keep copies of files, and texts under their names, all or none. A folder that cannot be written to is no reason to fail."""
        if self.folder is None:
            return
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=self.folder, ignore_cleanup_errors=True) as work:
                whole = Path(work, "whole")
                whole.mkdir()
                for file in files:
                    shutil.copyfile(file, whole / file.name)
                for name, text in texts.items():
                    (whole / name).write_text(text, "utf-8")
                _write_sums(whole)
                shutil.rmtree(self.folder / digest, ignore_errors=True)
                whole.rename(self.folder / digest)

    def forget(self, room: int = ROOM) -> None:
        """Take away what is more than there is room for. What another release takes away meanwhile is no reason to fail."""
        with contextlib.suppress(OSError):
            places = self.folder.iterdir() if self.folder else ()
            for place in _beyond(room, sorted(places, key=_asked_for, reverse=True)):
                shutil.rmtree(place, ignore_errors=True)

    def take(self, job: Job, folder: Path) -> list[Artefact]:
        """Put into `folder` what the job made before of the same inputs; nothing where it did not."""
        place = None if job.inputs is None else self.find(digest(job))
        if place is None:
            return []
        made = [_artefact(told, folder) for told in json.loads((place / _MADE).read_text("utf-8"))]
        for artefact in made:
            shutil.copyfile(place / artefact.path.name, artefact.path)
        return made

    def keep(self, job: Job, made: Sequence[Artefact]) -> None:
        """Keep what the job made."""
        if self.folder is None or job.inputs is None:
            return
        told = json.dumps([{**asdict(artefact), "path": artefact.path.name} for artefact in made])
        self.put(digest(job), [artefact.path for artefact in made], {_MADE: told})


NOTHING: Final = Kept(None)


def kept_here() -> Kept:
    """What this user's machine keeps, unless that is switched off."""
    folder = cache_folder()
    return Kept(folder and folder / "released")


def digest(job: Job) -> str:
    """What the files of a job are known by: its inputs, and what makes them of those."""
    return digest_of_values(job.make.__module__, job.make.__qualname__, job.inputs)


def digest_of_values(*values: Any) -> str:
    """A digest of values, and of what makes something of them: our code, and all versions."""
    told = json.dumps([_makers(), *values], default=_plain, ensure_ascii=False)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _makers() -> list[str]:
    return [*versions(), zlib.ZLIB_RUNTIME_VERSION, digest_of([Path(gcm.__file__).parent])]


def _plain(value: Any) -> Any:
    """A value as JSON has it; one that would not be the same in another run is a mistake of ours."""
    if is_dataclass(value):
        return [type(value).__qualname__, *(getattr(value, field.name) for field in fields(value))]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value)} cannot be an input of a job")


def _artefact(told: dict[str, Any], folder: Path) -> Artefact:
    return Artefact(**{**told, "path": folder / told["path"], "subject": tuple(told["subject"])})


def _write_sums(place: Path) -> None:
    """The list of all that is there, below its own digest."""
    told = json.dumps({file.name: sha256(file) for file in sorted(place.iterdir())})
    (place / _SUMS).write_text(f"{hashlib.sha256(told.encode()).hexdigest()}\n{told}", "utf-8")


def _is_whole(place: Path) -> bool:
    digest, _, told = (place / _SUMS).read_text("utf-8").partition("\n")
    return hashlib.sha256(told.encode()).hexdigest() == digest and all(
        sha256(place / name) == sum for name, sum in json.loads(told).items()
    )


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _asked_for(place: Path) -> float:
    """When somebody asked for it last; when it was begun, where whoever did so was ended before it was whole."""
    sums = place / _SUMS
    return (sums if sums.exists() else place).stat().st_mtime


def _beyond(room: int, places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        room -= sum(path.stat().st_size for path in place.rglob("*"))
        if room < 0:
            yield place
