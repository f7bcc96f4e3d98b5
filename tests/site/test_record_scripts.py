"""Records as scripts: what a form corrects a record from."""

from __future__ import annotations

import pytest

from gcm.catalogue.remembered import RememberedRecords
from gcm.reading.field_texts import text_of
from gcm.reading.files import parse_record
from gcm.site.record_scripts import is_plainly_written, record_script, script_path
from gcm.writing.writer import record_text
from support.handed_over import handed_over
from support.paths import ROOT

DATA = {"title": {"es": 'Ñandú "uno"'}, "kind": "tool", "notes": [{"es": "a"}, {"en": "b"}], "changes": [{"on": "2026-11-30"}]}
PLAIN = record_text("practice", DATA, {"es": "Uno.", "en": "One."})


def parsed(text: str):
    return parse_record(text.encode(), "records/practices/prueba.md")[0]


def told(text: str):
    return handed_over(record_script(parsed(text), text))


def test_script_holds_a_record_as_data():
    """The file, its fields and bodies are strings of the script, whatever is in them."""
    text = "---\ntitle: {es: \"</script><!-- ' \\\" \\\\ &amp; é\"}\nlinks: {__proto__: {a: ''}}\n---\n# Español\n</script>\n"
    assert "</" not in record_script(parsed(text), text)
    record = told(text)
    assert (record["kind"], record["id"], record["path"]) == ("practice", "prueba", "records/practices/prueba.md")
    assert "".join(field[2] for field in record["fields"]).join(record["around"]) == text
    assert record["bodies"] == {"es": "</script>"}
    assert record["fields"][1] == ["links", {"__proto__": {"a": ""}}, "links: {__proto__: {a: ''}}\n"]


@pytest.mark.parametrize(
    ("front", "is_once"), [("# a remark\ntitle: {es: a}\n\nkind: b\n", True), ("{title: a, kind: b}\n", False)]
)
def test_script_tells_a_file_once(front, is_once):
    """As what stands around its fields, where they stand in the script as they do in the file."""
    text = f"---\n{front}---\n\n# Español\n\nA.\n"
    record = told(text)
    assert ("text" not in record) == is_once
    assert record.get("text") or "".join(field[2] for field in record["fields"]).join(record["around"]) == text


def test_a_file_as_we_write_it_is_told_by_its_values():
    """Nothing of it stands there twice, and what the browser writes of it is the file."""
    record = told(PLAIN)
    assert record.keys() == {"kind", "id", "path", "fields", "bodies"}
    assert all(len(field) == 2 for field in record["fields"])
    assert record_text("practice", dict(record["fields"]), record["bodies"]) == PLAIN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kind: tool", "kind: tool  # remark"),
        ("kind: tool", 'kind: "tool"'),
        ("title:\n", "# remark\ntitle:\n"),
        ("notes:\n  - es: ", "notes:\n  - unknown: x\n    es: "),
        ("notes:\n", "notes: x\nlinks:\n"),
        ('"on": ', "on: "),
        ("ú", "u\u0301"),
        ("Ñandú", " Ñandú"),
        ("---\n\n# Español", "---\n# Español"),
        ("Uno.\n", "Uno.\n\n"),
    ],
)
def test_a_file_that_differs_in_one_sign_keeps_its_lines(old, new):
    """However little it is: a correction alters only what was altered."""
    assert is_plainly_written(parsed(PLAIN), PLAIN)
    text = PLAIN.replace(old, new)
    assert text != PLAIN
    assert not is_plainly_written(parsed(text), text)


def test_every_record_has_its_script_once(site, catalogue):
    """Both languages share the scripts at the common root; neither the sitemap nor the search knows of them."""
    kinds = {"practice": catalogue.practices, "forum": catalogue.forums, "roadmap": catalogue.roadmaps}
    wanted = {f"assets/records/{kind}/{id}.js" for kind, records in kinds.items() for id in records}
    assert {path.relative_to(site).as_posix() for path in site.rglob("records/*/*.js")} == wanted
    records = RememberedRecords(ROOT / "records")
    records.load()
    scripts = {script_path(record): record_script(record, text_of(content)) for record, content in records.sources}
    assert all((site / name).read_text("utf-8") == scripts[name] for name in wanted)
    for name in ("sitemap.xml", "en/sitemap.xml", "assets/search/names.js", "en/assets/search/texts.js"):
        assert "assets/records" not in (site / name).read_text("utf-8")
