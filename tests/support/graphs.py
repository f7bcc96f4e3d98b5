"""RDF as others read it: with rdflib from either notation, and held against shapes with pySHACL."""

from __future__ import annotations

import pyshacl
from rdflib import Graph

from support.paths import ROOT

ADDRESS = "https://pmm.practicas.test/"
"""The address that somebody has set for a site."""

_FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}


def graph(path: str, text: str, root: str = ADDRESS) -> Graph:
    """The graph of a file that lies at `path` below `root`, where its relative names begin."""
    return Graph().parse(data=text, format=_FORMATS[path.rpartition(".")[2]], publicID=f"{root}{path}")


def violations(found: Graph, shapes: str) -> str:
    """What breaks the shapes of `tests/schemas/`, in words; nothing if all is well."""
    conforms, _, told = pyshacl.validate(found, shacl_graph=str(ROOT / "tests" / "schemas" / f"{shapes}.ttl"), advanced=False)
    return "" if conforms else told
