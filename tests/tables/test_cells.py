"""Cells: whatever a record says comes back from the cell that says it, and no spreadsheet takes it for a formula."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcm.language.text import LANGS
from gcm.tables.cells import cell_of, labelled, neutral, value_of, without_apostrophe
from gcm.tables.columns import exchange_tables

TABLES = {shape.name: shape for shape in exchange_tables()}
WORDS = (
    st.text(st.sampled_from("aé ;|\\n'=-\n1"), min_size=1)
    .map(lambda text: " ".join(text.strip(" ").split(" ")))
    .filter(str.strip)
    .map(str.strip)
)
COLUMNS = [(shape.name, column) for shape in TABLES.values() for column in shape.columns]


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_a_list_comes_back(values):
    """Whatever signs its values hold."""
    column = TABLES["practices"].column("aliases")
    assert value_of(column, cell_of(column, values)) == values


@given(st.lists(st.fixed_dictionaries({"es": WORDS}, optional={"en": WORDS}), min_size=1, max_size=3))
def test_a_list_of_groups_comes_back(values):
    """A line for each, however many lines its words have."""
    column = TABLES["practices"].column("notes")
    assert value_of(column, cell_of(column, values)) == values


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("column", [column for _, column in COLUMNS if column.options], ids=lambda column: column.name)
def test_a_label_means_its_id(column, lang):
    """In either language, so that a workbook in either can be taken in; and no two members are called alike."""
    ids = list(column.options)
    shown = [labelled(column, id, lang) for id in ids]
    assert len(set(shown)) == len(ids)
    assert [value_of(column, cell) for cell in shown] == ([[id] for id in ids] if column.many else ids)
    if column.many:
        assert value_of(column, labelled(column, "; ".join(ids), lang)) == ids


@given(st.text())
def test_no_cell_is_a_formula(text):
    """In CSV; and what was written is read."""
    cell = neutral(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert without_apostrophe(cell) == text


@pytest.mark.parametrize("shape", TABLES.values(), ids=TABLES)
def test_heads_are_told_apart(shape):
    """By name and by label, in both languages at once."""
    for column in shape.columns:
        assert {shape.named(head).name for head in (column.name, *column.label.values())} == {column.name}


def test_no_group_is_deeper_than_a_line_can_tell():
    """A list of groups within a list of groups would have no cell."""
    assert [part.name for _, column in COLUMNS for part in column.parts if part.parts] == []
