"""Slips of a front matter that YAML takes for something else: what a word processor puts in the place of what was typed.

A slip is told as what it is (codes R133 to R136), and has one right answer, which `mended_line` gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE: Final = re.compile(f"[{_SPACES}]")
_ODD_SPACES: Final = re.compile(f"[{_SPACES}]+")
_OPENING: Final = "“”„‟"
_BULLETS: Final = "•▪●◦‣·–—"

_STRUCTURE: Final = re.compile(
    rf"[ \t{_SPACES}]*(?:-[ {_SPACES}]+)*(?:\"?[A-Za-z_][\w-]*\"?[ {_SPACES}]*:(?:[ {_SPACES}]+|$))?"
)
"""What stands on a line before a value."""

_BETWEEN_BRACES: Final = re.compile(rf"([{{,] *[A-Za-z_]+:)[{_SPACES}]+")
_UNSPACED: Final = re.compile(r"( *(?:- +)*[a-z_]{2,}:)(?=[^\s/:])(?!(?<=mailto:))")
_UNSPACED_BETWEEN_BRACES: Final = re.compile(r"([{,] *[a-z_]{2,}:)(?=[^\s/:,}])")
_UNSPACED_NAME: Final = re.compile(r"\A[a-z_]{2,}:(?=[^\s/:])")
_QUOTED: Final = re.compile(rf"[{_OPENING}]([^{_OPENING}\"]*)[{_OPENING}\"]|\"([^{_OPENING}\"]*)[{_OPENING}]")
_QUOTED_VALUE: Final = re.compile(rf"((?:^|[:\[{{,]|-) *)(?:{_QUOTED.pattern})(?= *(?:[,\]}}]|#|\r|$))")
_QUOTED_LINE: Final = re.compile(rf'( *(?:- +)*(?:"?[A-Za-z_][\w-]*"?: +))(?={_QUOTED.pattern}\s*(?:#.*)?$)')
_BULLET: Final = re.compile(rf"( *)[{_BULLETS}][ {_SPACES}]+")
_ANY_BULLET: Final = re.compile(rf"(?:^|(?<= ))[{_BULLETS}] +")

QUOTES, SPACE, COLON, BULLET = "R133", "R134", "R135", "R136"
SLIPS: Final = (QUOTES, SPACE, COLON, BULLET)
"""Quotation marks of print, a space that is none, no space after a colon, a bullet."""

_ON_LINE: Final = {COLON: _UNSPACED, BULLET: _BULLET, QUOTES: _QUOTED_LINE}
_MENDED: Final[Mapping[str, Sequence[tuple[re.Pattern[str], str]]]] = {
    COLON: ((_UNSPACED, r"\1 "), (_UNSPACED_BETWEEN_BRACES, r"\1 ")),
    BULLET: ((_BULLET, r"\1- "),),
}


def is_quoted(value: str) -> bool:
    """Whether quotation marks of print stand around a value, where YAML wants straight ones or none."""
    return value[0] in _OPENING and _QUOTED.fullmatch(value) is not None


def has_bullet(value: str) -> bool:
    """Whether a value starts with the bullet of a list in a word processor, or with a dash that stands for one."""
    return value[0] in _BULLETS and _ANY_BULLET.match(value) is not None


def listed(value: str) -> list[str]:
    """The values of a list whose lines start with bullets, as YAML reads them in one; blank where there is none."""
    return [part.strip() for part in _ANY_BULLET.split(value)[1:]]


@lru_cache(maxsize=10_000)  # every record has the same ones
def slip_of_name(name: str) -> tuple[str, int, int] | None:
    """The code, start and width of what made of a field's name something else; none where it is only another name."""
    for code, pattern in ((SPACE, _ODD_SPACES), (COLON, _UNSPACED_NAME)):
        if found := pattern.search(name):
            return code, found.start(), found.end() - found.start()
    return None


def find_slip(lines: Sequence[str], last: int) -> tuple[str, int, int, int] | None:
    """The code, line (from 0), column (from 0) and width of the slip at which a reader of YAML gave up on line `last`.

    It may tell so a line too late; a space that is none is one wherever it stands before a value.
    """
    last = min(last, len(lines) - 1)
    for number in (last, last - 1, last + 1):
        line = lines[number] if 0 <= number < len(lines) else ""
        for code, pattern in _ON_LINE.items():
            if found := pattern.match(line):
                while code == BULLET and number and _BULLET.match(lines[number - 1]):
                    number -= 1  # noqa: PLW2901  (told where the list begins)
                start = 0 if code == COLON else found.end(1)
                return code, number, start, len(line.rstrip()) - start if code == QUOTES else found.end() - start
    spaces = ((number, _odd_space(lines[number])) for number in range(last, -1, -1))
    return next(((SPACE, number, column, 1) for number, column in spaces if column is not None), None)


def _odd_space(line: str) -> int | None:
    """Where the first space that is none stands before a value."""
    structure = _STRUCTURE.match(line)
    found = _ODD_SPACE.search(line, 0, structure.end()) if structure else None
    return found.start() if found else None


def mended_line(line: str, code: str) -> str:
    """The line of a front matter as it was meant."""
    if code == SPACE:
        structure = _STRUCTURE.match(line)
        end = structure.end() if structure else 0
        # A single space at the start is no indentation.
        plain = _ODD_SPACE.sub(" ", line[:end])
        return _BETWEEN_BRACES.sub(r"\1 ", (plain[1:] if re.match(r" [^ ]", plain) else plain) + line[end:])
    if code == QUOTES:
        return _QUOTED_VALUE.sub(
            lambda found: f'{found[1]}"{(found[2] or found[3] or "").replace(chr(92), chr(92) * 2)}"', line
        )
    for pattern, right in _MENDED[code]:
        line = pattern.sub(right, line)
    return line
