"""The release command: what it makes, that the same commit gives the same bytes, and how the files reach GitHub and the site."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
from conftest import ROOT
from needed import program, release_group
from scripting import load_script

from gcm.downloads import read_release
from gcm.figures import downloads
from gcm.views import page_builder

release_group()

release, github = load_script("release"), load_script("github")
DAY = 1_780_000_000
PARTS = "zip,kiwix,sbom"


def sample(folder):
    """A checkout with few records."""
    for name in ("docs", "hooks", "theme"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "tests" / "sample" / "records", folder / "records")
    return folder


def make(root, out, *options, before=(), **environment):
    """The release of `root` in `out`, made by the command."""
    kept = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "REPOSITORY_URL", "OFFLINE")}
    command = [*before, sys.executable, str(ROOT / "scripts" / "release.py"), "--root", str(root), "--out", str(out), *options]
    return subprocess.run(command, env={**kept, **environment}, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """What the command made of the sample, and what it said."""
    folder = tmp_path_factory.mktemp("first")
    done = make(
        sample(folder / "checkout"), folder / "dist", f"--only={PARTS}", "--dirty", "--tag=v1", SOURCE_DATE_EPOCH=str(DAY)
    )
    assert done.returncode == 0, done.stderr
    return folder / "dist", done.stderr


def test_the_same_commit_gives_the_same_bytes(dist, tmp_path):
    """In another folder, in another time zone and on the clock of years later."""
    other = tmp_path / "elsewhere, ñ"
    other.mkdir()
    clock = (program("faketime", package="faketime"), "2031-03-04 05:06:07")
    given = {"SOURCE_DATE_EPOCH": str(DAY), "TZ": "Asia/Tokyo", "LANG": "C.UTF-8", "PYTHONHASHSEED": "7"}
    done = make(sample(other / "checkout"), other / "dist", f"--only={PARTS}", "--dirty", "--tag=v1", before=clock, **given)
    assert done.returncode == 0, done.stderr
    assert (other / "dist" / "SHA256SUMS").read_text() == (dist[0] / "SHA256SUMS").read_text()


def test_the_sums_are_those_of_the_files(dist):
    """`sha256sum` agrees, and every file is listed."""
    folder, _ = dist
    checker = program("sha256sum", package="coreutils")
    done = subprocess.run(
        [checker, "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    listed = {line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert listed == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}


def test_the_list_tells_what_each_file_is(dist):
    """Name, kind, language, pages, size and digest of each, the day and the commit; names are of plain letters."""
    folder, _ = dist
    told = json.loads((folder / "downloads.json").read_text())
    assert told["date"] == str(date.fromtimestamp(DAY))
    assert re.fullmatch(r"[0-9a-f]{40}|", told["commit"])
    assert {path.name for path in folder.iterdir()} == {file["name"] for file in told["files"]} | {
        "SHA256SUMS",
        "downloads.json",
    }
    for file in told["files"]:
        content = (folder / file["name"]).read_bytes()
        assert file["size"] == len(content)
        assert file["sha256"] == hashlib.sha256(content).hexdigest()
        assert re.fullmatch(r"gcm-practices-[a-z0-9.-]+", file["name"])
    pages = {file["kind"] + file["lang"]: file["pages"] for file in told["files"]}
    assert pages["sitees-en"] == pages["kiwixes-en"] == told["pages"]
    assert pages["kiwixes"] == pages["kiwixen"] == told["pages"] // 2


@pytest.mark.parametrize("name", ["install", "release"])
def test_the_bill_of_materials_is_valid(dist, name):
    """It keeps to the schema of CycloneDX, and has every direct dependency at the version that is locked."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    text = (dist[0] / f"gcm-practices-sbom-{name}.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    parts = {part["name"].lower(): part["version"] for part in bill["components"]}
    locked = dict(re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / "requirements.lock").read_text()))
    assert {"mkdocs-material", "pydantic", "markdown-it", "@cfworker/json-schema"} <= parts.keys()
    assert ("libzim" in parts) == ("weasyprint" in parts) == (name == "release")
    assert all(part["hashes"] if "hashes" in part else part["externalReferences"] for part in bill["components"])
    assert all(parts[each] == locked[each] for each in ("mkdocs", "pydantic", "lxml"))
    assert not {"serialNumber"} & bill.keys()
    assert bill["metadata"]["component"]["properties"][0]["name"] == "commit"


