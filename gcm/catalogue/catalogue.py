"""All valid records with their references resolved: what stands where, and what points at it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any, TypeVar

from gcm.catalogue.address_list import read_addresses
from gcm.catalogue.chains import Chain, chains
from gcm.catalogue.checks import check_catalogue, check_record, clashes_of_case, is_certain
from gcm.catalogue.duplicates import check_duplicates
from gcm.catalogue.moved import check_moves, load_moves
from gcm.catalogue.news import News, Subject, news
from gcm.catalogue.suggestions import InParts, at_once, suggestions
from gcm.catalogue.text_checks import check_texts
from gcm.language.order import by_title
from gcm.language.text import LANGS, Lang
from gcm.models.fields import Government, Organisation, Pledge
from gcm.models.forum import Forum, Session
from gcm.models.moves import Moves
from gcm.models.partial import Partial, partial_record
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.models.roadmap import Item, Roadmap
from gcm.models.validation import validate_record
from gcm.problems.problem import Problem
from gcm.reading.files import KINDS, kind_and_id, read_record, record_paths
from gcm.reading.places import Parsed, ParsedRecord
from gcm.taxonomy.lists import Taxonomy, taxonomy

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, repr=False)
class Catalogue:
    """All records by kind and id. Every index below lists records in the order of their ids."""

    practices: Mapping[str, Practice] = field(default_factory=dict)
    forums: Mapping[str, Forum] = field(default_factory=dict)
    roadmaps: Mapping[str, Roadmap] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=taxonomy)
    moves: Moves = field(default_factory=Moves)
    listed: frozenset[str] = frozenset()
    """Every address that the site has had."""

    def prepare(self, in_parts: InParts = at_once) -> None:
        """Make every index now, as is due before several processes go on with the same catalogue; what takes long `in_parts`."""
        vars(self)["_suggested"] = self._suggest(in_parts)
        for name, each in vars(type(self)).items():
            if isinstance(each, cached_property):
                getattr(self, name)

    @cached_property
    def chronology(self) -> tuple[Forum, ...]:
        """The forums, oldest first."""
        return tuple(sorted(self.forums.values(), key=lambda forum: (forum.start.first, forum.id)))

    @cached_property
    def places_by_title(self) -> Mapping[Lang, Mapping[str, int]]:
        """Language → practice → its place among all practices by their titles."""
        return {lang: _places_by_title(self.practices.values(), lang) for lang in LANGS}

    @cached_property
    def by_objective(self) -> Mapping[int, tuple[Practice, ...]]:
        """Objective → practices of whose own objectives it is one."""
        return _index(self.practices.values(), lambda practice: practice.objectives.own)

    @cached_property
    def by_session_objective(self) -> Mapping[int, tuple[Practice, ...]]:
        """Objective → practices that have it through the session alone in which they were shared."""
        return _index(self.practices.values(), lambda practice: practice.objectives.session_only)

    @cached_property
    def by_origin(self) -> Mapping[str, tuple[Practice, ...]]:
        """Where practices come from → practices."""
        return _index(self.practices.values(), lambda practice: [practice.comes_from])

    @cached_property
    def by_country(self) -> Mapping[str, tuple[Practice, ...]]:
        """Country → practices."""
        return _index(self.practices.values(), lambda practice: practice.countries)

    @cached_property
    def by_organisation(self) -> Mapping[str, tuple[Practice, ...]]:
        """Organisation → practices that it implements."""
        return _index(self.practices.values(), lambda practice: practice.implementers)

    @cached_property
    def by_principle(self) -> Mapping[str, tuple[Practice, ...]]:
        """Guiding principle → practices."""
        return _index(self.practices.values(), lambda practice: practice.principles)

    @cached_property
    def by_criterion(self) -> Mapping[str, tuple[Practice, ...]]:
        """Eligibility criterion → practices."""
        return _index(self.practices.values(), lambda practice: practice.criteria)

    @cached_property
    def by_session(self) -> Mapping[tuple[str, str], tuple[Practice, ...]]:
        """Forum and session → practices listed there."""
        return _index(self.practices.values(), lambda practice: [(entry.forum, entry.session) for entry in practice.listings])

    @cached_property
    def objectives_of_country(self) -> Mapping[str, frozenset[int]]:
        """Country → objectives that its practices serve."""
        return {
            code: frozenset(number for practice in practices for number in practice.objectives.own)
            for code, practices in self.by_country.items()
        }

    @cached_property
    def pairs(self) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
        """Pairs of countries with the objectives on which both have practices, those with most of them first."""
        served = self.objectives_of_country
        shared = ((one, two, tuple(sorted(served[one] & served[two]))) for one, two in combinations(sorted(served), 2))
        return tuple(sorted((pair for pair in shared if pair[2]), key=lambda pair: (-len(pair[2]), pair[:2])))

    @cached_property
    def adopted_in(self) -> Mapping[str, tuple[Practice, ...]]:
        """Country → practices that it adopted."""
        return _index(self.practices.values(), lambda practice: [adoption.country for adoption in practice.adoptions])

    @cached_property
    def related(self) -> Mapping[str, tuple[Practice, ...]]:
        """Practice → practices related to it, on whichever side that is written."""
        pairs = [(practice.id, other) for practice in self.practices.values() for other in practice.related]
        both = sorted({*pairs, *((other, id) for id, other in pairs)})
        return {id: tuple(self.practices[other] for first, other in both if first == id) for id, _ in both}

    def who_else(self, practice: Practice) -> tuple[Practice, ...]:
        """A few practices on the same thing, that this one does not name."""
        return tuple(self.practices[id] for id in self._suggested.get(practice.id, ()) if id in self.practices)

    def follow(self, before: Catalogue) -> None:
        """Suggest what was suggested before an edit until `suggest_anew`, which takes longer than all else that an edit does."""
        if "_suggested" in vars(before):
            vars(self)["_suggested"] = before._suggested

    def suggest_anew(self) -> bool:
        """Find out what is suggested beside each practice; whether that is something else than before."""
        before, vars(self)["_suggested"] = vars(self).get("_suggested"), self._suggest(at_once)
        return before != self._suggested

    @cached_property
    def _suggested(self) -> Mapping[str, tuple[str, ...]]:
        return self._suggest(at_once)

    def _suggest(self, in_parts: InParts) -> Mapping[str, tuple[str, ...]]:
        related = {id: frozenset(each.id for each in others) for id, others in self.related.items()}
        return suggestions(self.practices, related, in_parts)

    @cached_property
    def items(self) -> tuple[tuple[Roadmap, Item], ...]:
        """Every item of every roadmap."""
        return tuple((roadmap, item) for roadmap in self.roadmaps.values() for item in roadmap.items)

    @cached_property
    def own_items(self) -> tuple[tuple[Roadmap, Item], ...]:
        """The items that are counted: what only announces a forum with a record of its own would be that forum again."""
        return tuple(pair for pair in self.items if not pair[1].event)

    @cached_property
    def items_of_practice(self) -> Mapping[str, tuple[tuple[Roadmap, Item], ...]]:
        """Practice → roadmap items that name it."""
        return _index(self.items, lambda pair: pair[1].practices)

    @cached_property
    def items_of_objective(self) -> Mapping[int, tuple[tuple[Roadmap, Item], ...]]:
        """Objective → roadmap items under it, through their roadmap or on their own."""
        return _index(self.items, lambda pair: {*pair[0].objectives.all, *pair[1].objectives.all})

    @cached_property
    def items_of_session(self) -> Mapping[tuple[str, str], tuple[tuple[Roadmap, Item], ...]]:
        """Forum and session → single items that take it up, where their roadmap as a whole does not."""
        return _index(self.items, lambda pair: [(pair[0].forum, pair[1].session)] if pair[1].session else [])

    @cached_property
    def items_of_event(self) -> Mapping[str, tuple[tuple[Roadmap, Item], ...]]:
        """Forum → calendar items that are this forum."""
        return _index(self.items, lambda pair: [pair[1].event] if pair[1].event else [])

    @cached_property
    def shared_by(self) -> Mapping[str, frozenset[str]]:
        """Forum → practices that had been shared by then, at it or at an earlier one."""
        listed = _index(self.practices.values(), lambda practice: [entry.forum for entry in practice.listings])
        found: dict[str, frozenset[str]] = {}
        so_far: frozenset[str] = frozenset()
        for forum in self.chronology:
            so_far |= {practice.id for practice in listed.get(forum.id, ())}
            found[forum.id] = so_far
        return found

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Every chain from an idea on."""
        return tuple(chains(self.items, self.shared_by))

    @cached_property
    def chains_of_roadmap(self) -> Mapping[str, tuple[Chain, ...]]:
        """Roadmap → chains that one of its items is part of."""
        return _index(self.chains, lambda chain: [roadmap.id for roadmap, _ in chain.ends])

    @cached_property
    def chains_of_session(self) -> Mapping[tuple[str, str], tuple[Chain, ...]]:
        """Forum and session → chains that begin there."""
        return _index(self.chains, lambda chain: _session_of(*chain.start))

    @cached_property
    def chains_of_practice(self) -> Mapping[str, tuple[Chain, ...]]:
        """Practice → chains that lead to it or build on it."""
        return _index(self.chains, lambda chain: chain.named)

    @cached_property
    def roadmaps_of_forum(self) -> Mapping[str, tuple[Roadmap, ...]]:
        """Forum → roadmaps that came of it."""
        return _index(self.roadmaps.values(), lambda roadmap: [roadmap.forum])

    @cached_property
    def roadmaps_of_session(self) -> Mapping[tuple[str, str], tuple[Roadmap, ...]]:
        """Forum and session → roadmaps that take it up."""
        return _index(self.roadmaps.values(), lambda roadmap: [(roadmap.forum, roadmap.session)] if roadmap.session else [])

    @cached_property
    def sessions(self) -> tuple[tuple[Forum, Session], ...]:
        """Every session of every forum, oldest forum first."""
        return tuple((forum, session) for forum in self.chronology for session in forum.sessions)

    @cached_property
    def sessions_of_objective(self) -> Mapping[int, tuple[tuple[Forum, Session], ...]]:
        """Objective → sessions that treated it."""
        return _index(self.sessions, lambda pair: pair[1].objectives)

    @cached_property
    def sessions_of_theme(self) -> Mapping[str, tuple[tuple[Forum, Session], ...]]:
        """Theme → the sessions that are this theme."""
        return _index(self.sessions, lambda pair: [pair[1].theme] if pair[1].theme else [])

    @cached_property
    def fed_by(self) -> Mapping[str, tuple[Forum, ...]]:
        """Forum → forums that feed it."""
        return _index(self.chronology, lambda forum: forum.feeds)

    @cached_property
    def forums_of_country(self) -> Mapping[str, tuple[Forum, ...]]:
        """Country → forums it took part in, hosted or had a role in, oldest first."""
        return _index(self.chronology, _countries_of)

    @cached_property
    def forums_of_organisation(self) -> Mapping[str, tuple[Forum, ...]]:
        """Organisation → forums in which it had a role, oldest first."""
        return _index(
            self.chronology, lambda forum: {role.actor for role in forum.actors if isinstance(role.actor, Organisation)}
        )

    @cached_property
    def sessions_of_actor(self) -> Mapping[str, tuple[tuple[Forum, Session], ...]]:
        """Organisation or country → sessions in which it had a role."""
        return _index(self.sessions, lambda pair: {role.actor for role in pair[1].actors})

    @cached_property
    def records(self) -> tuple[Subject, ...]:
        """Every record of every kind."""
        return (*self.practices.values(), *self.forums.values(), *self.roadmaps.values())

    @cached_property
    def news(self) -> tuple[News, ...]:
        """Every change to a record, newest first."""
        return news(self)

    @cached_property
    def news_of_country(self) -> Mapping[str, tuple[News, ...]]:
        """Country → changes to practices of it and to forums that it had to do with, newest first."""
        return _index(self.news, lambda each: _countries_of_record(each.record))

    @cached_property
    def news_of_objective(self) -> Mapping[int, tuple[News, ...]]:
        """Objective → changes to practices that serve it and to roadmaps about it, newest first."""
        return _index(self.news, lambda each: objectives_of(each.record))

    @cached_property
    def news_of_theme(self) -> Mapping[str, tuple[News, ...]]:
        """Theme → changes to records of one of its objectives, newest first."""
        return _index(self.news, lambda each: self.taxonomy.themes_of(objectives_of(each.record)))

    @cached_property
    def pledges(self) -> tuple[tuple[Practice | Forum | Roadmap, Pledge], ...]:
        """Every pledge with the record that names it."""
        return tuple((record, pledge) for record in self.records for pledge in record.pledges)

    @cached_property
    def pledges_of_country(self) -> Mapping[str, tuple[tuple[Practice | Forum | Roadmap, Pledge], ...]]:
        """Country → pledges that it made."""
        return _index(self.pledges, lambda pair: [pair[1].country] if pair[1].country else [])

    @cached_property
    def pledges_of_objective(self) -> Mapping[int, tuple[tuple[Practice | Forum | Roadmap, Pledge], ...]]:
        """Objective → pledges that a practice or roadmap under it names."""
        return _index(self.pledges, lambda pair: objectives_of(pair[0]))

    @cached_property
    def citing(self) -> Mapping[str, int]:
        """Document → how many records cite it."""
        ids = "|".join(map(re.escape, self.taxonomy.documents))
        cited = re.compile(f'"({ids})[":]')  # in the JSON of a record: alone, or before the lines that are cited
        return Counter(id for record in self.records for id in set(cited.findall(record.model_dump_json())))

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Every country that occurs in a record, in a group or as the place of a forum."""
        members = {member.country for group in self.taxonomy.country_groups.values() for member in group.members}
        records = {*self.by_country, *self.adopted_in, *self.forums_of_country, *self.pledges_of_country}
        actors = {actor for actor in self.sessions_of_actor if isinstance(actor, Government)}
        seats = {each.country for each in self.taxonomy.organisations.values() if each.country}
        milestones = {step.country for step in self.taxonomy.milestones if step.country}
        return tuple(sorted({*members, *records, *actors, *seats, *milestones}))


def _places_by_title(practices: Iterable[Practice], lang: Lang) -> dict[str, int]:
    titled = by_title(practices, lambda practice: practice.title.localized(lang), lang)
    return {practice.id: place for place, practice in enumerate(titled)}


def objectives_of(record: Practice | Forum | Roadmap) -> tuple[int, ...]:
    """What a practice itself serves, and what a roadmap is about, which is its session's."""
    if isinstance(record, Practice):
        return record.objectives.own
    return record.objectives.all if isinstance(record, Roadmap) else ()


