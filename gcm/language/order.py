"""The order in which a language lists titles and names.

A small key of our own: the standard library has no collation that does not depend on the machine's locales, PyICU needs a C library
on every machine, and `pyuca` knows the general table alone, in which `ñ` is an `n`. Two languages written in Latin letters need no
more than this: letters without their accents, `ñ` after `n` in Spanish, numbers by their value, no punctuation, no article in front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final, TypeVar

from gcm.language.text import Lang, Localized, fold

Thing = TypeVar("Thing")
Order = tuple[tuple[int, int | str], ...]
"""Each part of a title: a number by its value, before a word."""

_PART: Final = re.compile(r"\d+|[^\W\d_]+")
_ARTICLES: Final[dict[Lang, frozenset[str]]] = {
    "es": frozenset(("el", "la", "los", "las", "lo", "un", "una", "unos", "unas")),
    "en": frozenset(("the", "a", "an")),
}
"""What stands before a title and is not read when it is looked up."""

_ENYE: Final = "n\u4e00"
"""`ñ` as a letter of its own: behind all that goes on with any Latin letter after an `n`."""


@cache
def order_of(words: str, lang: Lang, title_in: Lang | None = None) -> tuple[Order, str]:
    """Where words stand in a list of `lang`; a title in the language `title_in` stands there without its article."""
    letters = words.casefold()
    parts = _PART.findall(fold(letters.replace("ñ", _ENYE) if lang == "es" else letters))
    if title_in and len(parts) > 1 and parts[0] in _ARTICLES.get(title_in, ()):
        del parts[0]
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts), words


def by_name(things: Iterable[Thing], name: Callable[[Thing], object], lang: Lang) -> list[Thing]:
    """Things in the order of their names, as `lang` lists them; `El Salvador` stands under E."""
    return sorted(things, key=lambda thing: order_of(str(name(thing)), lang))


def by_title(things: Iterable[Thing], title: Callable[[Thing], Localized], lang: Lang) -> list[Thing]:
    """Things in the order of their titles, as `lang` lists them."""

    def order(thing: Thing) -> tuple[Order, str]:
        words = title(thing)
        return order_of(words.text, lang, words.lang)

    return sorted(things, key=order)
