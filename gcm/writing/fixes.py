"""Mending what has exactly one right answer: the text of a record's file in, the text as it should be out.

The text is changed at the places that the reader gives, never written anew: what is not mended stays as it is, remarks, quotes
and spacing included. Each step is proved on the file itself before it is taken: the new text must read as the old one did, apart
from what the step mends. A file that cannot be read is left alone.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from itertools import takewhile
from typing import Any, Final, Literal

from gcm.models.form_fields import record_fields
from gcm.models.former import converted
from gcm.models.meant import Loc, Meant, What, applied, values_meant
from gcm.models.schema import field_order
from gcm.problems.formats import safe
from gcm.problems.problem import Problem
from gcm.reading.fences import FENCE, closing_fence
from gcm.reading.field_texts import field_texts
from gcm.reading.files import parse_record
from gcm.reading.markdown import code_lines, hyphenated, render_body
from gcm.reading.places import ParsedRecord, Place
from gcm.reading.slips import COLON, QUOTES, SLIPS, mended_line
from gcm.writing.amending import amended_text
from gcm.writing.writer import PLAIN

Mended = Literal[
    "slips", "bom", "line_ends", "nfc", "spaces", "headings", "bullets", "countries", "names", "lists", "doubles", "dates", "quotes", "former", "order",
]  # fmt: skip
"""What can be mended, in the order in which it is."""


@dataclass(frozen=True)
class Fixed:
    """The text of a file as it should be, and what was mended in it."""

    text: str
    mended: tuple[Mended, ...] = ()


def _data(parsed: ParsedRecord) -> Any:
    return parsed.fields.data


def _shown(body: str, parsed: ParsedRecord) -> Any:
    """What a reader sees of all that is below the front matter."""
    return _composed(render_body(body))


@dataclass(frozen=True)
class _Step:
    """How a text is changed, and what the change leaves as it is.

    That is the sense of a value, the shape in which fields are compared, and what is compared of the bodies; or what is `expected` of
    the fields, where the change is meant to alter them.
    """

    name: Mended
    change: Callable[[str, ParsedRecord], str]
    sense: Callable[[str], str] = str
    shape: Callable[[ParsedRecord], Any] = _data
    below: Callable[[str, ParsedRecord], Any] = _shown
    expected: Callable[[str, ParsedRecord], Any] | None = None


def fix_text(text: str, path: str) -> Fixed:
    """The text of the file `path` (`records/forums/lima.md`), mended if it can be read."""
    mended: dict[Mended, None] = {}
    legible = _without_slips(text, path)
    if legible != text:
        text, mended["slips"] = legible, None
    parsed = _parsed(text, path)
    for step in _STEPS:
        changed = step.change(text, parsed) if parsed else text
        read = _parsed(changed, path) if changed != text else None
        if parsed and read and _reading(changed, read, step) == _intended(text, parsed, step):
            text, parsed, mended[step.name] = changed, read, None
    return Fixed(text, tuple(mended))


def render_change(before: str, after: str, path: str) -> str:
    """The change as a unified diff, harmless in terminals and logs; the end of a Windows line is shown."""
    old, new = (text.replace("\r\n", "␍\n").splitlines() for text in (before, after))
    return "\n".join(safe(line) for line in unified_diff(old, new, path, path, lineterm=""))


def _parsed(text: str, path: str) -> ParsedRecord | None:
    return parse_record(text.encode("utf-8", "surrogatepass"), path)[0]


def _reading(text: str, parsed: ParsedRecord, step: _Step) -> tuple[Any, Any]:
    """The sense of all values, and of what is below the front matter."""
    _, body = _divided(text.removeprefix("\ufeff"))
    return _sense(step.shape(parsed), step), step.below(body, parsed)


def _intended(text: str, parsed: ParsedRecord, step: _Step) -> tuple[Any, Any]:
    """What the text is to say when the step is taken."""
    data, body = _reading(text, parsed, step)
    return (_sense(step.expected(text, parsed), step) if step.expected else data), body


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


def _with_headings(text: str, parsed: ParsedRecord) -> str:
    """The headings of the languages are written as they are."""
    lines = text.split("\n")
    for problem in parse_record(text.encode("utf-8", "surrogatepass"), parsed.path)[1]:
        if problem.code == "W517":
            lines[problem.line - 1] = dict(problem.values)["near"]
    return "\n".join(lines)


def _with_bullets(text: str, parsed: ParsedRecord) -> str:
    """Lists of the bodies have hyphens, but for what is code."""
    front, body = _divided(text)
    return front + hyphenated(body)


def _divided(text: str) -> tuple[str, str]:
    """The front matter with both its fences, and what is below."""
    end = text.find("\n", closing_fence(text)) + 1 or len(text)
    return text[:end], text[end:]


def _with_values(*whats: What) -> _Step:
    """A step that puts what is meant in the place of values, as far as they stand there word for word."""
    name = whats[0]

    def change(text: str, parsed: ParsedRecord) -> str:
        return _answered(text, parsed, whats)[0]

    def expected(text: str, parsed: ParsedRecord) -> Any:
        return applied(parsed.fields.data, _answered(text, parsed, whats)[1])

    return _Step(name, change, shape=_data, expected=expected)


def _answered(text: str, parsed: ParsedRecord, whats: Collection[What]) -> tuple[str, dict[Loc, Meant]]:
    """The text with what is meant in the place of values, and those that it was put in the place of."""
    lines, done = text.split("\n"), {}
    meant = [each for each in values_meant(parsed.kind, parsed.fields.data) if each.what in whats]
    places = parsed.fields.places.values if meant else {}
    # From the end on, so that the places before stay right.
    for each in sorted(meant, key=lambda each: (places[each.loc].line, places[each.loc].column), reverse=True):
        place = places[each.loc]
        if (line := _spliced(lines[place.line - 1], place, each)) is not None:
            lines[place.line - 1], done[each.loc] = line, each
    return "\n".join(line for line in lines if line is not _NO_LINE), done


def _spliced(line: str, place: Place, meant: Meant) -> str | None:
    """The line with what is meant in the place of a value; none where that does not stand there word for word."""
    start, end = place.column - 1, place.column - 1 + place.width
    quote = next((quote for quote in ("", '"', "'") if line[start:end] == f"{quote}{meant.was}{quote}"), None)
    if quote is None:
        return None
    before, after = line[:start], line[end:]
    if meant.now is None:
        return _without_value(before, after)
    if isinstance(meant.now, str):
        return f"{before}{quote}{meant.now}{quote}{after}"
    listed = ", ".join(map(_plain, meant.now))
    if not isinstance(meant.loc[-1], int):
        return f"{before}[{listed}]{after}"
    return f"{before}{listed}{after}" if before.rstrip().endswith(("[", ",")) else None


def _without_value(before: str, after: str) -> str | None:
    """A line without one value of its list, and the comma beside it."""
    if before.rstrip().endswith(","):
        return before.rstrip()[:-1] + after
    return _NO_LINE if before.strip() == "-" and not after.strip() else None


_NO_LINE: Final = "\0"
"""In the place of a line that goes."""


def _plain(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def _without_slips(text: str, path: str) -> str:
    """The text of a front matter as it was meant, if a reader of YAML can make something of it then."""
    changed = text
    for _ in range(_MOST_SLIPS):
        parsed, problems = parse_record(changed.encode("utf-8", "surrogatepass"), path)
        slips = [problem for problem in problems if problem.code in SLIPS]
        if not slips:
            return changed if parsed else text
        lines = changed.split("\n")
        for number in _lines_of(slips, lines):
            lines[number] = mended_line(lines[number], slips[0].code)
        if "\n".join(lines) == changed:
            break
        changed = "\n".join(lines)
    return text


def _lines_of(slips: Sequence[Problem], lines: Sequence[str]) -> Iterable[int]:
    """The lines on which slips of the first kind are mended: what came in by pasting stands all over."""
    if slips[0].code in (COLON, QUOTES):
        return [slip.line - 1 for slip in slips if slip.code == slips[0].code]
    fences = (number for number, line in enumerate(lines) if FENCE.fullmatch(line.rstrip()))
    next(fences, None)
    return range(1, next(fences, len(lines)))


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


_PLAIN: Final = re.compile(PLAIN["choice"])
_MOST_SLIPS: Final = 20
"""Mended one after another, since a reader of YAML tells only the first."""

_STEPS: Final = (
    _Step("bom", lambda text, _: text.removeprefix("\ufeff")),
    _Step("line_ends", lambda text, _: text.replace("\r\n", "\n")),
    _Step("nfc", _composed, _composed),
    _Step("spaces", _trimmed_fields, lambda value: " ".join(value.split())),
    _Step("spaces", _trimmed_bodies),
    _Step("headings", _with_headings, below=lambda _, parsed: parsed.bodies),
    _Step("bullets", _with_bullets, below=lambda body, _: hyphenated(body)),
    _with_values("countries"),
    _with_values("names"),
    _with_values("lists"),
    _with_values("doubles"),
    _with_values("dates"),
    _with_values("quotes"),
    _Step("former", _as_today, shape=lambda parsed: _filled(converted(parsed.kind, parsed.fields.data)[0])),
    _Step("order", _in_order),
)
