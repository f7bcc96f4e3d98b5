"""When two titles are nearly the same, and when two links lead to the same page.

The form in the browser answers the same: `theme/assets/javascripts/form-texts.js` takes lists, numbers and patterns from
`title_rules`, and both sides are held to `tests/vectors/`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Final

from rapidfuzz.distance import LCSseq

from gcm.language.data_files import read_data
from gcm.language.text import LANGS, Lang, fold

ALIKE: Final = 85
"""Per cent of their letters that two titles must share; of the 62 first practices the closest unrelated pair shares less than 70."""

NUMBER: Final = r"[0-9]+|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
"""A number in a folded title, Roman ones up to 39 too."""

_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_NUMBER: Final = re.compile(NUMBER)

# As RFC 3986 divides an address, in its appendix B.
_ADDRESS: Final = re.compile(r"\A(?:[^:/?#]+:)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_USUAL: Final = re.compile(r"\Awww\.|:(?:443|80)\Z")
_ENCODED: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


@dataclass(frozen=True)
class KeyWords:
    """What a title is compared by: its words in order, without small ones, numbers and what is in brackets; and its numbers.

    Another number makes another thing of it: `I Foro`, `II Foro`; `Plan 2018`, `Plan 2023`. `core` are
    the words that say which thing it is: `Política` and `Plan` do not.
    """

    words: tuple[str, ...]
    numbers: tuple[str, ...]
    core: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The words in one."""
        return " ".join(self.words)

    @cached_property
    def starts(self) -> frozenset[str]:
        """How the words begin, so that `móvil` meets `móviles`."""
        return frozenset(word[:4] for word in self.words)

    @cached_property
    def core_text(self) -> str:
        """The words in one that say which thing it is."""
        return " ".join(self.core)

    def likeness(self, other: KeyWords) -> float:
        """Per cent of their letters that both have in the same order; none if no word begins alike, or a number differs.

        Those of all words count, or of their core where more of that is the same.
        """
        if self.numbers != other.numbers or self.starts.isdisjoint(other.starts):
            return 0
        return max(_shared(self.text, other.text), _shared(self.core_text, other.core_text))


def _shared(one: str, other: str) -> float:
    return 200 * LCSseq.similarity(one, other) / (len(one) + len(other)) if one and other else 0


@lru_cache(maxsize=10_000)  # whoever edits one record has the titles of all compared again
def key_words(title: str, lang: Lang) -> KeyWords | None:
    """What the title is compared by, if it has a word that tells anything; brackets with nothing around them count."""
    folded = fold(title)
    words = _WORD.findall(_BRACKETS.sub(" ", folded)) or _WORD.findall(folded)
    numbers = sorted(word for word in _WORD.findall(folded) if _NUMBER.fullmatch(word))
    kept = sorted(word for word in words if word not in numbers and word not in _small_words(lang))
    core = tuple(word for word in kept if word not in _generic_words(lang))
    return KeyWords(tuple(kept), tuple(numbers), core) if kept else None


def page_of(url: str) -> str:
    """The address without what may differ between two ways of writing it; none for a home page, which is not about one thing.

    Scheme, `www.`, the usual ports, a final slash and a place in the page are left out; what is encoded is written plainly.
    """
    ((host, path, query, fragment),) = (map(_plain, parts) for parts in _ADDRESS.findall(url))
    site = _USUAL.sub("", host.lower())
    # Some sites keep their pages behind the fragment: `#/practice/12`.
    page = (path.rstrip("/"), query, fragment if fragment.startswith(("/", "!")) else "")
    return " ".join((site, *page)) if site and any(page) else ""


def title_rules() -> dict[str, Any]:
    """What the browser needs to compare titles in the same way."""
    lists = {"small": _small_words, "generic": _generic_words}
    words = {name: {lang: sorted(listed(lang)) for lang in LANGS} for name, listed in lists.items()}
    return {"alike": ALIKE, "number": NUMBER, **words}


def _plain(text: str) -> str:
    """The text with `%C3%B1` as `ñ`; what is no UTF-8 stays encoded."""
    return _ENCODED.sub(lambda match: _decoded(match[0]), text)


def _decoded(encoded: str) -> str:
    try:
        return bytes.fromhex(encoded.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return encoded


@cache
def _small_words(lang: Lang) -> frozenset[str]:
    return frozenset(fold(word) for word in read_data("search")["small"][lang])


@cache
def _generic_words(lang: Lang) -> frozenset[str]:
    """What says which sort of thing a title names, and not which one."""
    return frozenset(fold(word) for word in read_data("wordings")["generic"][lang])
