"""Book → EPUB 3; the same book gives the same bytes on any day. Fonts are the reader's own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from ebooklib import epub
from lxml.html import HtmlElement
from markupsafe import Markup

from gcm.language.phrases import phrases
from gcm.release.book import Book, BookPart, templates
from gcm.release.chapters import Chapter, inner_html
from gcm.release.cover import cover_picture
from gcm.release.links import in_reading_program

_CASES: Final = {"preserveaspectratio": "preserveAspectRatio", "viewbox": "viewBox"}
"""Attributes of pictures as XML wants them; HTML takes them in lower case."""

_ACCESS: Final = (
    ("accessMode", ("textual", "visual")),
    ("accessModeSufficient", ("textual",)),
    ("accessibilityFeature", ("alternativeText", "readingOrder", "structuralNavigation", "tableOfContents")),
    ("accessibilityHazard", ("none",)),
)
"""What the book offers to those who do not see it, in the words of schema.org."""


def write_epub(book: Book, path: Path) -> None:
    """Write the book to `path`."""
    written = io.BytesIO()
    options = {
        "mtime": datetime.combine(book.made_on, time()), "landmark_title": phrases(book.lang).book_landmarks, "epub2_guide": False,
        "epub3_pages": False, "raise_exceptions": True,
    }  # fmt: skip
    epub.write_epub(written, _package(book), options)
    path.write_bytes(_undated(written))


def _package(book: Book) -> epub.EpubBook:
    made, t = epub.EpubBook(), phrases(book.lang)
    _describe(made, book)
    made.set_cover("cover.png", cover_picture(book, book.which), create_page=False)
    style = epub.EpubItem("style", "book.css", "text/css", (Path(__file__).parent / "epub.css").read_bytes())
    cover = _page(
        book, "front", book.title, Markup('<img src="cover.png" role="doc-cover" alt="{}"/>').format(book.name_in_full), "cover"
    )
    title = _page(book, "title", book.title, templates().get_template("book_front.html").render(book=book, t=t), "titlepage")
    contents = epub.EpubNav(title=t.book_contents)
    contents.add_item(style)
    pages = [page for part in book.parts for page in _pages(book, part)]
    for item in (style, cover, title, *pages, epub.EpubNcx(), contents):
        made.add_item(item)
    made.spine = [cover, title, (contents, "yes"), *pages]
    made.toc = [_entry(part) for part in book.parts]
    made.guide = [
        {"type": "cover", "href": cover.file_name, "title": t.book_cover},
        {"type": "titlepage", "href": title.file_name, "title": book.title},
        {"type": "toc", "href": "nav.xhtml", "title": t.book_contents},
        {"type": "bodymatter", "href": pages[0].file_name, "title": book.parts[0].name},
    ]
    return made


def _describe(made: epub.EpubBook, book: Book) -> None:
    made.set_identifier(f"urn:uuid:{uuid5(NAMESPACE_URL, f'{book.site}#{book.name}')}")
    made.set_title(book.title)
    made.set_language(book.lang)
    made.add_author(book.publisher)
    for name, value in (
        ("description", book.subtitle or book.name_in_full),
        ("publisher", book.publisher),
        ("date", str(book.made_on)),
    ):
        made.add_metadata("DC", name, value)
    for name, values in (*_ACCESS, ("accessibilitySummary", (phrases(book.lang).book_access,))):
        for value in values:
            made.add_metadata(None, "meta", value, {"property": f"schema:{name}"})


def _entry(part: BookPart) -> Any:
    """What the navigation says of a part: the chapter that stands for it or its name, and its other chapters."""
    below = [epub.Link(f"{each.id}.xhtml", each.title, each.id) for each in part.below]
    first = part.opening
    if first and not below:
        return epub.Link(f"{first.id}.xhtml", first.title, first.id)
    return epub.Section(part.name, f"{first.id if first else part.id}.xhtml"), below


def _pages(book: Book, part: BookPart) -> Iterator[epub.EpubItem]:
    """The part's own page, if no chapter stands for it, and those of its chapters."""
    if not part.opening:
        yield _page(book, part.id, part.name, Markup("<h1>{}</h1>").format(part.name), "part")
    for chapter in part.chapters:
        yield _page(book, chapter.id, chapter.title, _xhtml(book, chapter), "chapter")


def _page(book: Book, id: str, title: str, body: str, role: str) -> epub.EpubItem:
    html = templates().get_template("epub.html").render(book=book, title=title, body=Markup(body), role=role)  # noqa: S704
    page = epub.EpubItem(id, f"{id}.xhtml", "application/xhtml+xml", html.encode())
    # The package must name the pages that have pictures.
    page.properties = ["svg"] if "<svg" in body else []
    return page


def _xhtml(book: Book, chapter: Chapter) -> Markup:
    """What stands in the chapter, as XML."""
    return Markup(inner_html(as_xml(in_reading_program(chapter, book)), "xml"))  # noqa: S704


def as_xml(page: HtmlElement) -> HtmlElement:
    """The page with links to the files of its places, and pictures as XML wants them."""
    for link in page.xpath(".//a[starts-with(@href, '#')]"):
        link.set("href", _file_of(link.get("href")[1:]))
    for picture in page.iter("svg"):
        picture.set("xmlns", "http://www.w3.org/2000/svg")
        for name, cased in _CASES.items():
            if name in picture.attrib:
                picture.set(cased, picture.attrib.pop(name))
    return page


def _file_of(id: str) -> str:
    """`practice-ruex` → its file; `practice-ruex.sources` → the place in it."""
    chapter, dot, _ = id.partition(".")
    return f"{chapter}.xhtml#{id}" if dot else f"{chapter}.xhtml"


def _undated(written: io.BytesIO) -> bytes:
    """The same archive without the hour at which each file was put in."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            # The media type comes first and as it is, so that the file is known by its first bytes.
            method = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), method)
    return packed.getvalue()
