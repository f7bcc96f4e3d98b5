"""From an issue to a record's file: what a contributor says arrives, all of it, as text and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from gcm.issues.answers import read_answers
from gcm.issues.forms import CORRECTED, issue_forms
from gcm.issues.proposal import Issue, Proposal, Refusal, proposal_of
from gcm.issues.report import commit_message, credit_of, pull_request_text, refusal_text
from gcm.models.validation import validate_record
from gcm.reading.files import parse_record
from gcm.writing.writer import body_lines, clean
from support.examples import examples
from support.hostile import HOSTILE
from support.issue_answers import agreed, form, rendered
from support.paths import ROOT
from support.scripts import load_script

script = load_script("record_from_issue")
PRACTICE = form("practice")
REGISTRO = (ROOT / "tests" / "small" / "practices" / "registro.md").read_bytes()
MINIMAL = agreed(**{"title.es": "Ventanilla única", "kind": "tool", "countries": ["PA"]})


def issue(body, title="Práctica: Ventanilla", number="12", author="ana-x", author_id="7"):
    return Issue(body, title, number, author, author_id, "2026-11-21")


def proposed(answers, lang="es", files=None, name="practice"):
    """The proposal of a filled-in form, and the record that its file holds."""
    proposal = proposal_of(issue(rendered(form(name, lang), answers)), files or {})
    assert isinstance(proposal, Proposal), proposal
    record, problems = parse_record(proposal.text.encode(), proposal.path)
    assert problems == []
    return proposal, record


def refused(answers, name, files=None, lang="es"):
    refusal = proposal_of(issue(rendered(form(name, lang), answers)), files or {"registro": REGISTRO})
    assert isinstance(refusal, Refusal)
    return refusal


TOLD = ("summary", "how_it_works", "results", "lessons", "replication_needs", "current_status")
"""What is answered with sentences, which become statements."""


def words(record, name):
    """The words of a field's statements, language by language, one after another."""
    found = {}
    for statement in record.fields.data.get(name, ()):
        for lang in ("es", "en"):
            found.setdefault(lang, []).extend([statement[lang]] if lang in statement else [])
    return {lang: " ".join(" ".join(said).split()) for lang, said in found.items() if said}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_answer_arrives(lang):
    """A form with every question answered gives a record with every field filled in, and no error."""
    texts = {
        "title.es": "Ventanilla única", "title.en": "One-stop desk", "other_countries": "Marruecos, Bosnia y Herzegovina",
        "period.start": "2021-03", "period.end": "2024", "hub_url": "https://example.org/hub", "review.compiled_by": "Ministerio",
        "links": "https://example.org/a Informe: uno\n- [Dos](https://example.org/b_(c))\nTres: <https://example.org/d>.",
        "body.es": "Un **texto**.", "body.en": "A **text**.", "remarks": "Gracias.",
    }  # fmt: skip
    texts |= {f"{name}.{each}": f"{name} {each}" for name in TOLD for each in ("es", "en")}
    choices = {
        "kind": "good-practice", "countries": ["PA", "CR"], "implementers": ["oim"], "objectives": ["1", "12"],
        "objectives_basis": "stated", "principles": ["human-rights"], "criteria": ["currency"], "scope": "national",
        "translation.into": "human",
    }  # fmt: skip
    assert {*texts, *choices, "agreement"} == {question.id for question in form("practice", lang).questions}
    proposal, record = proposed(agreed(**texts, **choices), lang)
    keys = ["example", "example-2", "example-3"]
    given = {"a": "Informe: uno", "b_(c)": "Dos", "d": "Tres"}
    sources = [
        {
            "key": key,
            "url": f"https://example.org/{page}",
            "title": title,
            "publisher": "example.org",
            "consulted": "2026-11-21",
        }
        for key, (page, title) in zip(keys, given.items(), strict=True)
    ]
    assert record.fields.data == {
        "title": {"es": "Ventanilla única", "en": "One-stop desk"}, "kind": "good-practice", "countries": ["PA", "CR", "MA", "BA"],
        "implementers": ["oim"], "objectives": {"stated": ["1", "12"]}, "principles": ["human-rights"], "criteria": ["currency"],
        "period": {"start": "2021-03", "end": "2024"}, "scope": "national",
        **{name: [{"es": f"{name} es", "en": f"{name} en", "sources": keys}] for name in TOLD},
        "sources": sources, "changes": [{"on": "2026-11-21", "what": "added"}],
        "hub_url": "https://example.org/hub", "translation": {"from": lang, "into": "human"},
        "review": {"status": "proposed", "compiled_by": "Ministerio", "compiled_on": "2026-11-21"},
    }  # fmt: skip
    assert record.bodies == {"es": "Un **texto**.", "en": "A **text**."}
    assert validate_record(record)[1] == []
    assert proposal.path == "records/practices/ventanilla-unica.md"


