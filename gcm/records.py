"""A file of `records/` → its fields and bodies as text, with the place of every field, or the problems found.

Records come from strangers. The YAML is read event by event into plain text, lists and maps: no tag, anchor or alias is
followed, nothing recurses, and every scalar stays the text it was (`NO` is Norway, `12:30` is no number).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
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
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML counts a new line; of these only the first and second are ever in a file that is read."""
_BOUNDARY: Final = frontmatter.YAMLHandler.FM_BOUNDARY
_FENCE: Final = re.compile(r"\s*(`{3,}|~{3,})(.*)")
_EMPTY: Final = {"", "~", "null", "Null", "NULL"}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """Where something stands in a file, counting from 1, and how many characters of that line it takes.

    What goes on in further lines takes the first one to its end; 0 characters are the file as a whole.
    """

    line: int
    column: int
    width: int = 1


WHOLE_FILE: Final = Place(1, 1, 0)
FIRST_LINE: Final = Place(1, 1, len("---"))


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
        values = tuple(sorted(finding.values.items()))
        return Problem(self.path, place.line, place.column, finding.code, name, values, place.width)

    def _place(self, finding: Finding) -> Place:
        if finding.code == "R202" and finding.loc in self.fields.keys:
            return self.fields.keys[finding.loc]
        for length in range(len(finding.loc), 0, -1):
            if place := self.fields.values.get(finding.loc[:length]):
                return place
        return FIRST_LINE


Parsed = tuple[ParsedRecord | None, list[Problem]]
"""A record, or none where it cannot be read, and the problems found on the way."""

Parse = Callable[[bytes, str], Parsed]
"""The content of a file, and its path as problems tell it → the record."""


class _Refused(Exception):  # noqa: N818  (it is a refusal, caught where it is raised)
    """The file cannot be read any further."""

    def __init__(self, code: str, place: Place = WHOLE_FILE, **values: str) -> None:
        super().__init__(code)
        self.code, self.place, self.values = code, place, tuple(sorted(values.items()))

    def problem(self, path: str) -> Problem:
        """The refusal as the problem of the file `path`."""
        return Problem(path, self.place.line, self.place.column, self.code, "", self.values, self.place.width)


def record_paths(root: Path) -> list[Path]:
    """Every file below `root` but a README of its own; names that start with `_` or `.` are no records.

    A file outside the folders of `KINDS` is among them, so that a misspelt folder is a problem and not a silent loss.
    """
    found = [path for path in root.rglob("*") if path != root / "README.md" and not path.name.startswith(("_", "."))]
    return sorted(path for path in found if path.is_symlink() or not path.is_dir())


def parse_record(content: bytes, shown: str) -> Parsed:
    """The record that `content` is, and its problems; `shown` is its path as problems tell it: `records/forums/lima.md`."""
    try:
        front, front_line, body, body_line = _split(_decode(content))
        fields = front_matter(front, front_line)
    except _Refused as refused:
        return None, [refused.problem(shown)]
    bodies, problems = _split_body(body, body_line, shown)
    kind, id = kind_and_id(shown)
    return ParsedRecord(kind, id, shown, fields, bodies), problems


def read_record(path: Path, root: Path, parse: Parse = parse_record) -> Parsed:
    """The record in `path`, and the problems that keep it from being read or that its bodies have."""
    shown = "/".join((root.name, *path.relative_to(root).parts))
    try:
        _check_path(path, root)
        content = _read_bytes(path)
    except _Refused as refused:
        return None, [refused.problem(shown)]
    except OSError as error:
        return None, [_Refused("R105", value=error.strerror or "").problem(shown)]
    return parse(content, shown)


def read_content(path: Path, root: Path) -> bytes | None:
    """The content of a record's file; none if that is no plain file in the folder of its kind, or cannot be read."""
    try:
        _check_path(path, root)
        return _read_bytes(path)
    except (_Refused, OSError):
        return None


