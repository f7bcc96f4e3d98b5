"""A practice for the UN Network's Hub: what its public pages show, in their order, and nothing invented."""

from __future__ import annotations

import io

from docx import Document

from gcm.exports.open_data.hub import hub_fields
from gcm.language.data_files import read_data
from gcm.views.data_files import hub_path
from support.open_data import ROOT
from support.paths import SAMPLE
from support.scripts import load_script


def test_fields_come_in_the_order_of_the_hub(made, catalogue):
    """As `data/hub.yaml` has it; one that the record says nothing of is there, and empty."""
    wanted = [field["name"] for field in read_data("hub")["fields"]]
    for id in catalogue.practices:
        told = made.json(hub_path(id, "json"))["fields"]
        assert [field["name"] for field in told if field["seen_at_hub"]] == wanted
        assert [field for field in told if not field["seen_at_hub"] and not field["values"]] == []


def test_every_field_of_the_order_is_one_of_the_record(catalogue):
    """A field that was renamed would leave the Hub's empty."""
    filled = {
        field.name
        for practice in catalogue.practices.values()
        for field in hub_fields(practice, catalogue.taxonomy)
        if field.values
    }
    table = read_data("hub")
    named = {field["name"] for field in (*table["fields"], *table["more"]) if field.get("from")}
    assert named - filled <= {"principles"}


def test_every_source_is_told(made, catalogue):
    """Whoever copies a sentence knows where it comes from."""
    for id in catalogue.practices:
        document = made.json(hub_path(id, "json"))
        keys = {key for field in document["fields"] for key in field.get("sources", ())}
        assert {source["key"] for source in document["sources"]} == keys


def test_word_opens_it(made, catalogue):
    """With the words of the record in both languages."""
    practice = next(each for each in catalogue.practices.values() if each.summary)
    document = Document(io.BytesIO(made[hub_path(practice.id, "docx")]))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(words in text for words in (*practice.title.all, *practice.summary[0].all))
    assert "Resumen / Summary" in text


def test_the_command_makes_those_that_are_named(made_sample, tmp_path, monkeypatch, capsys):
    """The same bytes as the build; of an unknown practice it says so."""
    id = next(iter(made_sample.site.catalogue.practices))
    monkeypatch.setenv("SITE_URL", ROOT)
    script, records = load_script("export_hub"), ["--records", str(SAMPLE)]
    assert script.main([id, "--out", str(tmp_path), *records]) == 0
    assert (tmp_path / f"{id}.json").read_text("utf-8") == made_sample[hub_path(id, "json")]
    assert script.main(["no-hay", "--out", str(tmp_path), *records]) == 1
    assert "no-hay" in capsys.readouterr().err
