"""A file of a spreadsheet → the rows of the tables in which practices are exchanged. Such files come from strangers.

A workbook is read by a library that runs nothing; cells of CSV are text, separated by whatever the reader's Excel separates them by.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from gcm.language.text import fold
from gcm.tables.cells import Cell, without_apostrophe
from gcm.tables.columns import Column, TableShape, exchange_tables

MOST_BYTES: Final = 50_000_000
MOST_UNPACKED: Final = 500_000_000
MOST_CELL: Final = 1_000_000
_SEPARATORS: Final = ",;\t"
_BOOKS: Final = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class At:
    """A place in a file: the sheet, where it has any, the row as a spreadsheet counts it, and the head of the column."""

    file: str
    sheet: str = ""
    row: int = 0
    column: str = ""
    letters: str = ""


@dataclass(frozen=True)
class Fault:
    """What keeps a file from being read as it stands: the name of the sentence that tells it, and what fills its gaps."""

    at: At
    name: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadRow:
    """A row: its number, and its cells by the names of their columns; a blank one is not among them."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class ReadTable:
    """A table as it stands in a file: `heads` tells which columns it has, where, and under which head."""

    shape: TableShape
    file: str
    sheet: str
    heads: Mapping[str, tuple[int, str]]
    rows: tuple[ReadRow, ...]

    def at(self, row: int, column: Column | None = None) -> At:
        """A place in it."""
        position, head = self.heads.get(column.name, (0, column.label["es"])) if column else (0, "")
        letters = letters_of(position) if column and column.name in self.heads else ""
        return At(self.file, self.sheet, row, head, letters)


Read = tuple[list[ReadTable], list[Fault]]


def read_tables(paths: Iterable[Path]) -> Read:
    """The exchange tables in some files, and what is wrong with these; sheets of other names are nobody's business here."""
    tables: list[ReadTable] = []
    faults: list[Fault] = []
    for path in paths:
        found, wrong = _read_file(path)
        tables += found
        faults += wrong
    return tables, faults


def letters_of(position: int) -> str:
    """The letters of a column, counted from 0: `A`, `Z`, `AA`."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _read_file(path: Path) -> Read:
    at = At(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        return [], [Fault(at, "unreadable", {"value": error.strerror or ""})]
    if len(content) > MOST_BYTES:
        return [], [Fault(at, "too_large", {"value": str(MOST_BYTES // 1_000_000)})]
    return _read_book(content, at) if path.suffix.lower() in _BOOKS else _read_csv(content, path, at)


def _read_book(content: bytes, at: At) -> Read:
    try:
        if _unpacked(content) > MOST_UNPACKED:
            return [], [Fault(at, "too_large", {"value": str(MOST_UNPACKED // 1_000_000)})]
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: shape for name in book.sheet_names if (shape := _shape_named(name))}
        grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets}
    except (CalamineError, BadZipFile, ValueError, OSError) as error:
        return [], [Fault(at, "no_workbook", {"value": str(error)[:100]})]
    if not sheets:
        wanted = ", ".join(f"{shape.label['es']} / {shape.label['en']}" for shape in exchange_tables())
        return [], [Fault(at, "no_sheet", {"allowed": wanted})]
    read = [_read_grid(shape, [list(map(_cell, row)) for row in grids[name]], at.file, name) for name, shape in sheets.items()]
    return [table for table, _ in read], [fault for _, faults in read for fault in faults]


def _unpacked(content: bytes) -> int:
    """Bytes of all that a workbook of today's form packs; one of the old form packs nothing."""
    if not content.startswith(b"PK"):
        return 0
    with ZipFile(io.BytesIO(content)) as packed:
        return sum(part.file_size for part in packed.infolist())


def _cell(value: Any) -> Cell:
    """A cell as text: a day as in ISO 8601, a whole number without a point."""
    if isinstance(value, datetime | date):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, bool) else str(value)


def _read_csv(content: bytes, path: Path, at: At) -> Read:
    shape = _shape_named(path.stem)
    if shape is None:
        return [], [Fault(at, "no_table", {"allowed": ", ".join(f"{each.name}.csv" for each in exchange_tables())})]
    try:
        text = content.decode("utf-8-sig")
        csv.field_size_limit(MOST_CELL)
        separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
        grid: list[list[Cell]] = [
            list(map(without_apostrophe, row)) for row in csv.reader(io.StringIO(text, ""), delimiter=separator)
        ]
    except UnicodeDecodeError:
        return [], [Fault(at, "no_utf8")]
    except csv.Error as error:
        return [], [Fault(at, "no_csv", {"value": str(error)})]
    table, faults = _read_grid(shape, grid, at.file, "")
    return [table], faults


def _shape_named(name: str) -> TableShape | None:
    """The table that a sheet or a file is called after, in either language."""
    folded = fold(name.strip())
    return next(
        (each for each in exchange_tables() if folded in {fold(word) for word in (each.name, *each.label.values())}), None
    )


def _read_grid(shape: TableShape, grid: Sequence[Sequence[Cell]], file: str, sheet: str) -> tuple[ReadTable, list[Fault]]:
    heads: dict[str, tuple[int, str]] = {}
    faults: list[Fault] = []
    for position, head in enumerate(map(str, grid[0] if grid else ())):
        column, at = shape.named(head), At(file, sheet, 1, head.strip(), letters_of(position))
        if column is None or column.name in heads:
            faults += (
                [Fault(at, "head_repeated" if column else "head_unknown", {"value": head.strip()})] if head.strip() else []
            )
        else:
            heads[column.name] = position, head.strip()
    missing = [column for column in shape.columns if column.required and column.name not in heads]
    faults += [
        Fault(At(file, sheet, 1), "head_missing", {"value": f"{each.label['es']} / {each.label['en']}"}) for each in missing
    ]
    return ReadTable(shape, file, sheet, heads, tuple(_rows(grid, heads))), faults


def _rows(grid: Sequence[Sequence[Cell]], heads: Mapping[str, tuple[int, str]]) -> Iterator[ReadRow]:
    for number, row in enumerate(grid[1:], 2):
        found = {name: row[position] for name, (position, _) in heads.items() if position < len(row)}
        cells = {name: cell for name, cell in found.items() if isinstance(cell, bool) or str(cell).strip()}
        if cells:
            yield ReadRow(number, cells)