TEXT_QUESTIONS = [
    question
    for question in PRACTICE.questions
    if question.id.partition(".")[0] in ("title", "summary", "results", "lessons", "body")
]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "x" * 3000, "$(touch /tmp/x) `id` ${HOME} {{ 7*7 }} <script>alert(1)</script> ::error::x"]
)
def test_a_hostile_text_arrives_as_it_is(text):
    """Quotes, colons, `NO`, `---`, braces, markup, commands: the file says the same, and the validator finds nothing wrong."""
    told = clean(text)
    proposal, record = proposed({**MINIMAL, **{question.id: text for question in TEXT_QUESTIONS}})
    one_line = " ".join(told.split())
    for question in TEXT_QUESTIONS:
        name, lang = question.id.split(".")
        if name == "body":
            assert record.bodies.get(lang, "") == "\n".join(body_lines(told)).strip()
        elif name == "title":
            assert record.fields.data[name][lang] == one_line
        else:
            assert words(record, name)[lang] == one_line
    assert validate_record(record)[1] == []
    assert re.fullmatch(r"records/practices/[a-z0-9]+(-[a-z0-9]+)*\.md", proposal.path)


def test_sixty_thousand_characters_arrive():
    """As long as an issue can be."""
    text = "Una línea del informe, con «comillas».\n" * 1500
    _, record = proposed({**MINIMAL, "body.es": text})
    assert record.bodies["es"] == text.strip()
    assert len(text) > 58_000


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_mean_nothing(end):
    """Whoever edits an issue in a browser sends other line ends."""
    body = rendered(PRACTICE, {**MINIMAL, "summary.es": "uno\n\ndos"}, end)
    answers = read_answers(body.replace("### Tipo", "### Tipo  "))
    assert (answers.texts["summary.es"], answers.values["kind"]) == ("uno\n\ndos", ("tool",))


@pytest.mark.parametrize("blank", ["", " ", "_No response_", "\n\n"])
def test_no_answer_is_no_field(blank):
    """What GitHub writes for a question without an answer is none, whoever typed it."""
    _, record = proposed({**MINIMAL, "summary.es": blank, "period.start": blank, "remarks": blank})
    assert set(record.fields.data) == {"title", "kind", "countries", "translation", "review", "changes"}


LATER, EARLIER = "Resultados (en español)", "Qué es (en español)"


@pytest.mark.parametrize("heading", [LATER, EARLIER, "Países", "Tipo", "Título (en español)", "Antes de enviar", "Otra cosa"])
@pytest.mark.parametrize("around", ["\n\n", "\n"])
def test_a_heading_in_a_text_is_text(heading, around):
    """A line like one of the form's headings starts no answer: all of it stays in the answer in which it was written."""
    said = f"uno{around}### {heading}{around}dos"
    proposal, record = proposed({**MINIMAL, "summary.es": said, "results.es": "tres", "countries": ["CR"]})
    assert record.fields.data["countries"] == ["CR"]
    assert words(record, "summary") == {"es": " ".join(said.split())}
    assert words(record, "results") == {"es": "tres"}
    known = {question.label for question in PRACTICE.questions}
    assert proposal.answers.repeated == ((heading,) if heading in known else ())


def test_what_nobody_can_tell_is_said():
    """Between two long answers the same heading can be the form's or a contributor's: nothing is lost, and somebody looks."""
    proposal, record = proposed({**MINIMAL, "summary.es": "uno", "summary.en": "two\n\n### Qué es (en inglés)\n\nthree"})
    said = words(record, "summary")
    assert f"{said['es']} {said['en']}" == "uno ### Qué es (en inglés) two three"
    assert "`Qué es (en inglés)`" in pull_request_text(proposal, issue(""), [])


def test_a_heading_in_a_later_text_is_no_answer_to_an_earlier_question():
    """Where the question before has no answer, there is nothing to doubt."""
    said = "two\n\n### Qué es (en inglés)\n\nthree"
    _, record = proposed({**MINIMAL, "summary.en": said})
    assert words(record, "summary") == {"en": " ".join(said.split())}


