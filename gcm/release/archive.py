"""The site that opens from a folder → one zip, in both languages; the same site gives the same bytes on any day."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from gcm.language.text import LANGS
from gcm.release.artefact import Artefact, Tell
from gcm.views.addresses import Addresses
from gcm.views.release_list import release_phrases
from gcm.views.site import Site

FOLDER: Final = "gcm-practices"
"""What the zip unpacks to, so that nobody's desk is strewn with a thousand files."""

LEFT_OUT: Final = (".map", ".gz", "404.html", "sitemap.xml", "manifest.webmanifest")
"""Endings of files that only a server, a search machine or a developer asks for."""


def make_archive(built: Path, site: Site, folder: Path, tell: Tell) -> list[Artefact]:
    """The zip of `site`, which was built with the same addresses for a folder."""
    path = folder / "gcm-practices-site-es-en.zip"
    entries = dict(sorted({**dict(_site_entries(built)), **dict(_readmes(site))}.items()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for done, (name, content) in enumerate(entries.items(), 1):
            packed.writestr(_entry(name, site.built_on), content, zipfile.ZIP_DEFLATED)
            tell(done, len(entries), name)
    return [Artefact(path, "site", "es-en", page_count(site.addresses), " · ".join(site.names[lang] for lang in LANGS))]


def page_count(addresses: Addresses) -> int:
    """How many pages the site has in both languages together."""
    return len(LANGS) * len({*addresses.keys, *addresses.hand_written})


def _site_entries(built: Path) -> Iterator[tuple[str, bytes]]:
    for path in built.rglob("*"):
        if path.is_file() and not path.as_posix().endswith(LEFT_OUT):
            yield path.relative_to(built).as_posix(), path.read_bytes()


def _readmes(site: Site) -> Iterator[tuple[str, bytes]]:
    """How to open it, in each language; Windows' oldest editor wants its own line ends and a mark for UTF-8."""
    for lang in LANGS:
        t, pages = release_phrases(lang), page_count(site.addresses)
        day, title = t.day(site.built_on), site.names[lang]
        text = t.fill("zip_text", title=title, pages=pages, folder=FOLDER, day=day, licence=t.licence)
        yield t.zip_readme, text.replace("\n", "\r\n").encode("utf-8-sig")


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    """A file that everybody may read, of the day the release is made from, as if packed on Unix wherever it was."""
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
