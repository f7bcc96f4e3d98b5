"""What is generated from the models and kept in the repository: it has not drifted, and it is what its readers take."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest
import yaml
from jsonschema.validators import validator_for

from gcm.issues.forms import FILES, FOLDER, issue_form_files, issue_forms
from gcm.language.data_files import read_data
from gcm.models.form_fields import record_fields
from gcm.models.kinds import MODELS
from gcm.models.validation import validate_record
from gcm.reading.files import parse_record
from gcm.writing.blank import _EDITORS, blank_record
from gcm.writing.writer import HEADINGS
from support.paths import ROOT
from support.scripts import load_script

generate = load_script("generate")
FORMS = issue_form_files("https://example.org", "https://example.org/repository")


def test_nothing_has_drifted(capsys):
    """The files in the repository are those that the models give today."""
    assert generate.main(["--check"]) == 0, f"run scripts/generate.py: {capsys.readouterr().out}"


@pytest.fixture
def checkout(tmp_path):
    """A folder with nothing but the configuration."""
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def test_addresses_are_said_once(checkout):
    """Those of mkdocs.yml are carried to the guides and to GitHub's page of forms, and no example is left there."""
    configuration = checkout / "mkdocs.yml"
    text = configuration.read_text("utf-8").replace("https://example.org/", "https://pmm.gob.pa/sitio/")
    configuration.write_text(text.replace("github.com/example/gcm-practices", "github.com/pmm/sitio"), "utf-8")
    for name in generate.GUIDES:
        shutil.copy(ROOT / name, checkout)
    assert generate.main(["--root", str(checkout)]) == 0
    for name in (*generate.GUIDES, f"{FOLDER}/config.yml"):
        written = (checkout / name).read_text("utf-8")
        assert "example" not in re.sub("incorrect example|example and|for example", "", written), name
        assert written.count("https://pmm.gob.pa/sitio/") >= 2, name


def test_what_has_drifted_is_told_and_mended(checkout, capsys):
    """`--check` names a missing, an altered and a left-over file and writes nothing; without it they are put right."""
    assert generate.main(["--root", str(checkout)]) == 0
    written = {path for path in checkout.rglob("*") if path.is_file()}
    altered, missing = checkout / "schemas/v1/forum.en.json", checkout / FOLDER / "practica.yml"
    left = checkout / "schemas/v0/practice.es.json"
    altered.write_text("{}")
    missing.unlink()
    left.parent.mkdir()
    left.write_text("{}")
    own = checkout / FOLDER / "errata.yml"
    own.write_text("name: Of our own\n")
    capsys.readouterr()

    assert generate.main(["--root", str(checkout), "--check"]) == 1
    told = capsys.readouterr().out.split()
    assert told == ["schemas/v1/forum.en.json", f"{FOLDER}/practica.yml", "schemas/v0/practice.es.json"]
    assert altered.read_text() == "{}"

    assert generate.main(["--root", str(checkout)]) == 0
    assert generate.main(["--root", str(checkout), "--check"]) == 0
    assert {path for path in checkout.rglob("*") if path.is_file()} == {*written, own}


def github_says(text, schema):
    """What GitHub's own schema, as check-jsonschema carries it, finds wrong."""
    loader = pytest.importorskip("check_jsonschema.builtin_schemas", reason="the group of tools for checking is not installed")
    rules = loader.get_builtin_schema(f"vendor.{schema}")
    return [error.message for error in validator_for(rules)(rules).iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.rpartition("/")[2])
def test_github_takes_the_forms(path):
    """Every form, and the page on which they are chosen, is what GitHub's schema asks for."""
    assert github_says(FORMS[path], "github-issue-config" if path.endswith("config.yml") else "github-issue-forms") == []


def test_a_wrong_form_would_be_seen():
    """The schema does refuse something."""
    assert github_says(FORMS[f"{FOLDER}/practica.yml"].replace("type: dropdown", "type: list"), "github-issue-forms")


@pytest.mark.parametrize("form", issue_forms(), ids=lambda form: FILES[form.name][form.lang])
def test_what_github_asks_of_forms_besides(form):
    """Rules of its documentation that the schema lacks: labels apart, values apart, no `None`, nothing blank, no secrets."""
    boxes = [label for question in form.questions if question.control == "checkboxes" for _, label in question.options]
    labels = [question.label for question in form.questions] + boxes
    assert len(set(labels)) == len(labels)
    assert len({re.sub("[^a-z0-9]+", "-", question.id) for question in form.questions}) == len(form.questions)
    for question in form.questions:
        shown = [label for _, label in question.options]
        assert len(set(shown)) == len(shown)
        assert not {"none", "no response", ""} & {label.strip().casefold() for label in shown}
        assert all(label == label.strip() and "\n" not in label for label in (question.label, *shown))
        assert not re.search("password|contraseña", question.label, re.IGNORECASE)
        assert not any(f"{one}, " == f"{other}, "[: len(one) + 2] for one in shown for other in shown if one != other)


def test_names_and_files_of_forms_are_apart():
    """GitHub tells forms apart by their names; each names a label that exists, and stays within what its list shows."""
    read = {path: yaml.safe_load(text) for path, text in FORMS.items() if not path.endswith("config.yml")}
    assert len({form["name"] for form in read.values()}) == len(read) == 6
    for form in read.values():
        assert set(form["labels"]) <= set(read_data("labels"))
        assert len(form["name"]) < 80
        assert len(form["description"]) < 200


