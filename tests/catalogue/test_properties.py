"""Whatever strangers send gives problems or a record, never an exception; and the order of files means nothing."""

from __future__ import annotations

import contextlib
import json
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcm.catalogue.catalogue import build_catalogue
from gcm.models.kinds import MODELS
from gcm.models.validation import validate_record
from gcm.problems.excerpts import Lines, no_lines
from gcm.problems.formats import Audience, render_problem, render_problems
from gcm.problems.problem import Problem
from gcm.problems.summary import render_summary
from gcm.reading.files import read_record, record_lines, record_paths
from gcm.reading.places import ParsedRecord, Refused
from gcm.reading.yaml import MAX_DEPTH, front_matter
from support.examples import examples
from support.paths import ROOT

PRACTICE = (ROOT / "tests" / "small" / "practices" / "registro.md").read_bytes()

FIELDS = sorted({name for model in MODELS.values() for name in model.model_fields} | {"es", "en", "from", "start", "url", "id"})
WORDS = st.one_of(
    st.sampled_from(["PA", "Panamá", "NO", "23", "2024-09", "2024-10-23T14:00", "true", "tool", "held", "oim", "foro"]),
    st.sampled_from(
        ["https://[", "javascript:x", "A" * 5000, "9" * 5000, "informe-i-foro:1", "America/Panama", "../x", "\0", "ñ"]
    ),
    st.text(max_size=20),
    st.none(),
)
VALUES = st.recursive(
    WORDS,
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), inside, max_size=4)
    ),
    max_leaves=12,
)
MAPS = st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), VALUES, max_size=8)
YAML = st.text(st.sampled_from("aN1:-[]{}&*!|>'\"%@`#?,~ \n\t\\=<.é"), max_size=60) | st.text(max_size=60)


def tell(problems: list[Problem], lines: Lines = no_lines) -> None:
    """Every problem can be told in every format and language."""
    for audience in (Audience("es", lines), Audience("en", lines)):
        assert all("\n" not in render_problems([each], "github", audience) for each in problems)
        assert all(len(render_problem(each, audience).splitlines()) <= 4 for each in problems)
        assert len(json.loads(render_problems(problems, "json", audience))) == len(problems)
        assert len(json.loads(render_problems(problems, "sarif", audience))["runs"][0]["results"]) == len(problems)
        assert render_summary(problems, audience)


def read_and_validate(content: bytes) -> None:
    """Read a file with that content as a practice, and validate what was read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "practices" / "prueba.md"
        path.parent.mkdir()
        path.write_bytes(content)
        parsed, problems = read_record(path, Path(folder))
        record, faults = validate_record(parsed) if parsed else (None, [])
        assert record or problems or faults
        tell(problems + faults, record_lines(Path(folder)))


@examples(100)
@given(st.binary(max_size=200))
@example(b"---\n---\n")
@example(b"\xff\xfe-\x00")
def test_any_bytes_give_problems_or_a_record(content):
    """No file of strangers ends in an exception."""
    read_and_validate(content)


@examples(100)
@given(st.integers(0, len(PRACTICE)), st.integers(0, 12), st.binary(max_size=4) | YAML.map(str.encode))
def test_any_damage_to_a_record_gives_problems_or_a_record(place, length, patch):
    """A slip anywhere in a valid record, of any kind, ends in no exception."""
    read_and_validate(PRACTICE[:place] + patch + PRACTICE[place + length :])


@examples(100)
@given(YAML)
@example("a: \ufffe")
@example('a: "\\ud800"')
@example("? ")
@example("- ")
def test_any_front_matter_gives_problems_or_a_record(text):
    """Whatever stands between the two `---`, it is read as plain text or refused."""
    read_and_validate(f"---\n{text}\n---\n".encode())


@examples(100)
@given(st.text(st.sampled_from("# `~\naEspañolEnglish"), max_size=80))
def test_any_body_gives_problems_or_texts(body):
    """Headings and fences in any order divide the body, and lose none of its words below a language."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forums" / "prueba.md"
        path.parent.mkdir()
        path.write_text(f"---\na: b\n---\n# Español\n{body}", "utf-8")
        parsed, problems = read_record(path, Path(folder))
    kept = "".join("".join(parsed.bodies.values()).split())
    assert problems or kept == "".join(body.split()) or "# english" in body.casefold()


def bound(value, limit=MAX_DEPTH):
    """A value no deeper than a front matter can be."""
    if isinstance(value, dict):
        return {key: bound(each, limit - 1) for key, each in value.items()} if limit else None
    if isinstance(value, list):
        return [bound(each, limit - 1) for each in value] if limit else None
    return value


@pytest.mark.parametrize("kind", MODELS)
@examples(40)
@given(data=MAPS)
def test_any_fields_give_problems_or_a_record(kind, data):
    """Fields of any name and shape, at any depth, are validated without an exception."""
    fields = front_matter("a: b")
    fields.data = bound(data)
    record, problems = validate_record(ParsedRecord(kind, "prueba", f"records/{kind}s/prueba.md", fields, {}))
    assert (record is None) == bool(problems)
    tell(problems)


@examples(30)
@given(MAPS)
def test_what_is_written_as_yaml_is_what_is_read(data):
    """Any nested fields, written as JSON (which is YAML), are read back with every text as it was or refused."""
    plain = bound(data, MAX_DEPTH - 1)
    with contextlib.suppress(Refused):
        assert front_matter(json.dumps(plain, ensure_ascii=False)).data == plain


@pytest.fixture(scope="module")
def parsed():
    """Every real record, as it stands in its file."""
    root = ROOT / "records"
    return [read_record(path, root)[0] for path in record_paths(root)]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_files_means_nothing(parsed, seed):
    """Shuffled records give the same catalogue, in the same order, with the same indexes and problems."""
    shuffled = random.Random(seed).sample(parsed, len(parsed))  # noqa: S311  (an order, not a secret)
    (catalogue, problems), (other, found) = build_catalogue(parsed), build_catalogue(shuffled)
    assert found == problems
    for name in ("practices", "forums", "roadmaps", "by_objective", "by_country", "by_session", "related", "items_of_practice"):
        assert list(getattr(other, name).items()) == list(getattr(catalogue, name).items())
    assert other.countries == catalogue.countries


def test_the_order_of_files_means_nothing_to_problems(parsed):
    """Duplicates and dead references are told the same way in whatever order files were read."""
    broken = [record for record in parsed if record.kind != "forum"]
    broken += [
        ParsedRecord("practice", f"copia-{each.id}", f"records/practices/copia-{each.id}.md", each.fields, {})
        for each in broken[:9]
    ]
    problems = build_catalogue(broken)[1]
    assert {"R301", "R304"} <= {problem.code for problem in problems}
    assert build_catalogue(reversed(broken))[1] == problems
