"""CSV, workbooks and the database: the same tables, each opened by a program that is not ours."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from frictionless import Package, system
from python_calamine import CalamineWorkbook

from gcm.exports.open_data.tables import KEYS, REFERENCES, shapes
from gcm.exports.open_data.workbooks import workbook_path
from gcm.language.text import LANGS
from gcm.tables.columns import exchange_tables
from gcm.views.data_files import CSV, CSV_TOGETHER, DATABASE
from support.hostile import HOSTILE_RECORD
from support.open_data import Made
from support.paths import ROOT
from support.programs import program

NAMES = [shape.name for shape, _ in shapes()]
FORMULA = re.compile(r"[=+\-@\t\r]")


@pytest.fixture(scope="module")
def opened(made):
    """Language → the workbook as another library reads it."""
    return {lang: CalamineWorkbook.from_filelike(io.BytesIO(made[workbook_path(lang)])) for lang in LANGS}


def rows_of(made, name):
    """A CSV file as the standard reads it, its head first."""
    return list(csv.reader(io.StringIO(made[f"{CSV}/{name}.csv"].decode("utf-8-sig"), ""), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_what_the_standard_says(made, name):
    """RFC 4180: lines end in CR LF, every one has as many cells as the head; a mark says that it is UTF-8."""
    content = made[f"{CSV}/{name}.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    head, *rows = rows_of(made, name)
    assert len(set(head)) == len(head)
    assert {len(row) for row in rows} <= {len(head)}


@pytest.fixture
def packed(made, tmp_path):
    """The tables in one file, which a test may spoil."""
    path = tmp_path / "tables.zip"
    path.write_bytes(made[CSV_TOGETHER])
    return path


def problems_of(path):
    """What frictionless finds wrong with a data package."""
    with system.use_context(trusted=True):
        return Package(str(path)).validate()


def test_the_tables_in_one_file_are_those_that_lie_there(made, packed):
    """Byte for byte."""
    with ZipFile(packed) as opened:
        assert opened.testzip() is None
        inside = {f"{CSV}/{name}": opened.read(name) for name in opened.namelist()}
    assert inside == {path: made[path] for path in made.files if path.startswith(f"{CSV}/")}


def test_frictionless_accepts_the_tables(packed):
    """With types, keys, and what refers to other tables."""
    report = problems_of(packed)
    assert report.flatten(["type", "note", "rowNumber", "fieldName"]) == []
    assert [task.name for task in report.tasks] == NAMES
    with ZipFile(packed) as opened:
        described = json.loads(opened.read("datapackage.json"))
    assert [licence["name"] for licence in described["licenses"]] == ["CC-BY-4.0"]


def test_frictionless_finds_what_is_wrong(packed, tmp_path):
    """The test before this one would find nothing if the package described nothing."""
    with ZipFile(packed) as opened:
        opened.extractall(tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    package["resources"] = [each for each in package["resources"] if each["name"] in ("practices", "sources")]
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    sources = tmp_path / "sources.csv"
    sources.write_text(sources.read_text("utf-8-sig").replace(",true,", ",perhaps,", 1), "utf-8-sig")
    found = problems_of(tmp_path / "datapackage.json").flatten(["type", "fieldName"])
    assert found == [["type-error", "copy"]]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_has_the_rows_of_the_table(opened, made, name, lang):
    """A sheet each, under heads and with labels in its language; as many rows, in the same order."""
    shape = next(shape for shape, _ in shapes() if shape.name == name)
    grid = opened[lang].get_sheet_by_name(shape.label[lang]).to_python(skip_empty_area=False)
    assert grid[0] == [column.label[lang] for column in shape.columns]
    written = rows_of(made, name)[1:]
    assert len(grid) - 1 == len(written)
    assert [row[0] for row in grid[1:]] == [int(row[0]) if isinstance(grid[1][0], float) else row[0] for row in written]


def test_values_in_a_workbook_have_types(opened):
    """A day is a date, a truth value one, a number a number: sorted and filtered as such."""
    shape = next(shape for shape in exchange_tables() if shape.name == "sources")
    rows = opened["es"].get_sheet_by_name("Fuentes").to_python()[1:]
    column = {each.name: [row[number] for row in rows] for number, each in enumerate(shape.columns)}
    assert {type(value) for value in column["consulted"]} == {date}
    assert {type(value) for value in column["copy"] if value != ""} == {bool}
    objectives = opened["en"].get_sheet_by_name("Objectives").to_python()[1:]
    assert [row[0] for row in objectives] == list(range(1, 24))


@pytest.mark.nightly
@pytest.mark.parametrize("lang", LANGS)
def test_libreoffice_opens_a_workbook(made, lang, tmp_path):
    """And finds what was written, frozen heads and filters among it."""
    soffice = program("soffice", "libreoffice", package="libreoffice-calc-nogui")
    (tmp_path / "libro.xlsx").write_bytes(made[workbook_path(lang)])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    filters = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", filters, "--outdir", tmp_path, tmp_path / "libro.xlsx"],
        check=True,
        capture_output=True,
        timeout=300,
    )
    (written,) = tmp_path.glob("*.csv")
    rows = list(csv.reader(io.StringIO(written.read_text("utf-8"), "")))
    shape = exchange_tables()[0]
    assert rows[0] == [column.label[lang] for column in shape.columns]
    assert [row[0] for row in rows[1:]] == [row[0] for row in rows_of(made, "practices")[1:]]


@pytest.fixture(scope="module")
def database(made, tmp_path_factory):
    """The database, opened for reading."""
    path = tmp_path_factory.mktemp("database") / "gcm.sqlite"
    path.write_bytes(made[DATABASE])
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as connection:
        yield connection


def test_the_database_is_sound(database):
    """By its own checks; every row that names another leads to it."""
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = {name: database.execute(f"PRAGMA foreign_key_list({name})").fetchall() for name in REFERENCES}
    assert all(keys.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_database_has_the_rows_of_the_tables(database, made, name):
    """As many as CSV has, each told apart by its key."""
    (count,) = database.execute(f"SELECT count(*) FROM {name}").fetchone()  # noqa: S608  (our own names)
    assert count == len(rows_of(made, name)) - 1
    assert bool(KEYS.get(name)) == any(column[5] for column in database.execute(f"PRAGMA table_info({name})"))


def test_no_cell_of_a_hostile_record_is_a_formula(make_records):
    """Whatever somebody who means harm writes, in any table."""
    records = make_records("hostile")
    text = HOSTILE_RECORD.replace("aliases: [", 'aliases: ["=HYPERLINK(1)", "@SUM(1)", "-2+3", ', 1)
    records.write("practices/hostil.md", text)
    made = Made(records.load()[0])
    cells = [cell for name in NAMES for row in rows_of(made, name) for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if FORMULA.match(cell)] == []
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(made[workbook_path("es")])).get_sheet_by_name("Prácticas")
    assert any("HYPERLINK" in str(cell) for row in sheet.to_python() for cell in row)


@pytest.mark.parametrize("lang", LANGS)
def test_the_blank_workbook_lets_choose(made, lang, tmp_path):
    """Kinds, countries and sections come from lists; its three sheets are empty."""
    content = made[workbook_path(lang, "blank_file")]
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for shape in exchange_tables():
        assert len(book.get_sheet_by_name(shape.label[lang]).to_python()) == 1
    lists = book.get_sheet_by_name({"es": "Listas", "en": "Lists"}[lang]).to_python()
    assert {"es": "Buena práctica", "en": "Good practice"}[lang] in {cell for row in lists for cell in row}


def test_no_table_names_a_person_of_the_builder(made):
    """Nor the machine, nor the day of the build."""
    ours = (str(ROOT).encode(), f"{Path.home()}/".encode())
    for path in made.files:
        content = made[path] if path.startswith(("data/", "datos/", "en/data/")) else b""
        told = content if isinstance(content, bytes) else content.encode()
        assert [each for each in ours if each in told] == [], path