def test_a_practice_needs_little():
    """Only a title in the form's language, the kind and the agreement are required."""
    for form in issue_forms():
        if form.name == "practice":
            assert {question.id for question in form.questions if question.required} == {
                f"title.{form.lang}",
                "kind",
                "agreement",
            }


def test_the_chooser_leads_to_pages_that_exist():
    """The site's form and the guide, each in both languages."""
    links = yaml.safe_load(FORMS[f"{FOLDER}/config.yml"])["contact_links"]
    pages = {"contribuir/": "docs/es/contribuir.md", "en/contribute/": "docs/en/contribute.md"}
    for link in links:
        site, _, path = link["url"].partition("https://example.org/")[2].rpartition("repository/blob/main/")
        assert site == ""
        assert (ROOT / pages.get(path, path)).is_file(), link


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("langs", [("es", "en"), ("es",), ("en",)])
def test_a_blank_record_lacks_only_what_is_required(kind, langs):
    """Every other field is blank, which counts as absent."""
    record, problems = parse_record(blank_record(kind, langs).encode(), f"records/{kind}s/prueba.md")
    required = [field.name for field in record_fields(kind, "es") if field.required]
    assert problems == []
    assert [(problem.code, problem.field) for problem in validate_record(record)[1]] == [("R227", name) for name in required]


FILLED = {
    "words": "Texto", "number": "3", "truth": "true", "date": "2023-09", "moment": "2023-09-27T10:00", "url": "https://example.org/",
    "id": "uno", "zone": "America/Panama", "citation": "informe-i-foro:1",
}  # fmt: skip
SMALL = {"practice": "registro", "forum": "foro", "session": "datos", "item": "mesa#1"}
"""What a person writes into a blank, and the ids of the small set of records."""


def filled(kind):
    """The blank record filled in as its remarks say: every `#` without a space taken away, every blank with something in it."""
    lines, open_groups = [], [(-1, record_fields(kind, "es"))]
    for line in blank_record(kind).split("\n"):
        while re.match(r" *#(?! [^ ])", line):
            line = line.replace("#", "", 1)  # noqa: PLW2901  (a group within a group has two)
        match = re.fullmatch(r"( *(?:- )?)([a-z_]+):( \[\]| \"\")?", line)
        lines.append(f"{line[: match.end(2)]}:{blank(match, open_groups)}" if match else line)
    return "\n".join(lines)


def blank(match, open_groups):
    """What goes after the colon of a field; nothing after that of a group, whose fields stand further in."""
    depth = len(match[1])
    while open_groups[-1][0] >= depth:
        open_groups.pop()
    field = next((field for field in open_groups[-1][1] if field.name == match[2]), None)
    if field is None:
        return f' "Texto {match[2]}"'
    if field.control in ("group", "text"):
        open_groups.append((depth, field.fields))
        return ""
    value = field.options[0][0] if field.options else SMALL.get(field.reference) or FILLED[field.control]
    return f" [{value}]" if field.many else f" {value}"


@pytest.mark.parametrize("kind", MODELS)
def test_a_filled_blank_record_is_valid(kind):
    """Whoever fills in every field, as the remarks say, has written a record; nothing of it is left blank or behind `#`."""
    record, problems = parse_record(filled(kind).encode(), f"records/{kind}s/prueba.md")
    assert problems == []
    assert validate_record(record)[1] == []
    assert list(record.fields.data) == [field.name for field in record_fields(kind, "es") if field.name not in _EDITORS]
    assert all_told(record.fields.data, record_fields(kind, "es"))


def all_told(data, fields):
    """Whether every group has all its fields."""
    for field in fields:
        for value in data.get(field.name, []) if field.many else [data.get(field.name, {})]:
            if field.control == "group" and value:
                assert set(value) == {each.name for each in field.fields} - set(_EDITORS), field.name
                all_told(value, field.fields)
    return True


def test_a_blank_record_is_enough_for_a_practice(records):
    """Three lines filled in make a record that lands, in the small set of records, with no error."""
    text = blank_record("practice").replace('title:\n  es: ""', 'title:\n  es: "Otra ventanilla"')
    text = text.replace("\nkind:\n", "\nkind: tool\n").replace("\ncountries: []\n", "\ncountries: [PA]\n")
    records.write("practices/otra.md", text)
    assert set(records.codes) == {"W501"}


@pytest.mark.parametrize("kind", MODELS)
def test_remarks_are_in_both_languages(kind):
    """What is said of each field in Spanish, and then in English, as in the blank records of one language."""
    text, spanish, english = (blank_record(kind, langs).split("\n") for langs in (("es", "en"), ("es",), ("en",)))
    fields = [line for line in spanish if not is_remark(line)]
    assert [line for line in text if not is_remark(line)] == fields == [line for line in english if not is_remark(line)]
    remarks = Counter(line for line in text if is_remark(line))
    assert remarks == Counter(line for line in [*spanish, *english] if is_remark(line))


@pytest.mark.parametrize("kind", MODELS)
def test_remarks_are_no_wider_than_a_screen(kind):
    """Editors, GitHub's among them, do not break a line that is too long."""
    assert max(len(line) for line in blank_record(kind).split("\n")) <= 120


def is_remark(line):
    """Whether a line of a blank record tells what belongs in a field."""
    return bool(re.match(r"[# ]*# [^ ]", line)) and line not in HEADINGS.values()
