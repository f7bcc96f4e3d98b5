"""What guided fuzzing kept (`bench/guided.py`) goes through what reads strangers' files, with nothing raised."""

from __future__ import annotations

import sys

import pytest

from support.paths import ROOT

CORPUS = ROOT / "bench" / "corpus"
FILES = sorted(path for path in CORPUS.rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def targets():
    """By the name of their folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "bench"), *sys.path])
        from targets import TARGETS

    return TARGETS


def test_every_target_has_its_corpus(targets):
    """Nothing is looked for without a beginning."""
    assert {path.parent.name for path in FILES} == set(targets)


@pytest.mark.parametrize("name", sorted({path.parent.name for path in FILES}))
def test_the_corpus_is_taken(targets, name):
    """Every file of it, as it was found."""
    for path in FILES:
        if path.parent.name == name:
            targets[name](path.read_bytes())
