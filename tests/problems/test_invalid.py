"""For every problem code a wrong example, what a contributor is shown for it, and the same record mended."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from gcm.language.text import LANGS
from gcm.problems.explanations import EXAMPLES
from gcm.problems.formats import Audience, render_problem
from gcm.problems.problem import codes, sentence
from gcm.reading.files import record_lines
from gcm.taxonomy.lists import taxonomy

FORUMS = {"R208", "R214", "R215", "R222", "R223", "R406", "R407", "R408", "R409", "R410"}
ROADMAPS = {"R225", "R307"}
ALSO = {"R306": {"R104"}, "R309": {"R308"}, "R311": {"R308"}}
"""A name with capitals is wrong by itself, so a clash of case never comes alone; where an entry is wrong, the address is lost."""


def symbolic_link(records, monkeypatch):
    """A link to a file outside the repository."""
    (records.root / "practices" / "viviendas.md").symlink_to("/etc/hostname")


def folder_of_its_own(records, monkeypatch):
    """A folder for the contributor's country."""
    records.write("practices/panama/viviendas.md", (records.root / "practices/registro.md").read_bytes())


def word_processor_file(records, monkeypatch):
    """The document itself, not a record."""
    records.write("practices/viviendas.docx", b"PK\x03\x04")


def name_with_spaces(records, monkeypatch):
    """The title as the name of the file."""
    records.write("practices/Registro de Viviendas.md", (records.root / "practices/registro.md").read_bytes())


def not_readable(records, monkeypatch):
    """A file that only its owner may read."""
    really_open = Path.open

    def open_or_refuse(path, *arguments, **options):
        if path.name == "viviendas.md":
            raise PermissionError(13, "Permission denied")
        return really_open(path, *arguments, **options)

    records.write("practices/viviendas.md", b"")
    monkeypatch.setattr(Path, "open", open_or_refuse)


def whole_report(records, monkeypatch):
    """A record with a whole report in its body."""
    text = (records.root / "practices/ventanilla.md").read_text("utf-8").replace("Ventanilla", "Otra").replace("One", "Two")
    records.write("practices/viviendas.md", text + "\n# Español\n\n" + "Un párrafo del informe. " * 4500)


def latin_1(records, monkeypatch):
    """A file saved by an old editor."""
    records.write("practices/viviendas.md", "---\ntitle:\n  es: Atención\n---\n".encode("latin-1"))


def zero_width_space(records, monkeypatch):
    """Words pasted from a PDF."""
    records.write("practices/viviendas.md", "---\ntitle: {es: Atención\u200b consular, en: Consular care}\n---\n")


def two_versions(records, monkeypatch):
    """A line that two people changed."""
    lines = "<<<<<<< HEAD\ncountries: [PA]\n=======\ncountries: [PA, CR]\n>>>>>>> costa-rica\n"
    records.write("practices/viviendas.md", f"---\ntitle: {{es: Viviendas, en: Housing}}\nkind: tool\n{lines}---\n")


def separate_accents(records, monkeypatch):
    """Words pasted from a file name of macOS."""
    title = unicodedata.normalize("NFD", "Atención consular")
    records.write(
        "practices/viviendas.md", f"---\ntitle: {{es: {title}, en: Consular care}}\nkind: tool\ncountries: [PA]\n---\n"
    )


def names_differ_in_case(records, monkeypatch):
    """The same record once more, saved under a capital."""
    records.write("practices/Registro.md", (records.root / "practices/registro.md").read_bytes())


def reserved_name(records, monkeypatch):
    """A practice saved as the index of its folder."""
    records.write("practices/index.md", (records.root / "practices/registro.md").read_bytes())


def whole_address(records, monkeypatch):
    """An address as the browser shows it."""
    records.move("moved:\n  https://ejemplo.org/practicas/padron/: practicas/registro/\n")


def one_language(records, monkeypatch):
    """A reason in Spanish only."""
    records.move("withdrawn:\n  - addresses: [practicas/padron/]\n    reason: {es: La ficha repetía otra.}\n")


def renamed(records, monkeypatch):
    """A published record under another name in Spanish."""
    records.publish()
    records.move("moved:\n")
    records.add("practices/registro.md", "slug: {es: padron}")


def moved_to(target):
    """A function that renames a published record, and says in moved.yaml that it is at `target` in Spanish."""

    def move(records, monkeypatch):
        renamed(records, monkeypatch)
        records.move(f"moved:\n  practicas/registro/: {target}\n")

    return move


