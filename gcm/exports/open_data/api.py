"""The catalogue as JSON, version 1: an index, a list of each collection and of each part of records, a document for each thing.

Every document says its edition and licence, and every address in it is relative to itself, so that a copy in a folder or at another
address is whole; only `page`, the page of the site, is a whole address. What a document has in version 1 it keeps: a test holds every
field against `tests/golden/api/v1-fields.txt`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from math import ceil
from typing import Any, Final

from pydantic_core import to_json

from gcm.catalogue.catalogue import Catalogue
from gcm.exports.open_data.changes import changes
from gcm.exports.open_data.collections import COLLECTIONS, PARTS, Collection, Fields, Part, Ways, parts_offered
from gcm.exports.open_data.edition import LICENCE, Edition, File
from gcm.exports.open_data.openapi import openapi
from gcm.language.text import LANGS
from gcm.views.data_files import API

LISTED: Final = 250
"""Things in a page of a list."""


def api_files(edition: Edition) -> Iterator[File]:
    """Every document of the API."""
    catalogue = edition.site.catalogue
    yield f"{API}/index.json", partial(_index, edition)
    yield f"{API}/openapi.json", lambda: _json(openapi(edition))
    yield f"{API}/changes.json", lambda: _json({**_head(edition), **changes(edition)})
    for collection in COLLECTIONS:
        ids = tuple(collection.ids(catalogue))
        yield from _pages(edition, collection.name, len(ids), partial(_listed, edition, collection, ids))
        for id in ids:
            yield f"{API}/{collection.name}/{id}.json", partial(_document, edition, collection, id)
    yield from _part_files(edition, "api")


def list_files(edition: Edition) -> Iterator[File]:
    """The lists of all that records state, and of all that they rest on: what their documents have, once more."""
    return _part_files(edition, "lists")


def _part_files(edition: Edition, switch: str) -> Iterator[File]:
    catalogue = edition.site.catalogue
    for part in PARTS:
        if part.switch == switch:
            rows = cache(partial(_rows, part, catalogue))
            yield from _pages(edition, part.name, part.total(catalogue), partial(_listed_rows, rows))


def page_path(name: str, number: int) -> str:
    """Where a page of a list lies below the API's folder: `practices.json`, `pages/practices-2.json`."""
    return f"{name}.json" if number == 1 else f"pages/{name}-{number}.json"


def _pages(edition: Edition, name: str, total: int, items: Any) -> Iterator[File]:
    for number in range(1, max(ceil(total / LISTED), 1) + 1):
        yield f"{API}/{page_path(name, number)}", partial(_list, edition, name, total, items, number)


def _index(edition: Edition) -> bytes:
    catalogue = edition.site.catalogue
    counts = {each.name: sum(1 for _ in each.ids(catalogue)) for each in COLLECTIONS}
    counts |= {each.name: each.total(catalogue) for each in parts_offered(edition.site)}
    lists = [{"name": name, "total": total, "href": page_path(name, 1)} for name, total in counts.items()]
    names = {lang: edition.site.names[lang] for lang in LANGS if lang in edition.site.names}
    return _json({**_head(edition), "title": names, "description": "openapi.json", "changes": "changes.json", "lists": lists})


def _list(edition: Edition, name: str, total: int, items: Any, number: int) -> bytes:
    """A page of a list: as it stands one folder further down where it is not the first, so do the addresses in it."""
    up = "" if number == 1 else "../"
    pages = max(ceil(total / LISTED), 1)
    around = {"previous": number - 1, "next": number + 1}
    ways = {rel: f"{up}{page_path(name, to)}" for rel, to in around.items() if 1 <= to <= pages}
    shown = items(slice((number - 1) * LISTED, number * LISTED), up)
    return _json({**_head(edition), "total": total, "page": number, "pages": pages, **ways, "items": shown})


def _listed(edition: Edition, collection: Collection, ids: Sequence[str], shown: slice, up: str) -> list[Fields]:
    return [_entry(edition, collection, id, up) for id in ids[shown]]


def _entry(edition: Edition, collection: Collection, id: str, up: str) -> Fields:
    """A thing in a list: what its document is, and a few of its fields."""
    fields = collection.fields(edition.site.catalogue, id)
    kept = {name: fields[name] for name in collection.listed or fields if name in fields}
    return {**kept, "id": id, "href": f"{up}{collection.name}/{id}.json", "page": _page(edition, collection, id)}


def _rows(part: Part, catalogue: Catalogue) -> tuple[tuple[Fields, Ways], ...]:
    return tuple(part.rows(catalogue))


def _listed_rows(rows: Callable[[], Sequence[tuple[Fields, Ways]]], shown: slice, up: str) -> list[Fields]:
    return [{**fields, "_links": _links(ways, up)} for fields, ways in rows()[shown]]


def _document(edition: Edition, collection: Collection, id: str) -> bytes:
    catalogue: Catalogue = edition.site.catalogue
    up = "../" * (1 + id.count("/"))
    fields, links = collection.fields(catalogue, id), _links(collection.links(catalogue, id), up)
    return _json({**_head(edition), "page": _page(edition, collection, id), **fields, "id": id, "_links": links})


def _links(ways: Ways, up: str) -> dict[str, list[dict[str, str]]]:
    links = {rel: [{"id": id, "href": f"{up}{name}/{id}.json"} for name, id in there] for rel, there in ways.items()}
    return {rel: there for rel, there in links.items() if there}


def _page(edition: Edition, collection: Collection, id: str) -> dict[str, str]:
    key, anchor = collection.page(id)
    mark = f"#{anchor}" if anchor else ""
    return {lang: f"{edition.site.published(key, lang)}{mark}" for lang in LANGS}


def _head(edition: Edition) -> Fields:
    return {"edition": {"number": edition.number, "day": edition.day.isoformat()}, "licence": LICENCE}


def _json(document: Mapping[str, Any]) -> bytes:
    """Pydantic's own serializer takes a sixth of the time of the standard one: two thousand practices are forty megabytes."""
    return to_json(document)
