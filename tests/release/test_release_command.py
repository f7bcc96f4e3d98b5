"""The release command: what it makes, that the same commit gives the same bytes, and how the files reach GitHub and the site."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from datetime import date
from itertools import product

import pytest

from gcm.release.job import Job
from gcm.site.embeds import downloads
from gcm.views.all_views import page_builder
from gcm.views.release_list import read_release, release_phrases
from support.paths import ROOT
from support.programs import program, release_group
from support.release_command import DAY, PARTS, make
from support.scripts import load_script
from support.sites import checkout

release_group()

pytestmark = pytest.mark.release
release, github = load_script("release"), load_script("github")


def test_the_same_commit_gives_the_same_bytes(released, tmp_path):
    """In another folder, in another time zone and on the clock of years later."""
    other = tmp_path / "elsewhere, ñ"
    other.mkdir()
    clock = (program("faketime", package="faketime"), "2031-03-04 05:06:07")
    given = {"SOURCE_DATE_EPOCH": str(DAY), "TZ": "Asia/Tokyo", "LANG": "C.UTF-8", "PYTHONHASHSEED": "7"}
    done = make(checkout(other / "checkout"), other / "dist", f"--only={PARTS}", "--dirty", "--tag=v1", before=clock, **given)
    assert done.returncode == 0, done.stderr
    assert (other / "dist" / "SHA256SUMS").read_text() == (released.folder / "SHA256SUMS").read_text()


@pytest.mark.nightly
def test_what_has_not_changed_is_not_made_again(released, tmp_path):
    """The second time in another folder, the zips are taken from what is kept; both times they are those that are made anew."""
    kept = {"REBUILD": "", "CI": "", "XDG_CACHE_HOME": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": str(DAY), "LANG": "en"}
    zips = {path.name: path.read_bytes() for path in released.folder.glob("*.zip")}
    for folder, said in (("first", ""), ("second", "; of 3 files, 3 have not changed since last time")):
        done = make(checkout(tmp_path / folder), tmp_path / f"dist of {folder}", "--only=zip", "--dirty", **kept)
        assert done.returncode == 0, done.stderr
        assert {path.name: path.read_bytes() for path in (tmp_path / f"dist of {folder}").glob("*.zip")} == zips
        assert re.search(rf"(?m)^Zip files: \d+ s{re.escape(said)}$", done.stderr)


@pytest.mark.nightly
def test_the_whole_release_is_the_same_from_what_is_kept(tmp_path):
    """All parts of the real records, made, and then taken from what is kept, which takes a fraction of the time."""
    kept = {"REBUILD": "", "CI": "", "XDG_CACHE_HOME": str(tmp_path / "cache"), "SOURCE_DATE_EPOCH": str(DAY)}
    figures = []
    for name in ("first", "second"):
        done = make(ROOT, tmp_path / name, "--dirty", f"--figures={tmp_path / name}.json", **kept)
        assert done.returncode == 0, done.stderr
        figures.append(json.loads((tmp_path / f"{name}.json").read_text()))
    assert (tmp_path / "first" / "SHA256SUMS").read_text() == (tmp_path / "second" / "SHA256SUMS").read_text()
    first, second = figures
    assert all(second[part]["kept"] == first[part]["files"] for part in first.keys() - {"sbom"})
    assert sum(part["cpu"] for part in second.values()) < 0.3 * sum(part["cpu"] for part in first.values())


def test_a_part_is_told_to_be_done_once():
    """Also where one of its jobs has told that all of it is done, but not yet ended, when another ends."""
    out = io.StringIO()
    progress = release.Progress(out, release_phrases("en"))
    first, second = jobs = [Job("books", name, print) for name in ("first", "second")]
    for job in jobs:
        progress.begin(job)
    progress.tell(second, 7, 7, "the last page")
    progress.end(first, (), 1.0)
    assert not re.search(r"Books: \d+ s", out.getvalue())
    progress.end(second, (), 1.0)
    assert len(re.findall(r"Books: \d+ s", out.getvalue())) == 1


def test_it_says_what_it_does(released):
    """Elsewhere than on a terminal in plain lines: each part, how far it is and with what, how long it took, and what came of it."""
    said = released.said
    assert "\r" not in said
    assert "\x1b" not in said
    parts = re.findall(r"(?m)^(.+) …$", said)
    assert len(parts) == 4
    for part in parts:
        assert re.search(rf"(?m)^{re.escape(part)}: \d+ s$", said)
    for part in parts[:3]:
        shares = list(map(int, re.findall(rf"(?m)^{re.escape(part)}: (\d+) %  \S", said)))
        assert shares == sorted(set(shares))
        assert shares
    assert len(said.splitlines()) < 60


def test_what_fails_is_named_in_words(tmp_path):
    """Which part cannot be made and why, without the steps of the program; the command says that it failed."""
    root = checkout(tmp_path / "checkout")
    (root / "records" / "practices" / "registro-de-muestra.md").write_text("---\ntitle: 1\n---\n")
    done = make(root, tmp_path / "dist", "--only=sbom", "--dirty", SOURCE_DATE_EPOCH=str(DAY), LANG="en")
    assert done.returncode == 1
    assert "release.py: Site that opens from a folder: checkout: it could not be made" in done.stderr
    assert "registro-de-muestra.md" in done.stderr
    assert "Traceback" not in done.stderr


class Terminal(io.StringIO):
    """Where a person looks."""

    def isatty(self):
        """A terminal."""
        return True


def test_on_a_terminal_one_line_changes():
    """Each message takes the place of the one before, and is never longer than the line; the end of a part stays."""
    out = Terminal()
    progress = release.Progress(out, release_phrases("es"))
    jobs = [release.Job("books", name, lambda *_: []) for name in ("México", "Panamá")]
    for job in jobs:
        progress.begin(job)
    for done in range(1, 4):
        progress.tell(jobs[0], done, 4, "x" * 500)
    for job in jobs:
        progress.end(job, (), 1.0)
    lines = out.getvalue().split("\r\x1b[K")
    assert out.getvalue().count("\n") == 1
    assert lines[-1] == "Libros: 0 s\n"
    assert "Libros: 37 %  xxx" in lines[-3]
    assert lines[-2] == "Libros: 50 %  México"
    assert all(len(line) <= shutil.get_terminal_size().columns for line in lines)


def git(folder, *arguments):
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.parametrize("state", ["changed", "new file", "no checkout"])
def test_what_is_not_committed_is_refused(tmp_path, state):
    """A release comes from a commit; nothing is made or emptied otherwise."""
    root, out = tmp_path / "root", tmp_path / "dist"
    root.mkdir()
    out.mkdir()
    (out / "kept").touch()
    if state != "no checkout":
        git(root, "init", "--quiet")
        (root / "a").write_text("1")
        git(root, "add", "a")
        git(root, "commit", "--quiet", "--message=a")
        (root / ("a" if state == "changed" else "b")).write_text("2")
    done = make(root, out, LANG="en", GIT_CEILING_DIRECTORIES=str(tmp_path))
    assert done.returncode == 2
    assert "not committed" in done.stderr
    assert (out / "kept").exists()


@pytest.mark.parametrize("out", [".", ".."])
def test_the_checkout_is_not_emptied(tmp_path, capsys, out):
    """Whoever wants a release in the folder in which they are would lose all their work, and its history."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "a").touch()
    assert release.main(["--root", str(root), "--out", str(root / out), "--dirty", "--lang=en"]) == 2
    assert "choose another" in capsys.readouterr().err
    assert (root / "a").exists()


