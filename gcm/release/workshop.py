"""Jobs are done side by side, as many as the machine has processors and as fit into the memory that a release may take.

Each job has a process of its own. It begins as a copy of one in which the libraries are loaded, so that it begins at once, and all its
memory is given back at its end: a process that had written a hundred books would hold what the largest of them took.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final, Protocol

from gcm.release.artefact import Artefact, Tell
from gcm.release.job import Job
from gcm.release.kept import Kept

_CONTEXT: Final[Any] = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
"""Elsewhere than on Linux the libraries that draw text do not bear to be copied."""

_PAUSE: Final = 0.2
"""Seconds between two things that a job tells of itself."""


def load_first(modules: Iterable[str]) -> None:
    """Let these be loaded in the process that all others are copies of; to be called before the first job is begun."""
    _CONTEXT.set_forkserver_preload(["__main__", *modules])


class RefusalError(Exception):
    """A job that cannot be done with what there is: its words are all that there is to be told."""


class JobError(Exception):
    """A job that was not done, and why: what happened in its process, or the code with which that ended."""

    def __init__(self, job: Job, why: str) -> None:
        super().__init__(job, why)
        self.job, self.why = job, why


class Watch(Protocol):
    """Told of what is done."""

    def begin(self, job: Job) -> None:
        """A job is known of."""

    def tell(self, job: Job, done: int, total: int, what: str) -> None:
        """How far a job is."""

    def end(self, job: Job, made: Sequence[Artefact], cpu: float | None) -> None:
        """What came of a job, and the seconds of processor that it took; none where it was there from before."""


@dataclass
class Workshop:
    """Where jobs are done: what they make comes into `folder`.

    `memory` is what all processes together may take, in megabytes, with the `own` of the one that waits for them.
    """

    folder: Path
    kept: Kept
    watch: Watch
    memory: int
    own: int
    places: int = field(default_factory=lambda: os.cpu_count() or 1)

    def __post_init__(self) -> None:
        self._waiting: list[Job] = []
        self._running: dict[Connection, Beside] = {}
        self._made: list[Artefact] = []

    def ask(self, job: Job) -> Any:
        """What a job gives that makes no file of the release, and on which all others wait."""
        self.watch.begin(job)
        beside = Beside(job, self.folder)
        try:
            while isinstance(told := beside.hear(), Told):
                self.watch.tell(job, told.done, told.total, told.what)
        finally:
            beside.stop()
        self.watch.end(job, (), told.cpu)
        return told.value

    def do(self, jobs: Iterable[Job]) -> list[Artefact]:
        """Do these jobs and all that they find; what was made before of the same inputs is not made again."""
        try:
            self._take(jobs)
            while self._waiting or self._running:
                self._begin_what_fits()
                for connection in wait(list(self._running)):
                    self._hear(connection)
        finally:
            for beside in self._running.values():
                beside.stop()
        return self._made

    def _take(self, found: Iterable[Job]) -> None:
        jobs = list(found)
        for job in jobs:
            self.watch.begin(job)
        for job in jobs:
            if made := self.kept.take(job, self.folder):
                self._finish(job, made, None)
            else:
                self._waiting.append(job)
        # What is made each time may find more to do.
        self._waiting.sort(key=lambda job: (job.inputs is not None, -job.memory))

    def _begin_what_fits(self) -> None:
        for job in list(self._waiting):
            if self._has_room(job):
                self._waiting.remove(job)
                beside = Beside(job, self.folder)
                self._running[beside.told] = beside

    def _has_room(self, job: Job) -> bool:
        """A job that is too large for any machine is done alone."""
        taken = self.own + sum(beside.job.memory for beside in self._running.values())
        return not self._running or (len(self._running) < self.places and taken + job.memory <= self.memory)

    def _hear(self, connection: Any) -> None:
        """What a process tells: how far it is, or what it made."""
        job = self._running[connection].job
        match self._running[connection].hear():
            case Told(done, total, what):
                self.watch.tell(job, done, total, what)
            case Done(found, cpu):
                self._running.pop(connection).stop()
                self._take(each for each in found if isinstance(each, Job))
                made = [each for each in found if isinstance(each, Artefact)]
                self.kept.keep(job, made)
                self._finish(job, made, cpu)

    def _finish(self, job: Job, made: Sequence[Artefact], cpu: float | None) -> None:
        self._made += made
        self.watch.end(job, made, cpu)


@dataclass(frozen=True)
class Told:
    """How far a job is."""

    done: int
    total: int
    what: str


@dataclass(frozen=True)
class Done:
    """What a job gives, and the seconds of processor that it and all that it began took."""

    value: Any
    cpu: float


@dataclass(frozen=True)
class Failed:
    """What went wrong in a job."""

    why: str


class Beside:
    """A job at work in its process."""

    def __init__(self, job: Job, folder: Path) -> None:
        self.job = job
        self.told, telling = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(target=_work, args=(telling, job, folder))
        self._process.start()
        telling.close()

    def hear(self) -> Told | Done:
        """The next thing that it tells; an error of the job is one here."""
        try:
            told: Told | Done | Failed = self.told.recv()
        except (EOFError, OSError):  # it ended in silence, or in the middle of a word
            self._process.join()
            raise JobError(self.job, f"{self._process.exitcode}") from None
        if isinstance(told, Failed):
            raise JobError(self.job, told.why)
        return told

    def stop(self) -> None:
        """End it, if it has not ended."""
        self._process.terminate()
        self._process.join()
        self.told.close()


def _work(telling: Connection, job: Job, folder: Path) -> None:
    # What there is stays, and little of what is made is thrown away in rings: looking for those took a fifth of the time of a book.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    # Who breaks off a release is heard by the process that waits, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        made = job.make(*job.given, folder, _seldom(telling))
        telling.send(Done(made, sum(os.times()[:4])))
    except RefusalError as refusal:
        telling.send(Failed(str(refusal)))
    except Exception:  # (whatever it is, the process that waits has to hear of it)
        telling.send(Failed(traceback.format_exc()))


def _seldom(telling: Connection) -> Tell:
    """Tell how far the job is, but not more often than anybody reads."""
    last = 0.0

    def tell(done: int, total: int, what: str) -> None:
        nonlocal last
        if (now := time.monotonic()) - last > _PAUSE:
            last = now
            telling.send(Told(done, total, what))

    return tell
