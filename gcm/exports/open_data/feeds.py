"""What is new as Atom feeds (RFC 4287): everything, and what concerns an objective, a country or a theme, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from gcm.catalogue.catalogue import objectives_of
from gcm.catalogue.news import News, Subject
from gcm.exports.open_data.edition import PROJECT, Edition, File
from gcm.exports.open_data.names import LICENCE, Names, scheme
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import Key
from gcm.views.all_views import page_builder
from gcm.views.builder import PageBuilder
from gcm.views.feeds import ALL, feed_keys, feed_path, feed_title
from gcm.views.site import Site

if TYPE_CHECKING:
    from feedgen.entry import FeedEntry

NAMESPACE: Final = UUID("0f6f1c58-8f0d-4d0b-9a53-0f8f0e6f7c11")
"""With what an entry is of it gives the id by which readers know it: never to be changed, or they would see everything twice."""

MEDIA_TYPE: Final = "application/atom+xml"

LONGEST: Final = 100
"""Entries of the feed of everything; readers ask for it often, and keep what they saw."""

LONGEST_OF_ONE: Final = 20
"""Entries of a feed of one objective, country or theme."""


def feed_files(edition: Edition) -> Iterator[File]:
    """Every feed, beside the page that it belongs to."""
    for lang in LANGS:
        for key in feed_keys(edition.site):
            yield feed_path(edition.site, key, lang), partial(_feed, edition, key, lang)


def concerning(site: Site, key: Key) -> tuple[News, ...]:
    """The changes that belong into the feed of a page, newest first."""
    catalogue = site.catalogue
    match key:
        case ("objective", number):
            return catalogue.news_of_objective.get(int(number), ())
        case ("country", code):
            return catalogue.news_of_country.get(code, ())
        case ("theme", id):
            return catalogue.news_of_theme.get(id, ())
        case _:
            return catalogue.news


def _feed(edition: Edition, key: Key, lang: Lang) -> bytes:
    from feedgen.feed import FeedGenerator  # noqa: PLC0415  (a tenth of a second, for those alone who make feeds)

    page, found = page_builder(edition.site, lang, key), concerning(edition.site, key)
    names = Names(edition.site, feed_path(edition.site, key, lang))
    listed = found[: LONGEST if key == ALL else LONGEST_OF_ONE]
    feed, site = FeedGenerator(), edition.site.names[lang]
    feed.id(_urn("feed", lang, *key))
    feed.title(f"{site} – {feed_title(page, key)}")
    feed.updated(_moment(listed[0].change.on.first if listed else edition.day))
    feed.language(lang)
    feed.author(name=site)
    feed.rights(f"{page.t.licence_content} {page.t.licence_content_name}, {LICENCE}")
    feed.generator(PROJECT, version=edition.number)
    feed.link(href=names(names.path), rel="self", type=MEDIA_TYPE, hreflang=lang)
    feed.link(href=names.page(key, lang), rel="alternate", type="text/html", hreflang=lang)
    feed.entry([_entry(page, names, each) for each in listed])
    return bytes(feed.atom_str())


def _entry(page: PageBuilder, names: Names, news: News) -> FeedEntry:
    """A change: what was done to which record, why, and what the record is about."""
    from feedgen.entry import FeedEntry  # noqa: PLC0415  (as above)

    record, change, entry = page.record(news.record), news.change, FeedEntry()
    assert record.target  # noqa: S101  (a record has a page)
    entry.id(_urn("entry", page.lang, *record.target, str(change.on), change.what, str(_ordinal(news))))
    done = page.term("change", change.what).lower()
    entry.title(linked_phrases(page.lang).fill("feed_entry", done=done, record=record.label))
    entry.published(_moment(change.on.first))
    entry.updated(_moment(change.on.first))
    entry.link(href=names.page(record.target, page.lang), rel="alternate", type="text/html", hreflang=page.lang)
    entry.summary(
        "\n\n".join(str(page.localize(text)) for text in (change.note, news.record.short) if text) or str(record.label)
    )
    entry.category(list(_categories(page, names, news.record)))
    return entry


def _categories(page: PageBuilder, names: Names, record: Subject) -> Iterator[dict[str, str]]:
    """The objectives that a record is about, by their names in the vocabulary."""
    for number in objectives_of(record):
        label = str(page.objective(number).label)
        yield {"term": str(number), "scheme": names(scheme("objectives")), "label": label}


def _ordinal(news: News) -> int:
    """Which of the changes of one sort on one day it is."""
    change = news.change
    alike = [each for each in news.record.changes if (each.on, each.what) == (change.on, change.what)]
    return next(number for number, each in enumerate(alike) if each is change)


def _urn(*of: str) -> str:
    return uuid5(NAMESPACE, "/".join(of)).urn


def _moment(day: date) -> datetime:
    """Histories tell days, feeds want moments: the first of the day."""
    return datetime.combine(day, time(), UTC)
