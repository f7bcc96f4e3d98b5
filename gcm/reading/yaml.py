"""Front matter → plain text, lists and maps, with the place of every field.

The YAML is read event by event: no tag, anchor or alias is followed, nothing recurses, and every scalar stays the text it was
(`NO` is Norway, `12:30` is no number).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import yaml

from gcm.reading.characters import refused_in
from gcm.reading.places import FIRST_LINE, Fields, Loc, Place, Refused

MAX_DEPTH: Final = 8
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
"""Where YAML counts a new line; of these only the first and second are ever in a file that is read."""
_EMPTY: Final = {"", "~", "null", "Null", "NULL"}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _check_escapes(value: str, place: Place) -> None:
    """What may not stand in a file may not come in through a YAML escape either."""
    if refused := refused_in(value):
        char = next(char for char in value if char in refused)
        raise Refused("R108", place, value=f"U+{ord(char):04X}")


def front_matter(text: str, first_line: int = 1) -> Fields:
    """The YAML map `text`, which starts on line `first_line` of its file."""
    spans = _Spans(text, first_line)
    try:
        return _build(yaml.parse(text, Loader=_LOADER), spans)
    except yaml.MarkedYAMLError as error:
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
        self._lines = _LINE_BREAK.split(text)

    def of(self, event: Any) -> Place:
        """Where an event stands."""
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

    def _length(self, line: int) -> int:
        return len(self._lines[line - self.first_line].rstrip())


def _build(events: Iterator[Any], spans: _Spans) -> Fields:
    """Events → plain values, with a stack of our own: depth is a number here, never the interpreter's recursion."""
    fields, stack = Fields(), _Stack(spans)
    for event in events:
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            stack.close(event.end_mark, fields)
            continue
        place = spans.of(event)
        if isinstance(event, yaml.DocumentStartEvent):
            stack.start_document(place)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise Refused("R130", place)
        elif getattr(event, "tag", None):
            raise Refused("R131", place)
        elif isinstance(event, yaml.ScalarEvent):
            if event.style == '"':  # what stands there without an escape was looked at before
                _check_escapes(event.value, place)
            stack.scalar(event, place, fields)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            stack.open({} if isinstance(event, yaml.MappingStartEvent) else [], place, fields)
    if not isinstance(stack.root, dict):
        raise Refused("R126", FIRST_LINE)
    fields.data = stack.root
    return fields


class _Stack:
    """The collections that are open, each with its location and, in a map, the key that waits for its value."""

    def __init__(self, spans: _Spans) -> None:
        self.root: Any = None
        self._spans = spans
        self._documents = 0
        self._open: list[tuple[Any, Loc]] = []
        self._key: list[str | None] = []

    def start_document(self, place: Place) -> None:
        self._documents += 1
        if self._documents > 1:
            raise Refused("R127", place)

    def scalar(self, event: yaml.ScalarEvent, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            self._take_key(event.value, place, fields)
            return
        plain = event.style in (None, "")
        self._put(None if plain and event.value in _EMPTY else event.value, place, fields)

    def open(self, collection: Any, place: Place, fields: Fields) -> None:
        if self._open and isinstance(self._open[-1][0], dict) and self._key[-1] is None:
            raise Refused("R128", place)
        if len(self._open) >= MAX_DEPTH:
            raise Refused("R132", place, value=str(MAX_DEPTH))
        loc = self._put(collection, place, fields)
        self._open.append((collection, loc))
        self._key.append(None)

    def close(self, end: Any, fields: Fields) -> None:
        """Only now is it known how far the collection goes."""
        _, loc = self._open.pop()
        self._key.pop()
        if start := fields.values.get(loc):
            fields.values[loc] = self._spans.until(start.line, start.column, end)

    def _take_key(self, key: str, place: Place, fields: Fields) -> None:
        collection, loc = self._open[-1]
        if key in collection:
            raise Refused("R129", place, value=key)
        fields.keys[(*loc, key)] = place
        self._key[-1] = key

    def _put(self, value: Any, place: Place, fields: Fields) -> Loc:
        if not self._open:
            self.root = value
            return ()
        collection, loc = self._open[-1]
        if isinstance(collection, dict):
            part: str | int = self._key[-1] or ""
            collection[part] = value
            self._key[-1] = None
        else:
            part = len(collection)
            collection.append(value)
        fields.values[(*loc, part)] = place
        return (*loc, part)
