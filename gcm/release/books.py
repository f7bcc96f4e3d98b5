"""The books of the repository: each as PDF and as EPUB, in each language.

In each language the chapters are laid out first, one after the other; how long they are tells where volumes are cut. Then each book is
bound from what is laid out. Neither takes more memory than a chapter and what is laid out of one book.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from gcm.exports.open_data.edition import Edition
from gcm.language.phrases import Phrases, phrases
from gcm.language.text import Lang
from gcm.release.artefact import Artefact, Tell
from gcm.release.book import Book, BookPart, Place
from gcm.release.chapters import NOWHERE, Chapter, build_chapter
from gcm.release.epub import write_epub
from gcm.release.hand_written import hand_written_pages
from gcm.release.kept import NOTHING, Kept
from gcm.release.layout import Sheets, lay_out
from gcm.release.links import ChapterIndex, led_to
from gcm.release.outlines import OF_ALL, Outline, Unit, books_about, cut, whole
from gcm.release.pdf import write_pdf
from gcm.site.pages import render_pages
from gcm.views.addresses import HOME, Key
from gcm.views.site import Site


@dataclass(frozen=True)
class Manuscript:
    """All chapters in one language, and the volumes that they would make if none were too long."""

    site: Site
    lang: Lang
    chapters: Mapping[Key, Chapter]
    volumes: tuple[Outline, ...]

    @property
    def titles(self) -> dict[Key, str]:
        """The titles of all chapters."""
        return {key: chapter.title for key, chapter in self.chapters.items()}

    @property
    def units(self) -> list[tuple[Chapter, ...]]:
        """The chapters as they are laid out, each once."""
        return [self.unit(unit) for volume in self.volumes for part in volume.parts for unit in part.units]

    def unit(self, keys: Unit) -> tuple[Chapter, ...]:
        """The chapters of these pages."""
        return tuple(self.chapters[key] for key in keys)


def read_manuscript(site: Site, built: Path, lang: Lang) -> Manuscript:
    """The chapters of the site in `lang`; `built` is the folder of that site."""
    root, addresses = site.root or NOWHERE, site.addresses
    pages = {page.key: page.html for page in render_pages(site, lang)}
    chapters = {
        key: build_chapter(key, lang, html, root + addresses.url(key, lang))
        for key, html in {**pages, **dict(hand_written_pages(built, addresses, lang))}.items()
    }
    titles = {key: chapter.title for key, chapter in chapters.items()}
    volumes = tuple(whole(site.catalogue, addresses, titles, phrases(lang)))
    index = ChapterIndex.of(chapters[key] for volume in volumes for key in volume.keys)
    bound = {key: index.bind(chapters[key]) for volume in volumes for key in volume.keys}
    return Manuscript(site, lang, bound, volumes)


def lay_out_all(manuscript: Manuscript, folder: Path, kept: Kept, tell: Tell) -> dict[str, Sheets]:
    """Every unit of the volumes on sheets, by the id of its first chapter, in files in `folder`."""
    units, laid_out = manuscript.units, {}
    for done, unit in enumerate(units, 1):
        laid_out[unit[0].id] = lay_out(unit, folder, kept)
        tell(done, len(units), unit[0].title)
    return laid_out


def build_books(manuscript: Manuscript, sheets: Callable[[Unit], int]) -> list[Book]:
    """Every book: the volumes, cut where they are too long, and those of sessions and countries; `sheets` tells how long a unit is."""
    t = phrases(manuscript.lang)
    volumes = [piece for volume in manuscript.volumes for piece in cut(volume, sheets)]
    about = list(books_about(manuscript.site.catalogue, manuscript.titles, t))
    return list(_Shelf(manuscript, volumes, t).books(about))


@dataclass(frozen=True)
class _Shelf:
    """The volumes side by side, from which every book tells where the others are."""

    manuscript: Manuscript
    volumes: Sequence[Outline]
    t: Phrases

    def books(self, about: Iterable[Outline]) -> Iterator[Book]:
        """The volumes, and the books about something."""
        places = dict(self._places())
        for number, volume in enumerate(self.volumes, 1):
            yield self._book(volume, number, places)
        for outline in about:
            yield self._book(outline, 0, places)

    def _places(self) -> Iterator[tuple[str, Place]]:
        chapters, root = self.manuscript.chapters, self.manuscript.site.root
        for number, volume in enumerate(self.volumes, 1):
            for key in volume.keys:
                yield chapters[key].id, Place(number, self._name(volume, number), chapters[key].url if root else "")

    def _name(self, outline: Outline, volume: int) -> str:
        """`gcm-practices-book-es-1`, `gcm-practices-session-es-i-foro-2023-sesion-2b`."""
        lang = self.manuscript.lang
        if volume:
            return f"gcm-practices-{outline.kind}-{lang}-{volume}"
        _, *place = self.manuscript.site.addresses.source(outline.subject, lang).removesuffix(".md").split("/")
        return "-".join(("gcm-practices", outline.kind, lang, *place))

    def _range(self, volume: Outline) -> str:
        """From which part to which a volume goes, if others go on with the same."""
        alike = [other for other in self.volumes if other.title == volume.title]
        names = list(dict.fromkeys((volume.parts[0].name, volume.parts[-1].name)))
        return " – ".join(names) if len(alike) > 1 else ""

    def _subtitle(self, outline: Outline) -> str:
        if outline.kind in OF_ALL:
            return self._range(outline)
        if outline.kind == "session":
            return self.manuscript.chapters["forum", outline.subject[1]].title
        return self.t[f"book_of_{outline.kind}"]

    def _book(self, outline: Outline, volume: int, places: Mapping[str, Place]) -> Book:
        site, lang, t = self.manuscript.site, self.manuscript.lang, self.t
        home = site.root and site.url(HOME, lang)
        return Book(
            name=self._name(outline, volume),
            kind=outline.kind,
            subject=outline.subject,
            lang=lang,
            title=outline.title,
            subtitle=self._subtitle(outline),
            publisher=site.names[lang],
            site=home,
            made_on=site.built_on,
            edition=t.fill("book_edition", number=Edition(site).number, day=t.day(site.built_on)),
            volume=volume,
            notes=tuple(_notes(home, t)),
            volumes=tuple(filter(None, map(self._named, self.volumes))),
            parts=tuple(
                BookPart(f"part-{number}", part.name, tuple(map(self.manuscript.unit, part.units)))
                for number, part in enumerate(outline.parts, 1)
            ),
            places={id: places[id] for id in sorted(led_to(map(self.manuscript.chapters.__getitem__, outline.keys), places))},
        )

    def _named(self, volume: Outline) -> str:
        return ": ".join(filter(None, (volume.title, self._range(volume))))


def _notes(home: str, t: Phrases) -> Iterator[Markup]:
    """What a reader must know of the book."""
    yield Markup.escape(t.book_independent)
    yield Markup.escape(t.book_reading)
    if home:
        yield Markup('{} <a href="{}">{}</a>').format(t.book_newest, home, home)
    yield Markup('{} <a href="{}">CC BY 4.0</a>').format(t.licence_content, t.licence_deed)


@dataclass(frozen=True)
class Prepared:
    """A book and what is laid out of it, by the id of the first chapter on it."""

    book: Book
    laid_out: Mapping[str, Sheets]

    @property
    def inputs(self) -> tuple[Book, dict[str, str]]:
        """What the files follow from: sheets are called by what they follow from."""
        return self.book, {id: sheets.path.name for id, sheets in self.laid_out.items()}

    @property
    def memory(self) -> int:
        """Megabytes that it takes to bind it, roughly."""
        return 150 + sum(sheets.count for sheets in self.laid_out.values()) // 2


def prepare_books(site: Site, built: Path, lang: Lang, folder: Path, tell: Tell, *, kept: Kept = NOTHING) -> list[Prepared]:
    """All books in `lang`, laid out in `folder`, which is still needed when they are written; what is `kept` is not laid out again."""
    manuscript = read_manuscript(site, built, lang)
    # What was read stays to the end: looking through it for what can go would take a tenth of the time.
    gc.collect()
    gc.freeze()
    laid_out = lay_out_all(manuscript, folder, kept, tell)
    books = build_books(manuscript, lambda unit: laid_out[manuscript.unit(unit)[0].id].count)
    return [Prepared(book, {unit[0].id: laid_out[unit[0].id] for unit in book.units}) for book in books]


def write_book(prepared: Prepared, folder: Path) -> list[Artefact]:
    """The book as PDF and as EPUB."""
    book = prepared.book
    pdf, epub = (folder / f"{book.name}.{ending}" for ending in ("pdf", "epub"))
    write_pdf(book, prepared.laid_out, pdf)
    write_epub(book, epub)
    details = (book.kind, book.lang, len(book.chapters), book.name_in_full, book.subtitle, book.subject)
    return [Artefact(path, *details) for path in (epub, pdf)]
