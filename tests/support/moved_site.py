"""A site that was published once, and whose records were then renamed, given another slug and withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from gcm.catalogue.address_list import list_of
from gcm.site.built_addresses import built_addresses
from support.sites import build, checkout

MOVED: Final = """\
moved:
  # A file renamed, in both languages.
  practicas/registro-de-muestra/: practicas/registro-nuevo/
  en/practices/registro-de-muestra/: en/practices/registro-nuevo/
  # A slug changed; what lies below the page moves with it.
  en/roadmaps/sample-roadmap/: en/roadmaps/roadmap-one/
  # The item 1 is called 1a now, on both pages.
  en/roadmaps/sample-roadmap/#item-1: en/roadmaps/roadmap-one/#item-1a
  hojas-de-ruta/hoja-de-muestra/#item-1: hojas-de-ruta/hoja-de-muestra/#item-1a
  # A forum renamed: its pages, its calendars, and what the explorer calls it.
  foros/foro-de-muestra/: foros/primer-foro/
  temas/#foro-de-muestra: temas/#primer-foro
  en/themes/#foro-de-muestra: en/themes/#primer-foro
  explorar/?forum=foro-de-muestra: explorar/?forum=primer-foro
  en/explore/?forum=foro-de-muestra: en/explore/?forum=primer-foro
  explorar/?session=foro-de-muestra.*: explorar/?session=primer-foro.*
  en/explore/?session=foro-de-muestra.*: en/explore/?session=primer-foro.*
withdrawn:
  - addresses: [practicas/buzon/, en/practices/buzon/]
    reason: {es: "La ficha repetía <otra> «ficha».", en: The record repeated another one.}
    instead: [practicas/registro-de-muestra/, en/practices/registro-nuevo/]
"""

MAILBOX: Final = """\
---
title: {es: Buzón de consultas, en: Mailbox for questions}
kind: tool
countries: [PA]
---
"""


def make_moved(folder: Path) -> None:
    """The site before (`before/`), and after as it is published (`online/`) and for a folder (`folder/`)."""
    root = checkout(folder / "checkout")
    records = root / "records"
    (records / "practices" / "buzon.md").write_text(MAILBOX, "utf-8")
    before = build(folder / "before", root=root)
    (records / "addresses.txt").write_text(list_of(built_addresses(before)), "utf-8")

    _rename(records)
    (records / "moved.yaml").write_text(MOVED, "utf-8")
    build(folder / "online", root=root)
    build(folder / "folder", root=root, OFFLINE="true")


def _rename(records: Path) -> None:
    (records / "practices" / "buzon.md").unlink()
    (records / "practices" / "registro-de-muestra.md").rename(records / "practices" / "registro-nuevo.md")
    (records / "forums" / "foro-de-muestra.md").rename(records / "forums" / "primer-foro.md")
    for path in records.rglob("*.md"):
        _replace(path, "foro-de-muestra", "primer-foro")
        _replace(path, "registro-de-muestra", "registro-nuevo")
    roadmap = records / "roadmaps" / "hoja-de-muestra.md"
    _replace(roadmap, "slug: {en: sample-roadmap}", "slug: {en: roadmap-one}")
    _replace(roadmap, '- id: "1"\n', '- id: "1a"\n')
    for path in records.rglob("*.md"):
        _replace(path, "hoja-de-muestra#1", "hoja-de-muestra#1a")


def _replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
