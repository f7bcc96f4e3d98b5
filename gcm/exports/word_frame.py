"""What the Word files of a language share: styles, paper, footer, language. Made once; a file then has a few parts of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import Final
from zipfile import ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from markupsafe import escape

from gcm.language.data_files import read_data
from gcm.language.phrases import phrases
from gcm.language.text import Lang

TAGS: Final[Mapping[Lang, str]] = {"es": "es-419", "en": "en-GB"}
"""The languages as a spelling checker knows them: the Spanish of Latin America, the English of the United Nations."""

LETTER: Final = frozenset(read_data("paper")["letter"])
"""Countries in which A4 is not the paper that printers hold."""

WIDTH, HEIGHT, MARGIN = Mm(210), Mm(297), Mm(20)
TEXT_WIDTH: Final = Mm(210 - 2 * 20)

BLUE: Final = RGBColor(0x0A, 0x3F, 0x57)
LINK: Final = RGBColor(0x0B, 0x58, 0x78)
GREY: Final = RGBColor(0x4C, 0x5D, 0x66)
FONT: Final = "Calibri"
SIZE: Final = 10.5
"""Points of the text that no style says otherwise of."""


@dataclass(frozen=True)
class Look:
    """How a style looks: size of its font and distance before and after in points, weight, slant, colour."""

    size: float | None = None
    before: float = 3
    after: float = 4
    bold: bool | None = None
    italic: bool | None = None
    color: RGBColor | None = None


PARAGRAPHS: Final = {
    "Title": Look(22, 0, 4, bold=True, color=BLUE),
    "Subtitle": Look(13, 0, 10, color=GREY),
    "Heading 1": Look(16, 18, 6, bold=True, color=BLUE),
    "Heading 2": Look(12.5, 14, 4, bold=True, color=BLUE),
    "Heading 3": Look(11, 10, 3, bold=True, color=BLUE),
    "Heading 4": Look(10.5, 8, 2, bold=True, color=GREY),
    "Caption": Look(9.5, 8, 3, color=GREY),
    "Quote": Look(italic=True, color=GREY),
    "Intense Quote": Look(None, 6, 6, color=BLUE),
    "HTML Preformatted": Look(9, 0, 0),
    "List Bullet": Look(None, 1, 2),
    "List Number": Look(None, 1, 2),
    "No Spacing": Look(9.5, 1.5, 1.5),
    "Footer": Look(8.5, 0, 0, color=GREY),
}
"""Paragraph styles that Word knows, and therefore names in the language of its user."""

CHARACTERS: Final = {
    "Hyperlink": Look(color=LINK),
    "Placeholder Text": Look(9, color=GREY),
    "Strong": Look(bold=True),
    "Emphasis": Look(italic=True),
    "Subtle Emphasis": Look(italic=True, color=GREY),
    "Subtle Reference": Look(8, color=GREY),
    "HTML Code": Look(9),
}
"""Character styles that Word knows."""

_KEPT: Final = ("Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid")
"""What stays of the styles of the library's template."""


@dataclass(frozen=True)
class Frame:
    """The parts of a Word file by their names, and the document that they came from, for the properties of each file."""

    parts: Mapping[str, bytes]
    document: WordDocument

    def properties(self, title: str, subject: str, author: str, lang: Lang, made_on: date) -> bytes:
        """The part that says what a file is, by whom and of what day."""
        properties = self.document.core_properties
        properties.title, properties.subject, properties.author = (printable(words)[:255] for words in (title, subject, author))
        properties.last_modified_by = properties.author
        properties.language, properties.comments, properties.keywords = TAGS[lang], "", ""
        properties.created = properties.modified = datetime.combine(made_on, time())
        return bytes(self.document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).blob)


_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """Without what XML cannot hold at all."""
    return _FORBIDDEN.sub("", text)


def words_xml(text: str) -> str:
    """Words as they stand in XML, in which nothing of them is markup."""
    return str(escape(printable(text)))


@cache
def frame(lang: Lang, site_name: str, size: float = SIZE) -> Frame:
    """The frame of the files in `lang`, with text of so many points."""
    document = Document()
    _drop_parts(document)
    _set_defaults(document, lang, size)
    _set_styles(document)
    _set_room(document, phrases(lang).room)
    _set_table(document)
    _set_paper(document, site_name)
    file = BytesIO()
    document.save(file)
    with ZipFile(file) as archive:
        return Frame({name: archive.read(name) for name in archive.namelist()}, document)


