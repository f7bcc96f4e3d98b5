"""A file of `records/` → its fields and bodies as text, with the place of every field, or the problems found.

Records come from strangers. The YAML is read event by event into plain text, lists and maps: no tag, anchor or alias is
followed, nothing recurses, and every scalar stays the text it was (`NO` is Norway, `12:30` is no number).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import frontmatter
import yaml

from gcm.language import Lang
from gcm.problems import Finding, Problem

KINDS: Final = {"practices": "practice", "forums": "forum", "roadmaps": "roadmap"}
"""Folder of `records/` → kind of the records in it."""

MAX_BYTES: Final = 64_000
MAX_DEPTH: Final = 8
HEADINGS: Final[dict[str, Lang]] = {"español": "es", "english": "en"}
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BOUNDARY: Final = frontmatter.YAMLHandler.FM_BOUNDARY
_FENCE: Final = re.compile(r"\s*(`{3,}|~{3,})(.*)")
_EMPTY: Final = {"", "~", "null", "Null", "NULL"}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where something stands in a file; both count from 1."""

    line: int
    column: int


@dataclass
class Fields:
    """Front matter as plain text, lists and maps, with the place of each key and value."""

    data: dict[str, Any] = field(default_factory=dict)
    values: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class ParsedRecord:
    """One record as it stands in its file, not yet validated."""

    kind: str
    id: str
    path: str
    fields: Fields
    bodies: dict[Lang, str]

    def problem(self, finding: Finding) -> Problem:
        """The finding with its place: that of the field itself or of the nearest one around it."""
        place = self._place(finding)
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in finding.loc)
        return Problem(self.path, place.line, place.column, finding.code, name, tuple(sorted(finding.values.items())))

    def _place(self, finding: Finding) -> Place:
        if finding.code == "R202" and finding.loc in self.fields.keys:
            return self.fields.keys[finding.loc]
        for length in range(len(finding.loc), 0, -1):
            if place := self.fields.values.get(finding.loc[:length]):
                return place
        return Place(1, 1)


class _Refused(Exception):  # noqa: N818  (it is a refusal, caught where it is raised)
    """The file cannot be read any further."""

    def __init__(self, code: str, line: int = 1, column: int = 1, **values: str) -> None:
        super().__init__(code)
        self.problem = (line, column, code, tuple(sorted(values.items())))


def record_paths(root: Path) -> list[Path]:
    """Every file below `root` but a README of its own; names that start with `_` or `.` are no records.

    A file outside the folders of `KINDS` is among them, so that a misspelt folder is a problem and not a silent loss.
    """
    found = [path for path in root.rglob("*") if path != root / "README.md" and not path.name.startswith(("_", "."))]
    return sorted(path for path in found if path.is_symlink() or not path.is_dir())


def read_record(path: Path, root: Path) -> tuple[ParsedRecord | None, list[Problem]]:
    """The record in `path`, and the problems that keep it from being read or that its bodies have."""
    shown = "/".join((root.name, *path.relative_to(root).parts))
    try:
        _check_path(path, root)
        front, front_line, body, body_line = _split(_read_text(path))
        fields = front_matter(front, front_line)
    except _Refused as refused:
        line, column, code, values = refused.problem
        return None, [Problem(shown, line, column, code, "", values)]
    bodies, problems = _split_body(body, body_line, shown)
    return ParsedRecord(KINDS[path.parent.name], path.stem, shown, fields, bodies), problems


