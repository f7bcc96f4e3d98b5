"""What the API has collections of: which things there are, what is told of each, and which others it leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.language.text import Frozen
from gcm.models.fields import Government, Pledge, Role, Source, Statement
from gcm.models.forum import Forum, Session
from gcm.models.kinds import MODELS
from gcm.models.practice import Adoption, Practice
from gcm.models.record import Record
from gcm.models.roadmap import Item, Roadmap
from gcm.taxonomy.lists import Criterion, Document, GlossaryTerm, Objective, Organisation, Principle, Theme
from gcm.taxonomy.thesaurus import Concept, thesaurus
from gcm.views.addresses import Key
from gcm.views.site import Site

Fields = dict[str, Any]
"""What is told of a thing, in JSON's own types; what is not known is left out."""

Way = tuple[str, str]
"""A collection, and the id of a thing in it."""

Ways = Mapping[str, Iterable[Way]]
"""What leads away from a thing, by what it is to it."""


@dataclass(frozen=True)
class Collection:
    """Things of one kind, each with a document of its own.

    An id is the thing's address below that of the collection. `model` is what `fields` tells of; `listed` are the fields that the
    list shows, all of them where none is named; `page` is the page of the site, and the anchor there.
    """

    name: str
    model: type[Frozen]
    ids: Callable[[Catalogue], Iterable[str]]
    fields: Callable[[Catalogue, str], Fields]
    links: Callable[[Catalogue, str], Ways]
    page: Callable[[str], tuple[Key, str]]
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What stands in the documents of others, and is listed on its own as well.

    `switch` is the format of the open data that makes the list: where there are many records, those of all that they say are long.
    """

    name: str
    model: type[Frozen]
    total: Callable[[Catalogue], int]
    rows: Callable[[Catalogue], Iterable[tuple[Fields, Ways]]]
    switch: str = "api"


def dumped(value: Frozen, *without: str) -> Fields:
    """A model in JSON's types; what says nothing is left out."""
    fields: Fields = value.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={*without, "path"})
    return fields


def record_fields(record: Record) -> Fields:
    """A record under the names that its file has, and where a practice comes from, whatever its file says of that."""
    return {**record.plain, "origin": record.comes_from} if isinstance(record, Practice) else record.plain


def _record_of(kind: str) -> Callable[[Catalogue, str], Fields]:
    return lambda catalogue, id: record_fields(records_of(catalogue)[kind][id])


def records_of(catalogue: Catalogue) -> dict[str, Mapping[str, Practice | Forum | Roadmap]]:
    """Kind → id → record."""
    found: Mapping[str, Any] = {"practice": catalogue.practices, "forum": catalogue.forums, "roadmap": catalogue.roadmaps}
    return {kind: found[kind] for kind in MODELS}


def collection_of(record: Record) -> str:
    """The collection that a record is in."""
    return next(f"{kind}s" for kind, model in MODELS.items() if isinstance(record, model))


# What leads where


def _practices(practices: Iterable[Practice]) -> Iterator[Way]:
    return (("practices", practice.id) for practice in practices)


def _forums(ids: Iterable[str]) -> Iterator[Way]:
    return (("forums", id) for id in ids)


def _sessions(pairs: Iterable[tuple[Forum, Session]]) -> Iterator[Way]:
    return (("sessions", f"{forum.id}/{session.id}") for forum, session in pairs)


def _items(pairs: Iterable[tuple[Roadmap, Item]]) -> Iterator[Way]:
    return (("items", f"{roadmap.id}/{item.id}") for roadmap, item in pairs)


def _objectives(numbers: Iterable[int]) -> Iterator[Way]:
    return (("objectives", str(number)) for number in numbers)


def _named(collection: str, ids: Iterable[str]) -> Iterator[Way]:
    return ((collection, id) for id in ids)


def _actors(roles: Iterable[Role]) -> dict[str, Iterable[Way]]:
    actors = dict.fromkeys(role.actor for role in roles)
    return {
        "countries": _named("countries", (each for each in actors if isinstance(each, Government))),
        "organisations": _named("organisations", (each for each in actors if not isinstance(each, Government))),
    }


