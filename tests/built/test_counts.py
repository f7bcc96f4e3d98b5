"""What a build does, counted: the guard of its speed that holds on any machine."""

from __future__ import annotations

import pytest

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import LANGS
from gcm.reading.files import record_paths
from support.counts import Counts, build_here
from support.sites import checkout


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """The counts of one clean build of a few records, in which every field is filled; its site, and the records."""
    folder = tmp_path_factory.mktemp("counted")
    root = checkout(folder / "checkout")
    with pytest.MonkeyPatch.context() as patch:
        counts = Counts(patch)
        build_here(root, folder / "site", patch)
    return counts, folder / "site", root / "records"


def test_a_record_is_read_once(counted):
    """Both languages, the forms and the pages share what was read; where fields stand is asked only where there is a problem."""
    counts, _, records = counted
    _, problems = load_catalogue(records)
    assert set(counts["read"].values()) == {1}
    assert len(counts["read"]) == len(record_paths(records))
    assert set(counts["located"].values()) == {1}
    assert len(counts["located"]) == len({problem.path for problem in problems})
    assert counts.parses == len(counts["read"]) + len(counts["located"])


def test_a_view_is_made_once(counted):
    """A page and its Word file share it."""
    counts, _, _ = counted
    assert {lang for lang, _ in counts["viewed"]} == set(LANGS)
    assert set(counts["viewed"].values()) == {1}


def test_a_frame_is_rendered_once_for_its_shape(counted):
    """There are far fewer shapes than pages."""
    counts, site, _ = counted
    pages = len(list(site.rglob("*.html")))
    assert set(counts["framed"].values()) == {1}
    assert len(counts["framed"]) < pages / 2


def test_a_template_is_compiled_once(counted):
    """Each environment does it the first time that a template is asked for."""
    counts, _, _ = counted
    assert max(count for (_, name), count in counts["compiled"].items() if name) == 1


def test_a_file_is_written_once(counted):
    """What is written twice was written for nothing."""
    counts, _, _ = counted
    assert set(counts["written"].values()) == {1}


def test_the_counters_count(counted):
    """A counter that nothing reaches any more would guard nothing."""
    counts, _, _ = counted
    assert all(counts.parts.values())
