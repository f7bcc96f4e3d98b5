"""The JSON Schema and the validator say the same of a record, but for what no schema can express."""

from __future__ import annotations

import copy
import json
import random
import re
from functools import cache

import frontmatter
import pytest
import yaml
from jsonschema import Draft202012Validator

from gcm.catalogue.checks import check_record
from gcm.models.kinds import MODELS
from gcm.models.schema import SchemaByName, record_schema, schema_files, schema_texts
from gcm.models.validation import validate_record
from gcm.problems.problem import codes, sentence
from gcm.reading.files import KINDS, parse_record, record_paths
from gcm.reading.places import Fields, ParsedRecord
from support.paths import ROOT

LANGS = ("es", "en")
EXAMPLES = ROOT / "gcm" / "data" / "examples"
ROOTS = ("records", "tests/sample/records", "tests/small")

INEXPRESSIBLE = {
    "R215": "which documents there are; a new one makes no new schema",
    "R219": "accents stored as characters of their own",
    "R221": "a day that is in no calendar: 2023-02-29",
}
"""Problems of single fields of which a schema knows nothing."""

IN_PART = {
    "R217": "an address that only taking it apart shows to be wrong: https://[::1",
    "R222": "a time zone that looks like one: America/Atlantis",
}
"""Those of which it knows the most frequent ones."""


@pytest.mark.parametrize("kind", MODELS)
def test_models_have_names_of_their_own(kind):
    """Called by its name alone, each model has the schema that the library makes when it looks for names that are free."""
    model = MODELS[kind]
    assert model.model_json_schema(by_alias=True, schema_generator=SchemaByName) == model.model_json_schema(by_alias=True)


class Core(yaml.SafeLoader):
    """Reads YAML as the core schema of version 1.2 does: numbers and truth values are typed, all else is text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  (it is how the class is made)


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10))


def typed(value):
    """Plain texts as an editor's schema gets them."""
    if isinstance(value, dict):
        return {key: typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [typed(each) for each in value]
    node = yaml.ScalarNode(Core("").resolve(yaml.ScalarNode, value, (True, False)), value) if value else None
    # A text that says nothing or is said to say nothing stands in quotes.
    return value if node is None or node.tag.endswith(":null") else Core("").construct_document(node)


@cache
def validator(kind, lang="es"):
    return Draft202012Validator(record_schema(kind, lang))


def written(path):
    """The front matter as an editor reads it."""
    return yaml.load(frontmatter.YAMLHandler().split(path.read_text("utf-8"))[0], Loader=Core)  # noqa: S506  (a safe one)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("lang", LANGS)
def test_a_schema_is_one(kind, lang):
    """Each schema is valid 2020-12, and only its words depend on the language."""
    Draft202012Validator.check_schema(record_schema(kind, lang))
    assert without_words(record_schema(kind, lang)) == without_words(record_schema(kind, "es"))


def without_words(node):
    if isinstance(node, dict):
        kept = {
            key: each
            for key, each in node.items()
            if key == "properties" or key not in ("title", "description", "x-labels", "$id")
        }
        return {
            key: {name: without_words(each) for name, each in value.items()} if key == "properties" else without_words(value)
            for key, value in kept.items()
        }
    return [without_words(each) for each in node] if isinstance(node, list) else node


RECORDS = [path for root in ROOTS for path in record_paths(ROOT / root)]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["es", pytest.param("en", marks=pytest.mark.nightly)])  # which differ in their words alone
def test_every_record_is_valid(path, lang):
    """An editor that knows the schema marks nothing in a record that is right."""
    assert list(validator(KINDS[path.parent.name], lang).iter_errors(written(path))) == []


def wrong_examples():
    return sorted(EXAMPLES.glob("R2*.wrong.md"))


def kind_of(path):
    """The kind of record that a wrong example is of: the one of which it has no other problem."""
    code = path.name.split(".")[0]
    for kind in MODELS:
        record, _ = parse_record(path.read_bytes(), f"records/{kind}s/prueba.md")
        if {problem.code for problem in validate_record(record)[1]} == {code}:
            return kind
    raise AssertionError(f"{path.name} is of no kind")


def test_there_is_a_wrong_example_of_all_that_a_schema_is_asked():
    """Every problem of a field has a file; accents of their own cannot stand in one."""
    assert {path.name.split(".")[0] for path in wrong_examples()} == {code for code in codes() if code[:2] == "R2"} - {"R219"}


@pytest.mark.parametrize("path", wrong_examples(), ids=lambda path: path.name.split(".")[0])
def test_a_wrong_example_is_refused(path):
    """What the validator says of a field, the schema says too, unless it cannot."""
    refused = not validator(kind_of(path)).is_valid(written(path))
    assert refused == (path.name.split(".")[0] not in INEXPRESSIBLE)


@pytest.mark.parametrize("kind", MODELS)
def test_a_schema_names_problems(kind):
    """What `x-problem` says can be told in both languages, and every list that it is said of has labels for all values."""
    for node in nodes(record_schema(kind, "es")):
        if "x-problem" in node:
            assert all(sentence(node["x-problem"], "message", lang) for lang in LANGS)
        if "enum" in node:
            assert set(node["x-labels"]) == set(map(str, node["enum"]))


def nodes(node):
    if isinstance(node, dict):
        yield node
    for each in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(each)


