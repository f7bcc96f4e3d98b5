"""Words that only look as if they were of our letters."""

from __future__ import annotations

import pytest

from gcm.language.look_alikes import look_alike_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pr\u043egrama consular", (0, "Pr\u043egrama")),  # а Cyrillic o
        ("El \u0420\u0415\u0421\u0423\u0420\u0421", (3, "\u0420\u0415\u0421\u0423\u0420\u0421")),  # Cyrillic from end to end
        ("Plan \u0391\u0392\u0395", (5, "\u0391\u0392\u0395")),  # Greek
        ("https://www.\u043erg/", (12, "\u043erg")),
        ("\U0001d413\U0001d422\U0001d42d\U0001d425\U0001d41e", (0, "\U0001d413\U0001d422\U0001d42d\U0001d425\U0001d41e")),
    ],
)
def test_a_word_of_other_letters_is_found(text, found):
    """Mixed into a word, or the whole of it, in titles as in hosts."""
    assert look_alike_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "", "Atención consular móvil", "Ñandú, pingüino y çedilla", "Łódź, Ğüneş, Þór", "15 µg, 3 Ω, n.º 2, 1.ª", "½ ™ № ℃", "IOM’s", "🙂 🇵🇦",
        "\u041f\u0440\u043e\u0433\u0440\u0430\u043c\u043c\u0430 \u043c\u0438\u0433\u0440\u0430\u0446\u0438\u0438",  # Russian
        "\u03bc\u03b5\u03c4\u03b1\u03bd\u03ac\u03c3\u03c4\u03b5\u03c5\u03c3\u03b7",  # Greek
        "\u0627\u0644\u0647\u062c\u0631\u0629", "\u79fb\u6c11", "\u79fb\u4f4f\u8005", "\u10db\u10d8\u10d2\u10e0\u10d0\u10ea\u10d8\u10d0",
    ],
)  # fmt: skip
def test_other_languages_are_what_they_seem(text):
    """A source has its title in its own language; Spanish and its neighbours, signs and symbols are no other alphabet."""
    assert look_alike_in(text) is None
