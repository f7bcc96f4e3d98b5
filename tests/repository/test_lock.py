"""`requirements.lock` is what `uv run` installs: the same versions and hashes, and no address of where they come from."""

from __future__ import annotations

import re
import shlex
import subprocess
from importlib.metadata import distributions

import pytest

from support.paths import ROOT
from support.programs import program
from support.scripts import load_script

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
OURS = "gcm-practices"


def normal(name: str) -> str:
    """The one form of a library's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_is_what_uv_resolves():
    """The resolution that `uv run` follows, written as the lock is written, is the lock; `scripts/renew_lock.py` raises both."""
    if not (ROOT / "uv.lock").is_file():
        pytest.skip("not run by uv, which writes uv.lock")
    uv = program("uv", package="uv (pip install uv)")
    export = shlex.split(load_script("renew_lock").EXPORT)
    assert export[:2] == ["uv", "export"]
    command = [uv, *export[1 : export.index("-o")], "--quiet", "--offline"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"pyproject.toml was changed and uv.lock was not: {done.stderr}"
    assert done.stdout == LOCK, "run `uv lock` and the command in scripts/renew_lock.py"


def test_what_is_installed_is_what_is_locked():
    """Every library that these tests run with stands in the lock, at this version."""
    locked = {normal(name): versions.split(", ") for name, versions in load_script("renew_lock").versions_in(LOCK).items()}
    installed = {normal(each.metadata["Name"]): each.version for each in distributions()}
    installed.pop(OURS)
    assert len(installed) > 50
    assert {name: version for name, version in installed.items() if version not in locked.get(name, ())} == {}


def test_the_lock_holds_no_address():
    """A version and its hashes are the same wherever they are fetched; uv's own lock names where, so git does not keep it."""
    assert not re.search(r"https?:|--index|--find-links|file:", LOCK)
    assert "uv.lock" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert not re.search(r"(?m)^\s*url\s*=|index-url|find-links", (ROOT / "pyproject.toml").read_text("utf-8"))


def test_the_lock_of_the_scripts_holds_no_address():
    """Npm's lock has versions and digests; addresses of registries and of sponsors are left out."""
    assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")