WORDS = [
    "PA", "NO", "Panamá", "5", "24", "07", "0", "-1", "2024", "2024-02", "2023-02-29", "2024-13", "2024-09-25", "2024-10-23T14:00",
    "2024-10-23T25:00", "true", "false", "yes", "x", "", "  ", "texto", "tool", "good-practice", "held", "oim", "regional", "null", "~",
    "https://example.org/a", "https://u@example.org/", "javascript:x", "mailto:a@b", "https://[::1", "http://[::1]/", "foro", "Foro",
    "a--b", "a" * 81, "a" * 80, "ñ", "A" * 4001, "informe-i-foro:10-12,15", "nada:3", "informe-i-foro:x", "America/Panama",
    "Panama/X", "America", "mesa#item", "9999", "10000", "3.7", "human-rights", "es", "en", "e\u0301", "published",
]  # fmt: skip
"""What stands in some field rightly, and in most wrongly. A number is written as people write it: see the test of spellings."""

NAMES = sorted({name for kind in MODELS for node in nodes(record_schema(kind, "es")) for name in node.get("properties", ())})


def places(value, loc=()):
    yield loc
    for key, each in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from places(each, (*loc, key))


def at(data, loc):
    for part in loc:
        data = data[part]
    return data


def damaged(data, chance):
    """The fields with a few of them replaced, removed, added or moved."""
    data = copy.deepcopy(data)
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        loc = chance.choice(list(places(data))[1:] or [("title",)])
        parent, what = at(data, loc[:-1]), chance.randrange(8)
        if what < 4:
            parent[loc[-1]] = chance.choice(WORDS)
        elif what == 4:
            parent.pop(loc[-1], None) if isinstance(parent, dict) else parent.pop(loc[-1])
        elif what == 5:
            parent[loc[-1]] = chance.choice([[], {}, None, ["x"], {"es": "x"}, [["x"]]])
        elif what == 6:
            parent[loc[-1]] = copy.deepcopy(at(data, chance.choice([each for each in places(data) if each[: len(loc)] != loc])))
        elif isinstance(parent, dict):
            parent[chance.choice(NAMES)] = chance.choice([*WORDS, ["x"], {"es": "x"}, ["PA"]])
        else:
            parent.append(copy.deepcopy(parent[0]))
    return data


def is_beyond(value):
    """Whether a blank stands in it, which a schema does not take for absent, or a word for a truth, which may stand for an id."""
    if isinstance(value, dict):
        return not value or any(map(is_beyond, value.values()))
    if isinstance(value, list):
        return any(map(is_beyond, value))
    return value is None or not value.strip() or value in ("true", "false")


SMALL = [
    parse_record(path.read_bytes(), f"records/{path.parent.name}/{path.name}")[0]
    for path in RECORDS
    if path.stat().st_size < 9000
]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 20))])
def test_schema_and_validator_agree(seed):
    """Of 500 damaged records, what the schema takes has no error of a field but those it cannot know, and the other way round."""
    chance = random.Random(seed)  # noqa: S311  (damage, not a secret)
    seen = {True: 0, False: 0}
    for _ in range(500):
        parsed = chance.choice(SMALL)
        fields = Fields(damaged(parsed.fields.data, chance))
        record, problems = validate_record(ParsedRecord(parsed.kind, "prueba", parsed.path, fields, {}))
        takes = validator(parsed.kind).is_valid(typed(fields.data))
        if takes:
            assert {problem.code for problem in problems if not problem.is_warning} <= {*INEXPRESSIBLE, *IN_PART}, fields.data
        elif not is_beyond(fields.data):
            assert problems or list(check_record(record)), fields.data
        seen[takes] += 1
    assert min(seen.values()) > 50


@pytest.mark.parametrize(
    ("field", "written", "as_editors_read"),
    [("objectives.stated", "+5", 5), ("objectives.stated", "0x5", 5), ("objectives.stated", "5.0", 5.0), ("related", "+5", 5)],
)
def test_numbers_in_other_spellings(field, written, as_editors_read):
    """An editor has read a number before the schema sees it, so only the validator can refuse its spelling."""
    name, _, inner = field.partition(".")

    def record(value):
        return {"title": {"es": "x"}, "kind": "tool", "countries": ["PA"], name: {inner: [value]} if inner else [value]}

    assert typed(written) == as_editors_read
    assert validator("practice").is_valid(record(as_editors_read))
    parsed = ParsedRecord("practice", "prueba", "records/practices/prueba.md", Fields(record(written)), {})
    assert validate_record(parsed)[0] is None


def test_a_surrounding_space_is_for_people_only():
    """The validator takes ` PA ` in quotes for PA; a schema compares letter by letter."""
    data = {"title": {"es": "x"}, "kind": "tool", "countries": [" PA "]}
    assert not validator("practice").is_valid(data)
    assert validate_record(ParsedRecord("practice", "prueba", "records/practices/prueba.md", Fields(data), {}))[1] == []


def test_schemas_are_published(site):
    """Each schema lies on the site where its version says, the same as in the repository, and once for both languages."""
    published = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("schemas/**/*.json")}
    assert published == schema_texts()
    assert set(published) == {f"schemas/{name}" for name in schema_files()}
    assert all(json.loads(text)["$schema"].endswith("2020-12/schema") for text in published.values())
