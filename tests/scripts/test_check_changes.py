"""A change to a record is told in the record's own history."""

from __future__ import annotations

import subprocess

import pytest

from support.scripts import load_script

PATH = "records/practices/registro.md"
RECORD = "---\ntitle: {es: Registro}\nkind: tool\ncountries: [PA]\n---\n"
TOLD = "changes: [{on: 2026-11-30, what: changed}]\n---\n"


@pytest.fixture
def checkout(tmp_path):
    """A checkout with one record, committed; and a function that writes records and gives what the script answers."""

    def git(*arguments):
        own = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
        subprocess.run(["git", "-C", str(tmp_path), *own, *arguments], check=True, capture_output=True)

    def check(**texts):
        for name, text in texts.items():
            (tmp_path / "records" / "practices" / f"{name}.md").write_text(text, "utf-8")
        git("add", "-A")
        return load_script("check_changes").main(["HEAD", "--root", str(tmp_path)])

    (tmp_path / "records" / "practices").mkdir(parents=True)
    (tmp_path / PATH).write_text(RECORD, "utf-8")
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "x")
    return check


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RECORD, 0),
        (RECORD.replace("PA", "CR"), 1),
        (RECORD.replace("PA", "CR").replace("---\n", "", 1).replace("---\n", TOLD).join(["---\n", ""]), 0),
        (RECORD.replace("kind:", "review: {status: reviewed}\nkind:"), 0),
        (RECORD + "\n# Español\n\nOtra cosa.\n", 1),
    ],
)
def test_a_change_is_told(checkout, capsys, text, code):
    """What the record says has changed only with a word of it; its review, or an order of fields, is no such change."""
    assert checkout(registro=text) == code
    assert (PATH in capsys.readouterr().out) == bool(code)


def test_a_new_record_says_that_it_was_added(checkout, capsys):
    """So 'what is new' needs nothing but the records."""
    assert checkout(otra=RECORD) == 1
    assert "records/practices/otra.md" in capsys.readouterr().out


def test_an_unknown_commit_is_wrong_use(tmp_path, capsys):
    """Neither right nor wrong can be said then."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert load_script("check_changes").main(["nowhere", "--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("check_changes.py: fatal")
