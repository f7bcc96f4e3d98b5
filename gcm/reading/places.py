"""A record as it stands in its file: plain fields and bodies, with the place of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from gcm.language.text import Lang
from gcm.problems.problem import Finding, Problem

Loc = tuple[str | int, ...]

KEY: Final = "[key]"
"""At the end of a location: not the value is meant but its key, as Pydantic says it."""


@dataclass(frozen=True)
class Place:
    """Where something stands in a file, counting from 1, and how many characters of that line it takes.

    What goes on in further lines takes the first one to its end; 0 characters are the file as a whole.
    """

    line: int
    column: int
    width: int = 1


WHOLE_FILE: Final = Place(1, 1, 0)
FIRST_LINE: Final = Place(1, 1, len("---"))


Start = tuple[int, int]
"""Line and column where something starts."""


@dataclass
class Places:
    """The place of each key and value of a front matter."""

    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)


@dataclass
class Fields:
    """Front matter as plain text, lists and maps, and how to find every place.

    `starts` tells where each of its own keys starts, where they stand one below the other and not between braces; `slips` are the
    codes and places of values that can be read, but not as they were meant.
    """

    data: dict[str, Any] = field(default_factory=dict)
    starts: dict[str, Start] = field(default_factory=dict)
    locate: Callable[[], Places] = field(default=Places, compare=False)
    slips: tuple[tuple[str, Place], ...] = ()

    @cached_property
    def places(self) -> Places:
        """The place of each key and value, found when it is first asked for."""
        return self.locate()


@dataclass(frozen=True)
class ParsedRecord:
    """One record as it stands in its file, not yet validated."""

    kind: str
    id: str
    path: str
    fields: Fields
    bodies: dict[Lang, str]
    body_lines: Mapping[Lang, int] = field(default_factory=dict)
    """The line on which the body of each language begins."""

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place: that of the field itself or of the nearest one around it."""
        place = self._place(finding)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in finding.loc if part != KEY)
        values = tuple(sorted(finding.values.items()))
        return Problem(self.path, place.line, place.column, finding.code, name, values, place.width)

    def _place(self, finding: Finding) -> Place:
        if finding.span:
            line, column, width = finding.span
            return Place(self.body_lines[finding.loc[1]] + line, column + 1, width)  # type: ignore[index]
        places = self.fields.places
        if finding.loc[-1:] == (KEY,) and finding.loc[:-1] in places.keys:
            return places.keys[finding.loc[:-1]]
        # What is a list today stood alone in a former form.
        for loc in (finding.loc, tuple(part for part in finding.loc if part != 0)):
            if finding.code == "R202" and loc in places.keys:
                return places.keys[loc]
            if place := places.values.get(loc):
                return place
        nearest = (places.values.get(finding.loc[:length]) for length in range(len(finding.loc) - 1, 0, -1))
        return next((place for place in nearest if place), FIRST_LINE)


Parsed = tuple[ParsedRecord | None, list[Problem]]
"""A record, or none where it cannot be read, and the problems found on the way."""


Parse = Callable[[bytes, str], Parsed]
"""The content of a file, and its path as problems tell it → the record."""


class Refused(Exception):  # noqa: N818  (it is a refusal, caught where it is raised)
    """The file cannot be read any further."""

    def __init__(self, code: str, place: Place = WHOLE_FILE, **values: str) -> None:
        super().__init__(code)
        self.code, self.place, self.values = code, place, tuple(sorted(values.items()))

    def problem(self, path: str) -> Problem:
        """The refusal as the problem of the file `path`."""
        return Problem(path, self.place.line, self.place.column, self.code, "", self.values, self.place.width)
