"""Where things come from: document and page, else the part of the document, with the way to it on the page of sources."""

from __future__ import annotations

import re

import pytest

from gcm.language.data_files import read_data
from gcm.site.pages import render_page
from gcm.taxonomy.lists import taxonomy
from gcm.taxonomy.publishers import publisher_in
from gcm.views.all_views import build_view, page_builder
from gcm.views.blocks import links_in
from support.pages import WRITTEN
from support.sites import site_of


@pytest.fixture(scope="module")
def site(catalogue):
    """A site of the real records."""
    return site_of(catalogue, WRITTEN)


@pytest.mark.parametrize(
    ("citation", "printed", "label", "anchor"),
    [
        ("informe-i-foro:355", 17, "Informe del I Foro, p. 17", "informe-i-foro--349"),
        ("informe-i-foro:355", None, "Informe del I Foro, sesión 2B, lista de prácticas, p. 17 y ss.", "informe-i-foro--349"),
        ("informe-i-foro:303-311,640", None, "Informe del I Foro, sesión 2B, recomendaciones", "informe-i-foro--303"),
        ("nota-revision-2025:95-106", None, "Nota conceptual de la revisión 2025, VI. Hoja de ruta", "nota-revision-2025--95"),
        ("comunicado-ii-foro:20", None, "Comunicado del II Foro", "comunicado-ii-foro"),
        ("informe-i-foro", None, "Informe del I Foro", "informe-i-foro"),
    ],
)
def test_a_citation_names_document_and_page(site, citation, printed, label, anchor):
    """The page where it is recorded, else the part and where it begins; the line shows at rest, not in the text."""
    (link,) = page_builder(site, "es", ("sources",)).sources([citation], printed)
    assert re.sub(r"\s", " ", str(link.label)) == label
    assert link.href == f"#{anchor}"
    assert ("del texto)" in link.title) == (":" in citation)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_citation_of_a_document_leads_to_a_place(site, lang):
    """Each anchor that a page names is on the page of sources."""
    anchors = render_page(build_view(site, lang, ("sources",))).anchors
    for key in site.addresses.keys:
        for link in links_in(build_view(site, lang, key)):
            if link.target == ("sources",) and "#" in link.href:
                assert link.href.partition("#")[2] in anchors, (key, link)


def test_parts_follow_one_another():
    """A document's parts stand in the order of its lines and pages, from the first line on."""
    for document in taxonomy().documents.values():
        lines = [part.line for part in document.parts]
        pages = [part.page for part in document.parts if part.page]
        assert lines == sorted(set(lines))
        assert pages == sorted(pages)
        assert lines[:1] in ([], [1])


@pytest.mark.parametrize(
    ("written", "spanish", "english"),
    [
        ("ACNUR", "ACNUR", "UNHCR"),
        (
            "International Organization for Migration (IOM)",
            "Organización Internacional para las Migraciones (OIM)",
            "International Organization for Migration (IOM)",
        ),
        (
            "Organização Internacional para as Migrações (Brasil)",
            "Organización Internacional para las Migraciones (Brasil)",
            "International Organization for Migration (Brazil)",
        ),
        ("El Universal (México)", "El Universal (México)", "El Universal (Mexico)"),
        ("Naciones Unidas", "Naciones Unidas", "United Nations"),
        ("La Jornada", "La Jornada", "La Jornada"),
    ],
)
def test_a_publisher_is_named_in_the_language_of_the_page(written, spanish, english):
    """However the record writes it; a newspaper keeps its name, and its country is in the page's language."""
    assert (publisher_in(written, "es"), publisher_in(written, "en")) == (spanish, english)


def test_publishers_of_both_languages_are_of_use(catalogue):
    """Each entry of the list is one that a record writes, and no organization has a second one."""
    written = {source.publisher for record in catalogue.records for source in record.sources}
    entries = read_data("publishers")
    idle = [entry["es"] for entry in entries if written.isdisjoint({entry["es"], entry["en"], *entry.get("also", ())})]
    assert idle == []
    names = {name for each in taxonomy().organisations.values() for name in each.name.all}
    assert [entry["es"] for entry in entries if entry["es"] in names] == []
