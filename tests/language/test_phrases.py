"""The words of the interface as each language joins them."""

from __future__ import annotations

import pytest

from gcm.language.dates import PartialDate
from gcm.language.phrases import phrases


@pytest.mark.parametrize(
    ("lang", "parts", "joined"),
    [
        ("es", ["español", "inglés"], "español e inglés"),
        ("es", ["Chile", "Perú", "Haití"], "Chile, Perú y Haití"),
        ("es", ["Perú", "Islandia"], "Perú e Islandia"),
        ("es", ["padres", "hijos"], "padres e hijos"),
        ("es", ["agua", "hielo"], "agua y hielo"),
        ("es", ["I Foro", "II Foro"], "I Foro y II Foro"),
        ("es", ["yodo"], "yodo"),
        ("es", ["índice"], "índice"),
        ("es", ["y", "índice"], "y e índice"),
        ("en", ["Peru", "Iceland"], "Peru and Iceland"),
    ],
)
def test_lists_read_as_in_speech(lang, parts, joined):
    """The Spanish `y` gives way to `e` before the sound of an i."""
    assert phrases(lang).join(parts) == joined


@pytest.mark.parametrize(
    ("start", "end", "es", "en"),
    [
        ((2023, 9, 27), (2023, 9, 28), "27 y 28 de septiembre de 2023", "27–28 September 2023"),
        ((2025, 3, 18), (2025, 3, 20), "del 18 al 20 de marzo de 2025", "18–20 March 2025"),
        ((2024, 10, 23), (2024, 11, 12), "del 23 de octubre al 12 de noviembre de 2024", "23 October–12 November 2024"),
        ((2024, 12, 30), (2025, 1, 2), "del 30 de diciembre de 2024 al 2 de enero de 2025", "30 December 2024–2 January 2025"),
        ((2024, 9, 30), (2024, 10, 31), "del 30 de septiembre al 31 de octubre de 2024", "30 September–31 October 2024"),
        (
            (2023, 9, 27),
            (2024, 9, 28),
            "del 27 de septiembre de 2023 al 28 de septiembre de 2024",
            "27 September 2023–28 September 2024",
        ),
        ((2024, 10), (2024, 12), "de octubre a diciembre de 2024", "October–December 2024"),
        ((2024, 10), (2025, 1), "de octubre de 2024 a enero de 2025", "October 2024–January 2025"),
        ((2023,), (2027,), "2023-2027", "2023–2027"),
        ((2023,), (2025, 3), "de 2023 a marzo de 2025", "2023–March 2025"),
        ((2023,), (2025, 3, 5), "de 2023 al 5 de marzo de 2025", "2023–5 March 2025"),
        ((2023, 5, 2), (2023, 6), "del 2 de mayo de 2023 a junio de 2023", "2 May 2023–June 2023"),
        ((2025, 3, 18), (2025, 3, 18), "18 de marzo de 2025", "18 March 2025"),
        ((2021, 4), None, "abril de 2021", "April 2021"),
    ],
)
def test_intervals_read_as_an_editor_writes_them(start, end, es, en):
    """Spanish has `y` between two days in a row and `del … al …` otherwise; English a dash; neither repeats what both dates share."""
    dates = PartialDate(*start), PartialDate(*end) if end else None
    assert (phrases("es").interval(*dates), phrases("en").interval(*dates)) == (es, en)
