"""The table of formats: each is made when it is asked for, can be left out, and gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gcm.exports.open_data.edition import Edition
from gcm.exports.open_data.formats import FORMATS, left_out, open_data_files
from gcm.site.shared import SharedFiles
from support.open_data import Made


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_can_be_left_out(catalogue, name):
    """Its files are gone, and those of the others are what they were."""
    whole = Made(catalogue)
    own = {path for path, _ in FORMATS[name](Edition(whole.site))}
    rest = {path for path, _ in open_data_files(replace(whole.site, without=left_out(name)))}
    assert own
    assert rest == set(whole.files) - own


def test_an_unknown_format_is_an_error():
    """Who misspells a switch is told which there are."""
    with pytest.raises(ValueError, match=r"called xslx; there are .*api"):
        left_out("api, xslx")


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
