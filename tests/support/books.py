"""Small books for tests, from any records; the hand-written pages lie as in a built site."""

from __future__ import annotations

import multiprocessing
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import LANGS, Lang
from gcm.release.artefact import Artefact
from gcm.views.addresses import Addresses
from support.pages import WRITTEN
from support.sites import site_of

if TYPE_CHECKING:
    from gcm.release.book import Book
    from gcm.release.books import Manuscript, Prepared

NAMES = {"es": "Prácticas de muestra", "en": "Sample practices"}
ROOT_URL = "https://practices.example/"
ARTICLE = '<body><nav>x</nav><article class="md-content__inner"><h1>{}</h1><p><a href="{}">1</a></p></article></body>'


def manuscripts(records: Path, folder: Path, root: str = ROOT_URL, langs: Collection[Lang] = LANGS) -> list[Manuscript]:
    """The chapters of `records` in these languages; hand-written pages are put into `folder`, each with a link to the glossary."""
    from gcm.release.books import read_manuscript

    catalogue, _ = load_catalogue(records)
    site = site_of(catalogue, WRITTEN, root=root, names=NAMES, built_on=date(2026, 3, 1))
    in_folder = Addresses(catalogue, WRITTEN, directory_urls=False)
    for lang in langs:
        for key in WRITTEN:
            page = folder / in_folder.url(key, lang)
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(ARTICLE.format(f"{key[0]} ({lang})", in_folder.relative(key, lang, ("glossary",))), "utf-8")
    return [read_manuscript(site, folder, lang) for lang in langs]


def small_books(records: Path, folder: Path, root: str = ROOT_URL, langs: Collection[Lang] = LANGS) -> list[Book]:
    """The books of `records`, as if every page took a sheet."""
    from gcm.release.books import build_books

    return [book for manuscript in manuscripts(records, folder, root, langs) for book in build_books(manuscript, lambda _: 1)]


def prepared(book: Book, folder: Path) -> Prepared:
    """A book laid out in `folder`."""
    from gcm.release.books import Prepared
    from gcm.release.layout import lay_out

    folder.mkdir(exist_ok=True)
    return Prepared(book, {unit[0].id: lay_out(unit, folder) for unit in book.units})


def make(records: Path | str, folder: Path | str, *names: str, root: str = ROOT_URL) -> list[Artefact]:
    """The books `names` of `records`, written to `folder`; in a process of their own, for they have fonts of their own."""
    langs = [lang for lang in LANGS if any(f"-{lang}-" in name for name in names)]
    books = [book for book in small_books(Path(records), Path(folder, "site"), root, langs) if book.name in names]
    assert {book.name for book in books} == set(names)
    return written(books, Path(folder))


def written(books: Collection[Book], folder: Path) -> list[Artefact]:
    """These books, written to `folder` in a process that finds no fonts but theirs."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), choose_fonts, (folder / "fonts",)) as pool:
        return list(pool.submit(_written, books, folder).result())


def choose_fonts(folder: Path) -> None:
    """Before anything asks for fonts."""
    from gcm.release.layout import use_own_fonts

    folder.mkdir(exist_ok=True)
    use_own_fonts(folder)


def _written(books: Collection[Book], folder: Path) -> list[Artefact]:
    from gcm.release.books import write_book

    made = [artefact for book in books for artefact in write_book(prepared(book, folder / "laid"), folder)]
    return sorted(made, key=lambda artefact: artefact.path.name)
