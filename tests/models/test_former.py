"""Records in a form that was right before: what they mean today."""

from __future__ import annotations

import pytest

from gcm.models.former import converted, with_sources
from gcm.models.validation import validate_record
from gcm.reading.files import parse_record
from gcm.writing.fixes import fix_text

HEAD = "---\ntitle: {es: Registro de viviendas, en: Register of dwellings}\nkind: policy\ncountries: [PA]\n"
LINK = "links: [{url: 'https://www.example.org/informe', title: {es: Informe, en: Report}}]\n"
LISTING = "listings: [{forum: f, session: s, kind: tool, printed: P, source: ['informe-i-foro:3']}]\n"
SOURCE = "sources: [{key: ley, url: 'https://example.org/ley', title: Ley, publisher: Gaceta}]\n"
OLD = "summary: {es: Registra., en: It registers.}\n"


def fields(lines):
    """The fields of a practice in the form of today, and the names of those in another."""
    parsed, problems = parse_record(f"{HEAD}{lines}---\n".encode(), "records/practices/viviendas.md")
    assert problems == []
    return converted("practice", parsed.fields.data)


def test_todays_form_stays():
    """What is right today is not touched."""
    lines = f"summary: [{{es: Registra., sources: [ley]}}]\n{SOURCE}"
    made, former = fields(lines)
    assert former == ()
    assert made["summary"] == [{"es": "Registra.", "sources": ["ley"]}]


@pytest.mark.parametrize(
    ("given", "rests"),
    [
        (SOURCE, {"sources": ["ley"]}),
        (LINK, {"sources": ["example"]}),
        (LISTING, {"place": ["informe-i-foro:3"]}),
        (SOURCE + LISTING, {"sources": ["ley"]}),
        ("", {}),
    ],
)
def test_a_text_rests_on_what_the_record_gives(given, rests):
    """On its sources, else on its links, else on the lists that print it; with none of them on nothing, which is a problem."""
    made, former = fields(OLD + given)
    assert "summary" in former
    assert made["summary"] == [{"es": "Registra.", "en": "It registers.", **rests}]


def test_links_become_sources():
    """A link that a text rests on is a source then, and no link any more."""
    made, former = fields(OLD + LINK)
    assert set(former) == {"summary", "sources", "links"}
    assert "links" not in made
    assert made["sources"] == [
        {"key": "example", "url": "https://www.example.org/informe", "title": "Informe", "publisher": "example.org"}
    ]


def test_one_source_needs_no_key():
    """A statement that names no source rests on the only one that there is; of several nobody can tell which."""
    bare = "summary: [{es: Registra.}]\n"
    assert fields(bare + SOURCE)[0]["summary"] == [{"es": "Registra.", "sources": ["ley"]}]
    two = SOURCE.replace("}]", "}, {key: b, url: 'https://example.org/b', title: B, publisher: B}]")
    assert fields(bare + two)[1] == ()
    assert with_sources({"summary": [{"es": "Registra."}], "sources": [{"key": "a"}, {"key": "b"}]})["summary"] == [
        {"es": "Registra.", "sources": ["a", "b"]}
    ]


def test_sentences_of_forums_are_statements():
    """Text, source and note are words, place and remark, at any depth."""
    sentence = {"text": {"es": "Uno", "en": "One"}, "source": ["informe-i-foro:1"], "note": {"es": "N"}}
    today = {"es": "Uno", "en": "One", "place": ["informe-i-foro:1"], "remark": {"es": "N"}}
    data = {"purpose": [sentence], "sessions": [{"id": "a", "statements": [sentence]}]}
    made, former = converted("forum", data)
    assert made == {"purpose": [today], "sessions": [{"id": "a", "statements": [today]}]}
    assert former == ("purpose", "sessions")


@pytest.mark.parametrize("lines", ["summary: x\n", "summary: [x, {es: [a]}]\n", "sources: x\n" + OLD, "links: {a: b}\n" + OLD])
def test_what_is_neither_is_left(lines):
    """A value of no form is left to the validator, which says what it should be."""
    parsed, _ = parse_record(f"{HEAD}{lines}---\n".encode(), "records/practices/viviendas.md")
    validate_record(parsed)
    fix_text(f"{HEAD}{lines}---\n", "records/practices/viviendas.md")


def test_a_paragraph_and_a_link_are_a_valid_record():
    """What a contributor writes as before is valid, is told, and is mended on request."""
    text = f"{HEAD}{OLD}{LINK}---\n"
    parsed, _ = parse_record(text.encode(), "records/practices/viviendas.md")
    record, problems = validate_record(parsed)
    assert record is not None
    assert {problem.code for problem in problems} == {"W508"}
    fixed = fix_text(text, "records/practices/viviendas.md")
    assert "former" in fixed.mended
    parsed, _ = parse_record(fixed.text.encode(), "records/practices/viviendas.md")
    again, problems = validate_record(parsed)
    assert problems == []
    assert again.model_dump(exclude={"path"}) == record.model_dump(exclude={"path"})
    assert fix_text(fixed.text, "records/practices/viviendas.md").mended == ()


def test_an_empty_list_does_not_keep_a_former_form():
    """The writer leaves an empty list out, which changes nothing that the record says."""
    session = "- {id: a, title: {es: A}, objectives: [], statements: [{text: {es: X.}, source: [informe-i-foro:5]}]}"
    forum = f"---\ntitle: {{es: Foro}}\nkind: champion-forum\nstatus: held\nstart: 2024\nsessions:\n{session}\n---\n"
    fixed = fix_text(forum, "records/forums/foro.md")
    assert "former" in fixed.mended
    assert "place: [informe-i-foro:5]" in fixed.text.replace('"', "")