def _countries_of_record(record: Subject) -> Iterable[str]:
    """The countries of a practice, and those that a forum had to do with."""
    if isinstance(record, Practice):
        return record.countries
    return _countries_of(record) if isinstance(record, Forum) else ()


def _session_of(roadmap: Roadmap, item: Item) -> list[tuple[str, str]]:
    session = item.session or roadmap.session
    return [(roadmap.forum, session)] if session else []


def _countries_of(forum: Forum) -> set[str]:
    places = {forum.country} if forum.country else set()
    actors = {role.actor for role in forum.actors if isinstance(role.actor, Government)}
    return {*places, *actors, *(participant.country for participant in forum.participants)}


def _index(values: Iterable[Value], keys: Callable[[Value], Iterable[Key]]) -> dict[Key, tuple[Value, ...]]:
    found: dict[Key, list[Value]] = {}
    for value in values:
        for key in dict.fromkeys(keys(value)):
            found.setdefault(key, []).append(value)
    return {key: tuple(listed) for key, listed in found.items()}


@dataclass(frozen=True)
class Checked:
    """A valid record, or what can be read of one that is not, and every problem that it has on its own."""

    record: Record | None
    problems: list[Problem]
    partial: Partial | None = None


def check_alone(parsed: ParsedRecord) -> Checked:
    """The record, and every rule that it breaks on its own."""
    record, problems = validate_record(parsed)
    partial = None if record else partial_record(parsed)
    problems = [*problems, *map(parsed.problem, check_texts(parsed))]
    if known := record or (partial and partial.record):
        wrong = partial.wrong if partial else frozenset()
        problems = [*problems, *(parsed.problem(each) for each in check_record(known) if is_certain(each, wrong))]
    return Checked(record, problems, partial)


