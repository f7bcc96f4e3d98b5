"""The exchange tables → the files of their records, or what is wrong with them, each fault at its row and column.

A practice that is not there yet gets a file. Of one that is, only the fields change that say something else than the table: what the
tables have no column for stays, and so do remarks and the Markdown below the fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from gcm.catalogue.catalogue import build_catalogue
from gcm.models.practice import STATEMENTS
from gcm.models.record import Record
from gcm.models.validation import validate_record
from gcm.problems.problem import Problem
from gcm.reading.files import KINDS, is_id, parse_record
from gcm.reading.places import ParsedRecord
from gcm.tables.cells import CUT, at, put, value_of
from gcm.tables.columns import FIELD, ID, KIND, PRACTICES, RECORD, SOURCES, STATEMENT_ROWS, Column
from gcm.tables.reading import At, Fault, ReadRow, ReadTable
from gcm.writing.amending import amended_text
from gcm.writing.writer import record_text

_FOLDER: Final = next(folder for folder, kind in KINDS.items() if kind == KIND)


@dataclass(frozen=True)
class Known:
    """A record that is there, and the text of its file."""

    parsed: ParsedRecord
    text: str


@dataclass(frozen=True)
class Placed:
    """A problem of a record at the cell that it is about."""

    at: At
    problem: Problem


@dataclass
class Imported:
    """What comes of the tables: the new text of each record that is new or changed, by its path; and all that is wrong."""

    texts: dict[str, str] = field(default_factory=dict)
    unchanged: int = 0
    faults: list[Fault] = field(default_factory=list)
    problems: list[Placed] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        """Whether every record in the tables is valid."""
        return not self.faults and not any(not placed.problem.is_warning for placed in self.problems)


@dataclass(frozen=True)
class _Rows:
    """What the tables say of one practice: its own row, and by the name of a list the rows of its members."""

    table: ReadTable
    row: ReadRow
    lists: Mapping[str, Sequence[tuple[ReadTable, ReadRow]]]


def import_tables(tables: Iterable[ReadTable], known: Mapping[str, Known], others: Iterable[ParsedRecord]) -> Imported:
    """What comes of the tables; `known` are the practices that are there by their ids, `others` all records of other kinds."""
    result = Imported()
    found = {table.shape.name: table for table in tables}
    if PRACTICES not in found:
        result.faults.append(Fault(At(""), "no_practices"))
        return result
    practices = dict(_by_practice(found, result.faults))
    parsed = {id: _parsed(id, rows, found, known.get(id), result) for id, rows in practices.items()}
    rest = [each.parsed for id, each in known.items() if id not in practices]
    _, problems = build_catalogue([*(each for each in parsed.values() if each), *rest, *others])
    paths = {_path(id): rows for id, rows in practices.items()}
    for problem in problems:
        # What a record that stays as it is could do better is no news.
        if problem.path in result.texts or (problem.path in paths and not problem.is_warning):
            result.problems.append(Placed(_place(problem, paths[problem.path], found), problem))
    return result


def _path(id: str) -> str:
    return f"records/{_FOLDER}/{id}.md"


def _by_practice(found: Mapping[str, ReadTable], faults: list[Fault]) -> Iterator[tuple[str, _Rows]]:
    table = found[PRACTICES]
    lists = _lists(found)
    seen: dict[str, int] = {}
    for row in table.rows:
        id, place = str(row.cells.get(ID, "")).strip(), table.at(row.number, table.shape.column(ID))
        if not is_id(id):
            faults.append(Fault(place, "no_id", {"value": id}))
        elif id in seen:
            faults.append(Fault(place, "id_repeated", {"value": id, "row": str(seen[id])}))
        else:
            seen[id] = row.number
            yield id, _Rows(table, row, lists.pop(id, {}))
    for id, named in lists.items():
        for other, row in (each for rows in named.values() for each in rows):
            faults.append(Fault(other.at(row.number, other.shape.column(RECORD)), "no_such_practice", {"value": id}))


def _lists(found: Mapping[str, ReadTable]) -> dict[str, dict[str, list[tuple[ReadTable, ReadRow]]]]:
    """Practice → list of the record → the rows of its members, in their order."""
    lists: dict[str, dict[str, list[tuple[ReadTable, ReadRow]]]] = {}
    for name in (STATEMENT_ROWS, SOURCES):
        for row in found[name].rows if name in found else ():
            table, id = found[name], str(row.cells.get(RECORD, "")).strip()
            part = _field(table, row) if name == STATEMENT_ROWS else SOURCES
            lists.setdefault(id, {}).setdefault(part, []).append((table, row))
    return lists


def _field(table: ReadTable, row: ReadRow) -> str:
    return str(value_of(table.shape.column(FIELD), row.cells.get(FIELD)) or "")


def _parsed(id: str, rows: _Rows, found: Mapping[str, ReadTable], known: Known | None, result: Imported) -> ParsedRecord | None:
    """The record as it would be written; its text is kept where it is new or says something new."""
    data = _data(rows, found, known, result.faults)
    text = record_text(KIND, data, known.parsed.bodies if known else {})
    parsed, problems = parse_record(text.encode(), _path(id))
    result.problems += [Placed(rows.table.at(rows.row.number), problem) for problem in problems]
    text = _amended(parsed, data, known) if known and parsed else text
    if known and text == known.text:
        result.unchanged += 1
    else:
        result.texts[_path(id)] = text
    return parsed


def _amended(parsed: ParsedRecord, data: Mapping[str, Any], known: Known) -> str:
    """The file that is there with the fields anew that differ; whole where one of the two cannot be compared."""
    new, old = validate_record(parsed)[0], validate_record(known.parsed)[0]
    if new is None or old is None:
        return known.text
    changed = [name for name in _names(new) if getattr(new, name) != getattr(old, name)]
    return amended_text(known.parsed, known.text, {name: data.get(name) for name in changed}) if changed else known.text


def _names(record: Record) -> Iterator[str]:
    return (name for name in type(record).model_fields if name not in ("id", "path", "body"))


def _data(rows: _Rows, found: Mapping[str, ReadTable], known: Known | None, faults: list[Fault]) -> dict[str, Any]:
    """The fields of a record: what the tables say, and where they have no column or sheet what the record says already."""
    plain = _plain(known)
    data = _values(rows.table, rows.row, plain, skip=(ID,))
    for table, names in ((STATEMENT_ROWS, STATEMENTS), (SOURCES, (SOURCES,))):
        for name in names:
            before = plain.get(name, [])
            members = rows.lists.get(name, ())
            data[name] = (
                [_member(each, row, before, place) for place, (each, row) in enumerate(members)] if table in found else before
            )
    for name in rows.lists.keys() - {*STATEMENTS, SOURCES}:
        faults += [
            Fault(table.at(row.number, table.shape.column(FIELD)), "no_field", {"value": name})
            for table, row in rows.lists[name]
        ]
    return data


def _plain(known: Known | None) -> Mapping[str, Any]:
    record = validate_record(known.parsed)[0] if known else None
    return record.plain if record else {}


def _member(table: ReadTable, row: ReadRow, before: Sequence[Mapping[str, Any]], place: int) -> dict[str, Any]:
    return _values(table, row, before[place] if place < len(before) else {}, skip=(RECORD, FIELD))


def _values(table: ReadTable, row: ReadRow, before: Mapping[str, Any], skip: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in table.shape.columns:
        if column.name in skip:
            continue
        is_told = column.name in table.heads and row.cells.get(column.name) != CUT
        value = value_of(column, row.cells.get(column.name)) if is_told else at(before, column.path)
        if value is not None:
            put(values, column.path, value)
    return values


def _place(problem: Problem, rows: _Rows, found: Mapping[str, ReadTable]) -> At:
    """The cell that a problem of a record is about; the identifier where no column is."""
    loc = tuple(problem.field.split("."))
    members = rows.lists.get(loc[0], ())
    if len(loc) > 1 and loc[1].isdigit() and 0 < int(loc[1]) <= len(members):
        table, row = members[int(loc[1]) - 1]
        return table.at(row.number, _column(table, loc[2:]))
    return rows.table.at(rows.row.number, _column(rows.table, loc) or rows.table.shape.column(ID))


def _column(table: ReadTable, loc: Sequence[str]) -> Column | None:
    """The column whose path goes furthest along a location, or that begins with it."""
    near = [each for each in table.shape.columns if loc and _shared(each.path, loc) == min(len(each.path), len(loc))]
    return max(near, key=lambda each: _shared(each.path, loc), default=None)


def _shared(path: Sequence[str], loc: Sequence[str]) -> int:
    return next(
        (number for number, (one, two) in enumerate(zip(path, loc, strict=False)) if one != two), min(len(path), len(loc))
    )
