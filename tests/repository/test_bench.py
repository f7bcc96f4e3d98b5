"""What the measurements stand on: made-up practices that are valid, as long as the real ones, and never the same words."""

from __future__ import annotations

import re
import sys

import pytest

from gcm.models.validation import validate_record
from gcm.reading.files import parse_record
from support.paths import ROOT

NUMBER = 70


@pytest.fixture(scope="module")
def inventor():
    """What makes practices up after the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "bench"), *sys.path])
        from practices import Inventor

    return Inventor()


def test_made_up_practices_are_valid(inventor):
    """They have the form that real ones have today, whatever that is."""
    for practice in inventor.practices(NUMBER):
        parsed, problems = parse_record(practice.record.encode(), f"records/practices/{practice.id}.md")
        assert problems == []
        assert [problem for problem in validate_record(parsed)[1] if not problem.is_warning] == [], practice.id


def test_made_up_practices_are_as_long_as_the_real_ones(inventor):
    """As many words, within a tenth; all else is as it was."""
    real = sum(len((ROOT / record.path).read_bytes()) for record in inventor.real)
    made_up = sum(len(practice.record.encode()) for practice in inventor.practices(len(inventor.real)))
    assert 0.8 < made_up / real < 1.2


def test_no_sentence_is_repeated(inventor):
    """Texts that repeat would be packed and compared in no time."""
    sentences = [
        sentence
        for practice in inventor.practices(NUMBER)
        for sentence in re.findall(r"[A-ZÁÉÍÓÚÑ][^.\"]{60,}\.", practice.record)
    ]
    assert len(set(sentences)) > 0.99 * len(sentences) > 100


def test_the_same_number_gives_the_same_practices(inventor):
    """Two runs, on any machines, measure the same."""
    first, again = ([practice.record for practice in inventor.practices(3)] for _ in range(2))
    assert first == again
