"""How problems are told: to people in their language, to programs, and to GitHub without letting records speak."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator

from gcm.language.data_files import read_data
from gcm.language.phrases import phrases
from gcm.problems.formats import MOST, Audience, render_problems
from gcm.problems.github_text import phrase
from gcm.problems.problem import Problem, advice, codes
from gcm.views.addresses import index_address
from support.paths import ROOT

LANGS = ["es", "en"]
FORMATS = ["text", "json", "sarif", "github"]
SENTENCES = read_data("problems")
PROBLEM = Problem("records/practices/a.md", 4, 13, "R211", "countries.1", (("near", "PA"), ("value", "Panamá")), 6)
WARNING = Problem("records/practices/a.md", 1, 1, "W502", "translation", (("value", "0123456789ab"),), 3)
WHOLE = Problem("records/practices/b.md", 1, 1, "R101", width=0)
LINES = ["---", "title: {es: Registro}", "kind: tool", "countries: [Panamá]"]
HOSTILE = "x\n::error file=y::z\r\n%0A::set-output name=a::b:::c\x1b[31m\u202e\u2028##[error]fin ###[add-mask]x ##vso[task]"
SPANISH, ENGLISH = Audience("es", lambda path: LINES), Audience("en", lambda path: LINES)
SARIF = Draft7Validator(json.loads((ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))


def placeholders(text, lang):
    """The names that a sentence has values put in for; `in_es` in Spanish is what `in_en` is in English."""
    return {name.removesuffix(f"_{lang}") for name in re.findall(r"\{(\w+)\}", text)}


def hostile_problems():
    """A stranger's text in the value, the field, the line and the name of the file."""
    return [
        Problem("a.md", 1, 1, "R211", "countries.1", (("value", HOSTILE),)),
        Problem("a.md", 1, 1, "R202", HOSTILE, (("value", "x"),)),
        Problem(f"records/{HOSTILE}.md", 1, 1, "R104", "", (("value", "x"),)),
        Problem("a,line=9::b.md", 1, 1, "R104", "", (("value", "x"),)),
    ]


def test_no_problem_no_output():
    """Without problems there is nothing for people to read, and JSON is an empty list."""
    assert [render_problems([], format, SPANISH) for format in ("text", "json", "github")] == ["", "[]", ""]


@pytest.mark.parametrize(
    ("audience", "text"),
    [
        (
            SPANISH,
            "records/practices/a.md:4:13: R211 countries.1: «Panamá» no es un código de país.\n"
            "    4 | countries: [Panamá]\n"
            "      |             ^^^^^^\n"
            "  Qué hacer: Escriba «PA» en lugar de «Panamá». Cada país tiene un código de dos letras mayúsculas (ISO 3166-1), "
            "por ejemplo PA o MX.\n\n"
            "Cada código se explica, con ejemplos, en la página «Errores y avisos» del sitio.",
        ),
        (
            ENGLISH,
            "records/practices/a.md:4:13: R211 countries.1: 'Panamá' is not a country code.\n"
            "    4 | countries: [Panamá]\n"
            "      |             ^^^^^^\n"
            "  What to do: Write 'PA' instead of 'Panamá'. Each country has a code of two capital letters (ISO 3166-1), "
            "for example PA or MX.\n\n"
            "Each code is explained, with examples, on the site’s page “Errors and warnings”.",
        ),
    ],
)
def test_text_gives_place_fault_line_and_remedy(audience, text):
    """An editor can jump to the place, a person sees what is meant, and both learn what to do."""
    assert render_problems([PROBLEM], "text", audience) == text


def test_without_the_file_there_is_no_line_of_it():
    """What cannot be read is left out; the rest is said all the same."""
    place, hint, closing = render_problems([PROBLEM], "text", Audience("es")).replace("\n\n", "\n").split("\n")
    assert (place[:31], hint[:12], closing[:11]) == ("records/practices/a.md:4:13: R2", "  Qué hacer:", "Cada código")


@pytest.mark.parametrize("lang", LANGS)
def test_text_ends_with_where_codes_are_explained(lang):
    """With the site's address it can be followed; without one the page is named as it is on the site."""
    address = index_address("https://sitio.org", "problems", lang)
    assert address == index_address("https://sitio.org/", "problems", lang)
    assert render_problems([PROBLEM], "text", Audience(lang, explained=address)).endswith(f" {address}")
    assert phrases(lang).problems in phrase("codes_on_page", lang)
    assert index_address("", "problems", lang) == ""


