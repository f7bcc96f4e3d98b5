"""The vocabulary of the Compact as SKOS: objectives, guiding principles, review themes, the terms of the glossary and the thesaurus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.names import LICENCE, VOCABULARY, Names, as_json_ld, concept, scheme, sentences
from gcm.exports.open_data.rdf import Iri, Node, Property, Value, json_ld, node, turtle, words
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, Localized, Text
from gcm.taxonomy.lists import AlsoCalled, GlossaryTerm, Match, Objective, Principle, Theme
from gcm.taxonomy.thesaurus import Concept, thesaurus

RESOLUTION: Final = "a-res-73-195"
"""The document that the objectives and the principles are from."""

SCHEMES: Final = {
    "objective": "objectives", "principle": "principles", "theme": "themes", "term": "glossary", "word": "thesaurus",
}  # fmt: skip
"""Kind of concept → the scheme that it is in."""

PAGES: Final = {"thesaurus": "glossary"}
"""Scheme → the page that lists its concepts, where that is called otherwise."""

_MATCHES: Final = {"exact": "skos:exactMatch", "related": "skos:relatedMatch"}


def vocabulary_files(edition: Edition) -> Iterator[File]:
    """The vocabulary in both notations."""
    yield VOCABULARY, lambda: turtle(vocabulary(edition), Names(edition.site, VOCABULARY)(f"{VOCABULARY}#"))
    yield as_json_ld(VOCABULARY), lambda: json_ld(vocabulary(edition))


def vocabulary(edition: Edition) -> Iterator[Node]:
    """Every scheme, each before its concepts."""
    names, taxonomy = Names(edition.site, VOCABULARY), edition.site.catalogue.taxonomy
    yield from _scheme(
        edition, names, "objectives", (_objective(edition, names, each) for each in taxonomy.objectives.values())
    )
    yield from _scheme(edition, names, "principles", (_principle(names, each) for each in taxonomy.principles.values()))
    yield from _scheme(edition, names, "themes", (_theme(edition, names, each) for each in _themes(edition)))
    yield from _scheme(edition, names, "glossary", (_term(names, each) for each in taxonomy.glossary.terms))
    yield from _scheme(edition, names, "thesaurus", (_word(names, each) for each in thesaurus().concepts))


def _scheme(edition: Edition, names: Names, name: str, concepts: Iterable[Node]) -> Iterator[Node]:
    """A scheme and its concepts; at its top are those that no other one holds."""
    listed = list(concepts)
    top = [each.iri for each in listed if "skos:broader" not in dict(each.properties)]
    yield node(
        names(scheme(name)),
        "skos:ConceptScheme",
        ("dcterms:title", sentences(f"scheme_{name}")),
        ("dcterms:description", sentences(f"vocabulary_{name}")),
        ("dcterms:license", [LICENCE]),
        ("dcterms:rights", sentences("rights_of_others")),
        ("dcterms:modified", [edition.day]),
        ("owl:versionInfo", [edition.number]),
        ("foaf:page", names.pages((PAGES.get(name, name),))),
        ("skos:hasTopConcept", top),
    )
    yield from listed


def _concept(
    names: Names, kind: str, id: object, label: Text, also: Iterable[Localized], *more: Property, broader: Sequence[Iri] = ()
) -> Node:
    """A concept; a word that is its label already is no other word for it, and what another one of its scheme holds is not at the top."""
    labels, where = tuple(words(label)), [names(scheme(SCHEMES[kind]))]
    return node(
        names(concept(kind, id)),
        "skos:Concept",
        ("skos:inScheme", where),
        ("skos:topConceptOf", [] if broader else where),
        ("skos:prefLabel", labels),
        ("skos:altLabel", [each for each in also if each not in labels]),
        ("skos:broader", broader),
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
    return _concept(
        names,
        "term",
        term.id,
        term.term,
        _other_words(term.also),
        ("skos:definition", words(term.meaning)),
        ("dcterms:source", _sources(names, term.source)),
        ("foaf:page", names.pages(("glossary",))),
    )


def _word(names: Names, each: Concept) -> Node:
    """A concept of the thesaurus; what is about the same in another scheme is a match of it."""
    known = [key for key in each.pages if key[0] in SCHEMES and key[0] != "term"]
    return _concept(
        names,
        "word",
        each.id,
        each.term,
        _other_words(each.said),
        ("skos:hiddenLabel", _other_words(each.avoid)),
        ("skos:relatedMatch", [names(concept(kind, id)) for kind, id in known]),
        ("skos:editorialNote", [note for key in each.source if (source := _source_named(key)) for note in words(source)]),
        ("dcterms:source", _term_sources(names, each.source)),
        ("foaf:page", names.pages(("glossary",))),
        broader=[names(concept("word", id)) for id in each.broader],
    )


def _other_words(also: AlsoCalled) -> Iterator[Localized]:
    return (Localized(label, lang) for lang in LANGS for label in (also.es if lang == "es" else also.en))


def _source_named(key: str) -> Text | None:
    """What is said of a source that has no address: words that the editors added."""
    source = thesaurus().sources.get(key)
    return source.title if source and not source.url else None


def _term_sources(names: Names, keys: Iterable[str]) -> Iterator[Value]:
    """Pages outside, and the concepts of the other schemes whose term it is."""
    for key in keys:
        kind, _, id = key.partition(":")
        if id:
            yield names(concept({"glossary": "term"}.get(kind, kind), id))
        elif url := thesaurus().sources[key].url:
            yield Iri(url)


def _themes(edition: Edition) -> Iterator[Theme]:
    return (theme for grouping in edition.site.catalogue.taxonomy.groupings.values() for theme in grouping.themes)


def _matches(matches: Iterable[Match]) -> Iterator[Property]:
    """The same thing, or one that is about it, elsewhere."""
    return ((_MATCHES[match.kind], [Iri(match.to)]) for match in matches)


def _sources(names: Names, cited: Iterable[str]) -> Iterator[Value]:
    """The documents of citations, as the page of sources describes them."""
    return (names.page(("sources",), "es", citation.partition(":")[0]) for citation in cited)
