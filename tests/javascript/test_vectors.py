"""Rules that stand in Python and in the scripts of the site give the same answers to the same cases (`tests/vectors/`)."""

from __future__ import annotations

import json

import pytest

from gcm.catalogue.likeness import ALIKE
from support.paths import ROOT
from support.vectors import NAMES, VECTORS, answers, form_page, made, previews, rules, search_index, written


def read(name: str):
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_python_answers_as_people_expect(name):
    """What somebody wrote down as right is what Python says."""
    cases = read(name)["cases"]
    assert cases
    assert [(case, answers(name, case)) for case in cases if answers(name, case) != case[-1]] == []


@pytest.mark.parametrize("name", NAMES)
def test_cases_of_chance_have_pythons_answers(name, golden):
    """The scripts are held to what Python says today."""
    golden(VECTORS / f"{name}.json", written({"cases": read(name)["cases"], "generated": made(name)}))


@pytest.mark.parametrize("name", ["days", "ids", "links", "order", "titles", "urls"])
def test_cases_of_chance_go_both_ways(name):
    """A rule that always says yes, or always no, is not shown by them."""
    said = {case[-1] >= ALIKE if name == "titles" else case[-1] for case in made(name)}
    assert said == {True, False}


def test_scripts_are_tested_with_todays_rules(golden):
    """The lists, numbers and patterns that the scripts' tests are given are those that the site is given."""
    golden(VECTORS / "rules.json", written(rules()))


def test_scripts_are_tested_with_todays_form(golden):
    """The form, and what its scripts are told, is that of the site."""
    golden(VECTORS / "form.html", form_page())


def test_previews_are_held_to_todays_pages(golden):
    """What a preview must show is what the page of the same practice says."""
    golden(VECTORS / "previews.json", written(previews()))


def test_the_library_is_held_to_todays_index(golden):
    """What the library makes of the documents is compared with what Python makes of them (`search-index.test.js`)."""
    golden(VECTORS / "index.json", written(search_index()))


def test_every_file_is_read():
    """No file of cases is left that nobody compares."""
    assert {path.stem for path in VECTORS.glob("*.json")} == {*NAMES, "index", "previews", "rules", "three-ways"}
    tests = ROOT / "tests" / "javascript"
    read_by_scripts = "".join((tests / f"{name}.test.js").read_text("utf-8") for name in ("vectors", "preview"))
    assert [name for name in NAMES if f'"{name}"' not in read_by_scripts and f"/{name}.json" not in read_by_scripts] == []
