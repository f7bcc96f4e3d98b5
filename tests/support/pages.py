"""Pages that tests build without a generator: hand-written ones by name, and a key of each kind of view."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.views.addresses import Addresses
from gcm.views.site import Site

WRITTEN = {(name,): {"es": f"{name}.md", "en": f"{name}.md"} for name in ("home", "contribute", "source-notes", "about")}
"""Hand-written pages, as the domain is told of them."""

KEYS = [
    ("practices",), ("practice", "ventanilla-movil"), ("practice", "registro-de-muestra"), ("kind", "good-practice"),
    ("forums",), ("forum", "foro-de-muestra"), ("forum", "revision-de-muestra"), ("session", "foro-de-muestra", "sesion-1"),
    ("session", "revision-de-muestra", "mesa-1"), ("roadmaps",), ("roadmap", "hoja-de-muestra"), ("objectives",),
    ("objective", "4"), ("objective", "13"), ("countries",), ("country", "PA"), ("country", "CR"), ("organisations",),
    ("organisation", "oim"), ("principles",), ("principle", "human-rights"), ("criteria",), ("themes",),
    ("theme", "drivers-pathways"), ("timeline",), ("glossary",), ("questions",), ("sources",),
    ("explorer",), ("coverage",), ("map",), ("fields",), ("problems",), ("board",), ("progress",), ("collaboration",),
    ("dossier", "PA"), ("dossier", "MA"), ("sheet", "hoja-de-muestra"), ("workbook",),
]  # fmt: skip
"""A view of every kind that there is in the sample records."""


DAY: Final = date(2026, 1, 1)


def site_of(
    catalogue: Catalogue, written: Mapping[Any, Any], *, directory_urls: bool = True, built_on: date = DAY, **more: Any
) -> Site:
    """A site of the records, with `written` as its hand-written pages."""
    return Site(catalogue, Addresses(catalogue, written, directory_urls), built_on, **more)
