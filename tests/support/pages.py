"""Pages that tests build without a generator: hand-written ones by name, and a key of each kind of view."""

from __future__ import annotations

WRITTEN = {
    (name,): {"es": f"{name}.md", "en": f"{name}.md"} for name in ("home", "contribute", "source-notes", "about", "data")
}
"""Hand-written pages, as the domain is told of them."""

KEYS = [
    ("practices",), ("practice", "ventanilla-movil"), ("practice", "registro-de-muestra"), ("kind", "good-practice"),
    ("forums",), ("forum", "foro-de-muestra"), ("forum", "revision-de-muestra"), ("session", "foro-de-muestra", "sesion-1"),
    ("session", "revision-de-muestra", "mesa-1"), ("roadmaps",), ("roadmap", "hoja-de-muestra"), ("objectives",),
    ("objective", "4"), ("objective", "13"), ("countries",), ("country", "PA"), ("country", "CR"), ("organisations",),
    ("organisation", "oim"), ("principles",), ("principle", "human-rights"), ("criteria",), ("themes",),
    ("theme", "drivers-pathways"), ("timeline",), ("glossary",), ("questions",), ("sources",),
    ("search",), ("explorer",), ("coverage",), ("map",), ("fields",), ("problems",), ("board",), ("progress",), ("collaboration",),
    ("news",), ("compare",), ("selection",), ("recommendations",),
    ("dossier", "PA"), ("dossier", "MA"), ("sheet", "hoja-de-muestra"), ("workbook",),
]  # fmt: skip
"""A view of every kind that there is in the sample records."""
