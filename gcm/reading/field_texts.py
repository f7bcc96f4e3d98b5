"""A record's file → its fields, each with the lines it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from gcm.language.json_text import compact_json
from gcm.reading.fences import closing_fence
from gcm.reading.files import parse_record
from gcm.reading.places import Fields

FOLDER: Final = "assets/records"
"""Where the scripts lie, below the common root: `<kind>/<id>.js` in it."""


@dataclass(frozen=True)
class FieldText:
    """A field of the front matter as plain text, lists and maps, and as it stands in the file, with the remarks before it."""

    name: str
    value: Any
    text: str


def text_of(content: bytes) -> str:
    """The text of a file that can be read, without what only some editors add to it."""
    return content.decode("utf-8-sig").replace("\r\n", "\n")


def field_texts(text: str, fields: Fields) -> tuple[FieldText, ...]:
    """The fields of a record's file in its order: their texts, one after another, are its front matter.

    Where fields share a line, as in `{title: …, kind: …}`, each is written anew and means the same.
    """
    if _stand_alone(fields):
        pairs = zip(fields.data.items(), _parts(text, fields), strict=True)
        written = tuple(FieldText(name, value, part) for (name, value), part in pairs)
        if all(_says_so(field) for field in written if "\n#" in f"\n{field.text}"):
            return written
    return tuple(FieldText(name, value, f"{name}: {compact_json(value)}\n") for name, value in fields.data.items())


def _stand_alone(fields: Fields) -> bool:
    """Whether each field begins a line; then the lines up to the next field are its own, whatever stands around them."""
    lines = {line for line, _ in fields.starts.values()}
    return len(lines) == len(fields.data) and all(column == 1 for _, column in fields.starts.values())


def _parts(text: str, fields: Fields) -> Iterator[str]:
    """The lines between the fences, shared out: a field has those from its remarks to the remarks of the next."""
    lines = text.splitlines(keepends=True)
    starts = [_with_remarks(lines, line - 1) for line, _ in fields.starts.values()]
    closing = text.count("\n", 0, closing_fence(text))
    for start, end in zip([1, *starts[1:]], [*starts[1:], closing], strict=True):
        yield "".join(lines[start:end])


def _with_remarks(lines: list[str], start: int) -> int:
    """Where the remarks begin that stand right before line `start`; indented they could be part of a text."""
    while lines[start - 1].startswith("#"):
        start -= 1
    return start


def _says_so(field: FieldText) -> bool:
    """Whether the lines of a field give that field, and nothing else, when they stand alone.

    A line that begins with `#` is a remark, or part of a text between quotation marks.
    """
    alone, _ = parse_record(f"---\n{field.text}---\n".encode(), "")
    return alone is not None and alone.fields.data == {field.name: field.value}
