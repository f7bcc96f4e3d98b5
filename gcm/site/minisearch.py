"""An index in the form in which MiniSearch 7 writes its own (`serializationVersion` 2), so that a browser need not make it.

Source: `MiniSearch.toJSON` of version 7.2.0, which stands in `vendor/minisearch.js`. `tests/javascript/search-index.test.js` lets the
library make the same index and compares: the form is the library's, and another version may have another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Document = Mapping[str, Sequence[str]]
"""Field → its terms, in any order; a field that is lacking is empty."""


def serialized_index(documents: Iterable[Document], fields: Sequence[str]) -> dict[str, Any]:
    """The index of `documents`, whose ids are their places."""
    listed = list(documents)
    index: dict[str, dict[str, dict[str, int]]] = {}
    for place, document in enumerate(listed):
        for number, field in enumerate(fields):
            for term, count in Counter(document.get(field, ())).items():
                index.setdefault(term, {}).setdefault(str(number), {})[str(place)] = count
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
