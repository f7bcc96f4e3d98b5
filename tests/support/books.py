"""Small books for tests, from any records; the hand-written pages lie as in a built site."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import LANGS
from gcm.release.artefact import Artefact, Tell
from gcm.release.book import Book
from gcm.views.addresses import Addresses
from support.pages import WRITTEN
from support.sites import site_of

NAMES = {"es": "Prácticas de muestra", "en": "Sample practices"}
ROOT_URL = "https://practices.example/"
ARTICLE = '<body><nav>x</nav><article class="md-content__inner"><h1>{}</h1><p><a href="{}">1</a></p></article></body>'


def small_books(records: Path, folder: Path, names: Collection[str] = (), root: str = ROOT_URL) -> list[Book]:
    """The books of `records`, or those `names`; hand-written pages are put into `folder`, each with a link to the glossary."""
    from gcm.release.books import build_books

    catalogue, _ = load_catalogue(records)
    site = site_of(catalogue, WRITTEN, root=root, names=NAMES, built_on=date(2026, 3, 1))
    in_folder = Addresses(catalogue, WRITTEN, directory_urls=False)
    for lang in LANGS:
        for key in WRITTEN:
            page = folder / in_folder.url(key, lang)
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(ARTICLE.format(f"{key[0]} ({lang})", in_folder.relative(key, lang, ("glossary",))), "utf-8")
    books = [book for lang in LANGS for book in build_books(site, folder, lang)]
    return [book for book in books if not names or book.name in names]


def make(records: Path | str, folder: Path | str, *names: str, tell: Tell = lambda *_: None) -> list[Artefact]:
    """Those books, written to `folder`."""
    from gcm.release.books import write_books

    books = small_books(Path(records), Path(folder, "site"), names)
    assert {book.name for book in books} == set(names)
    return write_books(books, Path(folder), tell, workers=1)
