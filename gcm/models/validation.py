"""Parsed record → typed record, or every problem of its fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from gcm.language.text import Frozen
from gcm.models.fields import ids_by_name, near_called
from gcm.models.former import converted
from gcm.models.kinds import MODELS, field_descriptions
from gcm.models.record import RESERVED, Record, model_in
from gcm.problems.problem import Finding, Problem, Span, span_at
from gcm.reading.places import ParsedRecord

_CODES: Final = {
    "missing": "R201",
    "extra_forbidden": "R202",
    "string_type": "R203",
    "tuple_type": "R204",
    "model_type": "R205",
    "model_attributes_type": "R205",
    "string_too_short": "R206",
    "string_too_long": "R207",
    "too_long": "R207",
    "bool_parsing": "R208",
    "bool_type": "R208",
}
"""Pydantic's error types → our codes; the rest is `R209`."""

_NO_DATA: Final[Mapping[str, Any]] = MappingProxyType({})


def validate_record(parsed: ParsedRecord) -> tuple[Record | None, list[Problem]]:
    """The model of a parsed record, or every problem of its fields; one in a former form is read all the same."""
    model = MODELS[parsed.kind]
    findings = [_unknown(name, model) for name in RESERVED if name in parsed.fields.data]
    data, former = _in_todays_form(parsed)
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        findings += findings_of(error, model, data)
        record = None
    record = record if not findings else None
    if record is not None:
        findings += [Finding("W508", (name,), {"value": name}) for name in former if name in parsed.fields.data]
    return record, [parsed.problem(finding) for finding in findings]


def model_data(parsed: ParsedRecord) -> dict[str, Any]:
    """What the model of a record is made of."""
    return _in_todays_form(parsed)[0]


def _in_todays_form(parsed: ParsedRecord) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What the model of a record is made of, and the fields that were in a former form."""
    own = {name: value for name, value in parsed.fields.data.items() if name not in RESERVED}
    data, former = converted(parsed.kind, own)
    return {**data, "id": parsed.id, "path": parsed.path, "body": parsed.bodies or None}, former


def findings_of(error: ValidationError, model: type[Frozen], data: Mapping[str, Any] = _NO_DATA) -> Iterator[Finding]:
    """What Pydantic refused of `data`, each fault under our code for it."""
    for fault in error.errors(include_url=False):
        loc = tuple(fault["loc"])
        if fault["type"] == "missing" and _stands_in(data, loc):
            yield Finding("R227", loc, {"name": str(loc[-1])})
        elif fault["type"] != "missing" and fault["input"] is None:
            yield Finding("R206", loc)
        elif fault["type"] == "extra_forbidden":
            yield _unknown(str(loc[-1]), _model_at(model, loc[:-1]), loc)
        elif fault["type"].startswith("R"):
            values = {key: str(value) for key, value in fault.get("ctx", {}).items()}
            is_in_body = fault["type"] == "R219" and loc[0] == "body"
            yield Finding(fault["type"], loc, values, _span_of_accent(fault["input"]) if is_in_body else None)
        else:
            yield Finding(_CODES.get(fault["type"], "R209"), loc, _values(fault, _model_at(model, loc)))


def _stands_in(data: Any, loc: Sequence[Any]) -> bool:
    """Whether a field that must not be empty is there, and empty."""
    for part in loc[:-1]:
        data = data[part] if isinstance(data, list) or (isinstance(data, dict) and part in data) else None
    return isinstance(data, dict) and loc[-1] in data


def _span_of_accent(text: str) -> Span:
    """Where the first accent stands that is a character of its own."""
    pairs = zip(text, unicodedata.normalize("NFC", text), strict=False)
    return span_at(text, next((place for place, (char, composed) in enumerate(pairs) if char != composed), len(text) - 1), 2)


def _values(fault: Any, model: type[Frozen] | None) -> dict[str, str]:
    """What the record says there, what is missing, how much is allowed, and the parts of a group."""
    limit = fault.get("ctx", {}).get("max_length")
    return {
        "value": _as_text(fault["input"])[:60],
        "name": str(fault["loc"][-1]) if fault["loc"] else "",
        "limit": str(limit or ""),
        "allowed": ", ".join(_called(model)) if model else "",
    }


def _as_text(value: Any) -> str:
    """A value much as the record has it."""
    return ", ".join(_as_text(each) for each in value) if isinstance(value, list | dict) else str(value or "")


def _unknown(name: str, model: type[Frozen] | None, loc: tuple[str | int, ...] | None = None) -> Finding:
    values = {"near": near_called(name, _ids(model)), "allowed": ", ".join(_called(model))} if model else {}
    return Finding("R202", loc or (name,), {"value": name[:60], **values})


@cache
def _ids(model: type[Frozen]) -> Mapping[str, str]:
    """What each field of a model may be called → its name."""
    return ids_by_name(_called(model))


@cache
def _called(model: type[Frozen]) -> Mapping[str, Sequence[str]]:
    """The fields of a model, and what the forms call each in either language."""
    fields = ((field.alias or name) for name, field in model.model_fields.items())
    names = [name for name in fields if name not in RESERVED or model not in MODELS.values()]
    descriptions = field_descriptions().get(model.__name__, {})
    labels = {name: (each["label"], each.get("former", {})) for name, each in descriptions.items()}
    return {name: tuple(word for words in labels.get(name, ()) for word in words.values()) for name in names}


def _model_at(model: type[Frozen], loc: tuple[str | int, ...]) -> type[Frozen] | None:
    """The model that a location inside `model` belongs to."""
    current: type[Frozen] | None = model
    for part in loc:
        if isinstance(part, int):
            continue
        fields = current.model_fields if current else {}
        field = fields.get(part) or next((field for field in fields.values() if field.alias == part), None)
        current = model_in(field.annotation) if field else None
    return current
