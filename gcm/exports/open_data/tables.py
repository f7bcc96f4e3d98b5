"""The catalogue as tables, which CSV, workbooks and the database hold alike: those in which practices are exchanged, and others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.exports.open_data.collections import links_of_practice
from gcm.language.text import Text
from gcm.tables.cells import Cell
from gcm.tables.columns import ID, RECORD, Column, Side, TableShape, exchange_tables, table_words
from gcm.tables.rows import Cells, exchange_columns

Row = tuple[Cell, ...]

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "practices": (ID,), "sources": (RECORD, "key"), "relations": (RECORD, "relation", "target"), "forums": (ID,),
    "sessions": ("forum", ID), "roadmap_items": ("roadmap", ID), "objectives": ("number",), "principles": (ID,),
    "criteria": (ID,), "themes": (ID,), "countries": ("code",), "organisations": (ID,),
}  # fmt: skip
"""Table → the columns by which its rows are told apart."""

REFERENCES: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "statements": ((RECORD, "practices", ID),),
    "sources": ((RECORD, "practices", ID),),
    "relations": ((RECORD, "practices", ID),),
    "adoptions": ((RECORD, "practices", ID),),
    "sessions": (("forum", "forums", ID),),
    "roadmap_items": (("forum", "forums", ID),),
}
"""Table → its columns that name rows of others: column, table, column there."""

_NUMBERS: Final = ("practices", "number")
"""Columns of numbers outside the exchange tables, in the tables where they count or number something."""


@dataclass(frozen=True)
class Table:
    """A table with the cells of each of its columns, and what it holds."""

    shape: TableShape
    about: Side
    cells: tuple[Cells, ...]

    @property
    def name(self) -> str:
        """Its name."""
        return self.shape.name

    @property
    def columns(self) -> Iterator[tuple[Column, Cells]]:
        """Each column with its cells, from the first row to the last."""
        return zip(self.shape.columns, self.cells, strict=True)

    @property
    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells row by row."""
        return zip(*self.cells, strict=True)

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self.cells[0])


@cache
def shapes() -> tuple[tuple[TableShape, Side], ...]:
    """Every table with what it holds, in the order of `data/tables.yaml`."""
    exchange = {shape.name: shape for shape in exchange_tables()}
    tables = table_words()["tables"].items()
    return tuple((exchange.get(name) or _shape(name, words), words["about"]) for name, words in tables)


def tables_of(catalogue: Catalogue) -> tuple[Table, ...]:
    """Every table with its cells."""
    return tuple(Table(shape, about, tuple(_cells(shape, catalogue))) for shape, about in shapes())


def _cells(shape: TableShape, catalogue: Catalogue) -> Iterable[Cells]:
    if own := _ROWS.get(shape.name):
        return tuple(zip(*own(catalogue), strict=True)) or ((),) * len(shape.columns)
    return exchange_columns(shape, catalogue.practices.values())


def _shape(name: str, words: Mapping[str, Any]) -> TableShape:
    columns = (_column(column, label, name) for column, label in words["columns"].items())
    return TableShape(name, words["label"], tuple(columns))


def _column(name: str, label: Side, table: str) -> Column:
    counts = name in _NUMBERS and table in ("objectives", "countries", "organisations")
    kind = "number" if counts else "url" if name in ("url", "evidence") else "date" if name in ("date", "due") else "words"
    return Column(name, (name,), label, {"es": "", "en": ""}, kind)


def _both(text: Text | None) -> tuple[Cell, Cell]:
    return (text.es, text.en) if text else (None, None)


def _listed(values: Iterable[object]) -> str | None:
    return "; ".join(map(str, values)) or None


def _dated(value: object) -> str | None:
    return str(value) if value else None


def _relations(catalogue: Catalogue) -> Iterator[Row]:
    for id in catalogue.practices:
        for relation, ways in links_of_practice(catalogue, id).items():
            yield from ((id, relation, target) for _, target in ways)


def _forums(catalogue: Catalogue) -> Iterator[Row]:
    for forum in catalogue.chronology:
        yield forum.id, *_both(forum.title), forum.kind, forum.status, str(forum.start), _dated(forum.end), forum.country


def _sessions(catalogue: Catalogue) -> Iterator[Row]:
    for forum, session in catalogue.sessions:
        practices = _listed(practice.id for practice in catalogue.by_session.get((forum.id, session.id), ()))
        objectives = _listed(session.objectives)
        yield forum.id, session.id, session.number, *_both(session.title), session.theme, objectives, practices


def _items(catalogue: Catalogue) -> Iterator[Row]:
    for roadmap, item in catalogue.items:
        session, objectives = item.session or roadmap.session, _listed(item.objectives.all or roadmap.objectives.all)
        known = roadmap.id, item.id, *_both(item.text), item.status, _dated(item.due), roadmap.forum
        yield *known, session, objectives, _listed(item.practices)


def _objectives(catalogue: Catalogue) -> Iterator[Row]:
    for number, each in catalogue.taxonomy.objectives.items():
        yield number, *_both(each.title), *_both(each.short), len(catalogue.by_objective.get(number, ()))


def _named(things: Callable[[Catalogue], Iterable[Any]], catalogue: Catalogue) -> Iterator[Row]:
    return ((each.id, *_both(each.name)) for each in things(catalogue))


def _themes(catalogue: Catalogue) -> Iterator[Row]:
    for id in catalogue.taxonomy.theme_ids:
        theme = catalogue.taxonomy.theme(id)
        yield id, *_both(theme.title), _listed(theme.objectives)


def _countries(catalogue: Catalogue) -> Iterator[Row]:
    for code in catalogue.countries:
        yield code, *_both(catalogue.taxonomy.countries[code]), len(catalogue.by_country.get(code, ()))


def _organisations(catalogue: Catalogue) -> Iterator[Row]:
    for id, each in catalogue.taxonomy.organisations.items():
        named = *_both(each.name), *_both(each.abbreviation)
        yield id, *named, each.kind, each.country, len(catalogue.by_organisation.get(id, ()))


def _adoptions(catalogue: Catalogue) -> Iterator[Row]:
    for practice in catalogue.practices.values():
        for each in practice.adoptions:
            yield practice.id, each.country, _dated(each.date), *_both(each.adapted), each.evidence


def _pledges(catalogue: Catalogue) -> Iterator[Row]:
    for record, each in catalogue.pledges:
        yield record.id, *_both(each.text), each.country, _dated(each.date), each.url


_ROWS: Final[Mapping[str, Callable[[Catalogue], Iterable[Row]]]] = {
    "relations": _relations,
    "forums": _forums,
    "sessions": _sessions,
    "roadmap_items": _items,
    "objectives": _objectives,
    "principles": partial(_named, lambda catalogue: catalogue.taxonomy.principles.values()),
    "criteria": partial(_named, lambda catalogue: catalogue.taxonomy.criteria.values()),
    "themes": _themes,
    "countries": _countries,
    "organisations": _organisations,
    "adoptions": _adoptions,
    "pledges": _pledges,
}
"""Table → its rows, besides the tables in which practices are exchanged."""
