"""The Markdown below the front matter → one body for each language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from gcm.language.data_files import read_data
from gcm.language.text import Lang, fold
from gcm.problems.problem import Problem

HEADINGS: Final[dict[str, Lang]] = {"español": "es", "english": "en"}
TITLES: Final[dict[Lang, str]] = {"es": "# Español", "en": "# English"}
"""What divides a record's body into its languages."""

_FENCE: Final = re.compile(r"\s*(`{3,}|~{3,})(.*)")
_HEADING: Final = re.compile(r"(?:(#{1,6})[ \t\u00a0]*|\*\*)(?=[^\s#])(.{1,60}?)[\s:.#*]*")


@dataclass(frozen=True)
class BodyPart:
    """The text of one language, and the line of the file on which it begins."""

    text: str
    line: int


@dataclass
class _Lines:
    """The lines of a part as they come, and the number of the first."""

    first: int
    lines: list[str]

    @property
    def part(self) -> BodyPart | None:
        """Their text without the empty lines around it, if any is left."""
        filled = next((number for number, line in enumerate(self.lines) if line.strip()), None)
        return None if filled is None else BodyPart("\n".join(self.lines).strip(), self.first + filled)


def open_fence(line: str, fence: str) -> str:
    """The fence that is open after `line`: one is closed only by as many of its own sign, alone on a line."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if fence:
        return "" if match[1].startswith(fence) and not match[2].strip() else fence
    return match[1] if match[1][0] == "~" or "`" not in match[2] else ""


def language_named(heading: str) -> Lang | None:
    """The language that the words of a heading name, in whichever language and with or without accents."""
    return language_names().get(fold(heading))


@cache
def language_names() -> dict[str, Lang]:
    """What a heading may call a language, without accents and capitals."""
    names: dict[Lang, list[str]] = read_data("wordings")["languages"]
    return {fold(name): lang for lang, listed in names.items() for name in listed}


def meant_heading(line: str) -> Lang | None:
    """The language whose heading a line is meant to be, nearly as it is written: `# Inglés`, `#Español`, `**English**`."""
    match = _HEADING.fullmatch(line) if line[:1] in "#*" else None
    return language_named(match[2]) if match else None


def split_body(body: str, first_line: int, path: str) -> tuple[dict[Lang, BodyPart], list[Problem]]:
    """The parts below `# Español` and `# English`; what stands before them, or below another heading, is a problem.

    A heading that is nearly one of the two is taken for it, and told. One of a lower level is so only where there is none of the
    first: otherwise it is part of a text, whose language no heading changes.
    """
    lines = body.split("\n")
    parts: dict[Lang, _Lines] = {}
    current = _Lines(first_line, [])
    problems: list[Problem] = []
    stray, outside = 0, _outside_code(lines)
    divided = any(_lang_of(lines[number]) for number in outside)
    for number, line in enumerate(lines):
        is_heading = number in outside and line.startswith("# ") and bool(line[2:].strip())
        lang = (_lang_of(line) or (None if divided else meant_heading(line))) if number in outside else None
        if not (lang or is_heading):
            current.lines.append(line)
            stray = stray or (number + first_line if line.strip() and not parts and not problems else 0)
            continue
        told = Problem(path, number + first_line, 1, "", "", (("value", line.lstrip("# ").rstrip()[:60]),), len(line.rstrip()))
        if lang is None or lang in parts:
            problems.append(replace(told, code="R142" if lang else "R141"))
            current = _Lines(first_line + number + 1, [])
            continue
        if not _is_exact(line):
            problems.append(replace(told, code="W517", values=(("near", TITLES[lang]), ("value", line.strip()[:60]))))
        current = parts[lang] = _Lines(first_line + number + 1, [])
    if stray:
        width = len(lines[stray - first_line].rstrip())
        problems.append(Problem(path, stray, 1, "R140" if parts else "R143", width=width))
    return {lang: part for lang, each in parts.items() if (part := each.part)}, problems


def _outside_code(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that are not between fences."""
    outside, fence = set(), ""
    for number, line in enumerate(lines):
        fence = open_fence(line, fence)
        if not fence:
            outside.add(number)
    return frozenset(outside)


def _is_exact(line: str) -> bool:
    return line.startswith("# ") and unicodedata.normalize("NFC", line[2:].strip().casefold()) in HEADINGS


def _lang_of(line: str) -> Lang | None:
    """The language of a heading of the first level."""
    return meant_heading(line) if line.startswith("#") and not line.startswith("##") else None