def links_of_practice(catalogue: Catalogue, id: str) -> Ways:
    """What a practice leads to, by what that is to it."""
    practice = catalogue.practices[id]
    return {
        "countries": _named("countries", practice.countries),
        "organisations": _named("organisations", practice.implementers),
        "objectives": _objectives(practice.objectives.own),
        "objectives_through_session": _objectives(practice.objectives.session_only),
        "principles": _named("principles", practice.principles),
        "criteria": _named("criteria", practice.criteria),
        "sessions": _named("sessions", dict.fromkeys(f"{each.forum}/{each.session}" for each in practice.listings)),
        "items": _items(catalogue.items_of_practice.get(id, ())),
        "related": _practices(catalogue.related.get(id, ())),
    }


def _of_forum(catalogue: Catalogue, id: str) -> Ways:
    forum = catalogue.forums[id]
    actors = _actors(forum.actors)
    took_part = (each.country for each in forum.participants)
    host = [forum.country] if forum.country else []
    practices = dict.fromkeys(each for session in forum.sessions for each in catalogue.by_session.get((id, session.id), ()))
    return {
        "sessions": _sessions((forum, session) for session in forum.sessions),
        "practices": _practices(practices),
        "roadmaps": _named("roadmaps", (each.id for each in catalogue.roadmaps_of_forum.get(id, ()))),
        "feeds": _forums(forum.feeds),
        "fed_by": _forums(each.id for each in catalogue.fed_by.get(id, ())),
        "countries": dict.fromkeys(chain(_named("countries", (*host, *took_part)), actors["countries"])),
        "organisations": actors["organisations"],
    }


def _of_session(catalogue: Catalogue, id: str) -> Ways:
    forum, _, name = id.partition("/")
    session = _session(catalogue, id)
    return {
        "forum": _forums([forum]),
        "theme": _named("themes", [session.theme] if session.theme else []),
        "objectives": _objectives(session.objectives),
        "practices": _practices(catalogue.by_session.get((forum, name), ())),
        "roadmaps": _named("roadmaps", (each.id for each in catalogue.roadmaps_of_session.get((forum, name), ()))),
        "items": _items(catalogue.items_of_session.get((forum, name), ())),
        **_actors(session.actors),
    }


def _of_roadmap(catalogue: Catalogue, id: str) -> Ways:
    roadmap = catalogue.roadmaps[id]
    return {
        "forum": _forums([roadmap.forum]),
        "session": _named("sessions", [f"{roadmap.forum}/{roadmap.session}"] if roadmap.session else []),
        "objectives": _objectives(roadmap.objectives.all),
        "items": _items((roadmap, item) for item in roadmap.items),
    }


def _of_item(catalogue: Catalogue, id: str) -> Ways:
    roadmap, item = _item(catalogue, id)
    return {
        "roadmap": _named("roadmaps", [roadmap.id]),
        "session": _named("sessions", [f"{roadmap.forum}/{item.session}"] if item.session else []),
        "event": _forums([item.event] if item.event else []),
        "grew_from": _named("items", [item.grew_from.replace("#", "/")] if item.grew_from else []),
        "objectives": _objectives(item.objectives.all),
        "practices": _named("practices", item.practices),
    }


def _of_objective(catalogue: Catalogue, id: str) -> Ways:
    number = int(id)
    return {
        "practices": _practices(catalogue.by_objective.get(number, ())),
        "practices_through_session": _practices(catalogue.by_session_objective.get(number, ())),
        "sessions": _sessions(catalogue.sessions_of_objective.get(number, ())),
        "items": _items(catalogue.items_of_objective.get(number, ())),
    }


def _of_country(catalogue: Catalogue, id: str) -> Ways:
    return {
        "practices": _practices(catalogue.by_country.get(id, ())),
        "adopted": _practices(catalogue.adopted_in.get(id, ())),
        "forums": _forums(forum.id for forum in catalogue.forums_of_country.get(id, ())),
        "sessions": _sessions(catalogue.sessions_of_actor.get(id, ())),
    }


