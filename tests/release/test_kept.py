"""What was made before is found again by what it is made of, and only as it was."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date
from types import ModuleType

import pytest

from gcm.release.artefact import Artefact
from gcm.release.drawing import drawn_with
from gcm.release.job import Job
from gcm.release.kept import Kept, digest, kept_here


@dataclass(frozen=True)
class Value:
    """An input."""

    words: str
    ids: frozenset[str] = frozenset(("b", "a", "c"))
    day: date = date(2026, 3, 1)


def make(folder, tell):
    raise AssertionError("nobody makes it here")


def other(folder, tell):
    raise AssertionError("nor here")


def job(inputs="x", made_by=make):
    return Job("zip", "name", made_by, inputs=inputs)


@pytest.fixture
def kept(tmp_path):
    """A place where two files of a job are kept."""
    made = tmp_path / "made"
    made.mkdir()
    for name in ("a.pdf", "a.epub"):
        (made / name).write_text(f"content of {name}")
    kept = Kept(tmp_path / "kept")
    kept.keep(
        job(), [Artefact(made / name, "country", "es", 7, "México", "s", ("country", "MX")) for name in ("a.pdf", "a.epub")]
    )
    return kept


@pytest.fixture
def out(tmp_path):
    """Where a release is made."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def test_what_is_kept_is_given_again(kept, out):
    """The same files, and all that is told of them, at the place where they are wanted."""
    made = kept.take(job(), out)
    assert [each.path for each in made] == [out / "a.pdf", out / "a.epub"]
    assert {(each.kind, each.lang, each.pages, each.title, each.subtitle, each.subject) for each in made} == {
        ("country", "es", 7, "México", "s", ("country", "MX"))
    }
    assert (out / "a.pdf").read_text() == "content of a.pdf"
    assert sorted(path.name for path in out.iterdir()) == ["a.epub", "a.pdf"]


@pytest.mark.parametrize("another", [job("y"), job(made_by=other), job(None)])
def test_other_inputs_or_another_maker_find_nothing(kept, out, another):
    """Nor does a job that is done each time."""
    assert kept.take(another, out) == []
    assert not list(out.iterdir())


def files_of(kept):
    (place,) = kept.folder.iterdir()
    return sorted(place.iterdir())


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    "spoil", [lambda old: b"", lambda old: old[:-1], lambda old: old.replace(b"a.", b"b."), lambda old: b"[]", None]
)
def test_what_is_spoiled_is_made_again(kept, out, number, spoil):
    """Whichever file is missing, cut short or another: nothing is taken, and what is made anew takes its place."""
    path = files_of(kept)[number]
    before = path.read_bytes()
    if spoil is None:
        path.unlink()
    else:
        path.write_bytes(spoil(before))
    found = kept.take(job(), out)
    assert found == [] or path.read_bytes() == before
    assert list(out.iterdir()) == [each.path for each in found]


def test_every_bit_counts(kept, out):
    """Of a file and of the list of sums."""
    for path in files_of(kept):
        before = path.read_bytes()
        for at in range(0, len(before), 7):
            path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
            assert kept.take(job(), out) == [], (path.name, at)
        path.write_bytes(before)
    assert len(kept.take(job(), out)) == 2


def test_a_digest_is_that_of_values(kept):
    """Equal values have one, whatever the order of a set in this run; different ones have others; a path has none."""
    assert digest(job(Value("x"))) == digest(job(Value("x", frozenset(("c", "b", "a")))))
    assert len({digest(job(value)) for value in (Value("x"), Value("y"), Value("x", day=date(2026, 3, 2)), ("x",), "x")}) == 5
    with pytest.raises(TypeError):
        digest(job(object()))


def test_what_was_not_asked_for_longest_goes_first(kept, out):
    """When there is no room; what is taken counts as asked for."""
    kept.keep(job("new"), kept.take(job(), out))
    assert len(list(kept.folder.iterdir())) == 2
    for sums in kept.folder.glob("*/sums.json"):
        os.utime(sums, (1, 1))
    kept.take(job("new"), out)
    kept.forget(sum(path.stat().st_size for path in (kept.folder / digest(job("new"))).iterdir()))
    assert [path.name for path in kept.folder.iterdir()] == [digest(job("new"))]


def test_what_was_left_unfinished_goes_too(kept):
    """By a release that was killed while it kept something, or whose list somebody removed."""
    left = kept.folder / "tmpabc"
    (left / "whole").mkdir(parents=True)
    (left / "whole" / "a.pdf").write_bytes(bytes(1_000))
    os.utime(left, (1, 1))
    whole = next(place for place in kept.folder.iterdir() if place != left)
    kept.forget(sum(path.stat().st_size for path in whole.iterdir()))
    assert list(kept.folder.iterdir()) == [whole]


def test_what_goes_meanwhile_is_no_reason_to_fail(kept):
    """Two releases at a time tidy up the same folder; all that is to be listed is made by then."""
    (kept.folder / "x").mkdir()
    (kept.folder / "x" / "sums.json").touch()
    (kept.folder / "x" / "gone.pdf").symlink_to("nowhere")
    kept.forget(0)


def test_what_is_not_drawn_needs_no_pango(monkeypatch):
    """Which the machine has, or has not; whoever draws without it is told so by WeasyPrint."""

    class Absent(ModuleType):
        """WeasyPrint where Pango is not installed."""

        def __getattr__(self, name):
            raise OSError("cannot load library 'libpango-1.0-0'")

    for name in ("weasyprint", "weasyprint.text", "weasyprint.text.ffi"):
        monkeypatch.setitem(sys.modules, name, Absent(name))
    assert drawn_with.__wrapped__() == []


@pytest.mark.parametrize(("name", "value"), [("REBUILD", "1"), ("CI", "true")])
def test_it_can_be_switched_off(monkeypatch, tmp_path, out, name, value):
    """And is so in a workflow: what is released there takes nothing that another run left."""
    for each in ("REBUILD", "CI"):
        monkeypatch.delenv(each, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert kept_here().folder == tmp_path / "gcm-practices" / "released"
    monkeypatch.setenv(name, value)
    nowhere = kept_here()
    assert nowhere.folder is None
    nowhere.keep(job(), [])
    assert nowhere.take(job(), out) == []
    nowhere.forget()


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_fail(tmp_path, out):
    """A release is made all the same."""
    (tmp_path / "file").touch()
    file = tmp_path / "a.pdf"
    file.touch()
    blocked = Kept(tmp_path / "file" / "kept")
    blocked.keep(job(), [Artefact(file, "x", "es", 1)])
    assert blocked.take(job(), out) == []
