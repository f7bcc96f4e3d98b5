"""The table of formats: each is made when it is asked for, can be left out, and gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gcm.exports.open_data.edition import Edition
from gcm.exports.open_data.formats import FORMATS, left_out, open_data_files
from gcm.site.shared import SharedFiles
from gcm.views.data_files import API, LARGE
from support.open_data import Made


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_can_be_left_out(catalogue, name):
    """Its files are gone, and those of the others are what they were."""
    whole = Made(catalogue)
    own = {path for path, _ in FORMATS[name](Edition(whole.site))}
    rest = {path for path, _ in open_data_files(replace(whole.site, without=left_out(name, 0)))}
    assert own
    assert rest == set(whole.files) - own


def test_an_unknown_format_is_an_error():
    """Who misspells a switch is told which there are."""
    with pytest.raises(ValueError, match=r"called xslx; there are .*api"):
        left_out("api, xslx", 0)


def test_a_large_repository_offers_each_thing_once(catalogue):
    """By itself it leaves out what repeats others; whoever says which formats, or none, decides."""
    assert left_out("", LARGE) == left_out("none", LARGE + 1) == frozenset()
    assert left_out("xlsx", LARGE + 1) == {"xlsx"}
    without = left_out("", LARGE + 1)
    large = Made(catalogue, without=without)
    assert without == {"csv", "hub", "lists", "sqlite"}
    assert len(catalogue.practices) < LARGE
    kept = {"data/gcm-practices-csv.zip", "datos/practicas-pmm.xlsx", f"{API}/practices.json"}
    assert kept <= set(large.files)
    lists = {each["href"] for each in large.json(f"{API}/index.json")["lists"]}
    assert {f"{API}/{href}" for href in lists} <= set(large.files)
    paths = set(large.json(f"{API}/openapi.json")["paths"])
    assert {path.removeprefix("/") for path in paths if "{" not in path} <= {*lists, "index.json", "changes.json"}
    assert not {"statements.json", "sources.json"} & lists


def test_paths_are_told_without_making_anything(catalogue, monkeypatch):
    """Whoever edits waits for none of it."""
    monkeypatch.setattr("json.dumps", lambda *_, **__: pytest.fail("something was made"))
    assert len(SharedFiles(Made(catalogue).site, [], "").paths) > len(catalogue.practices)


def test_the_day_is_that_of_the_records(sample):
    """The same records on another day are the same edition, and the same bytes."""
    first, second = (Made(sample, built_on=day) for day in (date(2026, 12, 1), date(2031, 5, 6)))
    assert Edition(first.site).day == max(change.on.last for record in sample.practices.values() for change in record.changes)
    assert [path for path in first.files if first[path] != second[path]] == []


def test_no_two_formats_have_a_file_in_common(catalogue):
    """Each path is of one format."""
    site = Made(catalogue).site
    paths = [path for files in FORMATS.values() for path, _ in files(Edition(site))]
    assert len(paths) == len(set(paths))
