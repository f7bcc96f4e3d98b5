"""What the search knows of a page: its words in plain letters, the names it goes by, its kind and its weight.

The theme's index takes words as they stand, and a query for the beginning of a word. So `México` stands in it as `mexico`
too, and a plural that does not begin like its singular as that singular (`voces`: `voz`). What a reader types is brought
to the same form by `theme/assets/javascripts/search.js`, with the same rules (`data/search.yaml`, `search_rules`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from itertools import chain
from typing import Any, Final

from markupsafe import escape

from gcm.catalogue.catalogue import Catalogue
from gcm.language.data_files import read_data
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, Localized, Text, fold
from gcm.models.forum import Forum, Session
from gcm.problems.problem import codes
from gcm.views.addresses import Key
from gcm.views.blocks import Block, Facts, Line, Lines, Link, Prose, View

LENGTH: Final = 240
"""Characters of a page's text that the search keeps: the index is fetched whole, on poor connections too."""

LONGEST: Final = 4
"""Words of a name that a reader may type in full; a longer one is found by its words."""

SHORTEST: Final = 4
"""Letters of a word from which on its ending is cut."""

_TAG: Final = re.compile(r"<[^>]+>")
_WORD: Final = re.compile(r"[^\W_]+")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ABBREVIATION: Final = re.compile(r"\(([A-Z]{2,})\)")


@dataclass(frozen=True)
class Found:
    """What a page is found by besides its title: the text that is shown with it, and words that are not."""

    text: str
    facts: str = ""


def search_entry(
    title: str, found: Found, location: str, *, key: Key, lang: Lang, names: Iterable[str] = ()
) -> dict[str, object]:
    """An entry of the search index, whose reader takes title and text for HTML; `kind` is the heading it is found under."""
    names = tuple(names)
    return {
        "location": location,
        "title": str(escape(title)),
        "title_fold": _folded(title, lang, every_stem=True),
        "names": _whole_names(title, names, lang),
        "also": _folded("", lang, more=" ".join(names), every_stem=True),
        "text": str(escape(found.text)),
        "fold": _folded(found.text, lang, more=found.facts),
        "kind": phrases(lang)[_rules()["headings"].get(key[0], "search_other")],
        "boost": _rules()["weights"].get(key[0], 1),
    }


def search_rules(lang: Lang) -> dict[str, object]:
    """What the page's script needs to bring a reader's words to the form of the index."""
    return {name: _rules()[name][lang] for name in ("spellings", "endings", "small")} | {"shortest": SHORTEST}


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = read_data("search")
    return rules


def _folded(text: str, lang: Lang, *, more: str = "", every_stem: bool = False) -> str:
    """The words of `text` in plain letters where it has others, the telling words of `more`, and their stems.

    A query's beginning meets most stems in the words themselves; in a title each stands beside its word, to weigh as much.
    """
    own = {word.casefold() for word in _WORD.findall(text)}
    plain = {fold(word) for word in own}.union(_telling(more, lang))
    pairs = ((word, stem_of(word, lang)) for word in plain)
    stems = {stem for word, stem in pairs if every_stem or not word.startswith(stem)}
    return " ".join(sorted((plain | stems) - own))


def _telling(text: str, lang: Lang) -> list[str]:
    """The folded words of `text` in order, without those that a query leaves out."""
    return [word for word in _WORD.findall(fold(text)) if word not in _rules()["small"][lang]]


@cache
def stem_of(word: str, lang: Lang) -> str:
    """The singular of a folded word, or a beginning that it shares with its plural, in one of several spellings."""
    if len(word) < SHORTEST:
        return word
    for spelling, instead in _rules()["spellings"][lang]:
        word = word.replace(spelling, instead)
    for ending, instead in _rules()["endings"][lang]:
        if word.endswith(ending):
            return f"{word.removesuffix(ending)}{instead}"
    return word


def _whole_names(title: str, names: Iterable[str], lang: Lang) -> str:
    """Names as one word each, so that a page called exactly what was typed comes first: `I Foro` → `_iforo`."""
    spelled = (title, _BRACKETS.sub(" ", title), *_ABBREVIATION.findall(title), *names)
    informative = (_telling(name, lang) for name in spelled)
    joined = {"".join(stem_of(word, lang) for word in name) for name in informative if 0 < len(name) <= LONGEST}
    return " ".join(f"_{name}" for name in sorted(joined))


def names_of(catalogue: Catalogue, key: Key, lang: Lang) -> Iterator[str]:
    """What a page is called besides its title: abbreviations in both languages, aliases, numbers, labels."""
    taxonomy = catalogue.taxonomy
    match key:
        case ("country", code):
            yield from (code, *taxonomy.also_called(code))
        case ("objective", number):
            objective = taxonomy.objectives[int(number)]
            yield from (
                number,
                f"{phrases(lang).objective} {number}",
                *_localized_texts(lang, objective.short, objective.title),
            )
        case ("organisation", id):
            yield from (part for name in _both(taxonomy.organisations[id].abbreviation) for part in (name, *name.split("/")))
        case ("practice", id):
            yield from catalogue.practices[id].aliases
        case ("forum", id):
            forum = catalogue.forums[id]
            yield from (*forum.aliases, *_localized_texts(lang, forum.title, forum.short_title))
        case ("session", forum_id, id):
            forum = catalogue.forums[forum_id]
            yield from _session_names(forum, forum.session(id), lang)
        case ("roadmap", id):
            roadmap = catalogue.roadmaps[id]
            yield from (*roadmap.aliases, *_localized_texts(lang, roadmap.label))
        case (kind,):
            yield from _names_of_list(catalogue, kind, lang)
        case _:
            return


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


def words_of_html(html: str) -> Found:
    """The first words of a hand-written page."""
    return Found(_first([unescape(_TAG.sub(" ", html))]))


def words_of(view: View) -> Found:
    """What a page says in its own words, and the facts it opens with; nothing that leads to another page or is missing here."""
    blocks = (*view.blocks, *(block for section in view.sections for block in section.blocks))
    facts = (block for block in view.blocks if isinstance(block, Facts))
    about = view.description if view.description != view.title.text else ""
    return Found(_first(chain([about], _own_words(blocks))), _first(_facts(facts, view.lang)))


def _own_words(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Prose():
                yield unescape(_TAG.sub(" ", block.html))
            case Lines(lines=lines):
                yield from (text for line in lines for text in _own_line(line))


def _own_line(line: Line) -> Iterator[str]:
    if not any(isinstance(part, Link) for part in line.parts):
        yield from (part.text for part in line.parts if isinstance(part, Localized))
        yield from (text for each in line.more for text in _own_line(each))


def _facts(blocks: Iterable[Facts], lang: Lang) -> Iterator[str]:
    """Countries, bodies, objectives and the like; not the sources, the id, or the themes, which follow from the objectives."""
    left_out = (phrases(lang).sources, phrases(lang).theme, phrases(lang).id_in_records)
    for block in blocks:
        for label, lines in block.rows:
            if label not in left_out:
                yield from (part.label.text if isinstance(part, Link) else part.text for line in lines for part in line.parts)


def _first(parts: Iterable[str]) -> str:
    """At most `LENGTH` characters of `parts`, no word cut, and a sign that there is more."""
    text = ""
    for part in parts:
        text = f"{text} {' '.join(part.split())}".strip()
        if len(text) > LENGTH:
            return f"{text[:LENGTH].rsplit(' ', 1)[0]} …"
    return text
