"""What reading a record gave, kept in the user's cache folder, so that a file that did not change is not parsed again.

Only `scripts/validate.py` uses it. It is no way into the project for a stranger's pull request:

- It lies in the cache folder of whoever runs the script and never in the checkout; where the environment puts that folder
  inside the checkout, or nowhere, nothing is kept and nothing is read.
- It is JSON of texts, lists and maps, checked as such: to read it runs nothing, and what it says is validated like any record.
- An entry goes by the digest of a file's whole content, and all entries by the digest of `gcm/`, its data and the libraries
  that read records: what another version understood is not taken over.
- A file that is damaged, of another shape, of another user or open to others' writing counts as no file at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import sys
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypeAliasType

from gcm.files import replace_file
from gcm.language import Lang
from gcm.problems import Finding, Problem
from gcm.records import Fields, Parsed, ParsedRecord, kind_and_id, parse_record

CODE: Final = Path(__file__).parent
_LIBRARIES: Final = ("pyyaml", "python-frontmatter")
_LARGEST: Final = 500_000_000

_WORTH_WRITING: Final = 0.05
"""The share of records that it takes as long to parse as to write them all."""

Value = TypeAliasType("Value", "str | list[Value] | dict[str, Value] | None")
"""A value of a front matter."""

Entry = tuple[dict[str, Value], dict[Lang, str]]
"""Fields and bodies of a record that can be read without a problem."""

_KEPT: Final = TypeAdapter(tuple[str, dict[str, Entry]])
"""The digest of what wrote the file, and the digest of each record's content → entry."""


@dataclass(frozen=True)
class RememberedRecord(ParsedRecord):
    """A record that was not parsed: where its fields stand is found out only when there is a problem to place."""

    content: bytes

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place."""
        return self._whole.problem(finding) if self._whole else super().problem(finding)

    @cached_property
    def _whole(self) -> ParsedRecord | None:
        return parse_record(self.content, self.path)[0]


class RecordCache:
    """The records of one folder as they were read last time; `parse` reads one, `save` keeps those that were asked for."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._version = _version() if file else ""
        self._known = _read(file, self._version) if file else {}
        self._used: dict[str, Any] = {}

    def parse(self, content: bytes, shown: str) -> Parsed:
        """The same as `parse_record` gives."""
        digest = hashlib.sha256(content).hexdigest()
        if entry := self._known.get(digest):
            self._used[digest] = entry
            return RememberedRecord(*kind_and_id(shown), shown, Fields(entry[0]), entry[1], content), []
        parsed, problems = parse_record(content, shown)
        if parsed and not problems:
            self._used[digest] = parsed.fields.data, parsed.bodies
        return parsed, problems

    def save(self) -> None:
        """Keep what was used, if enough of it is new; a folder that cannot be written to is no reason to fail."""
        new = self._used.keys() - self._known.keys()
        if self._file and len(new) > len(self._used) * _WORTH_WRITING:
            with contextlib.suppress(OSError):
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(self._file, json.dumps((self._version, self._used), ensure_ascii=False).encode())


def open_cache(records: Path) -> RecordCache:
    """The cache for the folder of records; without a place that is the user's own it remembers nothing."""
    folder = user_cache_path("gcm-practices", appauthor=False)
    checkouts = (CODE.parent.resolve(), records.resolve().parent)
    if not folder.is_absolute() or any(folder.resolve().is_relative_to(checkout) for checkout in checkouts):
        return RecordCache(None)
    place = hashlib.sha256(os.fsencode("\n".join(str(path) for path in (CODE, records.resolve())))).hexdigest()
    return RecordCache(folder / f"records-{place[:16]}.json")


def _read(file: Path, reader: str) -> dict[str, Any]:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST) if _is_own(os.fstat(opened.fileno())) else b""
        written_by, entries = _KEPT.validate_json(content, strict=True)
    except (OSError, ValidationError):
        return {}
    return entries if written_by == reader else {}


def _is_own(status: os.stat_result) -> bool:
    """Whether nobody but the user can have written it; Windows tells by the folder, which is in the user's profile."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _version() -> str:
    """A digest of whatever decides how a record is read."""
    digest = hashlib.sha256(" ".join([sys.version, *(version(name) for name in _LIBRARIES)]).encode())
    for path in sorted(path for path in CODE.rglob("*") if path.suffix in (".py", ".yaml", ".json")):
        digest.update(f"{path.relative_to(CODE)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()