def _drop_parts(document: WordDocument) -> None:
    """Without the parts of the library's template that say that another program wrote the file, or show another page."""
    for relations in (document.part.package.rels, document.part.rels):
        for id in [id for id, relation in relations.items() if relation.reltype.rsplit("/", 1)[-1] in _DROPPED]:
            del relations[id]


_DROPPED: Final = ("thumbnail", "extended-properties", "stylesWithEffects", "customXml", "webSettings")

_DEFAULTS: Final = """<w:docDefaults {ns}><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>
<w:lang w:val="{lang}" w:eastAsia="{lang}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="80" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"""


def _set_defaults(document: WordDocument, lang: Lang, size: float) -> None:
    """Language, font and distances of all that no style changes; and Word lays it out as it does today."""
    styles, settings = document.styles.element, document.settings.element
    defaults = _DEFAULTS.format(
        ns=nsdecls("w"), font=FONT, size=round(2 * size), lang=TAGS[lang]
    )  # Word counts halves of a point
    styles.replace(styles.find(qn("w:docDefaults")), parse_xml(defaults))
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), TAGS[lang])
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    (mode,) = settings.xpath(".//w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")


def _set_styles(document: WordDocument) -> None:
    styles = document.styles
    for style in [style for style in styles if style.name not in _KEPT]:
        style.delete()
    for name, look in PARAGRAPHS.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        style.base_style, style.next_paragraph_style = styles["Normal"], styles["Normal"]
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(look.before), Pt(look.after)
        style.element.set(qn("w:styleId"), name.replace(" ", ""))
        _set_look(style, look)
        _set_place(style)
    for name, look in CHARACTERS.items():
        _set_look(styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=True), look)
    styles["Hyperlink"].font.underline = True
    styles["HTML Code"].font.name = styles["HTML Preformatted"].font.name = "Consolas"
    _border(styles["Intense Quote"], "left")


def _set_look(style: ParagraphStyle | CharacterStyle, look: Look) -> None:
    style.quick_style, style.hidden = True, False
    style.font.size = Pt(look.size) if look.size else None
    style.font.bold, style.font.italic = look.bold, look.italic
    if look.color is not None:
        style.font.color.rgb = look.color


def _set_place(style: ParagraphStyle) -> None:
    """A heading stays with what follows it and stands in the outline, a caption stays with its table."""
    kind, _, level = style.name.rpartition(" ")
    style.paragraph_format.keep_with_next = kind == "Heading" or style.name == "Caption" or None
    if kind == "Heading":
        style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{int(level) - 1}"/>'))


def _border(style: ParagraphStyle, *sides: str) -> None:
    """Lines beside the paragraphs of a style; `between` are those between two of them."""
    lines = "".join(f'<w:{side} w:val="single" w:sz="6" w:space="4" w:color="7D8D96"/>' for side in sides)
    style.element.get_or_add_pPr().insert(0, parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"))


def _set_room(document: WordDocument, name: str) -> None:
    """Room to write: ruled lines, as many as are written. `bottom` is the last one's; some programs take it for them all."""
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), "Room")
    style.base_style, style.quick_style = document.styles["Normal"], True
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(0)
    _border(style, "bottom", "between")


def _set_table(document: WordDocument) -> None:
    """Tables between fine lines; what stands in them is of the style `No Spacing`."""
    for line in document.styles["Table Grid"].element.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}"):
        line.set(qn("w:color"), "B4C4CC")


def _set_paper(document: WordDocument, site_name: str) -> None:
    """A4, with the site's name and the number of each page at its foot."""
    (section,) = document.sections
    section.page_width, section.page_height = WIDTH, HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    section.header_distance = section.footer_distance = Mm(10)
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(f"{site_name}\t")
    for position, field in enumerate(("PAGE", "NUMPAGES")):
        foot.add_run(" / " if position else "")
        foot._p.append(parse_xml(_FIELD.format(ns=nsdecls("w"), field=field)))


_FIELD: Final = '<w:fldSimple {ns} w:instr=" {field} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def on_paper_of(document: str, country: str) -> str:
    """The text of a frame on the paper of a country. Lines are as long on Letter as on A4, so that tables fit, and fewer on a sheet."""
    return _A4.sub(_LETTER, document) if country in LETTER else document


_A4: Final = re.compile(r'w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"')
_LETTER: Final = 'w:w="12240" w:h="15840"/><w:pgMar w:top="1134" w:right="1301" w:bottom="1134" w:left="1301"'
