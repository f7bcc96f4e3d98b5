"""Front matter → plain text, lists and maps; and, for whoever asks, the place of every field.

The YAML is read event by event: no tag, anchor or alias is followed, nothing recurses, and every scalar stays the text it was
(`NO` is Norway, `12:30` is no number). Nearly every record is right, and nobody asks where its fields stand; so places are found
by reading once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, partial
from typing import Any, Final

import yaml

from gcm.reading.characters import refused_in
from gcm.reading.places import FIRST_LINE, Fields, Loc, Place, Places, Refused, Start
from gcm.reading.slips import BULLET, QUOTES, find_slip, has_bullet, is_quoted, listed, slip_of_name

MAX_DEPTH: Final = 8
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML counts a new line; of these only the first and second are ever in a file that is read."""
_EMPTY: Final = {"", "~", "null", "Null", "NULL"}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def front_matter(text: str, first_line: int = 1) -> Fields:
    """The YAML map `text`, which starts on line `first_line` of its file; where its values stand is found out when asked."""
    spans = _Spans(text, first_line)
    try:
        reading = _Reading(spans)
        data, starts = reading.read(_LOADER(text))
    except yaml.MarkedYAMLError as error:
        for mark in (error.context_mark, error.problem_mark):
            if slip := spans.slip_before(mark):
                raise slip from error
        code = _yaml_code(error)
        # What is begun and goes wrong later is reported where it begins, not where nothing more can be made of it.
        if code in ("R123", "R125", "R130", "R131") and error.context_mark:
            raise Refused(code, spans.from_mark(error.context_mark)) from error
        mark = error.problem_mark or error.context_mark
        if code == "R124" and mark and spans.is_cut_by_quote(mark):
            code = "R123"
        raise Refused(code, Place(mark.line + first_line, mark.column + 1) if mark else Place(first_line, 1)) from error
    except yaml.YAMLError as error:
        raise Refused("R120", Place(first_line, 1)) from error
    return Fields(data, starts, partial(locate_fields, text, first_line), tuple(reading.slips))


def _yaml_code(error: yaml.MarkedYAMLError) -> str:
    """The most frequent slips have a sentence of their own."""
    message = f"{error.context or ''} {error.problem or ''}"
    slips = {
        "mapping values are not allowed": "R121",
        "cannot start any token": "R122",
        "quoted scalar": "R123",
        "block end": "R124",
        "expected key": "R124",
        "expected ','": "R124",
        "'-' indicator": "R124",
        "expected ':'": "R125",
        "an alias": "R130",
        "an anchor": "R130",
        "a tag": "R131",
    }
    return next((code for words, code in slips.items() if words in message), "R120")


class _Spans:
    """The lines of a front matter, to tell how far on a line something goes."""

    def __init__(self, text: str, first_line: int) -> None:
        self.first_line = first_line
        self.text = text

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE_BREAK.split(self.text)

    def of(self, event: Any) -> Place:
        """Where an event or a node stands."""
        return self.until(event.start_mark.line + self.first_line, event.start_mark.column + 1, event.end_mark)

    def until(self, line: int, column: int, end: Any) -> Place:
        """From line and column to the mark `end`, or to the end of that line where the mark is on a later one."""
        last = end.column if end.line == line - self.first_line else self._length(line)
        return Place(line, column, max(1, last - column + 1))

    def from_mark(self, start: Any) -> Place:
        """From a mark to the end of its line."""
        line, column = start.line + self.first_line, start.column + 1
        return Place(line, column, max(1, self._length(line) - column + 1))

    def is_cut_by_quote(self, mark: Any) -> bool:
        """Whether a text goes on after its closing quotation mark, as in `"El "Plan" nuevo"`."""
        line = self._lines[mark.line]
        before, after = line[: mark.column].rstrip(), line[mark.column :]
        return before.endswith(("'", '"')) and not after.startswith(("'", '"'))

    def slip_before(self, mark: Any) -> Refused | None:
        """What was typed amiss near the mark at which no reader of YAML can go on, if it is one of the usual slips."""
        slip = find_slip(self._lines, mark.line) if mark else None
        return Refused(slip[0], Place(slip[1] + self.first_line, slip[2] + 1, slip[3])) if slip else None

    def _length(self, line: int) -> int:
        return len(self._lines[line - self.first_line].rstrip())


