"""The search as scripts: a page that is opened from a folder may load scripts, and nothing else.

`names.js` comes first: every page with its title, what people say for what, and the small index. `texts.js` follows with all other
words, and with the sentences that are shown. Both hand over JSON as a string, which a browser reads faster than a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gcm.catalogue.catalogue import Catalogue
from gcm.language.json_text import compact_json, quoted
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, Text, other
from gcm.site.search_index import Entry, names_index, texts_index
from gcm.site.search_names import spellings_of
from gcm.site.search_words import asked_words, search_rules, stem_of
from gcm.taxonomy.thesaurus import Concept, thesaurus


def names_script(entries: Sequence[Entry], catalogue: Catalogue, lang: Lang) -> str:
    """All pages, what people say, and the index of names."""
    told = {**_shown(entries, lang), **_said(entries, catalogue, lang)}
    return _script("searchNames", {**told, "index": names_index(entries)})


def texts_script(entries: Sequence[Entry]) -> str:
    """What is shown of each page, and the index of all other words."""
    return _script("searchTexts", {"summaries": [entry.summary for entry in entries], "index": texts_index(entries)})


def rules_script() -> str:
    """How words are compared, for the script that brings a reader's to the same form."""
    return f"window.gcmSearchRules = {compact_json(rules_of_search())};"


def rules_of_search() -> dict[str, Any]:
    """Those of the search's rules by which words are compared."""
    return {name: search_rules()[name] for name in ("spellings", "irregular", "small", "asking")}


def _script(name: str, data: Mapping[str, Any]) -> str:
    return f"window.gcm.{name}({quoted(compact_json(data))});\n"


def _shown(entries: Sequence[Entry], lang: Lang) -> dict[str, Any]:
    """The pages, each with its kind by number: address, title, kind, facets."""
    kinds = list(dict.fromkeys((entry.heading, entry.weight) for entry in entries))
    pages = [[e.location, e.title, kinds.index((e.heading, e.weight)), " ".join(e.facets)] for e in entries]
    return {"kinds": [[phrases(lang)[heading], heading, weight] for heading, weight in kinds], "pages": pages}


def _said(entries: Sequence[Entry], catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    """What readers call things: concepts, and language → words → the concepts that they mean."""
    places = {entry.key: place for place, entry in enumerate(entries)}
    known = [*_concepts(), *_kinds(catalogue), *_kinds_of_pages(), *_countries(catalogue), *_forums(catalogue)]
    said: dict[Lang, dict[str, list[int]]] = {lang: {} for lang in LANGS}
    for number, (concept, _) in enumerate(known):
        for each in LANGS:
            for words in dict.fromkeys(filter(None, _terms(concept, each))):
                said[each].setdefault(words, []).append(number)
    return {"concepts": [_concept(concept, facet, places, lang) for concept, facet in known], "said": said}


def _terms(concept: Concept, lang: Lang) -> Iterator[str]:
    """A concept's names, and what is near it, as the index has them: stems, joined by blanks."""
    for name in (*concept.names(lang), *getattr(concept.near, lang)):
        yield " ".join(stem_of(word, lang) for word in asked_words(name))


def _concept(concept: Concept, facet: str, places: Mapping[Any, int], lang: Lang) -> list[Any]:
    """A concept as the script takes it: its term, the pages about it, its names in the index, and the facet that it stands for."""
    pages = [places[key] for key in concept.pages if key in places]
    return [concept.term.get(lang) or concept.term.get(other(lang)), pages, list(dict.fromkeys(_terms(concept, lang))), facet]


def _concepts() -> Iterator[tuple[Concept, str]]:
    yield from ((concept, "") for concept in thesaurus().concepts)


def _kinds(catalogue: Catalogue) -> Iterator[tuple[Concept, str]]:
    called: dict[Lang, tuple[str, ...]] = {lang: (phrases(lang).practice,) for lang in LANGS}
    yield _named("practices", Text(es=phrases("es").practices, en=phrases("en").practices), called, ("practices",)), "practice"
    for id, term in catalogue.taxonomy.terms["practice_kind"].items():
        label = term.many or term.label
        called = dict.fromkeys(LANGS, term.label.all)
        yield _named(f"kind-{id}", label, called, ("kind", id)), f"kind:{id}"


def _kinds_of_pages() -> Iterator[tuple[Concept, str]]:
    for kind, called in search_rules()["kinds"].items():
        heading = search_rules()["headings"][kind]
        yield _named(f"pages-{kind}", Text(es=phrases("es")[heading], en=phrases("en")[heading]), called, (heading,)), kind


def _countries(catalogue: Catalogue) -> Iterator[tuple[Concept, str]]:
    """Those with a page, and those whose people are named in pages: `venezolanos` finds what says `Venezuela`."""
    for code in dict.fromkeys((*catalogue.countries, *search_rules()["peoples"])):
        name, also = catalogue.taxonomy.countries[code], catalogue.taxonomy.also_called(code)
        people = search_rules()["peoples"].get(code, {})
        called = {lang: (*also, *people.get(lang, ())) for lang in LANGS}
        yield (
            _named(f"country-{code}", name, called, ("country", code)),
            f"country:{code}" if code in catalogue.countries else "",
        )


def _forums(catalogue: Catalogue) -> Iterator[tuple[Concept, str]]:
    """A forum by its short name too, which leads to its sessions and roadmaps as well."""
    for id, forum in catalogue.forums.items():
        short = forum.short_title or forum.title
        called = {lang: tuple(spellings_of(str(short.localized(lang)), forum.aliases)) for lang in LANGS}
        yield _named(f"forum-{id}", forum.title, called, ("forum", id)), f"forum:{id}"


def _named(id: str, term: Text, called: Mapping[Lang, Iterable[str]], page: tuple[str, ...]) -> Concept:
    return Concept.model_validate({"id": id, "term": term, "said": called, "pages": (page,), "source": ("terms",)})
