"""Dossiers, sheets and the workbook as Word files: the same views as their pages, to be written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Final

from gcm.exports.word_blocks import BULLETS, WordBody
from gcm.exports.word_frame import SIZE, frame, on_paper_of, words_xml
from gcm.exports.zip_files import SMALL, pack, zipped
from gcm.language.text import Lang
from gcm.views.addresses import Key
from gcm.views.all_views import page_builder
from gcm.views.blocks import Downloads, View
from gcm.views.site import Site

KINDS: Final = ("dossier", "sheet", "workbook")
"""Kinds of pages that are there as Word files."""


def word_path(site: Site, key: Key, lang: Lang) -> str:
    """Where the file of a page lies below the language's root."""
    return site.addresses.file(key, lang, site.addresses.named(key, lang, "docx"))


def with_size(view: View, site: Site) -> View:
    """The view of a page that has a Word file, which says how large that is."""
    sized = page_builder(site, view.lang, view.key).downloads(view.key)
    return replace(view, blocks=tuple(sized if isinstance(block, Downloads) else block for block in view.blocks))


def word_file(view: View, site: Site, size: float = SIZE) -> bytes:
    """A view as a Word file, its text of so many points; what leads away from it leads to the published site."""
    site_name, lang = site.names.get(view.lang, ""), view.lang
    address = site.url(view.key, lang)
    shared, body = frame(lang, site_name, size), WordBody(view, address)
    own = {
        _DOCUMENT: _document(on_paper_of(shared.parts[_DOCUMENT].decode(), view.key[-1]), body).encode(),
        _RELATIONS: _relations(shared.parts[_RELATIONS].decode(), body.links).encode(),
        _NUMBERING: _numbering(body.lists).encode(),
        _PROPERTIES: shared.properties(str(view.title), view.description, site_name, lang, site.built_on),
    }
    pack(own.items(), file := BytesIO(_begun(lang, site_name, size)))
    return file.getvalue()


_DOCUMENT: Final = "word/document.xml"
_RELATIONS: Final = "word/_rels/document.xml.rels"
_NUMBERING: Final = "word/numbering.xml"
_PROPERTIES: Final = "docProps/core.xml"


@cache
def _begun(lang: Lang, site_name: str, size: float) -> bytes:
    """What all files in a language and of a size have in common, packed once for all."""
    own = (_DOCUMENT, _RELATIONS, _NUMBERING, _PROPERTIES)
    return zipped([each for each in frame(lang, site_name, size).parts.items() if each[0] not in own], SMALL)


def _document(shared: str, body: WordBody) -> str:
    head, tail = shared.split("<w:body>")
    return f"{head}<w:body>{body.xml}{tail}"


def _relations(shared: str, links: Mapping[str, str]) -> str:
    relationships = "".join(
        f'<Relationship Id="{id}" Type="{_HYPERLINK}" Target="{words_xml(url)}" TargetMode="External"/>'
        for url, id in links.items()
    )
    return shared.replace("</Relationships>", f"{relationships}</Relationships>")


_HYPERLINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def _numbering(lists: int) -> str:
    """The list of bullets, and as many lists that begin at 1 as the text has."""
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    own = "".join(f'<w:num w:numId="{id}"><w:abstractNumId w:val="1"/>{begin}</w:num>' for id in range(BULLETS + 1, lists + 1))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="{_WORD}">{_levels(0, "bullet", "•–◦")}'
        f'{_levels(1, "decimal", ("%1.",))}<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>{own}</w:numbering>'
    )


_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _levels(id: int, kind: str, signs: str | tuple[str, ...]) -> str:
    """A list with its nine levels, each further in."""
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{signs[level % len(signs)]}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
        for level in range(9)
    )
    return f'<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
