"""Work in a process of its own, beside this one."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from tempfile import TemporaryFile
from typing import IO, Final, Generic, NoReturn, TypeVar

Result = TypeVar("Result")
Thing = TypeVar("Thing")

WARNED: Final = 3
"""The code of a process that did its work, and warned of something."""


@dataclass
class Beside:
    """A process at work, and the file that it writes its words to."""

    process: int
    words: IO[bytes]
    ended: bool = False

    def finish(self) -> int:
        """Wait for its end, tell what it told, and give its code."""
        _, status = os.waitpid(self.process, 0)
        self.ended = True
        self.words.seek(0)
        sys.stderr.write(self.words.read().decode("utf-8", "replace"))
        return os.waitstatus_to_exitcode(status)

    def stop(self) -> None:
        """End it before its time, where nobody waited for it."""
        if not self.ended:
            os.kill(self.process, signal.SIGTERM)
            os.waitpid(self.process, 0)


def begin(work: Callable[[], int]) -> Beside:
    """Begin to work beside this process, to an end with a code, when its words are told; nothing here may have started a thread."""
    words = TemporaryFile()  # noqa: SIM115  (both processes use it until the work is done)
    sys.stdout.flush()
    sys.stderr.flush()
    process = os.fork()
    if process == 0:
        os.dup2(words.fileno(), 1)
        os.dup2(words.fileno(), 2)
        _work_and_end(work)
    beside = Beside(process, words)
    atexit.register(beside.stop)
    return beside


class Pile(Generic[Thing]):
    """Things to be done, of which each of two processes takes another until none is left, one from the front and one from the back.

    So whoever has less else to do takes more of them, and what lies side by side is mostly done by the same process. Behind it is a
    pipe that holds a byte for each piece and is closed: a process that dies keeps nobody waiting.
    """

    def __init__(self, things: Sequence[Thing]) -> None:
        size = 1 + len(things) // _PIECES
        self._pieces = [things[start : start + size] for start in range(0, len(things), size)]
        left, full = os.pipe()
        self._left, self._full = os.fdopen(left, "rb", buffering=0), os.fdopen(full, "wb", buffering=0)

    def lay_out(self) -> None:
        """From now on things can be taken, here and in the other process."""
        self._full.write(bytes(len(self._pieces)))
        self._full.close()

    def take(self, *, from_back: bool) -> Iterator[Thing]:
        """Those that the other process does not take, once they are laid out, be it there; none if that ends before."""
        self._full.close()
        for piece in reversed(self._pieces) if from_back else self._pieces:
            if not self._left.read(1):
                return
            yield from piece


_PIECES: Final = 1000
"""Pieces of a pile, so many at the most: every system's pipes hold as many bytes."""


def in_two(work: Callable[[Sequence[Thing]], Result], things: Sequence[Thing]) -> tuple[Result, Result]:
    """What `work` makes of one half of things, and of the other: that is made in a process beside this one, and must be picklable."""
    half = len(things) * _OWN // 100
    receiver, sender = Pipe(duplex=False)

    def hand_over() -> None:
        receiver.close()  # else it would wait for ever for this very process to read
        sender.send_bytes(pickle.dumps(work(things[half:]), pickle.HIGHEST_PROTOCOL))

    process = get_context("fork").Process(target=hand_over)
    process.start()
    sender.close()
    try:
        mine = work(things[:half])
    except BaseException:
        process.terminate()  # nobody hears it any more, and this process would wait for its end
        raise
    try:
        other: Result = pickle.loads(receiver.recv_bytes())  # noqa: S301  (from this very program)
    except (EOFError, OSError):  # what it could not do or hand over is done here, where a fault is told
        other = work(things[half:])
    process.join()
    return mine, other


_OWN: Final = 53
"""Of a hundred things, those that the first process works on: the other has to hand over what it made."""


def _work_and_end(work: Callable[[], int]) -> NoReturn:
    """Whatever happens, nothing of the other process's work is done here as well."""
    code = 1
    try:
        code = work()
    except SystemExit as end:
        sys.stderr.write(f"{end}\n")
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
