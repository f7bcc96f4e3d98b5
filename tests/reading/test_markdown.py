"""The marks of sources in a body."""

from __future__ import annotations

import pytest

from gcm.reading.markdown import marks_in


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Empezó en 2019 [informe-2024].", ["informe-2024"]),
        ("[informe](https://example.org/) y [informe][1]", []),
        ("[clic](javascript:x)", []),
        ("`[informe]`", []),
    ],
)
def test_a_link_is_no_mark(text, marks):
    """Words in brackets before an address are a link, also one that is refused."""
    assert marks_in(text) == marks
