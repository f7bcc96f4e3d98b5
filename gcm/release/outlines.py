"""Which books there are and which pages each of them holds: a pure function of the catalogue, its pages and how long they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.listed import CONTINUED
from gcm.language.data_files import read_data
from gcm.language.order import by_name
from gcm.language.phrases import Phrases
from gcm.models.forum import Forum, Session
from gcm.models.practice import Practice
from gcm.views.addresses import Addresses, Key

Kind = Literal["book", "papers", "guide", "session", "country"]

VOLUMES: Final[Mapping[str, Any]] = read_data("volumes")

SHEETS: Final[int] = VOLUMES["sheets"]
"""Sheets of a volume at most."""

OF_ALL: Final = ("book", "papers", "guide")
"""The volumes that together hold every page that says something on paper, each page in one of them."""

PAPERS: Final = ("workbook", "dossier", "sheet")
"""Kinds of pages with room to write, which say so where nothing is recorded."""

_FOLLOWS: Final = {"session": "forum"}
"""Kind of page → the kind whose page it stands behind."""

_BY_TITLE: Final = {"practice", "country", "organisation", "dossier", "sheet"}
"""Kinds whose pages stand in the order of their titles."""

_FLOWING_TOGETHER: Final = 40
"""Pages of a flowing kind that are laid out together at most."""

Unit = tuple[Key, ...]
"""Pages that are laid out together: one that begins on a sheet of its own, or several that flow."""

Titles = Mapping[Key, str]


@dataclass(frozen=True)
class Part:
    """A part of a book: its name and its pages."""

    name: str
    units: tuple[Unit, ...]

    @property
    def keys(self) -> Unit:
        """The pages in order."""
        return tuple(key for unit in self.units for key in unit)


@dataclass(frozen=True)
class Outline:
    """A book: what kind of book, what it is called or the page that gives it its name, and its parts, of which none is empty."""

    kind: Kind
    title: str
    subject: Key
    parts: tuple[Part, ...]

    @property
    def keys(self) -> Unit:
        """All pages in the order of the book, each once."""
        return tuple(key for part in self.parts for key in part.keys)


def whole(catalogue: Catalogue, addresses: Addresses, titles: Titles, t: Phrases) -> Iterator[Outline]:
    """The volumes as they would be if none were too long."""
    keys = [key for key in dict.fromkeys((*addresses.keys, *addresses.hand_written)) if _kind(key) not in VOLUMES["left_out"]]
    by_kind = _by_kind(catalogue, keys, titles, t)
    last = max(number for number, volume in enumerate(VOLUMES["volumes"]) if volume["kind"] == "book")
    for number, volume in enumerate(VOLUMES["volumes"]):
        parts = [part for told in volume["parts"] for part in _parts(told, by_kind, catalogue, titles, t)]
        rest = [key for kind in by_kind.keys() - _placed() for key in by_kind[kind]] if number == last else []
        yield _outline(volume["kind"], volume["title"][t.lang], (), [*parts, (t.book_rest, sorted(rest))])


def books_about(catalogue: Catalogue, titles: Titles, t: Phrases) -> Iterator[Outline]:
    """The book of each session and of each country."""
    for forum, session in catalogue.sessions:
        parts = _session(catalogue, forum, session, titles, t)
        yield _about("session", ("session", forum.id, session.id), parts, titles)
    for code in catalogue.countries:
        yield _about("country", ("country", code), _country(catalogue, code, titles, t), titles)


def cut(volume: Outline, sheets: Callable[[Unit], int]) -> Iterator[Outline]:
    """A volume as several of about the same length, of which none is too long; one that is short enough stays as it is."""
    units = [(part.name, unit) for part in volume.parts for unit in part.units]
    lengths = [sheets(unit) for _, unit in units]
    pieces = _pieces(lengths, SHEETS)
    even = next(room for room in range(max(lengths), SHEETS + max(lengths) + 1) if len(_pieces(lengths, room)) <= len(pieces))
    begin = 0
    for piece in _pieces(lengths, even):
        grouped = groupby(units[begin : begin + piece], key=lambda unit: unit[0])
        parts = tuple(Part(name, tuple(unit for _, unit in same)) for name, same in grouped)
        yield Outline(volume.kind, volume.title, volume.subject, parts)
        begin += piece


_FRONT: Final = 3
"""Sheets of a volume before its list of contents."""

_ENTRIES: Final = 30
"""Entries on a sheet of that list, if all were long."""


def _pieces(lengths: Sequence[int], room: int) -> list[int]:
    """How many units each volume takes if it is filled as far as it goes; the list of its contents takes room too."""
    pieces, taken = [0], 0
    for length in lengths:
        front = _FRONT + (pieces[-1] + 1) // _ENTRIES
        if pieces[-1] and taken + length + front > room:
            pieces.append(0)
            taken = 0
        pieces[-1] += 1
        taken += length
    return pieces


def _outline(kind: Kind, title: str, subject: Key, parts: Iterable[tuple[str, Iterable[Key]]]) -> Outline:
    listed = (Part(name, tuple(_units(dict.fromkeys(keys)))) for name, keys in parts)
    return Outline(kind, title, subject, tuple(part for part in listed if part.units))


def _about(kind: Kind, subject: Key, parts: Iterable[tuple[str, Iterable[Key]]], titles: Titles) -> Outline:
    return _outline(kind, titles[subject], subject, parts)


def _units(keys: Iterable[Key]) -> Iterator[Unit]:
    for _, same in groupby(keys, key=lambda key: key[0] if key[0] in VOLUMES["flowing"] else key):
        unit = tuple(same)
        yield from (unit[first : first + _FLOWING_TOGETHER] for first in range(0, len(unit), _FLOWING_TOGETHER))


def _kind(key: Key) -> str:
    """The kind of a page; a list that goes on stands with its beginning."""
    return key[1] if key[0] == CONTINUED else key[0]


def _placed() -> set[str]:
    """Kinds of pages that have a place."""
    parts = [part for volume in VOLUMES["volumes"] for part in volume["parts"]]
    each = {part["each_country"] for part in parts if "each_country" in part}
    return {"country", "practice", *each, *(kind for part in parts for kind in part.get("pages", ()))}


def _by_kind(catalogue: Catalogue, keys: Iterable[Key], titles: Titles, t: Phrases) -> dict[str, list[Key]]:
    by_kind: dict[str, list[Key]] = {}
    for key in keys:
        by_kind.setdefault(_FOLLOWS.get(_kind(key), _kind(key)), []).append(key)
    chronology = [forum.id for forum in catalogue.chronology]
    by_kind.get("forum", []).sort(key=lambda key: chronology.index(key[1]))
    for kind in _BY_TITLE & by_kind.keys():
        by_kind[kind] = by_name(by_kind[kind], titles.__getitem__, t.lang)
    return by_kind


def _parts(
    told: Mapping[str, Any], by_kind: Mapping[str, list[Key]], catalogue: Catalogue, titles: Titles, t: Phrases
) -> Iterator[tuple[str, list[Key]]]:
    """The parts that the data tell of: one of some kinds of pages, or one of each country."""
    if "pages" in told:
        yield told["title"][t.lang], [key for kind in told["pages"] for key in by_kind.get(kind, ())]
    elif "each_country" in told:
        for key in by_kind.get(told["each_country"], ()):
            yield titles["country", key[1]], [key]
    else:
        yield from _by_country(told["by_country"], by_kind, catalogue, titles, t)


def _by_country(
    told: Mapping[str, Any], by_kind: Mapping[str, list[Key]], catalogue: Catalogue, titles: Titles, t: Phrases
) -> Iterator[tuple[str, list[Key]]]:
    """Each country with the practices that are its alone; then those of several, and those of none."""
    practices: dict[str, list[Key]] = {place: [] for place in (*told, *(key[1] for key in by_kind.get("country", ())))}
    for key in by_kind.get("practice", ()):
        codes = catalogue.practices[key[1]].countries
        practices["none" if not codes else "several" if len(codes) > 1 else codes[0]].append(key)
    for key in by_kind.get("country", ()):
        yield titles[key], [key, *practices[key[1]]]
    for name, words in told.items():
        yield words[t.lang], practices[name]


def _session(
    catalogue: Catalogue, forum: Forum, session: Session, titles: Titles, t: Phrases
) -> Iterator[tuple[str, list[Key]]]:
    """The session, the objectives that it treated, the practices that it shared, and the roadmaps that take it up."""
    id = (forum.id, session.id)
    items = (roadmap for roadmap, _ in catalogue.items_of_session.get(id, ()))
    yield t.session, [("session", *id)]
    yield t.practices, _practices(catalogue.by_session.get(id, ()), titles, t)
    yield t.objectives, [("objective", str(number)) for number in session.objectives]
    yield t.roadmaps, [("roadmap", roadmap.id) for roadmap in (*catalogue.roadmaps_of_session.get(id, ()), *items)]


def _country(catalogue: Catalogue, code: str, titles: Titles, t: Phrases) -> Iterator[tuple[str, list[Key]]]:
    """The country, the practices that it has or adopted, the roadmaps that name them, and its dossier."""
    practices = (*catalogue.by_country.get(code, ()), *catalogue.adopted_in.get(code, ()))
    items = (item for practice in practices for item in catalogue.items_of_practice.get(practice.id, ()))
    yield t.country, [("country", code)]
    yield t.practices, _practices(practices, titles, t)
    yield t.roadmaps, [("roadmap", roadmap.id) for roadmap, _ in items]
    yield t.dossier_see, [("dossier", code)]


def _practices(practices: Iterable[Practice], titles: Titles, t: Phrases) -> list[Key]:
    return by_name([("practice", practice.id) for practice in practices], titles.__getitem__, t.lang)
