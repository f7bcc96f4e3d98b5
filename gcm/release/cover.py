"""The cover of a book as a picture: that which the shelf of a reading program shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from gcm.release.book import Book
from gcm.site.cards import in_lines

WIDTH, HEIGHT = 900, 1200
_MARGIN: Final = 100
_GROUND: Final = (0x0B, 0x4F, 0x6C)

_LINES: Final = (
    ("publisher", "sans", 38, 110),
    ("title", "serif", 96, 310),
    ("subtitle", "sans", 50, 45),
    ("volume", "sans", 38, 45),
)
"""What stands on it, in which font, of which size, and how far below what stands before; in pixels."""

_SHARES: Final = (1, 0.85, 0.7, 0.6, 0.5, 0.4)
"""Shares of these sizes: the title of a session may be three lines long, or ten."""

_SMALLEST: Final = 36
"""The size of the edition, which stands at the foot."""


def cover_picture(book: Book, volume: str) -> bytes:
    """The cover as a PNG, in the largest font that leaves room for the edition; `volume` says which volume it is, or nothing."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (only those who release have it)

    # Drawn in black and white, it becomes the ground, white, and what lies between them.
    picture = Image.new("L", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    words = {"publisher": book.publisher, "title": book.title, "subtitle": book.subtitle, "volume": volume}
    for share in _SHARES:
        placed = list(_placed(draw, words, share))
        if placed[-1].bottom < HEIGHT - _MARGIN - 2 * _SMALLEST:
            break
    for each in placed:
        draw.multiline_text((_MARGIN, each.top), each.text, 255, each.font, spacing=each.spacing)
    draw.text((_MARGIN, HEIGHT - _MARGIN), book.edition, 255, _font("sans", _SMALLEST), anchor="ls")
    picture.putpalette([round(base + (255 - base) * level / 255) for level in range(256) for base in _GROUND])
    packed = BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()


@dataclass(frozen=True)
class _Placed:
    """Words in lines, and where they begin and end."""

    text: str
    font: Any
    spacing: int
    top: float
    bottom: float


def _placed(draw: Any, words: Mapping[str, str], share: float) -> Iterator[_Placed]:
    """What stands on the cover in fonts of that share of their sizes."""
    bottom: float = 0
    for name, face, size, distance in _LINES:
        if words[name]:
            size, top = max(round(size * share), _SMALLEST), bottom + distance * share  # noqa: PLW2901
            font = _font(face, size)
            text = "\n".join(in_lines(words[name], font, WIDTH - 2 * _MARGIN))
            bottom = draw.multiline_textbbox((_MARGIN, top), text, font, spacing=size // 4)[3]
            yield _Placed(text, font, size // 4, top, bottom)


def _font(face: str, size: int) -> Any:
    import font_source_sans_pro  # noqa: PLC0415
    import font_source_serif_pro  # noqa: PLC0415
    from PIL import ImageFont  # noqa: PLC0415

    files = {
        "sans": (font_source_sans_pro, "SourceSansPro-Regular.ttf"),
        "serif": (font_source_serif_pro, "SourceSerifPro-Semibold.ttf"),
    }
    package, name = files[face]
    return ImageFont.truetype(Path(package.__file__).parent / "files" / name, size)
