"""What every kind of record has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints

from gcm.language.text import LANGS, Frozen, Lang, PlainText, Text, check_nfc, other
from gcm.models.fields import Change, Confirmation, Date, RecordId, Slugs, Source, Statement, Translation, term

Loc = tuple[str | int, ...]

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
    notes: tuple[Text, ...] = ()
    translation: Translation | None = None
    review: Review = Review(status="proposed")
    sources: tuple[Source, ...] = ()
    changes: tuple[Change, ...] = ()
    confirmed_by: tuple[Confirmation, ...] = ()

    @property
    def short(self) -> Text | None:
        """What the record is about in a few sentences, as lists and the search show it."""
        return None

    @cached_property
    def statements(self) -> tuple[tuple[Loc, Statement], ...]:
        """Every statement of the record with the place of it."""
        return tuple(statements_in(self))

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The record in JSON's own types, under the names that its file has; what says nothing is left out. Read, never altered."""
        fields = self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"path"})
        return {**fields, "review": self.review.model_dump(mode="json", exclude_defaults=True)}

    def source_named(self, key: str) -> Source | None:
        """The source of that key."""
        return next((source for source in self.sources if source.key == key), None)

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
    if isinstance(value, Frozen):
        for field in _fields(type(value)):
            part = getattr(value, field)
            if isinstance(part, Frozen | tuple):
                yield from texts_of(part, f"{name}.{field}" if name else field)
    elif isinstance(value, tuple):
        for position, part in enumerate(value, 1):
            if isinstance(part, Frozen | tuple):
                yield from texts_of(part, f"{name}.{position}")


def statements_in(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Statement]]:
    """Every statement inside a model, with the place of it; list positions count from 0."""
    if isinstance(value, Statement):
        yield loc, value
    elif isinstance(value, Frozen) and not isinstance(value, Text):
        for field in _fields(type(value)):
            part = getattr(value, field)
            if isinstance(part, Frozen | tuple):
                yield from statements_in(part, (*loc, field))
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            if isinstance(part, Frozen | tuple):
                yield from statements_in(part, (*loc, position))


@cache
def _fields(model: type[Frozen]) -> tuple[str, ...]:
    """The names of those fields of a model in which there can be texts."""
    return tuple(name for name, field in model.model_fields.items() if model_in(field.annotation))


def model_in(annotation: Any) -> type[Frozen] | None:
    """The model inside `Model | None`, `tuple[Model, ...]` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((model for part in parts if (model := model_in(part))), None)


def joined_text(texts: Iterable[Text]) -> Text | None:
    """The sentences as one text, in each language that has any."""
    said = list(texts)
    words = {lang: " ".join(words for text in said if (words := text.get(lang))) for lang in LANGS}
    return Text.model_validate(words) if any(words.values()) else None
