"""Answers as officials give them, by the form of the site, by an issue and in an editor: each ends in the same record.

The third way in, the form, is tried in `tests/javascript/form.test.js` with what is written here into `tests/vectors/three-ways.json`.
"""

from __future__ import annotations

import json
from copy import deepcopy

import pytest

from gcm.catalogue.catalogue import check_alone
from gcm.issues.proposal import Issue, proposal_of
from gcm.issues.report import pull_request_text
from gcm.language.text import LANGS
from gcm.models.meant import applied, values_meant
from gcm.reading.files import parse_record
from gcm.reading.markdown import hyphenated
from gcm.views.parts.form import form_phrases
from gcm.writing.fixes import fix_text
from gcm.writing.writer import record_text
from support.issue_answers import agreed, form, rendered
from support.vectors import VECTORS, written

DAY = "2026-11-30"
PATH = "records/practices/buzon-itinerante.md"
URL = "https://www.ejemplo.gob.pa/informe"
SOURCE = {"key": "ejemplo-gob", "url": URL, "title": "Informe anual", "publisher": "ejemplo.gob.pa", "consulted": DAY}
BASE = {"title": {"es": "Buzón itinerante"}, "kind": "tool", "countries": ["PA"]}
FILED = {
    "translation": "{from: es}",
    "review": f"{{status: proposed, compiled_on: {DAY}}}",
    "changes": f"[{{on: {DAY}, what: added}}]",
}
SOURCED = f'[{{key: ejemplo-gob, url: "{URL}", title: Informe anual, publisher: ejemplo.gob.pa, consulted: {DAY}}}]'


def told(name, *words, lang="es"):
    """A field of statements in each way: as it is typed, answered, written in a file, and as the record has it."""
    rests = {"sources": ["ejemplo-gob"]}
    return {
        "typed": {name: [{lang: each} for each in words], "sources": [{"url": URL, "title": "Informe anual"}]},
        "issue": {f"{name}.{lang}": "\n\n".join(words), "links": f"{URL} Informe anual"},
        "file": {
            name: json.dumps([{lang: each, "sources": "ejemplo-gob"} for each in words], ensure_ascii=False),
            "sources": SOURCED,
        },
        "record": {name: [{lang: each, **rests} for each in words], "sources": [SOURCE]},
    }


def value(name, typed, answer, line, right, question=None):
    """A field in each way, with the value that the record has."""
    return {"typed": {name: typed}, "issue": {question or name: answer}, "file": {name: line}, "record": {name: right}}


def since(text, right):
    """When something began."""
    return value("period", {"start": text}, text, f"{{start: '{text}'}}", {"start": right}, "period.start")


def countries(listed, others, line):
    """Whose practice it is: chosen in the form, and written where GitHub's list ends."""
    issue = {"countries": "", "other_countries": others}
    return {"typed": {"countries": listed}, "issue": issue, "file": {"countries": line}, "record": {"countries": listed}}


def body(text, right=None):
    """The description."""
    filed = {"typed": {"body": {"es": text}}, "issue": {"body.es": text}, "file": {}, "record": {}}
    return {**filed, "body": text, "right": right or text}


