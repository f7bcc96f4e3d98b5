"""Words as the search compares them: in plain lower-case letters, without small words, as stems.

`theme/assets/javascripts/search-words.js` brings what a reader types to the same form; `tests/vectors/stems.json` holds both to it.
Stems are Snowball's, of one version on both sides (`pystemmer`, `vendor/snowball.js`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

import Stemmer  # `pystemmer`

from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang, fold

SHORTEST: Final = 4
"""Letters of a word from which on it has a stem; a shorter one is an abbreviation, or as short as it can be."""

_WORD: Final = re.compile(r"[^\W_]+")
_ALGORITHM: Final[dict[Lang, str]] = {"es": "spanish", "en": "english"}


@cache
def search_rules() -> dict[str, Any]:
    """`data/search.yaml`."""
    rules: dict[str, Any] = read_data("search")
    return rules


def folded_words(text: str) -> list[str]:
    """The words of `text` in order, in plain letters."""
    return _WORD.findall(fold(text))


def telling_words(text: str, lang: Lang) -> list[str]:
    """The folded words of `text` without those that a query leaves out."""
    small = _listed("small", lang)
    return [word for word in folded_words(text) if word not in small]


def terms_of(text: str, lang: Lang) -> list[str]:
    """What the index knows of `text`: the stems of its telling words, in order."""
    return [stem_of(word, lang) for word in telling_words(text, lang)]


def asked_words(text: str) -> list[str]:
    """The folded words of a query that are looked for: no small word of either language, nor one that only asks, if there are others."""
    words = [word for word in folded_words(text) if not any(word in _listed("small", lang) for lang in LANGS)]
    return [word for word in words if not any(word in _listed("asking", lang) for lang in LANGS)] or words


@cache
def stem_of(word: str, lang: Lang) -> str:
    """The stem of a folded word, in one of several spellings."""
    if len(word) < SHORTEST:
        return word
    word = search_rules()["irregular"][lang].get(word, word)
    for spelling, instead in search_rules()["spellings"][lang]:
        word = word.replace(spelling, instead)
    return snowball_stem(word, lang)


@cache
def snowball_stem(word: str, lang: Lang) -> str:
    """The stem of a folded word by Snowball's rules alone."""
    return str(_stemmer(lang).stemWord(word))


@cache
def _listed(name: str, lang: Lang) -> frozenset[str]:
    return frozenset(search_rules()[name][lang])


@cache
def _stemmer(lang: Lang) -> Any:
    return Stemmer.Stemmer(_ALGORITHM[lang])
