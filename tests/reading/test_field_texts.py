"""Records as scripts: what a form corrects a record from."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gcm.language.json_text import calling
from gcm.models.kinds import MODELS
from gcm.reading.field_texts import field_texts, text_of
from gcm.reading.files import parse_record, record_paths
from support.examples import examples
from support.handed_over import handed_over
from support.paths import ROOT

REAL = [path.relative_to(ROOT).as_posix() for path in record_paths(ROOT / "records")]
NAMES = sorted(MODELS["practice"].model_fields)
STYLES = [
    "{}: a\n", "{}: NO  # remark\n", "{}:\n", "{}: |\n  a\n  # text\n\n  b\n", "{}: >-\n  a\n  b\n", "{}: |+\n  a\n\n",
    "{}: [a,\n  # remark\n  b]\n", "{}: [a,\n# remark\nb]\n", "{}: {{es: a,\n  en: b}}\n", "{}:\n- a\n- b\n", "{}:\n  - es: a\n    en: b\n",
    '{}: "a\n  # text"\n', '{}: "a\n\n  b"\n', "? {}\n: a\n", '"{}": a\n', "{}: a\n  b\n", "# remark\n{}: a\n", "\n# one\n# two\n{}: a\n\n",
    "# remark\n\n{}: a\n", "{}: '---'\n", "{}: a\n  # indented remark\n",
]  # fmt: skip
"""Ways to write a field, with a gap for its name."""


def parsed(text: str):
    return parse_record(text.encode(), "records/practices/prueba.md")[0]


@pytest.mark.parametrize("name", REAL)
def test_fields_together_are_the_front_matter(name):
    """The texts of a real record's fields, one after another, are its front matter byte for byte; each alone gives its field."""
    content = (ROOT / name).read_bytes()
    record, _ = parse_record(content, name)
    fields = field_texts(text_of(content), record.fields)
    front = "".join(field.text for field in fields)
    assert content.decode().startswith(f"---\n{front}---\n")
    assert {field.name: field.value for field in fields} == record.fields.data
    assert all(parsed(f"---\n{field.text}---\n").fields.data == {field.name: field.value} for field in fields)


@examples(100)
@given(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(STYLES)), min_size=1, max_size=5, unique_by=lambda pair: pair[0])
)
@example([("title", '{}: "a\n# text"\n'), ("kind", "{}: a\n")])
@example([("title", "? {}\n: a\n"), ("kind", "? # remark\n  {}\n: a\n")])
def test_any_way_of_writing_is_kept(written):
    """However fields are written, their texts are the front matter; or else each is written anew and gives the same."""
    front = "".join(style.format(name) for name, style in written)
    record = parsed(f"---\n{front}---\n\n# Español\n\n---\n")
    assert record is not None
    fields = field_texts(f"---\n{front}---\n\n# Español\n\n---\n", record.fields)
    together = "".join(field.text for field in fields)
    anew = "".join(f"{field.name}: {json.dumps(field.value, separators=(',', ':'))}\n" for field in fields)
    assert together in (front, anew)
    assert list(parsed(f"---\n{together}---\n").fields.data.items()) == list(record.fields.data.items())


@pytest.mark.parametrize("style", [style for style in STYLES if not style.startswith("?")])
def test_usual_ways_of_writing_are_kept_letter_for_letter(style):
    """Between two fields, each of these ways stays as it is, and no remark goes astray."""
    front = f"title: a\n{style.format('summary')}# of the kind\nkind: a\n"
    record = parsed(f"---\n{front}---\n")
    first, middle, last = field_texts(f"---\n{front}---\n", record.fields)
    assert first.text + middle.text + last.text == front
    assert last.text == "# of the kind\nkind: a\n"


def test_fields_that_share_a_line_are_written_anew():
    """A front matter in one piece cannot be shared out, but what it says can."""
    text = "---\n{title: {es: 'It''s: \"x\"'}, kind: ~, aliases: [NO, 1:30]}\n---\n"
    fields = field_texts(text, parsed(text).fields)
    assert [field.text for field in fields] == [
        'title: {"es":"It\'s: \\"x\\""}\n', "kind: null\n", 'aliases: ["NO","1:30"]\n',
    ]  # fmt: skip


def test_fields_between_braces_are_written_anew():
    """A brace opens before the first field and closes after the last, even where each has lines of its own."""
    text = "---\n{\ntitle: a,\nkind: b\n}\n---\n"
    fields = field_texts(text, parsed(text).fields)
    assert [field.text for field in fields] == ['title: "a"\n', 'kind: "b"\n']


def test_editors_marks_are_no_part_of_the_text():
    """A byte order mark and the line ends of some editors are left out, as when the record is read."""
    assert text_of(b"\xef\xbb\xbf---\r\ntitle: a\r\n---\r\n") == "---\ntitle: a\n---\n"


def test_what_is_handed_over_is_data():
    """Nothing of it ends the script or a line of one, and a name like `__proto__` is only a name."""
    value = {"__proto__": "</script><!-- ' \" \\ \u2028 é", "b": [None, 1]}
    script = calling("known", value)
    assert script.startswith("window.gcm.known(JSON.parse('")
    assert "<" not in script
    assert not set("\u2028\u2029\r") & set(script)
    assert script.count("\n") == 1
    assert handed_over(script) == value
