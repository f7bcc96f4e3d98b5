"""A site is made beside the one that stands, and takes its place at once when it is whole.

Whatever ends a build before that, the old site stays as it was; what was left of the new one is removed by the next build. Where the
system can exchange two folders in one step, readers have one site or the other at any moment. Where it cannot (Windows, a folder
that is a mount point, some network drives), the files are moved one by one after a journal of them was written: a build that is
killed meanwhile leaves a journal, and the next one completes it before it does anything else.
"""

from __future__ import annotations

import contextlib
import ctypes
import filecmp
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from gcm.writing.files import replace_file

NEXT: Final = "next"
JOURNAL: Final = "journal"
LOCK: Final = "lock"
"""In the working folder: the site in the making, the list of its files once they are being moved, and what one build at a time holds."""

_PAUSE: Final = 0.1
"""Seconds until a build that waits for another looks again."""

_HERE: Final = -100
_EXCHANGE: Final = 2
"""`AT_FDCWD`; and `RENAME_EXCHANGE` of Linux, which is `RENAME_SWAP` of macOS."""


class Replacement:
    """The site that is to stand in `folder`, in the making in `next`; `wait` is called if another build has to end first."""

    def __init__(self, folder: Path, wait: Callable[[], None] = lambda: None) -> None:
        self.folder = folder.resolve()
        self._work, self._lock = _working_folder(self.folder, wait)
        self._is_open = True
        self.next = self._work / NEXT
        _tidy(self._work, self.folder)
        self.next.mkdir()
        if self.folder.exists():
            shutil.copymode(self.folder, self.next)

    def finish(self) -> None:
        """The new site is whole: it stands from now on."""
        _keep_days(self.folder, self.next)
        if not self.folder.exists():
            self.next.rename(self.folder)
        elif not _exchange(self.next, self.folder):
            _write_journal(self._work)
        self.abandon()

    def abandon(self) -> None:
        """Leave nothing beside the site that stands; done once, however often it is asked for."""
        if self._is_open:
            self._is_open = False
            _tidy(self._work, self.folder)
            _unlock(self._work, self._lock)


def complete(folder: Path, wait: Callable[[], None] = lambda: None) -> None:
    """Complete or undo what a build that was killed has left of the site in `folder`."""
    if any(work.exists() for work in _working_folders(folder.resolve())):
        Replacement(folder, wait).abandon()


def _working_folders(folder: Path) -> tuple[Path, Path]:
    """Beside the site; and in it, where files cannot be moved into it from outside."""
    return folder.parent / f".{folder.name}.building", folder / ".building"


def _working_folder(folder: Path, wait: Callable[[], None]) -> tuple[Path, int]:
    """Where the site is made, and the lock of that: another mount, or a folder around it that is closed to us, leaves only the inside."""
    beside, inside = _working_folders(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = _lock(beside, wait)
    except OSError:
        return inside, _lock(inside, wait)
    if not folder.exists() or _can_move(beside, folder):
        return beside, lock
    _unlock(beside, lock)
    return inside, _lock(inside, wait)


def _can_move(work: Path, folder: Path) -> bool:
    """Whether a file made in one folder can be moved into the other."""
    probe, moved = work / "probe", folder / ".probe"
    probe.touch()
    try:
        probe.replace(moved)
        moved.unlink()
    except OSError:
        probe.unlink()
        return False
    return True


# One build at a time


def _lock(work: Path, wait: Callable[[], None]) -> int:
    """Wait until no other build works there. A process begun later holds the lock as well, so even one that lost its parent does."""
    waiting = False
    while True:
        work.mkdir(exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # who had the lock has just removed the folder
            lock = os.open(work / LOCK, os.O_RDWR | os.O_CREAT)
            if _is_taken(lock) and os.fstat(lock).st_nlink:
                return lock
            os.close(lock)
        if not waiting:
            wait()
        waiting = True
        time.sleep(_PAUSE)


def _is_taken(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  (there is none elsewhere)

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  (there is none on Windows)

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _unlock(work: Path, lock: int) -> None:
    """The file goes while it is locked, so that nobody waits for one without a name; on Windows what is open cannot go."""
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            (work / LOCK).unlink()
        os.close(lock)
        if sys.platform == "win32":
            (work / LOCK).unlink()
        work.rmdir()


# Taking the place


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system or the file system cannot."""
    if sys.platform == "win32":
        return False
    try:
        library = ctypes.CDLL(None)
        if sys.platform == "darwin":
            return not library.renamex_np(os.fsencode(one), os.fsencode(other), _EXCHANGE)
        return not library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    except (AttributeError, OSError):  # an older C library
        return False


def _keep_days(old: Path, new: Path) -> None:
    """A file that is as it was keeps its day, so that a server tells readers and mirrors that they have it already."""
    for name in _files(new) if old.exists() else ():
        before = old / name
        if before.is_file() and filecmp.cmp(before, new / name, shallow=False):
            status = before.stat()
            os.utime(new / name, ns=(status.st_atime_ns, status.st_mtime_ns))


def _write_journal(work: Path) -> None:
    """The files of the new site, in one step."""
    replace_file(work / JOURNAL, json.dumps(sorted(_files(work / NEXT))).encode())


def _read_journal(work: Path) -> list[str] | None:
    """The files of the new site; none where it was not whole, or the disk has lost the journal."""
    try:
        names: list[str] = json.loads((work / JOURNAL).read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return names


def _tidy(work: Path, folder: Path) -> None:
    """Complete a move that was begun; then what is left is an old site, or one that never was whole."""
    left, names = work / NEXT, _read_journal(work)
    if names is not None:
        _move(left, folder, names)
    if left.exists():
        _keep_hidden(left, folder)
        shutil.rmtree(left)
    for path in work.iterdir():
        if path.name != LOCK:
            path.unlink()


def _move(left: Path, folder: Path, names: list[str]) -> None:
    """Put the files of these names into the place of all others; done again and again it comes to the same."""
    for name in set(_files(folder)).difference(names):
        _remove(folder, name)
    for name in names:
        if (left / name).exists():
            if (folder / name).is_dir():
                shutil.rmtree(folder / name)  # empty folders
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (left / name).replace(folder / name)


def _remove(folder: Path, name: str) -> None:
    """Remove a file, and the folders that are empty then."""
    (folder / name).unlink()
    with contextlib.suppress(OSError):
        for parent in (folder / name).relative_to(folder).parents[:-1]:
            (folder / parent).rmdir()


def _keep_hidden(old: Path, folder: Path) -> None:
    """What is hidden at the top of a site is not ours: a repository, or settings of a server."""
    for path in old.glob(".*"):
        if not (folder / path.name).exists():
            path.rename(folder / path.name)


def _files(folder: Path) -> Iterator[str]:
    """The files of a site, but what is hidden at its top."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if not name.parts[0].startswith(".") and (path.is_symlink() or not path.is_dir()):
            yield name.as_posix()
