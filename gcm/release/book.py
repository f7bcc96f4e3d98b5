"""A book in one language, before it is printed: its words, its chapters, and what leads from them to other volumes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gcm.language.phrases import phrases
from gcm.language.text import Lang
from gcm.release.chapters import Chapter
from gcm.views.addresses import Key


@dataclass(frozen=True)
class BookPart:
    """A part of a book: its name, and its chapters by the units in which they are laid out."""

    id: str
    name: str
    units: tuple[tuple[Chapter, ...], ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in order."""
        return tuple(chapter for unit in self.units for chapter in unit)

    @property
    def opening(self) -> Chapter | None:
        """The chapter that stands for the part, with which it then begins: one that has its name, or is alone."""
        return self.chapters[0] if self.chapters[0].title == self.name or len(self.chapters) == 1 else None

    @property
    def below(self) -> tuple[Chapter, ...]:
        """What a list of contents names below the part."""
        return self.chapters[1:] if self.opening else self.chapters


@dataclass(frozen=True)
class Place:
    """Where a chapter is to be found outside a book: the volume that has it and what its files are called, the published page or nothing."""

    volume: int
    file: str
    url: str

    def address(self, place: str) -> str:
        """The web address of a place in the chapter, `practice-ruex.sources`, or nothing."""
        _, _, anchor = place.partition(".")
        return f"{self.url}#{anchor}" if self.url and anchor else self.url


@dataclass(frozen=True)
class Book:
    """All that stands in a book.

    `name` is what its files are called, `subject` the page that it is about, `volume` which of the volumes it is, or 0, `site` the address
    of the home page, or nothing; the `notes` stand in its imprint with the names of all `volumes`. `places` are those of all chapters of the edition by their ids.
    """

    name: str
    kind: str
    subject: Key
    lang: Lang
    title: str
    subtitle: str
    publisher: str
    site: str
    made_on: date
    edition: str
    volume: int
    notes: tuple[Markup, ...]
    volumes: tuple[str, ...]
    parts: tuple[BookPart, ...]
    places: Mapping[str, Place]

    @cached_property
    def units(self) -> tuple[tuple[Chapter, ...], ...]:
        """All chapters in order, as they are laid out."""
        return tuple(unit for part in self.parts for unit in part.units)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in order."""
        return tuple(chapter for unit in self.units for chapter in unit)

    @property
    def which(self) -> str:
        """Which of the volumes it is, in words."""
        t = phrases(self.lang)
        return t.fill("book_volume", volume=self.volume, volumes=len(self.volumes)) if self.volume else ""

    @property
    def name_in_full(self) -> str:
        """What tells the book from all others: its title, and of a volume its number and from where to where it goes."""
        return f"{self.volume}. {': '.join(filter(None, (self.title, self.subtitle)))}" if self.volume else self.title


@cache
def templates() -> Environment:
    """The templates of books."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
