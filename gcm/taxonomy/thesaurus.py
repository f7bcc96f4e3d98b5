"""What people say, and the terms that the documents and the United Nations use for it: `data/thesaurus.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import Field, TypeAdapter

from gcm.language.data_files import read_data
from gcm.language.text import Frozen, Lang, Text
from gcm.taxonomy.lists import AlsoCalled


class TermSource(Frozen):
    """Where a term or what people say for it stands: who published it, under which address, and on what day a copy was read.

    What the editors added has no address.
    """

    title: Text
    publisher: Text
    url: str | None = None
    consulted: str | None = None


class Concept(Frozen):
    """One thing under its official term, and what people say for it in either language.

    `pages` are keys of the pages about it, the best first; `broader` are ids of concepts that hold this one; `source` are keys of
    `sources`, or `objective:10` and `glossary:x` where the term is that of another list here. `avoid` are among what people say:
    they find the page, and stand on none. Nor does what is `near`: narrower things that people look for, which are no names of this one.
    """

    id: str
    term: Text
    said: AlsoCalled = AlsoCalled()
    avoid: AlsoCalled = AlsoCalled()
    near: AlsoCalled = AlsoCalled()
    pages: tuple[tuple[str, ...], ...] = ()
    broader: tuple[str, ...] = ()
    source: tuple[str, ...] = Field(min_length=1)

    def names(self, lang: Lang) -> tuple[str, ...]:
        """Everything that it is called in a language: its term, what people say, and what is better not said."""
        term = (words,) if (words := self.term.get(lang)) else ()
        return (*term, *getattr(self.said, lang), *getattr(self.avoid, lang))


class Thesaurus(Frozen):
    """All concepts, and where their words come from."""

    sources: Mapping[str, TermSource]
    concepts: tuple[Concept, ...]


@cache
def thesaurus() -> Thesaurus:
    """The list, read once."""
    return TypeAdapter(Thesaurus).validate_python(read_data("thesaurus"))
