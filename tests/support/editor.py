"""Somebody who edits records at random: other words, other facts, a record more or less, errors and their mending."""

from __future__ import annotations

import random
import re
from pathlib import Path

from gcm.catalogue.remembered import RememberedRecords

WORDS = ("OIM", "<b>", "México", "ñandú", "[[x]]", "{{ x }}")


class Editor:
    """The same seed gives the same edits of the records in a folder."""

    def __init__(self, records: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  (nothing is secret)
        self.records = records
        self.right = self._files()

    def edit(self) -> list[Path]:
        """The files that are other ones now; what is wrong is mended sooner or later."""
        if self._files() != self.right and self.random.random() < 0.5:
            return self.mend()
        path = self.random.choice(sorted(self._files()))
        change = self.random.choice((self._words, self._words, self._facts, self._facts, self._copy, self._break, self._remove))
        path = change(path, path.read_text("utf-8"))
        _, problems = RememberedRecords(self.records).load()
        if all(problem.is_warning for problem in problems):
            self.right = self._files()
        return [path]

    def mend(self) -> list[Path]:
        """The records as they were right last, and the files that this alters."""
        now = self._files()
        for path in now.keys() - self.right.keys():
            path.unlink()
        for path, text in self.right.items():
            path.write_text(text, "utf-8")
        return [path for path in now.keys() | self.right.keys() if now.get(path) != self.right.get(path)]

    def _files(self) -> dict[Path, str]:
        return {path: path.read_text("utf-8") for path in self.records.glob("*/*.md")}

    def _words(self, path: Path, text: str) -> Path:
        """A word more at the end of some sentence, or of a file that has none."""
        at = self.random.choice([match.start() for match in re.finditer(r"(?<=[a-z])\.", text)] or [len(text)])
        path.write_text(f"{text[:at]} {self.random.choice(WORDS)}{text[at:]}", "utf-8")
        return path

    def _facts(self, path: Path, text: str) -> Path:
        """A country or an objective instead of another."""
        one, other = self.random.sample(("[PA", "[MX", "[CR", "[4", "[5", "[12", "[14"), 2)
        path.write_text(text.replace(one, other, 1), "utf-8")
        return path

    def _copy(self, path: Path, text: str) -> Path:
        """A new record, nearly the same."""
        number = self.random.randrange(10**6)
        text = re.sub(r"(?ms)^(slug|aliases|related|links|hub_url):.*?(?=^\w)", "", text)
        text = text.replace("es: ", f"es: Número {number} ", 1).replace("en: ", f"en: Number {number} ", 1)
        copied = path.with_name(f"otra-{number}.md")
        copied.write_text(text, "utf-8")
        return copied

    def _break(self, path: Path, text: str) -> Path:
        path.write_text(text.replace("title:", "titel:", 1), "utf-8")
        return path

    def _remove(self, path: Path, _: str) -> Path:
        path.unlink()
        return path
