"""The API: what it promises, held against what it gives, and against what version 1 has promised before."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from gcm.exports.open_data.api import LISTED, page_path
from gcm.exports.open_data.collections import COLLECTIONS, PARTS
from gcm.exports.open_data.openapi import schemas
from gcm.language.text import LANGS
from gcm.views.data_files import API as FOLDER
from support.open_data import ROOT, Made
from support.paths import ROOT as REPOSITORY

FIELDS = REPOSITORY / "tests" / "golden" / "api" / "v1-fields.txt"


@pytest.fixture(scope="module")
def documents(made):
    """Path below the API's folder → document."""
    return {path.removeprefix(f"{FOLDER}/"): made.json(path) for path in made.files if path.startswith(FOLDER)}


@pytest.fixture(params=["sample", pytest.param("all", marks=pytest.mark.nightly)])
def described(request):
    """Documents that are held against their schemas: those of the sample records, in which every field is filled; at night all."""
    made = request.getfixturevalue("made_sample" if request.param == "sample" else "made")
    return {path.removeprefix(f"{FOLDER}/"): made.json(path) for path in made.files if path.startswith(FOLDER)}


@cache
def validator(name: str) -> Draft202012Validator:
    """What checks a document against a schema of the API."""
    root = {"$id": "urn:api", "components": {"schemas": schemas()}}
    registry = Registry().with_resource("urn:api", Resource.from_contents(root, default_specification=DRAFT202012))
    return Draft202012Validator({"$ref": f"urn:api#/components/schemas/{name}"}, registry=registry)


def schema_of(path: str) -> str:
    """The schema that the description gives for a document."""
    if path in ("index.json", "changes.json"):
        return path.removesuffix(".json").capitalize()
    first = path.removeprefix("pages/").removesuffix(".json").partition("/")
    name = first[0].partition("-")[0].capitalize()
    return f"{name}Document" if first[2] else f"{name}List"


def test_the_description_is_valid(documents):
    """OpenAPI 3.1, as its own validator reads it."""
    assert [error.message for error in OpenAPIV31SpecValidator(documents["openapi.json"]).iter_errors()] == []


def test_every_document_is_as_described(described):
    """By the schema of its path, with nothing in it that the description does not know."""
    known = set(promised())
    for path, document in described.items():
        if path != "openapi.json":
            name = schema_of(path)
            assert [(error.json_path, error.message) for error in validator(name).iter_errors(document)] == [], path
            unknown = {each for each in keys_of(document, name) if each not in known}
            assert unknown == set(), path


def keys_of(document: dict[str, Any], name: str) -> Iterator[str]:
    """The top fields of a document, under its schema's name."""
    return (f"{name}.{key}" for key in document)


def test_every_address_leads_somewhere(documents):
    """Every `href` is relative to the document that it stands in, so that a copy in a folder is whole."""
    for path, document in documents.items():
        for href in hrefs(document) if path != "openapi.json" else ():
            assert posixpath.normpath(posixpath.join(posixpath.dirname(path), href)) in documents, (path, href)


