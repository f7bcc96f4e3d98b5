"""The old site or the new one stands, whole, whatever happens while the new one is made and takes its place."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import gcm.site.replacement
from gcm.site.replacement import Replacement, complete

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed here")

OLD = {"index.html": "old", "gone/index.html": "old", "now-a-folder": "old", "now-a-file/index.html": "old", "same/x": "same"}
NEW = {"index.html": "new", "more/index.html": "new", "now-a-folder/index.html": "new", "now-a-file": "new", "same/x": "same"}
HIDDEN = {".git/config": "not ours", ".nojekyll": ""}

KILLED = 9
STEPS = frozenset(
    {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree", "ctypes.dlopen", "ctypes.dlsym"}
)
"""Everything that a replacement asks of the system, as Python tells of it just before."""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


def content(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def shown(folder: Path) -> dict[str, str]:
    """What readers see."""
    return {name: text for name, text in content(folder).items() if not name.startswith(".")} if folder.exists() else {}


def build(folder: Path) -> None:
    replacement = Replacement(folder)
    write(replacement.next, NEW)
    replacement.finish()


def in_a_process(work: Callable[[], object]) -> int:
    """The code of a process that does it."""
    process = os.fork()
    if process == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Whether a process that does it was killed before this step, counted from 0; otherwise it came to its end."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in STEPS:
            left -= 1
            if left < 0:
                os._exit(KILLED)

    def watched() -> None:
        sys.addaudithook(count)
        work()

    code = in_a_process(watched)
    assert code in (0, KILLED)
    return code == KILLED


@pytest.fixture(params=["exchanged", "moved", "inside"])
def way(request, monkeypatch) -> str:
    """How the new site takes its place: in one step; file by file; or so from a folder in it, as nothing comes in from outside."""
    if request.param != "exchanged":
        monkeypatch.setattr(gcm.site.replacement, "_exchange", lambda *_: False)
    if request.param == "inside":
        monkeypatch.setattr(gcm.site.replacement, "_can_move", lambda *_: False)
    return request.param


def test_killed_at_any_step_the_old_site_or_the_new_one_stands(tmp_path, way):
    """At once where it can be exchanged, else since the next start; nothing is lost that was not ours, and nothing left behind."""
    steps = 0
    while True:
        root = tmp_path / str(steps)
        folder = root / "site"
        write(folder, OLD | HIDDEN)
        if not killed_at(steps, lambda folder=folder: build(folder)):
            break
        if way == "exchanged":
            assert shown(folder) in (OLD, NEW)
        complete(folder)
        assert content(folder) in (OLD | HIDDEN, NEW | HIDDEN)
        assert [path.name for path in root.iterdir()] == ["site"]
        build(folder)
        assert content(folder) == NEW | HIDDEN
        steps += 1
    assert steps > len(NEW)
    assert content(folder) == NEW | HIDDEN


def test_killed_while_it_completes_it_is_completed_the_next_time(tmp_path, way, pytestconfig):
    """Wherever the build before was killed; by night at more places."""

    def last_step(folder: Path) -> int:
        steps = 0
        while killed_at(steps, lambda: build(folder)):
            steps += 1
        return steps - 1

    write(tmp_path / "count" / "site", OLD)
    apart = 11 if pytestconfig.getoption("--nightly") else 97
    for early in range(0, last_step(tmp_path / "count" / "site"), apart):
        steps, is_killed = 0, True
        while is_killed:
            folder = tmp_path / f"{early}-{steps}" / "site"
            write(folder, OLD | HIDDEN)
            killed_at(early, lambda folder=folder: build(folder))
            is_killed = killed_at(steps, lambda folder=folder: complete(folder))
            complete(folder)
            assert content(folder) in (OLD | HIDDEN, NEW | HIDDEN)
            steps += 1


def test_the_first_site_stands_whole_or_not_at_all(tmp_path):
    """Where there was none before."""
    steps = 0
    while killed_at(steps, lambda: build(tmp_path / str(steps) / "site")):  # noqa: B023  (called at once)
        assert shown(tmp_path / str(steps) / "site") in ({}, NEW)
        steps += 1
    assert shown(tmp_path / str(steps) / "site") == NEW


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_disk_that_takes_no_more_leaves_the_old_site(tmp_path, way, monkeypatch, fault):
    """Wherever it is in the making; what was made is taken away again, so that there is room."""
    write(tmp_path / "site", OLD)
    replacement = Replacement(tmp_path / "site")
    write(replacement.next, {"index.html": "new"})

    def refuse(*_: object) -> None:
        raise OSError(fault, "no")

    monkeypatch.setattr(gcm.site.replacement, "_exchange", refuse)
    monkeypatch.setattr(gcm.site.replacement, "replace_file", refuse)
    with pytest.raises(OSError, match="no"):
        replacement.finish()
    replacement.abandon()
    assert content(tmp_path / "site") == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_one_build_at_a_time(tmp_path):
    """The second waits for the first, and says so."""
    write(tmp_path / "site", OLD)
    first, waited = Replacement(tmp_path / "site"), []
    write(first.next, {"index.html": "first"})

    def wait() -> None:
        waited.append(shown(tmp_path / "site"))
        first.finish()

    second = Replacement(tmp_path / "site", wait)
    assert waited == [OLD]
    assert shown(tmp_path / "site") == {"index.html": "first"}
    write(second.next, NEW)
    second.finish()
    assert shown(tmp_path / "site") == NEW


def test_a_process_without_its_parent_is_waited_for(tmp_path):
    """Part of a site is built beside the rest, and goes on writing for a moment when that is killed."""
    write(tmp_path / "site", OLD)
    (may_end, end), waited = os.pipe(), []

    def begin_and_leave_a_child() -> None:
        Replacement(tmp_path / "site")
        os.close(end)
        if os.fork() == 0:
            os.read(may_end, 1)  # returns when nobody can write any more
            os._exit(0)
        os._exit(KILLED)

    assert in_a_process(begin_and_leave_a_child) == KILLED

    def wait() -> None:
        waited.append(True)
        os.close(end)

    Replacement(tmp_path / "site", wait).abandon()
    assert waited
    assert content(tmp_path / "site") == OLD


def without_privileges(tmp_path: Path, work: Callable[[], object]) -> int:
    """The code of a process of somebody who may not write everywhere; `tmp_path` is theirs."""
    nobody = 65534

    def change_and_work() -> None:
        os.seteuid(nobody)
        work()

    if os.geteuid() != 0:
        return in_a_process(work)
    for path in tmp_path.parents[:3]:  # with several workers there is one folder more
        path.chmod(path.stat().st_mode | 0o55)
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, nobody, -1)
    return in_a_process(change_and_work)


def test_a_folder_that_may_not_be_written_stays_as_it_is(tmp_path):
    """And one around it that may not be written is no hindrance: the site is made inside, and moved."""
    write(tmp_path / "site", OLD)
    (tmp_path / "site").chmod(0o555)
    tmp_path.chmod(0o555)
    assert without_privileges(tmp_path, lambda: build(tmp_path / "site")) == 1
    assert content(tmp_path / "site") == OLD
    (tmp_path / "site").chmod(0o755)
    assert without_privileges(tmp_path, lambda: build(tmp_path / "site")) == 0
    assert content(tmp_path / "site") == NEW
    tmp_path.chmod(0o755)


def test_a_link_to_the_site_stays_one(tmp_path):
    """What it leads to is replaced, with its permissions."""
    write(tmp_path / "releases" / "site", OLD)
    (tmp_path / "releases" / "site").chmod(0o2750)
    (tmp_path / "site").symlink_to("releases/site")
    build(tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert content(tmp_path / "releases" / "site") == NEW
    assert (tmp_path / "releases" / "site").stat().st_mode & 0o7777 == 0o2750


def test_what_is_as_it_was_keeps_its_day(tmp_path, way):
    """A server tells readers that they have it already; what has changed has a day of its own."""
    write(tmp_path / "site", OLD)
    for path in (tmp_path / "site").rglob("*"):
        os.utime(path, (1, 1))
    build(tmp_path / "site")
    days = {name: (tmp_path / "site" / name).stat().st_mtime for name in NEW}
    assert [name for name, day in days.items() if day == 1] == ["same/x"]


def test_a_spoiled_journal_only_costs_a_build(tmp_path, way):
    """A disk may lose what was written last."""
    write(tmp_path / "site", OLD)
    replacement = Replacement(tmp_path / "site")
    (replacement.next.parent / "journal").write_bytes(b"\0\0\0")
    replacement.abandon()
    assert content(tmp_path / "site") == OLD
    build(tmp_path / "site")
    assert content(tmp_path / "site") == NEW
