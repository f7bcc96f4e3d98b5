"""What is easily forgotten when something is added: `DEVELOPING.md` says where it belongs, and these tests name what is not there."""

from __future__ import annotations

import pytest
import yaml

from gcm.catalogue.statement_checks import _DATED
from gcm.issues.forms import _ASKED
from gcm.language.data_files import DATA, read_data
from gcm.models.fields import Statement
from gcm.models.form_fields import record_fields
from gcm.models.kinds import MODELS, field_descriptions
from gcm.models.practice import STATEMENTS, Practice
from gcm.models.record import model_in
from gcm.problems.problem import codes
from gcm.views.parts.statements import PRACTISED, SECTIONS
from support.paths import ROOT

BY_EDITORS = {"slug", "changes", "confirmed_by"}
"""What no form asks for: it is written when a record is accepted."""

NOT_ON_GITHUB = {*PRACTISED, "context"}
"""Statements that GitHub's form does not ask for, which is long as it is; the form of the site and the blank record do."""


def test_a_list_of_statements_is_known_as_such():
    """Its completeness, its rules and its downloads go by this list."""
    fields = [name for name, field in Practice.model_fields.items() if model_in(field.annotation) is Statement]
    assert fields == list(STATEMENTS)


def test_every_statement_has_its_place_on_the_page():
    """Summary and way of working open the page; the others stand together or under a heading of their own."""
    assert sorted((*PRACTISED, *SECTIONS, "summary", "how_it_works")) == sorted(STATEMENTS)


@pytest.mark.parametrize("kind", read_data("form")["parts"])
def test_every_field_is_in_a_part_of_the_form(kind):
    """A form that lacks a field would lose nothing of a record, but nobody could say it."""
    asked = [name for part in read_data("form")["parts"][kind].values() for name in part["fields"]]
    assert len(asked) == len(set(asked))
    assert {*asked} - {"id", "body"} == {field.name for field in record_fields(kind, "es")} - BY_EDITORS


def test_every_statement_is_asked_for_in_an_issue():
    """But for those of which GitHub's form leaves the editors to ask."""
    asked = {path.partition(".")[0] for path in _ASKED["practice"]}
    assert set(STATEMENTS) - asked == NOT_ON_GITHUB


def test_figures_are_dated_in_fields_that_are_there():
    """A field that was renamed would no longer be looked at."""
    assert set(_DATED) <= set(STATEMENTS)


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_has_its_words(kind):
    """Label and help in both languages, under the name that the model gives it."""
    described = field_descriptions()[MODELS[kind].__name__]
    own = {name for name in MODELS[kind].model_fields if name not in ("id", "path", "body")}
    shared = field_descriptions().get("Record", {})
    assert own <= described.keys() | shared.keys()


def test_every_rule_is_looked_at_somewhere():
    """A code that nothing yields would be explained on the site and never be told."""
    source = "".join(path.read_text("utf-8") for path in (ROOT / "gcm").rglob("*.py"))
    assert [code for code in codes() if f'"{code}"' not in source] == []


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.glob("*.yaml")))
def test_no_text_ends_at_a_comma_without_quotes(name):
    """In `{es: one, two}` the text is `one`, and `two` is a name without a value."""
    events = yaml.parse((DATA / name).read_text("utf-8"), Loader=yaml.CSafeLoader)
    empty = (event for event in events if isinstance(event, yaml.ScalarEvent) and not event.value and not event.style)
    assert [event.start_mark.line + 1 for event in empty] == []
