"""What the tests share: the real records, a small valid set to break, and the flag that rewrites golden files."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

# What fails in a helper is shown like what fails in a test.
pytest.register_assert_rewrite("support")

from support.later import import_later  # noqa: E402

import_later()

from gcm.catalogue.catalogue import Catalogue, load_catalogue  # noqa: E402
from gcm.language.text import LANGS  # noqa: E402
from gcm.problems.problem import Problem  # noqa: E402
from gcm.release.archive import FOLDER, make_archive  # noqa: E402
from gcm.release.artefact import Artefact  # noqa: E402
from gcm.views.site import Site  # noqa: E402
from support.browsers import FLAGS, INSTALLED, Watched, installed_browser, patient, served  # noqa: E402
from support.examples import NIGHTLY, PUSH  # noqa: E402
from support.once import Once  # noqa: E402
from support.paths import ROOT  # noqa: E402
from support.programs import release_group  # noqa: E402
from support.pushed import left_to_the_night  # noqa: E402
from support.record_set import RecordSet  # noqa: E402
from support.sites import ALSO, SITES  # noqa: E402

WANTED: pytest.StashKey[list[str]] = pytest.StashKey()
"""The sites that the tests of this run ask for."""

UNPACKED: Final = "offline zip, ñ"
"""Folders of real readers have such names."""

BUILT: Final = {*SITES, *ALSO, "office"}
"""Fixtures that have something built first."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """How far a run goes, and what it may write."""
    parser.addoption("--rewrite", action="store_true", help="rewrite the golden files")
    parser.addoption("--nightly", action="store_true", help="also what takes long: the full release, many more random examples")
    parser.addoption("--fuzz", type=int, metavar="N", help="how many mutated records are tried (default: 150; nightly: 30000)")
    parser.addoption("--release", type=Path, metavar="DIR", help="the release that test_dist.py opens (default: a small one)")


def pytest_configure(config: pytest.Config) -> None:
    """Continuous integration compares; a person rewrites, and reads the difference."""
    if config.getoption("--rewrite") and os.environ.get("CI", "").lower() == "true":
        raise pytest.UsageError("--rewrite is for people: CI compares the golden files and never writes them")
    settings.load_profile(NIGHTLY if config.getoption("--nightly") else PUSH)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no rubbish while tests are collected, nor among them afterwards: they all stay."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by what it needs or by where it lies, leave the nightly ones to the night, and begin with those that answer at once."""
    for item in items:
        needed = set(getattr(item, "fixturenames", ()))
        room = item.path.parent.name
        if room == "browser" or needed & {"browser", "firefox"}:
            item.add_marker("browser")
        if room == "built" or needed & BUILT or item.get_closest_marker("release"):
            item.add_marker("built")
    if not config.getoption("--nightly"):
        nightly = {item for item in items if item.get_closest_marker("nightly")}
        nightly |= left_to_the_night([item for item in items if item not in nightly])
        config.hook.pytest_deselected(items=[item for item in items if item in nightly])
        items[:] = [item for item in items if item not in nightly]
    items.sort(key=lambda item: sum(bool(item.get_closest_marker(name)) for name in ("built", "browser", "release")))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which sites are asked for, once it is known which tests run."""
    asked = {ALSO.get(name, name) for item in session.items for name in getattr(item, "fixturenames", ())}
    session.config.stash[WANTED] = [name for name in SITES if name in asked]


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
def once(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Once:
    """What is made once in this run: the sites, and under a name of its own whatever else takes long."""
    root = tmp_path_factory.getbasetemp()
    is_worker = hasattr(request.config, "workerinput")
    return Once((root.parent if is_worker else root) / "once", SITES, request.config.stash[WANTED])


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The real site. Nobody alters it, as it is every worker's."""
    return once.folder("site")


@pytest.fixture(scope="session")
def offline(once: Once) -> Path:
    """The same site, to be opened from a folder."""
    return once.folder("offline")


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
def hostile_site(once: Once) -> Iterator[str]:
    """Where a site is served whose records mean harm in every field; they are valid, so it is built."""
    with served(once.folder("hostile_site") / "site") as url:
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
        yield patient(playwright.chromium.launch(executable_path=path, args=FLAGS))


@pytest.fixture(scope="session")
def window(browser: Browser) -> Watched:
    """The window in which most tests read, one after the other: another takes more time than what they do in it."""
    return Watched(browser)


@pytest.fixture
def watch(window: Watched) -> Iterator[Watched]:
    """A page that must stay silent and at home, which is checked when the test ends; nothing of other tests is in it."""
    yield window
    wrong = [*window.errors, *window.outside]
    window.tidy()
    assert wrong == []


@pytest.fixture
def watched(watch: Watched) -> Page:
    """The page itself."""
    return watch.page


@pytest.fixture
def alone(browser: Browser) -> Iterator[Page]:
    """A page in a window of its own, for whoever alters what no one can put back: what runs before the scripts of a page."""
    watch = Watched(browser)
    yield watch.page
    watch.page.context.close()
    assert watch.errors == []
    assert watch.outside == []


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and what it was built from."""

    folder: Path
    site: Site


@pytest.fixture(scope="session")
def folder_site(once: Once) -> Built:
    """The real site as a release builds it to be opened from a folder, with what it was built from."""
    return Built(once.folder("offline"), once.value("offline"))


@pytest.fixture(scope="session")
def sample_site(once: Once) -> Built:
    """The same of the sample records, which is quickly put into any form."""
    return Built(once.folder("sample_site") / "site", once.value("sample_site"))


@pytest.fixture(scope="session", params=["sample_site", pytest.param("folder_site", marks=pytest.mark.nightly)])
def given(request: pytest.FixtureRequest) -> Built:
    """What zips and Kiwix files are made of: the sample with each push, by night the real site too."""
    built: Built = request.getfixturevalue(request.param)
    return built


@dataclass(frozen=True)
class Released:
    """A release: where it lies, and what was said while it was made."""

    folder: Path
    said: str


@pytest.fixture(scope="session")
def released(once: Once) -> Released:
    """What the release command makes of the sample records, without its books."""
    release_group()
    return Released(once.folder("released") / "dist", once.value("released"))


@dataclass(frozen=True)
class Packed:
    """The zip of the whole site, the folder that it unpacks to, and what was told while it was made."""

    made: Artefact
    folder: Path
    told: list[tuple[int, int, str]]


@pytest.fixture(scope="session")
def pack(once: Once) -> Callable[[Built], Packed]:
    """A function that packs a site in a folder as it is released, and unpacks it again; each once a run."""

    def packed(built: Built) -> Packed:
        def make(folder: Path) -> tuple[Artefact, list[tuple[int, int, str]]]:
            told: list[tuple[int, int, str]] = []
            (made,) = make_archive(built.folder, built.site, LANGS, folder, lambda *each: told.append(each))
            with ZipFile(made.path) as archive:
                archive.extractall(folder / UNPACKED)
            return made, told

        name = f"zip of {built.folder.name}"
        made, told = once.value(name, make)
        return Packed(made, once.folder(name) / UNPACKED / FOLDER, told)

    return packed


@pytest.fixture(scope="session")
def packed(pack: Callable[[Built], Packed], folder_site: Built) -> Packed:
    """The real site, packed and unpacked."""
    return pack(folder_site)