def test_a_form_within_an_answer_stays_there():
    """Somebody pastes a whole filled-in form into the first long answer."""
    whole = rendered(PRACTICE, {**MINIMAL, "countries": ["GT"], "results.es": "otros"})
    _, record = proposed({**MINIMAL, "summary.es": whole})
    assert record.fields.data["countries"] == ["PA"]
    assert words(record, "summary")["es"] == " ".join(clean(whole).split())
    assert "results" not in record.fields.data


def test_values_with_commas_are_told_apart():
    """GitHub joins the values of a list by commas, and some names have one themselves."""
    organisations = [id for id, _ in next(question for question in PRACTICE.questions if question.id == "implementers").options]
    assert any("," in label for question in PRACTICE.questions for _, label in question.options)
    _, record = proposed({**MINIMAL, "implementers": organisations})
    assert record.fields.data["implementers"] == organisations


def test_every_value_of_every_list_is_read():
    """Ticked boxes and chosen values are the ones that were ticked and chosen, in every form and language."""
    for each in issue_forms():
        for question in each.questions:
            for id, _ in question.options:
                answer = [id] if question.control in ("multiple", "checkboxes") else id
                read = read_answers(rendered(each, {question.id: answer}))
                assert (read.form, read.values) == (each, {question.id: (id,)})


def test_what_is_on_no_list_is_told_and_not_dropped():
    """An altered issue may say anything; the record says it too, and the validator finds it."""
    body = rendered(PRACTICE, {**MINIMAL, "other_countries": "Atlántida"}).replace("\nHerramienta\n", "\nArtilugio\n")
    body = body.replace("### Países\n\nPanamá", "### Países\n\nPanamá, Narnia")
    proposal = proposal_of(issue(body), {})
    record, _ = parse_record(proposal.text.encode(), proposal.path)
    assert record.fields.data["kind"] == "Artilugio"
    assert record.fields.data["countries"] == ["PA", "Narnia", "Atlántida"]
    assert {problem.code for problem in validate_record(record)[1]} == {"R211", "R213"}


def test_a_question_that_a_form_did_not_have_yet_is_no_answer():
    """An issue that was filled in before a question was added can still be read."""
    body = rendered(PRACTICE, {**MINIMAL, "summary.es": "uno"}).replace("### Alcance\n\n_No response_\n\n", "")
    assert read_answers(body).texts["summary.es"] == "uno"


@pytest.mark.parametrize(
    ("answers", "translation"),
    [
        ({}, {"from": "es"}),
        ({"title.es": "", "title.en": "Desk"}, {"from": "en"}),
        ({"title.en": "Desk"}, None),
        ({"title.en": "Desk", "translation.into": "machine"}, {"from": "es", "into": "machine"}),
        ({"translation.into": "machine"}, {"from": "es"}),
    ],
)
def test_nothing_is_said_of_a_translation_that_is_not_known(answers, translation):
    """Of two languages nobody knows which one came first, unless it was said."""
    _, record = proposed({**MINIMAL, **answers})
    assert record.fields.data.get("translation") == translation


@pytest.mark.parametrize(("basis", "name"), [("stated", "stated"), ("editorial", "editorial"), ("", "editorial")])
def test_objectives_are_never_claimed_of_a_source(basis, name):
    """Only who says that the source states them has them stated."""
    proposal, record = proposed({**MINIMAL, "objectives": ["23"], "objectives_basis": basis})
    assert record.fields.data["objectives"] == {name: ["23"]}
    assert ("«editorial»" in pull_request_text(proposal, issue(""), [])) == (not basis)


@pytest.mark.parametrize(
    ("line", "url", "title"),
    [
        ("https://example.org/a", "https://example.org/a", "example.org/a"),
        ("* Informe anual – https://example.org/a.", "https://example.org/a", "Informe anual"),
        ("2. https://example.org/a: Informe", "https://example.org/a", "Informe"),
        ("[Informe](https://example.org/a) de 2024", "https://example.org/a", "Informe de 2024"),
        ("mailto:oficina@example.org Oficina", "mailto:oficina@example.org", "Oficina"),
        ("javascript:alert(1)", "javascript:alert(1)", "javascript:alert(1)"),
        ("un informe sin dirección", "un informe sin dirección", "un informe sin dirección"),
    ],
)
def test_links_are_one_a_line(line, url, title):
    """The address, and what stands there; what is no address stays for the validator to find."""
    _, record = proposed({**MINIMAL, "links": f"\n{line}\n"})
    assert record.fields.data["links"] == [{"url": url, "title": {"es": title}}]


