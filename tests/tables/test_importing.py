"""Tables → records: what is exported comes back as it was, and what is wrong is told at its row and column."""

from __future__ import annotations

import csv
import io
import re
import shutil

import pytest
from xlsxwriter import Workbook

from gcm.catalogue.catalogue import load_catalogue
from gcm.exports.open_data.workbooks import workbook_path
from gcm.language.text import LANGS
from gcm.problems.problem import sentence
from gcm.tables.columns import exchange_tables
from gcm.tables.reading import letters_of
from support.open_data import Made
from support.paths import ROOT, SAMPLE
from support.scripts import load_script

TABLES = {shape.name: shape for shape in exchange_tables()}
WAYS = ["csv", *LANGS]
AT_NIGHT = pytest.mark.nightly
SOURCES = {"sample": SAMPLE, "real": ROOT / "records"}


@pytest.fixture(scope="module")
def script():
    """The command."""
    return load_script("import_table")


def exported(made, way, folder):
    """The files that are taken in again: three of CSV, or the workbook in a language."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [f"data/csv/{name}.csv" for name in TABLES] if way == "csv" else [workbook_path(way)]
    for path in paths:
        (folder / path.rpartition("/")[2]).write_bytes(made[path])
    return sorted(folder.iterdir())


def contents(records):
    """Every file of a practice."""
    return {path.name: path.read_bytes() for path in sorted((records / "practices").glob("[!_]*.md"))}


def without_practices(folder, source):
    """The records of the other kinds alone."""
    shutil.copytree(source, folder / "records")
    for path in (folder / "records" / "practices").glob("[!_]*.md"):
        path.unlink()
    return folder / "records"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        *(("sample", way) for way in WAYS),
        *(pytest.param("real", way, marks=AT_NIGHT) for way in WAYS),
    ],
)
def test_export_import_export(name, way, script, tmp_path):
    """Into an empty folder: the practices are the same, field for field, and so is the export."""
    source = SOURCES[name]
    before, _ = load_catalogue(source)
    made = Made(before)
    records = without_practices(tmp_path, source)
    assert script.main([*map(str, exported(made, way, tmp_path / "tables")), "--records", str(records)]) == 0
    after, _ = load_catalogue(records)
    assert after.practices.keys() == before.practices.keys()
    for id, practice in before.practices.items():
        assert after.practices[id].model_copy(update={"body": practice.body}) == practice
    again = Made(after)
    assert [
        path for path in made.files if path.startswith(("data/csv/", "datos/", "en/data/")) and made[path] != again[path]
    ] == []


@pytest.mark.parametrize("way", ["csv", *(pytest.param(lang, marks=AT_NIGHT) for lang in LANGS)])
def test_nothing_new_changes_no_file(catalogue, way, script, tmp_path, capsys):
    """Remarks, order and quotes of the records that are there stay, letter by letter."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    files = exported(Made(catalogue), way, tmp_path / "tables")
    assert script.main([*map(str, files), "--records", str(tmp_path / "records")]) == 0
    assert contents(tmp_path / "records") == contents(ROOT / "records")
    assert f"Sin cambios: {len(catalogue.practices)}." in capsys.readouterr().err


def rows_of(made, name):
    """The rows of a CSV file, its head first."""
    return list(csv.reader(io.StringIO(made[f"data/csv/{name}.csv"].decode("utf-8-sig"), "")))


@pytest.fixture
def take(records, script, tmp_path):
    """A function that alters the tables of a small set of records and takes them in: code, files, and what was printed."""
    catalogue, _ = records.load()
    made = Made(catalogue)
    tables = {name: rows_of(made, name) for name in TABLES}

    def take_in(alter, *options, separator=",", encoding="utf-8-sig"):
        alter(tables)
        folder = tmp_path / "tables"
        folder.mkdir(exist_ok=True)
        for name, rows in tables.items():
            out = io.StringIO()
            csv.writer(out, delimiter=separator).writerows(rows)
            (folder / f"{name}.csv").write_bytes(out.getvalue().encode(encoding))
        return script.main([*map(str, sorted(folder.iterdir())), "--records", str(records.root), *options])

    return take_in


def cell(tables, name, row, column, value):
    """Let a cell hold something else; rows count as a spreadsheet counts them."""
    tables[name][row - 1][tables[name][0].index(column)] = value


FAULTS = {
    "a code that is none": ("practices", 2, "countries", "XX", "R211"),
    "a date that is none": ("practices", 2, "period_start", "31/12/2024", "R220"),
    "an address that is none": ("practices", 2, "hub_url", "javascript:alert(1)", "R217"),
    "an objective that is none": ("practices", 2, "objectives_stated", "24", "R212"),
    "a title that is missing": ("practices", 2, "title_es", "", "R201"),
    "a practice that is not there": ("practices", 2, "related", "no-hay", "R301"),
}


