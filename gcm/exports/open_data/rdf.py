"""RDF in two notations, Turtle and JSON-LD, from the same nodes.

Written here because a library for it takes longer to load than all our nodes take to write; tests read both with rdflib and PyLD.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from gcm.language.dates import PartialDate
from gcm.language.text import LANGS, Localized, Text

PREFIXES: Final[Mapping[str, str]] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_LOCAL: Final = re.compile(r"[a-z][a-z0-9-]*")
_NOT_IN_IRIS: Final = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


class Iri(str):
    """The address that names a thing: whole, or as the file leads to it that names it."""

    __slots__ = ()

    def __new__(cls, text: str) -> Iri:
        """Without what would end it."""
        return super().__new__(cls, _NOT_IN_IRIS.sub(lambda match: quote(match[0]), text))


Value = Iri | Localized | PartialDate | date | int | str
"""What a property has: another thing, words with their language, a date as precise as it is known, a number, or plain text."""

Property = tuple[str, Iterable[Value]]
"""`("skos:prefLabel", words)`; one without values is left out."""


@dataclass(frozen=True)
class Node:
    """A thing, its kinds, and what is said of it."""

    iri: Iri
    kinds: tuple[str, ...]
    properties: tuple[tuple[str, tuple[Value, ...]], ...]


def node(iri: Iri, kinds: str, *properties: Property) -> Node:
    """A thing of one or several `kinds`, with blanks between them; each value of a property once."""
    kept = ((name, tuple(dict.fromkeys(values))) for name, values in properties)
    return Node(iri, tuple(kinds.split()), tuple((name, values) for name, values in kept if values))


def words(text: Text | None) -> Iterator[Localized]:
    """A text in each language that has it."""
    for lang in LANGS:
        if text and (own := text.get(lang)):
            yield Localized(own, lang)


# Turtle


def turtle(nodes: Iterable[Node], own: str = "") -> str:
    """The nodes in the notation that people read (https://www.w3.org/TR/turtle/); names that begin with `own` are cut short."""
    prefixes = {**PREFIXES, **({"gcm": own} if own else {})}
    heads = [f"@prefix {name}: <{address}> ." for name, address in prefixes.items()]
    return "\n".join((*heads, *(_turtle_node(each, own) for each in nodes))) + "\n"


def _turtle_node(each: Node, own: str) -> str:
    lines = [f"a {', '.join(each.kinds)}"]
    lines += [f"{name} {', '.join(_turtle_value(value, own) for value in values)}" for name, values in each.properties]
    return f"\n{_turtle_value(each.iri, own)}\n    " + " ;\n    ".join(lines) + " ."


def _turtle_value(value: Value, own: str) -> str:
    match value:
        case Iri():
            local = value.removeprefix(own)
            return f"gcm:{local}" if own and local != value and _LOCAL.fullmatch(local) else f"<{value}>"
        case Localized():
            return f"{_quoted(value.text)}@{value.lang}"
        case PartialDate() | date():
            return f'"{value}"^^{_date_kind(value)}'
        case int():
            return str(value)
        case str():
            return _quoted(value)


def _quoted(text: str) -> str:
    """Turtle escapes what JSON escapes, and in the same way."""
    return json.dumps(text, ensure_ascii=False)


def _date_kind(value: PartialDate | date) -> str:
    return {4: "xsd:gYear", 7: "xsd:gYearMonth"}.get(len(str(value)), "xsd:date")


# JSON-LD


def json_ld(nodes: Iterable[Node]) -> str:
    """The same for programs that read JSON (https://www.w3.org/TR/json-ld11/): names without prefixes, words by language."""
    listed = list(nodes)
    context: dict[str, object] = {**PREFIXES, "id": "@id", "type": "@type"}
    context |= {name: meaning for each in listed for name, meaning in _terms(each)}
    graph = [_object(each) for each in listed]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _terms(each: Node) -> Iterator[tuple[str, object]]:
    for name, values in each.properties:
        kind = {"@type": "@id"} if isinstance(values[0], Iri) else {}
        by_language = {"@container": "@language"} if isinstance(values[0], Localized) else {}
        yield _local(name), {"@id": name, **kind, **by_language}


def _object(each: Node) -> dict[str, object]:
    return {"id": each.iri, "type": list(each.kinds), **{_local(name): _json_value(values) for name, values in each.properties}}


def _local(name: str) -> str:
    return name.partition(":")[2]


def _json_value(values: tuple[Value, ...]) -> object:
    localized = [value for value in values if isinstance(value, Localized)]
    if localized:
        found = {lang: [value.text for value in localized if value.lang == lang] for lang in LANGS}
        return {lang: _one_or_all(texts) for lang, texts in found.items() if texts}
    return _one_or_all([_plain(value) for value in values])


def _plain(value: Value) -> object:
    if isinstance(value, PartialDate | date):
        return {"@value": str(value), "@type": _date_kind(value)}
    return value


def _one_or_all(values: list[object] | list[str]) -> object:
    return values[0] if len(values) == 1 else values
