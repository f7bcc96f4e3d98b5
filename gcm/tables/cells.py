r"""A value of a record ↔ what stands in a cell.

- One value stands as it is. Several stand with `; ` between them.
- A list of groups has a line for each, with ` | ` between the parts, which come in the order of the group's fields; parts at the end
  that say nothing are left out.
- In both, `\` stands before a `;`, `|` or `\` that belongs to the words, and `\n` for a new line in them.
- Where the table is for readers of one language, a member of a closed list goes by its label there; it is read by its id or by its
  label in either language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from gcm.language.text import Lang, fold
from gcm.tables.columns import Column

CUT: Final = "[…]"
"""Stands in a cell for what is longer than a workbook's cell can be: it leaves a record as it is."""

Cell = str | int | bool | None
"""What a cell holds; nothing where the record says nothing."""

_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_NEEDS: Final = re.compile(r"[\\;|\n]")


def cell_of(column: Column, value: Any) -> Cell:
    """The cell of a value in JSON's types."""
    if value is None:
        return None
    if column.kind == "lines":
        return "\n".join(_line(column, each) for each in value)
    if column.many:
        return "; ".join(_escaped(str(each)) for each in value)
    cell: Cell = value
    return cell


def labelled(column: Column, cell: str, lang: Lang) -> str:
    """The cell with the labels of its ids, for readers of one language."""
    options = column.options or {}
    parts = [_plain(part) for part in _split(cell, ";")] if column.many else [cell]
    labels = [options[id][lang] if id in options else id for id in parts]
    return "; ".join(map(_escaped, labels)) if column.many else labels[0]


def value_of(column: Column, cell: Cell) -> Any:
    """The value that a cell means, as the text of a record has it; nothing where it is blank."""
    text = str(cell).lower() if isinstance(cell, bool) else "" if cell is None else str(cell).strip()
    if not text:
        return None
    if column.kind == "lines":
        return [_group(column, line) for line in text.splitlines() if line.strip()]
    if column.many:
        return [_meant(column, _plain(part)) for part in _split(text, ";") if part.strip()]
    return _meant(column, text)


def _meant(column: Column, text: str) -> str:
    """The id of a member of a closed list, however it is named; anything else is left to the validator."""
    return column.ids.get(fold(text), text) if column.options else text


def _line(column: Column, group: Mapping[str, Any]) -> str:
    parts = [_part(part, at(group, part.path)) for part in column.parts]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def _part(column: Column, value: Any) -> str:
    """A part of a line; what is a list itself has its signs already."""
    cell = cell_of(column, value)
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    return str(cell) if column.many else _escaped(str(cell))


def _group(column: Column, line: str) -> dict[str, Any]:
    group: dict[str, Any] = {}
    for part, text in zip(column.parts, [each.strip() for each in _split(line, "|")], strict=False):
        if text:
            put(group, part.path, value_of(part, text if part.many else _plain(text)))
    return group


def at(value: Any, path: Sequence[str]) -> Any:
    """What stands at a path inside a map; nothing where the way there ends before."""
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def put(value: dict[str, Any], path: Sequence[str], what: Any) -> None:
    """Let something stand at a path inside a map, with the maps on the way."""
    *above, last = path
    for part in above:
        value = value.setdefault(part, {})
    value[last] = what


def _escaped(text: str) -> str:
    return text if not _NEEDS.search(text) else _NEEDS.sub(lambda found: "\\n" if found[0] == "\n" else f"\\{found[0]}", text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], text).strip() if "\\" in text else text.strip()


def _split(text: str, sign: str) -> list[str]:
    """The parts between the signs that no backslash stands before."""
    parts = re.split(rf"((?:\\.|[^\\{re.escape(sign)}])*){re.escape(sign)}", text + sign, flags=re.DOTALL)
    return parts[1::2]


_FORMULA: Final = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_FIRST: Final = frozenset("'=+-@\t\r＝＋－＠")
"""How a cell begins that is looked at: most are not."""


def neutral(cell: str) -> str:
    """Text that no spreadsheet takes for a formula when it opens a CSV file: an apostrophe stands before what could be one."""
    return f"'{cell}" if cell[:1] in _FIRST and _FORMULA.match(cell) else cell


def without_apostrophe(text: str) -> str:
    """The text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