@pytest.mark.parametrize(("name", "row", "column", "value", "code"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_told_at_its_cell(take, records, capsys, name, row, column, value, code):
    """With the validator's own sentence, and nothing is written."""
    before = contents(records.root)

    def alter(tables):
        cell(tables, name, row, column, value)
        if column == "title_es":
            cell(tables, name, row, "title_en", "")

    assert take(alter) == 1
    told = capsys.readouterr().out
    shape = TABLES[name]
    letters = letters_of([each.name for each in shape.columns].index(column))
    assert f"{name}.csv, fila {row}, columna {letters} ({column}): {code} " in told
    assert all(part in told for part in re.split(r"\{\w+\}", sentence(code, "message", "es")))
    assert contents(records.root) == before


STATEMENT = {"field": "summary", "es": "Atiende a personas migrantes.", "en": "It serves migrants.", "sources": "pagina"}


def with_statement(tables, **altered):
    """A statement more, with a source that it rests on."""
    practice = tables["practices"][1][0]
    values = {"practice": practice, **STATEMENT, **altered}
    tables["statements"].append([values.get(name, "") for name in tables["statements"][0]])
    source = {
        "practice": practice,
        "key": "pagina",
        "url": "https://example.org/p",
        "title": "Página",
        "publisher": "Ministerio",
    }
    tables["sources"].append([source.get(name, "") for name in tables["sources"][0]])


def test_a_new_statement_comes_into_its_record(take, records):
    """And nothing else of the file changes; a section may go by its label."""
    before = contents(records.root)
    assert take(lambda tables: with_statement(tables, field="Qué es")) == 0
    after = contents(records.root)
    (changed,) = [name for name in after if after[name] != before[name]]
    catalogue, problems = records.load()
    assert [problem for problem in problems if not problem.is_warning] == []
    assert catalogue.practices[changed.removesuffix(".md")].summary[-1].sources == ("pagina",)
    assert len(after[changed].splitlines()) > len(before[changed].splitlines())


@pytest.mark.parametrize(
    ("altered", "told"),
    [
        ({"field": "nada"}, "columna B (field): «nada» no es un apartado"),
        ({"practice": "otra"}, "columna A (practice): Ninguna fila de la tabla de prácticas"),
        ({"sources": "otra-pagina"}, "columna E (sources): R414"),
        ({"as_of": "ayer"}, "columna G (as_of): R220"),
    ],
)
def test_a_fault_of_a_statement_is_told_at_its_row(take, capsys, altered, told):
    """A row of another sheet."""
    rows = {}

    def alter(tables):
        with_statement(tables, **altered)
        rows["last"] = len(tables["statements"])

    assert take(alter) == 1
    assert f"statements.csv, fila {rows['last']}, {told}" in capsys.readouterr().out


HEADS = {
    "one that is unknown": (lambda rows: rows["practices"][0].append("color"), "Ninguna columna publicada se llama «color»"),
    "one that is there twice": (lambda rows: rows["practices"][0].append("kind"), "La columna «kind» está dos veces"),
    "one that is missing": (
        lambda rows: [row.pop(0) for row in rows["practices"]],
        "Falta la columna «Identificador / Identifier»",
    ),
}


@pytest.mark.parametrize(("alter", "told"), HEADS.values(), ids=HEADS)
def test_a_wrong_head_is_told(take, capsys, alter, told):
    """Before anything else is read."""
    assert take(alter) == 1
    assert told in capsys.readouterr().out


def test_a_column_that_is_left_out_leaves_its_field(take, records):
    """Whoever sends a few columns alters only these."""
    before = contents(records.root)

    def alter(tables):
        position = tables["practices"][0].index("countries")
        for row in tables["practices"]:
            row.pop(position)

    assert take(alter) == 0
    assert contents(records.root) == before


def test_excel_in_spanish_separates_by_semicolons(take, records):
    """What it saves as CSV UTF-8 is read all the same."""
    before = contents(records.root)
    assert take(lambda _: None, separator=";") == 0
    assert contents(records.root) == before


def test_another_encoding_is_told(take, capsys):
    """Rather than reading `Ã±`."""
    assert take(lambda tables: cell(tables, "practices", 2, "title_es", "Niñez"), encoding="latin-1") == 1
    assert "CSV UTF-8" in capsys.readouterr().out


def test_check_writes_nothing(take, records, capsys):
    """It tells what would be written."""
    before = contents(records.root)
    assert take(lambda tables: cell(tables, "practices", 2, "title_es", "Otro título"), "--check", "--lang", "en") == 0
    assert "Would be written: records/practices/" in capsys.readouterr().out
    assert contents(records.root) == before


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("libro.xlsx", b"PK\x03\x04 nothing", "No es un libro"),
        ("libro.xls", b"nothing", "No es un libro"),
        ("otra.csv", b"id\n", "practices.csv"),
        ("statements.csv", b"practice,field,es\n", "Falta la tabla de prácticas"),
    ],
)
def test_a_file_that_is_none_of_ours_is_told(script, records, tmp_path, capsys, name, content, told):
    """Never a traceback."""
    (tmp_path / name).write_bytes(content)
    assert script.main([str(tmp_path / name), "--records", str(records.root)]) == 1
    assert told in capsys.readouterr().out


def test_a_filled_in_workbook_becomes_records(script, records, tmp_path):
    """As somebody types into it: labels, a real date, numbers."""
    book = Workbook(tmp_path / "envio.xlsx")
    columns = {name: {column.name: number for number, column in enumerate(shape.columns)} for name, shape in TABLES.items()}
    sheets = {name: book.add_worksheet(shape.label["es"]) for name, shape in TABLES.items()}
    for name, shape in TABLES.items():
        sheets[name].write_row(0, 0, [column.label["es"] for column in shape.columns])
    typed = {
        "id": "escuela-movil",
        "title_es": "Escuela móvil",
        "title_en": "Mobile school",
        "kind": "Buena práctica",
        "countries": "Panamá; Costa Rica",
        "objectives_stated": 15,
        "period_start": 2024,
    }
    for name, value in typed.items():
        sheets["practices"].write(1, columns["practices"][name], value)
    book.close()
    assert script.main([str(tmp_path / "envio.xlsx"), "--records", str(records.root)]) == 0
    practice = records.load()[0].practices["escuela-movil"]
    assert (practice.kind, practice.countries, practice.objectives.stated, str(practice.period.start)) == (
        "good-practice",
        ("PA", "CR"),
        (15,),
        "2024",
    )