ANSWERS = {
    # When
    "a month in words": since("marzo de 2021", "2021-03"),
    "a day in words": since("5 de mayo de 2024", "2024-05-05"),
    "the first of a month": since("1.º de julio de 2019", "2019-07-01"),
    "a month as in Peru": since("Setiembre del 2023", "2023-09"),
    "a month in English": since("March 2021", "2021-03"),
    "a short month": since("oct. 2022", "2022-10"),
    "a day with slashes, year first": since("2021/3/5", "2021-03-05"),
    "a day with no-break spaces": since("5\u00a0de\u00a0mayo\u00a0de\u00a02024", "2024-05-05"),
    "a year": since("2019", "2019"),
    # What
    "a type by its label": value("kind", "good-practice", "good-practice", "Buena práctica", "good-practice"),
    "a type by its plural": value("kind", "policy", "policy", "Políticas", "policy"),
    "a title in quotation marks": value(
        "title", {"es": "“Buzón itinerante”"}, "“Buzón itinerante”", "{es: “Buzón itinerante”}", BASE["title"], "title.es"
    ),
    "a title with a colon": value(
        "title",
        {"es": "Buzón itinerante: «Regreso»"},
        "Buzón itinerante: «Regreso»",
        '{es: "Buzón itinerante: «Regreso»"}',
        {"es": "Buzón itinerante: «Regreso»"},
        "title.es",
    ),
    # Where
    "a country by its name": value("countries", ["PA"], ["PA"], "Panamá", ["PA"]),
    "countries in prose": value(
        "countries", ["PA", "CR", "MX"], ["PA", "CR", "MX"], "Panamá, Costa Rica y México", ["PA", "CR", "MX"]
    ),
    "a country with y in its name": countries(
        ["MA", "GH", "BA"], "Marruecos, Ghana y Bosnia y Herzegovina", "Marruecos, Ghana y Bosnia y Herzegovina"
    ),
    "a former name": countries(["TR"], "Turquía", "[Turquía]"),
    "an abbreviation, twice": countries(["US"], "EE. UU., Estados Unidos", "[EE. UU., USA]"),
    "Norway": countries(["NO"], "Noruega", "Noruega"),
    "a scope by its label": value("scope", "national", "national", "Nacional", "national"),
    # Who
    "organizations by their abbreviations": value(
        "implementers", ["oim", "acnur"], ["oim", "acnur"], "OIM y ACNUR", ["oim", "acnur"]
    ),
    "an organization by its name": value(
        "implementers", ["oim"], ["oim"], "[Organización Internacional para las Migraciones]", ["oim"]
    ),
    "who compiled it": {
        "typed": {"review": {"compiled_by": "Ministerio de Gobierno"}},
        "issue": {"review.compiled_by": "Ministerio de Gobierno"},
        "file": {"review": f"{{status: proposed, compiled_by: Ministerio de Gobierno, compiled_on: {DAY}}}"},
        "record": {"review": {"status": "proposed", "compiled_by": "Ministerio de Gobierno", "compiled_on": DAY}},
    },
    # Of the Compact
    "objectives in prose": {
        "typed": {"objectives": {"stated": ["1", "4", "12"]}},
        "issue": {"objectives": ["1", "4", "12"], "objectives_basis": "stated"},
        "file": {"objectives": "\n  stated: 1, 4 y 12"},
        "record": {"objectives": {"stated": ["1", "4", "12"]}},
    },
    "an objective with its word": {
        "typed": {"objectives": {"editorial": ["4"]}},
        "issue": {"objectives": ["4"]},
        "file": {"objectives": "{editorial: [Objetivo 4]}"},
        "record": {"objectives": {"editorial": ["4"]}},
    },
    "a principle by its label": value("principles", ["human-rights"], ["human-rights"], "Derechos humanos", ["human-rights"]),
    "a criterion by its label": value("criteria", ["innovation"], ["innovation"], "[Innovación]", ["innovation"]),
    # What is told
    "a summary with a source": told("summary", "Recoge solicitudes en «zonas alejadas»: dos por mes."),
    "two results": told("results", "Abrió en 2021.", "Atiende a 300 personas (2023)."),
    "a lesson": told("lessons", "Conviene avisar a tiempo."),
    # The description
    "a list with bullets": body("Pasos:\n\n• Abrir\n•\u00a0Cerrar", "Pasos:\n\n- Abrir\n- Cerrar"),
    "an address": body("Vea https://www.ejemplo.gob.pa/x."),
}


def expected(answer):
    """The data of the record, and its bodies."""
    filed = {
        "translation": {"from": "es"},
        "review": {"status": "proposed", "compiled_on": DAY},
        "changes": [{"on": DAY, "what": "added"}],
    }
    return {**BASE, **filed, **answer["record"]}, {"es": answer["right"]} if "right" in answer else {}


