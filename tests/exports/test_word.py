"""Word files: what stands in them, as Word demands it, as python-docx reads it and as LibreOffice opens it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import get_args
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from lxml import html as lxml_html
from markupsafe import Markup

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.exports.word import KINDS, word_file, word_path
from gcm.exports.word_blocks import RENDERERS, SCREEN_ONLY
from gcm.language.text import LANGS, Localized
from gcm.views import blocks as b
from gcm.views.all_views import build_view
from gcm.views.site import Site
from support.pages import WRITTEN
from support.paths import ROOT
from support.programs import program
from support.sites import site_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SITE = {"es": "Prácticas de muestra", "en": "Sample practices"}
REAL = {"dossier": ("dossier", "MX"), "sheet": ("sheet", "i-foro-mesa-1"), "workbook": ("workbook",)}

ORDER = {
    "document": ["body"],
    "body": ["p", "tbl", "sdt", "sectPr"],
    "p": ["pPr", "r", "hyperlink", "bookmarkStart", "bookmarkEnd"],
    "pPr": ["pStyle", "keepNext", "pageBreakBefore", "numPr"],
    "numPr": ["ilvl", "numId"],
    "hyperlink": ["r"],
    "r": ["rPr", "t", "br"],
    "rPr": ["rStyle", "b", "i", "lang"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tblPr": ["tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption"],
    "tblGrid": ["gridCol"],
    "tr": ["trPr", "tc"],
    "trPr": ["cantSplit", "trHeight", "tblHeader"],
    "tc": ["tcPr", "p"],
    "tcPr": ["tcW", "shd"],
    "sdt": ["sdtPr", "sdtContent"],
    "sdtPr": ["alias", "tag", "id", "showingPlcHdr"],
    "sdtContent": ["p"],
    "sectPr": ["footerReference", "pgSz", "pgMar", "cols", "docGrid"],
}
"""What may stand in what, and in which order where there is one (ISO/IEC 29500-1, 17): Word refuses a file with any other."""

ANY_ORDER = {"body", "p", "trPr"}


def word_files(site, lang):
    """The file of every page that has one, beside that page; its links lead to the site on the web, even from a folder."""
    published = replace(site, addresses=replace(site.addresses, directory_urls=True))
    for key in site.addresses.keys:
        if key[0] in KINDS:
            yield word_path(site, key, lang), word_file(build_view(published, lang, key), published)


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    """The sample records, in which every field is filled."""
    return load_catalogue(ROOT / "tests" / "sample" / "records")[0]


def word_site(catalogue: Catalogue, **more) -> Site:
    return site_of(catalogue, WRITTEN, root="https://example.org/", names=SITE, built_on=date(2026, 11, 21), **more)


def files_of(catalogue: Catalogue) -> dict[str, dict[str, bytes]]:
    return {lang: dict(word_files(word_site(catalogue), lang)) for lang in LANGS}


@pytest.fixture(scope="module")
def files(catalogue) -> dict[str, dict[str, bytes]]:
    """Language → path → every Word file of the real records."""
    return {
        lang: {path: file for path, file in found.items() if path.endswith(".docx")}
        for lang, found in files_of(catalogue).items()
    }


def view_of(catalogue: Catalogue, key: tuple[str, ...], lang: str = "es") -> b.View:
    return build_view(word_site(catalogue), lang, key)


def view_with(*blocks: b.Block) -> b.View:
    """A page of these blocks and nothing else."""
    title = Localized("Título", "es")
    return b.View(("workbook",), "es", "x.md", title, title, "Descripción", blocks=blocks)


def opened(view: b.View, catalogue: Catalogue):
    return Document(BytesIO(word_file(view, word_site(catalogue))))


def tree(content: bytes, part: str = "word/document.xml") -> etree._Element:
    with ZipFile(BytesIO(content)) as archive:
        return etree.fromstring(archive.read(part))


def words_in(element: etree._Element) -> str:
    return " ".join(element.itertext(qn("w:t")))


def said(text: str, lang: str = "es") -> Localized:
    return Localized(text, lang, foreign=lang != "es")


LINE = b.Line(
    (said("palabras "), b.Link("../practicas/x/", said("enlace"), "reposo"), b.Code("código")),
    note=said("nota"),
    sources=(b.Link("../fuentes/#d", said("Informe, l. 3")),),
    badge="marca",
    more=(b.Line((said("debajo"),), more=(b.Line((said("más abajo"),)),)),),
)
SAID_BY_LINE = ("palabras", "enlace", "código", "nota", "[Informe, l. 3]", "(marca)", "debajo", "más abajo")
CARD = b.Card(b.Link("x/", said("tarjeta")), "clase", said("texto"), (b.Link("y/", said("cola")),))
TABLE = b.Table("Leyenda", ("Cabeza", "Otra"), ((LINE, b.Line(())),))
SAMPLES: dict[str, tuple[b.Block, tuple[str, ...]]] = {
    "paragraph": (b.Paragraph(LINE), SAID_BY_LINE),
    "facts": (b.Facts((("Etiqueta", (LINE,)),)), ("Etiqueta", *SAID_BY_LINE)),
    "lines": (b.Lines((LINE,)), SAID_BY_LINE),
    "cards": (b.Cards((CARD,)), ("tarjeta", "(clase)", "texto", "cola")),
    "table": (TABLE, ("Leyenda", "Cabeza", "Otra", *SAID_BY_LINE)),
    "matrix": (
        b.Matrix("Leyenda", "Rincón", (b.Link("a/", said("PA")),), ((LINE, (b.Cell(b.Link("b/", said("7")), 2),)),)),
        ("Leyenda", "Rincón", "PA", "7", *SAID_BY_LINE),
    ),
    "bars": (b.Bars("Leyenda", ("Qué", "Cuántas"), (b.Bar(said("barra"), "62", 900),)), ("Leyenda", "Cuántas", "barra", "62")),
    "curve": (b.Curve("Leyenda", 9, 9, "M0 0", (), (), TABLE), ("Leyenda", *SAID_BY_LINE)),
    "snippets": (b.Snippets((("APA", "uno\ndos"),)), ("APA", "uno", "dos")),
    "example": (b.Example("Ejemplo", (("Mal", "uno"), ("Bien", "dos"))), ("Mal", "uno", "Bien", "dos")),
    "numbers": (b.Numbers((("62", LINE),)), ("62", *SAID_BY_LINE[:6])),
    "meter": (b.Meter(40, "40 % de la ficha"), ("40 % de la ficha",)),
    "steps": (b.Steps((b.Step(b.Line((said("2024"),)), LINE, "hito"),)), ("2024", "(hito)", *SAID_BY_LINE)),
    "explorer": (
        b.Explorer((), (b.Entry("x", b.Link("x/", said("entrada")), "clase", (said("cola"),), (), said("texto")),), "1", "{}"),
        ("entrada", "(clase)", "cola", "texto"),
    ),
    "fold": (b.Fold("Más", (b.Lines((LINE,)),)), ("palabras", "enlace", "nota")),
    "space": (b.Space("Escriba aquí", 3), ("Escriba aquí",)),
    "prose": (
        b.Prose(
            Markup(
                "<h3>Cabeza</h3><p>Llano, <strong>fuerte</strong>, <em>leve</em>,<br>y <a href='https://a.org/'>vía</a>.</p>"
                "<ol><li>uno<ul><li>dentro</li></ul></li></ol><blockquote><p>cita</p></blockquote><pre><code>a\nb</code></pre>"
            ),
            "en",
            foreign=True,
        ),
        ("Cabeza", "Llano, ", "fuerte", "leve", "vía", "uno", "dentro", "cita", "a", "b"),
    ),
}
"""Kind of block → one of it with every part filled, and the words that must be read in the file."""


def test_every_kind_of_block_has_its_place_on_paper():
    """A new kind of block is written in Word files, or said to be for the screen only; it is never lost in silence."""
    defined = {block.__dataclass_fields__["kind"].default for block in get_args(b.Block)}
    assert defined == RENDERERS.keys() | SCREEN_ONLY
    assert RENDERERS.keys() & SCREEN_ONLY == set()
    assert SAMPLES.keys() == RENDERERS.keys()


@pytest.mark.parametrize("kind", sorted(SAMPLES))
def test_every_word_of_a_block_is_written(kind, sample):
    """Nothing that a block says is lost on the way, and the file is one that Word takes."""
    block, told = SAMPLES[kind]
    file = word_file(view_with(block), word_site(sample))
    text = words_in(tree(file))
    assert [word for word in told if word not in text] == []
    assert faults(file) == []


@pytest.mark.parametrize("kind", sorted(SCREEN_ONLY))
def test_what_is_for_the_screen_leaves_no_trace(kind, sample):
    """Forms, links to files and pictures whose words stand beside them are not on paper."""
    block = next(each for each in get_args(b.Block) if each.__dataclass_fields__["kind"].default == kind)
    empty = object.__new__(block)
    object.__setattr__(empty, "kind", kind)
    assert word_file(view_with(empty), word_site(sample)) == word_file(view_with(), word_site(sample))


def test_what_invites_to_the_site_is_not_on_paper(sample):
    """An invitation is left out, as it is when the page is printed; an absence is not."""
    told = b.Paragraph(LINE, "invitation"), b.Paragraph(b.Line((said("nada registrado"),)), "empty")
    document = opened(view_with(*told), sample)
    assert [each.text for each in document.paragraphs if each.text] == ["Título", "nada registrado"]


def faults(content: bytes) -> list[str]:
    """Elements of a file's text that Word does not take, or not there."""
    found = []
    for element in tree(content).iter():
        name = etree.QName(element).localname
        inner = [etree.QName(child).localname for child in element]
        if name not in ORDER:
            found += [f"{name} holds {inner}"] if inner else []
            continue
        places = [ORDER[name].index(each) if each in ORDER[name] else -1 for each in inner]
        if -1 in places or (name not in ANY_ORDER and places != sorted(places)):
            found.append(f"{name} holds {inner}")
        if name in ("tc", "body") and etree.QName(element[-1 if name == "tc" else -2]).localname != "p":
            found.append(f"{name} does not end with a paragraph")
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_word_takes_every_file(files, lang):
    """Elements stand where Word demands them; styles, lists and links are there; no id or bookmark stands twice."""
    assert len(files[lang]) > 20
    for path, content in files[lang].items():
        assert faults(content) == [], path
        text, styles, numbering = tree(content), tree(content, "word/styles.xml"), tree(content, "word/numbering.xml")
        rels = tree(content, "word/_rels/document.xml.rels")
        known = set(styles.xpath("//*[local-name()='style']/@*[local-name()='styleId']"))
        used = text.xpath("//*[local-name()='pStyle' or local-name()='rStyle' or local-name()='tblStyle']/@*")
        assert set(used) <= known, path
        assert set(values(text, "numId")) <= set(numbering.xpath("//*[local-name()='num']/@*[local-name()='numId']")), path
        asked = text.xpath("//*[local-name()='hyperlink']/@*[local-name()='id']")
        assert set(asked) <= set(rels.xpath("//@Id")), path
        for name in ("bookmarkStart", "sdtPr"):
            ids = text.xpath(f"//*[local-name()='{name}']/descendant-or-self::*/@*[local-name()='id']")
            assert len(ids) == len(set(ids)), path
        names = text.xpath("//*[local-name()='bookmarkStart']/@*[local-name()='name']")
        assert len(names) == len(set(names)), path
        assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", name) for name in names), path
        assert set(text.xpath("//*[local-name()='hyperlink']/@*[local-name()='anchor']")) <= set(names), path
        assert all(len(each) <= 64 for each in values(text, "alias") + values(text, "tag")), path


