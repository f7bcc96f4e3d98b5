"""How a file of the linked data names things: the concepts of the vocabulary, the pages, and the other files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gcm.exports.open_data.edition import LICENCE_ADDRESS
from gcm.exports.open_data.rdf import Iri
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS, Lang, Localized
from gcm.views.addresses import Key
from gcm.views.data_files import SHARED
from gcm.views.site import Site

VOCABULARY: Final = f"{SHARED}/vocabulary.ttl"
"""The file in which the concepts are described, and where who looks one up finds it: `data/vocabulary.ttl#objective-14`."""

LICENCE: Final = Iri(LICENCE_ADDRESS)


def as_json_ld(path: str) -> str:
    """Where the same stands as JSON-LD that stands at `path` as Turtle."""
    return f"{path.removesuffix('.ttl')}.jsonld"


def concept(kind: str, id: object) -> str:
    """The name of a concept, below the common root."""
    return f"{VOCABULARY}#{kind}-{id}"


def scheme(name: str) -> str:
    """The name of a scheme of concepts, below the common root."""
    return f"{VOCABULARY}#{name}"


@dataclass(frozen=True)
class Names:
    """Names as the file at `path` writes them: whole where the site has an address, else as the file leads there."""

    site: Site
    path: str

    def __call__(self, path: str) -> Iri:
        """The name of what lies below the common root."""
        return Iri(f"{self.site.identity or '../' * self.path.count('/')}{path}")

    def page(self, key: Key, lang: Lang, anchor: str = "") -> Iri:
        """The address of a page, or of a place on it."""
        place = f"#{anchor}" if anchor else ""
        return self(f"{self.site.addresses.on_server(key, lang)}{place}")

    def pages(self, key: Key, anchor: str = "") -> tuple[Iri, ...]:
        """The page in each language."""
        return tuple(self.page(key, lang, anchor) for lang in LANGS)


def keywords(lang: Lang) -> list[str]:
    """What the repository is about, in a few words."""
    return linked_phrases(lang).keywords.split("; ")


def sentences(name: str, **values: object) -> tuple[Localized, ...]:
    """Words that only this data says, in each language."""
    return tuple(Localized(linked_phrases(lang).fill(name, **values), lang) for lang in LANGS)
