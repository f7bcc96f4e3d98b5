"""The catalogue in other formats than pages: files that readers take with them, each beside the page it belongs to.

Word files are made page by page (`word.py`), all others here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from gcm.exports.calendars import calendar_files
from gcm.language.text import Lang
from gcm.views.site import Site

File = tuple[str, bytes]
"""Path below the language's root, and content."""

_EXPORTS: Final[tuple[Callable[[Site, Lang], Iterator[File]], ...]] = (calendar_files,)
"""What makes the files of one format."""


def export_files(site: Site, lang: Lang) -> Iterator[File]:
    """Every file in `lang` but the Word files; the same catalogue on the same day gives the same bytes."""
    for export in _EXPORTS:
        yield from export(site, lang)
