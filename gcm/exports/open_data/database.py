"""The tables as one SQLite file, for queries: Datasette, DB Browser for SQLite and the like open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Final

from gcm.exports.open_data.edition import LICENCE, Edition, File
from gcm.exports.open_data.tables import KEYS, REFERENCES, Table
from gcm.views.data_files import DATABASE

_TYPES: Final = {"number": "INTEGER", "truth": "INTEGER"}


def database_files(edition: Edition) -> Iterator[File]:
    """The file."""
    yield DATABASE, lambda: database(edition)


def database(edition: Edition) -> bytes:
    """Every table with its keys and an index for each column that names rows of another; the edition stands in `about`."""
    with sqlite3.connect(":memory:") as connection:
        # Larger pages and no journal: the file is written once and then read.
        connection.execute("PRAGMA page_size = 8192")
        for table in edition.tables:
            connection.execute(_definition(table))
            marks = ", ".join("?" * len(table.shape.columns))
            connection.executemany(f"INSERT INTO {_name(table.name)} VALUES ({marks})", table.rows)  # noqa: S608  (our own names)
            for column in _indexed(table):
                connection.execute(f"CREATE INDEX {_name(f'{table.name}_{column}')} ON {_name(table.name)} ({_name(column)})")
        connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany("INSERT INTO about VALUES (?, ?)", _about(edition))
        connection.commit()
        return connection.serialize()


def _indexed(table: Table) -> Iterator[str]:
    """The columns that name rows of others; where one is first in the table's own key, that finds its rows already."""
    first = KEYS.get(table.name, ("",))[0]
    return (column for column, *_ in REFERENCES.get(table.name, ()) if column != first)


def _definition(table: Table) -> str:
    parts = [f"{_name(column.name)} {_TYPES.get(column.kind, 'TEXT')}" for column in table.shape.columns]
    if table.name in KEYS:
        parts.append(f"PRIMARY KEY ({_names(KEYS[table.name])})")
    for column, other, there in REFERENCES.get(table.name, ()):
        parts.append(f"FOREIGN KEY ({_name(column)}) REFERENCES {_name(other)} ({_name(there)})")
    # Where all columns are the key, its index is the table.
    short = " WITHOUT ROWID" if len(KEYS.get(table.name, ())) == len(table.shape.columns) else ""
    return f"CREATE TABLE {_name(table.name)} ({', '.join(parts)}){short}"


def _about(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "edition", edition.number
    yield "day", edition.day.isoformat()
    yield "licence", LICENCE
    yield "site", edition.site.root


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    return f'"{name}"'