def test_a_title_may_come_from_the_issue():
    """Somebody who fills in the title above the form has given one."""
    proposal, record = proposed({**MINIMAL, "title.es": ""})
    assert (proposal.id, record.fields.data["title"]) == ("ventanilla", {"es": "Ventanilla"})
    untitled = issue(rendered(PRACTICE, {**MINIMAL, "title.es": ""}), title="Práctica: ")
    assert proposal_of(untitled, {}).reason == "refused_no_title"


@pytest.mark.parametrize(
    ("title", "taken", "id"),
    [
        ("Ventanilla única", [], "ventanilla-unica"),
        ("Ventanilla única", ["ventanilla-unica"], "ventanilla-unica-12"),
        ("Ventanilla única", ["ventanilla-unica", "ventanilla-unica-12"], "ventanilla-unica-12-2"),
        ("Ventanilla única", ["ventanilla-unica", "ventanilla-unica-12", "ventanilla-unica-12-2"], "ventanilla-unica-12-3"),
        ("🏠", [], "practica-12"),
        ("🏠", ["practica-12"], "practica-12-2"),
        ("../../etc/passwd", [], "etc-passwd"),
        ("a" * 300, [], "a" * 60),
        ("_template", [], "template"),
    ],
)
def test_no_record_takes_the_place_of_another(title, taken, id):
    """The id comes from the title, the same at every run, and never is one that exists."""
    proposal, _ = proposed({**MINIMAL, "title.es": title}, files=dict.fromkeys(taken, b""))
    assert proposal.id == id
    assert proposal.is_new


ADOPTED = {
    "adoptions.country": "CR",
    "adoptions.date": "2025",
    "adoptions.adapted.es": "Otro horario.",
    "adoptions.evidence": "https://example.org/",
}
ADOPTION = {"country": "CR", "date": "2025", "adapted": {"es": "Otro horario."}, "evidence": "https://example.org/"}


@pytest.mark.parametrize(
    "asked",
    [
        "registro",
        " registro ",
        "https://example.org/practicas/registro/",
        "https://example.org/en/practices/register/?a=b#fin",
        "/practicas/registro/index.html",
        "practicas/registro.html",
        "records/practices/registro.md",
        "https://github.com/x/y/blob/main/records/practices/registro.md",
        "[Registro](https://example.org/practicas/registro/)",
        "registro DE personas extranjeras",
        "Register of foreign nationals",
    ],
)
def test_a_practice_is_found_by_what_people_have_of_it(asked):
    """Its id, its page in either language, its file, its title."""
    files = {
        "otra": REGISTRO.replace(b"Registro", b"Otro").replace(b"Register", b"Other"),
        "registro": REGISTRO.replace(b"\nkind:", b"\nslug: {en: register}\nkind:"),
    }
    answers = agreed(record=asked, **ADOPTED)
    proposal, record = proposed(answers, name="adoption", files=files)
    assert (proposal.id, proposal.is_new, record.fields.data["adoptions"]) == ("registro", False, [ADOPTION])


@pytest.mark.parametrize("asked", ["registros", "../../etc/passwd", "https://example.org/", "x" * 5000, "@todos <b>", "/"])
def test_a_practice_that_is_not_there_is_said(asked):
    """With the nearest id, where there is one near; and nothing is written."""
    refusal = refused(agreed(record=asked, **ADOPTED), "adoption")
    assert refusal.reason == "refused_record"
    assert refusal.near == ("registro" if asked == "registros" else "")
    assert neutral(refusal_text(refusal))


def test_an_adoption_is_added():
    """Behind those that are there; all else of the file stays."""
    before = REGISTRO.replace(b"summary:", b"# Nota\nadoptions: [{country: GT}]\nsummary:")
    proposal, record = proposed(
        agreed(record="registro", **ADOPTED, other_country="Marruecos"), name="adoption", files={"registro": before}
    )
    assert record.fields.data["adoptions"] == [{"country": "GT"}, ADOPTION, {**ADOPTION, "country": "MA"}]
    assert "\n# Nota\nadoptions:\n" in proposal.text
    assert set(before.decode().split("\n")) - set(proposal.text.split("\n")) == {"adoptions: [{country: GT}]"}


