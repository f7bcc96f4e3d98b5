"""An index in the form in which MiniSearch 7 writes its own (`serializationVersion` 2), so that a browser need not make it.

Source: `MiniSearch.toJSON` of version 7.2.0, which stands in `vendor/minisearch.js`. `tests/javascript/search-index.test.js` lets the
library make the same index and compares: the form is the library's, and another version may have another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Document = Mapping[str, Sequence[str]]
"""Field → its terms, in any order; a field that is lacking is empty."""


def serialized_index(documents: Iterable[Document], fields: Sequence[str]) -> dict[str, Any]:
    """The index of `documents`, whose ids are their places."""
    listed = list(documents)
    index: dict[str, dict[str, dict[str, int]]] = {}
    numbered = [(str(number), field) for number, field in enumerate(fields)]
    for place, document in enumerate(listed):
        page = str(place)
        for number, field in numbered:
            for term, count in Counter(document.get(field, ())).items():  # hundreds of thousands
                index.setdefault(term, {}).setdefault(number, {})[page] = count
    lengths = [[len(set(document.get(field, ()))) for field in fields] for document in listed]
    return {
        "documentCount": len(listed),
        "nextId": len(listed),
        "documentIds": {str(place): place for place in range(len(listed))},
        "fieldIds": {field: number for number, field in enumerate(fields)},
        "fieldLength": {str(place): each for place, each in enumerate(lengths)},
        "averageFieldLength": [sum(each) / max(1, len(listed)) for each in zip(*lengths, strict=True)],
        "storedFields": {},
        "dirtCount": 0,
        "index": sorted(index.items()),
        "serializationVersion": 2,
    }


def packed_index(index: Mapping[str, Any]) -> dict[str, Any]:
    """The same index in half the room: `unpack` in `search-rank.js` makes of it what the library reads.

    A term's pages in a field are one text, `3 2*4 1`: each page as its distance from the one before it, with how often the term stands
    there where that is more than once. Ids of documents, which are their places, are left out.
    """
    fields = [str(number) for number in index["fieldIds"].values()]
    rows = [[term, *(_packed(found.get(field, {})) for field in fields)] for term, found in index["index"]]
    kept = (
        "documentCount",
        "nextId",
        "fieldIds",
        "fieldLength",
        "averageFieldLength",
        "storedFields",
        "dirtCount",
        "serializationVersion",
    )
    return {**{name: index[name] for name in kept if name in index}, "index": rows}


def _packed(pages: Mapping[str, int]) -> str:
    return " ".join(_distances(pages))


def _distances(pages: Mapping[str, int]) -> Iterator[str]:
    before = 0
    for page, count in pages.items():
        here = int(page)
        yield f"{here - before}*{count}" if count > 1 else str(here - before)
        before = here
