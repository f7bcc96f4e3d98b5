"""The tables as CSV (RFC 4180, UTF-8 with a byte order mark), described by a Frictionless data package.

The mark lets Excel read the accents; a cell that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from gcm.exports.open_data.edition import LICENCE, LICENCE_ADDRESS, Edition, File
from gcm.exports.open_data.tables import KEYS, REFERENCES, Table, shapes
from gcm.exports.zip_files import zipped
from gcm.language.text import LANGS
from gcm.tables.cells import SUSPECT, Cell, neutral
from gcm.tables.columns import Column, Side
from gcm.tables.rows import Cells
from gcm.views.data_files import CSV, CSV_TOGETHER, PACKAGE

_TYPES: Final = {"number": {"type": "integer"}, "truth": {"type": "boolean"}, "url": {"format": "uri"}}
_DATES: Final[dict[str, Any]] = {"pattern": r"\d{4}(-\d{2}(-\d{2})?)?"}
"""A day, a month or a year, as precise as its source."""


def csv_files(edition: Edition) -> Iterator[File]:
    """A file for each table, and the package's description."""
    yield PACKAGE, partial(_described, edition)
    for position, (shape, _) in enumerate(shapes()):
        yield f"{CSV}/{shape.name}.csv", partial(_csv, edition, position)


def zip_files(edition: Edition) -> Iterator[File]:
    """The same in one file, which is a data package as it stands."""
    yield CSV_TOGETHER, partial(_together, edition)


def _together(edition: Edition) -> bytes:
    return zipped((path.rpartition("/")[2], make()) for path, make in csv_files(edition))


def _described(edition: Edition) -> bytes:
    return json.dumps(data_package(edition), ensure_ascii=False, indent=1).encode()


def _csv(edition: Edition, position: int) -> bytes:
    table, out = edition.tables[position], io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.shape.columns)
    writer.writerows(zip(*(_written(*each) for each in table.columns), strict=True))
    return out.getvalue().encode("utf-8-sig")


def _written(column: Column, cells: Cells) -> Iterable[Cell]:
    """The cells of a column as CSV has them; nearly no column has a cell that has to be altered."""
    if column.kind == "truth":
        return [cell if cell is None else str(cell).lower() for cell in cells]
    begun = {cell[:1] for cell in cells if isinstance(cell, str)}
    return cells if begun.isdisjoint(SUSPECT) else [neutral(cell) if isinstance(cell, str) else cell for cell in cells]


def data_package(edition: Edition) -> dict[str, Any]:
    """The description of the tables, in both languages side by side where a reader sees it."""
    names = [edition.site.names[lang] for lang in LANGS if lang in edition.site.names]
    return {
        "name": "gcm-practices",
        "profile": "tabular-data-package",
        "title": " / ".join(names),
        "version": edition.number,
        "created": f"{edition.day.isoformat()}T00:00:00Z",
        "homepage": edition.site.root or edition.site.repository,
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS}],
        "resources": [_resource(table) for table in edition.tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.shape.columns]}
    if table.name in KEYS:
        schema["primaryKey"] = list(KEYS[table.name])
    if table.name in REFERENCES:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [there]}}
            for column, other, there in REFERENCES[table.name]
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "title": _sides(table.shape.label),
        "description": _sides(table.about),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    kind = {} if column.many else _TYPES.get(column.kind, {})
    constraints = {**(_DATES if column.kind == "date" else {}), **({"required": True} if column.required else {})}
    field = {"name": column.name, "title": _sides(column.label), "type": "string", **kind}
    said = {"description": _sides(column.help)} if column.help["es"] else {}
    return {**field, **said, **({"constraints": constraints} if constraints else {})}


def _sides(words: Side) -> str:
    return " / ".join(words[lang] for lang in LANGS)
