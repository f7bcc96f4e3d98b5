"""The Markdown below the front matter → one body for each language."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from gcm.language.text import Lang
from gcm.problems.problem import Problem

HEADINGS: Final[dict[str, Lang]] = {"español": "es", "english": "en"}
_FENCE: Final = re.compile(r"\s*(`{3,}|~{3,})(.*)")


def open_fence(line: str, fence: str) -> str:
    """The fence that is open after `line`: one is closed only by as many of its own sign, alone on a line."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if fence:
        return "" if match[1].startswith(fence) and not match[2].strip() else fence
    return match[1] if match[1][0] == "~" or "`" not in match[2] else ""


def split_body(body: str, first_line: int, path: str) -> tuple[dict[Lang, str], list[Problem]]:
    """The parts below `# Español` and `# English`; what stands before them, or below another heading, is a problem."""
    parts: dict[Lang, list[str]] = {}
    current: list[str] = []
    problems: list[Problem] = []
    stray, fence = 0, ""
    for number, line in enumerate(body.split("\n"), first_line):
        fence = open_fence(line, fence)
        heading = line[2:].strip() if line.startswith("# ") and not fence else ""
        if not heading:
            current.append(line)
            stray = stray or (number if line.strip() and not parts and not problems else 0)
            continue
        lang = HEADINGS.get(unicodedata.normalize("NFC", heading.casefold()))
        if lang is None or lang in parts:
            code = "R142" if lang else "R141"
            problems.append(Problem(path, number, 1, code, "", (("value", heading[:60]),), len(line.rstrip())))
            current = []
            continue
        current = parts[lang] = []
    if stray:
        width = len(body.split("\n")[stray - first_line].rstrip())
        problems.append(Problem(path, stray, 1, "R140" if parts else "R143", width=width))
    return {lang: text for lang, lines in parts.items() if (text := "\n".join(lines).strip())}, problems
