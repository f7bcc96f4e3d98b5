"""The tables as Excel workbooks, one in each language, and a blank one to be filled in.

XlsxWriter makes the frame: styles, widths, frozen heads with notes, filters, lists to choose from. The rows are put into it as XML of our
own, since there are a hundred thousand cells. Neither holds a clock, so the same edition gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache, partial
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.tables import Table
from gcm.language.data_files import read_data
from gcm.language.phrases import Phrases, phrases
from gcm.language.text import LANGS, Lang
from gcm.tables.cells import CUT, labelled
from gcm.tables.columns import PRACTICES, RECORD, Column, TableShape, exchange_tables
from gcm.views.addresses import PREFIX

_LAST: Final = 1_048_575
"""The last row that a sheet can have, counted from 0."""

_LONGEST: Final = 32_767
"""Characters of a cell."""

_LISTED: Final = 2
"""Members of a closed list from which on a cell lets choose."""

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"\d{4}")
_FIRST_DAY: Final = date(1899, 12, 30)
"""The day from which Excel counts."""

_TEXT: Final = 1
_DAY_STYLE: Final = 3
"""The numbers that XlsxWriter gives to the styles of cells, in the order of their first use."""

_NEEDS_ESCAPE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDTHS: Final = {"words": 42, "lines": 42, "url": 30, "date": 12, "truth": 10, "number": 10, "id": 18}


@cache
def workbook_phrases(lang: Lang) -> Phrases:
    """What the workbooks say in `lang`."""
    return Phrases(lang, read_data("tables")["workbook"])


def workbook_path(lang: Lang, name: str = "file") -> str:
    """Where a workbook lies below the common root: beside the page of the open data in that language."""
    return f"{PREFIX[lang]}{workbook_phrases(lang).folder}/{workbook_phrases(lang)[name]}.xlsx"


def workbook_files(edition: Edition) -> Iterator[File]:
    """The workbook of all tables and the blank one, in each language."""
    rows = cache(lambda: {table.name: _rows_xml(table) for table in edition.tables})
    for lang in LANGS:
        yield workbook_path(lang), partial(workbook, edition, lang, rows)
        yield workbook_path(lang, "blank_file"), partial(blank_workbook, edition, lang)


def workbook(edition: Edition, lang: Lang, rows: Callable[[], Mapping[str, Mapping[Lang, str]]]) -> bytes:
    """Every table on a sheet of its own; `rows` gives those of all tables, which differ between languages in a few cells."""
    t = workbook_phrases(lang)
    sheets = [(table.shape, rows()[table.name][lang], len(table.rows)) for table in edition.tables]
    abouts = [f"{table.shape.label[lang]}: {table.about[lang]}" for table in edition.tables]
    told = [t.several, t.grouped, t.dates, t.empty, "", t.sheets, *abouts]
    return _made(edition, lang, t.title, told, sheets)


def blank_workbook(edition: Edition, lang: Lang) -> bytes:
    """The three sheets in which practices are exchanged, with lists to choose from."""
    t = workbook_phrases(lang)
    told = [t.how_to_fill, t.several, t.grouped, t.dates, t.how_to_send]
    return _made(edition, lang, t.blank_title, told, [(shape, "", 0) for shape in exchange_tables()])


def _made(
    edition: Edition, lang: Lang, title: str, told: Sequence[str], sheets: Sequence[tuple[TableShape, str, int]]
) -> bytes:
    """A workbook of tables, each with its rows as XML and their number."""
    t, site = workbook_phrases(lang), edition.site
    lines = [
        site.names.get(lang, ""), title, "", t.fill("edition", number=edition.number, day=phrases(lang).day(edition.day)),
        t.licence, site.root, "", *told,
    ]  # fmt: skip
    frame = _Frame(edition, lang, lines)
    for shape, _, number in sheets:
        frame.add(shape, number)
    return _zipped(frame.parts, {frame.part(shape): rows for shape, rows, _ in sheets})


class _Frame:
    """A workbook without its rows, and the styles of its columns."""

    def __init__(self, edition: Edition, lang: Lang, lines: Sequence[str]) -> None:
        self._lang, self._out = lang, BytesIO()
        self._book = Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"title": lines[1], "created": datetime.combine(edition.day, time())})
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#D9E7EC", "text_wrap": True, "valign": "top", "border": 1}
        )
        self._plain = {
            "text": self._book.add_format({"text_wrap": True, "valign": "top"}),
            "day": self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        }
        self._sheets: dict[str, Worksheet] = {}
        self._lists: list[tuple[str, Sequence[str]]] = []
        self._write_lines(lines)

    def _write_lines(self, lines: Sequence[str]) -> None:
        sheet = self._book.add_worksheet(workbook_phrases(self._lang).read_me)
        sheet.set_column(0, 0, 100, self._plain["text"])
        for number, line in enumerate(lines):
            sheet.write_string(number, 0, line, self._head if number < 2 else self._plain["text"])

    def add(self, shape: TableShape, rows: int) -> None:
        """A sheet for a table of so many rows."""
        sheet = self._sheets[shape.name] = self._book.add_worksheet(shape.label[self._lang])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(rows, 1), len(shape.columns) - 1)
        for number, column in enumerate(shape.columns):
            sheet.set_column(number, number, _width(column), self._plain["text"])
            sheet.write_string(0, number, column.label[self._lang], self._head)
            sheet.write_blank(1, number, None, self._plain["text"])
            sheet.write_blank(2, number, None, self._plain["day"])
            if note := self._note(column):
                sheet.write_comment(0, number, note, {"x_scale": 2, "y_scale": 1.5})
            self._let_choose(sheet, number, column)

    def _note(self, column: Column) -> str:
        t = workbook_phrases(self._lang)
        parts = " | ".join(part.label[self._lang] for part in column.parts)
        said = [column.help[self._lang], t.required if column.required else "", t.fill("parts", parts=parts) if parts else ""]
        return "\n".join(filter(None, said))

    def _let_choose(self, sheet: Worksheet, number: int, column: Column) -> None:
        """A list for a cell that takes one value; where it takes several, the list is there to be read."""
        choices = self._choices(column)
        if len(choices) < _LISTED and column.name != RECORD:
            return
        if column.name == RECORD:
            source = f"='{self._sheets[PRACTICES].get_name()}'!$A$2:$A$1048576"
        else:
            where = xl_col_to_name(len(self._lists), col_abs=True)
            self._lists.append((column.label[self._lang], choices))
            source = f"='{workbook_phrases(self._lang).lists}'!{where}$2:{where}${len(choices) + 1}"
        sheet.data_validation(1, number, _LAST, number, {"validate": "list", "source": source, "show_error": not column.many})

    def _choices(self, column: Column) -> list[str]:
        return [] if column.name == RECORD else [labels[self._lang] for labels in (column.options or {}).values()]

    @property
    def parts(self) -> Mapping[str, bytes]:
        """Every file of the workbook but for the rows of its tables."""
        if not self._out.getvalue():
            self._write_lists()
            self._book.close()
        with ZipFile(self._out) as packed:
            return {name: packed.read(name) for name in packed.namelist()}

    def _write_lists(self) -> None:
        sheet = self._book.add_worksheet(workbook_phrases(self._lang).lists)
        for number, (label, choices) in enumerate(self._lists):
            sheet.write_string(0, number, label, self._head)
            sheet.write_column(1, number, choices)
            sheet.set_column(number, number, 30)

    def part(self, shape: TableShape) -> str:
        """The file of a table's sheet."""
        return f"xl/worksheets/sheet{list(self._sheets).index(shape.name) + 2}.xml"


