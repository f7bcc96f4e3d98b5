"""Lists are in the order in which each language sorts titles."""

from __future__ import annotations

import pytest

from gcm.language.order import by_name, by_title
from gcm.language.text import Localized

CASES = {
    "es": [
        "2x1 Trabajando unidos",
        "126 Te orienta",
        "Ámbar",
        "«Ante todo»",
        "Los árboles",
        "Bienestar",
        "Nube",
        "Nuñez",
        "Ñame",
        "Olivo",
        "“Oportunidades”",
        "La Patria",
    ],
    "en": ["2x1", "126 Te orienta", "Ámbar", "An apple", "Ñame", "Nube", "The Observatory", "¿Qué pasa?"],
}


@pytest.mark.parametrize("lang", CASES)
def test_titles_stand_where_their_language_looks_for_them(lang):
    """Accents stay with their letter, `ñ` follows `n` in Spanish alone; quotes and articles count for nothing, numbers by value."""
    shuffled = sorted(CASES[lang], key=lambda title: title[::-1])
    assert by_title(shuffled, lambda title: Localized(title, lang), lang) == CASES[lang]


def test_an_article_is_one_of_the_titles_own_language():
    """On an English page `El Salvador` in Spanish words stands under S; `A` at the head of Spanish words is no article there."""
    titles = [Localized("A salvo", "es", foreign=True), Localized("Bridge", "en"), Localized("El zarpe", "es", foreign=True)]
    assert by_title(reversed(titles), lambda title: title, "en") == titles


def test_a_name_that_is_only_an_article_keeps_it():
    """Nothing is left out where nothing would be left."""
    assert by_title(["La", "Ka"], lambda title: Localized(title, "es"), "es") == ["Ka", "La"]


def test_a_name_keeps_its_article():
    """El Salvador is looked for under E, and so is Ecuador before it."""
    assert by_name(["Perú", "El Salvador", "España", "Ecuador"], str, "es") == ["Ecuador", "El Salvador", "España", "Perú"]
