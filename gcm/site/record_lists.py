"""What a form must know of the records that are there: ids, titles, addresses and links, to refer to them and repeat none.

One script for each kind of record, which the form loads beside its page, so that the page stays small however many there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.duplicates import links_of
from gcm.language.json_text import calling
from gcm.language.text import LANGS
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.reading.field_texts import FOLDER


def list_path(kind: str) -> str:
    """Where the script of a kind lies, below the common root."""
    return f"{FOLDER}/{kind}.js"


def record_list_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Path below the common root, and content, of the script that tells of all records of a kind."""
    kinds: dict[str, Mapping[str, Record]] = {
        "practice": catalogue.practices,
        "forum": catalogue.forums,
        "roadmap": catalogue.roadmaps,
    }
    for kind, records in kinds.items():
        listing = {"kind": kind, "records": [_known(record) for record in records.values()]}
        yield list_path(kind), calling("known", listing)


def _known(record: Record) -> list[Any]:
    """Id; title, then part of the address, in each language, 0 where there is none of its own; links.

    Then, where there are any, the related ones of a practice and the year of a forum: they say which likeness means nothing.
    """
    titles = [record.title.get(lang) or 0 for lang in LANGS]
    slugs = [slug if (slug := record.slug_in(lang)) != record.id else 0 for lang in LANGS]
    related = [record.related] if isinstance(record, Practice) and record.related else []
    year = [[], record.start.year] if isinstance(record, Forum) else []
    return [record.id, *titles, *slugs, [url for _, url in links_of(record)], *related, *year]
