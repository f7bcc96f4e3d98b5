"""Who publishes a source, in the language of the page: however a record writes a publisher that has a name in both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from gcm.language.data_files import read_data
from gcm.language.text import Lang, Text
from gcm.taxonomy.lists import Organisation, taxonomy

_BRACKETED: Final = re.compile(r"(.+) \(([^()]+)\)")
"""A name, and in brackets at the end another of it, or a country's."""


@cache
def publisher_in(publisher: str, lang: Lang) -> str:
    """The publisher as a page in `lang` names it; of one that is in no list, the part before the brackets and that in them."""
    names = publisher_names(lang)
    parts = _BRACKETED.fullmatch(publisher)
    if publisher in names or parts is None:
        return names.get(publisher, publisher)
    name, inside = parts.groups()
    return f"{names.get(name, name)} ({names.get(inside) or place_names(lang).get(inside, inside)})"


@cache
def publisher_names(lang: Lang) -> Mapping[str, str]:
    """Name as a record may write it → name in `lang`, where the two differ."""
    return {written: shown for written, shown in _names(lang) if written != shown}


@cache
def place_names(lang: Lang) -> Mapping[str, str]:
    """Name of a country in the other language → its name in `lang`, where the two differ."""
    texts = taxonomy().countries.values()
    pairs = ((written, str(text.localized(lang))) for text in texts for written in text.all)
    return {written: shown for written, shown in pairs if written != shown}


def _names(lang: Lang) -> Iterator[tuple[str, str]]:
    for organisation in taxonomy().organisations.values():
        for text in _called(organisation):
            yield from ((written, str(text.localized(lang))) for written in text.all)
    entries: list[dict[str, Any]] = read_data("publishers")
    for entry in entries:
        yield from ((written, entry[lang]) for written in (entry["es"], entry["en"], *entry.get("also", ())))


def _called(organisation: Organisation) -> Iterator[Text]:
    """By its name and its abbreviation."""
    yield organisation.name
    if organisation.abbreviation:
        yield organisation.abbreviation
