"""Vocabulary and catalogue of data, as rdflib, pySHACL and a stranger's words meet them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rdflib import Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, RDF, SKOS

from gcm.exports.open_data.dcat import distributions
from gcm.exports.open_data.formats import FORMATS, left_out
from gcm.exports.open_data.rdf import Iri, json_ld, node, turtle
from gcm.language.text import LANGS, Localized
from gcm.taxonomy.lists import document_ids, taxonomy
from gcm.taxonomy.thesaurus import thesaurus
from support.examples import examples
from support.graphs import ADDRESS, graph, violations
from support.hostile import HOSTILE
from support.open_data import Made

FILES = {"data/vocabulary": "skos-shapes", "data/catalogue": "dcat-ap-shapes"}
UNLISTED = {"catalogue", "datacite", "discovery", "hub", "lists"}
"""Formats that describe others, belong to one, or are of one practice: the catalogue does not offer them."""


@pytest.fixture(scope="module")
def made(catalogue):
    """The open data of a site whose address somebody has set."""
    return Made(catalogue, root=ADDRESS)


@pytest.fixture(scope="module")
def vocabulary(made):
    """The vocabulary, as its Turtle reads."""
    return graph("data/vocabulary.ttl", made["data/vocabulary.ttl"])


def named(fragment: str, file: str = "data/vocabulary.ttl") -> URIRef:
    return URIRef(f"{ADDRESS}{file}#{fragment}")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("root", [ADDRESS, "", pytest.param("https://example.org/", marks=pytest.mark.nightly)])
def test_both_notations_say_the_same(catalogue, file, root):
    """Also where no address is set, or only the example: then names lead from the file, wherever it lies."""
    made = Made(catalogue, root=root)
    read = [graph(f"{file}.{ending}", made[f"{file}.{ending}"]) for ending in ("ttl", "jsonld")]
    assert len(read[0]) > 100
    assert isomorphic(*read)
    assert "example.org" not in made[f"{file}.ttl"] + made[f"{file}.jsonld"]
    assert set(read[0].subjects()) == set(graph(f"{file}.ttl", Made(catalogue, root=ADDRESS)[f"{file}.ttl"]).subjects())


@pytest.mark.parametrize(("file", "shapes"), FILES.items())
def test_they_have_what_their_standards_ask(made, file, shapes):
    """SKOS's integrity conditions; what DCAT-AP makes mandatory or recommends."""
    assert violations(graph(f"{file}.ttl", made[f"{file}.ttl"]), shapes) == ""


@pytest.mark.parametrize(
    ("file", "shapes", "old", "new"),
    [
        ("data/vocabulary", "skos-shapes", 'skos:prefLabel "Derechos humanos"@es, ', "skos:prefLabel "),
        ("data/catalogue", "dcat-ap-shapes", "    dcat:mediaType", "    dcterms:type"),
    ],
)
def test_shapes_refuse_what_lacks_something(made, file, shapes, old, new):
    """A label less, a media type less."""
    text = made[f"{file}.ttl"]
    assert old in text
    assert violations(graph(f"{file}.ttl", text.replace(old, new)), shapes)


def test_every_term_is_a_concept(vocabulary):
    """With its labels in both languages and its number or letter."""
    lists = taxonomy()
    for number, objective in lists.objectives.items():
        concept = named(f"objective-{number}")
        assert set(vocabulary.objects(concept, SKOS.prefLabel)) == {Literal(objective.title.get(lang), lang) for lang in LANGS}
        assert vocabulary.value(concept, SKOS.notation) == Literal(str(number))
        assert vocabulary.value(concept, SKOS.inScheme) == named("objectives")
    assert {vocabulary.value(named(f"principle-{id}"), SKOS.notation) for id in lists.principles} == {
        Literal(letter) for letter in "abcdefghij"
    }
    members = [set(vocabulary.objects(named(f"theme-{id}"), SKOS.narrowMatch)) for id in lists.theme_ids]
    assert sorted(map(len, members)) == [5, 5, 6, 7]
    assert set.union(*members) == {named(f"objective-{number}") for number in lists.objectives}
    assert len(set(vocabulary.subjects(RDF.type, SKOS.Concept))) == 23 + 10 + 4 + len(lists.glossary.terms) + len(
        thesaurus().concepts
    )


