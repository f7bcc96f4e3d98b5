"""The records of a folder while a program runs: each content is parsed once and validated once, for all its uses and all edits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gcm.catalogue.catalogue import Catalogue, Checked, check_alone, load_catalogue
from gcm.problems.problem import Problem
from gcm.reading.files import parse_record
from gcm.reading.places import Parsed, ParsedRecord


class RememberedRecords:
    """The records below `root`, and what was found out about each of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._parsed: dict[str, tuple[bytes, Parsed]] = {}
        self._checked: dict[str, tuple[ParsedRecord, Checked]] = {}

    def load(self) -> tuple[Catalogue, list[Problem]]:
        """The catalogue as the files are now, and every problem."""
        return load_catalogue(self.root, self._parse, self._check)

    @property
    def sources(self) -> Iterator[tuple[ParsedRecord, bytes]]:
        """Every record that could be parsed, with the content of its file."""
        return ((record, content) for content, (record, _) in self._parsed.values() if record is not None)

    def _parse(self, content: bytes, shown: str) -> Parsed:
        if shown not in self._parsed or self._parsed[shown][0] != content:
            self._parsed[shown] = content, parse_record(content, shown)
        return self._parsed[shown][1]

    def _check(self, parsed: ParsedRecord) -> Checked:
        if parsed.path not in self._checked or self._checked[parsed.path][0] is not parsed:
            self._checked[parsed.path] = parsed, check_alone(parsed)
        return self._checked[parsed.path][1]
