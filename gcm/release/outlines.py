"""Which books there are and which pages each of them holds: a pure function of the catalogue and its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.listed import CONTINUED
from gcm.language.text import fold
from gcm.models.forum import Forum, Session
from gcm.models.practice import Practice
from gcm.views.addresses import HOME, SEARCH, Addresses, Key

Kind = Literal["book", "papers", "session", "country"]

OF_ALL: Final = ("book", "papers")
"""The two volumes that hold every page of the site that can be printed, each page in one of them."""

PAPERS: Final = ("workbook", "dossier", "sheet")
"""Kinds of pages in the volume of papers: those with room to write, which repeat what the other volume holds."""

ON_SCREEN: Final = SEARCH
"""Kinds of pages that say nothing on paper."""

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "book_opening": ("home", "about"),
    "practices": ("practices", "kind", "explorer", "practice", "compare", "selection"),
    "objectives": ("objectives", "objective", "coverage"),
    "countries": ("countries", "country", "map", "collaboration"),
    "forums": ("forums", "forum", "themes", "theme", "timeline"),
    "follow_up": ("roadmaps", "roadmap", "board", "recommendations", "progress", "news", "past_news"),
    "book_reference": (
        "principles", "principle", "criteria", "organisations", "organisation", "questions", "glossary", "sources", "source-notes",
    ),
    "book_about": ("contribute", "downloads", "offline", "fields", "problems", "editorial-policy"),
}  # fmt: skip
"""Word that names a part → kinds of pages in it; a kind that stands nowhere comes last of all, so that none is lost."""

_FOLLOWS: Final = {"session": "forum"}
"""Kind of page → the kind whose page it stands behind."""

_BY_TITLE: Final = {"practice", "country", "organisation"}
"""Kinds whose pages stand in the order of their titles."""


@dataclass(frozen=True)
class Part:
    """A part of a book: the word that names it, and its pages."""

    name: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Outline:
    """A book: what kind of book, the page that gives it its name, and its parts, of which none is empty."""

    kind: Kind
    subject: Key
    parts: tuple[Part, ...]

    @property
    def keys(self) -> tuple[Key, ...]:
        """All pages in the order of the book, each once."""
        return tuple(key for part in self.parts for key in part.keys)


def outlines(catalogue: Catalogue, addresses: Addresses, titles: Mapping[Key, str]) -> Iterator[Outline]:
    """Every book: of the whole repository, of each session, of each country; `titles` are those of all pages."""
    keys = [*addresses.keys, *addresses.hand_written]
    yield _outline("book", HOME, _whole(catalogue, [key for key in keys if key[0] not in (*PAPERS, *ON_SCREEN)], titles))
    yield _outline("papers", ("workbook",), _papers(keys, titles))
    for forum, session in catalogue.sessions:
        yield _outline("session", ("session", forum.id, session.id), _session(catalogue, forum, session, titles))
    for code in catalogue.countries:
        yield _outline("country", ("country", code), _country(catalogue, code, titles))


def _outline(kind: Kind, subject: Key, parts: Iterable[tuple[str, Iterable[Key]]]) -> Outline:
    listed = (Part(name, tuple(dict.fromkeys(keys))) for name, keys in parts)
    return Outline(kind, subject, tuple(part for part in listed if part.keys))


def _whole(catalogue: Catalogue, keys: list[Key], titles: Mapping[Key, str]) -> Iterator[tuple[str, list[Key]]]:
    by_kind: dict[str, list[Key]] = {}
    for key in keys:
        kind = key[1] if key[0] == CONTINUED else key[0]
        by_kind.setdefault(_FOLLOWS.get(kind, kind), []).append(key)
    chronology = [forum.id for forum in catalogue.chronology]
    by_kind.get("forum", []).sort(key=lambda key: chronology.index(key[1]))
    for kind in _BY_TITLE & by_kind.keys():
        by_kind[kind].sort(key=lambda key: fold(titles[key]))
    placed = set(chain.from_iterable(_PARTS.values()))
    rest = tuple(kind for kind in by_kind if kind not in placed)
    for name, kinds in {**_PARTS, "book_about": (*_PARTS["book_about"], *rest)}.items():
        yield name, [key for kind in kinds for key in by_kind.get(kind, ())]


def _papers(keys: list[Key], titles: Mapping[Key, str]) -> Iterator[tuple[str, list[Key]]]:
    for name, kind in (("workbook", "workbook"), ("dossiers", "dossier"), ("sheets", "sheet")):
        yield name, sorted((key for key in keys if key[0] == kind), key=lambda key: fold(titles[key]))


def _session(
    catalogue: Catalogue, forum: Forum, session: Session, titles: Mapping[Key, str]
) -> Iterator[tuple[str, list[Key]]]:
    """The session, the objectives that it treated, the practices that it shared, and the roadmaps that take it up."""
    id = (forum.id, session.id)
    items = (roadmap for roadmap, _ in catalogue.items_of_session.get(id, ()))
    yield "session", [("session", *id)]
    yield "objectives", [("objective", str(number)) for number in session.objectives]
    yield "practices", _practices(catalogue.by_session.get(id, ()), titles)
    yield "roadmaps", [("roadmap", roadmap.id) for roadmap in (*catalogue.roadmaps_of_session.get(id, ()), *items)]
    yield "sources", [("sources",)]


def _country(catalogue: Catalogue, code: str, titles: Mapping[Key, str]) -> Iterator[tuple[str, list[Key]]]:
    """The country, the practices that it has or adopted, the roadmaps that name them, and its dossier."""
    practices = (*catalogue.by_country.get(code, ()), *catalogue.adopted_in.get(code, ()))
    items = (item for practice in practices for item in catalogue.items_of_practice.get(practice.id, ()))
    yield "country", [("country", code)]
    yield "practices", _practices(practices, titles)
    yield "roadmaps", [("roadmap", roadmap.id) for roadmap, _ in items]
    yield "dossier_see", [("dossier", code)]
    yield "sources", [("sources",)]


def _practices(practices: Iterable[Practice], titles: Mapping[Key, str]) -> list[Key]:
    return sorted((("practice", practice.id) for practice in practices), key=lambda key: fold(titles[key]))
