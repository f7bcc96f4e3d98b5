"""A file of `records/` → a parsed record, or the problems that keep it from being read. Records come from strangers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Final

import frontmatter

from gcm.language.slugs import RESERVED_NAMES
from gcm.reading.bodies import split_body
from gcm.reading.characters import refused_in
from gcm.reading.fences import FENCE
from gcm.reading.places import FIRST_LINE, Parse, Parsed, ParsedRecord, Place, Refused
from gcm.reading.yaml import front_matter

KINDS: Final = {"practices": "practice", "forums": "forum", "roadmaps": "roadmap"}
"""Folder of `records/` → kind of the records in it."""

MOVED: Final = "moved.yaml"
LISTED: Final = "addresses.txt"
BESIDE: Final = ("README.md", MOVED, LISTED)
"""Files right in the folder of records that are no records: what a reader sees first, and the addresses that last."""

MAX_BYTES: Final = 96_000

_CONFLICT: Final = re.compile(r"^(?:<{7}|>{7})(?: [^\n]*)?$", re.MULTILINE)
"""What git writes around the two sides of what it could not merge."""

ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_ID: Final = 80
"""An id, which is the name of the record's file, is an address too: plain letters and digits in groups."""


def record_paths(root: Path) -> list[Path]:
    """Every file below `root` but those of `BESIDE`; names that start with `_` or `.` are no records.

    A file outside the folders of `KINDS` is among them, so that a misspelt folder is a problem and not a silent loss.
    """
    found = [path for path in root.rglob("*") if not path.name.startswith(("_", "."))]
    beside = {root / name for name in BESIDE}
    return sorted(path for path in found if path not in beside and (path.is_symlink() or not path.is_dir()))


def parse_record(content: bytes, shown: str) -> Parsed:
    """The record that `content` is, and its problems; `shown` is its path as problems tell it: `records/forums/lima.md`."""
    try:
        front, front_line, body, body_line = _split(_decode(content))
        fields = front_matter(front, front_line)
    except Refused as refused:
        return None, [refused.problem(shown)]
    bodies, problems = split_body(body, body_line, shown)
    slips = [Refused(code, place).problem(shown) for code, place in fields.slips]
    kind, id = kind_and_id(shown)
    parsed = ParsedRecord(
        kind,
        id,
        shown,
        fields,
        {lang: each.text for lang, each in bodies.items()},
        {lang: each.line for lang, each in bodies.items()},
    )
    return parsed, [*slips, *problems]


def read_record(path: Path, root: Path, parse: Parse = parse_record) -> Parsed:
    """The record in `path`, and the problems that keep it from being read or that its bodies have."""
    shown = "/".join((root.name, *path.relative_to(root).parts))
    try:
        _check_path(path, root)
        content = _read_bytes(path)
    except Refused as refused:
        return None, [refused.problem(shown)]
    except OSError as error:
        return None, [Refused("R105", value=error.strerror or "").problem(shown)]
    return parse(content, shown)


def read_moved(root: Path) -> Parsed:
    """What moved or was withdrawn, as fields like those of a record; none where there is no such file."""
    path, shown = root / MOVED, f"{root.name}/{MOVED}"
    if not path.exists():
        return None, []
    try:
        if _is_linked(path, root):
            raise Refused("R101")
        fields = front_matter(_decode(_read_bytes(path)))
    except Refused as refused:
        return None, [refused.problem(shown)]
    except OSError as error:
        return None, [Refused("R105", value=error.strerror or "").problem(shown)]
    return ParsedRecord("", "", shown, fields, {}), []


def read_content(path: Path, root: Path) -> bytes | None:
    """The content of a record's file; none if that is no plain file in the folder of its kind, or cannot be read."""
    try:
        _check_path(path, root)
        return _read_bytes(path)
    except (Refused, OSError):
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


def is_id(text: str) -> bool:
    """Whether a record, or a part of one, can be called so."""
    return ID.fullmatch(text) is not None and len(text) <= LONGEST_ID


def _check_path(path: Path, root: Path) -> None:
    """A record is a plain file `<id>.md`, right in the folder of its kind."""
    if _is_linked(path, root):
        raise Refused("R101")
    if path.parent.parent != root or path.parent.name not in KINDS:
        raise Refused("R102", value="/".join((root.name, *path.parent.relative_to(root).parts)))
    if path.suffix != ".md":
        raise Refused("R103", value=path.name)
    if not is_id(path.stem):
        raise Refused("R104", value=path.stem)
    if path.stem in RESERVED_NAMES:
        raise Refused("R111", value=path.stem)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise Refused("R106", value=f"{MAX_BYTES // 1000}")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        *_, last = lines = error.object[: error.start].decode("utf-8").split("\n")
        raise Refused("R107", Place(len(lines), len(last) + 1)) from error
    text = text.replace("\r\n", "\n")
    if conflict := _CONFLICT.search(text):
        raise Refused("R112", Place(text.count("\n", 0, conflict.start()) + 1, 1, len(conflict[0])))
    refused = refused_in(text)
    if refused:
        position = next(position for position, char in enumerate(text) if char in refused)
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
        raise Refused("R108", Place(line, column), value=f"U+{ord(text[position]):04X}")
    return text


def _read_bytes(path: Path) -> bytes:
    """The file's content, or so much of it that it is seen to be too long."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _split(text: str) -> tuple[str, int, str, int]:
    """Front matter and its first line, body and its first line; lines count from 1."""
    start = FENCE.match(text)
    if start is None:
        raise Refused("R109", Place(1, 1, max(1, len(text.partition("\n")[0]))))
    try:
        front, body = frontmatter.YAMLHandler().split(text)
    except ValueError as error:
        raise Refused("R110", FIRST_LINE) from error
    return front, text.count("\n", 0, start.end()) + 1, body, text.count("\n", 0, len(text) - len(body)) + 1
