"""The models as JSON Schema (2020-12) in one language: the one walk that forms, templates and the page of fields are made from.

The models give types, lists and limits; `data/fields.yaml` gives labels, help and examples. A schema describes a record as it
should be written: what is absent is left out, where the validator also takes a blank for absent. Beyond the standard it has

- `x-problem`: the code of the problem that a value of another shape is,
- `x-labels`: value of an `enum` → its label,
- `x-reference`: the value is the id of a `practice`, `forum` or `session`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from pydantic.json_schema import DefsRef, GenerateJsonSchema

from gcm.language.text import LANGS, Lang, Text
from gcm.models.kinds import MODELS, field_descriptions
from gcm.models.record import RESERVED

VERSION: Final = "v1"
"""Part of a schema's address; a change that refuses what was right before makes another version."""

FOLDER: Final = "schemas"
"""Where the published schemas lie, below the common root."""

_DROPPED: Final = ("default", "title", "description", "examples")

Schema = dict[str, Any]


class SchemaByName(GenerateJsonSchema):
    """Calls each model by its name, which is its alone here; the library would compare all schemas to find that out, again and again."""

    def get_defs_ref(self, core_mode_ref: Any) -> DefsRef:
        """The name of a model: `gcm.language.text.Text:94` is `Text`."""
        name = DefsRef(core_mode_ref[0].partition(":")[0].rpartition(".")[2])
        self._prioritized_defsref_choices[name] = [name]
        return name


def field_order(kind: str) -> tuple[str, ...]:
    """The fields of a kind of record, in the order of its file."""
    return tuple(field_descriptions()[MODELS[kind].__name__])


def schema_files() -> dict[str, tuple[str, Lang]]:
    """Name of each published schema → kind of record and language: `v1/practice.es.json`."""
    return {f"{VERSION}/{kind}.{lang}.json": (kind, lang) for kind in MODELS for lang in LANGS}


def schema_texts() -> dict[str, str]:
    """Path of each published schema, below the repository's and the site's root → its text."""
    schemas = {f"{FOLDER}/{name}": record_schema(*what) for name, what in schema_files().items()}
    return {path: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for path, schema in schemas.items()}


@cache
def record_schema(kind: str, lang: Lang) -> Schema:
    """The schema of the front matter of a kind of record, with titles, help and labels in `lang`."""
    plain = _plain_schema(kind)
    defs = {name: _model(node, name, lang) for name, node in plain["$defs"].items() if name in field_descriptions()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:gcm-practices:schema:{VERSION}:{kind}:{lang}",
        **_model(plain, MODELS[kind].__name__, lang),
        "$defs": dict(sorted(defs.items())),
    }


@cache
def _plain_schema(kind: str) -> Schema:
    """What the library makes of the model, without what a record does not say of itself."""
    schema = MODELS[kind].model_json_schema(by_alias=True, schema_generator=SchemaByName)
    for name in RESERVED:
        schema["properties"].pop(name)
    schema["required"] = [name for name in schema["required"] if name not in RESERVED]
    return schema


def _model(node: Schema, name: str, lang: Lang) -> Schema:
    """An object: its fields in the order of `data/fields.yaml`, each with its words."""
    descriptions, properties = field_descriptions()[name], node["properties"]
    if set(descriptions) != set(properties):
        raise ValueError(f"fields.yaml and the model {name} differ: {sorted(set(descriptions) ^ set(properties))}")
    schema: Schema = {
        "type": "object",
        "properties": {
            field: {**_node(properties[field], lang), **_words(descriptions[field], lang)} for field in descriptions
        },
        "additionalProperties": False,
    }
    if node.get("required"):
        schema["required"] = [field for field in descriptions if field in node["required"]]
    return {**schema, **{key: node[key] for key in ("anyOf", "x-problem") if key in node}}


def _words(description: Mapping[str, Any], lang: Lang) -> Schema:
    words: Schema = {"title": description["label"][lang]}
    if help := description.get("help"):
        words["description"] = help[lang]
    if example := description.get("example"):
        words["examples"] = [example]
    return words


def _node(node: Schema, lang: Lang) -> Schema:
    """A value: what may be absent is described as if it were there."""
    if "anyOf" in node:
        node = next(each for each in node["anyOf"] if each.get("type") != "null")
    kept = {key: value for key, value in node.items() if key not in _DROPPED}
    if "x-labels" in kept:
        kept["x-labels"] = {id: _label(label, lang) for id, label in kept["x-labels"].items()}
    if "items" in kept:
        kept["items"] = _node(kept["items"], lang)
    return _as_written(kept)


def _label(label: Mapping[Lang, str], lang: Lang) -> str:
    return str(Text.model_validate(label).localized(lang))


def _as_written(node: Schema) -> Schema:
    """YAML reads `2021`, `911` and `true` as numbers and truths, which stand in a record as the texts they are."""
    kind = node.get("type")
    if kind == "string" and "x-problem" in node:
        return {**node, "type": ["string", "integer"]} if "minimum" in node else node
    if kind == "string":
        # Words are more than spaces.
        return {**node, "type": ["string", "number", "boolean"], "pattern": r"\S"}
    if kind == "array":
        return {**node, "uniqueItems": True} if "enum" in node["items"] else node
    return node
