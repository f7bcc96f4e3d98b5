"""What WeasyPrint 70 leaves out of a tagged PDF: languages within the text, what is no part of it, and where a link leads.

It has no hooks for these, so four of its parts are replaced here; hence the narrow range of versions. The fonts are left out: sheets
that were laid out apart share them in a book (`glyphs.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure.boxes import MarginBox
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream


def write_tagged(document: Any, path: Path, identifier: str) -> None:
    """Write a document that is laid out as PDF/UA-1, with its fonts."""
    _make_ready(document)
    document.write_pdf(
        path, finisher=partial(_finish, prefix=identifier), pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode()
    )


def write_sheets_tagged(document: Any, path: Path) -> None:
    """Write sheets of a book as PDF/UA-1, but for their fonts; as fast as it goes, for they will be written again."""
    _make_ready(document)
    finish = partial(_finish, prefix=path.stem)
    with without_fonts():
        document.write_pdf(path, finisher=finish, pdf_variant="pdf/ua-1", pdf_identifier=b"", uncompressed_pdf=True)


def _make_ready(document: Any) -> None:
    _replace_parts()
    for page in document.pages:
        # One area for each link, not one more for every element in it.
        page.links = [link for link in page.links if link[3].link]


@contextmanager
def without_fonts() -> Iterator[None]:
    """While it lasts, what is written has no fonts."""
    build = weasyprint.pdf.build_fonts_dictionary
    weasyprint.pdf.build_fonts_dictionary = lambda *_: pydyf.Dictionary()
    try:
        yield
    finally:
        weasyprint.pdf.build_fonts_dictionary = build


def _finish(document: Any, pdf: pydyf.PDF, prefix: str) -> None:
    """Every link says where it leads in the words of the page; heads of tables have names that no other sheets have."""
    for head in pdf.objects:
        if isinstance(head, pydyf.Dictionary) and isinstance(head.get("ID"), pydyf.String):
            head["ID"].string = f"{prefix}-{head['ID'].string}"
    for page in document.pages:
        for *_, box in page.links:
            words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
            if box.link_annotation and words:
                box.link_annotation["Contents"] = pydyf.String(words)


@cache
def _replace_parts() -> None:
    """Once in each process."""
    tags._build_box_tree = _with_languages(tags._build_box_tree)
    Stream.marked = _or_artifact(Stream.marked)
    pydyf.PDF.page_references = property(_references)


def _with_languages(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Words in another language and heads of tables say so in the tree of tags; only what can be pressed is a link; an entry has a body."""

    def build_tree(box: Any, parent: Any, *context: Any) -> Iterator[Any]:
        drawn = getattr(box, "_box", box)
        if isinstance(drawn, MarginBox) or _is_decoration(drawn):
            return
        for element in build(box, parent, *context):
            if drawn.element is not None and drawn.element.get("lang"):
                element["Lang"] = pydyf.String(drawn.element.get("lang"))
            if element["S"] == "/TH":
                element["A"]["Scope"] = (
                    "/Row" if drawn.element is not None and drawn.element.get("scope") == "row" else "/Column"
                )
            if element["S"] == "/Link" and not drawn.link_annotation:
                element["S"] = "/Span"
            # What goes on from the sheet before.
            if parent["S"] == "/LI" and element["S"] not in {"/Lbl", "/LBody"}:
                element["S"] = "/LBody"
            yield element

    return build_tree


def _or_artifact(marked: Callable[..., AbstractContextManager[None]]) -> Callable[..., AbstractContextManager[None]]:
    """Decoration, running heads and page numbers are no part of the text; the last two come from no element."""

    def mark(stream: Stream, box: Any, tag: str) -> AbstractContextManager[None]:
        return stream.artifact() if box.element is None or _is_decoration(box) else marked(stream, box, tag)

    return mark


def _is_decoration(box: Any) -> bool:
    """A picture that the page hides from those who listen: what it shows stands beside it in words."""
    html = box.element
    return html is not None and html.tag == "{http://www.w3.org/2000/svg}svg" and html.get("aria-hidden") == "true"


def _references(pdf: pydyf.PDF) -> list[bytes]:
    """The references of all pages; made anew at every question, as they are otherwise, they take longer than all the rest."""
    known: list[bytes] = pdf.__dict__.setdefault("_known_references", [])
    known += [f"{number} 0 R".encode() for number in pdf.pages["Kids"][3 * len(known) :: 3]]
    return known
