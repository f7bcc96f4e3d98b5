"""The pictures that social networks show beside a link: one for each kind of page, in each language (https://ogp.me).

They are made where the site is published, and only there: who reads or edits a copy shares no links to it. They show words of the
interface and the site's name, nothing of a record, so that no record can break one; what a page is called stands below them in any case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gcm.exports.open_data.edition import File
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import HOME, Key
from gcm.views.site import Site

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

SIZE: Final = (1200, 630)
"""Pixels, as the networks ask for them."""

_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("practice", "practices", "kind", "explorer", "compare", "selection"), "practices"),
    **dict.fromkeys(("objective", "objectives", "coverage"), "objectives"),
    **dict.fromkeys(("country", "countries", "map", "collaboration"), "countries"),
    **dict.fromkeys(("forum", "forums", "session", "timeline"), "forums"),
    **dict.fromkeys(("roadmap", "roadmaps", "board", "progress", "recommendations"), "roadmaps"),
    **dict.fromkeys(("theme", "themes"), "themes"),
    **dict.fromkeys(("news", "past_news"), "news"),
}
"""Kind of page → its picture; all others have that of the home page."""

_GROUND: Final = "#0b4f6c"
_WARM: Final = "#e09a52"
_MARGIN: Final = 90
_COLOURS: Final = 64
"""So many are enough for text on a ground, and a third of the bytes."""


def card_path(key: Key, lang: Lang) -> str:
    """Where the picture of a page lies, below the common root."""
    return _path(_KINDS.get(key[0], HOME[0]), lang)


def card_text(site: Site, key: Key, lang: Lang) -> str:
    """What the picture of a page shows, for those who do not see it."""
    return " – ".join(_words(site, _KINDS.get(key[0], HOME[0]), lang))


def card_files(site: Site) -> Iterator[File]:
    """Every picture of a site that is published."""
    for name in dict.fromkeys((HOME[0], *_KINDS.values())) if site.published_here else ():
        for lang in LANGS:
            yield _path(name, lang), partial(card, _words(site, name, lang))


def _path(name: str, lang: Lang) -> str:
    return f"assets/cards/{name}-{lang}.png"


def _words(site: Site, name: str, lang: Lang) -> tuple[str, ...]:
    """What a picture says: the kind of page, and the site's name."""
    return (site.names[lang],) if name == HOME[0] else (phrases(lang)[name], site.names[lang])


def card(words: tuple[str, ...]) -> bytes:
    """The picture as PNG: the first words large, the others below them; the same words give the same bytes."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  (only those who publish have it)

    picture = Image.new("RGB", SIZE, _GROUND)
    draw, height = ImageDraw.Draw(picture), _MARGIN
    draw.rectangle((0, SIZE[1] - 18, SIZE[0], SIZE[1]), fill=_WARM)
    for place, text in enumerate(words):
        font = _font("Semibold", 88) if place == 0 else _font("", 46)
        for line in in_lines(text, font, SIZE[0] - 2 * _MARGIN):
            draw.text((_MARGIN, height), line, font=font, fill="white")
            height += int(font.size * 1.25)
        height += 30
    picture.quantize(_COLOURS).save(out := BytesIO(), "PNG", optimize=True)
    return out.getvalue()


def _font(style: str, size: int) -> FreeTypeFont:
    """A font of a package, never of the machine, set without the shaping that only some machines have."""
    import font_source_sans_pro  # noqa: PLC0415  (as above)
    from PIL import ImageFont  # noqa: PLC0415

    path = Path(font_source_sans_pro.font_files_ttf[f"SourceSansPro{style}"])
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


def in_lines(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """The text in lines that are not wider; a word that is too wide by itself has its own."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            yield line
            longer = word
        line = longer
    yield line
