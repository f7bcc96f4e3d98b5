"""The rules that go beyond single fields: each checker yields what it finds, and says in its docstring what the rule is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatch
from pathlib import Path
from typing import TypeVar

from gcm.catalogue.statement_checks import check_statements
from gcm.catalogue.text_checks import LANGUAGE_NAMES
from gcm.language.dates import PartialDate
from gcm.language.phrases import phrases
from gcm.language.slugs import SECTION, slug
from gcm.language.text import LANGS, Lang, fold
from gcm.models.fields import Objectives, near
from gcm.models.forum import Forum, Session
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.models.roadmap import Item, Roadmap
from gcm.problems.problem import Finding, Problem
from gcm.taxonomy.lists import OBJECTIVES, taxonomy

Records = Mapping[str, Mapping[str, Record]]
"""Kind → id → valid record."""

Ids = Mapping[str, Sequence[str]]
"""Kind → every id that a file has, valid or not."""

CrossFinding = tuple[str, Record, Finding]
Loc = tuple[str | int, ...]
Thing = TypeVar("Thing")

ORDERED = (("start", "end"), ("compiled_on", "reviewed_on"))
"""Fields of one thing with dates of which the second does not come before the first; the browser is given them."""


_NEEDS: Mapping[str, frozenset[str]] = {
    "R401": frozenset({"countries", "implementers"}),
    "R404": frozenset({"listings"}),
    "R406": frozenset({"start", "end"}),
    "R407": frozenset({"sessions"}),
    "R408": frozenset({"grouping"}),
    "R414": frozenset({"sources"}),
    "R415": frozenset({"sources"}),
}
"""Rules that hold one field against another: where that one is wrong, nothing is known."""

_OF_THE_WHOLE = frozenset({"W501", "W502", "W505", "W507"})
"""Warnings about a record as a whole, which is not there while a field of it is wrong."""


def is_certain(finding: Finding, wrong: frozenset[str]) -> bool:
    """Whether something found in a record holds although these fields of it are wrong."""
    if not wrong:
        return True
    known = not finding.loc or finding.loc[0] not in wrong
    return known and finding.code not in _OF_THE_WHOLE and wrong.isdisjoint(_NEEDS.get(finding.code, ()))


def check_record(record: Record) -> Iterator[Finding]:
    """Every rule that one record can break on its own."""
    yield from _check_languages(record)
    yield from _check_review(record)
    yield from check_statements(record)
    yield from _check_sense(record)


def _check_languages(record: Record) -> Iterator[Finding]:
    """Words are wanted in both languages, and a translation follows its original."""
    for lang, fields in record.missing_languages.items():
        shown = ", ".join(fields[:4]) + (" …" if len(fields) > 4 else "")
        yield Finding("W501", (fields[0].split(".")[0],), {**LANGUAGE_NAMES[lang], "fields": shown})
    if record.translation_is_outdated and record.translation:
        origin: Lang = "en" if record.translation.origin == "en" else "es"
        yield Finding("W502", ("translation",), {"value": record.source_digest(origin)})


def _check_review(record: Record) -> Iterator[Finding]:
    """What counts as reviewed says by whom and when, and nothing is reviewed before it is compiled."""
    review = record.review
    if review.status == "reviewed" and not (review.reviewed_by and review.reviewed_on):
        yield Finding("R411", ("review",))
    yield from _check_order(review, ("review",))


@singledispatch
def _check_sense(record: Record) -> Iterator[Finding]:
    """What the fields of one record say together."""
    yield from ()


@_check_sense.register
def _(record: Practice) -> Iterator[Finding]:
    """A practice is somebody's; its lists repeat nothing; its period runs forward."""
    if not record.countries and not record.implementers:
        yield Finding("R401", ("countries",))
    for name in ("countries", "implementers", "principles", "criteria", "related"):
        yield from _check_repeated(getattr(record, name), (name,))
    yield from _check_objectives(record.objectives, ("objectives",))
    if record.period:
        yield from _check_order(record.period, ("period",))


@_check_sense.register
def _(record: Forum) -> Iterator[Finding]:
    """A forum runs forward, names a country, session or part once, and its sessions share out what they claim to."""
    yield from _check_order(record, ())
    yield from _check_repeated([participant.country for participant in record.participants], ("participants",))
    yield from _check_repeated([session.id for session in record.sessions], ("sessions",))
    yield from _check_repeated([part.id for part in record.components], ("components",))
    yield from _check_repeated(record.feeds, ("feeds",))
    for position, part in enumerate(record.components):
        yield from _check_order(part, ("components", position))
    yield from _check_session_slugs(record)
    for position, session in enumerate(record.sessions):
        for finding in _check_session(session, record):
            yield Finding(finding.code, ("sessions", position, *finding.loc), finding.values)
    if record.grouping:
        yield from _check_partition(record)


@_check_sense.register
def _(record: Roadmap) -> Iterator[Finding]:
    """A roadmap's items have ids of their own and run forward."""
    yield from _check_objectives(record.objectives, ("objectives",))
    yield from _check_repeated([item.id for item in record.items], ("items",))
    for position, item in enumerate(record.items):
        at: Loc = ("items", position)
        yield from _check_order(item, at)
        yield from _check_objectives(item.objectives, (*at, "objectives"))
        yield from _check_repeated(item.practices, (*at, "practices"))


