"""What is said in a record, field by field, before anyone asks what the fields mean.

No personal data, no signs that no page shows, no letters that only look like ours, and in a text no link that a field could not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from gcm.language.look_alikes import look_alike_in
from gcm.language.personal import personal_in
from gcm.language.text import Lang
from gcm.problems.problem import Finding, span_at
from gcm.reading.markdown import Oddity, oddities_in, refused_links_in
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
    """Everything about the words of a record, whether it is valid or not."""
    told: list[Finding] = []
    _check_fields(parsed.fields.data, (), told)
    yield from told
    for lang, text in parsed.bodies.items():
        if personal := personal_in(text):
            start, value = personal
            yield Finding("W515", ("body", lang), {"value": value}, span_at(text, start, len(value)))
        for oddity, value, span in oddities_in(text):
            yield Finding(_CODES[oddity], ("body", lang), {"value": value, **LANGUAGE_NAMES[lang]}, span)
        if look_alike := look_alike_in(text):
            start, value = look_alike
            yield Finding("W518", ("body", lang), {"value": value[:60]}, span_at(text, start, len(value)))
        for value, span in refused_links_in(text):
            yield Finding("R217", ("body", lang), {"value": value[:60]}, span)


def _check_fields(value: Any, loc: Loc, told: list[Finding]) -> None:
    """No field has somebody's address or number in it, nor a word of letters that only look like ours.

    A list is filled, since there are tens of thousands of fields.
    """
    if type(value) is str:
        if look_alike := look_alike_in(value):
            told.append(Finding("W518", loc, {"value": look_alike[1][:60]}))
        if personal := personal_in(value):
            told.append(Finding("W515", loc, {"value": personal[1]}))
    elif type(value) is dict:
        for name, inner in value.items():
            _check_fields(inner, (*loc, name), told)
    elif type(value) is list:
        for place, inner in enumerate(value):
            _check_fields(inner, (*loc, place), told)
