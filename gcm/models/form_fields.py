"""A kind of record as fields to fill in: the walk over its JSON Schema that every form, template and list of fields uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

from gcm.language.text import Lang
from gcm.models.schema import Schema, record_schema

Control = Literal[
    "words", "text", "choice", "reference", "date", "moment", "url", "id", "zone", "citation", "number", "truth", "group"
]
"""What a field takes: plain words, words in both languages, a member of a list, the id of a record, …, or fields of its own."""

_BY_PROBLEM: Final[dict[str, Control]] = {
    "R214": "citation", "R216": "id", "R217": "url", "R220": "date", "R222": "zone", "R223": "moment",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field in one language; `many` if it takes a list, `options` if its values are known, `fields` if it is a group."""

    name: str
    label: str
    help: str
    required: bool
    control: Control
    many: bool = False
    reference: str = ""
    options: tuple[tuple[str, str], ...] = ()
    fields: tuple[Field, ...] = ()
    example: Any = None
    model: str = ""
    limit: int | None = None


@cache
def record_fields(kind: str, lang: Lang) -> tuple[Field, ...]:
    """The fields of a kind of record, in the order of its file."""
    schema = record_schema(kind, lang)
    return tuple(_fields(schema, schema["$defs"]))


def _fields(schema: Schema, defs: Schema) -> Iterator[Field]:
    for name, node in schema["properties"].items():
        yield _field(name, node, name in schema.get("required", ()), defs)


def _field(name: str, node: Schema, required: bool, defs: Schema) -> Field:
    value = node.get("items", node)
    model = value.get("$ref", "").removeprefix("#/$defs/")
    group = defs[model] if model and model != "Text" else None
    return Field(
        name=name,
        label=node["title"],
        help=node.get("description", ""),
        required=required,
        control=_control(value, model),
        many="items" in node,
        reference=value.get("x-reference", ""),
        options=tuple((str(id), value["x-labels"][str(id)]) for id in value.get("enum", ())),
        fields=tuple(_fields(group, defs)) if group else (),
        example=next(iter(node.get("examples", ())), None),
        model=model,
        limit=value.get("maxLength"),
    )


def _control(node: Schema, model: str) -> Control:
    if model:
        return "text" if model == "Text" else "group"
    if "x-reference" in node:
        return "reference"
    if "enum" in node:
        return "choice"
    simple: dict[str, Control] = {"integer": "number", "boolean": "truth"}
    return _BY_PROBLEM.get(node.get("x-problem", ""), simple.get(str(node["type"]), "words"))
