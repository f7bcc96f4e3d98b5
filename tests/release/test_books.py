"""Books as their readers see them: PDF read back by poppler, EPUB by epubcheck; hostile records, and the same bytes twice."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from support.book_readers import chapters_in_epub, chapters_in_pdf, check_epub, pages_in_epub, poppler
from support.books import NAMES, make, small_books, written
from support.hostile import HOSTILE_RECORD
from support.paths import ROOT
from support.programs import program, release_group
from support.release_command import DAY
from support.release_command import make as make_release
from support.sites import EXAMPLE

release_group()

from pdfua import Validator  # noqa: E402  (only those who release have what they need)

from gcm.release.book import BookPart  # noqa: E402
from gcm.release.books import build_books, read_manuscript  # noqa: E402
from gcm.release.chapters import inner_html  # noqa: E402
from gcm.release.epub import as_xml  # noqa: E402
from gcm.release.kept import Kept  # noqa: E402
from gcm.release.links import in_reading_program  # noqa: E402
from gcm.release.outlines import OF_ALL, SHEETS  # noqa: E402

pytestmark = pytest.mark.release

SAMPLE = str(ROOT / "tests" / "sample" / "records")
SESSION = "gcm-practices-session-es-foro-de-muestra-sesion-1"
SHORT = "gcm-practices-session-es-revision-de-muestra-mesa-4"
COUNTRY = "gcm-practices-country-en-panama"
VOLUME = "gcm-practices-book-es-1"
XHTML = {"x": "http://www.w3.org/1999/xhtml"}


def make_small(folder):
    return make(SAMPLE, folder, SESSION, COUNTRY, VOLUME)


@pytest.fixture(scope="module")
def made(once):
    """A volume and a session in Spanish, and a country in English, in both formats."""
    return once.value("books", make_small)


@pytest.fixture
def books(made):
    """The folder in which they are."""
    return made[0].path.parent


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
def manuscript_in(folder_site):
    """What the books of the real repository are made of, in a language: a chapter for each page that one reads."""
    return cache(lambda lang: read_manuscript(folder_site.site, folder_site.folder, lang))


@pytest.fixture(params=["es", pytest.param("en", marks=pytest.mark.nightly)])
def manuscript(request, manuscript_in):
    """The same, in each language; with each push in Spanish alone."""
    return manuscript_in(request.param)


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
    assert b'pdfuaid:part="1"' in (books / f"{SESSION}.pdf").read_bytes()


def test_every_sheet_is_numbered_and_headed(books):
    """At the foot stand the book and the number, at the head the whole title of the chapter; the cover has neither."""
    cover, *sheets = sheets_of(books / f"{VOLUME}.pdf")
    assert NAMES["es"] in cover
    assert "2 de" not in cover.splitlines()[-1]
    for number, sheet in enumerate(sheets, 2):
        foot = sheet.split("\n")[-2].split()
        assert foot[-1] == str(number)
        assert " ".join(foot).startswith("1. Prácticas por país")
    heads = [sheet.split("\n")[0].strip() for sheet in sheets]
    assert "Ventanilla móvil de documentación" in heads
    assert not any("…" in head for head in heads)


def test_the_cover_says_which_edition_and_volume_it_is(books):
    """With its number, its day, and how many volumes there are; all are named behind it."""
    cover, imprint, *_ = sheets_of(books / f"{VOLUME}.pdf")
    assert re.search(r"Edición \S+, 1 de marzo de 2026", cover)
    (volumes,) = re.findall(r"Volumen 1 de (\d+)", cover)
    assert re.search(rf"{volumes}\. Guía para contribuir", imprint)


@pytest.mark.parametrize(("name", "entries"), [(SESSION, 5), (VOLUME, 20)])
def test_the_contents_lead_to_the_right_sheets(books, name, entries):
    """Each line of the list of contents gives the sheet on which that chapter begins; what belongs to a part stands below it."""
    sheets = sheets_of(books / f"{name}.pdf")
    contents = "\n".join(sheets[2 : min(chapters_in_pdf(books / f"{name}.pdf").values()) - 1])
    found = re.findall(r"^( *)(\S.*?)[ .]{4,}(\d+)$", contents, re.MULTILINE)
    assert len(found) >= entries
    indents = {" ".join(title.split()[:2]): len(indent) for indent, title, _ in found}
    for _, title, number in found:
        assert title == "Objetivos" or " ".join(title.split()[:4]) in " ".join(sheets[int(number) - 1].split()), title
    assert name == VOLUME or indents["Objetivos"] < max(indents.values())


def test_a_reference_gives_the_page_or_the_volume(books):
    """Behind a link to a page of the book stands its sheet, behind one to another the volume, as text and at its place."""
    path = books / f"{VOLUME}.pdf"
    placed, sheets = chapters_in_pdf(path), sheets_of(path)
    practice = " ".join(sheets[placed["practice-ventanilla-movil"] - 1].split())
    assert f"Panamá p. {placed['country-PA']}" in practice
    assert re.search(r"documentación vol\. \d", practice)
    assert not re.search(r"\b0\d{3}\b", " ".join(sheets))


def test_links_of_a_pdf_lead_on(books):
    """Within the book to places that are there, otherwise to the web: nothing is left of how they were noted before."""
    from pikepdf import Pdf

    with Pdf.open(books / f"{VOLUME}.pdf") as pdf:
        names = [str(name) for name in pdf.Root.Names.Dests.Names][::2]
        links = [link for page in pdf.pages for link in page.obj.get("/Annots", ())]
        inside = {str(link.Dest) for link in links if "/Dest" in link}
        outside = {str(link.A.URI) for link in links if "/A" in link}
    assert len(inside) > 5
    assert inside <= set(names)
    assert outside
    assert all(address.startswith("https://") for address in outside)


def test_without_a_site_a_link_leads_to_the_file_of_the_other_volume(tmp_path):
    """Which may lie beside it."""
    from pikepdf import Pdf

    make(SAMPLE, tmp_path, SHORT, root="")
    with Pdf.open(tmp_path / f"{SHORT}.pdf") as pdf:
        actions = [link.A for page in pdf.pages for link in page.obj.get("/Annots", ()) if "/A" in link]
    assert {str(action.F) for action in actions if "/F" in action}
    assert all(re.fullmatch(r"gcm-practices-book-es-\d+\.pdf", str(action.F)) for action in actions if "/F" in action)


def test_what_is_not_for_readers_stands_in_no_book(books):
    """Nothing invites to complete, correct or subscribe, and no section says that there is nothing to say."""
    for path in books.glob("*.pdf"):
        text = " ".join(" ".join(sheets_of(path)).split())
        for words in (
            "Información pendiente",
            "still missing",
            "Cómo citar",
            "How to cite",
            "editar el archivo",
            "Sin conexión",
            "↩",
        ):
            assert words not in text, (path.name, words)


def test_sources_are_numbered_notes(books):
    """What is cited in the text is a number; the note of that number stands at the end, with the document's title the first time."""
    pages = pages_in_epub(books / f"{VOLUME}.epub")
    page = pages["EPUB/practice-ventanilla-movil.xhtml"]
    cited = page.xpath("//x:span[@class='gcm-sources']/x:a", namespaces=XHTML)
    ids = page.xpath("//@id")
    assert cited
    for link in cited:
        assert link.text.isdigit()
        assert link.get("href").partition("#")[2] in ids


