"""Leaflets, to be given away: what a country's or an objective's page answers first, as PDF, as a Word file and as one file of HTML.

Each fits on both sides of one leaf. The PDF is made of the same HTML that opens on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
from markupsafe import Markup

from gcm.exports.word import word_file
from gcm.language.phrases import phrases
from gcm.language.text import Lang
from gcm.release.artefact import Artefact, Tell
from gcm.release.book import templates
from gcm.release.layout import refuse
from gcm.release.policy import own_style
from gcm.site.html import view_html
from gcm.views.addresses import Key
from gcm.views.blocks import View
from gcm.views.leaflet import ROOM, leaflet_keys, leaflet_view
from gcm.views.site import Site

PAGES: Final = 2
"""Sides of one leaf."""

_SIZES: Final = (10, 9.5, 9)
"""Points of the text on paper, the best first."""

_STYLE: Final = Markup((Path(__file__).parent / "leaflet.css").read_text("utf-8"))  # noqa: S704  (our own)


def make_leaflets(site: Site, lang: Lang, folder: Path, tell: Tell = lambda *_: None) -> list[Artefact]:
    """Every leaflet in `lang`, in its three formats; a site without an address has none, as they would lead nowhere.

    `use_own_fonts` comes first, in the same process.
    """
    keys = leaflet_keys(site.catalogue) if site.root else ()
    made = []
    for done, key in enumerate(keys, 1):
        made += write_leaflet(site, lang, key, folder)
        tell(done, len(keys), made[-1].title)
    return made


def write_leaflet(site: Site, lang: Lang, key: Key, folder: Path) -> list[Artefact]:
    """One leaflet as three files."""
    fitted = _that_fits(site, lang, key)
    name = leaflet_name(site, lang, key)
    paths = [folder / f"{name}.{ending}" for ending in ("docx", "html", "pdf")]
    word, page, printed = paths
    # Word keeps more distance between lines: where two sides are full here, there it takes the smallest text.
    word.write_bytes(word_file(fitted.view, site, fitted.size if fitted.pages == 1 else _SIZES[-1]))
    page.write_bytes(leaflet_html(fitted.view, site, fitted.size).encode())
    fitted.write_pdf(printed, name)
    return [Artefact(path, "leaflet", lang, 1, str(fitted.view.title), subject=key) for path in paths]


def leaflet_name(site: Site, lang: Lang, key: Key) -> str:
    """`gcm-practices-leaflet-es-panama`."""
    return f"gcm-practices-leaflet-{lang}-{Path(site.addresses.source(key, lang)).stem}"


def leaflet_html(view: View, site: Site, size: float) -> str:
    """The leaflet as one file, which needs no other; `size` is that of its text on paper, in points."""
    style = Markup(f"{_STYLE}@media print {{ html {{ font-size: {size}pt; }} }}\n")  # noqa: S704
    return (
        templates()
        .get_template("leaflet.html")
        .render(
            view=view,
            site_name=site.names.get(view.lang, ""),
            day=site.built_on,
            style=style,
            allowed=own_style(style),
            code=_code(site.published(view.key, view.lang)),
            body=Markup(view_html(view, phrases(view.lang))),  # noqa: S704  (HTML, made by the renderer of pages)
        )
    )


def _code(address: str) -> Markup:
    """An address for the camera of a phone; it stands on the leaflet in words too, so that who listens misses nothing."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, svgclass="leaflet-code", lineclass=None, border=0
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" ', 1))  # noqa: S704  (nothing but numbers)


@dataclass(frozen=True)
class Fitted:
    """A leaflet with as many practices as fit, and how it is laid out on paper, its text of so many points."""

    view: View
    size: float
    document: Any

    @property
    def pages(self) -> int:
        """Sides that it takes."""
        return len(self.document.pages)

    def write_pdf(self, path: Path, name: str) -> None:
        """Write it to `path`."""
        from gcm.release.tagging import write_tagged  # noqa: PLC0415  (it loads the libraries that draw)

        write_tagged(self.document, path, name)


def _that_fits(site: Site, lang: Lang, key: Key) -> Fitted:
    """How many lines words take is an estimate; where it errs, there is less room the next time."""
    room = ROOM
    fitted = _best(leaflet_view(site, lang, key, room), site)
    while fitted.pages > PAGES and room:
        room = room * 9 // 10
        fitted = _best(leaflet_view(site, lang, key, room), site)
    return fitted


def _best(view: View, site: Site) -> Fitted:
    """In the largest text that takes the fewest sides; two lines on a second side are worth a smaller one."""
    fitted = []
    for size in _SIZES:
        fitted.append(Fitted(view, size, _laid_out(leaflet_html(view, site, size))))
        if fitted[-1].pages == 1:
            break
    return min(fitted, key=lambda each: each.pages)


def _laid_out(html: str) -> Any:
    from weasyprint import HTML  # noqa: PLC0415

    return HTML(string=html, url_fetcher=refuse).render(font_config=_fonts())


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    return FontConfiguration()