def values(element: etree._Element, name: str) -> list[str]:
    return element.xpath(f"//*[local-name()='{name}']/@*[local-name()='val']")


@pytest.mark.parametrize("lang", LANGS)
def test_links_lead_to_the_published_site(files, lang):
    """A file is read anywhere, so each of its links has a whole address, of its own language where it is of this site."""
    for path, content in files[lang].items():
        targets = tree(content, "word/_rels/document.xml.rels").xpath("//*[@TargetMode='External']/@Target")
        assert targets, path
        assert all(target.startswith(("https://", "http://", "mailto:")) for target in targets), path
        own = [target for target in targets if target.startswith("https://example.org/")]
        assert all(target.startswith("https://example.org/en/") == (lang == "en") for target in own), path


def test_links_lead_to_the_published_site_from_a_folder_too(sample):
    """The site in a folder has other addresses, but its Word files are the same."""
    ways = (dict(word_files(word_site(sample, directory_urls=own), "es")) for own in (True, False))
    one, two = ({path: file for path, file in found.items() if path.endswith(".docx")} for found in ways)
    assert one == two


def test_the_same_records_give_the_same_bytes(sample, files):
    """Nothing of the time or the machine gets into a file: a second making on the same day gives the same."""
    assert files_of(sample) == files_of(sample)
    stamps = {entry.date_time for content in files["es"].values() for entry in ZipFile(BytesIO(content)).infolist()}
    assert stamps == {(1980, 1, 1, 0, 0, 0)}


