"""How problems are told: to people in their language, to programs, and to GitHub without letting records speak."""

from __future__ import annotations

import json
import re

import pytest

from gcm.problems import Problem, codes, read_data, render_problems

LANGS = ["es", "en"]
PROBLEM = Problem("records/practices/a.md", 4, 12, "R211", "countries.1", (("near", "PA"), ("value", "Panamá")))
WARNING = Problem("records/practices/a.md", 1, 1, "W502", "translation", (("value", "0123456789ab"),))
HOSTILE = "x\n::error file=y::z\r\n%0A::set-output name=a::b\x1b[31m\u202e\u2028fin"


def placeholders(text, lang):
    """The names that a sentence has values put in for; `in_es` in Spanish is what `in_en` is in English."""
    return {name.removesuffix(f"_{lang}") for name in re.findall(r"\{(\w+)\}", text)}


def test_no_problem_no_output():
    """Without problems there is nothing to print, and JSON is an empty list."""
    assert [render_problems([], format, "es") for format in ("text", "json", "github")] == ["", "[]", ""]


def test_a_line_gives_place_field_fault_and_remedy():
    """One problem is one line, in the language asked for."""
    assert render_problems([PROBLEM], "text", "es") == (
        "records/practices/a.md:4:12: R211 countries.1: «Panamá» no es un código de país. "
        "Use el código ISO 3166-1 de dos letras mayúsculas. ¿Quiso decir «PA»?"
    )
    assert render_problems([PROBLEM], "text", "en") == (
        "records/practices/a.md:4:12: R211 countries.1: 'Panamá' is not a country code. "
        "Use the ISO 3166-1 code of two capital letters. Did you mean 'PA'?"
    )


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_problems_are_told_in_the_order_of_their_places(format):
    """By file, line and column, whatever the order in which they were found."""
    assert render_problems([PROBLEM, WARNING], format, "es") == render_problems([WARNING, PROBLEM], format, "es")


def test_json_has_the_same_fields_for_every_problem():
    """Programs read code, severity, place, field, message and hint; accents stay as they are."""
    text = render_problems([PROBLEM, WARNING], "json", "es")
    warning, error = json.loads(text)
    assert "Panamá" in text
    assert error == {
        "code": "R211",
        "severity": "error",
        "path": "records/practices/a.md",
        "line": 4,
        "column": 12,
        "field": "countries.1",
        "message": "«Panamá» no es un código de país.",
        "hint": "Use el código ISO 3166-1 de dos letras mayúsculas. ¿Quiso decir «PA»?",
    }
    assert (warning["severity"], list(warning)) == ("warning", list(error))


def test_github_shows_errors_and_warnings_at_their_lines():
    """A workflow command has the file, line and column, and the code as its title."""
    error, warning = reversed(render_problems([PROBLEM, WARNING], "github", "en").splitlines())
    assert error.startswith("::error file=records/practices/a.md,line=4,col=12,title=R211::countries.1: 'Panamá' is not")
    assert warning.startswith("::warning file=records/practices/a.md,line=1,col=1,title=W502::translation: The")


@pytest.mark.parametrize(
    "problem",
    [
        Problem("a.md", 1, 1, "R211", "countries.1", (("value", HOSTILE),)),
        Problem("a.md", 1, 1, "R202", HOSTILE, (("value", "x"),)),
        Problem(f"records/{HOSTILE}.md", 1, 1, "R104", "", (("value", "x"),)),
        Problem("a,line=9::b.md", 1, 1, "R104", "", (("value", "x"),)),
    ],
)
def test_records_give_github_no_commands(problem):
    """A newline, a per cent sign or `::` in a value, a field or a file name neither starts nor ends a command."""
    text = render_problems([problem], "github", "es")
    command, properties, words = text.split("::", 2)
    assert (command, text.count("\n"), text.count("\r")) == ("", 0, 0)
    assert re.fullmatch(r"error file=[^,:]*,line=1,col=1,title=R\d{3}", properties)
    assert not re.search(r"%(?!25|0A|0D|3A|2C)", text)
    assert ("%250A" in text) == any(HOSTILE in part for part in (problem.path, problem.field, problem.values[0][1]))
    assert words


@pytest.mark.parametrize("where", ["value", "field", "path"])
def test_records_write_no_lines_to_a_terminal(where):
    """One problem stays one line, without control characters that colour, turn around or command what reads it."""
    given = {"value": "x", "field": "campo", "path": "a.md", where: HOSTILE}
    problem = Problem(given["path"], 1, 1, "R211", given["field"], (("value", given["value"]),))
    text = render_problems([problem], "text", "en")
    assert len(text.splitlines()) == 1
    assert text.isprintable()
    assert "fin" in text


def test_a_value_is_no_template():
    """Braces in a record stay braces."""
    problem = Problem("a.md", 1, 1, "R211", "", (("near", ""), ("value", "{near} {0} {value.__class__}")))
    assert "«{near} {0} {value.__class__}»" in problem.message("es")


@pytest.mark.parametrize("lang", LANGS)
def test_a_hint_without_its_word_is_left_out(lang):
    """Nobody is asked «Did you mean ''?»; what else the hint says is kept."""
    problem = Problem("a.md", 1, 1, "R213", "kind", (("allowed", "tool, policy"), ("near", ""), ("value", "x")))
    assert "?" not in problem.hint(lang)
    assert problem.hint(lang).endswith("tool, policy.")


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("part", ["message", "hint"])
def test_both_languages_say_the_same(code, part):
    """Every code has message and hint in both languages, as sentences with the same values in them."""
    sentences = read_data("problems")[code][part]
    assert list(sentences) == LANGS
    assert placeholders(sentences["es"], "es") == placeholders(sentences["en"], "en")
    assert all(text[-1] in ".?" and text == text.strip() for text in sentences.values())


def test_codes_say_what_they_are_about():
    """R1.. to R4.. are errors, W5.. warnings; they stand in order."""
    assert all(re.fullmatch(r"R[1-4]\d\d|W5\d\d", code) for code in codes())
    assert list(codes()) == sorted(codes())
