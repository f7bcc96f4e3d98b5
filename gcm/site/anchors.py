"""Links into pages by an anchor, held against the anchors that there are."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Final

from gcm.language.text import Lang
from gcm.site.pages import Page
from gcm.views.addresses import PREFIX, Addresses

_LINK: Final = re.compile(r' href="([^":#?]*)(?:\?[^"#]*)?#([^"]+)"')
"""A way to a page of this site and an anchor; one to another site has a colon."""


class Anchors:
    """What the pages of one language lead to, and what they have."""

    def __init__(self, addresses: Addresses, lang: Lang) -> None:
        self._addresses, self._lang = addresses, lang
        self._there: dict[str, Container[str]] = {}
        self._wanted: dict[tuple[str, str], str] = {}

    def take(self, page: Page) -> None:
        """Note the anchors of a page, and where its links lead."""
        url = self._addresses.url(page.key, self._lang).removeprefix(PREFIX[self._lang])
        self._there[_place(url)] = page.anchors
        for way, anchor in set(_LINK.findall(page.html)):
            self._wanted.setdefault((_place(join(dirname(url), way)) if way else _place(url), anchor), page.source)

    def missing(self, others: Mapping[str, Container[str]]) -> Iterator[tuple[str, str]]:
        """A page that links to what is not there, and that address; `others` are the anchors of further pages by their addresses."""
        there = {**self._there, **{_place(url): anchors for url, anchors in others.items()}}
        for (place, anchor), source in self._wanted.items():
            if anchor not in there.get(place, ()):
                yield source, f"{place}#{anchor}"


def _place(url: str) -> str:
    """An address below the language's root, the same one however it ends."""
    return normpath(url.removesuffix("index.html") or ".")
