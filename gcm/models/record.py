"""What every kind of record has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from gcm.language.text import Frozen, Lang, PlainText, Text, check_nfc, other
from gcm.models.fields import Date, RecordId, Slugs, Translation, term

RESERVED = ("id", "path", "body")
"""Fields that come from the file itself and cannot stand in its front matter."""


Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(check_nfc)]
"""Markdown: as long as its file may be, unlike the words of a field."""


class Body(Text):
    """The Markdown below the front matter, in either language."""

    es: Prose | None = None
    en: Prose | None = None


class Review(Frozen):
    """How far a record has come: who compiled and who reviewed it, and when.

    Both are the own names of an institution or a role, never of a person; without `compiled_by` it was the site's editors.
    """

    status: Annotated[PlainText, term("review_status")]
    compiled_by: PlainText | None = None
    compiled_on: Date | None = None
    reviewed_by: PlainText | None = None
    reviewed_on: Date | None = None


class Record(Frozen):
    """One file of `records/`: `id` is its stem, `path` the file, `body` the Markdown below the front matter."""

    id: RecordId
    path: str
    body: Body | None = None
    title: Text
    slug: Slugs = Slugs()
    aliases: tuple[PlainText, ...] = ()
    summary: Text | None = None
    notes: tuple[Text, ...] = ()
    translation: Translation | None = None
    review: Review = Review(status="proposed")

    def slug_in(self, lang: Lang) -> str:
        """The record's part of its address in `lang`."""
        return self.slug.get(lang) or self.id

    @cached_property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Every bilingual text with the name of its field."""
        return tuple(texts_of(self))

    @cached_property
    def missing_languages(self) -> dict[Lang, list[str]]:
        """Language → the fields whose words it lacks."""
        found: dict[Lang, list[str]] = {}
        for name, text in self.texts:
            for lang in text.missing:
                found.setdefault(lang, []).append(name)
        return found

    def source_digest(self, lang: Lang) -> str:
        """A short digest of all words in `lang`, to be kept beside a translation made from them."""
        words = json.dumps([text.get(lang) for _, text in self.texts], ensure_ascii=False)
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    @property
    def translation_is_outdated(self) -> bool:
        """Whether the words translated from have changed since."""
        translation = self.translation
        if translation is None or translation.digest is None:
            return False
        return translation.digest != self.source_digest("en" if translation.origin == "en" else "es")

    @property
    def translated_into(self) -> Lang | None:
        """The language that a translation was made into."""
        if self.translation is None or self.translation.into is None:
            return None
        return other("en" if self.translation.origin == "en" else "es")


def texts_of(value: Any, name: str = "") -> Iterator[tuple[str, Text]]:
    """Every bilingual text inside a model, with the dotted name of its field; list positions count from 1."""
    if isinstance(value, Text):
        yield name, value
    elif isinstance(value, Frozen):
        for field in type(value).model_fields:
            yield from texts_of(getattr(value, field), f"{name}.{field}".lstrip("."))
    elif isinstance(value, tuple):
        for position, part in enumerate(value, 1):
            yield from texts_of(part, f"{name}.{position}")