def _width(column: Column) -> int:
    return 18 if column.options and not column.many else _WIDTHS.get(column.kind, 24)


def _rows_xml(table: Table) -> dict[Lang, str]:
    """The rows from the second on, in each language; a cell that says nothing is left out."""
    makers = [(xl_col_to_name(number), _maker(column)) for number, column in enumerate(table.shape.columns)]
    lines: dict[Lang, list[str]] = {lang: [] for lang in LANGS}
    for number, row in enumerate(table.rows, 2):
        cells = [
            (f'<c r="{name}{number}" ', make(cell)) for (name, make), cell in zip(makers, row, strict=True) if cell is not None
        ]
        for lang, place in _PLACES:
            told = "".join([at + (made if isinstance(made, str) else made[place]) for at, made in cells])
            lines[lang].append(f'<row r="{number}">{told}</row>')
    return {lang: "".join(lines[lang]) for lang in LANGS}


_PLACES: Final = tuple((lang, place) for place, lang in enumerate(LANGS))

Made = str | tuple[str, ...]
"""What follows the place of a cell: the same in all languages, or one for each."""


def _maker(column: Column) -> Callable[[Any], Made]:
    if column.kind == "number":
        return lambda cell: f's="{_TEXT}"><v>{cell}</v></c>'
    if column.kind == "truth":
        return lambda cell: f's="{_TEXT}" t="b"><v>{int(cell)}</v></c>'
    if column.kind == "date":
        return cache(_dated)
    if column.options:
        return cache(lambda cell: tuple(_string(labelled(column, cell, lang)) for lang in LANGS))
    return _string


def _dated(cell: str) -> str:
    """A day is a date, a year a number; a month is what it is."""
    if _DAY.fullmatch(cell) and date.fromisoformat(cell) > _FIRST_DAY:
        return f's="{_DAY_STYLE}"><v>{(date.fromisoformat(cell) - _FIRST_DAY).days}</v></c>'
    return f's="{_TEXT}"><v>{int(cell)}</v></c>' if _YEAR.fullmatch(cell) else _string(cell)


def _string(text: str) -> str:
    if len(text) > _LONGEST:
        text = CUT
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in text:
        text = _NEEDS_ESCAPE.sub("_x005F_", text)
    return f's="{_TEXT}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _zipped(parts: Mapping[str, bytes], rows: Mapping[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system = ZIP_DEFLATED, 3
            packed.writestr(info, _with_rows(content.decode(), rows[name]) if name in rows else content, compresslevel=_LEVEL)
    return out.getvalue()


def _with_rows(xml: str, rows: str) -> str:
    """The sheet with its rows in the place of the two that show the styles, which must be the ones that the rows name."""
    head, _, rest = xml.partition('<row r="2"')
    shown, _, tail = rest.partition("</sheetData>")
    assert f'<c r="A2" s="{_TEXT}"/>' in shown and f'<c r="A3" s="{_DAY_STYLE}"/>' in shown, shown[:200]  # noqa: S101, PT018
    last = f':\\g<1>{rows.count("<row ") + 1}"'
    return f"{_LAST_ROW.sub(last, head, count=1)}{rows}</sheetData>{tail}"


_LAST_ROW: Final = re.compile(r':([A-Z]+)3"(?=/><sheetViews)')
"""The row up to which the sheet says that it goes."""

_LEVEL: Final = 3
"""Half the time of the usual 6, for a tenth more bytes."""