def moved_and_used(records, monkeypatch):
    """An address that moved and has a page all the same."""
    records.publish()
    records.move("moved:\n  practicas/registro/: practicas/ventanilla/\n")


def in_a_circle(records, monkeypatch):
    """A name that was given back."""
    renamed(records, monkeypatch)
    listed = (records.root / "addresses.txt").read_text("utf-8")
    records.write("addresses.txt", f"{listed}practicas/inscripcion/\n")
    records.move("moved:\n  practicas/registro/: practicas/inscripcion/\n  practicas/inscripcion/: practicas/registro/\n")


def never_there(records, monkeypatch):
    """A mistyped old address, besides the right one."""
    renamed(records, monkeypatch)
    records.move("moved:\n  practicas/registro/: practicas/padron/\n  practicas/registros/: practicas/padron/\n")


def named_like_a_grouping(records, monkeypatch):
    """A forum named like a grouping of themes."""
    grouping = next(iter(taxonomy().groupings))
    text = (records.root / "forums/foro.md").read_text("utf-8").replace("Foro de prueba", "Otro foro").replace("Trial", "Other")
    records.write(f"forums/{grouping}.md", text)


BUILT = {
    "R101": symbolic_link,
    "R102": folder_of_its_own,
    "R103": word_processor_file,
    "R104": name_with_spaces,
    "R105": not_readable,
    "R106": whole_report,
    "R107": latin_1,
    "R108": zero_width_space,
    "R111": reserved_name,
    "R112": two_versions,
    "R219": separate_accents,
    "R314": whole_address,
    "R315": one_language,
    "R306": names_differ_in_case,
    "R308": renamed,
    "R309": moved_to("practicas/patron/"),
    "R310": moved_and_used,
    "R311": in_a_circle,
    "R312": never_there,
    "R313": named_like_a_grouping,
}
"""Examples that a text file of this repository cannot hold; a sentence tells how they come about."""


def name_of(code):
    """The file that the examples of `code` are put into."""
    if code in FORUMS:
        return "forums/vivienda.md"
    return "roadmaps/vivienda.md" if code in ROADMAPS else "practices/viviendas.md"


def put_example(code, records, monkeypatch):
    """Add the wrong example of `code` to the small valid set."""
    if code in BUILT:
        BUILT[code](records, monkeypatch)
    else:
        records.write(name_of(code), (EXAMPLES / f"{code}.wrong.md").read_bytes())


def test_the_small_set_is_valid(records):
    """Without a wrong example there is no problem, so that what an example yields is its own."""
    assert records.problems == []


def test_every_code_has_its_examples():
    """A code without an example may be one that never occurs; an example without a code is a leftover."""
    texts = {f"{code}.{lang}.txt" for code in codes() for lang in LANGS}
    files = {f"{code}.{side}.md" for code in codes() if code not in BUILT for side in ("wrong", "right")}
    assert {path.name for path in EXAMPLES.iterdir()} == texts | files


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", codes())
def test_every_code_is_explained(code, lang):
    """Each has its rule and the reason for it, and those without an example file tell how they come about."""
    wanted = ("rule", "why", "how") if code in BUILT else ("rule", "why")
    assert [part for part in ("rule", "why", "how") if sentence(code, part, lang)] == list(wanted)
    assert all(sentence(code, part, lang)[-1] in ".?" for part in wanted)


@pytest.mark.parametrize("code", codes())
def test_example_yields_its_code_alone(code, records, monkeypatch):
    """A wrong example has the problem it stands for, and no other."""
    put_example(code, records, monkeypatch)
    assert set(records.codes) == {code} | ALSO.get(code, set())


@pytest.mark.parametrize("code", [code for code in codes() if code not in BUILT])
def test_mended_example_has_no_problem(code, records):
    """What the page shows as right is right."""
    records.write(name_of(code), (EXAMPLES / f"{code}.right.md").read_bytes())
    assert records.problems == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", codes())
def test_what_contributors_read(code, lang, records, golden, monkeypatch):
    """Place, fault, line and remedy of every example, as its text beside it holds them."""
    put_example(code, records, monkeypatch)
    audience = Audience(lang, record_lines(records.root))
    told_of = [render_problem(problem, audience) for problem in records.problems if problem.code == code]
    golden(EXAMPLES / f"{code}.{lang}.txt", "\n\n".join(told_of) + "\n")
