"""The pages for developers: every path that they name is there, and what they say of the rooms is what the rooms say."""

from __future__ import annotations

import re

import pytest

from support.paths import ROOT

GUIDES = [
    "DEVELOPING.md",
    "DESARROLLO.md",
    "README.md",
    *(f"decisions/{path.name}" for path in sorted((ROOT / "decisions").iterdir())),
]
NAMED = re.compile(r"`([\w.…/*-]+)`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")
FOLDERS = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir() and path.name != "site")
MADE = {"dist/", "site/", "en/"}
"""What a build makes; and names without a folder stand for files beside the one that was named before them."""


def paths_in(name: str) -> list[str]:
    """What a page names as a file or folder of the repository, and where its links lead."""
    text = (ROOT / name).read_text("utf-8")
    named = [path for path in NAMED.findall(text) if path.startswith(FOLDERS) or path in {each.name for each in ROOT.iterdir()}]
    linked = [str((ROOT / name).parent.joinpath(path).resolve().relative_to(ROOT)) for path in LINKED.findall(text)]
    return [path for path in (*named, *linked) if path not in MADE]


@pytest.mark.parametrize("name", GUIDES)
def test_every_path_is_there(name):
    """A page that sends a newcomer to a file that has moved costs them their first hour."""
    assert [path for path in paths_in(name) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["DEVELOPING.md", "decisions/08-addresses-last.md"])
def test_paths_are_found(name):
    """The test before this one would find nothing where it finds no path."""
    assert len(paths_in(name)) > 3


def test_other_files_beside_a_named_one_are_there():
    """`criteria.yaml` after `gcm/data/terms.yaml` is in the same folder."""
    text = (ROOT / "DEVELOPING.md").read_text("utf-8")
    names = {each for each in re.findall(r"`([\w-]+\.(?:py|yaml|md|js|html))`", text) if not (ROOT / each).exists()}
    tracked = {path.name for folder in ("gcm", "theme", "records", "bench") for path in (ROOT / folder).rglob("*")}
    assert names <= tracked


def test_the_map_says_what_the_rooms_say():
    """The sentence of each room is the one at the head of its `__init__.py`, and no room is left out."""
    text = (ROOT / "DEVELOPING.md").read_text("utf-8")
    told = dict(re.findall(r"^\| `gcm/(\w+)/` \| (.+) \|$", text, re.MULTILINE))
    rooms = {path.parent.name: path.read_text("utf-8").strip().strip('"') for path in (ROOT / "gcm").glob("*/__init__.py")}
    assert {name: told.get(name) for name in rooms} == rooms
    assert told.keys() - rooms.keys() == {"data"}


def test_the_rooms_stand_in_the_order_of_their_imports():
    """As the contract in `pyproject.toml` has them."""
    text = (ROOT / "DEVELOPING.md").read_text("utf-8")
    contract = re.search(r"layers = \[(.*?)\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL)
    order = re.findall(r"\w+", contract[1])
    told = [name for name in re.findall(r"^\| `gcm/(\w+)/`", text, re.MULTILINE) if name != "data"]
    assert told == order


def test_every_decision_is_listed():
    """In the order of their numbers, under their titles."""
    text = (ROOT / "decisions" / "README.md").read_text("utf-8")
    notes = sorted(path for path in (ROOT / "decisions").glob("[0-9]*.md"))
    titles = [path.read_text("utf-8").splitlines()[0].removeprefix("# ").split(". ", 1) for path in notes]
    assert re.findall(r"^(\d+)\. \[(.+)\]\((.+)\)$", text, re.MULTILINE) == [
        (number, title, path.name) for (number, title), path in zip(titles, notes, strict=True)
    ]


@pytest.mark.parametrize("name", ["DEVELOPING.md", "DESARROLLO.md", "README.md"])
def test_the_commands_exist(name):
    """Each `uv run poe …` is a task, and each program is there."""
    text = (ROOT / name).read_text("utf-8")
    tasks = set(re.findall(r"\[tool\.poe\.tasks\.(\w+)\]", (ROOT / "pyproject.toml").read_text("utf-8")))
    assert set(re.findall(r"uv run poe (\w+)", text)) <= tasks
    assert [path for path in re.findall(r"python ((?:scripts|bench)/\w+\.py)", text) if not (ROOT / path).exists()] == []
