"""One wrong example for every problem code: what a contributor does, and the sentence that he or she is shown."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from gcm.problems import codes, render_problems

INVALID = Path(__file__).parent / "invalid"
FORUMS = {"R208", "R214", "R215", "R222", "R223", "R406", "R407", "R408", "R409", "R410"}
ROADMAPS = {"R225", "R307"}
ALSO = {"R306": {"R104"}}
"""A name with capitals is wrong by itself, so a clash of case never comes alone."""


def symbolic_link(records, monkeypatch):
    """A link to a file outside the repository."""
    (records.root / "practices" / "r101.md").symlink_to("/etc/hostname")


def folder_of_its_own(records, monkeypatch):
    """A folder for the contributor's country."""
    records.write("practices/panama/r102.md", (records.root / "practices/registro.md").read_bytes())


def word_processor_file(records, monkeypatch):
    """The document itself, not a record."""
    records.write("practices/r103.docx", b"PK\x03\x04")


def name_with_spaces(records, monkeypatch):
    """The title as the name of the file."""
    records.write("practices/Registro Único r104.md", (records.root / "practices/registro.md").read_bytes())


def not_readable(records, monkeypatch):
    """A file that only its owner may read."""
    really_open = Path.open

    def open_or_refuse(path, *arguments, **options):
        if path.name == "r105.md":
            raise PermissionError(13, "Permission denied")
        return really_open(path, *arguments, **options)

    records.write("practices/r105.md", b"")
    monkeypatch.setattr(Path, "open", open_or_refuse)


def whole_report(records, monkeypatch):
    """A record with a whole report in its body."""
    text = (records.root / "practices/ventanilla.md").read_text("utf-8").replace("Ventanilla", "Otra").replace("One", "Two")
    records.write("practices/r106.md", text + "\n# Español\n\n" + "Un párrafo del informe. " * 3000)


def latin_1(records, monkeypatch):
    """A file saved by an old editor."""
    records.write("practices/r107.md", "---\ntitle:\n  es: Atención\n---\n".encode("latin-1"))


def zero_width_space(records, monkeypatch):
    """Words pasted from a PDF."""
    records.write("practices/r108.md", "---\ntitle: {es: Atención\u200b consular, en: Consular care}\n---\n")


def separate_accents(records, monkeypatch):
    """Words pasted from a file name of macOS."""
    title = unicodedata.normalize("NFD", "Atención consular")
    records.write("practices/r219.md", f"---\ntitle: {{es: {title}, en: Consular care}}\nkind: tool\ncountries: [PA]\n---\n")


def names_differ_in_case(records, monkeypatch):
    """The same record once more, saved under a capital."""
    records.write("practices/Registro.md", (records.root / "practices/registro.md").read_bytes())


BUILT = {
    "R101": symbolic_link,
    "R102": folder_of_its_own,
    "R103": word_processor_file,
    "R104": name_with_spaces,
    "R105": not_readable,
    "R106": whole_report,
    "R107": latin_1,
    "R108": zero_width_space,
    "R219": separate_accents,
    "R306": names_differ_in_case,
}
"""Examples that a text file of this repository cannot hold."""


def put_example(code, records, monkeypatch):
    """Add the wrong example of `code` to the small valid set."""
    if code in BUILT:
        BUILT[code](records, monkeypatch)
    else:
        folder = "forums" if code in FORUMS else "roadmaps" if code in ROADMAPS else "practices"
        records.write(f"{folder}/{code.lower()}.md", (INVALID / f"{code}.md").read_bytes())


def test_the_small_set_is_valid(records):
    """Without a wrong example there is no problem, so that what an example yields is its own."""
    assert records.problems == []


def test_every_code_has_a_wrong_example():
    """A code without an example may be one that never occurs; an example without a code is a leftover."""
    assert sorted([*BUILT, *(path.stem for path in INVALID.glob("*.md"))]) == sorted(codes())


@pytest.mark.parametrize("code", codes())
def test_example_yields_its_code_alone(code, records, monkeypatch):
    """A wrong example has the problem it stands for, and no other."""
    put_example(code, records, monkeypatch)
    assert set(records.codes) == {code} | ALSO.get(code, set())


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_contributors_read(lang, make_records, golden, monkeypatch):
    """Place, field, fault and remedy of every example, as `expected.<lang>.txt` holds them."""
    texts = []
    for code in codes():
        records = make_records(code)
        with monkeypatch.context() as patch:
            put_example(code, records, patch)
            texts.append(render_problems(records.problems, "text", lang))
    golden(INVALID / f"expected.{lang}.txt", "\n".join(texts) + "\n")