def test_a_file_is_there_for_each_page_of_its_kind(catalogue, files):
    """Beside every dossier, sheet and workbook lies its file, under a name that tells it apart in a folder of downloads."""
    addresses = word_site(catalogue).addresses
    for lang in LANGS:
        pages = [key for key in addresses.keys if key[0] in KINDS]
        assert list(files[lang]) == [addresses.file(key, lang, addresses.named(key, lang, "docx")) for key in pages]
        names = [path.rpartition("/")[2] for path in files[lang]]
        assert len(names) == len(set(names))
    assert "paises/panama/expediente/panama-expediente.docx" in files["es"]
    assert "questions/workbook/questions-workbook.docx" in files["en"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_those_of_the_page(kind, lang, catalogue):
    """Each heading of the page is one of the document, at the level that it has there; the page's own is the title."""
    view = view_of(catalogue, REAL[kind], lang)
    document = opened(view, catalogue)
    told = [(each.style.name, each.text) for each in document.paragraphs if each.style.name.startswith(("Title", "Heading"))]
    assert told == [("Title", str(view.heading)), *((f"Heading {each.level - 1}", each.heading) for each in view.sections)]
    outline = {
        style.name: style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
        for style in document.styles
        if "Heading" in style.name
    }
    assert outline == {f"Heading {level}": str(level - 1) for level in range(1, 5)}


@pytest.mark.parametrize("lang", LANGS)
def test_files_say_what_they_are(lang, catalogue):
    """Title, author, subject, day and language; and the paper of the country with the number of each page at its foot."""
    view = view_of(catalogue, ("dossier", "PA"), lang)
    document = opened(view, catalogue)
    told = document.core_properties
    assert (told.title, told.author, told.subject) == (str(view.title), SITE[lang], view.description)
    assert told.created.date() == told.modified.date() == date(2026, 11, 21)
    assert told.language == {"es": "es-419", "en": "en-GB"}[lang]
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (216, 279)
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith(SITE[lang])
    assert foot._p.xpath(".//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("lang", LANGS)
def test_tables_can_be_read_without_seeing_them(lang, catalogue):
    """A table has a caption and a head that is repeated on each page; no row is cut in two."""
    for kind in KINDS:
        document = opened(view_of(catalogue, REAL[kind], lang), catalogue)
        captioned = [table._tbl.tblPr.find(qn("w:tblCaption")) is not None for table in document.tables]
        assert captioned.count(False) == 1, kind  # the facts at the beginning, whose labels stand at the side
        for table, has_caption in zip(document.tables, captioned, strict=True):
            rows = table._tbl.tr_lst
            assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
            heads = [row for row in rows if row.trPr.find(qn("w:tblHeader")) is not None]
            assert heads == (rows[:1] if has_caption else [])


def test_words_of_the_other_language_are_marked(sample):
    """A reader, and a voice that reads aloud, are told which words are not of the document's language; the rest is."""
    found = {"en": ("es-419", "Conviene avisar con tiempo."), "es": ("en-GB", "Two vehicles and a connection.")}
    for lang, (tag, foreign) in found.items():
        content = word_file(view_of(sample, ("dossier", "PA"), lang), word_site(sample))
        marks = {
            words_in(run): run.xpath("w:rPr/w:lang/@w:val", namespaces={"w": WORD}) for run in tree(content).iter(qn("w:r"))
        }
        assert [words for words, mark in marks.items() if mark] == [foreign]
        assert marks[foreign] == [tag]
        default = tree(content, "word/styles.xml").xpath(
            "//*[local-name()='docDefaults']//*[local-name()='lang']/@*[local-name()='val']"
        )
        assert default == [{"es": "es-419", "en": "en-GB"}[lang]]
    prose = tree(word_file(view_with(SAMPLES["prose"][0]), word_site(sample)))
    unmarked = [words_in(run) for run in prose.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:lang')}") is None]
    assert {each for each in unmarked if each} == {"Título"}


HOSTILE = "<w:p/>]]>&amp;\x00\x0b\ufffe\ud800 {{ 7 * 7 }} \" onmouseover='x' </w:t>"


def test_words_of_strangers_stay_words(sample):
    """Markup, entities and letters that XML cannot hold neither break a file nor add to it."""
    title, link = said(HOSTILE), b.Link("https://a.invalid/?a=1&b=%22", said(HOSTILE), HOSTILE)
    line = b.Line((title, link, b.Code(HOSTILE)), note=title, sources=(link,), badge=HOSTILE, more=(b.Line((title,)),))
    everything = [b.Paragraph(line), b.Facts(((HOSTILE, (line,)),)), b.Table(HOSTILE, (HOSTILE,), ((line,),)), b.Space(HOSTILE)]
    view = replace(
        view_with(*everything), title=title, heading=title, description=HOSTILE, sections=(b.Section("a", HOSTILE, ()),)
    )
    file = word_file(view, word_site(sample))
    assert faults(file) == []
    text = words_in(tree(file))
    assert text.count("<w:p/>]]>&amp;") == text.count("{{ 7 * 7 }}") > 10
    assert tree(file, "word/_rels/document.xml.rels").xpath("//@Target[contains(., 'a.invalid')]") == [
        "https://a.invalid/?a=1&b=%22"
    ]


def test_lists_with_numbers_begin_at_one_each(sample):
    """A second list does not go on where the first ended."""
    ordered = b.Lines((LINE, LINE), ordered=True)
    file = word_file(view_with(ordered, b.Lines((LINE,)), ordered), word_site(sample))
    numbers = [id for id in values(tree(file), "numId") if id != "1"]
    assert numbers == ["2", "2", "3", "3"]
    starts = tree(file, "word/numbering.xml").xpath("//*[local-name()='startOverride']/@*")
    assert starts == ["1", "1"]


@pytest.mark.parametrize(("block", "styles"), [(b.Lines((LINE,)), ["ListBullet"]), (TABLE, ["NoSpacing", "Normal"])])
def test_only_a_table_at_the_end_has_an_empty_paragraph_after_it(block, styles, sample):
    """Word asks for it there; below words it would make a page of its own where they fill one."""
    file = word_file(view_with(block), word_site(sample))
    assert values(tree(file), "pStyle")[-len(styles) :] == styles


def test_lists_in_a_table_are_of_its_size(sample):
    """What stands below a line in a cell is no larger than the line."""
    file = word_file(view_with(TABLE), word_site(sample))
    assert "ListBullet" not in values(tree(file), "pStyle")


def test_room_to_write_is_a_field_with_a_name(catalogue):
    """What is written for each question can be told apart, by a voice that reads aloud or by whoever collects answers."""
    text = tree(word_file(view_of(catalogue, ("dossier", "PA")), word_site(catalogue)))
    questions = [question.id for group in catalogue.taxonomy.questionnaire.groups for question in group.questions]
    names = values(text, "alias")
    assert len(names) == len(questions)
    assert all(name.endswith(id) for name, id in zip(names, questions, strict=True))
    for field in text.iter(qn("w:sdt")):
        assert field.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        assert len(field.findall(f"{qn('w:sdtContent')}/{qn('w:p')}")) > 4


@pytest.fixture(scope="module")
def office(files, once) -> dict[str, lxml_html.HtmlElement | bytes]:
    """A file of each kind in each language, opened by LibreOffice: written as HTML, by its name, and as PDF, with its ending."""
    soffice = program("soffice", "libreoffice", package="libreoffice-writer-nogui")

    def convert(folder: Path) -> None:
        wanted = {f"{name}.docx" for names in OPENED.values() for name in names}
        named = {path.rpartition("/")[2]: content for lang in LANGS for path, content in files[lang].items()}
        for name in wanted:
            (folder / name).write_bytes(named[name])
        command = [soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        for kind in ("html", "pdf"):
            paths = (str(folder / name) for name in sorted(wanted))
            subprocess.run(
                [*command, "--convert-to", kind, "--outdir", str(folder), *paths], check=True, capture_output=True, text=True
            )

    once.value("office", convert)
    folder = once.folder("office")
    pages = {path.stem: lxml_html.fromstring(path.read_bytes()) for path in folder.glob("*.html")}
    return pages | {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


OPENED = {
    "es": ("mexico-expediente", "i-foro-mesa-1-anexo", "preguntas-cuaderno"),
    "en": ("mexico-dossier", "i-forum-table-1-annex", "questions-workbook"),
}


@pytest.mark.parametrize(("lang", "position"), [(lang, position) for lang in LANGS for position in range(3)])
def test_libreoffice_opens_files(office, catalogue, lang, position):
    """Headings, language, tables with their heads, links and room to write are there for another program than ours."""
    name, view = OPENED[lang][position], view_of(catalogue, REAL[KINDS[position]], lang)
    page = office[name]
    assert page.xpath("//body/@lang") == [{"es": "es-419", "en": "en-GB"}[lang]]
    assert " ".join(page.xpath("string(//title)").split()) == str(view.title)
    headings = [(each.tag, " ".join(each.text_content().split())) for each in page.iter("h1", "h2", "h3", "h4")]
    assert headings == [(f"h{section.level - 1}", section.heading) for section in view.sections]
    everywhere = [*view.blocks, *(block for section in view.sections for block in section.blocks)]
    tables = [block for block in everywhere if isinstance(block, b.Table)]
    heads = [
        [" ".join(cell.text_content().split()) for cell in table.xpath("./thead//td | ./thead//th")]
        for table in page.iter("table")
    ]
    assert [each for each in heads if each] == [list(table.heads) for table in tables]
    text = " ".join(page.text_content().split())
    rooms = [block for block in everywhere if isinstance(block, b.Space)]
    assert rooms
    assert all(room.label in text for room in rooms)
    assert len(page.xpath("//a[starts-with(@href, 'https://example.org/')]")) > 3


@pytest.mark.parametrize("lang", LANGS)
def test_files_are_printed_on_their_paper(office, lang):
    """LibreOffice lays every page of them out on A4, those of Mexico's dossier on Letter; several pages each."""
    for name, kind in zip(OPENED[lang], KINDS, strict=True):
        boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", office[f"{name}.pdf"])
        assert len(boxes) > 3
        paper = (612, 792) if kind == "dossier" else (595, 842)
        assert {(round(float(width)), round(float(height))) for width, height in boxes} == {paper}


@pytest.mark.parametrize(("country", "sheet"), [("PA", (12240, 15840)), ("BR", (11906, 16838))])
def test_a_dossier_is_on_the_paper_of_its_country(country, sheet, catalogue):
    """Letter or A4; the lines are as long on either, so that what fits on one fits on the other."""
    section = tree(word_file(view_of(catalogue, ("dossier", country)), word_site(catalogue))).find(".//{*}sectPr")
    size, margins = section.find("{*}pgSz").attrib, section.find("{*}pgMar").attrib
    width, height = (int(size[qn(f"w:{name}")]) for name in "wh")
    assert (width, height) == sheet
    assert width - sum(int(margins[qn(f"w:{side}")]) for side in ("left", "right")) == 11906 - 2 * 1134
