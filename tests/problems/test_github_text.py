"""What programs write on GitHub: both languages say the same, and text of strangers stays text whatever it is."""

from __future__ import annotations

from string import Formatter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from gcm.language.data_files import read_data
from gcm.problems.github_text import as_address, as_code, as_text, both

# What GitHub reads, raw HTML included.
GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = "`` ` <img src=x onerror=alert(1)> [a](b) ![c](d) | **e** ~~f~~ &lt; <https://g.example> # h \\"


def read(markdown):
    """The report's line as a tree of HTML."""
    return lxml_html.fromstring(f"<div>{GITHUB.render(markdown)}</div>")


def one_line(text):
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@given(st.text(max_size=200))
@example(HOSTILE)
@example("- a\n- b\n\n<script>")
@example("1. x")
def test_text_stays_text(text):
    """Anywhere in a line: nothing but a paragraph comes of it, with the same words."""
    page = read(f"x {as_text(text)} x")
    assert {element.tag for element in page.iter()} == {"div", "p"}
    assert one_line(page.text_content().replace("\u2060", "")) == one_line(f"x {one_line(text)} x".replace("\u2060", ""))


@given(st.text(max_size=200))
@example(HOSTILE)
@example("`")
def test_code_stays_code(text):
    """As code, character for character."""
    page = read(f"x {as_code(text)} x")
    codes = page.xpath("//code")
    assert {element.tag for element in page.iter()} <= {"div", "p", "code"}
    assert [one_line(code.text_content()) for code in codes] == ([one_line(text)] if one_line(text) else [])


@given(st.text(max_size=200).map(lambda tail: f"https://a.example/{tail}"))
@example(f"https://a.example/{HOSTILE}")
@example("https://a.example/>x")
def test_an_address_leads_where_it_says(text):
    """A link shows all of its address, and what is no plain address is no link."""
    page = read(f"x {as_address(text)} x")
    assert {element.tag for element in page.iter()} <= {"div", "p", "a", "code"}
    for link in page.xpath("//a"):
        assert link.text_content() == text


def test_nobody_is_called():
    """`@name` in a record's text notifies nobody."""
    assert "@everyone" not in read(as_text("@everyone")).text_content()


def test_long_texts_are_cut():
    """More than anybody reads is left out, and said to be."""
    assert as_text("a" * 301) == "a" * 300 + "…"


@pytest.mark.parametrize("name", read_data("github_text"))
def test_both_languages_say_the_same(name):
    """Each sentence is there in both, with the same gaps."""
    sentences = read_data("github_text")[name]
    gaps = {lang: {field for _, field, _, _ in Formatter().parse(text) if field} for lang, text in sentences.items()}
    assert set(gaps) == {"es", "en"}
    assert gaps["es"] == gaps["en"]
    assert both(name, **dict.fromkeys(gaps["es"], "x")) == " / ".join(
        text.format_map(dict.fromkeys(gaps["es"], "x")) for text in (sentences["es"], sentences["en"])
    )
