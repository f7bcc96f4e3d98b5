"""The line of a file that a problem is about, and the underline of its span: as wide on a screen as what it stands under."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from gcm.problems.problem import Problem

LONGEST: Final = 100
"""Characters of a line that are shown; a longer one is cut to the part around the span."""

BEFORE: Final = 30
"""Characters that are kept before the span where a line is cut."""

_CUT: Final = "…"
_TAB: Final = "    "

Lines = Callable[[str], Sequence[str]]
"""A record's path, as a problem tells it → the lines of its file; none where they cannot be read."""


def no_lines(path: str) -> Sequence[str]:
    """The lines of no file, for those who have none to show."""
    return ()


@dataclass(frozen=True)
class Excerpt:
    """One line of a file, made harmless, and what is to be printed below it."""

    number: int
    text: str
    underline: str


def excerpt(problem: Problem, lines: Lines) -> Excerpt | None:
    """The line that the problem is about; none if it is about the file as a whole, or the line is not there."""
    rows = lines(problem.path) if problem.width else ()
    if not 0 < problem.line <= len(rows):
        return None
    text, underline = _underlined(rows[problem.line - 1], problem.column - 1, problem.width)
    return Excerpt(problem.line, text, underline)


def one_line(text: str) -> str:
    """Text of strangers must not start a line of its own, nor colour or turn around the terminal's."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)


def _underlined(line: str, start: int, width: int) -> tuple[str, str]:
    """The part of `line` around its characters from `start` on, and spaces and carets of the same width."""
    start = min(start, len(line))
    first = max(0, min(start - BEFORE, len(line) - LONGEST))
    last = min(len(line), first + LONGEST)
    before, span, after = line[first:start], line[start : min(start + width, last)], line[start + width : last]
    shown = [_shown(part) for part in (before, span, after)]
    opening, ending = _CUT if first else "", _CUT if last < len(line) else ""
    indent, carets = _columns(opening + shown[0]), max(1, _columns(shown[1]))
    return opening + "".join(shown) + ending, " " * indent + "^" * carets


def _shown(text: str) -> str:
    return "".join(_TAB if char == "\t" else one_line(char) for char in text)


def _columns(text: str) -> int:
    """How much room the text takes on a screen: accents that are characters of their own take none, 漢字 twice as much."""
    return sum(_room(char) for char in text)


def _room(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
