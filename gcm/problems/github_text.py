"""What programs write on GitHub: Spanish and English side by side, and text of strangers that stays text."""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Final

from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS: Final = re.compile(r"https?://[!-;=?-~\u00a1-\ud7ff]{1,300}")
_LONGEST: Final = 300
"""Characters of a stranger's text that a report shows."""


@cache
def _sentences() -> dict[str, dict[Lang, str]]:
    sentences: dict[str, dict[Lang, str]] = read_data("github_text")
    return sentences


def phrase(name: str, lang: Lang, **values: object) -> str:
    """The sentence `name` in one language with its gaps filled; the values are Markdown already."""
    return Formatter().vformat(_sentences()[name][lang], (), values)


def both(name: str, between: str = " / ", **values: object) -> str:
    """The sentence `name` in Spanish and in English."""
    return between.join(phrase(name, lang, **values) for lang in LANGS)


def as_text(text: str) -> str:
    """Text as Markdown that shows just that text: one line, without markup or links, and nobody is called by name."""
    escaped = _PUNCTUATION.sub(r"\\\1", _one_line(text))
    # A word joiner, which is not seen: GitHub looks for `@name` after it has read the Markdown.
    return escaped.replace("\\@", "\\@\u2060")


def as_code(text: str) -> str:
    """Text as Markdown code, between more backticks than it holds in a row."""
    shown = _one_line(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    padding = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{padding}{shown}{padding}{fence}" if shown else ""


def as_address(text: str) -> str:
    """An address as a Markdown link that shows where it leads; anything else as code."""
    return f"<{text}>" if _ADDRESS.fullmatch(text) else as_code(text)


def _one_line(text: str) -> str:
    """No line breaks and nothing that cannot be seen, and not more than a reader can use."""
    seen = "".join(char if char.isprintable() else " " for char in text[: 2 * _LONGEST])
    line = " ".join(seen.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
