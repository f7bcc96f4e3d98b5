"""The monthly renewal of all versions: the date, the list of what changes, and files that stay where nothing does."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest

from support.paths import ROOT
from support.scripts import load_script

renew_lock = load_script("renew_lock")

TODAY = date(2026, 12, 3)
PROJECT = '[tool.uv]\nexclude-newer = "2026-11-15T00:00:00Z"\nother = 1\n'
LOCK = "aiohttp==1.0 \\\n    --hash=sha256:aa\nbabel==2.18.0 ; python_full_version < '3.12' \\\nbabel==3.0 \\\n    --hash=sha256:bb\n    # via x==9\n"


@pytest.mark.parametrize(
    ("today", "cutoff"),
    [
        (TODAY, "2026-11-26"),
        (date(2026, 11, 22), "2026-11-15"),
        (date(2026, 11, 16), "2026-11-15"),
        (date(2027, 1, 3), "2026-12-27"),
    ],
)
def test_a_week_ago_and_never_earlier_than_before(today, cutoff):
    """The cutoff is raised to a week ago; where it is later already, it stays, and so does all the rest."""
    assert renew_lock.raise_cutoff(PROJECT, today) == PROJECT.replace("2026-11-15", cutoff)


def test_the_real_project_has_one_cutoff():
    """The date stands where the script looks for it, once."""
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert renew_lock.raise_cutoff(project, date(2030, 1, 8)).count("2030-01-01T00:00:00Z") == 1


def test_versions_of_a_lock():
    """Two versions of one library stand side by side; hashes and comments are no version."""
    assert renew_lock.versions_in(LOCK) == {"aiohttp": "1.0", "babel": "2.18.0, 3.0"}


def test_the_list_of_what_changes():
    """New, altered and dropped libraries, in order; those that stay are not listed."""
    table = renew_lock.render_versions({"a": "1", "b": "1", "c": "1"}, {"a": "2", "b": "1", "d": "4"})
    assert table.splitlines()[-3:] == ["| `a` | 1 | 2 |", "| `c` | 1 | – |", "| `d` | – | 4 |"]


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A project with its lock, and a resolver that gives the lock set as `resolved`."""
    (tmp_path / "pyproject.toml").write_text(PROJECT, "utf-8")
    (tmp_path / "requirements.lock").write_text(LOCK, "utf-8")
    asked = []

    def resolve(command, *, cwd, check):
        asked.append(command)
        assert check
        if "export" in command:
            (cwd / command[command.index("-o") + 1]).write_text(LOCK.replace("1.0", resolve.version), "utf-8")

    monkeypatch.setattr(subprocess, "run", resolve)
    resolve.asked = asked
    return tmp_path, resolve


def test_a_renewal(checkout, tmp_path):
    """Both files are written, and what is proposed tells of both."""
    root, resolve = checkout
    resolve.version = "2.0"
    assert renew_lock.main(["--out", str(tmp_path / "out")], root, TODAY) == 0
    assert 'exclude-newer = "2026-11-26T00:00:00Z"' in (root / "pyproject.toml").read_text("utf-8")
    assert "aiohttp==2.0" in (root / "requirements.lock").read_text("utf-8")
    assert [command[:2] for command in resolve.asked] == [["uv", "lock"], ["uv", "export"]]
    texts = {name: (tmp_path / "out" / name).read_text("utf-8") for name in ("path.txt", "message.txt", "pull-request.md")}
    assert texts["path.txt"].split() == ["pyproject.toml", "requirements.lock"]
    assert "2026-11-26" in texts["message.txt"]
    assert "| `aiohttp` | 1.0 | 2.0 |" in texts["pull-request.md"]


def test_nothing_new(checkout):
    """Where no version changes the date is not raised either, so that nothing is proposed."""
    root, resolve = checkout
    resolve.version = "1.0"
    assert renew_lock.main([], root, TODAY) == 0
    assert (root / "pyproject.toml").read_text("utf-8") == PROJECT
    assert (root / "requirements.lock").read_text("utf-8") == LOCK
