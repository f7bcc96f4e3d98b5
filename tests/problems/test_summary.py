"""The summary of a check as GitHub shows it: what a person without git can act on, and text of strangers that stays text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from gcm.problems.formats import MOST, Audience
from gcm.problems.problem import Problem, codes
from gcm.problems.summary import LARGEST, render_summary

# What GitHub reads, raw HTML included.
GITHUB = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"div", "h2", "h3", "p", "ol", "ul", "li", "strong", "code", "pre", "a"}
EXPLAINED = "https://sitio.org/errores/"
HOSTILE = "``` ` @alguien #1 <img src=x onerror=alert(1)> [a](javascript:b) | **c** <!-- https://x.example </pre> ~~~ # h \\"
PROBLEM = Problem("records/practices/a.md", 4, 13, "R211", "countries.1", (("near", "PA"), ("value", "Panamá")), 6)
LINES = ["---", "title: {es: Registro}", "kind: tool", "countries: [Panamá]"]


def read(markdown):
    """The summary as a tree of HTML."""
    return lxml_html.fromstring(f"<div>{GITHUB.render(markdown)}</div>")


def without_code(page):
    """The words of a page that a program could take for a name, a number or an address."""
    for element in page.xpath("//code"):
        element.text = ""
    return page.text_content()


def test_a_person_learns_what_where_and_how():
    """Kind, line, field, fault, the line itself, what to do, and the way to the explanation."""
    assert render_summary([PROBLEM], Audience("es", lambda path: LINES, EXPLAINED)) == (
        "## Revisión de las fichas\n\n"
        "Errores: 1. Avisos: 0.\n\n"
        "Un error impide publicar la ficha; un aviso, no.\n\n"
        "Para corregir, sin instalar nada:\n\n"
        "1. En la propuesta, abra la pestaña **Files changed**.\n"
        "2. Junto al nombre del archivo, abra el menú **···** y elija **Edit file**.\n"
        "3. Cambie las líneas que se indican abajo y pulse **Commit changes**. La revisión se repite sola.\n\n"
        "### `records/practices/a.md`\n\n"
        "- **Error · línea 4 · campo `countries.1`:** «`Panamá`» no es un código de país.\n\n"
        "  ```\n  countries: [Panamá]\n              ^^^^^^\n  ```\n\n"
        "  Qué hacer: Escriba «`PA`» en lugar de «`Panamá`». Cada país tiene un código de dos letras mayúsculas (ISO 3166-1), "
        "por ejemplo PA o MX. [Motivo y ejemplos (R211)](https://sitio.org/errores/#r211)\n\n"
        "Cada código se explica, con ejemplos, en https://sitio.org/errores/\n"
    )


@pytest.mark.parametrize("lang", ["es", "en"])
def test_all_is_well(lang):
    """Without a problem the summary says so, and asks nothing of anybody."""
    text = render_summary([], Audience(lang))
    assert len(text.splitlines()) == 3
    assert "1." not in text


def test_without_an_address_nothing_is_linked():
    """Until the site is published, the code stands alone."""
    page = read(render_summary([PROBLEM], Audience("en", lambda path: LINES)))
    assert page.xpath("//a") == []
    assert "(R211)" in page.text_content()


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("code", codes())
def test_every_sentence_is_shown_as_it_is(code, lang):
    """No sign in a sentence of ours is taken for markup."""
    problem = Problem("a.md", 1, 1, code, "", (("near", "x"), ("value", "y"), ("allowed", "z"), ("name", "n"), ("limit", "1")))
    (entry,) = read(render_summary([problem], Audience(lang))).xpath("//ul/li")
    said = " ".join(entry.text_content().split())
    assert problem.message(lang) in said
    assert problem.hint(lang) in said


@given(text=st.text(max_size=120))
@example(HOSTILE)
@example("`" * 9)
@example("x\n- y\n\n# z\u2028<b>")
def test_records_stay_text(text):
    """Whatever a stranger writes in a value, a field, a line or a file's name is shown as code, and nowhere else."""
    problem = Problem(f"records/{text}.md", 1, 1, "R202", text, (("near", text), ("value", text)))
    page = read(render_summary([problem], Audience("es", lambda path: [text.replace("\n", " ")], EXPLAINED)))
    links = page.xpath("//a/@href")
    assert {element.tag for element in page.iter()} <= OURS
    assert links == ["https://sitio.org/errores/#r202"]
    assert (len(page.xpath("//h3")), len(page.xpath("//ul/li")), len(page.xpath("//pre"))) == (1, 1, 1)
    assert not re.search(r"[@#]", without_code(page))


def test_allowed_values_are_told_in_full():
    """A list of our own is not cut, each of its values is code of its own."""
    allowed = ", ".join(f"valor-numero-{number}" for number in range(60))
    problem = Problem("a.md", 1, 1, "R213", "kind", (("allowed", allowed), ("near", ""), ("value", "x")))
    page = read(render_summary([problem], Audience("es")))
    assert [code.text for code in page.xpath("//ul//code")][-60:] == allowed.split(", ")


def test_the_summary_is_not_refused_for_its_size():
    """Of each file the first problems, of all files as many as there is room for, and how many are left out."""
    many = [Problem(f"{name}.md", line, 1, "R206") for name in ("a", "b") for line in range(1, MOST + 3)]
    text = render_summary(many, Audience("en"))
    assert text.count("**Error") == 2 * MOST
    assert text.count("- There are more problems in this file: 2.") == 2

    flood = [Problem(f"{number}.md", 1, 1, "R206", "x" * 250) for number in range(5000)]
    text = render_summary(flood, Audience("en"))
    shown = text.count("### ")
    assert len(text.encode()) < LARGEST + 2000
    assert f"There are problems in more files: {5000 - shown}." in text