def test_a_pdf_has_bookmarks(books):
    """Countries, below them practices, below them sections."""
    outline = poppler("pdftohtml", "-xml", "-i", "-stdout", books / f"{VOLUME}.pdf").partition("<outline>")[2]
    assert re.search(r"Contenido</item>.*Panamá</item>\s*<outline>", outline, re.DOTALL)
    assert re.search(r"Ventanilla móvil de documentación</item>\s*<outline>\s*<item[^>]*>Cómo funciona", outline, re.DOTALL)


@pytest.mark.parametrize("name", [SESSION, COUNTRY])
def test_a_pdf_keeps_to_what_a_program_can_check_of_pdf_ua(books, name):
    """No finding, and nothing left unchecked but the rule that this version of the checker cannot ask (our own test asks it)."""
    found = Validator().validate(books / f"{name}.pdf")
    assert list(found.findings) == []


def test_fonts_are_ours_and_in_the_file(books):
    """No font is taken from the machine, and each is embedded in part, with what its letters mean."""
    for path in books.glob("*.pdf"):
        rows = [line.split() for line in poppler("pdffonts", path).splitlines()[2:]]
        assert rows
        for row in rows:
            assert re.fullmatch(r"[A-Z]{6}\+(Source-Sans-Pro|Source-Serif-Pro|DejaVu-Sans-Mono)[\w-]*", row[0])
            assert row[-5:-2] == ["yes", "yes", "yes"]


