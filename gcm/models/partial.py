"""What can be read of a record some of whose fields are wrong.

The rules between fields and between records are applied to it as well, so that whoever mends a record is told everything at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import ValidationError, create_model

from gcm.language.dates import PartialDate
from gcm.language.text import Text
from gcm.models.kinds import MODELS
from gcm.models.record import Record
from gcm.models.validation import model_data
from gcm.reading.places import ParsedRecord

_STAND_INS: Final[dict[str, Any]] = {
    "title": Text(es="—"),
    "kind": "",
    "status": "",
    "forum": "",
    "start": PartialDate(1),
}
"""What a record must have, where that is wrong: nothing is called so, and nothing happened then."""


@dataclass(frozen=True)
class Partial:
    """A record without its wrong fields; of those nothing is certain, nor of what is not there because of them."""

    record: Record
    wrong: frozenset[str]


def partial_record(parsed: ParsedRecord) -> Partial | None:
    """The record without the fields that are wrong; none where hardly anything is left of it."""
    model, data = MODELS[parsed.kind], model_data(parsed)
    wrong: set[str] = set()
    try:
        model.model_validate(data)
    except ValidationError as error:
        wrong = {str(fault["loc"][0]) for fault in error.errors(include_url=False) if fault["loc"]}
    try:
        rest = {name: value for name, value in data.items() if name not in wrong}
        return Partial(_lenient(model).model_validate(rest), frozenset(wrong))
    except ValidationError:
        return None


@cache
def _lenient(model: type[Record]) -> type[Record]:
    """The model with something in the place of what a record must have."""
    required = {name: field for name, field in model.model_fields.items() if field.is_required() and name in _STAND_INS}
    fields: dict[str, Any] = {name: (field.annotation, _STAND_INS[name]) for name, field in required.items()}
    return create_model(f"Partial{model.__name__}", __base__=model, __module__=__name__, **fields)


def __getattr__(name: str) -> type[Record]:
    """These models by their names: a process that reads records beside another hands them over."""
    for model in MODELS.values():
        if name == f"Partial{model.__name__}":
            return _lenient(model)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
