"""A book in one language, before it is printed: its words, and its chapters with their links bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml.html import HtmlElement
from markupsafe import Markup

from gcm.language.text import Lang
from gcm.release.chapters import Chapter, Inside
from gcm.views.addresses import Key


@dataclass(frozen=True)
class BookPart:
    """A part of a book: chapters under a heading, or one that needs none."""

    id: str
    name: str
    chapters: tuple[Chapter, ...]

    @property
    def alone(self) -> bool:
        """Whether it is one chapter, which stands for it."""
        return len(self.chapters) == 1

    @property
    def place(self) -> str:
        """The id of what it begins with."""
        return self.chapters[0].id if self.alone else self.id

    @property
    def heading(self) -> Markup:
        """What the list of contents says of it."""
        return self.chapters[0].heading if self.alone else Markup.escape(self.name)


@dataclass(frozen=True)
class Book:
    """All that stands in a book.

    `name` is what its files are called, `subject` the page that it is about, `site` the address of the home page, or nothing;
    the `notes` stand in its imprint.
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
    notes: tuple[Markup, ...]
    parts: tuple[BookPart, ...]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    def bind(self, chapter: Chapter) -> HtmlElement:
        """What stands in a chapter, its links bound."""
        return self._inside.bind(chapter)

    @cached_property
    def _inside(self) -> Inside:
        return Inside({chapter.url: chapter for chapter in self.chapters})


@cache
def templates() -> Environment:
    """The templates of books."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
