"""What somebody meant who wrote a value otherwise than a record has it, where there is one right answer.

The same answers mend a file (`scripts/validate.py --fix`) and an issue; those about dates the form gives too, with the same patterns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from babel.dates import get_month_names

from gcm.language.dates import PartialDate
from gcm.language.text import Frozen, Text, fold
from gcm.models.fields import ClosedList
from gcm.models.kinds import MODELS
from gcm.models.record import model_in
from gcm.reading.files import is_id

Loc = tuple[str | int, ...]
Answer = Callable[[str], str | None]
What = Literal["countries", "dates", "names", "lists", "doubles", "quotes"]

_WIDTHS: Final[tuple[Literal["wide", "abbreviated"], ...]] = ("wide", "abbreviated")

DATES: Final = (
    r"(?<year>[0-9]{4})(?<sign>[-/])(?<month>[0-9]{1,2})\k<sign>(?<day>[0-9]{1,2})",
    r"(?<day>[0-9]{1,2})(?:\.?o|st|nd|rd|th)? (?:de )?(?<name>[a-z]+)\.?,? (?:del? )?(?<year>[0-9]{4})",
    r"(?<name>[a-z]+)\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?<year>[0-9]{4})",
    r"(?<name>[a-z]+)\.?,? (?:del? )?(?<year>[0-9]{4})",
)
"""Ways of writing a day or a month that can be read in one way only: `05/06/2023` is not among them. JavaScript's spelling."""

_DATES: Final = tuple(re.compile(pattern.replace("(?<", "(?P<").replace(r"\k<sign>", "(?P=sign)")) for pattern in DATES)
QUOTED: Final = r'[“”„‟"]([^“”„‟"]+)[“”„‟"]'
"""Quotation marks around the whole of a title, as people put them around a name: on the page they would be part of it."""

_QUOTED: Final = re.compile(QUOTED)
_BETWEEN: Final = re.compile(r"(\s*[,;/\n]\s*(?:(?:y|e|and|&)\s+)?|\s+(?:y|e|and|&)\s+)")
_MOST_JOINED: Final = 4
"""Parts of a sentence that may be one name: `Trinidad y Tobago`, `San Vicente y las Granadinas`."""


@dataclass(frozen=True)
class Meant:
    """A value and what was meant by it: a text, the values of a list, or nothing where it is there already."""

    loc: Loc
    was: str
    now: str | tuple[str, ...] | None
    what: What


def iso_date(text: str) -> str | None:
    """The day or month `text` as YYYY-MM-DD or YYYY-MM; none if it can be read in two ways or is not in the calendar."""
    folded = fold(" ".join(text.split()))
    found = next((match.groupdict() for pattern in _DATES if (match := pattern.fullmatch(folded))), None)
    if found is None:
        return None
    month = months().get(found["name"], 0) if "name" in found else int(found["month"])
    try:
        first = date(int(found["year"]), month, int(found.get("day", 1))).isoformat()
    except ValueError:
        return None
    return first if "day" in found else first[: len("YYYY-MM")]


@cache
def months() -> Mapping[str, int]:
    """The months in Spanish and English, also for short; in Peru and elsewhere the ninth is `setiembre`."""
    names = (get_month_names(width, locale=locale) for locale in ("es", "es_PE", "en") for width in _WIDTHS)
    return {fold(name).rstrip("."): number for listed in names for number, name in listed.items()}