def _of_organisation(catalogue: Catalogue, id: str) -> Ways:
    country = catalogue.taxonomy.organisations[id].country
    return {
        "country": _named("countries", [country] if country else []),
        "practices": _practices(catalogue.by_organisation.get(id, ())),
        "forums": _forums(forum.id for forum in catalogue.forums_of_organisation.get(id, ())),
        "sessions": _sessions(catalogue.sessions_of_actor.get(id, ())),
    }


def _of_theme(catalogue: Catalogue, id: str) -> Ways:
    return {
        "objectives": _objectives(catalogue.taxonomy.theme(id).objectives),
        "sessions": _sessions(catalogue.sessions_of_theme.get(id, ())),
    }


# What is told


def _session(catalogue: Catalogue, id: str) -> Session:
    forum, _, name = id.partition("/")
    session = catalogue.forums[forum].session(name)
    assert session is not None  # noqa: S101  (ids are those that the catalogue gives)
    return session


def _item(catalogue: Catalogue, id: str) -> tuple[Roadmap, Item]:
    roadmap, _, name = id.partition("/")
    record = catalogue.roadmaps[roadmap]
    return record, next(item for item in record.items if item.id == name)


class Country(Frozen):
    """A country that occurs in the catalogue, by its code of two letters (ISO 3166-1)."""

    id: str
    name: dict[str, str]
    three: str | None = None
    also: tuple[str, ...] = ()


def _country(catalogue: Catalogue, id: str) -> Fields:
    names = catalogue.taxonomy.country_names.get(id)
    return dumped(Country(id=id, name=dumped(catalogue.taxonomy.countries[id]), **(names.model_dump() if names else {})))


def _terms(catalogue: Catalogue) -> dict[str, GlossaryTerm]:
    """The terms of the glossary by their ids."""
    return {term.id: term for term in catalogue.taxonomy.glossary.terms}


@cache
def _concepts() -> dict[str, Concept]:
    """What people say for what, by the ids of the concepts."""
    return {concept.id: concept for concept in thesaurus().concepts}


_OF_RECORD: Final = ("id", "title")
_NO_WAYS: Final[Callable[[Catalogue, str], Ways]] = lambda catalogue, id: {}  # noqa: E731


def _used_by(index: str) -> Callable[[Catalogue, str], Ways]:
    return lambda catalogue, id: {"practices": _practices(getattr(catalogue, index).get(id, ()))}


COLLECTIONS: Final = (
    Collection(
        "practices", Practice, lambda c: c.practices, _record_of("practice"), links_of_practice, lambda id: (("practice", id), ""),
        (*_OF_RECORD, "kind", "origin", "countries", "implementers", "objectives", "scope", "period", "review", "follow_up"),
    ),
    Collection(
        "forums", Forum, lambda c: c.forums, _record_of("forum"), _of_forum, lambda id: (("forum", id), ""),
        (*_OF_RECORD, "short_title", "kind", "status", "start", "end", "country", "place", "review"),
    ),
    Collection(
        "sessions", Session, lambda c: (f"{forum.id}/{session.id}" for forum, session in c.sessions),
        lambda c, id: dumped(_session(c, id)), _of_session, lambda id: (("session", *id.split("/")), ""),
        (*_OF_RECORD, "number", "theme", "objectives", "start", "end", "timezone"),
    ),
    Collection(
        "roadmaps", Roadmap, lambda c: c.roadmaps, _record_of("roadmap"), _of_roadmap, lambda id: (("roadmap", id), ""),
        (*_OF_RECORD, "kind", "label", "forum", "session", "objectives", "review"),
    ),
    Collection(
        "items", Item, lambda c: (f"{roadmap.id}/{item.id}" for roadmap, item in c.items),
        lambda c, id: dumped(_item(c, id)[1]), _of_item, lambda id: (("roadmap", id.split("/")[0]), f"item-{id.split('/')[1]}"),
        ("id", "text", "status", "due", "start", "end", "objectives"),
    ),
    Collection(
        "objectives", Objective, lambda c: map(str, c.taxonomy.objectives), lambda c, id: dumped(c.taxonomy.objectives[int(id)]),
        _of_objective, lambda id: (("objective", id), ""), ("number", "title", "short"),
    ),
    Collection(
        "principles", Principle, lambda c: c.taxonomy.principles, lambda c, id: dumped(c.taxonomy.principles[id]),
        _used_by("by_principle"), lambda id: (("principle", id), ""),
    ),
    Collection(
        "criteria", Criterion, lambda c: c.taxonomy.criteria, lambda c, id: dumped(c.taxonomy.criteria[id]),
        _used_by("by_criterion"), lambda id: (("criteria",), id),
    ),
    Collection(
        "themes", Theme, lambda c: c.taxonomy.theme_ids, lambda c, id: dumped(c.taxonomy.theme(id)), _of_theme,
        lambda id: (("theme", id), ""),
    ),
    Collection("countries", Country, lambda c: c.countries, _country, _of_country, lambda id: (("country", id), "")),
    Collection(
        "organisations", Organisation, lambda c: c.taxonomy.organisations, lambda c, id: dumped(c.taxonomy.organisations[id]),
        _of_organisation, lambda id: (("organisation", id), ""), ("id", "name", "abbreviation", "kind", "country"),
    ),
    Collection(
        "documents", Document, lambda c: c.taxonomy.documents, lambda c, id: dumped(c.taxonomy.documents[id]), _NO_WAYS,
        lambda id: (("sources",), id), ("id", "title", "short", "publisher", "year", "url"),
    ),
    Collection(
        "glossary", GlossaryTerm, _terms, lambda c, id: dumped(_terms(c)[id]), _NO_WAYS, lambda id: (("glossary",), ""),
    ),
    Collection(
        "thesaurus", Concept, lambda c: _concepts(), lambda c, id: dumped(_concepts()[id]), _NO_WAYS,
        lambda id: (("glossary",), ""),
    ),
)  # fmt: skip
"""The collections in the order in which the API tells of them."""


