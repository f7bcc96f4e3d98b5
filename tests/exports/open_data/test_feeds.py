"""Feeds, as feedparser reads them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import feedparser
import pytest

from gcm.catalogue.catalogue import load_catalogue
from gcm.exports.open_data.feeds import LONGEST, LONGEST_OF_ONE
from gcm.language.text import LANGS
from gcm.views.feeds import feed_keys, feed_path
from support.graphs import ADDRESS
from support.hostile import HOSTILE_RECORD
from support.open_data import Made

ALL = {"es": "novedades/novedades.xml", "en": "en/whats-new/news.xml"}


def changes(*told: str) -> str:
    """A record's history: `2026-11-30 added`."""
    return "changes: [" + ", ".join(f"{{on: {on}, what: {what}}}" for on, what in map(str.split, told)) + "]"


def read(made: Made, path: str):
    """The feed, which must be well formed."""
    found = feedparser.parse(made[path])
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.fixture
def made(records):
    """Feeds of a few records with a history."""
    records.add(
        "practices/registro.md", changes("2026-01-02 added", "2026-02 corrected", "2026-03-04 changed", "2026-03-04 changed")
    )
    records.add("practices/ventanilla.md", changes("2026-03-04 added"))
    return Made(records.load()[0], root=ADDRESS)


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_is_an_entry(made, lang):
    """Newest first; the day is that of the history, and two of one sort on one day are two."""
    found = read(made, ALL[lang])
    assert found.feed.language == lang
    assert [entry.updated[:10] for entry in found.entries] == ["2026-03-04"] * 3 + ["2026-02-01", "2026-01-02"]
    assert len({entry.id for entry in found.entries}) == 5
    assert all(UUID(entry.id).version == 5 for entry in found.entries)
    assert found.feed.updated[:10] == "2026-03-04"
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": f"{ADDRESS}{ALL[lang]}",
        "alternate": f"{ADDRESS}{ALL[lang].rpartition('/')[0]}/",
    }


def test_an_entry_says_what_was_done_and_what_the_record_is(made):
    """Its title has both, its summary is the whole one of the record, and it leads to the page."""
    entry = next(each for each in read(made, ALL["es"]).entries if "ventanilla" in each.link)
    practice = made.site.catalogue.practices["ventanilla"]
    assert entry.title == f"Ficha añadida: {practice.title.es}"
    assert practice.short is None or practice.short.es in entry.summary
    assert entry.link == made.site.published(("practice", "ventanilla"), "es")
    assert [tag.term for tag in entry.get("tags", [])] == [str(number) for number in practice.objectives.own]


def test_ids_stay(made):
    """On another day, at another address, and when something is new: who follows a feed sees nothing twice."""
    before = {entry.id: entry.title for entry in read(made, ALL["es"]).entries}
    moved = Made(made.site.catalogue, root="https://otro.practicas.test/", built_on=date(2031, 1, 1))
    assert {entry.id: entry.title for entry in read(moved, ALL["es"]).entries} == before
    assert set(before).isdisjoint(entry.id for entry in read(made, ALL["en"]).entries)


def test_ids_are_those_that_were_published(made):
    """They were given once and for ever."""
    ids = [entry.id for entry in read(made, ALL["es"]).entries if "2026-01-02" in entry.updated]
    assert ids == ["urn:uuid:1ca421f8-b009-5b42-a017-4944113b8ffe"]


def test_each_page_has_the_feed_of_what_concerns_it(catalogue):
    """Of an objective, a country, a theme only what is about it, and all of that up to a number; an empty one is a feed, too."""
    made = Made(catalogue, root=ADDRESS)
    keys = list(feed_keys(made.site))
    assert len(keys) == 1 + 23 + len(catalogue.countries) + 4
    linked = {made.site.published(("practice", id), "en"): practice for id, practice in catalogue.practices.items()}
    for key in (("objective", "14"), ("country", "MX"), ("theme", "inclusion")):
        entries = read(made, feed_path(made.site, key, "en")).entries
        assert 0 < len(entries) <= LONGEST_OF_ONE
        practices = [linked[entry.link] for entry in entries if entry.link in linked]
        assert practices
        for practice in practices:
            own = practice.objectives.own
            assert {"objective": 14 in own, "country": "MX" in practice.countries, "theme": {14, 15, 16, 19, 20, 22} & {*own}}[
                key[0]
            ]
    assert len(read(made, ALL["en"]).entries) == min(LONGEST, len(catalogue.news))
    empty = next(key for key in keys if key[0] == "country" and key[1] not in catalogue.news_of_country)
    assert read(made, feed_path(made.site, empty, "es")).entries == []


@pytest.mark.parametrize("root", ["", "https://example.org/"])
def test_without_an_address_links_lead_from_the_feed(made, root):
    """Nothing is named by an example."""
    text = Made(made.site.catalogue, root=root)[ALL["en"]].decode()
    assert "example.org" not in text
    assert 'href="../../en/practices/' in text


def test_hostile_words_stay_words(records):
    """A stranger's markup is text in a feed, whatever reads it."""
    history = changes("2026-03-04 added")
    records.write("practices/hostil.md", HOSTILE_RECORD.replace("kind: tool", f"kind: tool\n{history}"))
    made = Made(load_catalogue(records.root)[0], root=ADDRESS)
    (entry,) = [each for each in read(made, ALL["es"]).entries if "hostil" in each.link]
    assert "<script>window.ran=1</script>" in entry.title
    assert entry.title_detail.type == entry.summary_detail.type == "text/plain"
    assert b"<script" not in made[ALL["es"]]
