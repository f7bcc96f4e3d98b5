"""Leaflets as they are given away: read by poppler, by LibreOffice, and by a browser that gets nothing but the one file."""

from __future__ import annotations

import base64
import hashlib
import pickle
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import html as lxml_html

from support.book_readers import poppler
from support.browsers import Watched
from support.leaflets import CROWD, FEW, HOSTILE, MANY, NAMES, ROOT_URL, leaflet_site
from support.paths import ROOT
from support.programs import program, release_group

release_group()

pytestmark = pytest.mark.release
BOTH = pytest.mark.parametrize("lang", ["es", "en"])
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def folder(once):
    """Where the leaflets lie."""
    once.value("leaflets", lambda folder: make(folder, "es", "en"))
    return once.folder("leaflets")


def make(folder: Path, *langs: str) -> None:
    """In a process of its own: only one that has drawn nothing yet can be given our fonts."""
    command = [sys.executable, "-m", "support.leaflets", str(folder), *langs]
    subprocess.run(command, cwd=ROOT / "tests", env={"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}, check=True)


@pytest.fixture(scope="module")
def made(folder):
    """What was made, as the release lists it."""
    return pickle.loads((folder / "made.pickle").read_bytes())  # noqa: S301  (written by this very run)


@pytest.fixture(scope="module")
def files(made):
    """A function from language, page and format to the file."""
    found = {(each.lang, each.subject, each.path.suffix[1:]): each.path for each in made}
    return lambda lang, key, format: found[lang, key, format]


def text_of(path):
    return " ".join(poppler("pdftotext", path, "-").split())


def test_each_comes_as_pdf_word_and_html(made):
    """In each language, under a name that says what it is in any folder."""
    names = {each.path.name for each in made}
    assert len(names) == len(made) == 2 * 2 * 3
    assert {"gcm-practices-leaflet-es-panama.pdf", "gcm-practices-leaflet-en-panama.html"} <= names
    assert all(re.fullmatch(r"gcm-practices-leaflet-(es|en)-[a-z0-9-]+\.(pdf|docx|html)", name) for name in names)
    assert {(each.kind, each.pages) for each in made} == {("leaflet", 1)}


@BOTH
@pytest.mark.parametrize("key", [FEW, MANY])
def test_a_pdf_fits_on_one_leaf(files, lang, key):
    """Two sides at most, of paper that A4 and Letter printers take; tagged, with title and language, in our fonts."""
    path = files(lang, key, "pdf")
    info = dict(re.findall(r"(?m)^([\w ]+): +(.*)$", poppler("pdfinfo", path)))
    assert int(info["Pages"]) <= 2
    assert info["Tagged"] == "yes"
    assert info["Title"].endswith(f" – {NAMES[lang]}")
    assert info["Page size"].startswith("595.276 x 793.701")
    fonts = poppler("pdffonts", path).splitlines()[2:]
    assert all(re.search(r"\+(Source-(Sans|Serif)-Pro|DejaVu)", font) and " yes yes yes " in font for font in fonts), fonts


@BOTH
def test_of_a_crowd_it_says_how_many_more(files, lang):
    """What is shown and what is not are all there are, and the way to the rest is printed."""
    text = text_of(files(lang, MANY, "pdf"))
    words = {"es": ("Práctica", "prácticas más"), "en": ("Practice", "more practices")}[lang]
    shown = set(re.findall(rf"{words[0]} \d+ –", text))
    (left,) = re.findall(rf"(\d+) {words[1]}: {re.escape(ROOT_URL)}", text)
    assert len(shown) > 20
    assert len(shown) + int(left) in {CROWD, CROWD + 1}


@BOTH
def test_the_code_is_the_address(folder, lang):
    """What a camera reads is drawn anew from the address that is printed beside it."""
    from gcm.release.leaflets import _code

    page = (folder / f"gcm-practices-leaflet-{lang}-panama.html").read_text("utf-8")
    assert str(_code(ROOT_URL + {"es": "paises/panama/", "en": "en/countries/panama/"}[lang])) in page


@BOTH
@pytest.mark.parametrize("key", [FEW, MANY])
def test_the_html_is_whole(files, lang, key):
    """One light file that names no other, and whose policy lets only its own style apply."""
    text = files(lang, key, "html").read_text("utf-8")
    page = lxml_html.fromstring(text)
    assert len(text) < 60_000
    assert not page.xpath("//@src | //link | //script | //form | //iframe | //*[@style or @onclick]")
    assert "url(" not in text
    style = re.search(r"(?s)<style>(.*?)</style>", text)[1]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert page.get("lang") == lang
    assert all(
        href.startswith(("https://practices.example/", "https://creativecommons.org/")) for href in page.xpath("//@href")
    )


@BOTH
def test_a_phone_shows_it(browser, files, lang):
    """Opened from a file at 360 px: nothing is asked for, nothing is wider than the screen, the style applies."""
    watch = Watched(browser)
    asked = []
    watch.page.on("request", lambda request: asked.append(request.url))
    watch.page.set_viewport_size(PHONE)
    address = files(lang, FEW, "html").as_uri()
    watch.page.goto(address)
    width, color = watch.page.evaluate(
        "() => [document.documentElement.scrollWidth, getComputedStyle(document.querySelector('h1')).color]"
    )
    watch.page.context.close()
    assert asked == [address]
    assert (watch.errors, watch.outside) == ([], [])
    assert width <= PHONE["width"]
    assert color == "rgb(10, 63, 87)"


def test_libreoffice_prints_the_word_files_on_one_leaf(files, tmp_path):
    """In whatever fonts it has instead of Word's; the words of the PDF are there."""
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")
    words = [files(lang, key, "docx") for lang in ("es", "en") for key in (FEW, MANY)]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, *words], check=True, capture_output=True
    )
    for word in words:
        printed = tmp_path / f"{word.stem}.pdf"
        assert int(re.search(r"Pages: +(\d+)", poppler("pdfinfo", printed))[1]) <= 2, word.name
        assert ROOT_URL in text_of(printed)


@BOTH
def test_a_hostile_title_is_text(files, lang):
    """In every format it is what its author typed, and nothing more."""
    assert HOSTILE in text_of(files(lang, FEW, "pdf"))
    page = lxml_html.fromstring(files(lang, FEW, "html").read_text("utf-8"))
    assert HOSTILE in page.text_content()
    assert not page.xpath("//script | //b")
    with zipfile.ZipFile(files(lang, FEW, "docx")) as word:
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} &amp; &lt;b&gt;" in word.read("word/document.xml").decode()


@pytest.mark.nightly
def test_the_same_records_give_the_same_bytes(folder, tmp_path):
    """In another folder, in another process."""
    make(tmp_path, "es")
    again = sorted(path for path in tmp_path.iterdir() if path.suffix != ".pickle")
    assert len(again) == 2 * 3
    for path in again:
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_a_site_without_an_address_has_none(tmp_path):
    """Each would lead nowhere."""
    import dataclasses

    from gcm.release.leaflets import make_leaflets

    assert make_leaflets(dataclasses.replace(leaflet_site(), root=""), "es", tmp_path) == []
