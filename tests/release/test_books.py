"""Books as their readers see them: PDF read back by poppler, EPUB by epubcheck; hostile records, and the same bytes twice."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from itertools import islice, pairwise
from pathlib import Path

import pytest
from lxml import etree

from support.book_readers import chapters_in_epub, chapters_in_pdf, check_epub, pages_in_epub, poppler
from support.books import NAMES, make, small_books
from support.hostile import HOSTILE_RECORD
from support.paths import ROOT
from support.programs import program, release_group

release_group()

from gcm.release.book import BookPart  # noqa: E402  (only those who release have what they need)
from gcm.release.books import build_books, write_books  # noqa: E402
from gcm.release.chapters import inner_html  # noqa: E402
from gcm.release.epub import as_xml, write_epub  # noqa: E402

pytestmark = pytest.mark.release

SAMPLE = str(ROOT / "tests" / "sample" / "records")
SESSION = "gcm-practices-session-es-foro-de-muestra-sesion-1"
COUNTRY = "gcm-practices-country-en-panama"
XHTML = {"x": "http://www.w3.org/1999/xhtml"}


def make_books(folder):
    told = []
    return make(SAMPLE, folder, SESSION, COUNTRY, tell=lambda *what: told.append(what)), told


@pytest.fixture(scope="module")
def made(once):
    """A session in Spanish and a country in English, in both formats; and what was told while they were made."""
    return once.value("books", make_books)


@pytest.fixture
def books(made):
    """The folder in which they are."""
    return made[0][0].path.parent


def make_hostile(folder):
    shutil.copytree(SAMPLE, folder / "records")
    (folder / "records" / "practices" / "hostil.md").write_text(HOSTILE_RECORD, "utf-8")
    make(str(folder / "records"), folder, "gcm-practices-country-es-panama")


@pytest.fixture(scope="module")
def hostile(once):
    """The book of a country that has a practice by somebody who means harm."""
    once.value("hostile_book", make_hostile)
    return once.folder("hostile_book") / "gcm-practices-country-es-panama"


@pytest.fixture(scope="module")
def volumes_in(folder_site):
    """The two volumes of the real repository in a language: together they have a chapter for each page of the site."""
    return cache(lambda lang: list(islice(build_books(folder_site.site, folder_site.folder, lang), 2)))


@pytest.fixture(params=NAMES)
def volumes(request, volumes_in):
    """Those of each language."""
    return volumes_in(request.param)


def info_of(path):
    return dict(line.split(":", 1) for line in poppler("pdfinfo", path).splitlines())


def sheets_of(path):
    return poppler("pdftotext", "-layout", path, "-").split("\f")[:-1]


def objects_of(path):
    """What a PDF keeps in compressed streams, which are all but the fonts."""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", path.read_bytes(), re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


def test_a_pdf_tells_what_it_is(books):
    """Its title, whose it is, its day, and that it is tagged; one sheet size for A4 and Letter."""
    told = {name: value.strip() for name, value in info_of(books / f"{SESSION}.pdf").items()}
    assert told["Title"].startswith("Sesión 1")
    assert told["Author"] == NAMES["es"]
    assert told["Subject"] == "Foro de muestra sobre documentación"
    assert "2026" in told["CreationDate"]
    assert "Mar  1" in told["CreationDate"]
    assert (told["Tagged"], told["Form"], told["JavaScript"]) == ("yes", "none", "no")
    assert told["Page size"].startswith("595.276 x 793.701")
    objects = b"".join(objects_of(books / f"{SESSION}.pdf"))
    assert b"/Lang (es)" in objects
    assert b"/DisplayDocTitle true" in objects
    assert b'pdfuaid:part="1"' in objects


def test_every_sheet_is_numbered_and_headed(books):
    """The number stands at the foot, the part and the chapter at the head; the cover has neither."""
    cover, *sheets = sheets_of(books / f"{SESSION}.pdf")
    assert NAMES["es"] in cover
    assert not re.search(r"^\s*1\s*$", cover, re.MULTILINE)
    for number, sheet in enumerate(sheets, 2):
        assert sheet.split("\n")[-2].strip() == str(number)
    heads = [sheet.split("\n")[0] for sheet in sheets]
    assert any("Objetivos" in head and "Objetivo 4" in head for head in heads)


def test_the_contents_lead_to_the_right_sheets(books):
    """Each line of the list of contents gives the sheet on which that chapter begins."""
    sheets = sheets_of(books / f"{SESSION}.pdf")
    contents = next(sheet for sheet in sheets if sheet.lstrip().startswith("Contenido"))
    found = re.findall(r"^\s*(\S.*?)[ .]{4,}(\d+)$", contents, re.MULTILINE)
    assert len(found) >= 6
    for title, number in found:
        assert " ".join(title.split()[:4]) in " ".join(sheets[int(number) - 1].split()), title


def test_a_pdf_has_bookmarks(books):
    """Parts, below them chapters, below them sections."""
    outline = poppler("pdftohtml", "-xml", "-i", "-stdout", books / f"{SESSION}.pdf").partition("<outline>")[2]
    assert re.search(r"Contenido</item>.*Sesión 1.*Objetivos</item>\s*<outline>\s*<item[^>]*>Objetivo 4", outline, re.DOTALL)
    assert re.search(r"Ventanilla móvil de documentación</item>\s*<outline>\s*<item[^>]*>Cómo funciona", outline, re.DOTALL)


def test_letters_are_ours_and_in_the_file(books):
    """No letter is taken from the machine, and every font is embedded in part, with what its letters mean."""
    for path in books.glob("*.pdf"):
        rows = [line.split() for line in poppler("pdffonts", path).splitlines()[2:]]
        assert rows
        for row in rows:
            assert re.fullmatch(r"[A-Z]{6}\+(Source-Sans-Pro|Source-Serif-Pro|DejaVu-Sans-Mono)[\w-]*", row[0])
            assert row[-5:-2] == ["yes", "yes", "yes"]


def test_every_letter_of_the_site_has_a_shape(volumes):
    """A text in letters that no font of the books has would be boxes on paper: then a font must be added."""
    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    fonts = (
        Path(font_source_sans_pro.font_files_ttf["SourceSansPro"]),
        ROOT / "gcm" / "release" / "fonts" / "DejaVuSansMono.ttf",
    )
    shapes = set().union(*(TTFont(path).getBestCmap() for path in fonts))
    letters = {ord(letter) for book in volumes for chapter in book.chapters for letter in set(chapter.html)} - {9, 10, 13}
    assert {chr(letter) for letter in letters - shapes} == set()


def test_tags_are_in_the_order_that_readers_expect(books):
    """Lists hold entries, tables rows, no level of headings is skipped, decoration and running heads are no part of the text."""
    inside = {
        "L": {"L", "LI", "Caption"},
        "LI": {"Lbl", "LBody"},
        "TR": {"TH", "TD"},
        "Table": {"TR", "THead", "TBody", "Caption"},
    }
    for path in books.glob("*.pdf"):
        above, levels, seen = [], [0], set()
        for line in poppler("pdfinfo", "-struct", path).splitlines():
            depth, tag = (len(line) - len(line.lstrip())) // 2, line.split()[0]
            if not re.fullmatch(r"[A-Z]\w*", tag):
                continue
            above[depth:] = [tag]
            seen.add(tag)
            parent = above[depth - 1] if depth else ""
            assert parent not in inside or tag in inside[parent], line
            levels += [int(tag[1])] if re.fullmatch(r"H\d", tag) else []
        assert len(levels) > 8
        assert all(level <= before + 1 for before, level in pairwise(levels))
        assert "Table" in seen
        assert "Figure" not in seen


def test_words_in_the_other_language_say_so(books):
    """A Spanish text on an English page is marked in both formats."""
    path = books / COUNTRY
    objects = b"".join(objects_of(path.with_suffix(".pdf")))
    assert b"/Lang (en)" in objects
    assert objects.count(b"/Lang (es)") >= 5
    pages = pages_in_epub(path.with_suffix(".epub"))
    practice = pages["EPUB/practice-ventanilla-movil.xhtml"]
    assert practice.get("{http://www.w3.org/XML/1998/namespace}lang") == practice.get("lang") == "en"
    assert practice.xpath("//*[@lang='es']")


@pytest.mark.parametrize("name", [SESSION, COUNTRY])
def test_an_epub_is_valid(books, name):
    """Without an error or a warning."""
    checked = check_epub(books / f"{name}.epub")
    assert checked.returncode == 0, checked.stderr


def longest_of_each_kind(volumes):
    """One book of the longest page of each kind, which holds most of what could break it."""
    chapters = {}
    for chapter in sorted((each for volume in volumes for each in volume.chapters), key=lambda each: len(each.html)):
        chapters[chapter.key[0]] = chapter
    return replace(volumes[0], parts=(BookPart("part-1", "Muestra", tuple(chapters.values())),))


def test_pages_of_every_kind_fill_a_book(tmp_path):
    """Each can be put on paper and into an EPUB without an error or a warning."""
    volumes = (book for book in small_books(Path(SAMPLE), tmp_path / "site") if book.lang == "es")
    check_book(longest_of_each_kind(list(islice(volumes, 2))), tmp_path)


@pytest.mark.nightly  # a minute each; with every push each real page is read as XML
@pytest.mark.parametrize("lang", NAMES)
def test_real_pages_of_every_kind_fill_a_book(volumes_in, tmp_path, lang):
    """Nor does anything go wrong with whatever the records say now."""
    check_book(longest_of_each_kind(volumes_in(lang)), tmp_path)


def check_book(book, tmp_path):
    """Each chapter is in both formats, on the sheet that its link says."""
    assert len(book.chapters) > 30
    write_books([book], tmp_path, lambda *_: None, workers=1)
    checked = check_epub(tmp_path / f"{book.name}.epub")
    assert checked.returncode == 0, checked.stderr
    placed, sheets = chapters_in_pdf(tmp_path / f"{book.name}.pdf"), sheets_of(tmp_path / f"{book.name}.pdf")
    for chapter in book.chapters:
        assert " ".join(chapter.title.split()[:4]) in " ".join(sheets[placed[chapter.id] - 1].split()), chapter.title
    assert sorted(chapters_in_epub(tmp_path / f"{book.name}.epub")) == sorted(chapter.id for chapter in book.chapters)


def test_every_page_of_the_site_is_xml_in_a_book(volumes):
    """A reader of EPUB refuses a page with one element that is not closed, so every real page is bound and read as XML."""
    for book in volumes:
        for chapter in book.chapters:
            etree.fromstring(f"<section>{inner_html(as_xml(book.bind(chapter)), 'xml')}</section>")


@pytest.mark.nightly
@pytest.mark.parametrize("lang", NAMES)
def test_the_epubs_of_the_whole_are_valid_and_whole(folder_site, tmp_path, lang):
    """The two volumes of the real repository are valid, and together have a page for each page of the site."""
    addresses, pages = folder_site.site.addresses, []
    for book in islice(build_books(folder_site.site, folder_site.folder, lang), 2):
        path = tmp_path / f"{book.kind}.epub"
        write_epub(book, path)
        checked = check_epub(path)
        assert checked.returncode == 0, checked.stderr
        pages += chapters_in_epub(path)
    assert sorted(pages) == sorted("-".join(key) for key in (*addresses.keys, *addresses.hand_written))


@pytest.mark.nightly
def test_the_pdfs_of_the_whole_have_every_page(folder_site, tmp_path):
    """The two volumes of the real repository lead to a chapter for each page of the site, which begins with its title."""
    addresses, found = folder_site.site.addresses, []
    volumes = list(islice(build_books(folder_site.site, folder_site.folder, "es"), 2))
    for made in write_books(volumes, tmp_path, lambda *_: None):
        if made.path.suffix != ".pdf":
            continue
        assert info_of(made.path)["Tagged"].strip() == "yes"
        sheets = [" ".join(sheet.split()) for sheet in sheets_of(made.path)]
        (book,) = (each for each in volumes if each.name == made.path.stem)
        placed = chapters_in_pdf(made.path)
        found += placed
        for chapter in book.chapters:
            assert " ".join(chapter.title.split()[:4]) in sheets[placed[chapter.id] - 1], chapter.title
    assert sorted(found) == sorted("-".join(key) for key in (*addresses.keys, *addresses.hand_written))


def test_an_epub_tells_what_it_is_and_finds_its_places(books):
    """Title, language, day, what it offers to those who do not see it; contents and landmarks."""
    with zipfile.ZipFile(books / f"{SESSION}.epub") as book:
        assert book.infolist()[0].filename == "mimetype"
        assert book.infolist()[0].compress_type == zipfile.ZIP_STORED
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        package = book.read("EPUB/content.opf").decode()
    for told in (
        "<dc:language>es</dc:language>", '<meta property="dcterms:modified">2026-03-01T00:00:00Z</meta>',
        '<meta property="schema:accessMode">textual</meta>', '<meta property="schema:accessibilityHazard">none</meta>',
        f"<dc:publisher>{NAMES['es']}</dc:publisher>",
    ):  # fmt: skip
        assert told in package
    nav = pages_in_epub(books / f"{SESSION}.epub")["EPUB/nav.xhtml"]
    contents, landmarks = nav.xpath("//x:nav", namespaces=XHTML)
    assert "practice-ventanilla-movil.xhtml" in contents.xpath(".//@href")
    assert landmarks.xpath(".//x:a/@*[local-name()='type']", namespaces=XHTML) == ["titlepage", "toc", "bodymatter"]


def test_links_in_an_epub_lead_to_what_is_there(books):
    """Within the book to a page and a place in it, otherwise to a whole address."""
    pages = pages_in_epub(books / f"{SESSION}.epub")
    ids = {Path(name).name: set(page.xpath("//@id")) for name, page in pages.items()}
    links = [link for page in pages.values() for link in page.xpath("//x:a/@href", namespaces=XHTML)]
    inside = [link.partition("#") for link in links if not link.startswith("https://")]
    assert len(inside) > 20
    assert all(name in ids and (not anchor or anchor in ids[name]) for name, _, anchor in inside)


def test_a_hostile_record_is_text(hostile):
    """Markup, scripts and addresses of strangers stay words in both formats, and the book is valid."""
    checked = check_epub(hostile.with_suffix(".epub"))
    assert checked.returncode == 0, checked.stderr
    pages = pages_in_epub(hostile.with_suffix(".epub"))
    practice = pages["EPUB/practice-hostil.xhtml"]
    for page in pages.values():
        names = {etree.QName(element).localname for element in page.iter(etree.Element)}
        assert not names & {"script", "iframe", "img", "base", "object", "meta"}
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
        assert all(
            link.startswith(("https://", "title", "part-")) or ".xhtml" in link
            for link in page.xpath("//x:a/@href", namespaces=XHTML)
        )
    assert "<script>window.ran=7</script>" in "".join(practice.itertext())
    text = " ".join(" ".join(sheets_of(hostile.with_suffix(".pdf"))).split())
    assert "<script>window.ran=1</script> {{ 7 * 7 }}" in text
    assert "window.ran=10" in text
    assert b"/JavaScript" not in b"".join(objects_of(hostile.with_suffix(".pdf")))


def test_nothing_is_fetched():
    """Whatever a page might ask for, from the web or from this machine, ends the making of the book."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    from gcm.release.pdf import refuse

    for address in ("https://a.invalid/x.png", "file:///etc/passwd", "data:text/css,"):
        for html in (
            f"<img src='{address}'>",
            f"<link rel=stylesheet href='{address}'>",
            f"<p style='background: url({address})'>x",
        ):
            with pytest.raises(FatalURLFetchingError):
                HTML(string=html, url_fetcher=refuse).write_pdf()


