"""A record's file with some fields or bodies anew, and everything else as it stands, remarks included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from gcm.language.text import Lang
from gcm.models.form_fields import record_fields
from gcm.reading.fences import closing_fence
from gcm.reading.field_texts import field_texts
from gcm.reading.places import ParsedRecord
from gcm.writing.writer import bodies_text, field_lines


def amended_text(record: ParsedRecord, text: str, fields: Mapping[str, Any], bodies: Mapping[Lang, str] | None = None) -> str:
    """The file `text` of `record` with these fields, written as `gcm.writing` does, and these bodies where there are any.

    A new field stands behind the nearest of those that come before it in a record.
    """
    parts = {field.name: field.text for field in field_texts(text, record.fields)}
    order = [field.name for field in record_fields(record.kind, "es")]
    for field in record_fields(record.kind, "es"):
        if field.name in fields:
            lines = [f"{line}\n" for line in field_lines((field,), {field.name: fields[field.name]})]
            parts = _with(parts, field.name, _between_remarks(lines, parts.get(field.name, "")), order)
    below = text[closing_fence(text) :] if bodies is None else "---\n" + bodies_text({**record.bodies, **bodies})
    return f"---\n{''.join(parts.values())}{below}"


def _between_remarks(lines: Sequence[str], old: str) -> str:
    """The lines of a field with the remarks that stood before the old ones, and after them where it was the last field."""
    was = old.splitlines(keepends=True)
    before = list(takewhile(_is_remark, was))
    after = list(takewhile(_is_remark, reversed(was[len(before) :])))
    return "".join([*before, *lines, *reversed(after)])


def _is_remark(line: str) -> bool:
    return line.startswith("#")


def _with(parts: Mapping[str, str], name: str, text: str, order: Sequence[str]) -> dict[str, str]:
    """The parts with one anew, in its place or in that which the order gives it."""
    if name in parts:
        return {**parts, name: text}
    before = {each for each in order[: order.index(name)] if each in parts}
    last = max((number for number, each in enumerate(parts) if each in before), default=-1)
    items = list(parts.items())
    return dict([*items[: last + 1], (name, text), *items[last + 1 :]])