def _check_session(session: Session, forum: Forum) -> Iterator[Finding]:
    """A session lies within its forum, its times have a zone, and its theme and subthemes hold its objectives."""
    yield from _check_repeated(session.objectives, ("objectives",))
    if (session.start or session.end) and not session.timezone:
        yield Finding("R410", ("start" if session.start else "end",))
    if session.start and session.end and session.end < session.start:
        yield Finding("R405", ("end",), {"value": str(session.end), "near": str(session.start)})
    if session.start and not forum.start.first <= session.start.date() <= (forum.end or forum.start).last:
        yield Finding("R406", ("start",), {"value": str(session.start.date())})
    if session.theme and forum.grouping:
        theme = taxonomy().theme(session.theme)
        if set(theme.objectives) != set(session.objectives):
            yield Finding("R408", ("objectives",), {"value": theme.id, "allowed": _numbers(theme.objectives)})
    if session.subthemes:
        listed = [number for subtheme in session.subthemes for number in subtheme.objectives]
        if fault := _partition_fault(listed, session.objectives):
            yield Finding("R409", ("subthemes",), {"value": fault})


def _check_session_slugs(forum: Forum) -> Iterator[Finding]:
    """No two sessions of a forum share an address in either language."""
    for lang in LANGS:
        first: dict[str, Session] = {}
        for position, session in enumerate(forum.sessions):
            other = first.setdefault(session.slug_in(lang), session)
            if other is not session and other.id != session.id:  # the same id twice is told as that
                named = "slug" if session.slug.get(lang) else "id"
                at: Loc = ("sessions", position, named, lang) if named == "slug" else ("sessions", position, named)
                yield Finding("R305", at, {"value": session.slug_in(lang), "near": f"{forum.path} ({other.id})"})


def _check_partition(forum: Forum) -> Iterator[Finding]:
    """The sessions of a forum with a grouping hold each of the 23 objectives once."""
    listed = [number for session in forum.sessions for number in session.objectives]
    if fault := _partition_fault(listed, OBJECTIVES):
        yield Finding("R407", ("grouping",), {"value": fault})


def _partition_fault(listed: Iterable[int], wanted: Iterable[int]) -> str:
    """What keeps `listed` from being `wanted` in some order, as signs: −missing, +repeated or foreign."""
    counts = Counter(listed)
    missing = sorted(set(wanted) - set(counts))
    surplus = sorted(number for number, count in counts.items() if count > 1 or number not in set(wanted))
    return " ".join([*(f"−{number}" for number in missing), *(f"+{number}" for number in surplus)])


def _check_objectives(objectives: Objectives, loc: Loc) -> Iterator[Finding]:
    """An objective is listed once; one of its own, which may be of its session as well, is known in one way."""
    for name in ("through_session", "stated", "editorial"):
        yield from _check_repeated(getattr(objectives, name), (*loc, name))
    for number in sorted(set(objectives.stated) & set(objectives.editorial)):
        yield Finding("R403", loc, {"value": str(number)})


def _check_repeated(values: Iterable[object], loc: Loc) -> Iterator[Finding]:
    """Told where a value stands for the second time."""
    places: dict[object, list[int]] = {}
    for position, value in enumerate(values):
        places.setdefault(value, []).append(position)
    for value, (_, *again) in places.items():
        if again:
            yield Finding("R402", (*loc, again[0]), {"value": str(value)})


def _check_order(dated: object, loc: Loc) -> Iterator[Finding]:
    """Of two dates the second does not come first, as precise as both are."""
    for earlier, later in ORDERED:
        start: PartialDate | None = getattr(dated, earlier, None)
        end: PartialDate | None = getattr(dated, later, None)
        if start and end and end.is_before(start):
            yield Finding("R405", (*loc, later), {"value": str(end), "near": str(start)})


def _numbers(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)


def check_catalogue(records: Records, valid: Records, ids: Ids) -> Iterator[CrossFinding]:
    """Every rule that records can break together; a record that is there but not valid is no dead reference."""
    for kind, listed in records.items():
        for record in listed.values():
            for finding in _check_references(record, valid, ids):
                yield kind, record, finding
        yield from _check_titles(kind, list(listed.values()))
        yield from _check_slugs(kind, list(listed.values()))
    for forum in records["forum"].values():
        yield from (("forum", forum, finding) for finding in _check_anchor(forum))


@singledispatch
def _check_references(record: Record, records: Records, ids: Ids) -> Iterator[Finding]:
    """A reference leads to another record."""
    yield from ()


@_check_references.register
def _(record: Practice, records: Records, ids: Ids) -> Iterator[Finding]:
    through: set[int] = set()
    for position, entry in enumerate(record.listings):
        at: Loc = ("listings", position)
        yield from _check_session_reference(entry.forum, entry.session, records, ids, at)
        session = _session(records, entry.forum, entry.session)
        through |= set(session.objectives) if session else set(OBJECTIVES)
    for number in sorted({*record.objectives.through_session} - through):
        yield Finding("R404", ("objectives", "through_session"), {"value": str(number)})
    for position, other in enumerate(record.related):
        at = ("related", position)
        yield from _check_id("practice", other, ids, at)
        if other == record.id:
            yield Finding("R303", at)