def test_every_letter_of_the_site_has_a_shape(manuscript):
    """A text in letters that no font of the books has would be boxes on paper: then a font must be added."""
    import font_source_sans_pro
    from fontTools.ttLib import TTFont

    fonts = (
        Path(font_source_sans_pro.font_files_ttf["SourceSansPro"]),
        ROOT / "gcm" / "release" / "fonts" / "DejaVuSansMono.ttf",
    )
    shapes = set().union(*(TTFont(path).getBestCmap() for path in fonts))
    letters = {ord(letter) for chapter in manuscript.chapters.values() for letter in set(chapter.html)} - {9, 10, 13}
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


@pytest.mark.parametrize("name", [pytest.param(SESSION, marks=pytest.mark.nightly), COUNTRY, VOLUME])
def test_an_epub_is_valid(books, name):
    """Without an error or a warning."""
    checked = check_epub(books / f"{name}.epub")
    assert checked.returncode == 0, checked.stderr


def books_of(manuscript):
    """Its books, as if every page took a sheet."""
    return build_books(manuscript, lambda _: 1)


def longest_of_each_kind(books):
    """One book of the longest page of each kind, which holds most of what could break it."""
    volumes, chapters = [book for book in books if book.volume], {}
    for chapter in sorted((each for book in volumes for each in book.chapters), key=lambda each: len(each.html)):
        chapters[chapter.key[0]] = chapter
    places = {id: place for book in books for id, place in book.places.items()}
    parts = (BookPart("part-1", "Muestra", tuple((each,) for each in chapters.values())),)
    return replace(volumes[0], parts=parts, places=places)


@pytest.mark.nightly  # half a minute; what is made with each push has pages of a dozen kinds
def test_pages_of_every_kind_fill_a_book(tmp_path):
    """Each can be put on paper and into an EPUB without an error or a warning."""
    check_book(longest_of_each_kind(small_books(Path(SAMPLE), tmp_path / "site", langs=("es",))), tmp_path)


@pytest.mark.nightly  # a minute each; with every push each real page is read as XML
def test_real_pages_of_every_kind_fill_a_book(manuscript, tmp_path):
    """Nor does anything go wrong with whatever the records say now."""
    check_book(longest_of_each_kind(list(books_of(manuscript))), tmp_path)


def check_book(book, tmp_path):
    """Each chapter is in both formats, on the sheet that its link says."""
    assert len(book.chapters) > 30
    written([book], tmp_path)
    checked = check_epub(tmp_path / f"{book.name}.epub")
    assert checked.returncode == 0, checked.stderr
    placed, sheets = chapters_in_pdf(tmp_path / f"{book.name}.pdf"), sheets_of(tmp_path / f"{book.name}.pdf")
    for chapter in book.chapters:
        assert " ".join(chapter.title.split()[:4]) in " ".join(sheets[placed[chapter.id] - 1].split()), chapter.title
    assert sorted(chapters_in_epub(tmp_path / f"{book.name}.epub")) == sorted(chapter.id for chapter in book.chapters)


def test_every_page_of_the_site_is_xml_in_a_book(manuscript):
    """A reader of EPUB refuses a page with one element that is not closed, so every real page is bound and read as XML."""
    for book in books_of(manuscript):
        for chapter in book.chapters if book.volume else ():
            etree.fromstring(f"<section>{inner_html(as_xml(in_reading_program(chapter, book)), 'xml')}</section>")


@pytest.mark.nightly
def test_the_volumes_of_the_whole(catalogue, tmp_path):
    """None is too long; together they have every practice once; each is tagged, valid, and leads to its chapters, which begin with their titles."""
    done = make_release(ROOT, tmp_path, "--only=books", "--dirty", SOURCE_DATE_EPOCH=str(DAY), **EXAMPLE)
    assert done.returncode == 0, done.stderr
    found = {lang: [] for lang in NAMES}
    for each in json.loads((tmp_path / "downloads.json").read_text("utf-8"))["files"]:
        path = tmp_path / each["name"]
        if each["kind"] not in OF_ALL:
            continue
        if each["format"] == "epub":
            checked = check_epub(path)
            assert checked.returncode == 0, checked.stderr
            continue
        info = info_of(path)
        assert info["Tagged"].strip() == "yes"
        assert int(info["Pages"]) <= SHEETS, path.name
        assert list(Validator().validate(path).findings) == []
        found[each["lang"]] += chapters_in_pdf(path)
    for lang in NAMES:
        practices = [id for id in found[lang] if id.startswith("practice-")]
        assert sorted(practices) == sorted(f"practice-{id}" for id in catalogue.practices)


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
    assert landmarks.xpath(".//x:a/@*[local-name()='type']", namespaces=XHTML) == ["cover", "titlepage", "toc", "bodymatter"]


