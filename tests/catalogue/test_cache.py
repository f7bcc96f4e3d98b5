"""What is remembered of records that did not change, and that nobody can slip anything in that way."""

from __future__ import annotations

import json
import os
import pickle
from pathlib import Path

import pytest

from gcm.catalogue import cache
from gcm.catalogue.cache import RecordCache, open_cache
from gcm.catalogue.catalogue import load_catalogue
from support.scripts import load_script

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no owners and modes of this kind")


@pytest.fixture(autouse=True)
def at_home(monkeypatch):
    """A person's computer, whoever runs the tests."""
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture
def parsed(monkeypatch):
    """The files that were really parsed, as they come."""
    paths = []
    really = cache.parse_record
    monkeypatch.setattr(cache, "parse_record", lambda content, shown: (paths.append(shown), really(content, shown))[1])
    return paths


@pytest.fixture
def check(records):
    """A function that checks the small set as the script does: the number of valid records and the problems."""
    return lambda: open_cache(records.root).verdict(records.root)


@pytest.fixture
def folder(records, check):
    """Where the small set is remembered."""
    check()
    return open_cache(records.root)._folder


def test_where_nothing_changed_nothing_is_parsed(check, parsed):
    """The answer is that of a first run."""
    assert [check(), check()] == [(4, []), (4, [])]
    assert len(parsed) == 4


def test_only_the_file_that_changed_is_parsed_again(records, check, parsed):
    """The others are those of last time."""
    check()
    del parsed[:]
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    catalogue, _ = load_catalogue(records.root, open_cache(records.root).parse)
    assert catalogue.practices["registro"].countries == ("PA", "CR")
    assert catalogue == load_catalogue(records.root)[0]
    assert parsed == ["records/practices/registro.md"]


def test_what_is_remembered_says_the_same(records, check):
    """Problems of files, of fields, between records and of languages have the same words and places every time."""
    records.change("practices/registro.md", "[PA]", "[Panamá]")
    records.change("practices/ventanilla.md", ", en: One-stop office", "")
    records.change("practices/ventanilla.md", "[registro]", "[registra]")
    records.write("practices/otra.md", "---\ntitle: {es: Otra}\nkind: tool\ncountries: [PA]\n---\nsuelto")
    records.write("practices/rota.md", "---\ntitle: {")
    plain = load_catalogue(records.root)[1]
    assert {problem.code for problem in plain} == {"R110", "R143", "R211", "R301", "W501"}
    assert [check()[1], check()[1]] == [plain, plain]
    records.add("forums/foro.md", "notes: []")
    assert check()[1] == plain


@pytest.mark.parametrize("change", ["added", "gone", "renamed", "altered", "linked"])
def test_every_change_is_seen(records, check, change):
    """A file more or less, another name or content, a link in the place of a file."""
    check()
    path = records.root / "practices/registro.md"
    if change == "added":
        records.write("practices/nueva.txt", "")
    elif change == "gone":
        path.unlink()
    elif change == "renamed":
        path.rename(path.with_name("otro.md"))
    elif change == "altered":
        records.change("practices/registro.md", "[PA]", "[XX]")
    else:
        path.rename(records.root.parent / "registro.md")
        path.symlink_to(records.root.parent / "registro.md")
    plain = load_catalogue(records.root)[1]
    assert plain != []
    assert [check()[1], check()[1]] == [plain, plain]


def test_only_what_is_used_is_kept(records, check, folder):
    """A record that is gone is forgotten, and one with a fault in its file is read anew every time."""
    assert len(json.loads((folder / "records.json").read_bytes())[1]) == 4
    (records.root / "practices/ventanilla.md").unlink()
    records.write("practices/otra.md", "---\ntitle: {es: Otra}\n---\nsin encabezado")
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    check()
    assert len(json.loads((folder / "records.json").read_bytes())[1]) == 3


def test_records_are_written_only_if_enough_is_new(records, check, folder, parsed):
    """Where one record of many changed, to parse that one again next time takes less time than to write all."""
    for number in range(40):
        fields = f"title: {{es: Práctica {number}, en: Practice {number}}}\nkind: tool\ncountries: [PA]\n"
        records.write(f"practices/p{number}.md", f"---\n{fields}---\n")
    check()
    before = (folder / "records.json").stat().st_mtime_ns
    records.change("practices/registro.md", "[PA]", "[PA, CR]")
    del parsed[:]
    assert [check(), check()] == [(44, []), (44, [])]
    records.change("practices/ventanilla.md", "[oim]", "[acnur]")
    assert check() == (44, [])
    assert parsed == ["records/practices/registro.md", "records/practices/registro.md", "records/practices/ventanilla.md"]
    assert (folder / "records.json").stat().st_mtime_ns == before


FALSE = {"records": [{"kind": "tool"}, {}], "verdict": [9, []]}
"""What is not so: a record without a title, and nine records."""


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


def of_another_shape(file):
    """Values that no reader of records gives, and problems that are none."""
    version, kept = json.loads(file.read_bytes())
    wrong = {digest: [{"title": 1}, {}] for digest in kept} if file.stem == "records" else ["4", [{"path": 1}]]
    file.write_text(json.dumps([version, wrong]), "utf-8")


def of_another_language(file):
    """A body in a language that records do not have, and a problem without a place."""
    version, kept = json.loads(file.read_bytes())
    wrong = {digest: [{}, {"fr": "x"}] for digest in kept} if file.stem == "records" else [4, [{"path": "x", "code": "R101"}]]
    file.write_text(json.dumps([version, wrong]), "utf-8")