def test_an_adoption_without_a_country_is_told():
    """What was said of it is not lost."""
    _, record = proposed(
        agreed(record="registro", **{**ADOPTED, "adoptions.country": ""}), name="adoption", files={"registro": REGISTRO}
    )
    assert [(problem.code, problem.field) for problem in validate_record(record)[1]] == [("R201", "adoptions.1.country")]


def test_follow_up_takes_the_place_of_what_it_said():
    """What was answered, whole; the rest of the follow-up stays."""
    before = REGISTRO.replace(b"summary:", b"follow_up: {status: under-way, next_step: {es: Evaluarlo.}}\nsummary:")
    answers = agreed(
        record="registro",
        **{"follow_up.status": "completed", "follow_up.last_reviewed": "2026-10", "follow_up.next_step.en": "None."},
    )
    _, record = proposed(answers, name="adoption", files={"registro": before})
    assert record.fields.data["follow_up"] == {
        "status": "completed",
        "last_reviewed": "2026-10",
        "next_step": {"en": "None."},
    }
    assert "adoptions" not in record.fields.data


def test_a_report_of_nothing_is_refused():
    """Neither a country nor a status: there is nothing to write."""
    assert refused(agreed(record="registro", remarks="Hola"), "adoption").reason == "refused_nothing"


@pytest.mark.parametrize(
    ("part", "said", "field", "told"),
    [
        ("title.es", "Otro\ntítulo", "title", {"es": "Otro título", "en": "Register of foreign nationals"}),
        ("summary.en", "Two\n\nlines: \"x\"", "summary", [{"es": "Reúne los datos en un solo lugar.", "en": "Two lines: \"x\"", "place": ["informe-i-foro:355"]}]),
        ("results.es", "Nuevo", "results", [{"es": "Nuevo"}]),
        ("period.start", " 2021 ", "period", {"start": "2021"}),
        ("kind", "herramienta", "kind", "tool"),
        ("kind", "policy", "kind", "policy"),
        ("scope", "Regional", "scope", "regional"),
        ("scope", "toda la región", "scope", "toda la región"),
        ("hub_url", "https://example.org/", "hub_url", "https://example.org/"),
    ],
)  # fmt: skip
def test_a_correction_takes_the_place_of_a_part(part, said, field, told):
    """The part that was chosen, in the language chosen, and nothing else."""
    files = {"registro": REGISTRO}
    answers = agreed(record="registro", part=part, new_text=said, reason="https://example.org/")
    _, record = proposed(answers, name="correction", files=files)
    before, _ = parse_record(REGISTRO, "records/practices/registro.md")
    history = [{"on": "2026-11-21", "what": "corrected"}]
    assert record.fields.data == {**before.fields.data, field: told, "changes": history}
    assert record.bodies == before.bodies


def test_a_body_is_corrected():
    """One language's body, below its heading; the other one stays."""
    answers = agreed(record="registro", part="body.en", new_text="# New\n\n```\nopen", reason="x")
    _, record = proposed(answers, name="correction", files={"registro": REGISTRO})
    assert record.bodies == {"es": "Texto en español.", "en": "## New\n\n```\nopen\n```"}


def test_a_correction_that_needs_a_person_is_said_to():
    """A program does not invent where a free text belongs."""
    refusal = refused(
        agreed(record="registro", part="other", new_text="Falta @todos <b>Costa Rica</b>", reason="x"), "correction"
    )
    text = refusal_text(refusal)
    assert (refusal.reason, refusal.path) == ("refused_by_hand", "records/practices/registro.md")
    assert "`records/practices/registro.md`" in text
    assert "Costa Rica" in text
    assert neutral(text)


def test_a_record_with_errors_is_not_touched():
    """Whoever mends it does so first."""
    files = {"registro": REGISTRO.replace(b"good-practice", b"gadget")}
    assert refused(agreed(record="registro", **ADOPTED), "adoption", files).reason == "refused_unreadable"


def test_what_a_correction_can_change_has_one_value():
    """Lists need a person, who sees what goes and what stays."""
    asked = {id for question in form("correction").questions if question.id == "part" for id, _ in question.options}
    assert asked == {
        id for name in CORRECTED for id in ([f"{name}.es", f"{name}.en"] if name in ("title", "body", *TOLD) else [name])
    } | {"other"}


