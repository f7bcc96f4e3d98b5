"""Pages of a book laid out on sheets, once for all books that hold them, by WeasyPrint.

A chapter begins on a sheet of its own, so that its sheets are the same in every book but for numbers: their own, and those to which they
refer. These are written when a book is bound. What is laid out lies in a file without fonts, which a book then has once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml.html import fragment_fromstring
from markupsafe import Markup

from gcm.release.book import templates
from gcm.release.chapters import Chapter, inner_html
from gcm.release.drawing import drawn_with
from gcm.release.kept import NOTHING, Kept, digest_of_values
from gcm.release.paper import for_paper

_HERE: Final = Path(__file__).parent

Place = Sequence[float]
"""A sheet, from 0, and points from its left and from its lower edge."""

Bookmark = Sequence[Any]
"""Words, their place, and the bookmarks below them."""


@dataclass(frozen=True)
class Face:
    """A font in one weight and slant: its glyphs, of each the characters that it stands for, and its width in thousandths of its size."""

    family: str
    weight: int
    italic: bool
    glyphs: Sequence[tuple[int, str, int]]


@dataclass(frozen=True)
class Sheets:
    """What was laid out: a tagged PDF without fonts at `path`, of `count` sheets.

    `anchors` are the places that links can lead to; `faces` are fonts by the names that the PDF calls them; `targets` are the chapters
    to whose pages the text refers: it has 0000 where it refers to the first.
    """

    path: Path
    count: int
    bookmarks: Sequence[Bookmark]
    anchors: Mapping[str, Place]
    faces: Mapping[str, Face]
    targets: tuple[str, ...] = ()


def lay_out(chapters: Sequence[Chapter], folder: Path, kept: Kept = NOTHING) -> Sheets:
    """The bound chapters one behind the other, laid out into `folder`, unless they are kept from before."""
    pages = [fragment_fromstring(chapter.html, create_parent="section") for chapter in chapters]
    references = [reference for page in pages for reference in page.iter("span") if reference.get("class") == "book-ref"]
    targets = tuple(reference.attrib.pop("title") for reference in references)
    for number, reference in enumerate(references):
        reference.text = f"{number:04}"
    bodies = [Markup(inner_html(for_paper(page))) for page in pages]  # noqa: S704  (the site's own HTML)
    html = (
        templates().get_template("sheets.html").render(lang=chapters[0].lang, chapters=list(zip(chapters, bodies, strict=True)))
    )
    name = digest_of_values("sheets", drawn_with(), html, targets)
    if place := kept.find(name):
        return _read(place / f"{name}.pdf", targets)
    sheets = write_sheets(html, folder / f"{name}.pdf", targets)
    kept.put(name, [sheets.path, _write_down(sheets)])
    return _read(sheets.path, targets)


def write_sheets(html: str, path: Path, targets: tuple[str, ...] = ()) -> Sheets:
    """A whole page of HTML on sheets."""
    from gcm.release.tagging import write_sheets_tagged  # noqa: PLC0415  (it loads the libraries that draw)

    document = render(html)
    write_sheets_tagged(document, path)
    return Sheets(
        path, len(document.pages), list(_bookmarks(document)), dict(_anchors(document)), dict(_faces(document)), targets
    )


def render(html: str) -> Any:
    """A whole page of HTML, laid out in our styles."""
    from weasyprint import HTML  # noqa: PLC0415

    fonts, style = _style()
    return HTML(string=html, url_fetcher=refuse).render(stylesheets=[style], font_config=fonts)


_POINTS: Final = 0.75
"""Points in a pixel of CSS."""


def _bookmarks(document: Any) -> Iterable[Bookmark]:
    return map(_bookmark, document.make_bookmark_tree(_POINTS, transform_pages=True))


def _bookmark(told: tuple[Any, ...]) -> Bookmark:
    label, place, below, _ = told
    return label, place, list(map(_bookmark, below))


def _anchors(document: Any) -> Iterable[tuple[str, Place]]:
    # What goes on on further sheets is on the first of them: the last that is told of a name counts.
    for number, page in reversed(list(enumerate(document.pages))):
        for name, (left, top, *_) in page.anchors.items():
            yield name, (number, left * _POINTS, (page.height - top) * _POINTS)


def _faces(document: Any) -> Iterable[tuple[str, Face]]:
    for font in document.fonts.values():
        glyphs = [(glyph, text, font.widths[glyph]) for glyph, text in font.to_unicode.items()]
        yield font.hash, Face(font.family, font.weight, bool(font.style), glyphs)


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


def use_own_fonts(folder: Path) -> None:
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


def _read(path: Path, targets: tuple[str, ...]) -> Sheets:
    told = json.loads(path.with_suffix(".json").read_text("utf-8"))
    faces = {name: Face(**face) for name, face in told.pop("faces").items()}
    return Sheets(path, **told, faces=faces, targets=targets)


def _write_down(sheets: Sheets) -> Path:
    """Beside the file, what it holds."""
    told = asdict(sheets)
    del told["path"], told["targets"]
    file = sheets.path.with_suffix(".json")
    file.write_text(json.dumps(told), "utf-8")
    return file
