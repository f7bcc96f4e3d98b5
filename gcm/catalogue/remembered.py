"""The records of a folder while a program runs: each content is parsed once and validated once, for all its uses and all edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from gcm.catalogue.catalogue import Catalogue, Checked, check_alone, load_catalogue
from gcm.problems.problem import Problem
from gcm.reading.files import parse_record, read_record
from gcm.reading.places import Parsed, ParsedRecord


class RememberedRecords:
    """The records below `root`, and what was found out about each of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read: dict[Path, Parsed] = {}
        self._parsed: dict[str, tuple[bytes, Parsed]] = {}
        self._checked: dict[str, tuple[ParsedRecord, Checked]] = {}

    def load(self, changed: Iterable[Path] | None = None) -> tuple[Catalogue, list[Problem]]:
        """The catalogue as the files are now, and every problem; where it is known which files `changed`, only those are read."""
        for path in list(self._read) if changed is None else changed:
            self._read.pop(path, None)
        return load_catalogue(self.root, self._read_file, self._check)

    def read(self, paths: Iterable[Path]) -> Self:
        """Read these files, and find out what holds of each of them alone."""
        for path in paths:
            record, _ = self._read_file(path, self.root)
            if record:
                self._check(record)
        return self

    def add(self, others: RememberedRecords) -> None:
        """What others have read of the same folder is known here too."""
        self._read.update(others._read)
        self._parsed.update(others._parsed)
        self._checked.update(others._checked)

    @property
    def sources(self) -> Iterator[tuple[ParsedRecord, bytes]]:
        """Every record that could be parsed, with the content of its file."""
        read = {record.path for record, _ in self._read.values() if record is not None}
        return ((record, content) for content, (record, _) in self._parsed.values() if record and record.path in read)

    def _read_file(self, path: Path, root: Path) -> Parsed:
        if path not in self._read:
            self._read[path] = read_record(path, root, self._parse)
        return self._read[path]

    def _parse(self, content: bytes, shown: str) -> Parsed:
        if shown not in self._parsed or self._parsed[shown][0] != content:
            self._parsed[shown] = content, parse_record(content, shown)
        return self._parsed[shown][1]

    def _check(self, parsed: ParsedRecord) -> Checked:
        if parsed.path not in self._checked or self._checked[parsed.path][0] is not parsed:
            self._checked[parsed.path] = parsed, check_alone(parsed)
        return self._checked[parsed.path][1]
