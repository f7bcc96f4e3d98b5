"""A release as it lies in a folder: every file opened in its real reader, and the same pages in every format.

`--release dist` opens the one that lies there, which is how a release is checked before it is published; without it the files are
those of a small one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from support.book_readers import chapters_in_epub, chapters_in_pdf, check_epub, poppler
from support.paths import ROOT
from support.programs import program, release_group

release_group()

from libzim.reader import Archive  # noqa: E402  (only those who release have it)

from gcm.release.outlines import OF_ALL, SHEETS  # noqa: E402

pytestmark = pytest.mark.release


@pytest.fixture(scope="module")
def dist(request):
    """The folder."""
    return request.config.getoption("--release") or request.getfixturevalue("released").folder


@pytest.fixture(scope="module")
def told(dist):
    """What its list says."""
    return json.loads((dist / "downloads.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def files(dist, told):
    """A function that gives the files of a format, each with what the list says of it."""
    return lambda format: [(dist / file["name"], file) for file in told["files"] if file["format"] == format]


def test_the_sums_are_those_of_the_files(dist):
    """`sha256sum` agrees, and every file is listed."""
    checker = program("sha256sum", package="coreutils")
    done = subprocess.run([checker, "--check", "--strict", "SHA256SUMS"], cwd=dist, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ")[1] for line in (dist / "SHA256SUMS").read_text().splitlines()}
    assert listed == {path.name for path in dist.iterdir()} - {"SHA256SUMS"}


def test_the_list_tells_what_each_file_is(dist, told):
    """Name, size and digest of each, the day and the commit; names are of plain letters."""
    assert date.fromisoformat(told["date"])
    assert re.fullmatch(r"[0-9a-f]{40}|", told["commit"])
    names = {file["name"] for file in told["files"]}
    assert {path.name for path in dist.iterdir()} == names | {"SHA256SUMS", "downloads.json"}
    for file in told["files"]:
        content = (dist / file["name"]).read_bytes()
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert re.fullmatch(r"gcm-practices-[a-z0-9.-]+", file["name"])


def test_every_format_has_every_page(told):
    """As many pages in each language as the site has, but for that of the search, which only a browser has; books leave more out."""
    pages = Counter()
    for file in told["files"]:
        if file["kind"] in {"site", "kiwix"}:
            pages[file["format"], file["lang"]] += file["pages"]
    assert {"zip", "zim"} <= {format for format, _ in pages}
    each = told["pages"] // 2
    assert pages == {
        (format, langs): len(langs.split("-")) * (each if format == "zip" else each - 1) for format, langs in pages
    }


def test_no_volume_is_longer_than_one_can_hold(files):
    """The number is said once, where the volumes are."""
    for path, file in files("pdf"):
        if file["kind"] in OF_ALL:
            info = dict(line.split(":", 1) for line in poppler("pdfinfo", path).splitlines())
            assert int(info["Pages"]) <= SHEETS, path.name


def test_the_zip_has_its_pages(files):
    """It is whole, and has as many pages as the list says."""
    for path, file in files("zip"):
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
            assert sum(name.endswith(".html") and "/" in name for name in packed.namelist()) == file["pages"]


def test_kiwix_files_have_their_pages(files):
    """The checker of zim-tools finds no fault, and the count that libraries show is that of the list."""
    checker = program("zimcheck", package="zim-tools")
    for path, file in files("zim"):
        checked = subprocess.run([checker, str(path)], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout
        assert not re.search(r"\[(WARNING|ERROR)\]", checked.stdout), checked.stdout
        assert Archive(path).article_count == file["pages"]


def test_pdf_books_have_their_pages(files):
    """Poppler opens each without a complaint; it is tagged, has its title, and a place for each page of the list."""
    for path, file in files("pdf"):
        if file["kind"] == "leaflet":
            continue
        info = dict(line.split(":", 1) for line in poppler("pdfinfo", path).splitlines())
        assert (info["Title"].strip(), info["Tagged"].strip()) == (file["title"], "yes")
        assert len(chapters_in_pdf(path)) == file["pages"], path.name
        assert poppler("pdftotext", path, "-").strip()


def test_leaflets_fit_on_one_leaf(told, dist):
    """Each in three formats; the PDF has two sides at most, is tagged and says whose it is; the HTML asks for nothing."""
    leaflets = [file for file in told["files"] if file["kind"] == "leaflet"]
    formats = Counter((file["lang"], *file["subject"]) for file in leaflets)
    assert set(formats.values()) <= {3}
    for file in leaflets:
        path = dist / file["name"]
        if file["format"] == "pdf":
            info = dict(line.split(":", 1) for line in poppler("pdfinfo", path).splitlines())
            assert (int(info["Pages"]) <= 2, info["Tagged"].strip()) == (True, "yes")
            assert info["Title"].strip().startswith(f"{file['title']} – ")
        elif file["format"] == "html":
            assert not re.search(r"<(link|script|img|iframe)\b|\bsrc=", path.read_text("utf-8"))


def test_epub_books_have_their_pages(files):
    """Epubcheck finds neither an error nor a warning, and there is a page for each page of the list."""
    books = files("epub")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        checks = list(pool.map(check_epub, [path for path, _ in books]))
    for (path, file), checked in zip(books, checks, strict=True):
        assert checked.returncode == 0, (path.name, checked.stderr)
        assert len(chapters_in_epub(path)) == file["pages"], path.name


@pytest.mark.parametrize("name", ["install", "release"])
def test_the_bill_of_materials_is_valid(dist, name):
    """It keeps to the schema of CycloneDX, and has every direct dependency at the version that is locked."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = (dist / f"gcm-practices-sbom-{name}.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    parts = {part["name"].lower(): part["version"] for part in bill["components"]}
    locked = dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text()))
    assert {"mkdocs-material", "pydantic", "markdown-it", "@cfworker/json-schema"} <= parts.keys()
    assert ("libzim" in parts) == ("weasyprint" in parts) == (name == "release")
    assert all(part["hashes"] if "hashes" in part else part["externalReferences"] for part in bill["components"])
    assert all(parts[each] == locked[each] for each in ("mkdocs", "pydantic", "lxml"))
    assert not {"serialNumber"} & bill.keys()
    assert bill["metadata"]["component"]["properties"][0]["name"] == "commit"
