"""The vocabulary of the Compact as SKOS: objectives, guiding principles, review themes and the terms of the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.names import LICENCE, VOCABULARY, Names, concept, scheme, sentences
from gcm.exports.open_data.rdf import Iri, Node, Property, Value, json_ld, node, turtle, words
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, Localized, Text
from gcm.taxonomy.lists import GlossaryTerm, Match, Objective, Principle, Theme

RESOLUTION: Final = "a-res-73-195"
"""The document that the objectives and the principles are from."""

SCHEMES: Final = {"objective": "objectives", "principle": "principles", "theme": "themes", "term": "glossary"}
"""Kind of concept → the scheme that it is in, which is called as the page that lists them."""

_MATCHES: Final = {"exact": "skos:exactMatch", "related": "skos:relatedMatch"}


def vocabulary_files(edition: Edition) -> Iterator[File]:
    """The vocabulary in both notations."""
    yield VOCABULARY, lambda: turtle(vocabulary(edition), Names(edition.site, VOCABULARY)(f"{VOCABULARY}#"))
    yield VOCABULARY.replace(".ttl", ".jsonld"), lambda: json_ld(vocabulary(edition))


def vocabulary(edition: Edition) -> Iterator[Node]:
    """Every scheme, each before its concepts."""
    names, taxonomy = Names(edition.site, VOCABULARY), edition.site.catalogue.taxonomy
    yield from _scheme(
        edition, names, "objectives", (_objective(edition, names, each) for each in taxonomy.objectives.values())
    )
    yield from _scheme(edition, names, "principles", (_principle(names, each) for each in taxonomy.principles.values()))
    yield from _scheme(edition, names, "themes", (_theme(edition, names, each) for each in _themes(edition)))
    yield from _scheme(edition, names, "glossary", (_term(names, each) for each in taxonomy.glossary.terms))


def _scheme(edition: Edition, names: Names, name: str, concepts: Iterable[Node]) -> Iterator[Node]:
    """A scheme, called by the phrase `name`, and its concepts; all of them are at its top."""
    listed = list(concepts)
    yield node(
        names(scheme(name)),
        "skos:ConceptScheme",
        ("dcterms:title", sentences(f"scheme_{name}")),
        ("dcterms:description", sentences(f"vocabulary_{name}")),
        ("dcterms:license", [LICENCE]),
        ("dcterms:rights", sentences("rights_of_others")),
        ("dcterms:modified", [edition.day]),
        ("owl:versionInfo", [edition.number]),
        ("foaf:page", names.pages((name,))),
        ("skos:hasTopConcept", [each.iri for each in listed]),
    )
    yield from listed


def _concept(names: Names, kind: str, id: object, label: Text, also: Iterable[Localized], *more: Property) -> Node:
    """A concept; a word that is its label already is no other word for it."""
    labels, where = tuple(words(label)), [names(scheme(SCHEMES[kind]))]
    return node(
        names(concept(kind, id)),
        "skos:Concept",
        ("skos:inScheme", where),
        ("skos:topConceptOf", where),
        ("skos:prefLabel", labels),
        ("skos:altLabel", [each for each in also if each not in labels]),
        *more,
    )


def _objective(edition: Edition, names: Names, objective: Objective) -> Node:
    themes = [theme for theme in _themes(edition) if objective.number in theme.objectives]
    also = [*words(objective.short), *(Localized(label.text, "es") for label in objective.printed)]
    return _concept(
        names,
        "objective",
        objective.number,
        objective.title,
        also,
        ("skos:notation", [str(objective.number)]),
        ("skos:broadMatch", [names(concept("theme", theme.id)) for theme in themes]),
        ("skos:editorialNote", [*words(objective.note), *_unchecked(objective)]),
        *_matches(objective.matches),
        ("dcterms:source", _sources(names, [RESOLUTION, *(label.source for label in objective.printed)])),
        ("foaf:page", names.pages(("objective", str(objective.number)))),
    )


def _unchecked(objective: Objective) -> Iterator[Localized]:
    """What is said of a title that no stored copy has confirmed yet."""
    checked: dict[Lang, bool] = {"es": objective.checked.es, "en": objective.checked.en}
    return (Localized(phrases(lang).title_recalled, lang) for lang in LANGS if not checked[lang])


def _principle(names: Names, principle: Principle) -> Node:
    return _concept(
        names,
        "principle",
        principle.id,
        principle.name,
        (),
        ("skos:notation", [principle.letter]),
        *_matches(principle.matches),
        ("dcterms:source", _sources(names, [RESOLUTION])),
        ("foaf:page", names.pages(("principle", principle.id))),
    )


def _theme(edition: Edition, names: Names, theme: Theme) -> Node:
    """A theme, also by the titles of the sessions that treated it."""
    sessions = [session for _, session in edition.site.catalogue.sessions_of_theme.get(theme.id, ())]
    return _concept(
        names,
        "theme",
        theme.id,
        theme.title,
        [label for session in sessions for label in words(session.title)],
        ("skos:narrowMatch", [names(concept("objective", number)) for number in theme.objectives]),
        ("dcterms:source", _sources(names, [cited for session in sessions for cited in session.source])),
        ("foaf:page", names.pages(("theme", theme.id))),
    )


def _term(names: Names, term: GlossaryTerm) -> Node:
    also: dict[Lang, tuple[str, ...]] = {"es": term.also.es, "en": term.also.en}
    return _concept(
        names,
        "term",
        term.id,
        term.term,
        [Localized(label, lang) for lang in LANGS for label in also[lang]],
        ("skos:definition", words(term.meaning)),
        ("dcterms:source", _sources(names, term.source)),
        ("foaf:page", names.pages(("glossary",))),
    )


def _themes(edition: Edition) -> Iterator[Theme]:
    return (theme for grouping in edition.site.catalogue.taxonomy.groupings.values() for theme in grouping.themes)


def _matches(matches: Iterable[Match]) -> Iterator[Property]:
    """The same thing, or one that is about it, elsewhere."""
    return ((_MATCHES[match.kind], [Iri(match.to)]) for match in matches)


def _sources(names: Names, cited: Iterable[str]) -> Iterator[Value]:
    """The documents of citations, as the page of sources describes them."""
    return (names.page(("sources",), "es", citation.partition(":")[0]) for citation in cited)
