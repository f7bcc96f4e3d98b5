"""The words of the interface as each language joins them."""

from __future__ import annotations

import pytest

from gcm.language.phrases import phrases


@pytest.mark.parametrize(
    ("lang", "parts", "joined"),
    [
        ("es", ["español", "inglés"], "español e inglés"),
        ("es", ["Chile", "Perú", "Haití"], "Chile, Perú y Haití"),
        ("es", ["Perú", "Islandia"], "Perú e Islandia"),
        ("es", ["padres", "hijos"], "padres e hijos"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["yodo"], "yodo"),
        ("es", ["índice"], "índice"),
        ("es", ["y", "índice"], "y e índice"),
        ("en", ["Peru", "Iceland"], "Peru and Iceland"),
    ],
)
def test_lists_read_as_in_speech(lang, parts, joined):
    """The Spanish `y` gives way to `e` before the sound of an i."""
    assert phrases(lang).join(parts) == joined
