"""What is new as Atom feeds (RFC 4287): everything, and what concerns an objective, a country or a theme, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from gcm.catalogue.catalogue import objectives_of
from gcm.catalogue.news import News
from gcm.exports.open_data.edition import PROJECT, Edition, File
from gcm.exports.open_data.names import LICENCE, Names, scheme
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import Key
from gcm.views.all_views import page_builder
from gcm.views.blocks import Link
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
        feeds = _Feeds(edition, lang)
        for key in feed_keys(edition.site):
            yield feed_path(edition.site, key, lang), partial(feeds.feed, key)


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


class _Feeds:
    """The feeds of one language; a change that is in several of them is told in the same words."""

    def __init__(self, edition: Edition, lang: Lang) -> None:
        self._edition, self._site, self._lang = edition, edition.site, lang
        self._page = page = page_builder(edition.site, lang, ALL)
        self._entries: dict[tuple[str, str], FeedEntry] = {}
        self._objective = cache(lambda number: str(page.objective(number).label))

    def feed(self, key: Key) -> bytes:
        """The feed of a page."""
        from feedgen.feed import FeedGenerator  # noqa: PLC0415  (a tenth of a second, for those alone who make feeds)

        page, found, lang = self._page, concerning(self._site, key), self._lang
        names = Names(self._site, feed_path(self._site, key, lang))
        listed = found[: LONGEST if key == ALL else LONGEST_OF_ONE]
        feed, site = FeedGenerator(), self._site.names[lang]
        feed.id(_urn("feed", lang, *key))
        feed.title(f"{site} – {feed_title(page, key)}")
        feed.updated(_moment(listed[0].change.on.first if listed else self._edition.day))
        feed.language(lang)
        feed.author(name=site)
        feed.rights(f"{page.t.licence_content} {page.t.licence_content_name}, {LICENCE}")
        feed.generator(PROJECT, version=self._edition.number)
        feed.link(href=names(names.path), rel="self", type=MEDIA_TYPE, hreflang=lang)
        feed.link(href=names.page(key, lang), rel="alternate", type="text/html", hreflang=lang)
        feed.entry([self._entry(names, each) for each in listed])
        return bytes(feed.atom_str())

    def _entry(self, names: Names, news: News) -> FeedEntry:
        """A change, made once for all feeds from which the way to the site is the same."""
        change, record = news.change, self._page.record(news.record)
        assert record.target  # noqa: S101  (a record has a page)
        id = _urn("entry", self._lang, *record.target, str(change.on), change.what, str(_ordinal(news)))
        known = (id, names(""))
        if known not in self._entries:
            self._entries[known] = self._made(id, record, names, news)
        return self._entries[known]

    def _made(self, id: str, record: Link, names: Names, news: News) -> FeedEntry:
        """What was done to which record, why, and what the record is about."""
        from feedgen.entry import FeedEntry  # noqa: PLC0415  (as above)

        page, change, entry = self._page, news.change, FeedEntry()
        entry.id(id)
        done = page.term("change", change.what).lower()
        entry.title(linked_phrases(page.lang).fill("feed_entry", done=done, record=record.label))
        entry.published(_moment(change.on.first))
        entry.updated(_moment(change.on.first))
        entry.link(href=names.page(record.target, page.lang), rel="alternate", type="text/html", hreflang=page.lang)
        entry.summary(
            "\n\n".join(str(page.localize(text)) for text in (change.note, news.record.short) if text) or str(record.label)
        )
        entry.category([self._category(names, number) for number in objectives_of(news.record)])
        return entry

    def _category(self, names: Names, number: int) -> dict[str, str]:
        """An objective that a record is about, by its name in the vocabulary."""
        return {"term": str(number), "scheme": names(scheme("objectives")), "label": self._objective(number)}


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
