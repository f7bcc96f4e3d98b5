"""A problem of a record: what is wrong, where, and what to do.

The sentences live in `data/problems.yaml`, in both languages, under the problem's code. Codes R1.. are about the file,
R2.. about a field, R3.. about other records, R4.. about what the fields say together; W5.. are warnings, which never
stop a build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from gcm.language.data_files import read_data

_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})

Change = Callable[[str], str]

Span = tuple[int, int, int]
"""A place in a text: line and column, from 0, and how many characters it takes."""


@cache
def _sentences() -> dict[str, dict[str, dict[str, str]]]:
    sentences: dict[str, dict[str, dict[str, str]]] = read_data("problems")
    return sentences


def codes() -> tuple[str, ...]:
    """Every code that a problem can have."""
    return tuple(_sentences())


def sentence(code: str, part: str, lang: str) -> str:
    """A sentence about `code` (`rule`, `why`, `how`, `message`, `hint`) with its gaps left open; none where it has no such part."""
    return _sentences()[code].get(part, {}).get(lang, "")


def is_warning(code: str) -> bool:
    """Whether a record with that problem is valid all the same."""
    return code.startswith("W")


def span_at(text: str, start: int, width: int) -> Span:
    """The span of the characters of a text from `start` on."""
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1, width


def advice(code: str, lang: str) -> str:
    """What to do about any problem of that code: the sentences of its hint that need no word of the record."""
    sentences = _SENTENCE_END.split(sentence(code, "hint", lang))
    return " ".join(sentence for sentence in sentences if not _PLACEHOLDER.search(sentence))


@dataclass(frozen=True)
class Finding:
    """A fault of one record, before anyone has looked up where in the file it stands.

    In a body, `("body", lang)`, it stands at `span`.
    """

    code: str
    loc: tuple[str | int, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    span: Span | None = None


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place: `line` and `column` count from 1, and `width` is how many characters of the line it takes.

    A problem of the file as a whole has the width 0.
    """

    path: str
    line: int
    column: int
    code: str
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()
    width: int = 1

    @property
    def is_warning(self) -> bool:
        """Whether the record is valid all the same."""
        return is_warning(self.code)

    def message(self, lang: str, own: Change = str, given: Change = str) -> str:
        """What is wrong, as one sentence; `own` and `given` change our words and the record's for where they are shown."""
        return self._filled(sentence(self.code, "message", lang), own, given)

    def hint(self, lang: str, own: Change = str, given: Change = str) -> str:
        """What to do about it; a sentence that needs a word this problem lacks (`Did you mean ''?`) is left out."""
        known = {name for name, value in self.values if value}
        sentences = _SENTENCE_END.split(sentence(self.code, "hint", lang))
        kept = [sentence for sentence in sentences if known.issuperset(_PLACEHOLDER.findall(sentence))]
        return self._filled(" ".join(kept), own, given)

    def _filled(self, sentence: str, own: Change, given: Change) -> str:
        """A value that is not given is left out rather than failing in front of a contributor."""
        values = dict(self.values)
        parts = enumerate(_PLACEHOLDER.split(sentence))
        return "".join(given(values.get(part, "")) if place % 2 else own(part) for place, part in parts).strip()
