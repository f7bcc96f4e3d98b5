"""The fonts of a book: those of all its sheets, each once, with only the glyphs that it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from gcm.release.layout import Face, render

FAMILY: Final = "Source Sans Pro"

_FILES: Final = {400: "SourceSansPro", 300: "SourceSansProLight"}
"""Weight → the font in which a book's numbers are written when it is bound."""

Glyphs = dict[str, dict[int, tuple[str, int]]]
"""Name of a face → glyph → its characters and its width."""


def gather(faces: Iterable[Mapping[str, Face]]) -> tuple[dict[str, Face], Glyphs]:
    """All faces, and all glyphs of each."""
    found: dict[str, Face] = {}
    glyphs: Glyphs = {}
    for told in faces:
        for name, face in told.items():
            found[name] = face
            glyphs.setdefault(name, {}).update({glyph: (text, width) for glyph, text, width in face.glyphs})
    return found, glyphs


def face_of(faces: Mapping[str, Face], weight: int) -> str:
    """The name of the upright face of that weight, or nothing where no sheet has them."""
    return next(
        (name for name, face in faces.items() if (face.family, face.weight, face.italic) == (FAMILY, weight, False)), ""
    )


def written(words: str, weight: int, known: dict[int, tuple[str, int]]) -> tuple[str, int]:
    """Words as the glyphs of a face, in hexadecimal, and their width; those are added to the `known` glyphs of that face."""
    shapes, widths, units = _shapes(weight)
    glyphs = [(shapes[ord(letter)], letter) for letter in words if ord(letter) in shapes]
    for glyph, letter in glyphs:
        known.setdefault(glyph, (letter, round(widths[glyph] * 1000 / units)))
    return "".join(f"{glyph:04x}" for glyph, _ in glyphs), sum(known[glyph][1] for glyph, _ in glyphs)


@cache
def _shapes(weight: int) -> tuple[dict[int, int], list[int], int]:
    """Character → glyph, glyph → width, and how many units of it an em has."""
    import font_source_sans_pro  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(Path(font_source_sans_pro.font_files_ttf[_FILES[weight]]))
    shapes = {letter: font.getGlyphID(name) for letter, name in font.getBestCmap().items()}
    return shapes, [font["hmtx"][name][0] for name in font.getGlyphOrder()], font["head"].unitsPerEm


def write_fonts(faces: Mapping[str, Face], glyphs: Glyphs, path: Path) -> None:
    """A PDF that has the fonts of these glyphs, under the names of their faces."""
    from gcm.release.tagging import without_fonts  # noqa: PLC0415  (it loads the libraries that draw)

    samples = "".join(f"<p style='font: {_font(face)}'>x</p>" for face in faces.values())
    document = render(f"<html lang='en'><title>x</title>{samples}")
    # Drawn once, it has its faces; drawn again, those have the glyphs of all sheets.
    with without_fonts():
        document.write_pdf()
    for font in document.fonts.values():
        font.to_unicode.update({glyph: text for glyph, (text, _) in sorted(glyphs[font.hash].items())})
        font.widths.update({glyph: width for glyph, (_, width) in sorted(glyphs[font.hash].items())})
    document.write_pdf(path)


def _font(face: Face) -> str:
    return f'{"italic" if face.italic else "normal"} {face.weight} 10pt "{face.family}"'
