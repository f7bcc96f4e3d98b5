"""What the search knows of a page: its own words, the names it goes by in either language, its facts, its kind.

There are two indexes. That of names (titles and what pages are called, in both languages) is small and comes first; that of texts holds
all other words of the pages, and what is shown of each. Both are written as the library in the browser reads them (`minisearch.py`), with the stems of words (`search_words.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.language.phrases import phrases
from gcm.language.text import Lang, Localized, other
from gcm.site.minisearch import Document, packed_index, serialized_index
from gcm.site.search_names import names_of, spellings_of, titles_of
from gcm.site.search_words import asked_words, search_rules, stem_of, terms_of
from gcm.views.addresses import Key
from gcm.views.blocks import Block, Facts, Line, Lines, Link, Paragraph, Prose, View

LENGTH: Final = 240
"""Characters of a page's text that are shown with it, and found at once."""

LONGEST: Final = 6
"""Words of a name that a reader may type in full; a longer one is found by its words."""

NAMES: Final = ("title", "names", "other", "whole")
TEXTS: Final = ("summary", "facts", "text")
"""The fields of the two indexes; `other` is in the other language, `whole` are names as one term each."""

SENTENCE: Final = 60
"""Characters from which on words beside a link are a sentence of the page."""

_TAG: Final = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Found:
    """What a page is found by besides its names: the text that is shown with it, its facts, and all that it says."""

    summary: str
    facts: str = ""
    text: str = ""


@dataclass(frozen=True)
class Entry:
    """A page in the search: what is shown of it, and the terms of its fields."""

    key: Key
    location: str
    title: str
    summary: str
    facets: tuple[str, ...]
    names: Document
    texts: Document

    @property
    def heading(self) -> str:
        """The phrase under which it is found."""
        return str(search_rules()["headings"].get(self.key[0], "search_other"))

    @property
    def weight(self) -> float:
        """How much it counts beside pages that match as well."""
        return float(search_rules()["weights"].get(self.key[0], 1))


def search_entry(title: str, found: Found, location: str, *, key: Key, lang: Lang, catalogue: Catalogue) -> Entry:
    """What the search knows of the page `key`, which lies at `location` below the root of its language."""
    names = tuple(names_of(catalogue, key, lang))
    own = {
        "title": terms_of(title, lang),
        "names": terms_of(" ".join(names), lang),
        "other": terms_of(" ".join(_in_other(catalogue, key, lang)), other(lang)),
        "whole": whole_names(spellings_of(title, names), lang),
    }
    texts = {"summary": terms_of(found.summary, lang), "facts": terms_of(found.facts, lang), "text": terms_of(found.text, lang)}
    return Entry(key, location, title, found.summary, _facets(catalogue, key), own, texts)


def _in_other(catalogue: Catalogue, key: Key, lang: Lang) -> Iterator[str]:
    yield from titles_of(catalogue, key, other(lang))
    yield from names_of(catalogue, key, other(lang))


def _facets(catalogue: Catalogue, key: Key) -> tuple[str, ...]:
    """What a query may name: the page's kind and the forum it belongs to; of a practice, the explorer's kind and countries."""
    if key[0] != "practice":
        own = (key[0],) if key[0] in search_rules()["kinds"] else ()
        return (*own, *(f"forum:{id}" for id in dict.fromkeys(_forums_of(catalogue, key))))
    practice = catalogue.practices[key[1]]
    return ("practice", f"kind:{practice.kind}", *(f"country:{code}" for code in practice.countries))


def _forums_of(catalogue: Catalogue, key: Key) -> Iterator[str]:
    match key:
        case ("forum", id) | ("session", id, _):
            yield id
        case ("roadmap", id):
            yield catalogue.roadmaps[id].forum
        case ("recommendations",):
            yield from (each.forum for each in catalogue.roadmaps.values() if each.kind == "recommendations")


def whole_names(names: Iterable[str], lang: Lang) -> list[str]:
    """Names as one term each, so that a page called exactly what was typed comes first: `I Foro` → `_iforo`."""
    informative = (asked_words(name) for name in names)
    joined = {"".join(stem_of(word, lang) for word in name) for name in informative if 0 < len(name) <= LONGEST}
    return [f"_{name}" for name in sorted(joined)]


def names_index(entries: Sequence[Entry]) -> dict[str, Any]:
    """The small index; its field lengths are left out, since titles are about as long as one another."""
    index = serialized_index((entry.names for entry in entries), NAMES)
    del index["fieldLength"]
    return packed_index(index)


def texts_index(entries: Sequence[Entry]) -> dict[str, Any]:
    """The index of all other words."""
    return packed_index(serialized_index((entry.texts for entry in entries), TEXTS))


def words_of_html(html: str) -> Found:
    """The words of a hand-written page."""
    text = unescape(_TAG.sub(" ", html))
    return Found(_first([text]), text=text)


def words_of(view: View) -> Found:
    """What a page says in its own words, and the facts it opens with; nothing that leads to another page or is missing here."""
    blocks = (*view.blocks, *(block for section in view.sections for block in section.blocks))
    facts = (block for block in view.blocks if isinstance(block, Facts))
    about = view.description if view.description != view.title.text else ""
    own = [about, *(words for words in _own_words(blocks) if words not in about)]
    told = (words for block in blocks if isinstance(block, Facts) for words in _told(block))
    return Found(_first(own), " ".join(_facts(facts, view.lang)), " ".join((*own, *told)))


def _own_words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Prose():
                yield unescape(_TAG.sub(" ", block.html))
            case Lines(lines=lines):
                yield from (text for line in lines for text in _own_line(line))
            case Paragraph(line=line, tone="lead"):
                yield from _own_line(line)


def _told(block: Facts) -> Iterator[str]:
    yield from (text for _, lines in block.rows for line in lines for text in _own_line(line))


def _own_line(line: Line) -> Iterator[str]:
    """The words of an entry; one that leads to another page says little of its own, unless in a whole sentence."""
    shortest = SENTENCE if any(isinstance(part, Link) for part in line.parts) else 0
    yield from (part.text for part in line.parts if isinstance(part, Localized) and len(part.text) >= shortest)
    if not shortest:
        yield from (text for each in line.more for text in _own_line(each))


def _facts(blocks: Iterable[Facts], lang: Lang) -> Iterator[str]:
    """Countries, bodies, objectives and the like; not the sources, the id, or the themes, which follow from the objectives."""
    left_out = (phrases(lang).sources, phrases(lang).theme, phrases(lang).id_in_records)
    for block in blocks:
        for label, lines in block.rows:
            if label not in left_out:
                yield from (part.label.text if isinstance(part, Link) else part.text for line in lines for part in line.parts)


def _first(parts: Iterable[str]) -> str:
    """At most `LENGTH` characters of `parts`, each a sentence, no word cut, and a sign that there is more."""
    text = ""
    for part in parts:
        stop = "." if text and text[-1] not in ".:;?!…" else ""
        text = f"{text}{stop} {' '.join(part.split())}".strip()
        if len(text) > LENGTH:
            return f"{text[:LENGTH].rsplit(' ', 1)[0]} …"
    return text