def test_a_match_elsewhere_has_its_source(vocabulary):
    """A page that was seen, or lines of a document; the only goal of the 2030 Agenda is the one that a document names."""
    lists = taxonomy()
    matches = [match for term in (*lists.objectives.values(), *lists.principles.values()) for match in term.matches]
    for match in matches:
        assert match.source.startswith("https://") or match.source.partition(":")[0] in document_ids()
    assert len(set(vocabulary.subject_objects(SKOS.exactMatch))) == sum(match.kind == "exact" for match in matches) == 14
    goals = [each for each in vocabulary.subject_objects(SKOS.relatedMatch) if "metadata.un.org" in each[1]]
    assert goals == [(named("objective-20"), URIRef("http://metadata.un.org/sdg/10.c"))]


def test_every_format_is_in_the_catalogue(made):
    """What a build makes is offered, file by file, and each file is there."""
    listed = [each for data_set in distributions().values() for each in data_set]
    assert {each.switch for each in listed} == set(FORMATS) - UNLISTED
    assert [each.path for each in listed if each.path not in made.files] == []
    found = graph("data/catalogue.ttl", made["data/catalogue.ttl"])
    assert set(found.objects(None, DCAT.downloadURL)) == {URIRef(ADDRESS + each.path) for each in listed}


def test_what_is_left_out_is_not_offered(catalogue):
    """A build without workbooks and feeds says so."""
    made = Made(catalogue, root=ADDRESS, without=left_out("xlsx feeds", 0))
    for path in ("data/catalogue.ttl", "llms.txt", "data/datacite.json"):
        text = made[path]
        assert "sheet" not in text, path
        assert "atom" not in text, path
        assert "csv" in text, path


def test_metadata_for_a_doi_are_whole_but_for_the_doi(made):
    """What DataCite makes mandatory besides the DOI: creators, titles, publisher, year, type."""
    required = ["creators", "titles", "publisher", "publicationYear", "types", "schemaVersion", "rightsList", "version"]
    names = {"type": "array", "minItems": 1, "items": {"type": "object", "required": ["name", "nameType"]}}
    schema = {
        "type": "object",
        "required": required,
        "properties": {"creators": names, "publicationYear": {"pattern": r"^\d{4}$"}},
    }
    told = made.json("data/datacite.json")
    Draft202012Validator(schema).validate(told)
    assert told["url"] == ADDRESS
    assert "url" not in Made(made.site.catalogue, root="https://example.org/").json("data/datacite.json")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text):
    """In either notation they come back letter by letter."""
    _comes_back(text)


@examples(60)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_stay_words(text):
    """Whatever a term may be called one day."""
    _comes_back(text)


def _comes_back(text: str) -> None:
    made = [node(Iri(f"{ADDRESS}x"), "skos:Concept", ("skos:prefLabel", [Localized(text, "es")]), ("skos:notation", [text]))]
    for path, written in (("x.ttl", turtle(made)), ("x.jsonld", json_ld(made))):
        found = graph(path, written)
        assert found.value(URIRef(f"{ADDRESS}x"), SKOS.prefLabel) == Literal(text, "es")
        assert str(found.value(URIRef(f"{ADDRESS}x"), SKOS.notation)) == text


@pytest.mark.parametrize("address", ['https://a.org/"> <x', "https://a.org/ {a}|b\\c^`", "https://a.org/\n#"])
def test_an_address_cannot_end_its_name(address):
    """What would end it is written as a server reads it."""
    made = [node(Iri(f"{ADDRESS}x"), "skos:Concept", ("dcterms:source", [Iri(address)]))]
    for path, written in (("x.ttl", turtle(made)), ("x.jsonld", json_ld(made))):
        (source,) = graph(path, written).objects(None, DCTERMS.source)
        assert source.startswith("https://a.org/")
        assert not set(str(source)) & set('<>"{}|\\^` \n')
    json.loads(json_ld(made))