def _check_path(path: Path, root: Path) -> None:
    """A record is a plain file `<id>.md`, right in the folder of its kind."""
    if path.is_symlink() or any(folder.is_symlink() for folder in path.parents if folder.is_relative_to(root)):
        raise _Refused("R101")
    if path.parent.parent != root or path.parent.name not in KINDS:
        raise _Refused("R102", value="/".join((root.name, *path.parent.relative_to(root).parts)))
    if path.suffix != ".md":
        raise _Refused("R103", value=path.name)
    if not _ID.fullmatch(path.stem) or len(path.stem) > 80:
        raise _Refused("R104", value=path.stem)


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _Refused("R105", value=error.strerror or "") from error
    if len(content) > MAX_BYTES:
        raise _Refused("R106", value=f"{MAX_BYTES // 1000}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *_, last = lines = error.object[: error.start].decode("utf-8").split("\n")
        raise _Refused("R107", len(lines), len(last) + 1) from error
    text = text.replace("\r\n", "\n")
    for line, words in enumerate(text.split("\n"), 1):
        for column, char in enumerate(words, 1):
            if char > "~" or char < " ":
                _check_char(char, line, column)
    return text


def _check_char(char: str, line: int, column: int) -> None:
    """Control and direction marks can make a text read otherwise than it is stored."""
    category = unicodedata.category(char)
    if (category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\t\u00ad\u200d\ufe0f") or char in "\ufffe\uffff":
        raise _Refused("R108", line, column, value=f"U+{ord(char):04X}")


def _check_escapes(value: str, line: int, column: int) -> None:
    """What may not stand in a file may not come in through a YAML escape either."""
    for char in value:
        if (char > "~" or char < " ") and char != "\n":
            _check_char(char, line, column)


def _split(text: str) -> tuple[str, int, str, int]:
    """Front matter and its first line, body and its first line; lines count from 1."""
    start = _BOUNDARY.match(text)
    if start is None:
        raise _Refused("R109")
    try:
        front, body = frontmatter.YAMLHandler().split(text)
    except ValueError as error:
        raise _Refused("R110") from error
    return front, text.count("\n", 0, start.end()) + 1, body, text.count("\n", 0, len(text) - len(body)) + 1


def front_matter(text: str, first_line: int = 1) -> Fields:
    """The YAML map `text`, which starts on line `first_line` of its file."""
    try:
        return _build(yaml.parse(text, Loader=_LOADER), first_line)
    except yaml.MarkedYAMLError as error:
        code = _yaml_code(error)
        # What is opened and never closed is told where it opens, not where the front matter ends.
        marks = (
            (error.context_mark, error.problem_mark) if code in ("R123", "R125") else (error.problem_mark, error.context_mark)
        )
        mark = marks[0] or marks[1]
        line, column = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise _Refused(code, line, column) from error
    except yaml.YAMLError as error:
        raise _Refused("R120", first_line, 1) from error


def _yaml_code(error: yaml.MarkedYAMLError) -> str:
    """The most frequent slips have a sentence of their own."""
    said = f"{error.context or ''} {error.problem or ''}"
    slips = {
        "mapping values are not allowed": "R121",
        "cannot start any token": "R122",
        "quoted scalar": "R123",
        "block end": "R124",
        "expected key": "R124",
        "expected ','": "R124",
        "'-' indicator": "R124",
        "expected ':'": "R125",
        "an alias": "R130",
        "an anchor": "R130",
        "a tag": "R131",
    }
    return next((code for words, code in slips.items() if words in said), "R120")


def _build(events: Iterator[Any], first_line: int) -> Fields:
    """Events → plain values, with a stack of our own: depth is a number here, never the interpreter's recursion."""
    fields, stack = Fields(), _Stack()
    for event in events:
        line, column = event.start_mark.line + first_line, event.start_mark.column + 1
        if isinstance(event, yaml.DocumentStartEvent):
            stack.start_document(line, column)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("R130", line, column)
        elif getattr(event, "tag", None):
            raise _Refused("R131", line, column)
        elif isinstance(event, yaml.ScalarEvent):
            _check_escapes(event.value, line, column)
            stack.scalar(event, Place(line, column), fields)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            stack.open({} if isinstance(event, yaml.MappingStartEvent) else [], Place(line, column), fields)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.close()
    if not isinstance(stack.root, dict):
        raise _Refused("R126", first_line, 1)
    fields.data = stack.root
    return fields


class _Stack:
    """The collections that are open, each with its location and, in a map, the key that waits for its value."""

    def __init__(self) -> None:
        self.root: Any = None
        self._documents = 0
        self._open: list[tuple[Any, Loc]] = []
        self._key: list[str | None] = []

    def start_document(self, line: int, column: int) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _Refused("R127", line, column)

    def scalar(self, event: yaml.ScalarEvent, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            self._take_key(event.value, place, fields)
            return
        plain = event.style in (None, "")
        self._put(None if plain and event.value in _EMPTY else event.value, place, fields)

    def open(self, collection: Any, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            raise _Refused("R128", place.line, place.column)
        if len(self._open) >= MAX_DEPTH:
            raise _Refused("R132", place.line, place.column, value=str(MAX_DEPTH))
        loc = self._put(collection, place, fields)
        self._open.append((collection, loc))
        self._key.append(None)

    def close(self) -> None:
        self._open.pop()
        self._key.pop()

    def _take_key(self, key: str, place: Place, fields: Fields) -> None:
        collection, loc = self._open[-1]
        if key in collection:
            raise _Refused("R129", place.line, place.column, value=key)
        fields.keys[(*loc, key)] = place
        self._key[-1] = key

    def _put(self, value: Any, place: Place, fields: Fields) -> Loc:
        if not self._open:
            self.root = value
            return ()
        collection, loc = self._open[-1]
        if isinstance(collection, dict):
            part: str | int = self._key[-1] or ""
            collection[part] = value
            self._key[-1] = None
        else:
            part = len(collection)
            collection.append(value)
        fields.values[(*loc, part)] = place
        return (*loc, part)


def _fence(line: str, fence: str) -> str:
    """The fence that is open after `line`: one is closed only by as many of its own sign, alone on a line."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if fence:
        return "" if match[1].startswith(fence) and not match[2].strip() else fence
    return match[1] if match[1][0] == "~" or "`" not in match[2] else ""


def _split_body(body: str, first_line: int, path: str) -> tuple[dict[Lang, str], list[Problem]]:
    """The parts below `# Español` and `# English`; what stands before them, or below another heading, is a problem."""
    parts: dict[Lang, list[str]] = {}
    current: list[str] = []
    problems: list[Problem] = []
    stray, fence = 0, ""
    for number, line in enumerate(body.split("\n"), first_line):
        fence = _fence(line, fence)
        heading = line[2:].strip() if line.startswith("# ") and not fence else ""
        if not heading:
            current.append(line)
            stray = stray or (number if line.strip() and not parts and not problems else 0)
            continue
        lang = HEADINGS.get(heading.casefold())
        if lang is None or lang in parts:
            problems.append(Problem(path, number, 1, "R142" if lang else "R141", "", (("value", heading[:60]),)))
            current = []
            continue
        current = parts[lang] = []
    if stray:
        problems.append(Problem(path, stray, 1, "R140" if parts else "R143"))
    return {lang: text for lang, lines in parts.items() if (text := "\n".join(lines).strip())}, problems