def kind_and_id(shown: str) -> tuple[str, str]:
    """Kind of a record and its id, as its path tells them; no kind outside the folders of records."""
    file = PurePosixPath(shown)
    return KINDS.get(file.parent.name, ""), file.stem


def record_lines(root: Path) -> Callable[[str], Sequence[str]]:
    """A function that gives the lines of a record by its path as problems tell it; none if it cannot be read."""

    @lru_cache(maxsize=1)  # problems come file by file
    def lines(shown: str) -> Sequence[str]:
        path = root.parent / shown
        if _is_linked(path, root):
            return ()
        try:
            text = _read_bytes(path).decode("utf-8-sig", "replace")
        except OSError:
            return ()
        return text.replace("\r\n", "\n").split("\n")

    return lines


def _is_linked(path: Path, root: Path) -> bool:
    """Whether the way to the file leads through a symbolic link, perhaps to what is nobody's business."""
    steps = len(path.relative_to(root).parts)
    return path.is_symlink() or any(folder.is_symlink() for folder in path.parents[:steps])


def _check_path(path: Path, root: Path) -> None:
    """A record is a plain file `<id>.md`, right in the folder of its kind."""
    if _is_linked(path, root):
        raise _Refused("R101")
    if path.parent.parent != root or path.parent.name not in KINDS:
        raise _Refused("R102", value="/".join((root.name, *path.parent.relative_to(root).parts)))
    if path.suffix != ".md":
        raise _Refused("R103", value=path.name)
    if not _ID.fullmatch(path.stem) or len(path.stem) > 80:
        raise _Refused("R104", value=path.stem)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Refused("R106", value=f"{MAX_BYTES // 1000}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *_, last = lines = error.object[: error.start].decode("utf-8").split("\n")
        raise _Refused("R107", Place(len(lines), len(last) + 1)) from error
    text = text.replace("\r\n", "\n")
    refused = _refused_in(text)
    if refused:
        position = next(position for position, char in enumerate(text) if char in refused)
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
        raise _Refused("R108", Place(line, column), value=f"U+{ord(text[position]):04X}")
    return text


def _read_bytes(path: Path) -> bytes:
    """The file's content, or so much of it that it is seen to be too long."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _refused_in(text: str) -> set[str]:
    """Control and direction marks, which can make a text read otherwise than it is stored."""
    return {char for char in set(text) if (char > "~" or char < " ") and is_refused(char)}


@lru_cache(maxsize=10_000)
def is_refused(char: str) -> bool:
    """Whether a character could make a text read otherwise than it is stored."""
    category = unicodedata.category(char)
    marks = category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\n\t\u00ad\u200d\ufe0f"
    return marks or char in "\ufffe\uffff"


def _check_escapes(value: str, place: Place) -> None:
    """What may not stand in a file may not come in through a YAML escape either."""
    if refused := _refused_in(value):
        char = next(char for char in value if char in refused)
        raise _Refused("R108", place, value=f"U+{ord(char):04X}")


def _split(text: str) -> tuple[str, int, str, int]:
    """Front matter and its first line, body and its first line; lines count from 1."""
    start = _BOUNDARY.match(text)
    if start is None:
        raise _Refused("R109", Place(1, 1, max(1, len(text.partition("\n")[0]))))
    try:
        front, body = frontmatter.YAMLHandler().split(text)
    except ValueError as error:
        raise _Refused("R110", FIRST_LINE) from error
    return front, text.count("\n", 0, start.end()) + 1, body, text.count("\n", 0, len(text) - len(body)) + 1


def front_matter(text: str, first_line: int = 1) -> Fields:
    """The YAML map `text`, which starts on line `first_line` of its file."""
    spans = _Spans(text, first_line)
    try:
        return _build(yaml.parse(text, Loader=_LOADER), spans)
    except yaml.MarkedYAMLError as error:
        code = _yaml_code(error)
        # What is begun and goes wrong later is told where it begins, not where nothing more can be made of it.
        if code in ("R123", "R125", "R130", "R131") and error.context_mark:
            raise _Refused(code, spans.from_mark(error.context_mark)) from error
        mark = error.problem_mark or error.context_mark
        if code == "R124" and mark and spans.is_cut_by_quote(mark):
            code = "R123"
        raise _Refused(code, Place(mark.line + first_line, mark.column + 1) if mark else Place(first_line, 1)) from error
    except yaml.YAMLError as error:
        raise _Refused("R120", Place(first_line, 1)) from error


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


class _Spans:
    """The lines of a front matter, to tell how far on a line something goes."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self._lines = _LINE_BREAK.split(text)

    def of(self, event: Any) -> Place:
        """Where an event stands."""
        return self.until(event.start_mark.line + self.first_line, event.start_mark.column + 1, event.end_mark)

    def until(self, line: int, column: int, end: Any) -> Place:
        """From line and column to the mark `end`, or to the end of that line where the mark is on a later one."""
        last = end.column if end.line == line - self.first_line else self._length(line)
        return Place(line, column, max(1, last - column + 1))

    def from_mark(self, start: Any) -> Place:
        """From a mark to the end of its line."""
        line, column = start.line + self.first_line, start.column + 1
        return Place(line, column, max(1, self._length(line) - column + 1))

    def is_cut_by_quote(self, mark: Any) -> bool:
        """Whether a text goes on after its closing quotation mark, as in `"El "Plan" nuevo"`."""
        line = self._lines[mark.line]
        before, after = line[: mark.column].rstrip(), line[mark.column :]
        return before.endswith(("'", '"')) and not after.startswith(("'", '"'))

    def _length(self, line: int) -> int:
        return len(self._lines[line - self.first_line].rstrip())


def _build(events: Iterator[Any], spans: _Spans) -> Fields:
    """Events → plain values, with a stack of our own: depth is a number here, never the interpreter's recursion."""
    fields, stack = Fields(), _Stack(spans)
    for event in events:
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.close(event.end_mark, fields)
            continue
        place = spans.of(event)
        if isinstance(event, yaml.DocumentStartEvent):
            stack.start_document(place)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("R130", place)
        elif getattr(event, "tag", None):
            raise _Refused("R131", place)
        elif isinstance(event, yaml.ScalarEvent):
            if event.style == '"':  # what stands there without an escape was looked at before
                _check_escapes(event.value, place)
            stack.scalar(event, place, fields)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            stack.open({} if isinstance(event, yaml.MappingStartEvent) else [], place, fields)
    if not isinstance(stack.root, dict):
        raise _Refused("R126", FIRST_LINE)
    fields.data = stack.root
    return fields


class _Stack:
    """The collections that are open, each with its location and, in a map, the key that waits for its value."""

    def __init__(self, spans: _Spans) -> None:
        self.root: Any = None
        self._spans = spans
        self._documents = 0
        self._open: list[tuple[Any, Loc]] = []
        self._key: list[str | None] = []

    def start_document(self, place: Place) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _Refused("R127", place)

    def scalar(self, event: yaml.ScalarEvent, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            self._take_key(event.value, place, fields)
            return
        plain = event.style in (None, "")
        self._put(None if plain and event.value in _EMPTY else event.value, place, fields)

    def open(self, collection: Any, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            raise _Refused("R128", place)
        if len(self._open) >= MAX_DEPTH:
            raise _Refused("R132", place, value=str(MAX_DEPTH))
        loc = self._put(collection, place, fields)
        self._open.append((collection, loc))
        self._key.append(None)

    def close(self, end: Any, fields: Fields) -> None:
        """Only now is it known how far the collection goes."""
        _, loc = self._open.pop()
        self._key.pop()
        if start := fields.values.get(loc):
            fields.values[loc] = self._spans.until(start.line, start.column, end)

    def _take_key(self, key: str, place: Place, fields: Fields) -> None:
        collection, loc = self._open[-1]
        if key in collection:
            raise _Refused("R129", place, value=key)
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


def open_fence(line: str, fence: str) -> str:
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