@pytest.mark.parametrize(
    "body", ["", "Hola", "### Título (en español)\n\nx", "### Tipo\n\nx\n\n### Título (en español)\n\ny", "\x00"]
)
def test_another_issue_is_politely_refused(body):
    """In both languages, since nobody knows which one its author reads."""
    refusal = proposal_of(issue(body), {})
    text = refusal_text(refusal)
    assert refusal.reason == "refused_not_ours"
    assert "formulario" in text
    assert "one of the site’s forms" in text


def neutral(text):
    """Whether there is no link, markup or picture in a text for GitHub, and outside of code nobody's name and no other issue."""
    tokens = [
        each for token in MarkdownIt("gfm-like", {"linkify": False}).parse(text) for each in (token, *(token.children or ()))
    ]
    kinds = {token.type for token in tokens}
    words = " ".join(token.content for token in tokens if token.type == "text")
    allowed = re.sub(r"(?:^| )(?:Closes|formulario|form) #12\b", "", words)
    return not kinds & {
        "html_block",
        "html_inline",
        "link_open",
        "image",
        "table_open",
        "fence",
        "code_block",
    } and not re.search(r"@\w|#\d|GH-\d|https?://\w", allowed)


STRANGE = [
    *HOSTILE, "@octocat", "fixes #1", "closes octo/repo#2", "GH-3", "https://github.com/a/b/issues/4", "<img src=x onerror=alert(1)>",
    "```\n@octocat", "`` ` ``", "| a | b |\n|---|---|", "![x](https://example.org/x.png)", "<!-- x", "</details>", "a\n\n# Título\n\nb",
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
def test_a_pull_request_shows_text_as_text(text):
    """Whatever a contributor says, in any answer: no markup, mention, link or closing of another issue comes of it."""
    texts = {question.id: text for question in PRACTICE.questions if question.control in ("input", "textarea")}
    body = "Antes " + text + "\n\n" + rendered(PRACTICE, {**MINIMAL, **texts}).replace("Panamá", f"Panamá, {text}")
    proposal = proposal_of(issue(body, title=text), {})
    record, problems = parse_record(proposal.text.encode(), proposal.path)
    told = pull_request_text(proposal, issue(body), [*problems, *(validate_record(record)[1] if record else [])])
    assert neutral(told)
    assert told.startswith("Closes #12\n\n")
    assert len(told) < 65_536
    subject, _, rest = commit_message(proposal, issue(body, title=text)).partition("\n")
    assert re.fullmatch(r"Ficha nueva: [a-z0-9-]+", subject)
    assert rest == "\nDel formulario #12.\n\nCo-authored-by: ana-x <7+ana-x@users.noreply.github.com>\n"


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_pull_request_speaks_the_language_of_the_form(lang):
    """What was read, what is wrong and what was meant for the editors."""
    answers = agreed(
        **{f"title.{lang}": "X", "kind": "tool", "period.start": "marzo", "remarks": "Para ustedes", "agreement": ["licence"]}
    )
    proposal, record = proposed(answers, lang)
    told = pull_request_text(proposal, issue(""), validate_record(record)[1])
    spanish, english = (
        ("Respuestas leídas", "Por corregir", "Falta marcar"),
        ("Answers read", "To be corrected", "is not ticked"),
    )
    assert all(words in told for words in (spanish if lang == "es" else english))
    assert not any(words in told for words in (english if lang == "es" else spanish))
    assert f"`{proposal.path}:" in told
    assert "R220 `period.start`" in told
    assert "`Para ustedes`" in told
    assert "Para ustedes" not in proposal.text


@pytest.mark.parametrize(
    ("login", "id", "credited"),
    [
        ("ana", "1", True),
        ("Ana-Maria-2", "99", True),
        ("a" * 39, "1", True),
        ("dependabot[bot]", "49699333", True),
        ("ana_empresa", "5", True),
        ("a" * 40, "1", False),
        ("-ana", "1", False),
        ("ana--x", "1", False),
        ("ana x", "1", False),
        ("ana>\nCo-authored-by: x <x", "1", False),
        ("ana", "1\n2", False),
        ("ana", "", False),
        ("", "1", False),
        ("añá", "1", False),
        ("ana", "١", False),
    ],
)
def test_who_is_credited(login, id, credited):
    """An account's name as GitHub gives them, or nobody."""
    line = f"Co-authored-by: {login} <{id}+{login}@users.noreply.github.com>"
    assert credit_of(login, id) == (line if credited else "")


HEADINGS = sorted({f"### {question.label}" for form in issue_forms() for question in form.questions})
PIECES = (
    st.sampled_from(["\n", "\n\n", "\r\n", "- [X] ", "_No response_", ", ", "registro", *HEADINGS])
    | st.sampled_from(STRANGE)
    | st.text(max_size=9)
)
FILLED = st.sampled_from(
    [rendered(each, agreed() if each.name == "practice" else agreed(record="registro")) for each in issue_forms()]
)


@examples(100)
@given(
    st.lists(PIECES, max_size=30).map("".join) | st.tuples(FILLED, st.integers(0, 3000), PIECES, st.integers(0, 60)),
    st.text(max_size=20),
)
@example("### ", "")
def test_any_body_gives_a_record_or_a_refusal(body, title):
    """No issue ends in an exception, nothing that a file may not hold gets into one, and no file but one in its folder is named."""
    if isinstance(body, tuple):
        whole, place, piece, length = body
        body = whole[:place] + piece + whole[place + length :]
    files = {"registro": REGISTRO}
    result = proposal_of(issue(body, title), files)
    if isinstance(result, Refusal):
        assert neutral(refusal_text(result))
        return
    record, problems = parse_record(result.text.encode(), result.path)
    assert problems == []
    assert re.fullmatch(r"records/practices/[a-z0-9]+(-[a-z0-9]+)*\.md", result.path)
    assert result.is_new == (result.id not in files)
    assert neutral(pull_request_text(result, issue(body, title), validate_record(record)[1]))


def run(records, tmp_path, body, **environment):
    """The script in this process; its exit code and the texts that it wrote beside the record."""
    told = {
        "ISSUE_BODY": body,
        "ISSUE_TITLE": "Práctica: X",
        "ISSUE_NUMBER": "12",
        "ISSUE_AUTHOR": "ana",
        "ISSUE_AUTHOR_ID": "7",
        **environment,
    }
    code = script.main(["--out", str(tmp_path / "out"), "--records", str(records.root)], told)
    return code, {path.name: path.read_text("utf-8") for path in (tmp_path / "out").glob("*")}


def test_the_script_writes_one_record(records, tmp_path):
    """A new file among the practices, and beside it what is told of it; nothing else is written or altered."""
    before = {path: path.read_bytes() for path in records.root.rglob("*.md")}
    code, texts = run(
        records, tmp_path, rendered(PRACTICE, {**MINIMAL, "summary.es": "$(touch x) `touch y`"}), ISSUE_DATE="2026-11-02"
    )
    after = {path: path.read_bytes() for path in records.root.rglob("*") if path.is_file()}
    (new,) = set(after) - set(before)
    assert code == 0
    assert {path: after[path] for path in before} == before
    assert new == records.root / "practices" / "ventanilla-unica.md"
    assert texts["path.txt"] == "records/practices/ventanilla-unica.md\n"
    assert set(texts) == {"path.txt", "message.txt", "pull-request.md"}
    assert "compiled_on: 2026-11-02" in new.read_text("utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"small", "out"}


def test_the_script_tells_what_is_wrong_with_all_records(records, tmp_path):
    """Also what only shows beside the other records: this title is taken."""
    code, texts = run(records, tmp_path, rendered(PRACTICE, MINIMAL))
    assert code == 0
    assert texts["path.txt"] == "records/practices/ventanilla-unica.md\n"
    assert "R304" in texts["pull-request.md"]
    assert "registro.md" not in texts["pull-request.md"]


def test_the_script_tells_of_a_text_that_is_too_long(records, tmp_path):
    """An issue can hold more bytes than a record: the file is written, and what to do is said."""
    code, texts = run(records, tmp_path, rendered(PRACTICE, {**MINIMAL, "body.es": "ñáñdú " * 11_000}))
    assert code == 0
    assert "R106" in texts["pull-request.md"]


def test_the_script_again_writes_the_same(make_records, tmp_path):
    """From the same state of the repository comes the same file under the same name."""
    body = rendered(PRACTICE, MINIMAL)
    ways = [run(make_records(name), tmp_path / name, body, ISSUE_DATE="2026-11-02") for name in ("one", "two")]
    assert ways[0] == ways[1]


def test_the_script_changes_the_record_that_is_named(records, tmp_path):
    """An adoption goes into the file of its practice."""
    code, texts = run(records, tmp_path, rendered(form("adoption", "en"), agreed(record="registro", **ADOPTED)))
    assert (code, texts["path.txt"]) == (0, "records/practices/registro.md\n")
    assert records.load()[0].practices["registro"].adoptions[0].country == "CR"
    assert "Adopción o seguimiento en la ficha registro" in texts["message.txt"]
    assert "The rest of the record stays as it was" in texts["pull-request.md"]


def test_the_script_explains_a_refusal(records, tmp_path):
    """Exit 1, a text for the author, and not a file more."""
    before = sorted(records.root.rglob("*"))
    code, texts = run(records, tmp_path, "Hola")
    assert (code, set(texts)) == (1, {"pull-request.md"})
    assert sorted(records.root.rglob("*")) == before


@pytest.mark.parametrize("number", ["", "0", "-1", "12; rm -rf /", "1\n2", "../1", "١"])
def test_the_script_wants_a_number(records, tmp_path, number):
    """Without the issue's number nothing is written, and it is said."""
    assert run(records, tmp_path, rendered(PRACTICE, MINIMAL), ISSUE_NUMBER=number)[0] == 2
    assert not (tmp_path / "out").exists()


def test_the_script_reads_the_environment_alone(records, tmp_path):
    """As the workflow runs it: nothing of the issue on the command line, and a body with NUL-free hostile text does no harm."""
    body = rendered(
        PRACTICE, {**MINIMAL, "title.es": "$(touch pwned) `touch pwned`; touch pwned", "body.es": "::set-output name=x::y"}
    )
    told = {"ISSUE_BODY": body, "ISSUE_TITLE": "x", "ISSUE_NUMBER": "12", "ISSUE_AUTHOR": "ana", "ISSUE_AUTHOR_ID": "7"}
    command = [
        sys.executable,
        str(ROOT / "scripts" / "record_from_issue.py"),
        "--out",
        str(tmp_path / "out"),
        "--records",
        str(records.root),
    ]
    done = subprocess.run(  # noqa: PLW1510  (its exit code is looked at)
        command, env={**os.environ, **told}, cwd=tmp_path, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (records.root / "practices" / "touch-pwned-touch-pwned-touch-pwned.md").is_file()
    assert not list(tmp_path.rglob("pwned"))


def test_wrong_use_is_told(tmp_path, capsys):
    """No folder to write to is no issue's fault."""
    with pytest.raises(SystemExit) as ended:
        script.main([], {})
    assert ended.value.code == 2
    assert "--out" in capsys.readouterr().err


def test_an_issue_in_the_former_shape_is_read():
    """Labels have changed since; what was written under the old ones is not lost, and links are what it rests on."""
    body = rendered(PRACTICE, {**MINIMAL, "summary.es": "uno", "links": "https://example.org/a Informe", "lessons.en": "two"})
    for now, then in (("Qué es", "Resumen"), ("Lecciones y límites", "Lecciones aprendidas"), ("### Fuentes", "### Enlaces")):
        assert now in body
        body = body.replace(now, then)
    proposal = proposal_of(issue(body), {})
    record, _ = parse_record(proposal.text.encode(), proposal.path)
    assert words(record, "summary") == {"es": "uno"}
    assert words(record, "lessons") == {"en": "two"}
    assert record.fields.data["sources"][0]["url"] == "https://example.org/a"


def test_paragraphs_are_statements():
    """Each paragraph is one where both languages have as many; else what belongs together cannot be told."""
    _, record = proposed(
        {**MINIMAL, "results.es": "uno\n\ndos", "results.en": "one\n\ntwo", "lessons.es": "a\n\nb", "lessons.en": "c"}
    )
    assert record.fields.data["results"] == [{"es": "uno", "en": "one"}, {"es": "dos", "en": "two"}]
    assert record.fields.data["lessons"] == [{"es": "a b", "en": "c"}]


def test_which_of_several_statements_is_meant_a_person_decides():
    """A correction takes the place of the only statement of a field, never of several."""
    two = REGISTRO.replace(b"summary:\n", b"summary:\n  - {es: Uno, en: One, place: ['informe-i-foro:1']}\n")
    answers = agreed(record="registro", part="summary.es", new_text="Otro", reason="x")
    assert refused(answers, "correction", {"registro": two}).reason == "refused_by_hand"
