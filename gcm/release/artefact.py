"""What is released besides the site: the same pages in formats that need no connection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gcm.views.addresses import Key

Tell = Callable[[int, int, str], None]
"""Told how much is done, of how much, and what was done last."""


@dataclass(frozen=True)
class Artefact:
    """A file of a release: what it is, in which language (`es`, `en` or `es-en`), and how many pages of the site it holds.

    `title` is what a reader calls it, and a book has a subtitle; `subject` is the page of the site that it is about, where it is about one.
    """

    path: Path
    kind: str
    lang: str
    pages: int
    title: str = ""
    subtitle: str = ""
    subject: Key = ()
