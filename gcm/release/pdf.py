"""Book → PDF, tagged after PDF/UA-1; the same book gives the same bytes on any day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pikepdf import Dictionary, Name, String

from gcm.language.phrases import phrases
from gcm.release.binding import Binding, anchors_of, bind
from gcm.release.book import Book, BookPart, templates
from gcm.release.layout import Bookmark, Sheets, write_sheets


def write_pdf(book: Book, laid_out: Mapping[str, Sheets], path: Path) -> None:
    """Write the book to `path`. What is laid out is told by the id of the first chapter on it."""
    bodies = [laid_out[unit[0].id] for unit in book.units]
    with TemporaryDirectory() as work:
        front = _front(book, bodies, Path(work))
        binding = Binding(
            foot=book.name_in_full,
            outline=list(_outline(book, front, laid_out)),
            refer=partial(_refer, book),
            lead=partial(_lead, book),
        )
        bind([front, *bodies], binding, path, Path(work))


def _front(book: Book, bodies: Sequence[Sheets], work: Path) -> Sheets:
    """Cover, imprint and contents, whose numbers depend on how many sheets they take themselves."""
    count, front = 0, None
    while front is None or front.count != count:
        count = front.count if front else 3
        places = {name: int(sheet) + 1 + count for name, (sheet, *_) in anchors_of(bodies).items()}
        html = templates().get_template("book.html").render(book=book, sheets=places, t=phrases(book.lang))
        front = write_sheets(html, work / "front.pdf")
    return front


def _refer(book: Book, chapter: str, sheet: int | None) -> str:
    t = phrases(book.lang)
    return (
        t.fill("book_volume_short", volume=book.places[chapter].volume) if sheet is None else t.fill("book_sheet", sheet=sheet)
    )


def _lead(book: Book, place: str) -> Dictionary:
    """To the page on the web; where there is none yet, to the volume, which may lie beside this one."""
    chapter, _, _ = place.partition(".")
    there = book.places[chapter]
    if address := there.address(place):
        return Dictionary(Type=Name.Action, S=Name.URI, URI=String(address))
    return Dictionary(Type=Name.Action, S=Name.GoToR, F=String(f"{there.file}.pdf"), D=String(chapter))


def _outline(book: Book, front: Sheets, laid_out: Mapping[str, Sheets]) -> Iterator[Bookmark]:
    """What stands in front, and parts with their chapters and the sections of those below them."""
    yield from front.bookmarks
    first = front.count
    for part in book.parts:
        chapters: list[Bookmark] = []
        for unit in part.units:
            sheets = laid_out[unit[0].id]
            chapters += [_moved(bookmark, first) for bookmark in sheets.bookmarks]
            first += sheets.count
        yield _part(part, chapters)


def _part(part: BookPart, chapters: Sequence[Bookmark]) -> Bookmark:
    name, place, below = chapters[0]
    return (name, place, [*below, *chapters[1:]]) if part.opening else (part.name, place, chapters)


def _moved(bookmark: Bookmark, sheets: int) -> Bookmark:
    words, (sheet, *at), below = bookmark
    return words, (sheet + sheets, *at), [_moved(each, sheets) for each in below]
