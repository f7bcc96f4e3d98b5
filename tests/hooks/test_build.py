"""How a site is built: what is made once, frames against the theme itself, a second build, and builds that fail."""

from __future__ import annotations

import copy
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

import gcm.catalogue.remembered
import gcm.site.writer
import hooks.theme
from gcm.catalogue.page_sources import SEARCH
from gcm.catalogue.remembered import RememberedRecords
from gcm.language.text import LANGS
from gcm.site.frames import own_of, shape_of, strip_indentation
from gcm.views.addresses import PREFIX
from hooks.serving import Room
from hooks.site import _check_anchors, _check_publisher
from support.editor import Editor
from support.sites import checkout

pytestmark = pytest.mark.built

SCRIPT_OF_EDITS = re.compile(rb'<script src="/editing.js"[^>]*></script>')
RECORD = "practices/ventanilla-movil.md"
SITE = {"SITE_URL": "https://example.org/", "REPOSITORY_URL": "https://github.com/example/gcm-practices"}


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
        for name, value in SITE.items():
            patch.setenv(name, value)
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
        if key == SEARCH:  # the form at the head of every page leads to this one, which the theme calls "./"
            whole = whole.replace('action="./"', f'action="../{writer.site.addresses.url(key, lang).split("/")[-2]}/"')
        assert state.put(page, writer.site) == whole, key


