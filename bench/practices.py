"""Made-up practices as long as the real ones, in whatever form those have at the moment; the same number gives the same words.

Each takes a real practice as its pattern: as many fields, statements, sources and words, drawn from the words of all real records
as often as they occur there. So no sentence is repeated, and what is packed or compared costs what real texts cost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from gcm.language.text import LANGS, Lang
from gcm.reading.files import read_record, record_paths
from gcm.reading.places import ParsedRecord
from gcm.writing.writer import record_text

ROOT: Final = Path(__file__).resolve().parent.parent
LEFT_OUT: Final = ("related", "slug", "hub_url", "title")
"""Fields of the pattern that would make two practices one, or are given anew."""

NAMED: Final = ("title", "printed", "aliases")
"""Fields whose words stand in one language alone."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class MadeUp:
    """A practice: what stands in its front matter, and its bodies."""

    id: str
    data: dict[str, Any]
    bodies: dict[Lang, str]

    @property
    def record(self) -> str:
        """The file of its record."""
        return record_text("practice", self.data, self.bodies)


class Inventor:
    """Makes practices up after the real ones."""

    def __init__(self, records: Path = ROOT / "records") -> None:
        self._records = records

    @cached_property
    def real(self) -> Sequence[ParsedRecord]:
        """The real practices."""
        read = (read_record(path, self._records)[0] for path in record_paths(self._records))
        return [record for record in read if record is not None and record.kind == "practice"]

    @cached_property
    def _words(self) -> Mapping[Lang, Sequence[str]]:
        """The words of all real practices, as often as they occur."""
        bodies = {lang: " ".join(record.bodies.get(lang, "") for record in self.real) for lang in LANGS}
        texts = [text for record in self.real for text in texts_in(record.fields.data)]
        return {lang: _WORD.findall(" ".join((bodies[lang], *(text.get(lang) or "" for text in texts)))) for lang in LANGS}

    def practices(self, number: int) -> Iterator[MadeUp]:
        """So many practices."""
        return (self._practice(each) for each in range(number))

    def _practice(self, each: int) -> MadeUp:
        drawn, pattern = random.Random(each), self.real[each % len(self.real)]
        title = {lang: " ".join(self._drawn(drawn, lang, drawn.randint(5, 10))).capitalize() for lang in LANGS}
        kept = {name: value for name, value in pattern.fields.data.items() if name not in LEFT_OUT}
        data = {"title": title, "slug": {"en": f"made-up-{each}"}, **self._anew(kept, "", drawn)}
        bodies = {lang: self._sentences(drawn, lang, body) for lang, body in pattern.bodies.items()}
        return MadeUp(f"inventada-{each}", data, bodies)

    def _anew(self, value: Any, name: str, drawn: random.Random) -> Any:
        """A value of the pattern in other words."""
        if isinstance(value, list):
            return [self._anew(part, name, drawn) for part in value]
        if is_text(value):
            return {lang: self._sentences(drawn, lang, words) for lang, words in value.items() if words}
        if isinstance(value, dict):
            return {part: self._anew(inside, part, drawn) for part, inside in value.items()}
        lang = next((each for each in LANGS if each == name), None)
        if lang and isinstance(value, str):
            return self._sentences(drawn, lang, value)
        if name == "url":
            return f"{value}{'&' if '?' in value else '?'}n={drawn.randrange(10**9)}"
        return self._sentences(drawn, "es", value).rstrip(".") if name in NAMED else value

    def _sentences(self, drawn: random.Random, lang: Lang, pattern: str) -> str:
        """As many words as the pattern has, in sentences."""
        words, sentences = self._drawn(drawn, lang, max(1, len(pattern.split()))), []
        while words:
            length = drawn.randint(8, 18)
            sentences.append(f"{' '.join(words[:length]).capitalize()}.")
            words = words[length:]
        return " ".join(sentences)

    def _drawn(self, drawn: random.Random, lang: Lang, number: int) -> list[str]:
        return drawn.choices(self._words[lang], k=number)


def is_text(value: Any) -> bool:
    """Whether a value is words in one language or two, and nothing else."""
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGS)


def texts_in(value: Any) -> Iterator[Mapping[str, str]]:
    """Every text in a value, in its languages."""
    if isinstance(value, dict):
        if set(value) & set(LANGS):
            yield value
        for part in value.values():
            yield from texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_in(part)
