"""The tables in which practices are exchanged, and their columns in the published order, made of the fields of the record.

A practice is a row of `practices`; each of its statements is one of `statements`, each of its sources one of `sources`, where they
stand in the order of the record. Fields of a group have a column each, words in two languages a column each. A list of simple values
is one cell, with `; ` between them; a list of groups is one cell, with a line for each and ` | ` between its parts (`cells.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang, fold
from gcm.models.form_fields import Field, record_fields
from gcm.models.practice import STATEMENTS

KIND: Final = "practice"
PRACTICES: Final = "practices"
SOURCES: Final = "sources"
STATEMENT_ROWS: Final = "statements"
ID: Final = "id"
RECORD: Final = "practice"
FIELD: Final = "field"

Side = Mapping[Lang, str]
"""The same words in both languages."""


@dataclass(frozen=True)
class Column:
    """A column: `path` leads to its values in a record, or in the row's part of one.

    `kind` is what a value is (`gcm.models.form_fields.Control`, or `lines` for a list of groups), `parts` are the columns that such
    a group would have, `options` the ids of a closed list with their labels.
    """

    name: str
    path: tuple[str, ...]
    label: Side
    help: Side
    kind: str = "words"
    many: bool = False
    required: bool = False
    options: Mapping[str, Side] | None = None
    parts: tuple[Column, ...] = ()

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """What each member of the closed list may be called → its id."""
        return {fold(name): id for id, labels in (self.options or {}).items() for name in (*labels.values(), id)}


@dataclass(frozen=True)
class TableShape:
    """A table: its name, what it is called in each language, and its columns."""

    name: str
    label: Side
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(each for each in self.columns if each.name == name)

    def named(self, head: str) -> Column | None:
        """The column that a head means: by its name, or by its label in either language."""
        return self._by_head.get(fold(" ".join(head.split())))

    @cached_property
    def _by_head(self) -> Mapping[str, Column]:
        return {fold(head): each for each in self.columns for head in (*each.label.values(), each.name)}


@cache
def table_words() -> Mapping[str, Any]:
    """All that tables and workbooks say; the file is too long to be read for each column."""
    words: Mapping[str, Any] = read_data("tables")
    return words


@cache
def exchange_tables() -> tuple[TableShape, ...]:
    """The three tables that hold all of a practice but the Markdown below its fields."""
    sides = _sides({lang: record_fields(KIND, lang) for lang in LANGS})
    by_name = {side["es"].name: side for side in sides}
    own = [side for name, side in by_name.items() if name not in (*STATEMENTS, SOURCES)]
    words = table_words()["exchange"]
    fields = {name: {lang: by_name[name][lang].label for lang in LANGS} for name in STATEMENTS}
    record = _given(RECORD, words["practice"], required=True)
    field = _given(FIELD, words["field"], kind="choice", required=True, options=fields)
    return (
        _shape(PRACTICES, [_given(ID, words["id"], required=True), *_columns(own)]),
        _shape(STATEMENT_ROWS, [record, field, *_columns(_inner(by_name[STATEMENTS[0]]))]),
        _shape(SOURCES, [record, *_columns(_inner(by_name[SOURCES]))]),
    )


def _shape(name: str, columns: Sequence[Column]) -> TableShape:
    return TableShape(name, table_words()["tables"][name]["label"], tuple(columns))


def _given(name: str, words: Mapping[str, Side], **more: Any) -> Column:
    """A column that says to which record a row belongs."""
    return Column(name, (name,), words["label"], words["help"], **more)


Sides = Mapping[Lang, Field]
"""A field in each language."""


def _sides(fields: Mapping[Lang, Sequence[Field]]) -> list[Sides]:
    return [dict(zip(fields, each, strict=True)) for each in zip(*fields.values(), strict=True)]


def _inner(side: Sides) -> list[Sides]:
    """The fields of a group; those of a text are its languages, which are columns as they stand."""
    return _sides({lang: field.fields for lang, field in side.items()})


def _columns(sides: Sequence[Sides], path: tuple[str, ...] = (), above: Side | None = None) -> Iterator[Column]:
    for side in sides:
        field, here = side["es"], (*path, side["es"].name)
        label = {lang: f"{above[lang]} – {each.label}" if above else each.label for lang, each in side.items()}
        if field.control in ("text", "group") and field.many:
            yield _column(
                side, here, label, kind="lines", parts=tuple(_columns(_inner(side)) if field.fields else _languages(()))
            )
        elif field.control == "text":
            yield from _languages(here, label, side)
        elif field.control == "group":
            yield from _columns(_inner(side), here, label)
        else:
            yield _column(side, here, label)


def _languages(path: tuple[str, ...], label: Side | None = None, side: Sides | None = None) -> Iterator[Column]:
    """A column for each language of a text."""
    names: Mapping[Lang, Side] = table_words()["languages"]
    for lang in LANGS:
        shown = {each: f"{label[each]} ({names[lang][each]})" if label else names[lang][each] for each in LANGS}
        help = {each: field.help for each, field in side.items()} if side else dict.fromkeys(LANGS, "")
        yield Column("_".join((*path, lang)), (*path, lang), shown, help)


def _column(side: Sides, path: tuple[str, ...], label: Side, kind: str = "", parts: tuple[Column, ...] = ()) -> Column:
    field = side["es"]
    labels = {lang: dict(each.options) for lang, each in side.items()}
    # Objectives go by their numbers, in whatever language.
    options = {id: {lang: id if id.isdigit() else labels[lang][id] for lang in LANGS} for id in labels["es"]}
    return Column(
        name="_".join(path),
        path=path,
        label=label,
        help={lang: each.help for lang, each in side.items()},
        kind=kind or field.control,
        many=field.many,
        required=field.required and len(path) == 1,
        options=options or None,
        parts=parts,
    )
