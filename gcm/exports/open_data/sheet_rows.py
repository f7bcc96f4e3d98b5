"""The rows of the tables as XML of a workbook: cells name their texts by numbers, and the texts stand in one file, each once.

Both are put together here, since there are half a million cells; what is done to texts is done to all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name

from gcm.exports.open_data.tables import Table
from gcm.language.text import LANGS, Lang
from gcm.tables.cells import CUT, labelled
from gcm.tables.columns import Column

TEXT_STYLE: Final = 1
DAY_STYLE: Final = 3
"""The numbers that XlsxWriter gives to the styles of cells, in the order of their first use."""

_LONGEST: Final = 32_767
"""Characters of a cell."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"\d{4}")
_FIRST_DAY: Final = date(1899, 12, 30)
"""The day from which Excel counts."""

_NEEDS_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BEGIN: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def text_numbers(tables: Iterable[Table]) -> dict[str, int]:
    """The texts of all cells and labels, each once, with the number by which cells name it."""
    texts: dict[Any, None] = {}
    for column, cells in (each for table in tables for each in table.columns):
        if column.options:
            words = [cell for cell in dict.fromkeys(cells) if isinstance(cell, str)]
            texts |= {labelled(column, cell, lang): None for cell in words for lang in LANGS}
        elif column.kind not in _CONTENTS:
            texts |= dict.fromkeys(cells)
    texts.pop(None, None)
    return {text: number for number, text in enumerate(texts)}


def strings_xml(numbers: Iterable[str]) -> bytes:
    """The texts in the order of their numbers, as the file of a workbook that holds them."""
    # A character that no record may hold stands between them, so that all are escaped at once.
    joined = "\0".join([text if len(text) <= _LONGEST else CUT for text in numbers])
    texts = _escaped(joined).replace("\0", '</t></si><si><t xml:space="preserve">')
    return f'{_BEGIN}<si><t xml:space="preserve">{texts}</t></si></sst>'.encode()


def _escaped(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _NEEDS_ESCAPE.sub("_x005F_", plain) if "_x" in plain else plain


def rows_xml(table: Table, numbers: Mapping[str, int]) -> dict[Lang, str]:
    """The rows from the second on, in each language; a cell that says nothing is left out."""
    made = [_cells(xl_col_to_name(place), *each, numbers) for place, each in enumerate(table.columns)]
    return {lang: _joined([column[lang] for column in made]) for lang in LANGS}


def _joined(columns: Sequence[Sequence[str | None]]) -> str:
    rows = enumerate(zip(*columns, strict=True), 2)
    return "".join([f'<row r="{number}">{"".join(filter(None, cells))}</row>' for number, cells in rows])


def _cells(at: str, column: Column, cells: Sequence[Any], numbers: Mapping[str, int]) -> dict[Lang, list[str | None]]:
    """A column's cells as XML, in each language."""
    if column.options:
        return {lang: _placed(at, cells, cache(partial(_label, column, lang, numbers))) for lang in LANGS}
    content = _CONTENTS.get(column.kind, lambda cell: f'"{TEXT_STYLE}" t="s"><v>{numbers[cell]}</v>')
    return dict.fromkeys(LANGS, _placed(at, cells, content))


def _placed(at: str, cells: Sequence[Any], content: Callable[[Any], str]) -> list[str | None]:
    return [None if cell is None else f'<c r="{at}{row}" s={content(cell)}</c>' for row, cell in enumerate(cells, 2)]


def _label(column: Column, lang: Lang, numbers: Mapping[str, int], cell: str) -> str:
    return f'"{TEXT_STYLE}" t="s"><v>{numbers[labelled(column, cell, lang)]}</v>'


@cache
def _dated(cell: str) -> str:
    """A day is a date, a year a number; a month is what it is."""
    if _DAY.fullmatch(cell) and date.fromisoformat(cell) > _FIRST_DAY:
        return f'"{DAY_STYLE}"><v>{(date.fromisoformat(cell) - _FIRST_DAY).days}</v>'
    if _YEAR.fullmatch(cell):
        return f'"{TEXT_STYLE}"><v>{int(cell)}</v>'
    return f'"{TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">{_escaped(cell)}</t></is>'


_CONTENTS: Final[Mapping[str, Callable[[Any], str]]] = {
    "number": lambda cell: f'"{TEXT_STYLE}"><v>{cell}</v>',
    "truth": lambda cell: f'"{TEXT_STYLE}" t="b"><v>{int(cell)}</v>',
    "date": _dated,
}
"""Kind of column → the style and the content of a cell; all others hold texts, or labels of a closed list."""