Read = Callable[[Path, Path], Parsed]
"""What reads a file below the folder of records."""

Check = Callable[[ParsedRecord], Checked]
"""What validates a record; one that remembers what it found does it once."""


def load_catalogue(root: Path, read: Read = read_record, check: Check = check_alone) -> tuple[Catalogue, list[Problem]]:
    """All valid records below `root`, and every problem of all of them, sorted by place."""
    problems: list[Problem] = []
    parsed: list[ParsedRecord] = []
    paths = record_paths(root)
    problems += clashes_of_case(paths, root)
    for path in paths:
        record, faults = read(path, root)
        problems += faults
        parsed += [record] if record else []
    catalogue, problems = build_catalogue(parsed, problems, check)
    moves, faults = load_moves(root)
    catalogue = replace(catalogue, moves=moves, listed=read_addresses(root))
    # Only a whole catalogue tells what is gone.
    if not any(not problem.is_warning for problem in (*problems, *faults)):
        faults += check_moves(catalogue, root)
    return catalogue, sorted([*problems, *faults])


def build_catalogue(
    parsed: Iterable[ParsedRecord], problems: Iterable[Problem] = (), check: Check = check_alone
) -> tuple[Catalogue, list[Problem]]:
    """The catalogue of records already parsed; their order does not matter."""
    found = list(problems)
    texts: dict[tuple[str, str], ParsedRecord] = {(text.kind, text.id): text for text in parsed}
    records: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS.values()}
    legible: dict[str, dict[str, Record]] = {kind: {} for kind in KINDS.values()}
    wrong: dict[str, frozenset[str]] = {}
    for (kind, id), text in sorted(texts.items(), key=lambda pair: pair[0]):
        checked = check(text)
        found += checked.problems
        if checked.record is not None:
            records[kind][id] = legible[kind][id] = checked.record
        elif checked.partial is not None:
            legible[kind][id], wrong[text.path] = checked.partial.record, checked.partial.wrong
    catalogue = Catalogue(records["practice"], records["forum"], records["roadmap"])
    known = _known_ids([*texts, *(kind_and_id(problem.path) for problem in found)])
    across = (*check_catalogue(legible, records, known), *check_duplicates(legible))
    found += [
        texts[kind, record.id].problem(finding)
        for kind, record, finding in across
        if is_certain(finding, wrong.get(record.path, frozenset()))
    ]
    return catalogue, sorted(found)


def _known_ids(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Kind → ids of all files, also of those that could not be read: their problem is their own, not that of who names them."""
    return {kind: sorted({id for each, id in files if each == kind}) for kind in KINDS.values()}