@pytest.mark.parametrize(("problem", "tone"), [(PROBLEM, "31"), (WARNING, "33")])
def test_colour_adds_nothing_but_colour(problem, tone):
    """Errors are red, warnings yellow; without the codes of the terminal the text is the same."""
    audience = Audience("en", lambda path: LINES, colour=True)
    coloured = render_problems([problem], "text", audience)
    assert f"\x1b[{tone}m{problem.code}\x1b[0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render_problems([problem], "text", ENGLISH)


@pytest.mark.parametrize("format", FORMATS)
def test_problems_are_told_in_the_order_of_their_places(format):
    """By file, line and column, whatever the order in which they were found."""
    assert render_problems([PROBLEM, WARNING], format, SPANISH) == render_problems([WARNING, PROBLEM], format, SPANISH)


@pytest.mark.parametrize(("format", "counts"), [("text", True), ("github", True), ("json", False), ("sarif", False)])
def test_people_are_not_flooded(format, counts):
    """Of each file the first fifty problems, and how many more there are; programs are given all."""
    many = [Problem(path, line, 1, "R206") for path in ("a.md", "b.md") for line in range(1, MOST + 8)]
    text = render_problems(many, format, ENGLISH)
    told = 2 * MOST if counts else len(many)
    assert len(re.findall(r"R206", text)) == told + (format == "sarif")
    assert text.count("more problems in this file: 7.") == (2 if counts else 0)


def test_json_has_the_same_fields_for_every_problem():
    """Programs read code, severity, place, field, message and hint; accents stay as they are."""
    text = render_problems([PROBLEM, WARNING], "json", SPANISH)
    warning, error = json.loads(text)
    assert "Panamá" in text
    assert error == {
        "code": "R211",
        "severity": "error",
        "path": "records/practices/a.md",
        "line": 4,
        "column": 13,
        "end_column": 19,
        "field": "countries.1",
        "message": "«Panamá» no es un código de país.",
        "hint": "Escriba «PA» en lugar de «Panamá». Cada país tiene un código de dos letras mayúsculas (ISO 3166-1), "
        "por ejemplo PA o MX.",
    }
    assert (warning["severity"], list(warning)) == ("warning", list(error))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("problems", [[], [PROBLEM, WARNING, WHOLE], hostile_problems()])
def test_sarif_is_valid(problems, lang):
    """The output is what the standard's own schema asks for, with the site's address and without."""
    for explained in ("", index_address("https://sitio.org/", "problems", lang)):
        SARIF.validate(json.loads(render_problems(problems, "sarif", Audience(lang, explained=explained))))


def test_sarif_explains_its_rules():
    """A program that shows the results can say in the language chosen what each rule is, why, and where to read more."""
    audience = Audience("en", explained="https://sitio.org/en/problems/")
    (run,) = json.loads(render_problems([PROBLEM, WARNING, WHOLE], "sarif", audience))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert (run["language"], [rule["id"] for rule in rules]) == ("en", ["R101", "R211", "W502"])
    assert rules[1] == {
        "id": "R211",
        "shortDescription": {"text": "A country is given by its code."},
        "fullDescription": {
            "text": "The code is the same in every language, and each page gives the country’s name in its own.",
        },
        "help": {"text": "Each country has a code of two capital letters (ISO 3166-1), for example PA or MX."},
        "helpUri": "https://sitio.org/en/problems/#r211",
        "defaultConfiguration": {"level": "error"},
    }


def test_sarif_marks_the_span():
    """Each result names its rule by place, and where in which file it is; columns count characters."""
    (run,) = json.loads(render_problems([PROBLEM, WARNING, WHOLE], "sarif", ENGLISH))["runs"]
    rules = [run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] for each in run["results"]]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert rules == [each["ruleId"] for each in run["results"]] == ["W502", "R211", "R101"]
    assert [each["level"] for each in run["results"]] == ["warning", "error", "error"]
    assert [place["region"] for place in places] == [
        {"startLine": 1, "startColumn": 1, "endColumn": 4},
        {"startLine": 4, "startColumn": 13, "endColumn": 19},
        {"startLine": 1},
    ]
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_names_any_file():
    """A name with spaces, signs or bytes that are no text is a valid reference, and reads as the name it was."""
    path = "records/practices/Registro único #1%?\udcff.md"
    (result,) = json.loads(render_problems([Problem(path, 1, 1, "R104")], "sarif", SPANISH))["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[\w./%-]+", uri, re.ASCII)
    assert unquote(uri, errors="surrogatepass") == path


