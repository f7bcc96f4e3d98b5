"""What can be downloaded, as the last release tells it in its downloads.json, and the words that go with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from babel.numbers import format_decimal

from gcm.language.data_files import read_data
from gcm.language.phrases import LOCALES, Phrases
from gcm.language.text import Lang

_MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Download:
    """A file of the release: `lang` is `es`, `en` or `es-en`, `pages` how many pages of the site it holds, `size` its bytes.

    `subtitle` is that of a book, and of a session's book its forum.
    """

    name: str
    kind: str
    format: str
    lang: str
    title: str
    subtitle: str
    subject: tuple[str, ...]
    pages: int
    size: int


@dataclass(frozen=True)
class Release:
    """The files of a release, from the commit of that day."""

    tag: str
    day: date
    files: tuple[Download, ...]

    def of(self, kind: str) -> tuple[Download, ...]:
        """The files of a kind."""
        return tuple(file for file in self.files if file.kind == kind)


def read_release(path: str) -> Release | None:
    """The release that the file tells of; nothing where there is no such file, or it is of a trial without a tag."""
    if not path or not Path(path).is_file():
        return None
    listing = json.loads(Path(path).read_text("utf-8"))
    files = tuple(_download(each) for each in listing["files"])
    return Release(listing["tag"], date.fromisoformat(listing["date"]), files) if listing["tag"] else None


def _download(listing: Mapping[str, Any]) -> Download:
    fields = {name: listing[name] for name in Download.__dataclass_fields__}
    return Download(**{**fields, "subject": tuple(listing["subject"])})


@cache
def release_phrases(lang: Lang) -> Phrases:
    """The words of what is released, in `lang`."""
    return Phrases(lang, read_data("release"))


def shown_size(size: int, lang: Lang) -> str:
    """A size as the language writes it, in millions of bytes or in thousands: `1,9 MB`, `34 kB`."""
    if size < _MILLION / 10:
        return f"{max(round(size / 1000), 1)} kB"
    return f"{format_decimal(size / _MILLION, '#,##0.0', locale=LOCALES[lang])} MB"