def by_editor(answer):
    """The file that somebody wrote, as `validate.py --fix` leaves it."""
    base = {"title": "{es: Buzón itinerante}", "kind": "tool", "countries": "[PA]", **FILED, **answer["file"]}
    text = "\n# Español\n\n" + answer["body"] + "\n" if "body" in answer else ""
    lines = "".join(f"{name}: {line}\n" for name, line in base.items())
    return fix_text(f"---\n{lines}---\n{text}", PATH).text


def by_issue(answer):
    """What becomes of a form on GitHub."""
    given = agreed(**{"title.es": "Buzón itinerante", "kind": "tool", "countries": ["PA"], **answer["issue"]})
    return proposal_of(Issue(rendered(form("practice"), given), "", "12", "ana", "7", DAY), {})


def by_form(answer):
    """What is typed into the form of the site, and what comes of it."""
    typed = {"title": BASE["title"], "kind": "tool", "countries": ["PA"], **deepcopy(answer["typed"])}
    return typed, record_text("practice", *expected(answer))


def mended_in_form(typed, lang):
    """What the form tells that it has put otherwise; lists are chosen there."""
    t, data = form_phrases(lang), {name: value for name, value in typed.items() if name in ("title", "period")}
    told = [t.fill("mended", was=clean_spaces(each.was), now=each.now) for each in values_meant("practice", data)]
    is_body = any(hyphenated(text) != text for text in typed.get("body", {}).values())
    return [*told, *([t["mended_body"]] if is_body else [])]


def clean_spaces(text):
    """As it is read on a page."""
    return " ".join(text.split())


def test_there_are_thirty_answers():
    """And none is given twice."""
    assert len(ANSWERS) >= 30


@pytest.mark.parametrize("name", ANSWERS)
def test_an_issue_and_an_editor_end_in_the_same_record(name):
    """The same fields and bodies, without an error; what the issue put otherwise is told."""
    answer = ANSWERS[name]
    proposal = by_issue(answer)
    records = [parse_record(text.encode(), PATH) for text in (proposal.text, by_editor(answer))]
    for record, problems in records:
        assert problems == []
        assert (record.fields.data, record.bodies) == expected(answer)
        assert [problem for problem in check_alone(record).problems if not problem.is_warning] == []
    report = pull_request_text(proposal, Issue("", "", "12", "ana", "7", DAY), [])
    assert ("Puesto como va en una ficha" in report) == bool(proposal.mended)


def test_what_was_put_otherwise_is_listed():
    """With the question, what stood there and what stands there now (B14)."""
    report = pull_request_text(by_issue(ANSWERS["a month in words"]), Issue("", "", "12", "ana", "7", DAY), [])
    assert "- Período: desde: `2021-03` en lugar de `marzo de 2021`\n" in report
    report = pull_request_text(by_issue(ANSWERS["an abbreviation, twice"]), Issue("", "", "12", "ana", "7", DAY), [])
    assert "`Estados Unidos` ya estaba" in report


def test_the_form_is_tried_with_these_answers(golden):
    """What is typed, the file that must come of it, and what the form says that it has put otherwise."""
    answers = []
    for name, answer in ANSWERS.items():
        typed, text = by_form(answer)
        answers.append({"name": name, "lang": "es", "typed": typed, "text": text, "mended": mended_in_form(typed, "es")})
    golden(VECTORS / "three-ways.json", written({"day": DAY, "answers": answers}))


def test_mending_once_is_enough():
    """What is as it was meant is meant so."""
    for answer in ANSWERS.values():
        data = expected(answer)[0]
        assert applied(data, {each.loc: each for each in values_meant("practice", data)}) == data
        assert list(values_meant("practice", data)) == []
    assert LANGS == ("es", "en")