def test_github_shows_errors_and_warnings_at_their_lines():
    """A workflow command has the file, line and column, and the code as its title."""
    error, warning = reversed(render_problems([PROBLEM, WARNING], "github", ENGLISH).splitlines())
    assert error.startswith("::error file=records/practices/a.md,line=4,col=13,title=R211::countries.1: 'Panamá' is not")
    assert warning.startswith("::warning file=records/practices/a.md,line=1,col=1,title=W502::translation: The")


@pytest.mark.parametrize("problem", hostile_problems())
def test_records_give_github_no_commands(problem):
    """A newline, a per cent sign, `::` or `##[` in a value, a field or a file name neither starts nor ends a command."""
    text = render_problems([problem], "github", SPANISH)
    command, properties, said = text.split("::", 2)
    assert (command, text.count("\n"), text.count("\r")) == ("", 0, 0)
    assert re.fullmatch(r"error file=[^,:]*,line=1,col=1,title=R\d{3}", properties)
    assert not re.search(r"%(?!25|0A|0D|3A|2C|23)", text)
    assert ("%250A" in text) == any(HOSTILE in part for part in (problem.path, problem.field, problem.values[0][1]))
    assert said
    assert "::" not in said


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("problem", hostile_problems())
def test_no_output_holds_an_old_command(problem, format):
    """A runner takes `##[name]` for a command wherever it stands in a line, in whatever a step prints."""
    text = render_problems([problem], format, Audience("es", lambda path: [HOSTILE.replace("\n", " ")]))
    assert not re.search(r"##\w*\[", text)


def test_json_is_not_altered_by_being_made_harmless():
    """What a program reads is what the record says, whatever it says."""
    value = "##[error] ::warning:: ###[x]"
    (read,) = json.loads(render_problems([Problem("a.md", 1, 1, "R211", "", (("value", value),))], "json", SPANISH))
    assert value in read["message"]


@pytest.mark.parametrize("where", ["value", "field", "path", "line"])
def test_records_write_no_lines_to_a_terminal(where):
    """A problem stays its four lines, without control characters that colour, turn around or command what reads it."""
    given = {"value": "x", "field": "campo", "path": "a.md", "line": "a: b", where: HOSTILE}
    problem = Problem(given["path"], 1, 1, "R211", given["field"], (("value", given["value"]),))
    text = render_problems([problem], "text", Audience("en", lambda path: [given["line"]]))
    lines = text.splitlines()
    assert [line[:8] for line in lines[1:4]] == ["    1 | ", "      | ", "  What t"]
    assert len(lines) == 6
    assert all(line.replace("\u2060", "").isprintable() for line in lines)
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


def test_problems_are_equal_only_at_the_same_span():
    """The width tells problems apart, and orders only those that are alike in all else."""
    wide = Problem("a.md", 1, 2, "R206", "", (), 9)
    assert wide != Problem("a.md", 1, 2, "R206")
    assert sorted([wide, Problem("a.md", 1, 3, "R206"), Problem("a.md", 1, 2, "R206")])[1] == wide


@pytest.mark.parametrize("code", codes())
@pytest.mark.parametrize("part", ["rule", "message", "hint", "why", "how"])
def test_both_languages_say_the_same(code, part):
    """Every sentence is there in both languages, complete and with the same values in it."""
    sentences = SENTENCES[code].get(part) if part == "how" else SENTENCES[code][part]
    if sentences is not None:
        assert list(sentences) == LANGS
        assert placeholders(sentences["es"], "es") == placeholders(sentences["en"], "en")
        assert all(text[-1] in ".?" and text == text.strip() for text in sentences.values())
        assert part in ("message", "hint") or not placeholders(sentences["es"], "es")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("code", codes())
def test_every_code_has_advice_for_all_records(code, lang):
    """Even where nothing is known of what was meant, a contributor is told what to do, as its page tells everybody."""
    assert advice(code, lang)
    assert advice(code, lang) in Problem("a.md", 1, 1, code).hint(lang)


def test_codes_say_what_they_are_about():
    """R1.. to R4.. are errors, W5.. warnings; they stand in order."""
    assert all(re.fullmatch(r"R[1-4]\d\d|W5\d\d", code) for code in codes())
    assert list(codes()) == sorted(codes())