def false(file, version=None):
    """What is not so, under the digest that is asked for, or another."""
    known, kept = json.loads(file.read_bytes())
    wrong = dict.fromkeys(kept, FALSE["records"]) if file.stem == "records" else FALSE["verdict"]
    file.write_text(json.dumps([version or known, wrong]), "utf-8")


def of_another_version(file):
    """What another version of the code found out."""
    false(file, "0" * 64)


def open_to_others(file):
    """What others may write to."""
    false(file)
    file.chmod(0o666)


def a_folder(file):
    """Something that is no file."""
    file.unlink()
    file.mkdir()


FOREIGN = [broken, empty, pickled, deep, of_another_shape, of_another_language, of_another_version, a_folder]


@pytest.mark.parametrize("name", FALSE)
@pytest.mark.parametrize("spoil", [*FOREIGN, pytest.param(open_to_others, marks=POSIX)])
def test_what_is_damaged_or_foreign_counts_as_nothing(check, folder, parsed, name, spoil):
    """The records are read anew; nothing of the file is taken over, run or told, and nothing fails."""
    spoil(folder / f"{name}.json")
    (folder / ("verdict" if name == "records" else "records")).with_suffix(".json").unlink()
    assert check() == (4, [])
    assert len(parsed) == 4


@pytest.mark.parametrize("name", FALSE)
def test_what_is_told_there_would_count_otherwise(check, folder, name):
    """The tests of what is foreign do look at what would be read if it were the user's own."""
    false(folder / f"{name}.json")
    (folder / ("verdict" if name == "records" else "records")).with_suffix(".json").unlink()
    assert check() != (4, [])


@POSIX
@pytest.mark.parametrize("name", FALSE)
def test_the_file_of_another_user_counts_as_nothing(check, folder, name, monkeypatch):
    """However it came to lie there."""
    false(folder / f"{name}.json")
    (folder / ("verdict" if name == "records" else "records")).with_suffix(".json").unlink()
    monkeypatch.setattr(cache.os, "getuid", lambda: folder.stat().st_uid + 1)
    assert check() == (4, [])


def test_another_version_of_the_code_starts_anew(monkeypatch, tmp_path):
    """Whatever changes in the package or its data, nothing that was found out before is taken over."""
    monkeypatch.setattr(cache, "CODE", tmp_path)
    versions = []
    for name in ("records.py", "views/x.py", "data/terms.yaml", "data/map.json", "records.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"x{len(versions)}", "utf-8")
        cache._version.cache_clear()
        versions.append(cache._version())
    cache._version.cache_clear()
    assert len(set(versions)) == 5


@pytest.mark.parametrize("place", ["checkout", "records", "relative", "link"])
def test_nothing_in_the_checkout_is_read_or_written(records, monkeypatch, tmp_path, place):
    """Where the environment puts caches inside the checkout, a pull request could bring one along: there is none then."""
    (tmp_path / "link").symlink_to(records.root.parent)
    places = {
        "checkout": cache.CODE.parent / ".cache",
        "records": records.root / "cache",
        "relative": Path("cache"),
        "link": tmp_path / "link",
    }
    monkeypatch.setattr(cache, "user_cache_path", lambda name, appauthor: places[place] / name)
    monkeypatch.chdir(tmp_path)
    assert open_cache(records.root)._folder is None
    assert open_cache(records.root).verdict(records.root) == (4, [])
    assert list(tmp_path.rglob("*.json")) == []


def test_the_folder_is_the_users(records, cache_folder):
    """It is where the environment says that caches belong."""
    assert open_cache(records.root)._folder.is_relative_to(cache_folder)


def test_continuous_integration_remembers_nothing(records, monkeypatch):
    """What a stranger's code left behind on such a machine is not read by the next run."""
    monkeypatch.setenv("CI", "true")
    assert open_cache(records.root)._folder is None


def test_without_a_folder_to_write_to_all_works(records, monkeypatch, tmp_path, parsed):
    """As on a machine whose user has no home."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setattr(cache, "user_cache_path", lambda name, appauthor: tmp_path / "file" / name)
    assert [open_cache(records.root).verdict(records.root) for _ in range(2)] == [(4, [])] * 2
    assert len(parsed) == 8


def test_checkouts_do_not_share(make_records):
    """Each folder of records has one of its own."""
    folders = [open_cache(make_records(name).root)._folder for name in ("one", "two")]
    assert folders[0] != folders[1]
    assert folders[0].parent == folders[1].parent


@POSIX
def test_only_the_user_may_look(folder):
    """Folder and files are open to nobody else."""
    assert [path.stat().st_mode & 0o077 for path in (folder, *sorted(folder.iterdir()))] == [0, 0, 0]


def test_the_script_does_without_if_asked(records, capsys):
    """`--no-cache` neither reads nor writes; otherwise the script remembers."""
    main, folder = load_script("validate").main, open_cache(records.root)._folder
    main(["--no-cache", "--records", str(records.root)])
    assert not folder.exists()
    main(["--records", str(records.root), "--lang", "es"])
    false(folder / "verdict.json")
    capsys.readouterr()
    main(["--records", str(records.root), "--lang", "es"])
    main(["--no-cache", "--records", str(records.root), "--lang", "es"])
    assert capsys.readouterr().err == "Fichas válidas: 9. Errores: 0. Avisos: 0.\nFichas válidas: 4. Errores: 0. Avisos: 0.\n"


def test_a_cache_without_a_folder_checks_as_ever(records, tmp_path, monkeypatch):
    """It parses every file and keeps nothing."""
    monkeypatch.chdir(tmp_path)
    assert RecordCache(None).verdict(records.root) == (4, [])
    assert list(tmp_path.rglob("*.json")) == []
