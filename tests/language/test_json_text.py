"""JSON for programs."""

import json

from hypothesis import given
from hypothesis import strategies as st

from gcm.language.json_text import compact_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_it_is_what_the_standard_library_writes(value):
    """The same, letter for letter, whatever the words are."""
    assert compact_json(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
