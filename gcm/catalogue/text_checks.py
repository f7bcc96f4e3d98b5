"""What is said in a record, field by field, before anyone asks what the fields mean: no personal data, and no signs that no page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gcm.language.personal import personal_in
from gcm.language.text import Lang
from gcm.problems.problem import Finding, span_at
from gcm.reading.markdown import Oddity, oddities_in
from gcm.reading.places import Loc, ParsedRecord

_CODES: Final[Mapping[Oddity, str]] = {
    "footnote": "W509",
    "markup": "W510",
    "picture": "W511",
    "task": "W512",
    "bullet": "W513",
    "language": "W514",
}

LANGUAGE_NAMES: Final[Mapping[Lang, Mapping[str, str]]] = {
    "es": {"in_es": "español", "in_en": "Spanish"},
    "en": {"in_es": "inglés", "in_en": "English"},
}


def check_texts(parsed: ParsedRecord) -> Iterator[Finding]:
    """Every warning about the words of a record, whether it is valid or not."""
    yield from _check_fields(parsed.fields.data, ())
    for lang, text in parsed.bodies.items():
        if personal := personal_in(text):
            start, value = personal
            yield Finding("W515", ("body", lang), {"value": value}, span_at(text, start, len(value)))
        for oddity, value, span in oddities_in(text):
            yield Finding(_CODES[oddity], ("body", lang), {"value": value, **LANGUAGE_NAMES[lang]}, span)


def _check_fields(value: Any, loc: Loc) -> Iterator[Finding]:
    """No field has somebody's address or number in it."""
    if isinstance(value, str):
        if personal := personal_in(value):
            yield Finding("W515", loc, {"value": personal[1]})
    elif isinstance(value, dict | list):
        for part, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _check_fields(inner, (*loc, part))