def hrefs(value: Any) -> Iterator[str]:
    """Every relative address in a document."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name in ("href", "next", "previous") and isinstance(each, str))
        yield from (href for each in value.values() for href in hrefs(each))
    elif isinstance(value, list):
        yield from (href for each in value for href in hrefs(each))


def test_every_document_says_its_edition_and_licence(documents):
    """Whoever finds one alone can cite it."""
    heads = {
        json.dumps([document["edition"], document["licence"]]) for path, document in documents.items() if path != "openapi.json"
    }
    assert len(heads) == 1


def test_every_page_is_one_of_the_site(documents, made):
    """In both languages."""
    pages = {made.site.published(key, lang) for key in made.site.addresses.keys for lang in LANGS}
    named = [
        document["page"][lang].partition("#")[0]
        for document in documents.values()
        if "page" in document and "href" not in document and isinstance(document["page"], dict)
        for lang in LANGS
    ]
    assert len(named) > 2 * len(made.site.catalogue.practices)
    assert set(named) <= pages
    assert all(page.startswith(ROOT) for page in named)


@pytest.mark.parametrize("name", [each.name for each in (*COLLECTIONS, *PARTS)])
def test_a_list_in_pages_is_whole(documents, name):
    """Page after page by their `next`, each thing once, as many as are told."""
    path, found = page_path(name, 1), []
    while path:
        page = documents[path]
        assert len(page["items"]) <= LISTED
        found += page["items"]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(path), page["next"])) if "next" in page else ""
    assert (
        len(found) == page["total"] == next(each["total"] for each in documents["index.json"]["lists"] if each["name"] == name)
    )
    assert len({json.dumps(each, sort_keys=True) for each in found}) == len(found)


def test_every_statement_is_where_its_pointer_says(documents):
    """Its words stand in the document of its record."""
    pages = [path for path in documents if path == "statements.json" or path.startswith("pages/statements-")]
    rows = [row for path in pages for row in documents[path]["items"]]
    assert len(rows) > 1000
    for row in rows:
        (record,) = row["_links"]["record"]
        value = documents[posixpath.normpath(record["href"].removeprefix("../"))]
        for part in row["pointer"].split("/")[1:]:
            value = value[int(part) if isinstance(value, list) else part]
        assert value.items() <= row.items()


def test_a_practice_is_told_field_for_field(documents, catalogue):
    """Under the names of its file, nothing lost."""
    for practice in catalogue.practices.values():
        document = documents[f"practices/{practice.id}.json"]
        told = {key: document[key] for key in document if key in type(practice).model_fields and key != "origin"}
        again = type(practice).model_validate({**told, "path": practice.path})
        assert again.model_copy(update={"origin": practice.origin}) == practice


def properties(schema: dict[str, Any], all_schemas: dict[str, Any]) -> dict[str, Any]:
    """The fields of a schema, those of its parts among them."""
    if "$ref" in schema:
        return properties(all_schemas[schema["$ref"].rpartition("/")[2]], all_schemas)
    parts = [properties(each, all_schemas) for each in schema.get("allOf", ())]
    return {name: what for part in parts for name, what in part.items()} | schema.get("properties", {})


def promised() -> dict[str, str]:
    """What version 1 promises now: schema and field → type."""
    told = {}
    for name, schema in schemas().items():
        for field, what in properties(schema, schemas()).items():
            needed = " required" if field in required(schema, schemas()) else ""
            told[f"{name}.{field}"] = f"{type_of(what)}{needed}"
    return told


def required(schema: dict[str, Any], all_schemas: dict[str, Any]) -> set[str]:
    """The fields that are always there."""
    if "$ref" in schema:
        return required(all_schemas[schema["$ref"].rpartition("/")[2]], all_schemas)
    return {name for each in schema.get("allOf", ()) for name in required(each, all_schemas)} | {*schema.get("required", ())}


def type_of(schema: dict[str, Any]) -> str:
    """The type of a value in a word."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "items" in schema:
        return f"[{type_of(schema['items'])}]"
    return str(schema.get("type") or ("string" if "const" in schema or "enum" in schema else "object"))


def broken(before: dict[str, str], now: dict[str, str]) -> list[str]:
    """What a program that reads version 1 would miss; a field that is there more surely than before breaks nobody."""
    kept = {name: (what, f"{what} required") if not what.endswith(" required") else (what,) for name, what in before.items()}
    return [
        f"{name}: {before[name]}, now {now.get(name, 'gone')}" for name, allowed in kept.items() if now.get(name) not in allowed
    ]


def test_version_1_loses_and_changes_no_field(request):
    """Each field that was ever promised is there, of the same type; a new one is added to the list with `--rewrite`."""
    before, now = dict(line.split(": ", 1) for line in FIELDS.read_text("utf-8").splitlines()), promised()
    assert broken(before, now) == []
    if request.config.getoption("--rewrite"):
        FIELDS.write_text("".join(f"{name}: {what}\n" for name, what in sorted({**before, **now}.items())), "utf-8")
        return
    assert set(now) - set(before) == set(), "new fields: `--rewrite`, and they are promised from then on"


@pytest.mark.parametrize(
    ("now", "fault"),
    [({}, "a.b: string, now gone"), ({"a.b": "[string]"}, "a.b: string, now [string]"), ({"a.b": "string required"}, None)],
)
def test_a_broken_promise_is_seen(now, fault):
    """The test before this one would find nothing if it compared nothing."""
    assert broken({"a.b": "string"}, now) == ([fault] if fault else [])


def test_changes_belong_to_the_edition_that_first_had_them(catalogue, monkeypatch):
    """Those up to the day of a released edition to that one, later ones to the next."""
    days = sorted({change.on.last for record in catalogue.practices.values() for change in record.changes})
    before = Made(catalogue).json(f"{FOLDER}/changes.json")["editions"]
    assert len(before) == 1
    released = {"number": "0.0.1", "day": days[-1]}
    monkeypatch.setattr("gcm.exports.open_data.changes.read_data", lambda _: [released])
    latest, first = Made(catalogue).json(f"{FOLDER}/changes.json")["editions"]
    assert first == {"edition": {"number": "0.0.1", "day": days[-1].isoformat()}, "changes": before[0]["changes"]}
    assert latest["changes"] == []
