"""The same site under ProperDocs, the maintained fork of MkDocs 1.x: what a team would go on with when MkDocs no longer works."""

from __future__ import annotations

import re
import subprocess

import pytest

from support.paths import ROOT
from support.programs import program
from support.release_command import DAY
from support.sites import build, publisher

pytestmark = [pytest.mark.built, pytest.mark.nightly]

GENERATOR = re.compile(rb'<meta name="generator" content="([^"]*)">')
FOLLOW = {"edition.json", "files.json"}
"""Files that hold sizes and digests of pages, whose generator has another name."""


def test_properdocs_makes_the_same_site(tmp_path):
    """In an environment of its own, which this one knows nothing of: every file is the same but for the generator's name."""
    uv = program("uv", package="uv (pip install uv)")
    ours = build(tmp_path / "mkdocs", SOURCE_DATE_EPOCH=str(DAY))
    theirs = tmp_path / "properdocs"
    isolated = [uv, "run", "--isolated", "--no-dev", "--with", "properdocs>=1.6.7,<2"]
    command = [*isolated, "properdocs", "build", "--strict", "--quiet", "--site-dir", str(theirs)]
    done = subprocess.run(
        command, cwd=ROOT, env=publisher(SOURCE_DATE_EPOCH=str(DAY)), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    files = {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
    assert files == {path.relative_to(theirs).as_posix() for path in theirs.rglob("*") if path.is_file()}
    pages = {file for file in files if file.endswith(".html")}
    assert len(pages) > 400
    assert all(b"ProperDocs" in GENERATOR.search((theirs / page).read_bytes())[1] for page in pages)
    differing = [file for file in files - FOLLOW if bare(ours / file) != bare(theirs / file)]
    assert differing == []


def bare(path) -> bytes:
    """What a file holds, without the name of what made it."""
    return GENERATOR.sub(b"", path.read_bytes())