def run(root: Path, *options: str, before=None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build as a person does; `before` is done in the process first."""
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    home = {"XDG_CACHE_HOME": str(root.parent / "cache"), "HOME": str(root.parent), "CI": "", "PATH": "/usr/bin:/bin"}
    environment = {**home, **environment}
    return subprocess.run(
        command,
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=before,
    )


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def root(built, tmp_path) -> Path:
    """A checkout to be altered."""
    shutil.copytree(built.root, tmp_path / "root", ignore=shutil.ignore_patterns("site", "__pycache__"))
    return tmp_path / "root"


def test_where_nothing_changed_nothing_is_built(built, root):
    """And where anything did, a record or the site itself, everything is; two processes, one for each language, build what one does."""
    unchanged = "Nothing has changed"
    assert unchanged not in run(root, **SITE).stderr
    clean = content(root / "site")
    assert clean == content(built.root / "site")
    assert unchanged in run(root, **SITE).stderr
    assert content(root / "site") == clean

    record, page = root / "records" / RECORD, root / "site" / "index.html"
    page.write_text(page.read_text("utf-8").replace("<title>", "<title>!", 1), "utf-8")
    record.write_text(record.read_text("utf-8").replace("# English", "# English\n\nMore words.", 1), "utf-8")
    assert unchanged not in run(root, **SITE).stderr
    assert (root / "site" / "index.html").read_bytes() == clean["index.html"]
    assert "More words." in "".join(path.read_text("utf-8") for path in (root / "site" / "en" / "practices").rglob("*.html"))


OLD = {"index.html": b"old", "en/index.html": b"old"}
"""A site that stands already."""


@pytest.fixture
def standing(root) -> Path:
    """The site of an earlier build."""
    for name, text in OLD.items():
        (root / "site" / name).parent.mkdir(parents=True)
        (root / "site" / name).write_bytes(text)
    return root / "site"


def test_a_disk_that_takes_no_more_is_told_of_in_a_sentence(root, standing):
    """Nothing of the new site stays, and the old one stands."""
    resource = pytest.importorskip("resource")
    # What Python compiles would be cut off as well, and stay so.
    done = run(root, PYTHONDONTWRITEBYTECODE="1", before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)))
    assert done.returncode == 1
    assert "El sitio no se pudo escribir" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert content(standing) == OLD
    assert not [path for path in root.iterdir() if "building" in path.name]


def also(root: Path, hook: str) -> None:
    """Let the build of a checkout do something more."""
    (root / "more.py").write_text(hook, "utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("hooks/site.py]", "hooks/site.py, more.py]"), "utf-8")


FAULT = """
import os
from gcm.site.shared import SharedFiles

first, made, (heard, tell) = os.getpid(), SharedFiles.make, os.pipe()

def make(files, path):
    if (os.getpid() == first) == (os.environ["FAULTY"] == "es"):
        os.write(tell, bytes(30_000))  # only now does the other process go on: so this one has something to do
        raise ValueError(f"a fault in {os.environ['FAULTY']}")
    os.read(heard, 1)
    return made(files, path)

SharedFiles.make = make
"""


@pytest.mark.parametrize("lang", LANGS)
def test_a_fault_in_what_both_languages_share_is_told_in_whichever_process(root, standing, lang):
    """The other one does not put up a site in which that is missing."""
    also(root, FAULT)
    done = run(root, FAULTY=lang)
    assert done.returncode == 1
    assert f"ValueError: a fault in {lang}" in done.stderr
    assert content(standing) == OLD
    assert not [path for path in root.iterdir() if "building" in path.name]


ENDLESS = """
import os, signal
from gcm.site.shared import SharedFiles

def make(files, path):
    os.write(int(os.environ["TELL"]), b"!")
    signal.pause()

SharedFiles.make = make
"""


def test_whoever_ends_a_build_ends_both_its_processes(root, standing):
    """Both are at what they share; nothing is left that would hold the end of a pipe."""
    also(root, ENDLESS)
    heard, tell = os.pipe()
    environment = {"HOME": str(root.parent), "CI": "", "PATH": "/usr/bin:/bin", "TELL": str(tell)}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    with subprocess.Popen(command, cwd=root, env=environment, pass_fds=[tell], stderr=subprocess.DEVNULL) as at_work:
        os.close(tell)
        assert os.read(heard, 1) + os.read(heard, 1) == b"!!"
        at_work.send_signal(signal.SIGINT)
        assert at_work.wait() == 1
    assert os.read(heard, 1) == b""
    os.close(heard)
    assert content(standing) == OLD


def test_whoever_publishes_is_told_what_draws(monkeypatch):
    """Without the library for the pictures nothing is published; a folder has none, so it needs none."""
    monkeypatch.setattr("hooks.site.find_spec", lambda _: None)
    own = {"repository": "https://github.com/pmm/sitio", "editors": "fichas@pmm.gob.pa", "publish": 1}
    config = SimpleNamespace(site_url="https://pmm.gob.pa/sitio/", extra={**own, "folder": False})
    with pytest.raises(PluginError, match="uv run --group publish mkdocs build"):
        _check_publisher(config)
    in_folder = SimpleNamespace(site_url=config.site_url, extra={**own, "folder": True})
    assert _check_publisher(in_folder) is in_folder


def test_nothing_is_published_under_an_example(root, standing):
    """Whoever publishes says so, and is told what to say first."""
    done = run(root, "--strict", "--quiet", PUBLISH="1")
    assert done.returncode == 1
    assert "No se publica: mkdocs.yml" in done.stderr
    assert "(site_url, extra.repository, extra.editors)" in done.stderr
    assert content(standing) == OLD


@pytest.mark.parametrize(
    ("lang", "target"),
    [
        ("en", "objectives/index.md#no-such-anchor"),  # the hardest: in another process, to an anchor of a page that we make
        pytest.param("es", "objetivos/index.md#no-such-anchor", marks=pytest.mark.nightly),
        *(pytest.param(lang, "no-such-page.md", marks=pytest.mark.nightly) for lang in LANGS),
    ],
)
def test_a_broken_link_stops_a_strict_build_in_either_language(root, standing, lang, target):
    """Also where that language is built in another process, and where it is to an anchor of a page that we make; the old site stands."""
    page = root / "docs" / lang / "index.md"
    page.write_text(f"{page.read_text('utf-8')}\n\n[x]({target})\n", "utf-8")
    done = run(root, "--strict", "--quiet")
    assert done.returncode == 1, done.stderr
    assert content(standing) == OLD


@pytest.mark.parametrize("lang", LANGS)
def test_a_link_of_a_page_that_we_make_to_no_anchor_is_warned_of(built, lang, caplog, monkeypatch):
    """Each once, on its own page and on others; what hand-written pages have is known."""
    monkeypatch.setattr(hooks.site.log, "disabled", False)  # the checker of imports silences every log that is there before it
    writer, state = built.states[lang]
    key = ("forum", "foro-de-muestra")
    page = replace(
        writer.page(key),
        html='<h1 id="a">A</h1><a href="#a">A</a><a href="#b">B</a><a href="../#c">C</a><a href="https://e.org/#d">D</a>',
    )
    state.anchors = copy.deepcopy(before := state.anchors)
    try:
        _check_anchors(state)
        assert not caplog.messages
        state.anchors.take(page)
        state.anchors.take(page)
        _check_anchors(state)
    finally:
        state.anchors = before
    folder = state.site.addresses.url(key, lang).removeprefix(PREFIX[lang]).rstrip("/")
    missing = [re.search(r"links to '([^']+)'", message)[1] for message in caplog.messages]
    assert {f"{folder}#b", f"{folder.rpartition('/')[0]}#c"} <= set(missing)
    assert not [each for each in missing if each.endswith(("#a", "#d"))]


@pytest.fixture
def edited(built, root) -> Iterator[Room]:
    """The sample site as it is served to somebody who edits the records of `root`."""
    states, room = [state for _, state in built.states.values()], Room()
    before, records = states[0].records, RememberedRecords(root / "records")
    try:
        for state in states:
            state.records = records
            state.take(records.load()[0])
            room.show(state)
        yield room
    finally:
        for state in states:
            state.records = before
            state.take(before.load()[0])


def test_suggestions_follow_an_edit_in_a_quiet_moment(root, edited):
    """Until then they are those from before it; whoever waits for an edit hears of others, and of the same not."""
    record = root / "records" / "practices" / "ventanilla-movil.md"
    state = edited._states["es"]
    desk = state.site.catalogue.practices["ventanilla-movil"]
    due = state.site.catalogue.who_else(desk)
    vars(state.site.catalogue)["_suggested"] = {desk.id: ("registro-de-muestra", "no-longer-there")}
    edited.take_in([record])
    known = edited._edit
    assert [each.id for each in state.site.catalogue.who_else(desk)] == ["registro-de-muestra"]
    edited.catch_up()
    assert edited._edit != known
    assert state.site.catalogue.who_else(desk) == due == ()
    known = edited._edit
    edited.catch_up()
    assert edited._edit == known


@pytest.mark.parametrize("edits", [6, pytest.param(100, marks=pytest.mark.nightly)])
def test_after_random_edits_the_site_is_the_clean_one(built, root, edited, edits):
    """Byte for byte, whatever was asked for on the way, and whatever was wrong meanwhile."""
    editor, pages = Editor(root / "records", seed=edits), sorted(content(built.root / "site"))
    for _ in range(edits):
        edited.take_in(editor.edit())
        for path in editor.random.sample(pages, 5):
            edited.answer(path)
    edited.take_in(editor.mend())
    edited.catch_up()

    done = run(root, "--quiet", **SITE)
    assert done.returncode == 0, done.stderr
    clean = content(root / "site")
    for _, state in built.states.values():  # the search has the words of a hand-written page once that was shown
        for key in state.site.addresses.hand_written:
            edited.answer(f"{state.site.addresses.url(key, state.lang)}index.html")
    made = {path: answer[2] for path in clean if (answer := edited.answer(path))}
    assert [path for path in made if SCRIPT_OF_EDITS.sub(b"", made[path]) != clean[path]] == []
    for _, state in built.states.values():
        assert {f"{PREFIX[state.lang]}{path}" for path in state.writer.paths} <= made.keys() == made.keys() & clean.keys()
