"""Whether two records describe the same thing: titles that are nearly the same, and the same link in both.

Each finding is a warning and names the other record. A pair of which one names the other in `related` is known, and no
finding is made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, TypeVar

from rapidfuzz import fuzz, process

from gcm.catalogue.checks import CrossFinding, Loc, Records
from gcm.catalogue.likeness import ALIKE, KeyWords, key_words, page_of
from gcm.language.text import LANGS, Lang, fold
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.problems.problem import Finding

COMPARED: Final = 100
"""With how many others a title is compared, those that share its rarest words first: in small sets with all, in large ones not."""

_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class _Title:
    """A title of a record in one language, and what it is compared by; another year of an event makes another thing of it."""

    record: Record
    lang: Lang
    folded: str
    key: KeyWords


def check_duplicates(records: Records) -> Iterator[CrossFinding]:
    """No record of a kind looks like another of its kind, unless it is known to be related to it."""
    for kind, listed in records.items():
        for record, finding in (*_near_titles(list(listed.values())), *_same_links(list(listed.values()))):
            yield kind, record, finding


def _near_titles(records: Sequence[Record]) -> Iterator[tuple[Record, Finding]]:
    """No two titles of a language are nearly the same; the problem of each names the nearest."""
    nearest: dict[str, tuple[float, _Title, _Title]] = {}
    for lang in LANGS:
        for score, one, other in _pairs([title for record in records if (title := _title(record, lang))]):
            for own, near in ((one, other), (other, one)):
                best = nearest.get(own.record.id)
                if best is None or (-score, near.record.id) < (-best[0], best[2].record.id):
                    nearest[own.record.id] = score, own, near
    for _, (_, own, near) in sorted(nearest.items()):
        values = {"value": str(near.record.title.get(near.lang)), "near": near.record.path}
        yield own.record, Finding("W503", ("title", own.lang), values)


def _pairs(titles: Sequence[_Title]) -> Iterator[tuple[float, _Title, _Title]]:
    """Titles that are alike, and how much; those that are equal are an error already."""
    for same in _groups((title.key.numbers, title) for title in titles).values():
        for place, candidates in _candidates([title.key for title in same]):
            one = same[place]
            near = _alike(one.key.text, {other: same[other].key.text for other in candidates})
            if one.key.core_text != one.key.text:
                near |= _alike(one.key.core_text, {other: same[other].key.core_text for other in candidates})
            for other in (same[number] for number in sorted(near)):
                likeness = one.key.likeness(other.key)
                if likeness >= ALIKE and one.folded != other.folded and not _are_known(one.record, other.record):
                    yield likeness, one, other


def _alike(text: str, choices: Mapping[int, str]) -> set[int]:
    """The numbers of the texts that may be alike: quick, and a little too generous, since its per cent is rounded in another way."""
    return {number for _, _, number in process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=ALIKE - 0.01, limit=None)}


def _candidates(titles: Sequence[KeyWords]) -> Iterator[tuple[int, set[int]]]:
    """The place of each title, and those of the titles that share its rarest words."""
    with_start = _groups((start, place) for place, title in enumerate(titles) for start in title.starts)
    for place, title in enumerate(titles):
        others: set[int] = set()
        for start in sorted(title.starts, key=lambda start: (len(with_start[start]), start)):
            others.update(islice(with_start[start], COMPARED - len(others)))
        if others - {place}:
            yield place, others - {place}


def _title(record: Record, lang: Lang) -> _Title | None:
    """The title for comparison, if it has one in the language."""
    title = record.title.get(lang) or ""
    key = key_words(title, lang)
    if key and isinstance(record, Forum):
        key = replace(key, numbers=(str(record.start.year), *key.numbers))
    return _Title(record, lang, fold(title), key) if key else None


def _same_links(records: Sequence[Record]) -> Iterator[tuple[Record, Finding]]:
    """No link stands in two records; the problem of each names the first of the others."""
    links = ((address, (record, loc, url)) for record in records for loc, url in links_of(record) if (address := page_of(url)))
    for shared in _groups(links).values():
        for record, loc, url in shared:
            others = (each for each, _, _ in shared if each is not record and not _are_known(record, each))
            if other := next(others, None):
                yield record, Finding("W504", loc, {"value": url[:60], "near": other.path})


def links_of(record: Record) -> Iterator[tuple[Loc, str]]:
    """The addresses at which more can be read of what a record tells, and where it gives them."""
    if isinstance(record, Practice | Forum):
        for position, link in enumerate(record.links):
            yield ("links", position, "url"), link.url
    if isinstance(record, Practice) and record.hub_url:
        yield ("hub_url",), record.hub_url


def _are_known(one: Record, other: Record) -> bool:
    """Whether either names the other as related."""
    related: Mapping[str, Iterable[str]] = {each.id: each.related for each in (one, other) if isinstance(each, Practice)}
    return other.id in related.get(one.id, ()) or one.id in related.get(other.id, ())


def _groups(pairs: Iterable[tuple[object, _Thing]]) -> dict[object, list[_Thing]]:
    groups: dict[object, list[_Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return groups
