"""What is remembered of records that did not change, and that nobody can slip anything in that way."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import pytest
from scripting import load_script

from gcm import cache
from gcm.cache import RecordCache, open_cache
from gcm.catalogue import load_catalogue


@pytest.fixture
def parsed(monkeypatch):
    """The files that were really parsed, as they come."""
    paths = []
    really = cache.parse_record
    monkeypatch.setattr(cache, "parse_record", lambda content, shown: (paths.append(shown), really(content, shown))[1])
    return paths


@pytest.fixture
def load(records):
    """A function that loads the small set as the script does: its catalogue and problems."""

    def run():
        opened = open_cache(records.root)
        loaded = load_catalogue(records.root, opened.parse)
        opened.save()
        return loaded

    return run


@pytest.fixture
def file(records, load):
    """The file in which the small set is remembered."""
    load()
    return open_cache(records.root)._file


def test_a_file_that_did_not_change_is_not_parsed_again(records, load, parsed):
    """Only the one that changed is; the catalogue is that of a first run."""
    first = load()
    assert len(parsed) == 4
    del parsed[:]
    assert load()[0].practices == first[0].practices
    assert parsed == []
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    assert load()[0].practices["registro"].countries == ("PA", "CR")
    assert parsed == ["records/practices/registro.md"]


def test_what_is_remembered_says_the_same(records, load):
    """Problems of fields, between records and of languages have the same words and places the second time."""
    records.change("practices/registro.md", "[PA]", "[Panamá]")
    records.change("practices/ventanilla.md", ", en: One-stop office", "")
    records.change("practices/ventanilla.md", "[registro]", "[registra]")
    records.write(
        "practices/otra.md", "---\ntitle: {es: Registro de persona extranjera}\nkind: tool\ncountries: [PA]\n---\nsuelto"
    )
    plain = load_catalogue(records.root)
    assert {problem.code for problem in plain[1]} == {"R211", "W501", "R301", "R143"}
    assert [load()[1], load()[1]] == [plain[1], plain[1]]


def test_only_what_is_used_is_kept(records, load, file):
    """A record that is gone is forgotten, and one with a fault in its file is read anew every time."""
    assert len(json.loads(file.read_bytes())[1]) == 4
    (records.root / "practices/ventanilla.md").unlink()
    records.write("practices/otra.md", "---\ntitle: {es: Otra}\n---\nsin encabezado")
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    load()
    assert len(json.loads(file.read_bytes())[1]) == 3


def test_the_file_is_written_only_if_enough_is_new(records, load, file, parsed):
    """Where one record of many changed, to parse that one again next time takes less time than to write all."""
    for number in range(40):
        title = f"{chr(97 + number % 26) * 9} {chr(97 + number // 26) * 9}"
        fields = f"title: {{es: {title}, en: {title}}}\nkind: tool\ncountries: [PA]\n"
        records.write(f"practices/p{number}.md", f"---\n{fields}---\n")
    load()
    written = file.stat().st_mtime_ns
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    del parsed[:]
    assert [load()[0].practices["registro"].countries for _ in range(2)] == [("PA", "CR")] * 2
    assert (file.stat().st_mtime_ns, parsed) == (written, ["records/practices/registro.md"] * 2)


def broken(file):
    """The file cut short."""
    file.write_bytes(file.read_bytes()[:-9])


def empty(file):
    """Nothing in the file."""
    file.write_bytes(b"")


def pickled(file):
    """What would run something if it were unpickled."""
    file.write_bytes(pickle.dumps((print, ("run",))))


def deep(file):
    """Brackets that end a careless reader."""
    file.write_bytes(b"[" * 1_000_000)


def of_numbers(file):
    """Values that no reader of records gives."""
    version, entries = json.loads(file.read_bytes())
    file.write_text(json.dumps([version, {digest: [{"title": 1}, {}] for digest in entries}]), "utf-8")


def of_another_language(file):
    """A body in a language that records do not have."""
    version, entries = json.loads(file.read_bytes())
    file.write_text(json.dumps([version, {digest: [{}, {"fr": "x"}] for digest in entries}]), "utf-8")


def of_another_version(file):
    """What another version of the code understood."""
    version, entries = json.loads(file.read_bytes())
    file.write_text(json.dumps([version[::-1], {digest: [{"kind": "tool"}, {}] for digest in entries}]), "utf-8")


def open_to_others(file):
    """What others may write to, here with something that is not in the records."""
    version, entries = json.loads(file.read_bytes())
    file.write_text(json.dumps([version, {digest: [{"kind": "tool"}, {}] for digest in entries}]), "utf-8")
    file.chmod(0o666)


def a_folder(file):
    """Something that is no file."""
    file.unlink()
    file.mkdir()


FOREIGN = [broken, empty, pickled, deep, of_numbers, of_another_language, of_another_version, a_folder]


@pytest.mark.parametrize(
    "spoil", [*FOREIGN, pytest.param(open_to_others, marks=pytest.mark.skipif(os.name == "nt", reason="POSIX"))]
)
def test_what_is_damaged_or_foreign_counts_as_nothing(records, load, file, parsed, spoil):
    """The records are read anew; nothing of the file is taken over, run or told, and nothing fails."""
    spoil(file)
    assert load() == load_catalogue(records.root)
    assert len(parsed) == 4


@pytest.mark.skipif(os.name == "nt", reason="Windows has no owners of this kind")
def test_the_file_of_another_user_counts_as_nothing(load, file, parsed, monkeypatch):
    """However it came to lie there."""
    monkeypatch.setattr(cache.os, "getuid", lambda: file.stat().st_uid + 1)
    load()
    assert len(parsed) == 4


def test_another_version_of_the_code_starts_anew(load, file, parsed, monkeypatch, tmp_path):
    """Whatever changes in the package or its data, nothing that was understood before is taken over."""
    before = cache._version()
    for name in ("records.py", "data/terms.yaml", "data/map.json"):
        (tmp_path / "gcm" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "gcm" / name).write_text("x", "utf-8")
    monkeypatch.setattr(cache, "CODE", tmp_path / "gcm")
    versions = [before, cache._version()]
    for name in ("records.py", "data/terms.yaml", "data/map.json"):
        (tmp_path / "gcm" / name).write_text("y", "utf-8")
        versions.append(cache._version())
    assert len(set(versions)) == len(versions) == 5


@pytest.mark.parametrize("place", ["checkout", "records", "relative"])
def test_nothing_in_the_checkout_is_read_or_written(records, load, monkeypatch, tmp_path, place):
    """Where the environment puts caches inside the checkout, a pull request could bring one along: there is none then."""
    inside = {"checkout": cache.CODE.parent / ".cache", "records": records.root / "cache", "relative": Path("cache")}[place]
    monkeypatch.setenv("XDG_CACHE_HOME", str(inside))
    monkeypatch.setattr(cache, "user_cache_path", lambda name, appauthor: inside / name)
    monkeypatch.chdir(tmp_path)
    assert open_cache(records.root)._file is None
    load()
    assert not inside.exists() or not (inside / "gcm-practices").exists()


def test_a_link_into_the_checkout_is_seen_through(records, monkeypatch, tmp_path):
    """It counts where the folder really is."""
    (records.root / "cache").mkdir()
    (tmp_path / "link").symlink_to(records.root / "cache")
    monkeypatch.setattr(cache, "user_cache_path", lambda name, appauthor: tmp_path / "link" / name)
    assert open_cache(records.root)._file is None


def test_without_a_folder_to_write_to_all_works(records, load, monkeypatch, tmp_path, parsed):
    """As on a machine whose user has no home."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(cache, "user_cache_path", lambda name, appauthor: tmp_path / "file" / name)
    assert [load()[1], load()[1]] == [[], []]
    assert len(parsed) == 8


def test_checkouts_do_not_share(make_records):
    """Each folder of records has a file of its own."""
    files = [open_cache(make_records(name).root)._file for name in ("one", "two")]
    assert files[0] != files[1]
    assert files[0].parent == files[1].parent


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_only_the_user_may_look(file):
    """The folder and the file are open to nobody else."""
    assert (file.stat().st_mode & 0o077, file.parent.stat().st_mode & 0o077) == (0, 0)


def test_the_script_does_without_if_asked(records, capsys, monkeypatch):
    """`--no-cache` neither reads nor writes; otherwise the second run remembers."""
    main, known = load_script("validate").main, open_cache(records.root)._file
    main(["--no-cache", "--records", str(records.root)])
    assert not known.exists()
    main(["--records", str(records.root)])
    assert known.exists()
    monkeypatch.setattr(cache, "_read", None)
    assert main(["--no-cache", "--records", str(records.root)]) == 0
    assert capsys.readouterr().out == ""


def test_a_cache_without_a_file_reads_as_ever(records):
    """It parses every file and keeps nothing."""
    plain = RecordCache(None)
    assert load_catalogue(records.root, plain.parse)[1] == []
    plain.save()
