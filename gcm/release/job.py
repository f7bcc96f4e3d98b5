"""What there is to do for a release, before anybody does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Job:
    """Files that are made together, in a process of their own.

    `make` is called with what is `given`, the folder to write to and a `Tell`; it gives the artefacts that it made, or the jobs that it
    finds there are. `part` and `name` are what a person is told is being done.

    `inputs` are all the values that the files follow from, besides code and versions, and `None` where the files are made each time.
    `memory` is what it takes at its peak, in megabytes; of two jobs the larger one is begun first.
    """

    part: str
    name: str
    make: Callable[..., Any]
    given: tuple[Any, ...] = ()
    inputs: Any = None
    memory: int = 150
