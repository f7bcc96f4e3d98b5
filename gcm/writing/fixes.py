"""Mending what has exactly one right answer: the text of a record's file in, the text as it should be out.

The text is changed at the places that the reader gives, never written anew: what is not mended stays as it is, remarks, quotes
and spacing included. Each step is proved on the file itself before it is taken: the new text must read as the old one did, apart
from what the step mends. A file that cannot be read is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff
from functools import cache
from itertools import takewhile
from typing import Any, Final, Literal

from babel.dates import get_month_names

from gcm.language.text import fold
from gcm.models.form_fields import record_fields
from gcm.models.former import converted
from gcm.models.schema import field_order
from gcm.models.validation import validate_record
from gcm.problems.formats import safe
from gcm.reading.fences import closing_fence
from gcm.reading.field_texts import field_texts
from gcm.reading.files import parse_record
from gcm.reading.markdown import code_lines, render_body
from gcm.reading.places import ParsedRecord
from gcm.taxonomy.lists import taxonomy
from gcm.writing.amending import amended_text

Mended = Literal["bom", "line_ends", "nfc", "spaces", "countries", "dates", "former", "order"]
"""What can be mended, in the order in which it is."""

_UNSURE: Final = {"no", "si", "na", "nc", "sd", "congo"}
"""Also no, yes, not available, not stated, no data; and there are two countries of the last name."""

_WIDTHS: Final[tuple[Literal["wide", "abbreviated"], ...]] = ("wide", "abbreviated")

_DATES: Final = (
    re.compile(r"(?P<year>\d{4})([-/])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?:\.?o|st|nd|rd|th)? (?:de )?(?P<name>[a-z]+)\.?,? (?:del? )?(?P<year>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<name>[a-z]+)\.?,? (?:del? )?(?P<year>\d{4})"),
)
"""Ways of writing a day or a month that can be read in one way only: `05/06/2023` is not among them."""


@dataclass(frozen=True)
class Fixed:
    """The text of a file as it should be, and what was mended in it."""

    text: str
    mended: tuple[Mended, ...] = ()


@dataclass(frozen=True)
class _Step:
    """How a text is changed, and what the change leaves as it is: the sense of a value, and the shape in which fields are compared."""

    name: Mended
    change: Callable[[str, ParsedRecord], str]
    sense: Callable[[str], str] = str
    shape: Callable[[ParsedRecord], Any] = lambda parsed: parsed.fields.data


def fix_text(text: str, path: str) -> Fixed:
    """The text of the file `path` (`records/forums/lima.md`), mended if it can be read."""
    mended: dict[Mended, None] = {}
    parsed = _parsed(text, path)
    for step in _STEPS:
        changed = step.change(text, parsed) if parsed else text
        read = _parsed(changed, path) if changed != text else None
        if parsed and read and _reading(changed, read, step) == _reading(text, parsed, step):
            text, parsed, mended[step.name] = changed, read, None
    return Fixed(text, tuple(mended))


def render_change(before: str, after: str, path: str) -> str:
    """The change as a unified diff, harmless in terminals and logs; the end of a Windows line is shown."""
    old, new = (text.replace("\r\n", "␍\n").splitlines() for text in (before, after))
    return "\n".join(safe(line) for line in unified_diff(old, new, path, path, lineterm=""))


def country_code(name: str) -> str | None:
    """The code of a country that is written out, or whose code is in small letters; none if it may be another word."""
    code = name.strip().upper()
    if fold(code) in _UNSURE:
        return None
    return code if code in taxonomy().countries else taxonomy().country_named(name)


def iso_date(text: str) -> str | None:
    """The day or month `text` as YYYY-MM-DD or YYYY-MM; none if it can be read in two ways or is not in the calendar."""
    folded = fold(" ".join(text.split()))
    found = next((match.groupdict() for pattern in _DATES if (match := pattern.fullmatch(folded))), None)
    if found is None:
        return None
    month = _months().get(found["name"], 0) if "name" in found else int(found["month"])
    try:
        first = date(int(found["year"]), month, int(found.get("day", 1))).isoformat()
    except ValueError:
        return None
    return first if "day" in found else first[: len("YYYY-MM")]


@cache
def _months() -> dict[str, int]:
    """The months in Spanish and English, also for short; in Peru and elsewhere the ninth is `setiembre`."""
    names = (get_month_names(width, locale=locale) for locale in ("es", "es_PE", "en") for width in _WIDTHS)
    return {fold(name).rstrip("."): number for listed in names for number, name in listed.items()}


def _parsed(text: str, path: str) -> ParsedRecord | None:
    return parse_record(text.encode("utf-8", "surrogatepass"), path)[0]


def _reading(text: str, parsed: ParsedRecord, step: _Step) -> tuple[Any, str]:
    """The sense of all values, and what a reader sees of all that is below the front matter."""
    _, body = _divided(text.removeprefix("\ufeff"))
    return _sense(step.shape(parsed), step), _composed(render_body(body))


def _sense(value: Any, step: _Step) -> Any:
    if isinstance(value, dict):
        return sorted(((step.sense(name), _sense(part, step)) for name, part in value.items()), key=lambda pair: pair[0])
    if isinstance(value, list):
        return [_sense(part, step) for part in value]
    return step.sense(value) if isinstance(value, str) else value


def _composed(text: str, parsed: ParsedRecord | None = None) -> str:
    """A letter and its accent are one character."""
    return unicodedata.normalize("NFC", text)


def _trimmed_fields(text: str, parsed: ParsedRecord) -> str:
    """No line of the front matter ends in spaces."""
    front, body = _divided(text)
    return "\n".join(_trimmed(line) for line in front.split("\n")) + body


def _trimmed_bodies(text: str, parsed: ParsedRecord) -> str:
    """No line of a body ends in spaces, but for the two that break a line of Markdown, and in code, where each counts."""
    front, body = _divided(text)
    lines, code = body.split("\n"), code_lines(body)
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True)):
        breaks = line.endswith("  ") and line.strip() and following.strip()
        lines[number] = line if breaks or number in code else _trimmed(line)
    return front + "\n".join(lines)


def _trimmed(line: str) -> str:
    """The line without spaces at its end, but for one that may be escaped."""
    trimmed = line.rstrip(" \t")
    return line if trimmed.endswith("\\") else trimmed


def _divided(text: str) -> tuple[str, str]:
    """The front matter with both its fences, and what is below."""
    end = text.find("\n", closing_fence(text)) + 1 or len(text)
    return text[:end], text[end:]


def _with_codes(text: str, parsed: ParsedRecord) -> str:
    """Countries go by their codes."""
    return _answered(text, parsed, country_code, "R211")


def _with_iso_dates(text: str, parsed: ParsedRecord) -> str:
    """Days are written as in ISO 8601."""
    return _answered(text, parsed, iso_date, "R220")


def _answered(text: str, parsed: ParsedRecord, answer: Callable[[str], str | None], code: str) -> str:
    """The text with the answer in the place of each value that has the problem `code`, if it stands there word for word."""
    lines = text.split("\n")
    # From the end on, so that the places before stay right.
    for problem in sorted(validate_record(parsed)[1], reverse=True):
        line, start, end = lines[problem.line - 1], problem.column - 1, problem.column - 1 + problem.width
        value = dict(problem.values).get("value", "")
        quote = next((quote for quote in ("", '"', "'") if line[start:end] == f"{quote}{value}{quote}"), None)
        if quote is not None and problem.code == code and (right := answer(value)):
            lines[problem.line - 1] = f"{line[:start]}{quote}{right}{quote}{line[end:]}"
    return "\n".join(lines)


def _as_today(text: str, parsed: ParsedRecord) -> str:
    """Fields in a form that was right before are written anew in that of today."""
    fields, former = converted(parsed.kind, parsed.fields.data)
    known = {field.name for field in record_fields(parsed.kind, "es")}
    if not former or not set(former) <= known:
        return text
    gone = [name for name in former if name not in fields]
    try:
        written = amended_text(parsed, text, {name: fields[name] for name in former if name in fields})
    except (ValueError, AttributeError):
        # What is no group where one belongs cannot be written, and has a problem of its own.
        return text
    return _without(written, parsed.path, gone)


def _filled(value: Any) -> Any:
    """A value without its empty lists and groups, which are not written."""
    if isinstance(value, dict):
        return {name: part for name, each in value.items() if (part := _filled(each)) not in ([], {}, None)}
    return [_filled(each) for each in value] if isinstance(value, list) else value


def _without(text: str, path: str, names: Sequence[str]) -> str:
    """The text without some fields."""
    for name in names:
        if parsed := _parsed(text, path):
            part = next(field.text for field in field_texts(text, parsed.fields) if field.name == name)
            text = text.replace(part, "", 1)
    return text


def _in_order(text: str, parsed: ParsedRecord) -> str:
    """Fields stand in the order of their kind, each with the remarks right above it; what stands apart at either end stays."""
    order = field_order(parsed.kind)
    if not set(order) >= set(parsed.fields.data) or list(parsed.fields.data) == sorted(parsed.fields.data, key=order.index):
        return text
    parts = {field.name: field.text for field in field_texts(text, parsed.fields)}
    opening, _, below = text.partition("".join(parts.values()))
    if opening.count("\n") != 1:
        return text
    first, last = next(iter(parts)), next(reversed(parts))
    head, parts[first] = _cut_head(parts[first])
    parts[last], tail = _cut_tail(parts[last])
    return opening + head + "".join(parts[name] for name in order if name in parts) + tail + below


def _cut_head(part: str) -> tuple[str, str]:
    """The remarks that an empty line parts from the field below them, and the field."""
    lines = part.splitlines(keepends=True)
    above = _remarks(lines)
    while above and lines[above - 1].strip():
        above -= 1
    return "".join(lines[:above]), "".join(lines[above:])


def _cut_tail(part: str) -> tuple[str, str]:
    """The last field, and the remarks below it."""
    lines = part.splitlines(keepends=True)
    end = len(lines) - _remarks(reversed(lines))
    return "".join(lines[:end]), "".join(lines[end:])


def _remarks(lines: Iterable[str]) -> int:
    """How many lines there are before the first that is no remark."""
    return sum(1 for _ in takewhile(lambda line: not line.strip() or line.startswith("#"), lines))


_STEPS: Final = (
    _Step("bom", lambda text, _: text.removeprefix("\ufeff")),
    _Step("line_ends", lambda text, _: text.replace("\r\n", "\n")),
    _Step("nfc", _composed, _composed),
    _Step("spaces", _trimmed_fields, lambda value: " ".join(value.split())),
    _Step("spaces", _trimmed_bodies),
    _Step("countries", _with_codes, lambda value: country_code(value) or value),
    _Step("dates", _with_iso_dates, lambda value: iso_date(value) or value),
    _Step("former", _as_today, shape=lambda parsed: _filled(converted(parsed.kind, parsed.fields.data)[0])),
    _Step("order", _in_order),
)
