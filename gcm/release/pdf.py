"""Book → PDF, tagged after PDF/UA-1, by WeasyPrint; the same book gives the same bytes on any day.

Letters come from packages of known versions and from one file here, never from the machine.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml.etree import SubElement
from lxml.html import HtmlElement
from markupsafe import Markup

from gcm.language.phrases import phrases
from gcm.release.book import Book, templates
from gcm.release.chapters import inner_html

_HERE: Final = Path(__file__).parent
_DEEPER: Final = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
"""A chapter's headings stand below those of the book's parts."""


def use_own_letters(folder: Path) -> None:
    """Let this process find our fonts and no others; to be called before WeasyPrint is loaded, with a folder to keep."""
    import font_source_sans_pro  # noqa: PLC0415  (only those who release have them)
    import font_source_serif_pro  # noqa: PLC0415

    packages = (Path(package.__file__).parent / "files" for package in (font_source_sans_pro, font_source_serif_pro))
    folders = "".join(f"<dir>{Markup.escape(path)}</dir>" for path in (*packages, _HERE / "fonts"))
    # Each package holds every font twice.
    twice = "<selectfont><rejectfont><glob>*.otf</glob></rejectfont></selectfont>"
    settings = folder / "fonts.conf"
    settings.write_text(f"<fontconfig>{folders}<cachedir>{folder}</cachedir>{twice}</fontconfig>", "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)


def write_pdf(book: Book, path: Path) -> int:
    """Write the book to `path`; how many pages of paper it has."""
    from weasyprint import HTML  # noqa: PLC0415  (it loads the libraries that draw)

    from gcm.release.tagging import write_tagged  # noqa: PLC0415

    fonts, style = _style()
    document = HTML(string=_html(book), url_fetcher=refuse).render(stylesheets=[style], font_config=fonts)
    write_tagged(document, path, book.name)
    return len(document.pages)


@cache
def _style() -> tuple[Any, Any]:
    """The fonts and the style sheet, read once in each process."""
    from weasyprint import CSS  # noqa: PLC0415
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    fonts = FontConfiguration()
    return fonts, CSS(filename=_HERE / "book.css", font_config=fonts, url_fetcher=refuse)


def refuse(url: str) -> None:
    """Nothing is fetched, from anywhere: a book has all it needs in itself."""
    from weasyprint.urls import FatalURLFetchingError  # noqa: PLC0415

    raise FatalURLFetchingError(url)


def _html(book: Book) -> str:
    chapters = {
        chapter.key: Markup(inner_html(_for_paper(book.bind(chapter), below=not part.alone)))  # noqa: S704
        for part in book.parts
        for chapter in part.chapters
    }
    return templates().get_template("book.html").render(book=book, html=chapters, t=phrases(book.lang))


def _for_paper(page: HtmlElement, *, below: bool) -> HtmlElement:
    """What stands in a chapter, with the tags that a PDF knows; `below` the heading of a part its own are a level deeper."""
    for heading in page.iter(*_DEEPER) if below else ():
        heading.tag = _DEEPER[heading.tag]
    for facts in page.iter("dl"):
        _tabulate(facts)
    for listed in page.iter("ul", "ol"):
        _close_up(listed)
    # A figure of a tagged PDF is a picture; ours is what goes round one.
    for figure in page.iter("figure", "figcaption"):
        figure.tag = "div" if figure.tag == "figure" else "p"
    return page


def _close_up(listed: HtmlElement) -> None:
    """A list holds its entries and nothing between them."""
    listed.text = None
    for entry in listed:
        entry.tail = None


def _tabulate(facts: HtmlElement) -> None:
    """Labels and what they label as a table: the lists of a tagged PDF know no labels."""
    facts.tag = "table"
    for row in facts:
        row.tag = "tr"
        label, *lines = row
        label.tag = "th"
        label.set("scope", "row")
        cell = SubElement(row, "td")
        for line in lines:
            line.tag = "div"
            cell.append(line)
