"""Sheets → the PDF of a book: they are put one behind the other, and their numbers are written.

What was laid out stays as it is; of the book are only the numbers, the fonts and where links lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, OutlineItem, Pdf, String

from gcm.release.glyphs import Glyphs, face_of, gather, write_fonts, written
from gcm.release.layout import Bookmark, Place, Sheets
from gcm.release.links import INSIDE

REGULAR: Final = 400
LIGHT: Final = 300
"""Weights of the font at the foot of a sheet, and of that in which nothing stands but references."""

_ROOM: Final = 2700
"""The room that book.css leaves for a reference, in thousandths of the size of its font."""

_FOOT: Final = (56.7, 26.0, 8.0)
"""The line at the foot: how far from the sides and from the lower edge, and the size of its font, in points."""

_RUN: Final = re.compile(rb"/([A-Z]{6}) [\d.]+ Tf|\[(<[^\]]*)\] TJ")
"""In what a sheet shows: a choice of font, or a run of text in them."""


@dataclass(frozen=True)
class Binding:
    """What a book has besides its sheets: the line at their foot, and the outline that a reader opens.

    `refer` gives what stands for a reference to the chapter of that id, whose sheet has that number or stands in another book, and `lead`
    the action of a link to a place in another book.
    """

    foot: str
    outline: Sequence[Bookmark]
    refer: Callable[[str, int | None], str]
    lead: Callable[[str], Dictionary]


def anchors_of(bodies: Sequence[Sheets]) -> dict[str, Place]:
    """Every place in a book, its sheets counted from 0."""
    return {
        name: (first + sheet, left, height)
        for first, sheets in zip(_starts(bodies), bodies, strict=True)
        for name, (sheet, left, height) in sheets.anchors.items()
    }


def bind(bodies: Sequence[Sheets], binding: Binding, path: Path, work: Path) -> None:
    """Write the book to `path`; of what the first sheets say of themselves, it has title, language and the rest."""
    anchors = anchors_of(bodies)
    faces, glyphs = gather(sheets.faces for sheets in bodies)
    with ExitStack() as opened:
        pdf, *others = (opened.enter_context(Pdf.open(sheets.path)) for sheets in bodies)
        for other in others:
            _append(pdf, other)
        for first, sheets in zip(_starts(bodies), bodies, strict=True):
            write = partial(
                _reference, sheets=sheets, binding=binding, anchors=anchors, glyphs=glyphs.get(face_of(faces, LIGHT), {})
            )
            for page in pdf.pages[first : first + sheets.count] if sheets.targets else ():
                _rewrite(pdf, page, face_of(faces, LIGHT), write)
        _number(pdf, binding.foot, face_of(faces, REGULAR), glyphs)
        _lead(pdf, anchors, binding.lead)
        write_fonts(faces, glyphs, work / "fonts.pdf")
        _give_fonts(pdf, opened.enter_context(Pdf.open(work / "fonts.pdf")))
        _set_outline(pdf, binding.outline)
        pdf.save(path, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)


def _starts(bodies: Sequence[Sheets]) -> Iterator[int]:
    return accumulate((sheets.count for sheets in bodies[:-1]), initial=0)


def _append(pdf: Pdf, other: Pdf) -> None:
    """Sheets and their tags behind those that are there; sheets and links are found by numbers in one tree of all."""
    first = len(pdf.pages)
    pdf.pages.extend(other.pages)
    tree, added = pdf.Root.StructTreeRoot, pdf.copy_foreign(other.Root.StructTreeRoot)
    numbers, more = tree.ParentTree.Nums, list(added.ParentTree.Nums)
    shift = int(numbers[-2]) + 1
    for number, elements in zip(more[::2], more[1::2], strict=True):
        numbers.append(int(number) + shift)
        numbers.append(elements)
    for page in pdf.pages[first:]:
        page.obj.StructParents = int(page.obj.StructParents) + shift
        for link in page.obj.get("/Annots", ()):
            link.StructParent = int(link.StructParent) + shift
    document = tree.K[0]
    for element in added.K[0].K:
        element.P = document
        document.K.append(element)


def _rewrite(pdf: Pdf, page: Any, face: str, write: Callable[[bytes], bytes]) -> None:
    """Every run of text in that face as `write` has it."""
    chosen = b""

    def run(found: re.Match[bytes]) -> bytes:
        nonlocal chosen
        chosen = found[1] or chosen
        return write(found[2]) if found[2] and chosen == face.encode() else found[0]

    shown = page.obj.Contents.read_bytes()
    if face.encode() in shown:
        page.obj.Contents = pdf.make_stream(_RUN.sub(run, shown))


def _reference(
    shown: bytes, sheets: Sheets, binding: Binding, anchors: Mapping[str, Place], glyphs: dict[int, tuple[str, int]]
) -> bytes:
    """The run of text that stands for a reference, at the right of its room."""
    digits = b"".join(re.findall(rb"<([0-9a-f]*)>", shown)).decode()
    number = "".join(glyphs[int(digits[at : at + 4], 16)][0] for at in range(0, len(digits), 4))
    target = sheets.targets[int(number)]
    place = anchors.get(target)
    words, width = written(binding.refer(target, None if place is None else int(place[0]) + 1), LIGHT, glyphs)
    return f"[{width - _ROOM} <{words}>] TJ".encode()


def _number(pdf: Pdf, foot: str, face: str, glyphs: Glyphs) -> None:
    """At the foot of every sheet but the first what book it is of, and its number."""
    side, height, size = _FOOT
    title, _ = written(foot, REGULAR, glyphs[face])
    for number, page in enumerate(pdf.pages[1:], 2):
        digits, width = written(str(number), REGULAR, glyphs[face])
        right = float(page.obj.MediaBox[2]) - side - width * size / 1000
        shown = f"/{face} {size} Tf 1 0 0 1 {side} {height} Tm <{title}> Tj 1 0 0 1 {right:.3f} {height} Tm <{digits}> Tj"
        # No part of the text: a reading program tells the number by itself.
        line = f"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q 0.3 0.36 0.4 rg BT {shown} ET Q EMC"
        page.obj.Contents = Array([pdf.make_stream(line.encode()), page.obj.Contents])


def _lead(pdf: Pdf, anchors: Mapping[str, Place], lead: Callable[[str], Dictionary]) -> None:
    """Links to places that are in the book lead there, the others elsewhere; chapters have their names too, to be led to from outside."""
    named = {name for name in anchors if "." not in name}
    for page in pdf.pages:
        for link in page.obj.get("/Annots", ()):
            place = str(link.A.URI).removeprefix(INSIDE) if "/A" in link and str(link.A.URI).startswith(INSIDE) else ""
            if place in anchors:
                named.add(place)
                del link.A
                link.Dest = String(place)
            elif place:
                link.A = lead(place)
    listed = [each for name in sorted(named, key=str.encode) for each in (String(name), _destination(pdf, anchors[name]))]
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(listed)))


def _destination(pdf: Pdf, place: Place) -> Array:
    sheet, left, height = place
    return Array([pdf.pages[int(sheet)].obj, Name.XYZ, left, height, 0])


def _give_fonts(pdf: Pdf, fonts: Pdf) -> None:
    faces = {name: pdf.copy_foreign(face) for name, face in fonts.pages[0].obj.Resources.Font.items()}
    for page in pdf.pages:
        # Sheets that were laid out together have one list of fonts, also for the pictures on them.
        for name, face in faces.items():
            page.obj.Resources.Font[name] = face


def _set_outline(pdf: Pdf, bookmarks: Sequence[Bookmark]) -> None:
    with pdf.open_outline() as outline:
        outline.root[:] = [_item(bookmark) for bookmark in bookmarks]


def _item(bookmark: Bookmark) -> OutlineItem:
    words, (sheet, left, height), below = bookmark
    item = OutlineItem(words, int(sheet), "XYZ", left=left, top=height, zoom=0)
    item.children[:] = [_item(each) for each in below]
    item.is_closed = True
    return item
