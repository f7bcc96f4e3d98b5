r"""Plain data → the text of a record's file, so simple that a browser writes it too, letter by letter.

- `---`, the fields, `---`; then, for each language that has a body, an empty line, its heading (`# Español`, `# English`), an
  empty line and the body. Every line ends with a line feed.
- Fields stand in the order of `gcm.models.form_fields.record_fields`, those of a group in the group's order, a text's in that of `LANGS`. What
  is blank is left out: a field or list item without any value.
- A group or text stands below its name, two spaces further in; a list of them as `  - ` with two spaces more for the lines that
  follow. A list of simple values stands in brackets: `[PA, CR]`.
- A field called `on` has quotes, since some readers of YAML take it for a truth value.
- Without quotes stand only members of closed lists (but `NO` has quotes), numbers, dates, moments and truth values, if they look
  like one (`PLAIN`). All else is a JSON string, which is a YAML one too: `"` and `\` after a backslash, `\n`, `\t`.
- Every text is cleaned before (`clean`), and a body divided by nothing but the headings of languages (`body_lines`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from gcm.language.text import LANGS, Lang
from gcm.models.form_fields import Control, Field, record_fields
from gcm.reading.bodies import open_fence
from gcm.reading.characters import refused_in

HEADINGS: Final[Mapping[Lang, str]] = {"es": "# Español", "en": "# English"}
"""What divides a record's body into its languages."""

# Some readers of YAML take `NO` and the like for a truth value. No flag for capitals: not every browser knows one in a pattern.
_TRUTHS: Final = ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
_ANY_CASE: Final = "|".join("".join(f"[{letter.upper()}{letter}]" for letter in word) for word in _TRUTHS)

PLAIN: Final[Mapping[Control, str]] = {
    "choice": f"(?!(?:{_ANY_CASE})$)[A-Za-z0-9][A-Za-z0-9-]*",
    "number": "[0-9]{1,9}",
    "truth": "true|false",
    "date": "[0-9]{4}(-[0-9]{2}){0,2}",
    "moment": "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}",
}
"""What stands without quotes, by the kind of field; the browser is given these patterns, so they are ones that both sides read."""

_PATTERNS: Final = {control: re.compile(pattern) for control, pattern in PLAIN.items()}
_GROUPS: Final = ("group", "text")
_quoted: Final = json.JSONEncoder(ensure_ascii=False).encode
_TEXT: Final = tuple(Field(lang, lang, "", False, "words") for lang in LANGS)
"""The fields of a text in both languages."""


def record_text(kind: str, data: Mapping[str, Any], bodies: Mapping[Lang, str]) -> str:
    """The file of a record; `data` holds texts, numbers, truth values, and lists and maps of them."""
    lines = ["---", *field_lines(record_fields(kind, "es"), data), "---"]
    return "\n".join([*lines, *_body_parts(bodies), ""])


def bodies_text(bodies: Mapping[Lang, str]) -> str:
    """What stands below the front matter."""
    return "".join(f"{line}\n" for line in _body_parts(bodies))


def field_lines(fields: Sequence[Field], data: Mapping[str, Any]) -> list[str]:
    """The lines of a group of fields; a field that is none of them is an error of the caller."""
    known = [field for field in fields if field.name in data]
    if len(known) != len(data):
        raise ValueError(f"no such fields: {sorted(set(data) - {field.name for field in fields})}")
    return [line for field in known for line in _lines(field, data[field.name])]


def field_text(field: Field, value: Any) -> str:
    """A field of a record as it stands in a file."""
    return "".join([f"{line}\n" for line in _lines(field, value)])


def clean(text: str) -> str:
    """Text as a record holds it: without what `gcm.records` refuses, in NFC, with plain line feeds and no space around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    refused = refused_in(lines)
    kept = "".join([char for char in lines if char not in refused]) if refused else lines
    return unicodedata.normalize("NFC", kept).strip()


def body_lines(body: str) -> Iterator[str]:
    """The lines of one language's body: a heading of the first level becomes one of the second, an open fence is closed.

    Nothing else of it changes; on the page both levels of heading look the same.
    """
    fence = ""
    for line in clean(body).split("\n"):
        fence = open_fence(line, fence)
        yield f"#{line}" if line.startswith("# ") and not fence else line
    if fence:
        yield fence


def _body_parts(bodies: Mapping[Lang, str]) -> Iterator[str]:
    for lang, heading in HEADINGS.items():
        if clean(bodies.get(lang, "")):
            yield from ("", heading, "", *body_lines(bodies[lang]))


def _lines(field: Field, value: Any) -> list[str]:
    if value is None:
        return []
    if field.control not in _GROUPS:
        return _simple_lines(field, value if field.many else [value])
    if field.many:
        below = [line for each in value for line in _item_lines(_inner_lines(field, each))]
    else:
        below = [f"  {line}" for line in _inner_lines(field, value)]
    return [f"{field.name}:", *below] if below else []


def _inner_lines(field: Field, value: Mapping[str, Any]) -> list[str]:
    return field_lines(_TEXT if field.control == "text" else field.fields, value)


def _item_lines(lines: Sequence[str]) -> list[str]:
    return [f"    {line}" if number else f"  - {line}" for number, line in enumerate(lines)]


def _simple_lines(field: Field, values: Sequence[Any]) -> list[str]:
    write = _written_again if field.control in _PATTERNS else _written
    written = [text for value in values if (text := write(field.control, value))]
    if not written:
        return []
    return [f"{_name(field)}: [{', '.join(written)}]" if field.many else f"{_name(field)}: {written[0]}"]


def _name(field: Field) -> str:
    """The name of a field; some readers of YAML take `on` for a truth value."""
    return f'"{field.name}"' if field.name == "on" else field.name


def _written(control: Control, value: Any) -> str:
    """A simple value as it stands in a file; of what is blank nothing."""
    text = str(value).lower() if isinstance(value, bool) else clean(str(value))
    plain = _PATTERNS.get(control)
    return text if not text or (plain and plain.fullmatch(text)) else _quoted(text)


_written_again: Final = lru_cache(maxsize=10_000, typed=True)(_written)
"""Members of closed lists and dates come again and again."""
