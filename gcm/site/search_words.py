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


def terms_of(text: str, lang: Lang) -> list[str]:
    """What the index knows of `text`: the stems of its words but the small ones, in order."""
    small, stems = _listed("small", lang), _stems(lang)
    return [stems[word] for word in folded_words(text) if word not in small]


def asked_words(text: str) -> list[str]:
    """The folded words of a query that are looked for: no small word of either language, nor one that only asks, if there are others."""
    small, asking = _listed("small", *LANGS), _listed("asking", *LANGS)
    words = [word for word in folded_words(text) if word not in small]
    return [word for word in words if word not in asking] or words


def stem_of(word: str, lang: Lang) -> str:
    """The stem of a folded word, in one of several spellings."""
    return _stems(lang)[word]


class _Stems(dict[str, str]):
    """Folded word → its stem, found when it is first asked for: a word comes again and again."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self._lang = lang

    def __missing__(self, word: str) -> str:
        self[word] = stem = _stem(word, self._lang)
        return stem


@cache
def _stems(lang: Lang) -> _Stems:
    return _Stems(lang)


def _stem(word: str, lang: Lang) -> str:
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
def _listed(name: str, *langs: Lang) -> frozenset[str]:
    return frozenset(word for lang in langs for word in search_rules()[name][lang])


@cache
def _stemmer(lang: Lang) -> Any:
    return Stemmer.Stemmer(_ALGORITHM[lang])
