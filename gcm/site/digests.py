"""The digests of a site's files: its stamp and what a device keeps of it are made of the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_IGNORED: Final = ("__pycache__",)


class Digests:
    """SHA-256 of files, each read once for as long as it is untouched, whatever becomes of the folder that it lies in."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int], str] = {}

    def of(self, path: Path) -> tuple[str, int]:
        """That of a file's content, and how many bytes that is."""
        status = path.stat()
        untouched = status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
        if untouched not in self._known:
            self._known[untouched] = hashlib.sha256(path.read_bytes()).hexdigest()
        return self._known[untouched], status.st_size

    def below(self, folder: Path) -> Iterator[tuple[str, tuple[str, int]]]:
        """The name of each file below a folder with its digest, always in the same order."""
        for parent, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if name not in _IGNORED)
            start = f"{Path(parent).relative_to(folder).as_posix()}/".removeprefix("./")
            yield from ((f"{start}{name}", self.of(Path(parent, name))) for name in sorted(names))