def test_only_known_parts_can_be_asked_for(tmp_path):
    """A part that is misspelled is told, before anything is built; one that is named twice is made once."""
    done = make(tmp_path, tmp_path / "dist", "--only=zipp")
    assert done.returncode == 2
    assert "zipp" in done.stderr
    assert release._parts("zip,sbom,zip") == ("zip", "sbom")


# On GitHub


@pytest.fixture
def asked(monkeypatch):
    """What is asked of `gh`, which answers as told."""
    calls, answers = [], {}

    def run(*command):
        calls.append(command)
        return answers.get(command[1:3], "[]")

    monkeypatch.setattr(github, "run", run)
    return calls, answers


def test_every_file_is_attached(released, asked):
    """The release is created for a tag that exists, with all files, and the site is published again."""
    calls, _ = asked
    github.release("v1", released.folder)
    (create,) = (call for call in calls if call[:3] == ("gh", "release", "create"))
    assert {str(path) for path in released.folder.iterdir()} <= set(create)
    assert "--verify-tag" in create
    assert calls[-1] == ("gh", "workflow", "run", "publish.yml")


def test_a_release_that_is_there_is_renewed(released, asked):
    """Run twice, the workflow replaces the files."""
    calls, answers = asked
    answers["release", "list"] = json.dumps([{"tagName": "v1"}])
    github.release("v1", released.folder)
    assert [call[:3] for call in calls if call[2] in ("create", "upload")] == [("gh", "release", "upload")]


