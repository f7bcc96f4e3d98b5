"""How a site is built: what is made once, frames against the theme itself, a second build, and builds that fail."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import gcm.catalogue.remembered
import gcm.site.writer
import hooks.theme
from gcm.language.text import LANGS
from gcm.site.frames import own_of, shape_of, strip_indentation
from support.sites import checkout

pytestmark = pytest.mark.built

RECORD = "practices/ventanilla-movil.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> SimpleNamespace:
    """The sample site, built in this process: its states by language, and how often what was done."""
    counts, states = Counter(), {}

    def counted(function, name):
        def count(*arguments, **options):
            counts[name] += 1
            return function(*arguments, **options)

        return count

    root = checkout(tmp_path_factory.mktemp("sample"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONE_PROCESS", "true")
        patch.setenv("REBUILD", "true")
        patch.setenv("SITE_URL", "https://example.org/")
        for room, name in (
            (gcm.catalogue.remembered, "parse_record"),
            (gcm.catalogue.remembered, "check_alone"),
            (gcm.site.writer, "build_view"),
            (gcm.site.writer, "word_file"),
            (hooks.theme.Theme, "render"),
            (hooks.theme.Theme, "_page"),
        ):
            patch.setattr(room, name, counted(getattr(room, name), name))
        for log in ("mkdocs",):
            logging.getLogger(log).setLevel(logging.ERROR)
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "site"), strict=True)
        remembered = config.plugins.events["post_build"]
        assert remembered
        put = gcm.site.writer.Writer.__init__

        def noted(self, site, lang, way, *more):
            states[lang] = (self, way.__self__)
            put(self, site, lang, way, *more)

        patch.setattr(gcm.site.writer.Writer, "__init__", noted)
        build(config)
    return SimpleNamespace(root=root, states=states, counts=counts)


def test_what_takes_time_is_done_once(built):
    """A record is parsed and checked once for both languages, a view made once for page, Word file and search, a frame once a shape."""
    writers = [writer for writer, _ in built.states.values()]
    records = sum(1 for _ in built.states["es"][1].records.sources)
    assert built.counts["parse_record"] == built.counts["check_alone"] == records
    # Pages that a hand-written one links to by an anchor are made a second time, for their anchors.
    assert len(LANGS) * len(writers[0].pages) <= built.counts["build_view"] <= len(LANGS) * (len(writers[0].pages) + 3)
    shapes = {
        (writer.lang, shape_of(writer.page(key), state.theme.menu))
        for writer, state in built.states.values()
        for key in writer.pages.values()
    }
    assert built.counts["render"] == len(shapes) < built.counts["build_view"]


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_in_a_frame_is_as_the_theme_renders_it(built, lang):
    """Every page, whatever its shape: spliced, and rendered whole with all that is its own."""
    writer, state = built.states[lang]
    for key in writer.pages.values():
        page = writer.page(key)
        shape = replace(shape_of(page, state.theme.menu), source=page.source)
        whole = strip_indentation(state.theme.render(shape, own_of(page, writer.site), page.sections))
        assert state.put(page, writer.site) == whole, key


def run(root: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does."""
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    home = {"XDG_CACHE_HOME": str(root.parent / "cache"), "HOME": str(root.parent), "CI": "", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=root, env={**home, **environment}, capture_output=True, text=True, check=False)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def root(built, tmp_path) -> Path:
    """A checkout to be altered."""
    shutil.copytree(built.root, tmp_path / "root", ignore=shutil.ignore_patterns("site", "__pycache__"))
    return tmp_path / "root"


def test_where_nothing_changed_nothing_is_built(root):
    """And where anything did, a record, the site itself or its stamp, everything is; what comes of it is the clean site."""
    unchanged = "Nothing has changed"
    assert unchanged not in run(root).stderr
    clean = content(root / "site")
    assert unchanged in run(root).stderr
    assert content(root / "site") == clean

    page = root / "site" / "index.html"
    page.write_text(page.read_text("utf-8").replace("<title>", "<title>!", 1), "utf-8")
    assert unchanged not in run(root).stderr
    assert content(root / "site") == clean

    (stamp,) = (root.parent / "cache" / "gcm-practices" / "built").iterdir()
    stamp.write_bytes(stamp.read_bytes()[:40])
    assert unchanged not in run(root).stderr
    assert unchanged not in run(root, REBUILD="1").stderr

    record = root / "records" / RECORD
    record.write_text(record.read_text("utf-8").replace("# English", "# English\n\nMore words.", 1), "utf-8")
    assert unchanged not in run(root).stderr
    assert "More words." in "".join(path.read_text("utf-8") for path in (root / "site" / "en" / "practices").rglob("*.html"))


def test_one_process_builds_what_two_do(root):
    """Languages do not know of each other."""
    assert run(root, "-d", str(root / "two")).returncode == 0
    assert run(root, "-d", str(root / "one"), ONE_PROCESS="1").returncode == 0
    assert content(root / "two") == content(root / "one")


@pytest.mark.parametrize("lang", LANGS)
def test_a_broken_link_stops_a_strict_build_in_either_language(root, lang):
    """Also where that language is built in another process, and where it is to an anchor of a page that we make."""
    page = root / "docs" / lang / "index.md"
    target = {"es": "objetivos/index.md", "en": "objectives/index.md"}[lang]
    text = page.read_text("utf-8")
    page.write_text(f"{text}\n\n[x]({target}#no-such-anchor)\n", "utf-8")
    done = run(root, "--strict", "--quiet")
    assert done.returncode == 1, done.stderr
    page.write_text(f"{text}\n\n[x](no-such-page.md)\n", "utf-8")
    done = run(root, "--strict", "--quiet")
    assert done.returncode == 1, done.stderr
