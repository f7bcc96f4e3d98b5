"""What pages go by: their titles in either language, and names, abbreviations, numbers and labels besides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from gcm.catalogue.catalogue import Catalogue
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, Text, fold
from gcm.models.forum import Forum, Session
from gcm.problems.problem import codes
from gcm.site.search_words import search_rules
from gcm.views.addresses import Key

Texts = tuple[Text | None, ...]

_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ABBREVIATION: Final = re.compile(r"\(([A-Z]{2,})\)")


def names_of(catalogue: Catalogue, key: Key, lang: Lang) -> Iterator[str]:
    """What a page is called besides its title: abbreviations in both languages, aliases, numbers, labels."""
    yield from search_rules()["called"].get(key[0], {}).get(lang, ())
    taxonomy = catalogue.taxonomy
    match key:
        case ("country", code):
            yield from (code, *taxonomy.also_called(code))
        case ("objective", number):
            yield from (number, f"{phrases(lang).objective} {number}", *titles_of(catalogue, key, lang))
        case ("organisation", id):
            yield from (part for name in _both(taxonomy.organisations[id].abbreviation) for part in (name, *name.split("/")))
        case ("practice", id):
            yield from catalogue.practices[id].aliases
        case ("forum", id):
            yield from (*catalogue.forums[id].aliases, *titles_of(catalogue, key, lang))
        case ("session", forum_id, id):
            forum = catalogue.forums[forum_id]
            yield from _session_names(forum, forum.session(id), lang)
        case ("roadmap", id):
            roadmap = catalogue.roadmaps[id]
            yield from (*roadmap.aliases, *_localized_texts(lang, roadmap.label))
        case (kind,):
            yield from _names_of_list(catalogue, kind, lang)


def titles_of(catalogue: Catalogue, key: Key, lang: Lang) -> Iterator[str]:
    """The titles of what a page is about, in one language: those by which readers of the other one may look for it."""
    kind, *ids = key
    if kind in _TITLES:
        yield from _localized_texts(lang, *_TITLES[kind](catalogue, *ids))
    elif not ids and kind in search_rules()["headings"]:
        yield phrases(lang)[kind]


def _objective(catalogue: Catalogue, number: str) -> Texts:
    objective = catalogue.taxonomy.objectives[int(number)]
    return objective.short, objective.title


def _forum(catalogue: Catalogue, id: str) -> Texts:
    forum = catalogue.forums[id]
    return forum.title, forum.short_title


def _session(catalogue: Catalogue, forum: str, id: str) -> Texts:
    session = catalogue.forums[forum].session(id)
    return (session.title if session else None,)


def _roadmap(catalogue: Catalogue, id: str) -> Texts:
    roadmap = catalogue.roadmaps[id]
    return roadmap.title, roadmap.label


_TITLES: Final[Mapping[str, Callable[..., Texts]]] = {
    "country": lambda catalogue, code: (catalogue.taxonomy.countries[code],),
    "objective": _objective,
    "organisation": lambda catalogue, id: (catalogue.taxonomy.organisations[id].name,),
    "principle": lambda catalogue, id: (catalogue.taxonomy.principles[id].name,),
    "theme": lambda catalogue, id: (catalogue.taxonomy.theme(id).title,),
    "kind": lambda catalogue, id: (catalogue.taxonomy.terms["practice_kind"][id].many,),
    "practice": lambda catalogue, id: (catalogue.practices[id].title,),
    "forum": _forum,
    "session": _session,
    "roadmap": _roadmap,
}
"""Kind of page → the titles of what it is about, given the catalogue and the ids of its key."""


def _names_of_list(catalogue: Catalogue, kind: str, lang: Lang) -> Iterator[str]:
    """The names of what a page lists and no other page is about."""
    match kind:
        case "glossary":
            yield from _explained_only(catalogue, lang)
        case "problems":
            yield from codes()
        case "sources":
            documents = catalogue.taxonomy.documents.values()
            yield from (name for document in documents for name in _localized_texts(lang, document.short))


def _explained_only(catalogue: Catalogue, lang: Lang) -> Iterator[str]:
    """The abbreviations that lead to the glossary: those that no other page is called by."""
    practices, forums = catalogue.practices.values(), catalogue.forums.values()
    titles = " ".join(_localized_texts(lang, *(each.title for each in practices), *(each.short_title for each in forums)))
    others = (name for each in catalogue.taxonomy.organisations.values() for name in _both(each.abbreviation))
    taken = {fold(word) for word in (*_WORD.findall(titles), *others)}
    for entry in catalogue.taxonomy.glossary.abbreviations:
        yield from (name for name in _both(entry.abbreviation) if fold(name) not in taken)


def _session_names(forum: Forum, session: Session | None, lang: Lang) -> Iterator[str]:
    if session is not None:
        yield from _localized_texts(lang, session.title)
        if session.number and forum.kind != "global-review":
            yield f"{phrases(lang).session} {session.number}"


def _localized_texts(lang: Lang, *texts: Text | None) -> Iterator[str]:
    return (str(text.localized(lang)) for text in texts if text)


def _both(text: Text | None) -> Iterator[str]:
    return (words for lang in LANGS if text and (words := text.get(lang)))


def spellings_of(title: str, names: Iterable[str]) -> Iterator[str]:
    """A title and names as a reader may type one of them in full: the title without its brackets too, and an abbreviation in them."""
    yield title
    yield _BRACKETS.sub(" ", title)
    yield from _ABBREVIATION.findall(title)
    yield from names
