"""What the tests share: the real records, a small valid set to break, and the flag that rewrites golden files."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.problems.problem import Problem
from support.browsers import FLAGS, INSTALLED, Watched, installed_browser, served
from support.hostile import HOSTILE_RECORD
from support.paths import ROOT
from support.programs import release_group
from support.record_set import RecordSet
from support.release_command import DAY, PARTS, make, sample
from support.scripts import load_script
from support.sites import build

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


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for caches that the tests share; that of whoever runs them is not for tests."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "WIN_PD_OVERRIDE_LOCAL_APPDATA"):
            patch.setenv(name, str(folder))
        yield folder


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
    (folder / "records" / "practices" / "hostil.md").write_text(HOSTILE_RECORD, "utf-8")
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
