"""What a word processor puts in the place of what was typed is told as what it is, at its place."""

from __future__ import annotations

import pytest

from gcm.reading.files import parse_record
from gcm.reading.slips import SLIPS, mended_line

HEAD = "---\ntitle: {es: Una, en: One}\nkind: tool\n"


def told(lines, body=""):
    """Code, line, column and width of what the reader finds."""
    _, problems = parse_record(f"{HEAD}{lines}---\n{body}".encode(), "records/practices/p.md")
    return [(each.code, each.line, each.column, each.width) for each in problems]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        # B2: quotation marks of print
        ("kind_note:\n  es: ”Buzón itinerante”\n  en: “”\n", [("R133", 5, 7, 18), ("R133", 6, 7, 2)]),
        ("kind_note: {es: “Uno”, en: „One“}\n", [("R133", 4, 17, 5), ("R133", 4, 28, 5)]),
        ("countries: [“PA”]\n", [("R133", 4, 13, 4)]),
        ("kind_note:\n  es: “Buzón: itinerante”\n", [("R133", 5, 7, 19)]),
        ('kind_note:\n  es: "Buzón”\nscope: local\n', [("R133", 5, 7, 7)]),
        # B5: a space that is none, or none at all
        ("scope:\u00a0national\n", [("R134", 4, 7, 1)]),
        ("scope:\u00a0national\nperiod: {start: 2021}\n", [("R134", 4, 7, 1)]),
        ("scope: \u202fnational\nperiod:\u00a0x\n", [("R134", 5, 8, 1)]),
        ("period:\n\u00a0\u00a0start: 2021\n", [("R134", 5, 1, 2)]),
        ("period:\n  start: 2021\n\u00a0 end: 2022\n", [("R134", 6, 1, 1)]),
        ("\u00a0scope: national\n", [("R134", 4, 1, 1)]),
        ("scope\u00a0: national\n", [("R134", 4, 6, 1)]),
        ("scope:national\n", [("R135", 4, 1, 6)]),
        ("scope:national\nperiod: {start: 2021}\n", [("R135", 4, 1, 6)]),
        ("period: {start:2021}\n", [("R135", 4, 10, 6)]),
        # B10: bullets
        ("countries:\n  • PA\n  • CR\n", [("R136", 5, 3, 4)]),
        ("countries:\n• PA\n• CR\n", [("R136", 5, 1, 2)]),
        ("countries:\n  – PA\n", [("R136", 5, 3, 4)]),
        # B8: a merge conflict
        ("<<<<<<< HEAD\nscope: local\n=======\nscope: national\n>>>>>>> otra\n", [("R112", 4, 1, 12)]),
        ("scope: local\n>>>>>>> otra\n", [("R112", 5, 1, 12)]),
    ],
)
def test_a_slip_is_told_as_what_it_is(lines, found):
    """Not as what a reader of YAML makes of it, nor lines later."""
    assert told(lines) == found


@pytest.mark.parametrize(
    "lines",
    [
        "kind_note:\n  es: “Uno” y “dos”\n  en: «Uno»\n",
        "kind_note:\n  es: ‘Primero la niñez’\n",
        'kind_note:\n  es: "“Uno”"\n',
        "kind_note:\n  es: Uno\u00a0%\n  en: |\n    \u00a0One\n",
        "hub_url: https://example.org/a:b\nevidence: [mailto:x@example.org]\n",
        "place: informe-i-foro:355\n",
        "kind_note:\n  es: |\n    scope:national\n    – uno\n",
        "kind_note:\n  es: ¿Uno?\n  en: —\n",
    ],
)
def test_what_is_right_is_no_slip(lines):
    """Typography within a text, addresses, citations, and whatever stands in a text of several lines."""
    assert told(lines) == []


def test_a_conflict_in_a_body_is_told():
    """Git puts its marks wherever two people wrote (B8)."""
    assert told("", "\n# Español\n\n<<<<<<< HEAD\nuno\n=======\ndos\n>>>>>>> otra\n") == [("R112", 8, 1, 12)]
    assert told("", "\n# Español\n\nUno\n=======\n\n> > > dos\n") == []


@pytest.mark.parametrize("code", SLIPS)
@pytest.mark.parametrize(
    "line", ["", "x", "kind: tool", '  es: "Uno: dos"', "- {a: 1, b: [x, y]}", "# remark", "  es: Uno\u00a0y dos"]
)
def test_a_line_without_a_slip_stays(code, line):
    """Mending touches nothing else."""
    assert mended_line(line, code) == line
