"""No text takes long, however it is made: work grows with its length, counted in calls and not in seconds."""

from __future__ import annotations

import pytest

from gcm.catalogue.catalogue import check_alone
from gcm.reading.files import parse_record
from gcm.reading.markdown import _blocks, render_body
from gcm.writing.fixes import fix_text
from support.work import calls_of

FRONT = "---\ntitle: {es: A, en: B}\nkind: tool\ncountries: [PA]\n"
BODY = f"{FRONT}---\n\n# Español\n\n"
SHORT, LONG = 800, 3_200
MOST = 700
"""Calls for each byte, of all that is done with a record; a record of 60 kB then takes less than half a second in each step."""

SHAPES = {
    "a table": (BODY + "| a | b |\n|---|---|\n", "| x | y |\n"),
    "a wide table with short rows": (BODY + "a|" * 300 + "\n" + "-|" * 300 + "\n", "|\n"),
    "brackets": (BODY, "["), "links that are not closed": (BODY, "[a](<b"), "marks": (BODY, "[ab] "), "links": (BODY, "[a](https://b.org/) "),
    "refused links": (BODY, "[a](https://a@b) "), "addresses": (BODY, "https://a.org "), "stars": (BODY, "*a_"), "emphasis": (BODY, "**a *b "),
    "quotes": (BODY, ">"), "nested lists": (BODY, "- "), "backticks": (BODY, "`` ` "), "tags": (BODY, "<a "), "entities": (BODY, "&amp"),
    "bullets": (BODY, "• a\n"), "boxes": (BODY, "- [x] a\n"), "footnotes": (BODY, "[^1] "), "accents": (BODY, "e\u0301"),
    "look-alikes": (BODY, "пр\u043e "), "code": (BODY, "    x\n"), "fences": (BODY, "```\n"), "headings": (BODY, "# Español\n"),
    "unknown fields": (FRONT, "k{}: x\n"), "values": (f"{FRONT}aliases:\n", "- a{}\n"), "unknown organisations": (f"{FRONT}implementers:\n", "- x{}\n"),
    "statements": (f"{FRONT}summary:\n", "- {{es: a, sources: [k{}]}}\n"), "colons": (FRONT, "a: b: c\n"), "tabs": (FRONT, "\t\n"), "fences of fields": ("", "---\n"),
}  # fmt: skip


def text_of(shape: str, length: int) -> str:
    """A record of this shape, about so many characters long."""
    start, piece = SHAPES[shape]
    numbered = piece.format(1) != piece if "{}" in piece else False
    count = length // len(piece)
    end = "" if start.startswith(BODY) or not start else "---\n"
    return start + "".join(piece.format(number) if numbered else piece for number in range(count)) + end


def go_through(text: str) -> None:
    """All that is done with a record before anybody has seen it."""
    _blocks.cache_clear()
    parsed, _ = parse_record(text.encode(), "records/practices/x.md")
    if parsed:
        _ = check_alone(parsed).problems
        for body in parsed.bodies.values():
            render_body(body)
    fix_text(text, "records/practices/x.md")


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_length(shape):
    """Four times as much text is about four times as much work, and little for each byte."""
    go_through(text_of(shape, 100))  # what is read once is read before
    short, long = (calls_of(lambda length=length: go_through(text_of(shape, length))) for length in (SHORT, LONG))
    assert long < 6 * short + 2000
    assert long < MOST * LONG
