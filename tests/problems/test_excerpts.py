"""The line that a problem is about: what is shown of it, and what the carets stand under."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcm.problems.excerpts import LONGEST, excerpt, no_lines
from gcm.problems.problem import Problem
from gcm.reading.files import record_lines

ANY_TEXT = st.text(st.characters(exclude_characters="\n")) | st.text(st.sampled_from("a\t\u0301\u200b漢…😀́ "), max_size=150)


def shown(line, column, width=1):
    """Line and underline of a problem on the one line of a file."""
    found = excerpt(Problem("a.md", 1, column, "R211", width=width), lambda path: [line])
    return found.text, found.underline


def columns(text):
    """The room that a text takes on a screen."""
    marks = [unicodedata.category(char) in ("Mn", "Me") for char in text]
    wide = [unicodedata.east_asian_width(char) in ("W", "F") for char in text]
    return len(text) - sum(marks) + sum(two and not none for two, none in zip(wide, marks, strict=True))


@pytest.mark.parametrize(
    ("line", "column", "width", "text", "underline"),
    [
        ("countries: [Panamá]", 13, 6, "countries: [Panamá]", "            ^^^^^^"),
        ("a: ", 4, 1, "a: ", "   ^"),
        ("", 1, 1, "", "^"),
        ("\ta: b", 1, 1, "    a: b", "^^^^"),
        ("\ta: b", 5, 1, "    a: b", "       ^"),
        ("a: 漢字 x", 4, 2, "a: 漢字 x", "   ^^^^"),
        ("a: 漢字 x", 7, 1, "a: 漢字 x", "        ^"),
        ("a: Pana\u0301má b", 4, 7, "a: Pana\u0301má b", "   ^^^^^^"),
        ("a: x\u200by", 5, 1, "a: x\ufffdy", "    ^"),
        ("a: \x1b[31m\u202ex", 4, 1, "a: \ufffd[31m\ufffdx", "   ^"),
        ("ab", 2, 900, "ab", " ^"),
    ],
)
def test_carets_stand_below_the_span(line, column, width, text, underline):
    """Tabs, wide characters and accents of their own shift nothing; what cannot be seen is shown as such."""
    assert shown(line, column, width) == (text, underline)


def test_a_long_line_is_cut_around_the_span():
    """The span stays in sight, with something before and after it, and dots tell that there is more."""
    line = "x" * 500 + "Panamá" + "y" * 500
    text, underline = shown(line, 501, 6)
    assert text == "…" + "x" * 30 + "Panamá" + "y" * 64 + "…"
    assert underline == " " * 31 + "^" * 6
    assert shown(line, 1, 3) == ("x" * LONGEST + "…", "^^^")
    assert shown(line, 1006) == ("…" + "y" * LONGEST, " " * LONGEST + "^")


@given(line=ANY_TEXT, column=st.integers(1, 400), width=st.integers(1, 400))
@example(line="a\u0301" * 80, column=160, width=3)
@example(line="\t" * 300, column=250, width=100)
def test_no_line_is_too_much(line, column, width):
    """Whatever stands in a line, both rows are one line that shows nothing unseen, and the carets keep to what is shown."""
    text, underline = shown(line, column, width)
    assert text.isprintable()
    assert set(underline.lstrip(" ")) == {"^"}
    inside = column <= len(line) and columns(line[column - 1 : column - 1 + width].replace("\t", "    ")) > 0
    assert columns(underline) <= columns(text) + (not inside)
    assert len(text) <= 4 * LONGEST + 2


@pytest.mark.parametrize(
    "problem",
    [Problem("a.md", 1, 1, "R101", width=0), Problem("a.md", 3, 1, "R211"), Problem("a.md", 0, 1, "R211")],
)
def test_without_a_line_there_is_no_excerpt(problem):
    """A problem of the whole file has none, nor has one on a line that is not there, or of a file that cannot be read."""
    assert excerpt(problem, lambda path: ["a", "b"]) is None
    assert excerpt(Problem("a.md", 1, 1, "R211"), no_lines) is None


def test_lines_of_a_record_are_read_as_the_record_is(records):
    """Without the mark at the start of a file, with either kind of line end, and with signs in the place of other bytes."""
    records.write("practices/registro.md", b"\xef\xbb\xbf---\r\na: \xff\r\n")
    assert record_lines(records.root)("records/practices/registro.md") == ["---", "a: \ufffd", ""]


def test_lines_of_other_files_stay_unread(records, tmp_path):
    """A link must not show what lies elsewhere on the computer, and a file that is gone shows nothing."""
    (tmp_path / "secret").write_text("a: secret")
    (records.root / "practices" / "enlace.md").symlink_to(tmp_path / "secret")
    lines = record_lines(records.root)
    assert [lines(f"records/practices/{name}.md") for name in ("enlace", "nada")] == [(), ()]