class _Reading:
    """Events → plain values, with a stack of our own: depth is a number here, never the interpreter's recursion.

    Ten thousand records are millions of events, so a place is made only of the event that is refused.
    """

    def __init__(self, spans: _Spans) -> None:
        self._spans = spans
        self._has_escapes = "\\" in spans.text
        self._root: Any = None
        self._is_block = True
        self._documents = 0
        self._here: Any = None
        self._key: str | None = None
        self._around: list[tuple[Any, str | None]] = []
        self._starts: dict[str, Start] = {}
        self.slips: list[tuple[str, Place]] = []

    def read(self, loader: Any) -> tuple[dict[str, Any], dict[str, Start]]:
        """The map, and where each of its own keys starts, unless it stands between braces."""
        take = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.DocumentStartEvent: self._start_document,
            yaml.AliasEvent: self._refuse_alias,
        }
        event = loader.get_event()
        while event is not None:
            if step := take.get(type(event)):
                step(event)
            event = loader.get_event()
        if not isinstance(self._root, dict):
            raise Refused("R126", FIRST_LINE)
        return self._root, self._starts

    def _start_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise Refused("R127", self._spans.of(event))

    def _refuse_alias(self, event: Any) -> None:
        raise Refused("R130", self._spans.of(event))

    def _check_plain(self, event: Any) -> None:
        """Nothing is named to be used again, and nothing says of itself what it is."""
        if event.anchor:
            raise Refused("R130", self._spans.of(event))
        if event.tag:
            raise Refused("R131", self._spans.of(event))

    def _scalar(self, event: Any) -> None:
        value, style = event.value, event.style
        if event.anchor or event.tag:
            self._check_plain(event)
        if style == '"' and self._has_escapes:  # what stands there without an escape was looked at before
            self._check_escapes(event)
        if self._key is None and type(self._here) is dict:
            self._take_key(event)
        elif style:
            self._put(value)
        elif value and value[0] > "~":
            self._put(self._meant(event))
        else:
            self._put(None if value in _EMPTY else value)

    def _meant(self, event: Any) -> Any:
        """What a value says whose first letter may be a slip, which is noted."""
        if is_quoted(event.value):
            self.slips.append((QUOTES, self._spans.of(event)))
            return event.value[1:-1] or None
        if has_bullet(event.value):
            self.slips.append((BULLET, self._spans.of(event)))
            return listed(event.value) if type(self._here) is dict else listed(event.value)[0]
        return event.value

    def _check_escapes(self, event: Any) -> None:
        """What may not stand in a file may not come in through a YAML escape either."""
        if refused := refused_in(event.value):
            char = next(char for char in event.value if char in refused)
            raise Refused("R108", self._spans.of(event), value=f"U+{ord(char):04X}")

    def _take_key(self, event: Any) -> None:
        key = event.value
        if key in self._here:
            raise Refused("R129", self._spans.of(event), value=key)
        if not event.style and (slip := slip_of_name(key)):
            code, start, width = slip
            place = self._spans.of(event)
            raise Refused(code, Place(place.line, place.column + start, width))
        self._key = key
        if len(self._around) == 1 and self._is_block:
            self._starts[key] = event.start_mark.line + self._spans.first_line, event.start_mark.column + 1

    def _open(self, event: Any) -> None:
        self._check_plain(event)
        if self._key is None and type(self._here) is dict:
            raise Refused("R128", self._spans.of(event))
        if len(self._around) >= MAX_DEPTH:
            raise Refused("R132", self._spans.of(event), value=str(MAX_DEPTH))
        if not self._around:
            self._is_block = not event.flow_style
        collection: Any = {} if type(event) is yaml.MappingStartEvent else []
        self._put(collection)
        self._around.append((self._here, self._key))
        self._here, self._key = collection, None

    def _close(self, event: Any) -> None:
        self._here, self._key = self._around.pop()

    def _put(self, value: Any) -> None:
        here = self._here
        if type(here) is dict:
            here[self._key] = value
            self._key = None
        elif here is None:
            self._root = value
        else:
            here.append(value)


def locate_fields(text: str, first_line: int) -> Places:
    """Where the keys and values of a front matter stand that could be read."""
    places = Places()
    _locate(yaml.compose(text, Loader=_LOADER), (), _Spans(text, first_line), places)
    return places


def _locate(node: Any, loc: Loc, spans: _Spans, places: Places) -> None:
    """Note what is inside a collection; it was read before, so it is not deeper than `MAX_DEPTH`."""
    parts: Iterable[tuple[str | int, Any]] = ()
    if isinstance(node, yaml.MappingNode):
        places.keys.update({(*loc, key.value): spans.of(key) for key, _ in node.value})
        parts = ((key.value, value) for key, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        parts = enumerate(node.value)
    for part, value in parts:
        places.values[*loc, part] = spans.of(value)
        _locate(value, (*loc, part), spans, places)
