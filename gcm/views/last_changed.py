"""When what a page shows was last changed, as the records' own histories tell: never when it was built."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.news import News
from gcm.language.dates import PartialDate
from gcm.models.record import Record
from gcm.views.addresses import Key

_OF_ALL: Final = frozenset({
    "practices", "kind", "forums", "roadmaps", "objectives", "countries", "themes", "timeline", "explorer", "coverage", "map",
    "board", "progress", "collaboration", "news",
})  # fmt: skip
"""Pages that every record may change; others, as the glossary, are made of lists that keep no history."""

_OF_RECORDS: Final[Mapping[str, Callable[[Catalogue, str], Iterable[Record]]]] = {
    "practice": lambda catalogue, id: [catalogue.practices[id]],
    "forum": lambda catalogue, id: [catalogue.forums[id]],
    "session": lambda catalogue, id: [catalogue.forums[id]],
    "roadmap": lambda catalogue, id: [catalogue.roadmaps[id]],
    "sheet": lambda catalogue, id: [catalogue.roadmaps[id]],
    "organisation": lambda catalogue, id: catalogue.by_organisation.get(id, ()),
    "principle": lambda catalogue, id: catalogue.by_principle.get(id, ()),
}
"""Kind of page → the records that it is made of."""

_OF_NEWS: Final[Mapping[str, Callable[[Catalogue, str], tuple[News, ...]]]] = {
    "objective": lambda catalogue, number: catalogue.news_of_objective.get(int(number), ()),
    "country": lambda catalogue, code: catalogue.news_of_country.get(code, ()),
    "dossier": lambda catalogue, code: catalogue.news_of_country.get(code, ()),
    "theme": lambda catalogue, id: catalogue.news_of_theme.get(id, ()),
}
"""Kind of page → the changes that it tells of, newest first."""


def last_changed(catalogue: Catalogue, key: Key) -> PartialDate | None:
    """The day, or the month, of the latest change to the records that a page is made of; none where none tells of any."""
    kind, *ids = key
    if kind in _OF_RECORDS:
        return _of_records(_OF_RECORDS[kind](catalogue, ids[0]))
    found = _OF_NEWS[kind](catalogue, ids[0]) if kind in _OF_NEWS else catalogue.news if kind in _OF_ALL else ()
    return found[0].change.on if found else None


def _of_records(records: Iterable[Record]) -> PartialDate | None:
    """The latest change; of a record that tells of none, when it was compiled."""
    days = [day for record in records for day in (*(each.on for each in record.changes), record.review.compiled_on) if day]
    return max(days, key=lambda day: day.first, default=None)
