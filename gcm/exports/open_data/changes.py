"""What changed from edition to edition, as the records' own histories tell: `/api/v1/changes.json`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gcm.exports.open_data.collections import Fields, dumped, records_of
from gcm.exports.open_data.edition import Edition
from gcm.language.data_files import read_data
from gcm.models.fields import Change
from gcm.models.record import Record


def changes(edition: Edition) -> Fields:
    """The editions, newest first, each with its changes, newest first; and addresses of pages that lead elsewhere or nowhere now."""
    found = sorted(_changes(edition), key=lambda each: (each[0], each[1]["collection"], each[1]["id"]))
    told = [_edition(number, day, found, since) for number, day, since in _editions(edition)]
    moves = edition.site.catalogue.moves
    return {
        "editions": told,
        "moved": dict(moves.moved),
        "withdrawn": [each.model_dump(mode="json", exclude_defaults=True) for each in moves.withdrawn],
    }


def _editions(edition: Edition) -> Iterator[tuple[str, date, date]]:
    """Number, day and the day before which everything is older, newest first."""
    released = [(each["number"], each["day"]) for each in read_data("editions") if each["number"] != edition.number]
    days = [*released, (edition.number, edition.day)]
    before = [date.min, *(day for _, day in days)]
    yield from reversed([(number, day, since) for (number, day), since in zip(days, before, strict=False)])


def _edition(number: str, day: date, found: list[tuple[date, Fields]], since: date) -> Fields:
    told = [change for on, change in reversed(found) if since < on <= day]
    return {"edition": {"number": number, "day": day.isoformat()}, "changes": told}


def _changes(edition: Edition) -> Iterator[tuple[date, Fields]]:
    for kind, records in records_of(edition.site.catalogue).items():
        for record in records.values():
            yield from ((change.on.last, _change(f"{kind}s", record, change)) for change in record.changes)


def _change(collection: str, record: Record, change: Change) -> dict[str, Any]:
    named = {"collection": collection, "id": record.id, "href": f"{collection}/{record.id}.json"}
    return {**dumped(change), **named, "title": dumped(record.title)}
