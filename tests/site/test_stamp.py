"""A stamp is valid for exactly what it was written for."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gcm.site.stamp import OFF, Stamp, digest_of, stamp_of

EDIT = st.tuples(st.sampled_from(["records", "site"]), st.sampled_from(["a.md", "b.md", "c/d.md"]), st.binary(max_size=3))


def stamp(root: Path) -> Stamp:
    made = stamp_of(root / "site", [root / "records"], "options")
    return Stamp(made.folder, root / "cache" / "stamp.json", made.inputs)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDIT, max_size=6))
def test_after_any_edits_it_is_valid_only_if_all_is_as_it_was(tmp_path, edits):
    """Files that come, go or change, in what a site is made of or in the site; those that come back as they were count as such."""
    root = tmp_path / "root"
    shutil.rmtree(root, ignore_errors=True)
    for name in ("records/a.md", "site/a.md"):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_bytes(b"x")
    stamp(root).write()
    before = digest_of([root / "records", root / "site"])
    for folder, name, content in edits:
        path = root / folder / name
        path.parent.mkdir(exist_ok=True)
        if content:
            path.write_bytes(content)
        else:
            path.unlink(missing_ok=True)
    assert stamp(root).is_valid() == (digest_of([root / "records", root / "site"]) == before)


def test_spoiled_or_missing_it_is_not_valid(tmp_path):
    """Nor with other options."""
    (tmp_path / "site").mkdir()
    (tmp_path / "records").mkdir()
    written = stamp(tmp_path)
    assert not written.is_valid()
    written.write()
    assert written.is_valid()
    assert not Stamp(
        written.folder, written.path, stamp_of(tmp_path / "site", [tmp_path / "records"], "others").inputs
    ).is_valid()
    text = written.path.read_bytes()
    for spoiled in (b"", b"{", text[:30], b"[]", b"\xff", text.replace(b"inputs", b"output")):
        written.path.write_bytes(spoiled)
        assert not written.is_valid()


def test_it_can_be_switched_off(tmp_path, monkeypatch):
    """Then nothing is kept, and every build is a whole one."""
    monkeypatch.setenv("CI", "")
    assert stamp_of(tmp_path, [], "").path is not None
    monkeypatch.setenv(OFF, "1")
    assert stamp_of(tmp_path, [], "").path is None