def test_altered_files_are_not_released(released, asked, tmp_path):
    """What differs from its sums, or is not among them, stops the release."""
    calls, _ = asked
    for name, content in (("downloads.json", b"{}"), ("new.zip", b"x")):
        copy = tmp_path / name
        shutil.copytree(released.folder, copy)
        (copy / name).write_bytes(content)
        with pytest.raises(SystemExit):
            github.release("v1", copy)
    assert calls == []


@pytest.mark.parametrize(("assets", "fetched"), [(["downloads.json", "x.zip"], True), (["x.zip"], False)])
def test_the_site_asks_for_the_list_of_the_last_release(asked, tmp_path, assets, fetched):
    """Where the last release has one; a release without it, or no release at all, is no error."""
    calls, answers = asked
    github.downloads(tmp_path / "downloads.json")
    assert len(calls) == 1
    answers["release", "list"] = json.dumps([{"tagName": "v1"}])
    answers["release", "view"] = json.dumps({"assets": [{"name": name} for name in assets]})
    github.downloads(tmp_path / "downloads.json")
    assert (calls[-1][:4] == ("gh", "release", "download", "v1")) == fetched


# On the page of downloads


@pytest.fixture
def page(folder_site):
    """A builder of the published page of downloads, by language."""
    from dataclasses import replace

    site = folder_site.site
    site = replace(site, addresses=replace(site.addresses, directory_urls=True), repository="https://github.com/x/y")
    return lambda lang, release=None: page_builder(replace(site, release=release), lang, ("downloads",))


@pytest.mark.parametrize(("lang", "words"), [("es", "Todavía no se ha publicado"), ("en", "has been released yet")])
def test_the_page_says_when_there_is_no_release(page, lang, words, tmp_path):
    """Without a list, or with that of a trial without a tag."""
    (tmp_path / "trial.json").write_text('{"tag": "", "date": "2026-01-01", "files": []}')
    for path in ("", str(tmp_path / "none.json"), str(tmp_path / "trial.json")):
        shown = downloads(page(lang, read_release(path)))
        assert words in shown
        assert "<table" not in shown
        assert "https://github.com/x/y/releases" in shown


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_lists_every_file(page, lang, released, tmp_path):
    """With its size, language and date, and a link to where the release keeps it; volumes in their order; books of a country in one row."""
    told = json.loads((released.folder / "downloads.json").read_text())
    book = {"pages": 7, "size": 123_456, "sha256": ""}
    for kind, id in (("country", "PA"), ("session", "f")):
        for each, format in product(("es", "en"), ("pdf", "epub")):
            words = {"title": f"{id} <{each}>", "subtitle": f"II {kind} {each}"}
            named = {"name": f"{kind}-{each}.{format}", "kind": kind, "subject": [kind, id], "format": format, "lang": each}
            told["files"].append({**book, **named, **words})
    for each, volume in product(("es", "en"), (2, 10)):
        words = {"title": f"{volume}. V {each}", "subtitle": "A – B", "subject": []}
        told["files"].append(
            {**book, "name": f"book-{each}-{volume}.pdf", "kind": "book", "format": "pdf", "lang": each, **words}
        )
    path = tmp_path / "downloads.json"
    path.write_text(json.dumps(told))
    shown = downloads(page(lang, read_release(str(path))))
    for file in told["files"]:
        # Each language cuts the book where its own volumes end.
        if file["kind"] != "sbom" and (file["kind"] != "book" or file["lang"] == lang):
            assert f'href="https://github.com/x/y/releases/download/v1/{file["name"]}"' in shown
    assert shown.count("<table") == 4
    assert 0 < shown.index(f"2. V {lang}") < shown.index(f"10. V {lang}")
    assert shown.count(f"PA &lt;{lang}&gt;") == 1
    assert f"{release_phrases(lang).all_session}: II session {lang}</caption>" in shown
    assert {"es": "PDF\u00a00,1\u00a0MB", "en": "PDF\u00a00.1\u00a0MB"}[lang] in shown
    assert {"es": "español e inglés: ", "en": "Spanish and English: "}[lang] in shown
    assert page(lang).t.day(date.fromtimestamp(DAY)) in shown
    assert "bound method" not in shown


def test_a_copy_in_a_folder_leads_to_the_published_page(folder_site):
    """What was released cannot know its own list, and does not say that there is none."""
    builder = page_builder(folder_site.site, "es", ("downloads",))
    shown = downloads(builder)
    assert 'href="https://example.org/descargas/"' in shown
    assert "Todavía" not in shown
