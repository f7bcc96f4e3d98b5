"""How the files of the repository are written, as `.editorconfig` tells editors."""

from __future__ import annotations

import configparser
import subprocess
from fnmatch import fnmatch

import pytest

from support.paths import ROOT
from support.programs import program


def as_others_wrote(name: str, patterns: list[str]) -> bool:
    """Whether the file is one of those that stay as they are; in .editorconfig `**` stands for any folders."""
    return any(fnmatch(name, pattern.replace("**", "*")) for pattern in patterns)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Name → text of every file of ours that git knows."""
    sections = configparser.ConfigParser()
    sections.read_string("[top]\n" + (ROOT / ".editorconfig").read_text("utf-8"))
    (kept,) = (section.strip("{}").split(",") for section in sections.sections() if section.startswith("{"))
    assert all(list(ROOT.glob(pattern)) for pattern in kept)
    git = [program("git", package="git"), "ls-files", "-z", "--cached"]
    names = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    found = {}
    for name in names:
        if name and (ROOT / name).is_file() and not as_others_wrote(name, kept):
            content = (ROOT / name).read_bytes()
            if b"\0" not in content:
                found[name] = content.decode("utf-8")
    assert len(found) > 300
    return found


def test_every_text_ends_with_its_line(texts):
    """One line feed ends each line, the last too; nothing stands behind a line."""
    assert [name for name, text in texts.items() if text and (not text.endswith("\n") or "\r" in text)] == []
    assert [name for name, text in texts.items() if any(line != line.rstrip(" \t") for line in text.split("\n"))] == []


def test_no_line_begins_with_a_tab(texts):
    """Lines are set in by spaces."""
    assert [name for name, text in texts.items() if any(line.startswith("\t") for line in text.split("\n"))] == []
