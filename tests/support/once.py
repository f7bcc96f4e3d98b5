"""What is made once in a test run, and shared by all its workers.

A worker that needs what another is making does not wait while there is other work of the kind: it makes meanwhile what else
the run's tests will ask for. What is shared is read and never altered: a test that alters a site copies it first.
"""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

Maker = Callable[[Path], Any]
"""Puts something into a folder of its own; what it returns, which can be pickled, is shared too."""


class Once:
    """Things by name, each made in `root` by the first worker that gets to it."""

    def __init__(self, root: Path, makers: dict[str, Maker], wanted: Iterable[str] = ()) -> None:
        self._root, self._makers, self._wanted = root, dict(makers), [name for name in wanted if name in makers]
        self._values: dict[str, Any] = {}
        root.mkdir(exist_ok=True)

    def folder(self, name: str) -> Path:
        """The folder that holds the thing of that name."""
        self.value(name)
        return self._root / name

    def value(self, name: str, make: Maker | None = None) -> Any:
        """What its maker returned; `make` is the maker of a thing that only some tests know of."""
        if make:
            self._makers.setdefault(name, make)
        if name not in self._values:
            self._wait_for(name)
            self._values[name] = self._read(name)
        return self._values[name]

    def _wait_for(self, name: str) -> None:
        while not self._is_made(name):
            spare = next((other for other in self._missing() if self._is_made(other)), None)
            if spare is None:
                break
        with self._lock(name):
            self._make(name)

    def _missing(self) -> list[str]:
        return [name for name in self._wanted if not self._outcome(name).exists()]

    def _is_made(self, name: str) -> bool:
        """Whether it is there, made now if need be; not while another worker is at it."""
        try:
            with self._lock(name).acquire(blocking=False):
                self._make(name)
        except Timeout:
            return False
        return True

    def _make(self, name: str) -> None:
        """Under the lock: make it, unless that was done; a failure is kept too, so that it happens once."""
        if self._outcome(name).exists():
            return
        folder = self._root / name
        folder.mkdir(exist_ok=True)
        try:
            outcome = True, self._makers[name](folder)
        except Exception:  # (whatever it is, each test that asks has to hear of it)
            outcome = False, traceback.format_exc()
        self._outcome(name).write_bytes(pickle.dumps(outcome))

    def _read(self, name: str) -> Any:
        is_made, value = pickle.loads(self._outcome(name).read_bytes())  # noqa: S301  (written by this very run)
        if not is_made:
            raise AssertionError(f"{name} could not be made:\n{value}")
        return value

    def _lock(self, name: str) -> FileLock:
        return FileLock(self._root / f"{name}.lock")

    def _outcome(self, name: str) -> Path:
        return self._root / f"{name}.made"
