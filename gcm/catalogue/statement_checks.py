"""The rules of statements and their sources: what each rests on, and what a source is there for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang
from gcm.models.fields import Statement, near
from gcm.models.practice import STATEMENTS, Practice
from gcm.models.record import Loc, Record
from gcm.models.roadmap import Roadmap
from gcm.problems.problem import Finding
from gcm.reading.markdown import marks_in, span_of_mark
from gcm.taxonomy.lists import document_ids

_FIGURE: Final = re.compile(r"\d[\d.,\u00a0]*\d|\d+(?=\s?%)")
_YEAR: Final = re.compile(r"(?<![\d.,])(19|20)\d\d(?![\d.,]\d)")
_DATED: Final = ("results", "cost")
"""The fields whose figures need a date."""

_WEAK: Final = frozenset({"press", "company"})
_FEW: Final = 3
"""From how many statements on a record should not rest on the press alone."""


def check_statements(record: Record) -> Iterator[Finding]:
    """Each statement rests on one thing that is there, each source is of use, figures have dates."""
    for loc, statement in record.statements:
        yield from _check_rests(record, loc, statement)
    yield from _check_bodies(record)
    yield from _check_sources(record)
    if isinstance(record, Practice):
        yield from _check_practice(record)


def _check_rests(record: Record, loc: Loc, statement: Statement) -> Iterator[Finding]:
    """Sources or a place, never both and never neither; each key is one of the record's sources."""
    if not statement.sources and not statement.place:
        yield Finding("R412", loc)
    if statement.sources and statement.place:
        yield Finding("R413", loc)
    for position, key in enumerate(statement.sources):
        yield from _check_key(record, key, (*loc, "sources", position))


def _check_key(record: Record, key: str, loc: Loc) -> Iterator[Finding]:
    if record.source_named(key) is None:
        keys = [source.key for source in record.sources]
        yield Finding("R414", loc, {"value": key, "near": near(key, keys), "allowed": ", ".join(keys)})


def _bodies(record: Record) -> dict[Lang, str]:
    return {lang: text for lang in LANGS if record.body and (text := record.body.get(lang))}


def _check_bodies(record: Record) -> Iterator[Finding]:
    """A mark in the body names a source."""
    keys = {source.key for source in record.sources}
    for lang, body in _bodies(record).items():
        for key in dict.fromkeys(marks_in(body)):
            if key not in keys:
                yield Finding("R415", ("body", lang), {"value": key}, span_of_mark(body, key))


def _check_sources(record: Record) -> Iterator[Finding]:
    """A key is given once, and something rests on each source."""
    seen: set[str] = set()
    used = set(_used(record))
    for position, source in enumerate(record.sources):
        if source.key in seen:
            yield Finding("R402", ("sources", position, "key"), {"value": source.key})
        elif source.key not in used:
            yield Finding("W505", ("sources", position, "key"), {"value": source.key})
        seen.add(source.key)


def _used(record: Record) -> Iterator[str]:
    for _, statement in record.statements:
        yield from statement.sources
    for body in _bodies(record).values():
        yield from marks_in(body)
    if isinstance(record, Practice | Roadmap):
        yield from record.objectives.sources


def _check_practice(practice: Practice) -> Iterator[Finding]:
    """Objectives rest on what is there; doubtful is not stated; figures have dates; not the press alone."""
    for position, key in enumerate(practice.objectives.sources):
        if ":" not in key and key not in document_ids():
            yield from _check_key(practice, key, ("objectives", "sources", position))
    for loc, statement in practice.statements:
        if practice.is_doubtful and statement.sources:
            yield Finding("R416", loc)
    for name in _DATED:
        for position, statement in enumerate(getattr(practice, name)):
            if figure := _undated_figure(statement):
                yield Finding("W506", (name, position), {"value": figure})
    yield from _check_kinds_of_sources(practice)


def _undated_figure(statement: Statement) -> str:
    """The first figure of a statement that gives no date for it, in words or otherwise."""
    if statement.as_of:
        return ""
    for words in statement.all:
        if _YEAR.search(words) or any(each in words.lower() for each in _undated_words()):
            return ""
        if match := _FIGURE.search(words):
            return match[0]
    return ""


@cache
def _undated_words() -> tuple[str, ...]:
    return tuple(read_data("wordings")["undated"])


def _check_kinds_of_sources(practice: Practice) -> Iterator[Finding]:
    """A record of some length does not rest on the press and on companies alone."""
    kinds = {source.key: source.type for source in practice.sources}
    resting = [statement for name in STATEMENTS for statement in getattr(practice, name) if statement.sources]
    if len(resting) >= _FEW and all(kinds.get(key) in _WEAK for each in resting for key in each.sources):
        yield Finding("W507", ("sources",))