@_check_references.register
def _(record: Forum, records: Records, ids: Ids) -> Iterator[Finding]:
    for position, other in enumerate(record.feeds):
        yield from _check_id("forum", other, ids, ("feeds", position))
        if other == record.id:
            yield Finding("R303", ("feeds", position))


@_check_references.register
def _(record: Roadmap, records: Records, ids: Ids) -> Iterator[Finding]:
    yield from _check_session_reference(record.forum, record.session, records, ids, ())
    for position, item in enumerate(record.items):
        yield from _check_item(item, record.forum, records, ids, ("items", position))


def _check_item(item: Item, forum: str, records: Records, ids: Ids, at: Loc) -> Iterator[Finding]:
    if item.session and forum in ids["forum"]:
        yield from _check_session_reference(forum, item.session, records, ids, at)
    if item.event:
        yield from _check_id("forum", item.event, ids, (*at, "event"))
    for position, practice in enumerate(item.practices):
        yield from _check_id("practice", practice, ids, (*at, "practices", position))
    if item.grew_from:
        yield from _check_item_reference(item.grew_from, records, ids, (*at, "grew_from"))


def _check_item_reference(reference: str, records: Records, ids: Ids, at: Loc) -> Iterator[Finding]:
    """An idea is an item of a roadmap that is there."""
    roadmap, _, item = reference.partition("#")
    yield from _check_id("roadmap", roadmap, ids, at)
    known = records["roadmap"].get(roadmap)
    names = [each.id for each in known.items] if isinstance(known, Roadmap) else [item]
    if item not in names:
        near_item = near(item, names)
        yield Finding("R307", at, {"value": reference, "near": f"{roadmap}#{near_item}" if near_item else ""})


def _check_id(kind: str, id: str, ids: Ids, loc: Loc) -> Iterator[Finding]:
    if id not in ids[kind]:
        yield Finding("R301", loc, {"value": id, "near": near(id, list(ids[kind])), "folder": f"{kind}s"})


def _check_session_reference(forum: str, session: str | None, records: Records, ids: Ids, at: Loc) -> Iterator[Finding]:
    """A session is named together with its forum, never by its number alone."""
    yield from _check_id("forum", forum, ids, (*at, "forum"))
    known = records["forum"].get(forum)
    if session and isinstance(known, Forum) and known.session(session) is None:
        names = [each.id for each in known.sessions]
        values = {"value": session, "forum": forum, "near": near(session, names), "allowed": ", ".join(names)}
        yield Finding("R302", (*at, "session"), values)


def _session(records: Records, forum: str, session: str) -> Session | None:
    known = records["forum"].get(forum)
    return known.session(session) if isinstance(known, Forum) else None


def _check_titles(kind: str, records: Sequence[Record]) -> Iterator[CrossFinding]:
    """No two records of a kind have one title, whatever the accents and capitals."""
    for lang in LANGS:
        titles = ((fold(title), record) for record in records if (title := record.title.get(lang)))
        for record, other in _pairs(titles):
            yield kind, record, Finding("R304", ("title", lang), {"value": str(record.title.get(lang)), "near": other.path})


def _check_slugs(kind: str, records: Sequence[Record]) -> Iterator[CrossFinding]:
    """No two records of a kind share an address in either language."""
    for lang in LANGS:
        for record, other in _pairs((record.slug_in(lang), record) for record in records):
            yield kind, record, Finding("R305", ("slug", lang), {"value": record.slug_in(lang), "near": other.path})


def _pairs(keyed: Iterable[tuple[str, Thing]]) -> Iterator[tuple[Thing, Thing]]:
    """Each of the things that share a key, with another one: nobody knows which of them is the new one."""
    shared: dict[str, list[Thing]] = {}
    for key, thing in keyed:
        shared.setdefault(key, []).append(thing)
    for first, *others in shared.values():
        if others:
            yield first, others[0]
        yield from ((other, first) for other in others)


def _check_anchor(forum: Record) -> Iterator[Finding]:
    """On the page of themes a forum's id is an anchor, like those of the groupings of themes and of its other sections."""
    sections = {slug(SECTION, name, lang, "") for name in ("by_objective_sessions",) for lang in LANGS}
    tops = {phrases(lang).anchor_top for lang in LANGS}
    if forum.id in {*taxonomy().groupings, *sections, *tops}:
        yield Finding("R313", (), {"value": forum.id})


def clashes_of_case(paths: Iterable[Path], root: Path) -> Iterator[Problem]:
    """Two files whose names differ only in case would be one file on many computers."""
    shown = ["/".join((root.name, *path.relative_to(root).parts)) for path in paths]
    for name, other in _pairs((name.casefold(), name) for name in shown):
        yield Problem(name, 1, 1, "R306", "", (("near", other),), width=0)
