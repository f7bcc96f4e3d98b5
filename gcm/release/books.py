"""The books of the repository: each as PDF and as EPUB, in each language."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import Markup

from gcm.language.phrases import Phrases, phrases
from gcm.language.text import LANGS, Lang
from gcm.release.artefact import Artefact, Tell
from gcm.release.book import Book, BookPart
from gcm.release.chapters import NOWHERE, Chapter, build_chapter
from gcm.release.epub import write_epub
from gcm.release.hand_written import hand_written_pages
from gcm.release.outlines import OF_ALL, Outline, outlines
from gcm.release.pdf import use_own_letters, write_pdf
from gcm.site.pages import render_pages
from gcm.views.addresses import HOME, Addresses, Key
from gcm.views.site import Site


def make_books(site: Site, built: Path, folder: Path, tell: Tell) -> list[Artefact]:
    """Every book as PDF and EPUB in `folder`; `built` is the folder of that site."""
    books = [book for lang in LANGS for book in build_books(site, built, lang)]
    return write_books(books, folder, tell)


def build_books(site: Site, built: Path, lang: Lang) -> Iterator[Book]:
    """Every book in `lang`, its chapters built from the pages of the site."""
    pages = {page.key: page.html for page in render_pages(site, lang)}
    root, addresses = site.root or NOWHERE, site.addresses
    chapters = {
        key: build_chapter(key, lang, html, root + addresses.url(key, lang))
        for key, html in {**pages, **dict(hand_written_pages(built, addresses, lang))}.items()
    }
    titles = {key: chapter.title for key, chapter in chapters.items()}
    for outline in outlines(site.catalogue, addresses, titles):
        yield _book(outline, chapters, site, lang)


def _book(outline: Outline, chapters: Mapping[Key, Chapter], site: Site, lang: Lang) -> Book:
    t, publisher = phrases(lang), site.names[lang]
    title = {"book": publisher, "papers": t.book_papers}.get(outline.kind) or chapters[outline.subject].title
    home = site.root and site.url(HOME, lang)
    return Book(
        name=_name(outline, site.addresses, lang),
        kind=outline.kind,
        subject=outline.subject,
        lang=lang,
        title=title,
        subtitle=_subtitle(outline, chapters, t),
        publisher=publisher,
        site=home,
        made_on=site.built_on,
        notes=tuple(_notes(outline, home, t.day(site.built_on), t)),
        parts=tuple(
            BookPart(f"part-{number}", t[part.name], tuple(chapters[key] for key in part.keys))
            for number, part in enumerate(outline.parts, 1)
        ),
    )


def _name(outline: Outline, addresses: Addresses, lang: Lang) -> str:
    """`gcm-practices-session-es-i-foro-2023-sesion-2b`."""
    _, *place = addresses.source(outline.subject, lang).removesuffix(".md").split("/")
    return "-".join(("gcm-practices", outline.kind, lang, *(() if outline.kind in OF_ALL else place)))


def _subtitle(outline: Outline, chapters: Mapping[Key, Chapter], t: Phrases) -> str:
    match outline.subject:
        case ("session", forum, _):
            return chapters["forum", forum].title
        case _:
            return t[f"book_of_{outline.kind}"]


def _notes(outline: Outline, home: str, day: str, t: Phrases) -> Iterator[Markup]:
    """What a reader must know of the book."""
    yield Markup.escape(t.book_independent)
    yield Markup.escape(t.fill("book_holds", pages=t.count("book_page", len(outline.keys)), day=day))
    if outline.kind in OF_ALL:
        yield Markup.escape(t.book_volumes)
    if home:
        yield Markup('{} <a href="{}">{}</a>').format(t.book_newest, home, home)
    yield Markup.escape(t.book_links)
    yield Markup('{} <a href="{}">CC BY 4.0</a>').format(t.licence_content, t.licence_deed)


def write_books(books: Iterable[Book], folder: Path, tell: Tell, workers: int | None = None) -> list[Artefact]:
    """Each book in both formats, the longest first so that no worker is left with one at the end."""
    ordered = sorted(books, key=lambda book: -len(book.chapters))
    # A process of its own, begun anew, is what lets the letters be chosen before anything asks for them.
    fresh = multiprocessing.get_context("spawn")
    written: list[Artefact] = []
    with (
        TemporaryDirectory() as settings,
        ProcessPoolExecutor(workers or os.cpu_count(), fresh, use_own_letters, (Path(settings),)) as pool,
    ):
        running = [pool.submit(write_book, book, folder) for book in ordered]
        for done, finished in enumerate(as_completed(running), 1):
            written += finished.result()
            tell(done, len(ordered), written[-1].title)
    return sorted(written, key=lambda made: made.path.name)


def write_book(book: Book, folder: Path) -> list[Artefact]:
    """The book as PDF and as EPUB."""
    pdf, epub = (folder / f"{book.name}.{ending}" for ending in ("pdf", "epub"))
    write_pdf(book, pdf)
    write_epub(book, epub)
    details = (book.kind, book.lang, len(book.chapters), book.title, book.subtitle, book.subject)
    return [Artefact(path, *details) for path in (epub, pdf)]
