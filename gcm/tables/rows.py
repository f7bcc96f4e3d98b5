"""Practices → the cells of the three tables in which they are exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from gcm.models.practice import STATEMENTS, Practice
from gcm.tables.cells import Cell, cell_of
from gcm.tables.columns import FIELD, ID, PRACTICES, RECORD, SOURCES, STATEMENT_ROWS, TableShape

Cells = tuple[Cell, ...]
"""What a column holds, from the first row to the last."""


def exchange_columns(shape: TableShape, practices: Iterable[Practice]) -> Iterator[Cells]:
    """The cells of each column of a table, with the ids of closed lists.

    Column by column, since what is to be done is the same all the way down: of two thousand practices there are half a million cells.
    """
    rows = [values for practice in practices for values in _ROWS[shape.name](practice)]
    for column in shape.columns:
        values = _values(rows, column.path)
        yield tuple([cell_of(column, value) for value in values] if column.many or column.kind == "lines" else values)


def _values(rows: list[Any], path: Sequence[str]) -> list[Any]:
    """What stands at a path inside each row; nothing where the way there ends before."""
    for name in path:
        rows = [row.get(name) if isinstance(row, dict) else None for row in rows]
    return rows


def _practice(practice: Practice) -> Iterator[Mapping[str, Any]]:
    yield {**practice.plain, ID: practice.id}


def _statements(practice: Practice) -> Iterator[Mapping[str, Any]]:
    for name in STATEMENTS:
        yield from ({RECORD: practice.id, FIELD: name, **each} for each in practice.plain.get(name, ()))


def _sources(practice: Practice) -> Iterator[Mapping[str, Any]]:
    yield from ({RECORD: practice.id, **each} for each in practice.plain.get("sources", ()))


_ROWS: Final[Mapping[str, Callable[[Practice], Iterator[Mapping[str, Any]]]]] = {
    PRACTICES: _practice,
    STATEMENT_ROWS: _statements,
    SOURCES: _sources,
}
