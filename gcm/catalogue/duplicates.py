"""Whether two records describe the same thing: titles that are nearly the same, and the same link in both.

Each finding is a warning and names the other record. A pair of which one names the other in `related` is known, and no
finding is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Final, TypeVar
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz, process

from gcm.catalogue.checks import CrossFinding, Loc, Records
from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang, fold
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.problems.problem import Finding

ALIKE: Final = 85
"""Per cent of their letters that two titles must share; of the 62 first practices the closest unrelated pair shares less than 70."""

COMPARED: Final = 100
"""With how many others a title is compared, those that share its rarest words first: in small sets with all, in large ones not."""

MOST: Final = 10
"""Of so many titles like one the nearest is named; if all of them are known, none is."""

_WORD: Final = re.compile(r"\w+")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NUMBER: Final = re.compile(r"\d+|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})")
_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class _Title:
    """A title as it is compared: its words in order of the alphabet, without small ones, numbers and what is in brackets.

    Another number, or another year of an event, makes another thing of it: `I Foro`, `II Foro`; `Plan 2018`, `Plan 2023`.
    """

    record: Record
    lang: Lang
    folded: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def starts(self) -> frozenset[str]:
        """How its words begin, so that `móvil` meets `móviles`."""
        return frozenset(word[:4] for word in self.words)


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
    for same in _groups((title.numbers, title) for title in titles).values():
        texts = [" ".join(title.words) for title in same]
        for place, candidates in _candidates(same):
            choices = {other: texts[other] for other in candidates}
            found = process.extract(texts[place], choices, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=MOST)
            for _, score, other in found:
                if same[place].folded != same[other].folded and not _are_known(same[place].record, same[other].record):
                    yield score, same[place], same[other]


def _candidates(titles: Sequence[_Title]) -> Iterator[tuple[int, set[int]]]:
    """The place of each title, and those of the titles that share its rarest words."""
    with_start = _groups((start, place) for place, title in enumerate(titles) for start in title.starts)
    for place, title in enumerate(titles):
        others: set[int] = set()
        for start in sorted(title.starts, key=lambda start: (len(with_start[start]), start)):
            others.update(islice(with_start[start], COMPARED - len(others)))
        if others - {place}:
            yield place, others - {place}


def _title(record: Record, lang: Lang) -> _Title | None:
    """The title for comparison, if it has one in the language; what nothing is left of is compared whole."""
    folded = fold(record.title.get(lang) or "")
    words = _WORD.findall(_BRACKETS.sub(" ", folded)) or _WORD.findall(folded)
    numbers = tuple(sorted(word for word in _WORD.findall(folded) if _NUMBER.fullmatch(word)))
    kept = [word for word in words if word not in numbers and word not in _small_words(lang)]
    year = (str(record.start.year),) if isinstance(record, Forum) else ()
    return _Title(record, lang, folded, tuple(sorted(kept)), (*year, *numbers)) if kept else None


@cache
def _small_words(lang: Lang) -> frozenset[str]:
    return frozenset(fold(word) for word in read_data("search")["small"][lang])


def _same_links(records: Sequence[Record]) -> Iterator[tuple[Record, Finding]]:
    """No link stands in two records; the problem of each names the first of the others."""
    links = ((address, (record, loc, url)) for record in records for loc, url in links_of(record) if (address := _address(url)))
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


def _address(url: str) -> str:
    """The address without what may differ between two ways of writing it; none for a home page, which is not about one thing."""
    parts = urlsplit(url)
    host = parts.netloc.lower().removeprefix("www.").removesuffix(":443").removesuffix(":80")
    # Some sites keep their pages behind the fragment: `#/practice/12`.
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    page = (unquote(parts.path).rstrip("/"), parts.query, route)
    return " ".join((host, *page)) if host and any(page) else ""


def _are_known(one: Record, other: Record) -> bool:
    """Whether either names the other as related."""
    related: Mapping[str, Iterable[str]] = {each.id: each.related for each in (one, other) if isinstance(each, Practice)}
    return other.id in related.get(one.id, ()) or one.id in related.get(other.id, ())


def _groups(pairs: Iterable[tuple[object, _Thing]]) -> dict[object, list[_Thing]]:
    groups: dict[object, list[_Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return groups