def parts_of(text: str, answer: Answer) -> list[tuple[str, str | None]]:
    """The parts of a list in prose, each with the answer to it: `Ghana y Bosnia y Herzegovina` are two countries.

    Of all ways to divide it, one with the fewest parts that have no answer; and of these, one with the fewest parts.
    """
    pieces = _BETWEEN.split(text.strip().rstrip("."))
    ways: list[tuple[int, list[tuple[str, str | None]]]] = [(0, [])]
    for end in range(1, len(pieces) + 1, 2):
        tried = []
        for start in range(end - 1, max(-1, end - 1 - 2 * _MOST_JOINED), -2):
            part = "".join(pieces[start:end]).strip()
            given = answer(part) if part else None
            unknown, before = ways[start // 2]
            if given is not None or start == end - 1:
                tried.append((unknown + (part != "" and given is None), [*before, (part, given)] if part else before))
        ways.append(min(tried, key=lambda way: (way[0], len(way[1]))))
    return ways[-1][1]


def values_meant(kind: str, data: Mapping[str, Any]) -> Iterator[Meant]:
    """Every value of a record's fields that was written otherwise than it is meant."""
    yield from _in_group(MODELS[kind], data, ())


def applied(data: Any, meant: Mapping[Loc, Meant], loc: Loc = ()) -> Any:
    """The fields of a record as they were meant."""
    if isinstance(data, dict):
        return {name: applied(value, meant, (*loc, name)) for name, value in data.items()}
    if isinstance(data, list | tuple):
        members = (applied(value, meant, (*loc, place)) for place, value in enumerate(data))
        return [part for each in members for part in (each if isinstance(each, _Several) else [each]) if part is not _GONE]
    if loc not in meant:
        return data
    now = meant[loc].now
    if isinstance(now, tuple):
        return _Several(now) if loc and isinstance(loc[-1], int) else list(now)
    return _GONE if now is None else now


class _Several(tuple[str, ...]):
    """Values in the place of one."""

    __slots__ = ()


_GONE: Final = object()


def _in_group(model: type[Frozen], data: Mapping[str, Any], loc: Loc) -> Iterator[Meant]:
    for name, value in data.items():
        leaf = _leaf(model, name)
        if (*loc, name) == ("title",) and isinstance(value, dict):
            yield from _in_title(value)
        if isinstance(leaf, _Leaf):
            yield from _in_leaf(leaf, value, (*loc, name))
        elif leaf is not None and leaf is not Text:
            for at, each in enumerate(value) if isinstance(value, list) else ((None, value),):
                if isinstance(each, dict):
                    yield from _in_group(leaf, each, (*loc, name) if at is None else (*loc, name, at))


def _in_title(title: Mapping[str, Any]) -> Iterator[Meant]:
    for lang, words in title.items():
        if isinstance(words, str) and (quoted := _QUOTED.fullmatch(words.strip())):
            yield Meant(("title", lang), words, quoted[1].strip(), "quotes")


@dataclass(frozen=True)
class _Leaf:
    """How the values of a field are answered, if its list is closed, and whether it takes a list of them."""

    answer: Answer | None
    what: What
    many: bool


def _in_leaf(leaf: _Leaf, value: Any, loc: Loc) -> Iterator[Meant]:
    if isinstance(value, str) and value.strip():
        if leaf.many:
            if now := _all_of(value, leaf.answer) if leaf.answer else _alone(value):
                yield Meant(loc, value, now, "lists")
        elif leaf.answer and (one := leaf.answer(value)) and one != value:
            yield Meant(loc, value, one, leaf.what)
    elif isinstance(value, list | tuple) and leaf.many and leaf.answer:
        yield from _in_list(leaf.answer, leaf.what, value, loc)


def _in_list(answer: Answer, what: What, values: Sequence[Any], loc: Loc) -> Iterator[Meant]:
    """What is meant by each value, and which one is there already."""
    seen: set[str] = set()
    for place, value in enumerate(values):
        if not isinstance(value, str):
            continue
        now = _all_of(value, answer) or (value,)
        fresh = tuple(dict.fromkeys(each for each in now if each not in seen))
        seen.update(now)
        if not fresh:
            yield Meant((*loc, place), value, None, "doubles")
        elif fresh != (value,):
            yield Meant((*loc, place), value, fresh[0] if len(fresh) == 1 else fresh, what)


def _all_of(text: str, answer: Answer) -> tuple[str, ...] | None:
    """The values of a list in prose, if each of its parts has an answer."""
    parts = parts_of(text, answer)
    given = [each for _, each in parts if each is not None]
    return tuple(dict.fromkeys(given)) if given and len(given) == len(parts) else None


@cache
def _leaf(model: type[Frozen], name: str) -> _Leaf | type[Frozen] | None:
    """The values of a field, or the model inside it; none where anything may stand there."""
    fields = model.model_fields
    field = fields.get(name) or next((each for each in fields.values() if each.alias == name), None)
    if field is None:
        return None
    if inner := model_in(field.annotation):
        return inner
    types = [*field.metadata, *_types(field.annotation)]
    many = any(get_origin(each) is tuple for each in (field.annotation, *get_args(field.annotation)))
    for each in types:
        if isinstance(each, ClosedList):
            return _Leaf(each.meant, "countries" if each.code == "R211" else "names", many)
        if each is PartialDate:
            return _Leaf(iso_date, "dates", many)
    return _Leaf(None, "lists", many) if many else None


def _types(annotation: Any) -> Iterator[Any]:
    """All that an annotation is made of."""
    yield annotation
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        yield from _types(part)


def _alone(text: str) -> tuple[str, ...] | None:
    """The only value of a list, which has no comma in it; or ids, which have none either."""
    parts = tuple(part.strip() for part in text.split(","))
    return parts if len(parts) == 1 or all(map(is_id, parts)) else None
