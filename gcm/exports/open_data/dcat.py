"""The catalogue of data: what there is to take along, in the words of DCAT-AP, and the same for search machines (schema.org)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, Literal

from pydantic import TypeAdapter

from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.names import LICENCE, Names, as_json_ld, keywords, sentences
from gcm.exports.open_data.rdf import Iri, Node, Property, json_ld, node, turtle, words
from gcm.language.data_files import read_data
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS, Frozen, Lang, Localized, Text
from gcm.views.addresses import HOME
from gcm.views.data_files import SHARED
from gcm.views.site import Site

CATALOGUE: Final = f"{SHARED}/catalogue.ttl"

DATA: Final = ("data",)
"""The page that explains the open data."""

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
_LANGUAGES: Final[Mapping[Lang, Iri]] = {"es": Iri(f"{_AUTHORITY}/language/SPA"), "en": Iri(f"{_AUTHORITY}/language/ENG")}
_THEMES: Final = tuple(Iri(f"{_AUTHORITY}/data-theme/{code}") for code in ("SOCI", "INTR"))
_IRREGULAR: Final = Iri(f"{_AUTHORITY}/frequency/IRREG")
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"

DataSet = Literal["repository", "vocabulary"]


class Distribution(Frozen):
    """A file in which a data set can be had; `switch` is the format of the open data that it belongs to."""

    switch: str
    path: str
    media_type: str
    file_type: str | None = None
    title: Text


@cache
def distributions() -> Mapping[DataSet, tuple[Distribution, ...]]:
    """Data set → the files in which it can be had."""
    kind = TypeAdapter(dict[DataSet, tuple[Distribution, ...]])
    return kind.validate_python(read_data("distributions"))


def offered(site: Site, data_set: DataSet) -> Iterator[Distribution]:
    """The files of a data set that this build makes."""
    return (each for each in distributions()[data_set] if site.offers(each.switch))


def data_set_name(data_set: DataSet) -> str:
    """The name of a data set, below the common root."""
    return f"{CATALOGUE}#{data_set}"


def dcat_files(edition: Edition) -> Iterator[File]:
    """The catalogue in both notations."""
    names = Names(edition.site, CATALOGUE)
    yield CATALOGUE, lambda: turtle(dcat(edition), names(f"{CATALOGUE}#"))
    yield as_json_ld(CATALOGUE), lambda: json_ld(dcat(edition))


def dcat(edition: Edition) -> Iterator[Node]:
    """The catalogue, who publishes it, and each data set before its files."""
    names, site = Names(edition.site, CATALOGUE), edition.site
    publisher, contact = names(f"{CATALOGUE}#publisher"), names(f"{CATALOGUE}#contact")
    called = [Localized(site.names[lang], lang) for lang in LANGS]
    yield node(
        names(f"{CATALOGUE}#catalogue"),
        "dcat:Catalog",
        ("dcterms:title", sentences("catalogue_title")),
        ("dcterms:description", sentences("repository_description")),
        ("dcat:dataset", [names(data_set_name(each)) for each in distributions()]),
        *_common(edition, names, publisher),
        ("foaf:homepage", [names.page(HOME, "es")]),
        ("dcat:themeTaxonomy", [Iri(f"{_AUTHORITY}/data-theme")]),
    )
    yield node(publisher, "foaf:Agent", ("foaf:name", called), ("foaf:homepage", [names.page(HOME, "es")]))
    yield node(contact, "vcard:Organization", ("vcard:fn", called), ("vcard:hasURL", names.pages(("contribute",))))
    for data_set in distributions():
        yield from _data_set(edition, names, data_set, publisher, contact)


def _common(edition: Edition, names: Names, publisher: Iri) -> tuple[Property, ...]:
    """What the catalogue and each data set say of themselves."""
    return (
        ("dcterms:publisher", [publisher]),
        ("dcterms:language", _LANGUAGES.values()),
        ("dcterms:license", [LICENCE]),
        ("dcterms:rights", sentences("rights_of_others")),
        ("dcterms:modified", [edition.day]),
    )


def _data_set(edition: Edition, names: Names, data_set: DataSet, publisher: Iri, contact: Iri) -> Iterator[Node]:
    files = list(offered(edition.site, data_set))
    yield node(
        names(data_set_name(data_set)),
        "dcat:Dataset",
        ("dcterms:title", sentences(f"{data_set}_title")),
        ("dcterms:description", sentences(f"{data_set}_description")),
        ("dcterms:identifier", [str(names(data_set_name(data_set)))]),
        *_common(edition, names, publisher),
        ("dcat:version", [edition.number]),
        ("dcat:contactPoint", [contact]),
        ("dcat:keyword", _keywords()),
        ("dcat:theme", _THEMES),
        ("dcterms:accrualPeriodicity", [_IRREGULAR]),
        ("dcat:landingPage", names.pages(DATA)),
        ("dcat:distribution", [names(_file_name(each)) for each in files]),
    )
    for each in files:
        yield node(
            names(_file_name(each)),
            "dcat:Distribution",
            ("dcterms:title", words(each.title)),
            ("dcat:accessURL", [names(each.path)]),
            ("dcat:downloadURL", [names(each.path)]),
            ("dcat:mediaType", [Iri(f"{_MEDIA_TYPES}{each.media_type}")]),
            ("dcterms:format", [Iri(f"{_AUTHORITY}/file-type/{each.file_type}")] if each.file_type else []),
            ("dcterms:license", [LICENCE]),
            ("dcterms:modified", [edition.day]),
        )


def _file_name(distribution: Distribution) -> str:
    """The name of a file as a thing of the catalogue, below the common root."""
    return f"{CATALOGUE}#{distribution.path.replace('/', '-').replace('.', '-')}"


def _keywords() -> Iterator[Localized]:
    return (Localized(word, lang) for lang in LANGS for word in keywords(lang))


def data_set_thing(edition: Edition, names: Names, lang: Lang) -> dict[str, Any]:
    """The repository as a data set in the words of schema.org, in one language."""
    t = linked_phrases(lang)
    return {
        "@type": "Dataset",
        "@id": names(data_set_name("repository")),
        "name": t.repository_title,
        "description": t.repository_description,
        "url": names.page(DATA, lang),
        "inLanguage": list(LANGS),
        "license": LICENCE,
        "version": edition.number,
        "dateModified": str(edition.day),
        "keywords": keywords(lang),
        "creator": {"@type": "Organization", "name": edition.site.names[lang]},
        "distribution": [
            {
                "@type": "DataDownload",
                "name": str(each.title.localized(lang)),
                "encodingFormat": each.media_type,
                "contentUrl": names(each.path),
            }
            for each in offered(edition.site, "repository")
        ],
    }
