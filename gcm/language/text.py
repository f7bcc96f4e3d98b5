"""The two languages of the site, texts that exist in either, and what a reader of one of them is shown."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, cached_property
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator
from slugify import slugify

from gcm.language.faults import fault
from gcm.language.values import value

Lang = Literal["es", "en"]
LANGS: Final[tuple[Lang, ...]] = get_args(Lang)


LONGEST_SLUG: Final = 60
"""Letters of an address part that is made of a title."""


_FROM_MARKS_ON: Final = re.compile("[\u0300-\U0010ffff]")
"""Letters from the first one on that is an accent to be put upon another."""


def other(lang: Lang) -> Lang:
    """The language that `lang` is paired with."""
    return "en" if lang == "es" else "es"


def fold(text: str) -> str:
    """Lower case without accents, so that `Mexico` meets `México`; `fold` in form-texts.js, and `tests/vectors/fold.json`."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    plain = decomposed
    for char in set(_FROM_MARKS_ON.findall(decomposed)):
        if unicodedata.category(char)[0] == "M":
            plain = plain.replace(char, "")
    # Lower case leaves two letters that are one with another: `Straße` meets `STRASSE`.
    return plain.lower().replace("ß", "ss").replace("ς", "σ")


@cache
def slug_of(text: str) -> str:
    """An address part in ASCII: `Protección consular` → `proteccion-consular`; `slugOf` in form-texts.js, and `tests/vectors/`."""
    return str(slugify(text, max_length=LONGEST_SLUG, word_boundary=True, entities=False, decimal=False, hexadecimal=False))


@cache
def slug_letters() -> dict[str, str]:
    """How an address writes the Latin letters, currencies and punctuation that are more than a plain letter with an accent.

    `-` where a letter is not here. Only what a file's name is proposed from needs it, so other scripts are left out.
    """
    letters = (chr(code) for code in (*range(0xA0, 0x180), *range(0x200B, 0x2050), 0x20AC))
    plain = {part for letter in letters for part in unicodedata.normalize("NFKD", letter)}
    foreign = sorted(
        letter
        for letter in plain
        if not letter.isascii() and unicodedata.category(letter) != "Cc" and unicodedata.category(letter)[0] != "M"
    )
    return {letter: part for letter in foreign if (part := slug_of(f"a{letter}a")[1:-1]) != "-"}


class Frozen(BaseModel):
    """A value that cannot change, refuses unknown fields and takes an empty field for an absent one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: Any) -> Any:
        """A field left empty in a template record says nothing, so it counts as absent."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if not is_empty(value)}
        return data


def is_empty(value: Any) -> bool:
    """Nothing, a blank text, or a group of fields that are all empty; an empty list is a value."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, dict) and value:
        return all(is_empty(part) for part in value.values())
    return value is None


def check_nfc(text: str) -> str:
    """The text, if its accents are stored with their letters."""
    if not unicodedata.is_normalized("NFC", text):
        raise fault("R219")
    return text


PlainText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000), AfterValidator(check_nfc)]
"""Plain text, never markup: 1 to 4,000 characters."""


@value
class Localized:
    """Words as one reader is shown them: in `lang`, which is not always the language of the page."""

    text: str
    lang: Lang
    foreign: bool = False

    def __str__(self) -> str:
        return self.text


class Text(Frozen):
    """The same words in Spanish and in English; one of the two may be missing."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": [lang]} for lang in ("es", "en")], "x-problem": "R218"})

    es: PlainText | None = None
    en: PlainText | None = None

    @model_validator(mode="after")
    def _check_one_language(self) -> Text:
        if self.es is None and self.en is None:
            raise fault("R218")
        return self

    def get(self, lang: Lang) -> str | None:
        """The words in `lang`, or None where they are missing."""
        return self.es if lang == "es" else self.en

    def localized(self, lang: Lang) -> Localized:
        """The words in `lang`, or else in the other language and marked as such."""
        own = self.es if lang == "es" else self.en
        if own is not None:
            return Localized(own, lang)
        return Localized(self.get(other(lang)) or "", other(lang), foreign=True)

    @property
    def all(self) -> tuple[str, ...]:
        """The words in each language that has them."""
        return tuple(words for lang in LANGS if (words := self.get(lang)))

    @cached_property
    def missing(self) -> tuple[Lang, ...]:
        """The languages that these words lack."""
        return tuple(lang for lang in LANGS if self.get(lang) is None)
