"""The gap matrix, the record to begin from, and how a record is cited."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import expect

from gcm.language.phrases import phrases
from gcm.taxonomy.publishers import publisher_in
from gcm.views.all_views import page_builder
from gcm.views.blocks import Matrix
from gcm.views.citation import Work, based_on, year_of
from gcm.views.pages.coverage import coverage_view
from support.pages import WRITTEN
from support.sites import site_of


@pytest.fixture(scope="module")
def matrices(catalogue):
    """Caption → matrix of the Spanish coverage page."""
    view = coverage_view(page_builder(site_of(catalogue, WRITTEN), "es", ("coverage",)))
    blocks = [block for section in view.sections for block in section.blocks]
    return {block.caption: block for block in blocks if isinstance(block, Matrix)}


def test_every_number_is_a_count_of_practices(matrices, catalogue):
    """A cell says how many practices of that country or kind are recorded on that objective, and a dash that none is."""
    columns = {
        "Prácticas por objetivo y país": lambda practice, row, head: (
            country(row) in practice.countries and int(head.label.text) in practice.objectives.own
        ),
        "Prácticas por objetivo y tipo": lambda practice, row, head: (
            catalogue.taxonomy.terms["practice_kind"][practice.kind].many.es == head.label.text
            and int(row.label.text.split(".")[0]) in practice.objectives.own
        ),
    }
    for caption, belongs in columns.items():
        for row, cells in matrices[caption].rows:
            for head, cell in zip(matrices[caption].heads, cells, strict=True):
                counted = sum(belongs(practice, row.parts[0], head) for practice in catalogue.practices.values())
                assert cell.link.label.text == (str(counted) if counted else "–")
                assert (cell.level > 0) == (counted > 0)


def country(link):
    """The code of the country that a link leads to."""
    return link.target[1]


def test_cells_lead_to_the_practices_or_to_where_one_can_be_contributed(matrices):
    """A number opens the explorer filtered by the cell, a dash the record to begin from; both are named in words."""
    rows = matrices["Prácticas por objetivo y país"].rows
    cells = [cell for _, cells in rows for cell in cells]
    for cell in cells:
        page, told = ("explorar/?", "práctica") if cell.level else ("contribute/?", "ninguna registrada aquí")
        assert page in cell.link.href
        assert told in cell.link.title
    assert any("country=PA&objective=1" in cell.link.href for cell in cells if cell.level)


def test_themes_count_a_practice_once(matrices, catalogue):
    """A practice with two objectives of a theme is one practice there."""
    themes = matrices["Prácticas por tema de la revisión y país"]
    for row, cells in themes.rows:
        practices = catalogue.by_country.get(country(row.parts[0]), ())
        for id, cell in zip(catalogue.taxonomy.theme_ids, cells, strict=True):
            objectives = set(catalogue.taxonomy.theme(id).objectives)
            counted = sum(bool(objectives & set(practice.objectives.own)) for practice in practices)
            assert cell.link.label.text == (str(counted) if counted else "–")


def test_empty_cell_opens_a_record_that_is_filled_in(watched, address):
    """From a gap to a record that names its country and objective, ready to be filled in further."""
    watched.goto(f"{address}cobertura/")
    watched.get_by_role("link", name="Panamá, 13. Alternativas a la detención").click()
    record = watched.locator(".gcm-file textarea")
    expect(record).to_have_value(re.compile(r"countries: \[PA\]"))
    expect(record).to_have_value(re.compile(r"stated: \[13\]"))


WORK = Work("ruex-es", "Registro {único} & 100 % \\ _x_", "Sitio", "https://example.org/x/", "es", "2026", "ficha; p. 17 & más")


def test_citations_hold_the_same_facts():
    """APA, BibTeX and CSL-JSON name title, site, year, address and what it rests on; nothing in a title is a command of TeX."""
    assert WORK.apa == "Sitio. (2026). Registro {único} & 100 % \\ _x_ [ficha; p. 17 & más]. https://example.org/x/"
    assert "  year = {2026},\n" in WORK.bibtex
    assert "  note = {ficha; p. 17 \\& más},\n" in WORK.bibtex
    assert "title = {{Registro \\{único\\} \\& 100 \\% \\textbackslash{} \\_x\\_}}" in WORK.bibtex
    (item,) = json.loads(WORK.csl_json)
    assert (item["title"], item["URL"], item["type"]) == (WORK.title, WORK.url, "webpage")
    assert (item["issued"], item["note"]) == ({"date-parts": [[2026]]}, WORK.based_on)


def test_a_citation_names_what_a_record_rests_on(catalogue):
    """The document with the page where it lists the practice, else a public page; what more there is, is counted."""
    documents = {"informe-i-foro": "Informe"}
    listed, found = (catalogue.practices[id] for id in ("registro-unico-de-extranjeria-ruex", "migrantapp"))
    first, *_ = found.sources
    assert based_on(listed, documents, phrases("es")).startswith(
        "ficha; se basa en Informe, p.\u00a017; Informe, p.\u00a023; y "
    )
    assert based_on(found, documents, phrases("en")).startswith(
        f"record; based on {publisher_in(first.publisher, 'en')}, “{first.title}”; "
    )
    assert {year_of(each, 1999) for each in catalogue.practices.values()} == {"2026"}


def test_who_else_works_on_this_is_mostly_abroad(catalogue):
    """Practices alike are suggested by what they have in common; most of those shown are of other countries."""
    abroad = []
    for practice in catalogue.practices.values():
        others = catalogue.who_else(practice)
        assert practice.id not in [each.id for each in others]
        abroad += [not set(each.countries) & set(practice.countries) for each in others]
    assert sum(abroad) > 0.6 * len(abroad)