def test_an_epub_has_a_cover(books):
    """A picture that the shelf of a reading program shows, and a page with it."""
    from PIL import Image

    with zipfile.ZipFile(books / f"{VOLUME}.epub") as book:
        package = book.read("EPUB/content.opf").decode()
        with book.open("EPUB/cover.png") as file:
            picture = Image.open(file).convert("RGB")
    assert re.search(r'<item (?=[^>]*href="cover.png")[^>]*properties="cover-image"', package)
    assert picture.height > picture.width >= 600
    assert (255, 255, 255) in {color for _, color in picture.getcolors()}
    assert pages_in_epub(books / f"{VOLUME}.epub")["EPUB/front.xhtml"].xpath("//x:img/@alt", namespaces=XHTML)


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
        assert not names & {"script", "iframe", "base", "object", "meta"}
        assert page.xpath("//x:img/@src", namespaces=XHTML) in ([], ["cover.png"])
        assert not [name for name in page.xpath("//@*") if name.attrname.startswith("on")]
        assert all(
            link.startswith(("https://", "front", "title", "part-")) or ".xhtml" in link
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

    from gcm.release.layout import refuse

    for address in ("https://a.invalid/x.png", "file:///etc/passwd", "data:text/css,"):
        for html in (
            f"<img src='{address}'>",
            f"<link rel=stylesheet href='{address}'>",
            f"<p style='background: url({address})'>x",
        ):
            with pytest.raises(FatalURLFetchingError):
                HTML(string=html, url_fetcher=refuse).write_pdf()


@pytest.mark.nightly  # with each push the whole command shows it, of what is quickly made (test_release_command.py)
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
    """Each file with its language, what it is about and how many pages of the site it holds."""
    assert [artefact.path.name for artefact in made] == [
        f"{name}.{ending}" for name in (VOLUME, COUNTRY, SESSION) for ending in ("epub", "pdf")
    ]
    assert {(each.kind, each.lang, each.subject) for each in made} == {
        ("book", "es", ()),
        ("country", "en", ("country", "PA")),
        ("session", "es", ("session", "foro-de-muestra", "sesion-1")),
    }
    for epub, pdf in zip(made[::2], made[1::2], strict=True):
        assert pdf.pages == epub.pages == len(chapters_in_epub(epub.path)) == len(chapters_in_pdf(pdf.path))


def test_what_is_laid_out_is_not_laid_out_again(tmp_path, monkeypatch):
    """The same chapters are taken from what is kept, as long as that is as it was; other words are other sheets."""
    from gcm.release import layout

    book = next(book for book in small_books(Path(SAMPLE), tmp_path / "site", langs=("es",)) if book.name == SESSION)
    unit = book.units[0]
    kept = Kept(tmp_path / "kept")
    first = layout.lay_out(unit, tmp_path, kept)
    monkeypatch.setattr(layout, "render", lambda _: pytest.fail("laid out again"))
    again = layout.lay_out(unit, tmp_path, kept)
    assert (again.count, again.targets) == (first.count, first.targets)
    assert json.dumps([again.bookmarks, again.anchors]) == json.dumps([first.bookmarks, first.anchors])
    assert again.faces.keys() == first.faces.keys()
    assert again.path.read_bytes() == first.path.read_bytes()
    again.path.with_suffix(".json").write_text("{", "utf-8")
    for changed in (unit, (replace(unit[0], html=f"{unit[0].html}<p>x</p>"),)):
        with pytest.raises(pytest.fail.Exception):
            layout.lay_out(changed, tmp_path, kept)


def test_names_fit_any_system(tmp_path):
    """Lower case, ASCII, and no two alike."""
    names = [book.name for book in small_books(Path(SAMPLE), tmp_path)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"gcm-practices-(book|papers|guide|session|country)-(es|en)[a-z0-9-]*", name) for name in names)
