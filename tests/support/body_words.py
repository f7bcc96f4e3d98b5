"""Words that stand in the text of a record alone: what is found by one was found in the full text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from gcm.catalogue.catalogue import Catalogue
from gcm.language.text import Lang
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.site.search_words import folded_words, terms_of

_LONG = 9
"""Letters of a word that is like no other."""

_ADDRESS = re.compile(r"https?://\S+")


def body_of(practice: Practice, lang: Lang) -> str:
    """What a practice tells besides its title and its summary: its description and its statements."""
    body = (practice.body and practice.body.get(lang)) or ""
    told = (statement.get(lang) or "" for loc, statement in practice.statements if loc[0] != "summary")
    return _ADDRESS.sub(" ", " ".join((body, *told)))


def body_words(catalogue: Catalogue, lang: Lang, count: int) -> list[tuple[str, str]]:
    """So many words with the practice whose body alone has any word of that stem, from all over the list."""
    stems = Counter(stem for record in catalogue.records for stem in {*terms_of(_all_texts(record, lang), lang)})
    found = [pair for practice in catalogue.practices.values() for pair in _own(practice, lang, stems)]
    return found[:: len(found) // count][:count]


def _own(practice: Practice, lang: Lang, stems: Counter[str]) -> Iterator[tuple[str, str]]:
    shown = {
        *terms_of(
            f"{practice.title.get(lang)} {practice.short and practice.short.get(lang)} {' '.join(practice.aliases)}", lang
        )
    }
    for word in folded_words(body_of(practice, lang)):
        (stem,) = terms_of(word, lang) or ("",)
        if len(word) >= _LONG and word.isalpha() and stems[stem] == 1 and stem not in shown:
            yield word, practice.id
            return


def _all_texts(record: Record, lang: Lang) -> str:
    return " ".join(text.get(lang) or "" for _, text in record.texts)
