"""The open data of the built site: the page that tells of it, whose examples run as they stand."""

from __future__ import annotations

import io
import re
import sqlite3
import subprocess
import sys
from contextlib import redirect_stdout

import pytest
from lxml.html import fromstring

from gcm.views.data_files import API, CSV, DATABASE
from support.paths import ROOT
from support.programs import program

PAGES = {"es": ("datos/index.html", "docs/es/datos.md"), "en": ("en/data/index.html", "docs/en/data.md")}
CODE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def examples(lang, language):
    """The examples of the page in a programming language."""
    return [code for name, code in CODE.findall((ROOT / PAGES[lang][1]).read_text("utf-8")) if name == language]


@pytest.mark.parametrize("lang", PAGES)
def test_every_file_that_the_page_names_is_there(site, lang):
    """Each link of it leads to a file of the site, and each format has one."""
    path = site / PAGES[lang][0]
    page = fromstring(path.read_text("utf-8"))
    hrefs = page.xpath("//article//p[@class='gcm-downloads']/a/@href | //article//th[@scope='row']//a/@href")
    files = [(path.parent / href).resolve() for href in hrefs]
    assert [str(file) for file in files if not file.is_file()] == []
    assert {file.suffix for file in files} == {".csv", ".json", ".jsonld", ".sqlite", ".ttl", ".xlsx", ".xml", ".zip"}


@pytest.mark.parametrize("lang", PAGES)
def test_the_examples_in_python_run(site, address, lang, monkeypatch):
    """The one with a file where the file lies, those with the address of the site at that address."""
    monkeypatch.chdir(site / CSV)
    for code in examples(lang, "python"):
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(code, "example", "exec"), {"SITIO": address, "SITE": address})  # noqa: S102  (our own page)
        assert out.getvalue().strip()


@pytest.mark.nightly
def test_schemathesis_finds_nothing(site, address, tmp_path):
    """It asks for what the description allows, with ids that are there and others, and holds every answer against it."""
    tool = program("schemathesis", package="the group night: uv run --group night pytest --nightly")
    command = [tool, "run", str(site / API / "openapi.json"), "--url", f"{address}{API}", "--phases", "examples,fuzzing"]
    done = subprocess.run(
        [*command, "--max-examples", "20", "--seed", "1"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lang", PAGES)
def test_the_example_in_sql_runs(site, lang):
    """And counts something."""
    (query,) = examples(lang, "sql")
    with sqlite3.connect(f"{(site / DATABASE).as_uri()}?mode=ro", uri=True) as database:
        rows = database.execute(query).fetchall()
    assert rows[0][1] >= rows[-1][1] > 0


@pytest.mark.parametrize("lang", PAGES)
def test_the_command_of_the_page_takes_the_workbook_in(site, lang):
    """With the workbook of the site: nothing to correct, nothing new."""
    command = examples(lang, "sh")[0].splitlines()[0].split()[2:]
    assert command[0] == "python"
    book = next((site / PAGES[lang][0]).parent.glob("*[!kco].xlsx"))
    done = subprocess.run(
        [sys.executable, command[1], str(book), "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_the_folder_has_the_same_files(site, offline):
    """Whoever reads without a connection has them all, byte for byte."""

    def files(root):
        folders = (API, "data", "datos", "en/data")
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for folder in folders
            for path in (root / folder).rglob("*")
            if path.is_file() and path.suffix != ".html"
        }

    online, in_folder = files(site), files(offline)
    assert len(online) > 500
    assert online.keys() == in_folder.keys()
    assert [path for path in online if online[path] != in_folder[path]] == []
