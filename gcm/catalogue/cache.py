"""What was found out about records, kept in the user's cache folder: a file that did not change is not parsed again.

And where nothing changed at all, the problems of last time are those of today. Only `scripts/validate.py` uses it. It is no way
into the project for a stranger's pull request:

- It lies in the cache folder of whoever runs the script and never in the checkout; where the environment puts that folder
  inside the checkout, or nowhere, nothing is kept and nothing is read.
- Continuous integration, which runs what strangers wrote, neither keeps nor reads anything.
- It is JSON of texts, lists and maps, checked as such: to read it runs nothing.
- What it says goes by the digests of the files' whole contents, of all of `gcm/` with its data, and of the libraries that read
  and check records: what another version found out is not taken over.
- A file that is damaged, of another shape, of another user or open to others' writing counts as no file at all.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Final, TypeVar

from platformdirs import user_cache_path
from pydantic import TypeAdapter, ValidationError
from typing_extensions import TypeAliasType

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import Lang
from gcm.problems.problem import Finding, Problem
from gcm.reading.files import LISTED, MOVED, kind_and_id, parse_record, read_content, record_paths
from gcm.reading.places import Fields, Parsed, ParsedRecord
from gcm.writing.files import replace_file

CODE: Final = Path(__file__).parent.parent
_LIBRARIES: Final = ("pydantic", "python-frontmatter", "pyyaml", "rapidfuzz")
_LARGEST: Final = 500_000_000

_WORTH_WRITING: Final = 0.05
"""The share of records that it takes as long to parse as to write them all."""

Value = TypeAliasType("Value", "str | list[Value] | dict[str, Value] | None")
"""A value of a front matter."""

Entries = dict[str, tuple[dict[str, Value], dict[Lang, str]]]
"""Digest of a content → fields and bodies of a record that can be read without a problem."""

Verdict = tuple[int, list[Problem]]
"""The number of valid records, and every problem."""

_ENTRIES: Final = TypeAdapter(tuple[str, Entries])
_VERDICT: Final = TypeAdapter(tuple[str, Verdict])
"""Each is kept with the digest of what it holds for."""

Kept = TypeVar("Kept")


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
    """What is known of the records below one folder; without a folder to keep it in, nothing is."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: Entries = {}

    def verdict(self, root: Path) -> Verdict:
        """The number of valid records below `root`, and every problem of all of them, sorted by place."""
        state = _state(root) if self._folder else ""
        known = self._read("verdict", _VERDICT, state) if state else None
        if known:
            return known
        catalogue, problems = load_catalogue(root, self.parse)
        found = len(catalogue.practices) + len(catalogue.forums) + len(catalogue.roadmaps), problems
        if len(self._used.keys() - self._known.keys()) > len(self._used) * _WORTH_WRITING:
            self._write("records", _ENTRIES, _version(), self._used)
        if state:
            self._write("verdict", _VERDICT, state, found)
        return found

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

    @cached_property
    def _known(self) -> Entries:
        return self._read("records", _ENTRIES, _version()) or {}

    def _read(self, name: str, shape: TypeAdapter[tuple[str, Kept]], holds_for: str) -> Kept | None:
        if self._folder is None:
            return None
        try:
            with (self._folder / f"{name}.json").open("rb") as opened:
                content = opened.read(_LARGEST) if _is_own(os.fstat(opened.fileno())) else b""
            held_for, kept = shape.validate_json(content, strict=True)
        except (OSError, ValidationError):
            return None
        return kept if held_for == holds_for else None

    def _write(self, name: str, shape: TypeAdapter[tuple[str, Kept]], holds_for: str, kept: Kept) -> None:
        """A folder that cannot be written to is no reason to fail."""
        if self._folder:
            with contextlib.suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(self._folder / f"{name}.json", shape.dump_json((holds_for, kept)))


def open_cache(records: Path) -> RecordCache:
    """The cache for the folder of records; without a place that is the user's own it remembers nothing."""
    folder = user_cache_path("gcm-practices", appauthor=False)
    checkouts = (CODE.parent.resolve(), records.resolve().parent)
    foreign = not folder.is_absolute() or any(folder.resolve().is_relative_to(checkout) for checkout in checkouts)
    if foreign or os.environ.get("CI", "").lower() == "true":
        return RecordCache(None)
    place = hashlib.sha256(os.fsencode("\n".join(str(path) for path in (CODE, records.resolve())))).hexdigest()
    return RecordCache(folder / place[:16])


def _state(root: Path) -> str:
    """A digest of all that the verdict depends on; none where a file is no plain record, which is looked at every time."""
    digest = hashlib.sha256(_version().encode())
    for path in record_paths(root):
        content = read_content(path, root)
        if content is None:
            return ""
        digest.update(f"\0{path.relative_to(root)}\0{len(content)}\0".encode() + content)
    for path in (root / MOVED, root / LISTED):
        digest.update(path.name.encode() + (path.read_bytes() if path.is_file() else b""))
    return digest.hexdigest()


def _is_own(status: os.stat_result) -> bool:
    """Whether nobody but the user can have written it; Windows tells by the folder, which is in the user's profile."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.getuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


@cache
def _version() -> str:
    """A digest of whatever decides how records are read and checked."""
    digest = hashlib.sha256(" ".join([sys.version, *(version(name) for name in _LIBRARIES)]).encode())
    for path in sorted(path for path in CODE.rglob("*") if path.suffix in (".py", ".yaml", ".json")):
        digest.update(f"{path.relative_to(CODE)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()