def test_the_same_records_give_the_same_bytes(books, tmp_path):
    """In another folder, in another year, with another order of sets."""
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r}); from support.books import make; make(*sys.argv[1:])"
    command = [
        program("faketime", package="faketime"),
        "2031-07-04 05:06:07",
        sys.executable,
        "-c",
        code,
        SAMPLE,
        str(tmp_path),
        SESSION,
    ]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}, check=True)
    for ending in ("pdf", "epub"):
        assert Path(tmp_path, f"{SESSION}.{ending}").read_bytes() == Path(books, f"{SESSION}.{ending}").read_bytes()


def test_what_was_made_is_told(made):
    """Each file with its language, what it is about and how many pages of the site it holds; progress in words."""
    artefacts, told = made
    assert [artefact.path.name for artefact in artefacts] == [
        f"{name}.{ending}" for name in (COUNTRY, SESSION) for ending in ("epub", "pdf")
    ]
    assert {(each.kind, each.lang, each.subject) for each in artefacts} == {
        ("country", "en", ("country", "PA")),
        ("session", "es", ("session", "foro-de-muestra", "sesion-1")),
    }
    for pdf, epub in zip(artefacts[1::2], artefacts[::2], strict=True):
        assert pdf.pages == epub.pages == len(chapters_in_epub(epub.path)) == len(chapters_in_pdf(pdf.path))
    assert [done[:2] for done in told] == [(1, 2), (2, 2)]
    assert {done[2] for done in told} == {artefact.title for artefact in artefacts}


def test_names_fit_any_system(tmp_path):
    """Lower case, ASCII, and no two alike."""
    names = [book.name for book in small_books(Path(SAMPLE), tmp_path)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"gcm-practices-(book|papers|session|country)-(es|en)[a-z0-9-]*", name) for name in names)