# Parts of records


class StatementRow(Statement):
    """A statement with the place where it stands in its record, as a JSON Pointer (RFC 6901)."""

    pointer: str


class SourceRow(Source):
    """A source, with the number of statements that rest on it."""

    statements: int


def _statements(catalogue: Catalogue) -> Iterator[tuple[Fields, Ways]]:
    for collection, record in _all_records(catalogue):
        for loc, _ in record.statements:
            pointer = "".join(f"/{part}" for part in loc)
            yield (
                {"pointer": pointer, **_at(record.plain, loc)},
                {"record": [(collection, record.id)]},
            )


def _at(value: Any, loc: Iterable[str | int]) -> Any:
    for part in loc:
        value = value[part]
    return value


def _sources(catalogue: Catalogue) -> Iterator[tuple[Fields, Ways]]:
    for collection, record in _all_records(catalogue):
        used = Counter(key for _, statement in record.statements for key in statement.sources)
        for source in record.plain.get("sources", ()):
            yield {**source, "statements": used[source["key"]]}, {"record": [(collection, record.id)]}


def _adoptions(catalogue: Catalogue) -> Iterator[tuple[Fields, Ways]]:
    for practice in catalogue.practices.values():
        for adoption in practice.adoptions:
            yield dumped(adoption), {"record": [("practices", practice.id)], "country": [("countries", adoption.country)]}


def _pledges(catalogue: Catalogue) -> Iterator[tuple[Fields, Ways]]:
    for record, pledge in catalogue.pledges:
        country = [("countries", pledge.country)] if pledge.country else []
        yield dumped(pledge), {"record": [(collection_of(record), record.id)], "country": country}


def _all_records(catalogue: Catalogue) -> Iterator[tuple[str, Record]]:
    return ((collection_of(record), record) for record in catalogue.records)


PARTS: Final = (
    Part("adoptions", Adoption, lambda c: sum(len(each.adoptions) for each in c.practices.values()), _adoptions),
    Part("pledges", Pledge, lambda c: len(c.pledges), _pledges),
    Part("sources", SourceRow, lambda c: sum(len(each.sources) for _, each in _all_records(c)), _sources, "lists"),
    Part("statements", StatementRow, lambda c: sum(len(each.statements) for _, each in _all_records(c)), _statements, "lists"),
)
"""What is listed besides the collections, in the order in which the API tells of it."""


def parts_offered(site: Site) -> Iterator[Part]:
    """The parts of which a site has lists."""
    return (part for part in PARTS if site.offers(part.switch))
