"""The catalogue in other formats than pages: files that readers take with them, each beside the page it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from gcm.exports.calendars import calendar_files
from gcm.exports.word import word_files
from gcm.language.text import Lang
from gcm.views.site import Site

File = tuple[str, bytes]
"""Path below the language's root, and content."""

_EXPORTS: Final[tuple[Callable[[Site, Lang], Iterator[File]], ...]] = (word_files, calendar_files)
"""What makes the files of one format."""


def export_files(site: Site, lang: Lang) -> Iterator[File]:
    """Every file in `lang`; the same catalogue on the same day gives the same bytes."""
    for export in _EXPORTS:
        yield from export(site, lang)
