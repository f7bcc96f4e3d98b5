"""A record written from plain data reads back as the same data, whatever a stranger put into it."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcm.models.form_fields import Field, record_fields
from gcm.models.kinds import MODELS
from gcm.models.validation import validate_record
from gcm.reading.field_texts import text_of
from gcm.reading.files import parse_record, record_paths
from gcm.writing.amending import amended_text
from gcm.writing.writer import body_lines, clean, field_lines, record_text
from support.examples import examples
from support.hostile import HOSTILE
from support.paths import ROOT
from support.vectors import rules

TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=40) | st.text(st.sampled_from("#`~ \n-:\"'\\aé\u200d"), max_size=40)


def read(kind: str, text: str):
    """What stands in the file, which must be read without a problem."""
    record, problems = parse_record(text.encode(), f"records/{kind}s/prueba.md")
    assert problems == []
    return record


def values_of(field: Field) -> st.SearchStrategy:
    """Any value of the shape that a field takes; texts are any texts."""
    if field.control == "group":
        one = st.fixed_dictionaries({}, optional={each.name: values_of(each) for each in field.fields})
    elif field.control == "text":
        one = st.fixed_dictionaries({}, optional={"es": TEXTS, "en": TEXTS})
    elif field.control in ("choice", "number"):
        one = TEXTS | st.sampled_from([id for id, _ in field.options] or ["3"]) | st.integers(0, 9999)
    else:
        one = TEXTS | st.booleans()
    return st.lists(one, max_size=3) if field.many else one


def data_of(kind: str) -> st.SearchStrategy:
    return st.fixed_dictionaries({}, optional={field.name: values_of(field) for field in record_fields(kind, "es")})


def kept(value):
    """What a record holds of a value: cleaned texts, and nothing that is blank."""
    if isinstance(value, dict):
        return {key: told for key, each in value.items() if (told := kept(each)) not in (None, {}, [])} or None
    if isinstance(value, list):
        return [told for each in value if (told := kept(each)) not in (None, {}, [])]
    return (str(value).lower() if isinstance(value, bool) else clean(str(value))) or None


@pytest.mark.parametrize("kind", MODELS)
@examples(40)
@given(st.data())
def test_what_is_written_is_what_is_read(kind, data):
    """Any data come back as they were, with every text the same but for what no record may hold."""
    given = {**data.draw(data_of(kind)), "title": {"es": "x"}}
    assert read(kind, record_text(kind, given, {})).fields.data == kept(given)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(text):
    """Wherever a text stands, nothing but a text is read."""
    data = {"title": {"es": text}, "aliases": [text, "x"], "links": [{"url": text, "title": {"en": text}}], "kind": text}
    told = clean(text)
    assert read("practice", record_text("practice", data, {"es": text, "en": "y"})).fields.data == {
        "title": {"es": told}, "aliases": [told, "x"], "kind": told, "links": [{"url": told, "title": {"en": told}}],
    }  # fmt: skip


@examples(100)
@given(TEXTS, TEXTS)
@example("```\n# Español", "x")
@example("# English", "~~~")
@example("    ```", "# \n# Español")
def test_bodies_stay_apart(es, en):
    """Neither a heading nor an open fence of one body reaches the other, and every body is read as it was written."""
    written = {"es": "\n".join(body_lines(es)).strip(), "en": "\n".join(body_lines(en)).strip()}
    bodies = read("practice", record_text("practice", {"title": {"es": "x"}}, {"es": es, "en": en})).bodies
    assert bodies == {lang: text for lang, text in written.items() if text}


@examples(100)
@given(TEXTS)
def test_a_body_keeps_its_words(body):
    """Only a heading of the first level gets a sign more, and only an open fence a line more."""
    lines, told = clean(body).split("\n"), list(body_lines(body))
    assert [line if line == new else line[1:] for line, new in zip(told, lines, strict=False)] == lines
    assert len(told) - len(lines) in (0, 1)
    assert list(body_lines("\n".join(told))) == told


@examples(100)
@given(TEXTS)
def test_cleaning_once_is_enough(text):
    """A clean text stays as it is."""
    assert clean(clean(text)) == clean(text)


def test_the_form_of_a_file():
    """The text that the form in the browser writes too, letter by letter."""
    data = {
        "kind": "tool", "title": {"en": "Desk \\ 1", "es": 'Ventanilla "única"\n\t2'}, "countries": ["PA", "NO", "Chile y Perú"],
        "objectives": {"stated": [1, 8], "editorial": []}, "period": {"start": "2021-03", "end": "pronto"}, "kind_note": {"es": " "},
        "listings": [{"session": "a", "forum": "1", "page": 3, "source": ["x:1", "y"]}, {}], "notes": [{"es": "n"}, {"en": "m"}],
        "review": {"status": "proposed", "compiled_on": "2026-11-21"},
    }  # fmt: skip
    assert record_text("practice", data, {"en": "# Title\ntext\n```\n# code", "es": " uno \r\n"}) == (
        '---\ntitle:\n  es: "Ventanilla \\"única\\"\\n\\t2"\n  en: "Desk \\\\ 1"\nkind: tool\ncountries: [PA, "NO", "Chile y Perú"]\n'
        'objectives:\n  stated: [1, 8]\nlistings:\n  - forum: "1"\n    session: "a"\n    page: 3\n    source: ["x:1", "y"]\n'
        'period:\n  start: 2021-03\n  end: "pronto"\nnotes:\n  - es: "n"\n  - en: "m"\n'
        "review:\n  status: proposed\n  compiled_on: 2026-11-21\n---\n"
        "\n# Español\n\nuno\n\n# English\n\n## Title\ntext\n```\n# code\n```\n"
    )


def test_a_field_that_is_none_is_an_error():
    """A misspelt name is a mistake of ours, and not lost in silence."""
    with pytest.raises(ValueError, match="contries"):
        record_text("practice", {"contries": ["PA"]}, {})


PRACTICES = [path for root in ("records", "tests/sample/records") for path in record_paths(ROOT / root / "practices")]


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
def test_a_real_record_is_written_anew(path):
    """Every field and body of a real record is told again by its data alone."""
    record, _ = parse_record(path.read_bytes(), f"records/practices/{path.name}")
    again = read("practice", record_text("practice", record.fields.data, record.bodies))
    assert (again.fields.data, again.bodies) == (kept(record.fields.data), record.bodies)
    assert validate_record(again)[1] == []


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
def test_a_record_is_amended_in_one_place(path):
    """New fields and a new body stand in their places; everything else stays as it was, letter by letter."""
    record, _ = parse_record(path.read_bytes(), f"records/practices/{path.name}")
    text, new = text_of(path.read_bytes()), {"hub_url": "https://example.org/", "follow_up": {"status": "completed"}}
    told = read("practice", amended_text(record, text, new, {"en": "New"}))
    assert told.fields.data == {**record.fields.data, **new}
    assert told.bodies == {**record.bodies, "en": "New"}
    assert amended_text(record, text, {}) == text
    gone = set(text.split("\n")) - set(amended_text(record, text, {"hub_url": "https://example.org/"}).split("\n"))
    assert all(line.startswith("hub_url") for line in gone)


def test_remarks_stay():
    """What somebody wrote behind `#` is still there, before the field and after the last one."""
    text = "---\n# uno\ntitle: {es: x}\n# dos\nkind: tool  # tres\n# cuatro\n---\n\n# Español\n\ny\n"
    record = read("practice", text)
    assert amended_text(record, text, {"kind": "policy"}) == text.replace("tool  # tres", "policy")
    assert amended_text(record, text, {"aliases": ["z"]}) == text.replace("# dos", 'aliases: ["z"]\n# dos')


def test_fields_on_one_line_can_be_amended():
    """A front matter in braces is told field by field."""
    record = read("practice", text := "---\n{title: {es: x}, kind: tool}\n---\n")
    assert read("practice", amended_text(record, text, {"kind": "policy"})).fields.data == {
        "title": {"es": "x"},
        "kind": "policy",
    }


def test_everything_is_quoted_that_could_be_more():
    """No plain scalar is anything but what looks like a word of a list, a date, a number or a truth."""
    data = {"title": {"es": "x"}, "kind": "no: such", "countries": ["on", "Y", "=", "PA", "-a", "é"], "hub_url": "true"}
    lines = record_text("practice", data, {}).split("\n")
    assert lines[3:6] == ['kind: "no: such"', 'countries: ["on", "Y", "=", PA, "-a", "é"]', 'hub_url: "true"']


def test_every_value_of_a_closed_list_stands_without_quotes():
    """As people write them, but for Norway."""
    fields = {field.name: field for field in record_fields("practice", "es")}
    for name in ("kind", "scope", "countries", "implementers", "principles", "criteria"):
        for id, _ in fields[name].options:
            (line,) = field_lines((fields[name],), {name: [id] if fields[name].many else id})
            assert ('"' in line) == (id == "NO")


@pytest.fixture(scope="module")
def in_a_browser(browser):
    """What the form's script writes of the same data, in a page with nothing else."""
    page = browser.new_page()
    page.add_script_tag(path=ROOT / "theme/assets/javascripts/form-writing.js")
    yield lambda form, *record: page.evaluate(
        "([form, ...record]) => gcm.writing.writer(form).recordText(...record)", [form, *record]
    )
    page.close()


@cache
def form_of(kind):
    """What writing needs to know of the form for a kind of record."""
    told = rules()
    return {"fields": told["fields"][kind], "rules": told["form"]}


@pytest.mark.browser
@pytest.mark.nightly  # with each push some of them are asked of the form (test_form_browser.py)
@pytest.mark.parametrize("kind", MODELS)
@examples(40)  # each is asked of a browser
@given(st.data())
def test_the_browser_writes_the_same(in_a_browser, kind, data):
    """Letter by letter, of whatever data and bodies."""
    given, es, en = data.draw(data_of(kind)), data.draw(TEXTS), data.draw(TEXTS)
    assert in_a_browser(form_of(kind), given, {"es": es, "en": en}) == record_text(kind, given, {"es": es, "en": en})