def test_it_says_what_it_does(dist):
    """Elsewhere than on a terminal in plain lines: each step, how far it is, how long it took, and what came of it."""
    _, said = dist
    assert "\r" not in said
    assert "\x1b" not in said
    steps = re.findall(r"(?m)^(.+) …$", said)
    assert len(steps) == 4
    for step in steps:
        assert re.search(rf"(?m)^{re.escape(step)}: \d+ s$", said)
    assert re.search(r": \d+/\d+  \S", said)
    assert len(said.splitlines()) < 60


class Terminal(io.StringIO):
    """Where a person looks."""

    def isatty(self):
        """A terminal."""
        return True


def test_on_a_terminal_one_line_changes():
    """Each message takes the place of the one before, and is never longer than the line."""
    out = Terminal()
    with release.Progress(out).step("Paso") as tell:
        for done in range(1, 4):
            tell(done, 3, "x" * 500)
    text = out.getvalue()
    assert text.count("\n") == 1
    assert text.endswith(" s\n")
    assert all(len(line) <= shutil.get_terminal_size().columns for line in text.split("\r\x1b[K"))


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


def test_only_known_parts_can_be_asked_for(tmp_path):
    """A part that is misspelled is told, before anything is built."""
    done = make(tmp_path, tmp_path / "dist", "--only=zipp")
    assert done.returncode == 2
    assert "zipp" in done.stderr


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


def test_every_file_is_attached(dist, asked):
    """The release is created for a tag that exists, with all files, and the site is published again."""
    calls, _ = asked
    github.release("v1", dist[0])
    (create,) = (call for call in calls if call[:3] == ("gh", "release", "create"))
    assert {str(path) for path in dist[0].iterdir()} <= set(create)
    assert "--verify-tag" in create
    assert calls[-1] == ("gh", "workflow", "run", "publish.yml")


def test_a_release_that_is_there_is_renewed(dist, asked):
    """Run twice, the workflow replaces the files."""
    calls, answers = asked
    answers["release", "list"] = json.dumps([{"tagName": "v1"}])
    github.release("v1", dist[0])
    assert [call[:3] for call in calls if call[2] in ("create", "upload")] == [("gh", "release", "upload")]


def test_altered_files_are_not_released(dist, asked, tmp_path):
    """What differs from its sums, or is not among them, stops the release."""
    calls, _ = asked
    for name, content in (("downloads.json", b"{}"), ("new.zip", b"x")):
        copy = tmp_path / name
        shutil.copytree(dist[0], copy)
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

    addresses = replace(folder_site.addresses, directory_urls=True, repository="https://github.com/x/y")
    return lambda lang: page_builder(folder_site.catalogue, addresses, lang, ("downloads",))


@pytest.mark.parametrize(("lang", "words"), [("es", "Todavía no se ha publicado"), ("en", "has been released yet")])
def test_the_page_says_when_there_is_no_release(page, lang, words, tmp_path):
    """Without a list, or with that of a trial without a tag."""
    (tmp_path / "trial.json").write_text('{"tag": "", "date": "2026-01-01", "files": []}')
    for path in ("", str(tmp_path / "none.json"), str(tmp_path / "trial.json")):
        shown = downloads(page(lang), read_release(path))
        assert words in shown
        assert "<table" not in shown
        assert "https://github.com/x/y/releases" in shown


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_page_lists_every_file(page, lang, dist, tmp_path):
    """With its size, language and date, and a link to where the release keeps it; books of a country in one row."""
    told = json.loads((dist[0] / "downloads.json").read_text())
    book = {"kind": "country", "subject": ["country", "PA"], "pages": 7, "size": 123_456, "sha256": ""}
    for each in ("es", "en"):
        for kind in ("pdf", "epub"):
            told["files"].append(
                {**book, "name": f"b-{each}.{kind}", "format": kind, "lang": each, "title": f"Panamá <{each}>"}
            )
    path = tmp_path / "downloads.json"
    path.write_text(json.dumps(told))
    shown = downloads(page(lang), read_release(str(path)))
    for file in told["files"]:
        if file["kind"] != "sbom":
            assert f'href="https://github.com/x/y/releases/download/v1/{file["name"]}"' in shown
    assert shown.count("<table") == 2
    assert f"Panamá &lt;{lang}&gt;" in shown
    assert {"es": "0,1 MB", "en": "0.1 MB"}[lang] in shown
    assert page(lang).t.day(date.fromtimestamp(DAY)) in shown
    assert "bound method" not in shown


def test_a_copy_in_a_folder_leads_to_the_published_page(folder_site):
    """What was released cannot know its own list, and does not say that there is none."""
    builder = page_builder(folder_site.catalogue, folder_site.addresses, "es", ("downloads",))
    shown = downloads(builder, None)
    assert 'href="https://example.org/descargas/"' in shown
    assert "Todavía" not in shown
