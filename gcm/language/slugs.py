"""Parts of addresses that were published: they stay as they are when the words that they were made of change."""

from __future__ import annotations

from functools import cache
from typing import Final

from gcm.language.data_files import read_data
from gcm.language.text import Lang, slug_of

INDEX: Final = "index"
"""What the page of a folder is called; no other page may be called that."""

_DEVICES: Final = ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
"""Names that Windows keeps for its devices, whatever their ending: no file or folder can have one."""

RESERVED_NAMES: Final = frozenset({INDEX, *_DEVICES})
"""What may be no part of an address."""

SECTION: Final = "section"
"""The slugs of headings, under the name of their phrase."""


@cache
def published_slugs() -> dict[str, dict[str, dict[Lang, str]]]:
    """Kind of page, or `section` → id of the thing, or name of the phrase → its slug in each language."""
    slugs: dict[str, dict[str, dict[Lang, str]]] = read_data("slugs")
    return slugs


def slug(kind: str, name: str, lang: Lang, words: str) -> str:
    """The published slug of a thing; that of its words, if it was never published."""
    published = published_slugs().get(kind, {}).get(name, {}).get(lang)
    return published or slug_of(words)
