"""What the explorer's script reads besides the page, as scripts, since a page in a folder may read no file but may run one.

`entries.js` has the values of all entries, by which they are filtered and sorted; `cards-<n>.js` what is shown of some, and
`words-<n>.js` the words by which these are found. The script asks for a piece when it needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from gcm.catalogue.listed import number_of_entries
from gcm.language.json_text import calling
from gcm.language.order import order_of
from gcm.language.text import Lang
from gcm.site.html import entry_html
from gcm.views.all_views import page_builder
from gcm.views.blocks import Entry
from gcm.views.builder import PageBuilder
from gcm.views.pages.explorer import entry_words, explorer_entries
from gcm.views.parts.facets import facets_of
from gcm.views.site import Site

PIECE: Final = 100
"""Entries in one piece."""


def explorer_files(site: Site, lang: Lang) -> Iterator[tuple[str, bytes]]:
    """Path below the language's root, and content, of every such script."""
    page = page_builder(site, lang, ("explorer",))
    entries = explorer_entries(page)
    contents = {
        "entries": _entries(page, entries),
        **_pieces("cards", map(entry_html, entries)),
        **_pieces("words", entry_words(page)),
    }
    for name, content in contents.items():
        script = calling("explorer", {"name": name, "content": content})
        yield page.addresses.file(page.key, lang, f"{name}.js"), script.encode()


def explorer_paths(site: Site, lang: Lang) -> tuple[str, ...]:
    """Where these scripts lie, without making them."""
    numbers = range(-(-number_of_entries(site.catalogue) // PIECE))
    names = ("entries", *(f"{kind}-{number}" for kind in ("cards", "words") for number in numbers))
    return tuple(site.addresses.file(("explorer",), lang, f"{name}.js") for name in names)


def _pieces(name: str, each: Iterable[str]) -> dict[str, list[str]]:
    listed = list(each)
    return {f"{name}-{start // PIECE}": listed[start : start + PIECE] for start in range(0, len(listed), PIECE)}


def _entries(page: PageBuilder, entries: tuple[Entry, ...]) -> dict[str, Any]:
    """Of each entry its values, as places in the page's list of all, its year, how complete it is, and its place by title."""
    facets = facets_of(page, entries)
    listed = [(facet.id, value.id) for facet in facets for _, values in facet.parts for value in values]
    places = {value: place for place, value in enumerate(listed)}
    by_title = sorted(range(len(entries)), key=lambda each: _order(entries[each], page.lang))
    ranks = {each: rank for rank, each in enumerate(by_title)}
    return {
        "piece": PIECE,
        "values": [[places[facet, id] for facet, ids in entry.values for id in ids] for entry in entries],
        "years": [max((int(id) for id in dict(entry.values).get("year", ())), default=0) for entry in entries],
        "percents": [-1 if entry.percent is None else entry.percent for entry in entries],
        "ranks": [ranks[each] for each in range(len(entries))],
    }


def _order(entry: Entry, lang: Lang) -> Any:
    return order_of(entry.link.label.text, lang, entry.link.label.lang)
