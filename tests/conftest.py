"""What the tests share: the real records, a small valid set to break, and the flag that rewrites golden files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from browsing import FLAGS, HOSTILE, INSTALLED, Watched, installed_browser, served
from hypothesis import settings
from needed import release_group
from playwright.sync_api import Browser, Page, sync_playwright
from releasing import DAY, PARTS, make, sample
from scripting import load_script

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.problems.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"

# A slow machine is no failure; failures print how to repeat them, so nothing is kept on disk.
settings.register_profile("gcm", deadline=None, database=None, print_blob=True)
settings.load_profile("gcm")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--rewrite` writes the golden files anew; `--fuzz` says how long to look for a crash; `--release` which release to open."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the golden files")
    parser.addoption("--fuzz", type=int, default=600, metavar="N", help="how many mutated records are tried (default: 600)")
    parser.addoption("--release", type=Path, metavar="DIR", help="the release that test_dist.py opens (default: a small one)")


def pytest_configure(config: pytest.Config) -> None:
    """Continuous integration compares; a person rewrites, and reads the difference."""
    if config.getoption("--rewrite") and os.environ.get("CI", "").lower() == "true":
        raise pytest.UsageError("--rewrite is for people: CI compares the golden files and never writes them")


class RecordSet:
    """A small valid set of records (`tests/small/`) in a folder of the test's own; names are like `practices/registro.md`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(SMALL, root)

    def write(self, name: str, content: str | bytes) -> Path:
        """Put a file into the set, or in the place of one."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Alter the one place of a record that reads `old`."""
        text = (self.root / name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def add(self, name: str, line: str) -> None:
        """Add lines at the end of a record's front matter."""
        text = (self.root / name).read_text("utf-8")
        front, body = text[4:].split("---\n", 1)
        self.write(name, f"---\n{front}{line}\n---\n{body}")

    def load(self) -> tuple[Catalogue, list[Problem]]:
        """The catalogue and the problems of the set."""
        return load_catalogue(self.root)

    @property
    def problems(self) -> list[Problem]:
        """The problems of the set."""
        return self.load()[1]

    @property
    def codes(self) -> list[str]:
        """The codes of the set's problems, in the order of their places."""
        return [problem.code for problem in self.problems]


@pytest.fixture
def make_records(tmp_path: Path) -> Callable[[str], RecordSet]:
    """A function that writes a small valid set of records of the name given, for tests that need several."""
    return lambda name: RecordSet(tmp_path / name / "records")


@pytest.fixture
def records(make_records: Callable[[str], RecordSet]) -> RecordSet:
    """A small valid set of records, to be altered by the test."""
    return make_records("small")


@pytest.fixture(scope="session")
def loaded() -> tuple[Catalogue, list[Problem]]:
    """The real records, read once: their catalogue and their problems."""
    return load_catalogue(ROOT / "records")


@pytest.fixture(scope="session")
def catalogue(loaded: tuple[Catalogue, list[Problem]]) -> Catalogue:
    """The catalogue of the real records."""
    return loaded[0]


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """A function that compares a text with a golden file, or rewrites the file if `--rewrite` is given."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("--rewrite"):
            path.write_text(text, "utf-8", newline="\n")
        assert path.read_text("utf-8") == text, f"{path.relative_to(ROOT)} differs; read the difference, then `--rewrite`"

    return compare


EXAMPLE: Final = {"SITE_URL": "https://example.org/", "REPOSITORY_URL": "https://github.com/example/gcm-practices"}
"""Whoever adopts the repository puts other addresses into mkdocs.yml; the tests go on as they are."""


def build(folder: Path, *, root: Path = ROOT, **environment: str) -> Path:
    """The site of `root` in both languages, built as its publisher builds it, for the example's addresses."""
    kept = {name: value for name, value in os.environ.items() if name not in ("OFFLINE", "EDITORS_EMAIL", "DOWNLOADS")}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=root, env={**kept, **EXAMPLE, **environment}, check=True)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once."""
    return build(tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def offline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site, built to be opened from a folder."""
    return build(tmp_path_factory.mktemp("offline") / "site", OFFLINE="true")


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the real site is served."""
    with served(site) as url:
        yield url


@pytest.fixture(params=["http", "file"])
def at(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """A function from a path to its address, on a server and in a folder."""
    if request.param == "http":
        root = request.getfixturevalue("address")
        return lambda path: f"{root}{path}/"
    folder = request.getfixturevalue("offline")
    return lambda path: (
        folder / path / "index.html" if (folder / path / "index.html").exists() else folder / f"{path}.html"
    ).as_uri()


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site is served with one record more, by somebody who means harm; it is valid, so it is built."""
    folder = tmp_path_factory.mktemp("hostile")
    for name in ("docs", "hooks", "theme", "records"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, folder)
    (folder / "records" / "practices" / "hostil.md").write_text(HOSTILE, "utf-8")
    with served(build(folder / "site", root=folder)) as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that is installed; without one the tests are skipped, and under CI they fail."""
    path = installed_browser()
    if path is None:
        reason = f"no browser found; install Chromium, Chrome or Edge (looked for {', '.join(INSTALLED)})"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=FLAGS)


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page that must stay silent and at home; checked when the test ends."""
    watch = Watched(browser)
    yield watch.page
    watch.page.context.close()
    assert watch.errors == []
    assert watch.outside == []


@pytest.fixture(scope="session")
def folder_site(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The real site as a release builds it to be opened from a folder, with what it was built from."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(DAY))
        patch.setenv("OFFLINE", "true")
        return load_script("release").build_site(ROOT, tmp_path_factory.mktemp("released") / "site", True, lambda *_: None)


@dataclass(frozen=True)
class Released:
    """A release: where it lies, and what was said while it was made."""

    folder: Path
    said: str


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Released:
    """What the release command makes of the sample records, without its books."""
    release_group()
    work = tmp_path_factory.mktemp("first")
    options = (f"--only={PARTS}", "--dirty", "--tag=v1")
    done = make(sample(work / "checkout"), work / "dist", *options, SOURCE_DATE_EPOCH=str(DAY))
    assert done.returncode == 0, done.stderr
    return Released(work / "dist", done.stderr)
