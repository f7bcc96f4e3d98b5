"""Practices → the rows of the three tables in which they are exchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from gcm.models.practice import STATEMENTS, Practice
from gcm.tables.cells import Cell, at, cell_of
from gcm.tables.columns import FIELD, ID, PRACTICES, RECORD, SOURCES, STATEMENT_ROWS, Column, TableShape

Row = tuple[Cell, ...]


def exchange_rows(shape: TableShape, practices: Iterable[Practice]) -> Iterator[Row]:
    """The rows of a table in the order of its columns, with the ids of closed lists."""
    cells = [_cell_maker(column) for column in shape.columns]
    for practice in practices:
        for values in _ROWS[shape.name](practice):
            yield tuple(make(values) for make in cells)


def _cell_maker(column: Column) -> Callable[[Mapping[str, Any]], Cell]:
    """What gives the cell of a column; most columns are one value that stands as it is."""
    if len(column.path) > 1:
        return lambda values: cell_of(column, at(values, column.path))
    name = column.path[0]
    if column.many:
        return lambda values: cell_of(column, values.get(name))
    return lambda values: values.get(name)


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
