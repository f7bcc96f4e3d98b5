"""What the API promises, as OpenAPI 3.1: its schemas come from the models of the records, so they say no less than the records do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from gcm.exports.open_data.collections import COLLECTIONS, PARTS, Collection, Part, parts_offered
from gcm.exports.open_data.edition import LICENCE, Edition
from gcm.language.data_files import read_data
from gcm.language.text import Frozen, Text
from gcm.models.schema import SchemaByName
from gcm.views.site import Site

Schema = dict[str, Any]

_REFS: Final = "#/components/schemas/{model}"
_LONG: Final = 40
"""Members of a closed list that are told one by one; longer lists have documents of their own."""

_DROPPED: Final = ("default", "title", "minItems", "anyOf")
_STRING: Final = {"type": "string"}
_ADDRESS: Final = {"type": "string", "format": "uri-reference"}


@cache
def _words() -> Schema:
    words: Schema = read_data("api")
    return words


def openapi(edition: Edition) -> Schema:
    """The description of the API of this edition."""
    words = _words()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": words["title"],
            "version": f"1+{edition.number}",
            "description": words["description"],
            "license": {"name": "Creative Commons Attribution 4.0 International", "identifier": LICENCE},
        },
        "servers": [{"url": "./"}],
        "paths": {path: what for paths in _all_paths(edition.site) for path, what in paths.items()},
        "components": {"schemas": schemas()},
    }


@cache
def schemas() -> dict[str, Schema]:
    """Every schema, by its name: those of the models and of their parts, and those of the documents."""
    models: Iterable[type[Frozen]] = dict.fromkeys([*(each.model for each in (*COLLECTIONS, *PARTS)), Text])
    wanted: list[Any] = [(model, "validation") for model in models]
    _, raw = models_json_schema(wanted, by_alias=True, ref_template=_REFS, schema_generator=SchemaByName)
    parts = {name: _cleaned(node) for name, node in raw["$defs"].items()}
    documents = {name: schema for each in COLLECTIONS for name, schema in _documents(each, parts).items()}
    lists = {f"{_capital(each.name)}List": _list_schema({"allOf": [_ref(each.model), _linked()]}) for each in PARTS}
    return dict(sorted({**parts, **_words()["schemas"], **documents, **lists}.items()))


def _documents(collection: Collection, parts: dict[str, Schema]) -> dict[str, Schema]:
    name, model = _capital(collection.name), collection.model.__name__
    shown = [field for field in collection.listed if field != "id"] or [*parts[model]["properties"]]
    fields = {field: parts[model]["properties"][field] for field in shown if field != "id"}
    needed = [field for field in parts[model].get("required", ()) if field in fields]
    own = {"id": _STRING, "href": _ADDRESS, "page": _frame("PageOfSite")}
    entry = {"type": "object", "properties": {**own, **fields}, "required": [*own, *needed]}
    head = {"id": _STRING, "page": _frame("PageOfSite")}
    whole = {**parts[model], "properties": {**parts[model]["properties"], **head}}
    document = {"allOf": [_frame("Head"), whole, _linked(), {"required": [*head]}]}
    return {f"{name}Document": document, f"{name}Entry": entry, f"{name}List": _list_schema(_frame(f"{name}Entry"))}


def _list_schema(item: Schema) -> Schema:
    items = {"properties": {"items": {"type": "array", "items": item}}, "required": ["items"]}
    return {"allOf": [_frame("Head"), _frame("Page"), items]}


def _linked() -> Schema:
    return {"properties": {"_links": _frame("Links")}, "required": ["_links"]}


def _ref(model: type[Frozen]) -> Schema:
    return _frame(model.__name__)


def _frame(name: str) -> Schema:
    return {"$ref": _REFS.format(model=name)}


def _cleaned(node: Any) -> Any:
    """A schema without what is for forms alone; what may be absent is described as if it were there."""
    if isinstance(node, list):
        return [_cleaned(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:
        present = [each for each in node["anyOf"] if each.get("type") != "null" and "required" not in each]
        node = {**{key: value for key, value in node.items() if key != "anyOf"}, **(present[0] if present else {})}
    kept = {key: value for key, value in node.items() if key not in _DROPPED and not key.startswith("x-")}
    if len(kept.get("enum", ())) > _LONG:
        del kept["enum"]
    if "properties" in kept:
        return {
            **_object(kept),
            "properties": {name: _cleaned(each) for name, each in kept["properties"].items() if name != "path"},
        }
    return {key: _cleaned(value) for key, value in kept.items()}


def _object(kept: Schema) -> Schema:
    """A document may have more fields than a record: what version 1 gains breaks nobody."""
    open_ = {key: value for key, value in kept.items() if key not in ("additionalProperties", "description")}
    needed = [name for name in kept.get("required", ()) if name != "path"]
    return {**open_, "required": needed} if needed else {key: value for key, value in open_.items() if key != "required"}


def _all_paths(site: Site) -> Iterator[dict[str, Schema]]:
    yield _paths_of_index()
    yield from (_paths_of_collection(each, next(iter(each.ids(site.catalogue)), "")) for each in COLLECTIONS)
    yield from map(_paths_of_part, parts_offered(site))


def _paths_of_index() -> dict[str, Schema]:
    words = _words()["paths"]
    return {
        "/index.json": _get("index", words["index"], "Index"),
        "/changes.json": _get("changes", words["changes"], "Changes"),
    }


def _paths_of_collection(collection: Collection, example: str) -> dict[str, Schema]:
    """Its list, and its documents; `example` is the id of one, if there is any."""
    name, words = collection.name, _words()["paths"]
    parts = ["forum", "session"] if name == "sessions" else ["roadmap", "item"] if name == "items" else ["id"]
    way = "/".join(f"{{{part}}}" for part in parts)
    described = words[name]
    document = _get(f"{name}_document", described["one"], f"{_capital(name)}Document")
    # Where there is nothing yet, the names of its parts say what stands there.
    examples = example.split("/") if example else parts
    document["get"]["parameters"] = [_parameter(*each) for each in zip(parts, examples, strict=True)]
    document["get"]["responses"]["404"] = {"description": words["absent"]}
    return {**_lists(name, described["all"]), f"/{name}/{way}.json": document}


def _paths_of_part(part: Part) -> dict[str, Schema]:
    return _lists(part.name, _words()["paths"][part.name]["all"])


def _lists(name: str, summary: str) -> dict[str, Schema]:
    more = _get(f"{name}_page", summary, f"{_capital(name)}List")
    more["get"]["parameters"] = [_parameter("page", 2)]
    more["get"]["responses"]["404"] = {"description": _words()["paths"]["absent"]}
    return {f"/{name}.json": _get(name, summary, f"{_capital(name)}List"), f"/pages/{name}-{{page}}.json": more}


def _parameter(name: str, example: str | int) -> Schema:
    schema = (
        {"type": "integer", "minimum": 2} if name == "page" else {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9-]*$"}
    )
    return {"name": name, "in": "path", "required": True, "schema": schema, "example": example}


def _get(operation: str, summary: str, schema: str) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "responses": {"200": {"description": summary, "content": content}},
        }
    }


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]
