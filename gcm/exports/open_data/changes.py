"""What changed from edition to edition, as the records' own histories tell: `/api/v1/changes.json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from gcm.catalogue.news import News
from gcm.exports.open_data.collections import Fields, collection_of, dumped
from gcm.exports.open_data.edition import Edition
from gcm.language.data_files import read_data


def changes(edition: Edition) -> Fields:
    """The editions, newest first, each with its changes, newest first; and addresses of pages that lead elsewhere or nowhere now."""
    moves, news = edition.site.catalogue.moves, edition.site.catalogue.news
    return {
        "editions": [_edition(number, day, news, since) for number, day, since in _editions(edition)],
        "moved": dict(moves.moved),
        "withdrawn": [each.model_dump(mode="json", exclude_defaults=True) for each in moves.withdrawn],
    }


def _editions(edition: Edition) -> Iterator[tuple[str, date, date]]:
    """Number, day and the day before which everything is older, newest first."""
    released = [(each["number"], each["day"]) for each in read_data("editions") if each["number"] != edition.number]
    days = [*released, (edition.number, edition.day)]
    before = [date.min, *(day for _, day in days)]
    yield from reversed([(number, day, since) for (number, day), since in zip(days, before, strict=False)])


def _edition(number: str, day: date, news: Iterable[News], since: date) -> Fields:
    found = [_change(each) for each in news if since < each.change.on.last <= day]
    return {"edition": {"number": number, "day": day.isoformat()}, "changes": found}


def _change(news: News) -> Fields:
    record, collection = news.record, collection_of(news.record)
    named = {"collection": collection, "id": record.id, "href": f"{collection}/{record.id}.json"}
    return {**dumped(news.change), **named, "title": dumped(record.title)}
