"""On what day a page was last changed, which the sitemap tells."""

from __future__ import annotations

import pytest

from gcm.views.last_changed import last_changed
from support.pages import KEYS

HISTORY = "changes: [{on: 2026-01-05, what: added}, {on: 2026-03, what: corrected}]"


def test_a_record_was_changed_when_it_says(records):
    """The latest of its history, as precise as that; without one, when it was compiled; and without that, nobody knows."""
    records.add("practices/registro.md", HISTORY)
    records.add("practices/ventanilla.md", "review: {status: published, compiled_on: 2025-11}")
    catalogue, _ = records.load()
    told = {id: last_changed(catalogue, ("practice", id)) for id in catalogue.practices}
    assert {id: str(day) for id, day in told.items()} == {"registro": "2026-03", "ventanilla": "2025-11"}
    assert last_changed(catalogue, ("forum", "foro")) is None


def test_a_list_was_changed_with_what_it_lists(records):
    """An objective with its practices, the list of all practices with any of them; a page that lists no record, never."""
    records.add("practices/registro.md", HISTORY)
    catalogue, _ = records.load()
    practice = catalogue.practices["registro"]
    for key in (("country", practice.countries[0]), ("practices",), ("kind", practice.kind), ("news",)):
        assert str(last_changed(catalogue, key)) == "2026-03", key
    assert last_changed(catalogue, ("glossary",)) is None
    assert last_changed(catalogue, ("country", "NO")) is None


@pytest.mark.parametrize("key", KEYS)
def test_every_kind_of_page_has_an_answer(catalogue, key):
    """Also that there is none: `fields` come from no record."""
    known = {"fields", "problems", "criteria", "sources", "glossary", "questions", "workbook", "principles", "organisations"}
    if key[0] in {"practices", "objectives", "countries", "timeline", "explorer", *known}:
        assert (last_changed(catalogue, key) is None) == (key[0] in known)
