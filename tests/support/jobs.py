"""Jobs that tests let do: each process of theirs loads this file, and nothing of pytest."""

from __future__ import annotations

import os
import time

from gcm.release.artefact import Artefact
from gcm.release.job import Job


def write(name, beside, folder, tell):
    """A file that says in which process and as the how-maniest it was at work, once another has begun that is to be `beside` it."""
    begun, ended = folder / f"{name}.begun", folder / f"{name}.ended"
    begun.touch()
    at_once = len(list(folder.glob("*.begun"))) - len(list(folder.glob("*.ended")))
    until = time.monotonic() + 60
    while beside and not (folder / f"{beside}.begun").exists():
        assert time.monotonic() < until, f"{name} was alone"
        time.sleep(0.01)
    tell(1, 2, name)
    ended.write_text(f"{at_once} {os.getpid()} {time.monotonic_ns()}")
    return [Artefact(ended, "test", "es", 1)]


def find(pairs, folder, tell):
    """Jobs that are only known once it is looked for them; two and two do not end before both are at work."""
    return [Job("found", name, write, (name, beside), memory=100) for pair in pairs for name, beside in (pair, pair[::-1])]


def fail(folder, tell):
    raise ValueError("there is no such page")


def end(folder, tell):
    os._exit(9)
