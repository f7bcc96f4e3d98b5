"""The tables as Excel workbooks, one in each language, and a blank one to be filled in.

XlsxWriter makes the frame: styles, widths, frozen heads with notes, filters, lists to choose from. The rows are put into it as XML of our
own (`sheet_rows.py`). Neither holds a clock, so the same edition gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import cache, cached_property, partial
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.sheet_rows import DAY_STYLE, TEXT_STYLE, rows_xml, strings_xml, text_numbers
from gcm.exports.zip_files import pack, zipped
from gcm.language.phrases import Phrases, phrases
from gcm.language.text import LANGS, Lang
from gcm.tables.columns import PRACTICES, RECORD, Column, TableShape, exchange_tables, table_words
from gcm.views.addresses import PREFIX

_LAST: Final = 1_048_575
"""The last row that a sheet can have, counted from 0."""

_LISTED: Final = 2
"""Members of a closed list from which on a cell lets choose."""

_WIDTHS: Final = {"words": 42, "lines": 42, "url": 30, "date": 12, "truth": 10, "number": 10, "id": 18}


@cache
def workbook_phrases(lang: Lang) -> Phrases:
    """What the workbooks say in `lang`."""
    return Phrases(lang, table_words()["workbook"])


def workbook_path(lang: Lang, name: str = "file") -> str:
    """Where a workbook lies below the common root: beside the page of the open data in that language."""
    return f"{PREFIX[lang]}{workbook_phrases(lang).folder}/{workbook_phrases(lang)[name]}.xlsx"


def workbook_files(edition: Edition) -> Iterator[File]:
    """The workbook of all tables and the blank one, in each language."""
    books = cache(partial(workbooks, edition))
    for lang in LANGS:
        yield workbook_path(lang), partial(_of, books, lang)
        yield workbook_path(lang, "blank_file"), partial(blank_workbook, edition, lang)


def _of(books: Callable[[], Mapping[Lang, bytes]], lang: Lang) -> bytes:
    return books()[lang]


def workbooks(edition: Edition) -> dict[Lang, bytes]:
    """In each language a workbook with every table on a sheet of its own.

    They are made together: what is the same in all of them, the texts of the cells above all, is packed once.
    """
    frames, numbers = {lang: _frame_of_all(edition, lang) for lang in LANGS}, text_numbers(edition.tables)
    parts = {lang: _inlined(frame.parts) for lang, frame in frames.items()}
    first = parts[LANGS[0]]
    common = {name: part for name, part in first.items() if all(part == own.get(name) for own in parts.values())}
    begun = zipped([*common.items(), (_STRINGS, strings_xml(numbers))])
    books = {lang: BytesIO(begun) for lang in LANGS}
    for table in edition.tables:
        rows = rows_xml(table, numbers)
        for lang, book in books.items():
            name = frames[lang].part(table.shape)
            pack([(name, _with_rows(parts[lang].pop(name), rows[lang], len(table)))], book)
    for lang, book in books.items():
        pack([(name, part) for name, part in parts[lang].items() if name not in common], book)
    return {lang: book.getvalue() for lang, book in books.items()}


def _frame_of_all(edition: Edition, lang: Lang) -> _Frame:
    t = workbook_phrases(lang)
    abouts = [f"{table.shape.label[lang]}: {table.about[lang]}" for table in edition.tables]
    told = [t.several, t.grouped, t.dates, t.empty, "", t.sheets, *abouts]
    return _framed(edition, lang, t.title, told, [(table.shape, len(table)) for table in edition.tables])


def blank_workbook(edition: Edition, lang: Lang) -> bytes:
    """The three sheets in which practices are exchanged, with lists to choose from."""
    t = workbook_phrases(lang)
    told = [t.how_to_fill, t.several, t.grouped, t.dates, t.how_to_send]
    return zipped(_framed(edition, lang, t.blank_title, told, [(shape, 0) for shape in exchange_tables()]).parts.items())


def _framed(edition: Edition, lang: Lang, title: str, told: Sequence[str], tables: Iterable[tuple[TableShape, int]]) -> _Frame:
    """A workbook without its rows, of which each table has so many, and with a first sheet that tells of them."""
    t, site = workbook_phrases(lang), edition.site
    lines = [
        site.names.get(lang, ""), title, "", t.fill("edition", number=edition.number, day=phrases(lang).day(edition.day)),
        t.licence, site.root, "", *told,
    ]  # fmt: skip
    frame = _Frame(edition, lang, lines)
    for shape, rows in tables:
        frame.add(shape, rows)
    return frame


class _Frame:
    """A workbook without its rows, and the styles of its columns."""

    def __init__(self, edition: Edition, lang: Lang, lines: Sequence[str]) -> None:
        self._lang, self._out = lang, BytesIO()
        self._book = Workbook(self._out, {"in_memory": True})
        self._book.set_properties({"title": lines[1], "author": lines[0], "created": datetime.combine(edition.day, time())})
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

    @cached_property
    def parts(self) -> dict[str, bytes]:
        """Every file of the workbook but for the rows of its tables."""
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


def _inlined(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a frame without that of its texts, which stand in their cells instead."""
    texts = _FRAME_TEXT.findall(parts[_STRINGS])
    return {
        name: _NAMES_TEXT.sub(lambda found: b't="inlineStr"><is>%s</is>' % texts[int(found[1])], part)
        for name, part in parts.items()
        if name != _STRINGS
    }


_STRINGS: Final = "xl/sharedStrings.xml"
_FRAME_TEXT: Final = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_NAMES_TEXT: Final = re.compile(rb't="s"><v>(\d+)</v>')


def _with_rows(sheet: bytes, rows: str, number: int) -> bytes:
    """The sheet with its rows in the place of the two that show the styles, which must be the ones that the rows name."""
    head, _, rest = sheet.decode().partition('<row r="2"')
    shown, _, tail = rest.partition("</sheetData>")
    assert f'<c r="A2" s="{TEXT_STYLE}"/>' in shown and f'<c r="A3" s="{DAY_STYLE}"/>' in shown, shown[:200]  # noqa: S101, PT018
    last = f':\\g<1>{number + 1}"'
    return f"{_LAST_ROW.sub(last, head, count=1)}{rows}</sheetData>{tail}".encode()


_LAST_ROW: Final = re.compile(r':([A-Z]+)3"(?=/><sheetViews)')
"""The row up to which the sheet says that it goes."""
