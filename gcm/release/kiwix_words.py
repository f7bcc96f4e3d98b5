"""The words by which Kiwix finds a page: its own in every form that means the same, and what it is called in either language.

Kiwix cuts words to Snowball's stems of an older version, which knows Spanish endings with their accents only, while the accents are taken off
what is asked; and it knows nothing of what `gcm/data/search.yaml` says of words. So what it would not bring together is brought
together here, by the stems of our own search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gcm.catalogue.catalogue import Catalogue
from gcm.language.text import LANGS, Lang, fold
from gcm.site.search_names import names_of, titles_of
from gcm.site.search_words import folded_words, snowball_stem, stem_of
from gcm.taxonomy.thesaurus import thesaurus
from gcm.views.addresses import Key


def with_plain(text: str) -> str:
    """The words of a text, and those with accents once more without: some readers take the accents off what is asked, others not."""
    words = text.split()
    return " ".join((*words, *(fold(word) for word in words if not word.isascii())))


class WordForms:
    """The forms of the words in some texts of one language."""

    def __init__(self, texts: Iterable[str], lang: Lang) -> None:
        self._lang = lang
        words = {word for text in texts for word in text.split()}
        self._accented = {form for word in words if not word.isascii() for form in folded_words(word)}
        self._alike: dict[str, set[str]] = {}
        for form in {form for word in words for form in folded_words(word)}:
            self._alike.setdefault(stem_of(form, lang), set()).add(form)

    def lacking(self, text: str) -> list[str]:
        """Forms of the words of a text that it has not, as a reader may ask for them: one for each stem, and those that have accents."""
        has = set(folded_words(text))
        stems = {snowball_stem(form, self._lang) for form in has}
        others = {form for stem in {stem_of(form, self._lang) for form in has} for form in self._others(stem)}
        return sorted(form for form in others - has if form in self._accented or snowball_stem(form, self._lang) not in stems)

    def _others(self, stem: str) -> Iterator[str]:
        """Of the forms that mean the same, those that Kiwix may know under stems of their own."""
        forms = sorted(self._alike.get(stem, ()), key=lambda form: (len(form), form))
        yield from {snowball_stem(form, self._lang): form for form in reversed(forms)}.values()
        yield from self._accented.intersection(forms)


def names_of_pages(catalogue: Catalogue, keys: Iterable[Key]) -> Mapping[Key, str]:
    """Page → what it is called in both languages, and what people say for what it is about.

    Each twice: Kiwix counts such a word three times, and our own search gives a title six times what it gives a fact.
    """
    said: dict[Key, list[str]] = {}
    for concept in thesaurus().concepts:
        for key in concept.pages[:1]:
            said.setdefault(key, []).extend(name for lang in LANGS for name in concept.names(lang))
    return {key: " ".join(2 * list(dict.fromkeys((*_called(catalogue, key), *said.get(key, ()))))) for key in keys}


def _called(catalogue: Catalogue, key: Key) -> Iterator[str]:
    for lang in LANGS:
        yield from titles_of(catalogue, key, lang)
        yield from names_of(catalogue, key, lang)
