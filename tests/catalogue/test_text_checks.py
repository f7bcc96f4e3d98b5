"""What is told of the words of a record: signs that no page shows, and what may be somebody's address or number."""

from __future__ import annotations

from pathlib import Path

import pytest

from gcm.catalogue.catalogue import check_alone
from gcm.catalogue.text_checks import check_texts
from gcm.reading.files import parse_record
from support.paths import ROOT

HEAD = "---\ntitle: {es: Una, en: One}\nkind: tool\ncountries: [PA]\n"


def parsed(fields="", body=""):
    return parse_record(f"{HEAD}{fields}---\n{body}".encode(), "records/practices/p.md")[0]


def told(record):
    """Code, line, column and value of each warning about words."""
    problems = map(record.problem, check_texts(record))
    return [(each.code, each.line, each.column, dict(each.values)["value"]) for each in problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Uno <p class=MsoNormal>dos</p>", [("W510", 9, 5, "<p class=MsoNormal>")]),
        ("Uno\n\n<!-- dos -->", [("W510", 11, 1, "<!--")]),
        ("![foto](https://example.org/a.png)", [("W511", 9, 1, "![")]),
        ('Uno <img src="x">', [("W511", 9, 5, '<img src="x">')]),
        ("- uno\n- [x] dos", [("W512", 10, 3, "[x]")]),
        ("1. [ ] uno", [("W512", 9, 4, "[ ]")]),
        ("Uno[^1], dos[^nota].", [("W509", 9, 4, "[^1]"), ("W509", 9, 13, "[^nota]")]),
        ("Uno [2].", [("W509", 9, 5, "[2]")]),
        ("Así:\n\n• uno\n• dos", [("W513", 11, 1, "•")]),
        ("Uno\n\n## English\n\nOne", [("W514", 11, 4, "English")]),
        ("Uno\n\nInglés\n------\n\nOne", [("W514", 11, 1, "Inglés")]),
        ("`<b>` y\n\n    <b>\n\n```\n• uno [^1]\n```", []),
        ("a < b, <https://example.org>, [sic], [a](https://example.org)!", []),
        ("¡Vea [esto](https://example.org)!", []),
        ("## Atención en inglés", []),
    ],
)
def test_signs_that_no_page_shows_are_told_where_they_are(text, found):
    """HTML, pictures, tasks, footnotes, bullets and headings of another language (B4, B10)."""
    record = parsed(body=f"\n# Español\n\n{text}\n")
    assert told(record) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("review: {status: proposed, compiled_by: juan.perez@ejemplo.gob}\n", ("W515", 5, "juan.perez@ejemplo.gob")),
        ('summary:\n  - es: "Llame al +507 6000-0000"\n', ("W515", 6, "+507 6000-0000")),
        ("aliases: [Una, 'Tel. 2222 3333']\n", ("W515", 5, "Tel. 2222 3333")),
        ("notes:\n  - en: Write to a@example.org\n", ("W515", 6, "a@example.org")),
        ("nobody_knows: {this: [x, (809) 555-1234]}\n", ("W515", 5, "(809) 555-1234")),
    ],
)
def test_no_field_holds_what_may_be_somebodys(fields, found):
    """Whatever the field, also where the record is not valid (B12)."""
    ((code, line, _, value),) = told(parsed(fields))
    assert (code, line, value) == found


def test_an_address_in_a_body_is_told_at_its_place():
    """Once for each language (B12)."""
    record = parsed(body="\n# Español\n\nUno.\n\nEscriba a x@example.org.\n\n# English\n\nCall +507 6000-0000.\n")
    assert told(record) == [("W515", 11, 11, "x@example.org"), ("W515", 15, 6, "+507 6000-0000")]


def test_an_address_to_write_to_is_a_link():
    """The mailbox of an institution may be one of the links; years, laws and figures are no numbers to call."""
    fields = "links: [{url: mailto:oficina@example.org, title: {es: Oficina}}]\nhub_url: https://example.org/a@b.org\n"
    text = (
        "Plan 2018-2022, DFOE-GOB-IAD-00003-2024, 25-006713-0007-CO, A/RES/73/195, 1 200 000 personas, +1 200 000, 10.500.000"
    )
    assert told(parsed(fields, f"\n# Español\n\n{text}\n")) == []


def test_warnings_are_told_beside_errors():
    """A wrong field hides nothing of what is said elsewhere."""
    record = parsed("scope: nada\nnotes: [{es: a@example.org}]\n")
    assert sorted(problem.code for problem in check_alone(record).problems if problem.code != "W501") == ["R213", "W515"]


def test_accents_of_their_own_are_told_where_they_are():
    """In a body too (B19)."""
    record = parsed(body="\n# Español\n\nUno.\n\nDos y atencio\u0301n.\n\n# English\n\nOne.\n")
    (problem,) = [problem for problem in check_alone(record).problems if problem.code == "R219"]
    assert (problem.line, problem.column, problem.field) == (11, 13, "body.es")


def test_a_mark_without_a_source_is_told_where_it_is():
    """The mark in the text is what is to be mended."""
    record = parsed(body="\n# Español\n\nUno.\n\nDos [informe-2024].\n\n# English\n\nOne.\n")
    (problem,) = [problem for problem in check_alone(record).problems if problem.code == "R415"]
    assert (problem.line, problem.column, problem.width, problem.field) == (11, 5, 14, "body.es")


def test_no_real_record_is_warned_of_its_words():
    """A false alarm among what was read and read again would be one for everybody."""
    files = sorted(Path(ROOT / "records").glob("*/[!_]*.md"))
    found = {
        path.name: told(record)
        for path in files
        if (record := parse_record(path.read_bytes(), f"records/{path.parent.name}/{path.name}")[0])
    }
    assert len(found) >= 79
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    "text", ["|a|b|\n|-|-|\n" + "|x|y|\n" * 9000, "<b" * 30000, "[^" * 3000, "a@" * 30000, "+5" * 30000, "• " * 20000]
)
def test_a_long_body_is_read_once(text, monkeypatch):
    """However often it is asked about, or not at all where it only claims to be a table: counted in readings (B18)."""
    from gcm.reading import markdown

    readings, real = [], markdown._PARSER.parse
    monkeypatch.setattr(markdown._PARSER, "parse", lambda source: (readings.append(1), real(source))[1])
    check_alone(parsed(body=f"\n# Español\n\n{text}\n"))
    assert len(readings) <= 1
