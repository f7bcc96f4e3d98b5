"""The gap matrix, the record to begin from, and how a record is cited."""

from __future__ import annotations

import json

import pytest
from conftest import ROOT
from playwright.sync_api import expect
from test_pages import WRITTEN

from gcm.addresses import Addresses
from gcm.cite import Work
from gcm.figures import starter_block
from gcm.views import page_builder
from gcm.views.blocks import Matrix
from gcm.views.coverage import coverage_view

TEMPLATE = ROOT / "records" / "practices" / "_template.md"


@pytest.fixture(scope="module")
def matrices(catalogue):
    """Caption → matrix of the Spanish coverage page."""
    view = coverage_view(page_builder(catalogue, Addresses(catalogue, WRITTEN), "es", ("coverage",)))
    blocks = [block for section in view.sections for block in section.blocks]
    return {block.caption: block for block in blocks if isinstance(block, Matrix)}


def test_every_number_is_a_count_of_practices(matrices, catalogue):
    """A cell says how many practices of that country or kind are recorded on that objective, and a dash that none is."""
    columns = {
        "Prácticas por objetivo y país": lambda practice, head: head.label.text in practice.countries,
        "Prácticas por objetivo y tipo": lambda practice, head: (
            catalogue.taxonomy.terms["practice_kind"][practice.kind].many.es == head.label.text
        ),
    }
    for caption, belongs in columns.items():
        for number, (_, cells) in enumerate(matrices[caption].rows, 1):
            for head, cell in zip(matrices[caption].heads, cells, strict=True):
                counted = sum(belongs(practice, head) for practice in catalogue.by_objective.get(number, ()))
                assert cell.link.label.text == (str(counted) if counted else "–")
                assert (cell.level > 0) == (counted > 0)


def test_cells_lead_to_the_practices_or_to_where_one_can_be_contributed(matrices):
    """A number opens the explorer filtered by the cell, a dash the record to begin from; both are named in words."""
    rows = matrices["Prácticas por objetivo y país"].rows
    cells = [cell for _, cells in rows for cell in cells]
    for cell in cells:
        page, told = ("explorar/?", "práctica") if cell.level else ("contribute/?", "ninguna registrada aquí")
        assert page in cell.link.href
        assert told in cell.link.title
    assert "objective=1&country=PA" in next(cell.link.href for cell in cells if cell.level)


def test_themes_count_a_practice_once(matrices, catalogue):
    """A practice with two objectives of a theme is one practice there."""
    themes = matrices["Prácticas por tema de la revisión y país"]
    for id, (_, cells) in zip(catalogue.taxonomy.theme_ids, themes.rows, strict=True):
        objectives = set(catalogue.taxonomy.theme(id).objectives)
        for head, cell in zip(themes.heads, cells, strict=True):
            practices = catalogue.by_country.get(head.label.text, ())
            counted = sum(bool(objectives & set(practice.objectives.all)) for practice in practices)
            assert cell.link.label.text == (str(counted) if counted else "–")


def test_template_record_is_valid_when_filled_as_its_comments_say(records):
    """Whoever fills in the template gets a valid record."""
    text = TEMPLATE.read_text("utf-8")
    filled = {
        'title:\n  es: ""\n  en: ""': 'title:\n  es: "Una práctica"\n  en: "A practice"',
        "countries: []": "countries: [PA]",
        "{stated: []}": "{stated: [13]}",
        'summary:\n  es: ""\n  en: ""': 'summary:\n  es: "Qué es."\n  en: "What it is."',
        "links: []": 'links:\n- {url: "https://example.org/", title: {es: "Sitio", en: "Site"}}',
    }
    for empty, told in filled.items():
        assert text.count(empty) == 1, empty
        text = text.replace(empty, told)
    before = records.codes
    records.write("practices/nueva.md", text)
    assert records.codes == before


def test_what_is_left_empty_in_the_template_counts_as_absent(records):
    """Only title, kind and who runs the practice are required; one language is enough."""
    text = TEMPLATE.read_text("utf-8").replace('es: ""', 'es: "Una práctica"', 1).replace("countries: []", "countries: [PA]")
    before = records.codes
    records.write("practices/nueva.md", text)
    new = [problem for problem in records.problems if "nueva" in problem.path]
    assert [problem.code for problem in new] == ["W501"]
    assert records.load()[0].practices["nueva"].summary is None
    assert len(records.codes) == len(before) + 1


def test_template_is_escaped_on_the_page():
    """The record to begin from is text."""
    assert "&lt;b&gt;" in starter_block("<b>", "https://example.org", "es")


def test_empty_cell_opens_a_record_that_is_filled_in(watched, address):
    """From a gap to a record that names its country and objective, ready to download or to propose."""
    watched.goto(f"{address}cobertura/")
    watched.get_by_role("link", name="13. Alternativas a la detención, Panamá").click()
    expect(watched.locator(".gcm-starter code")).to_contain_text("countries: [PA]")
    expect(watched.locator(".gcm-starter code")).to_contain_text("{stated: [13]}")
    proposal = watched.locator("[data-action=propose]").get_attribute("href")
    assert "filename=practica.md" in proposal
    assert len(proposal) < 7000
    with watched.expect_download() as download:
        watched.locator("[data-action=download]").click()
    assert "countries: [PA]" in download.value.path().read_text("utf-8")


def test_a_hostile_address_fills_in_nothing(watched, address):
    """What the address asks for is checked before it enters the record."""
    watched.goto(f"{address}contribuir/?country=PA]%0Akind:%20x&objective=1;2")
    expect(watched.locator(".gcm-starter code")).to_contain_text("countries: []")
    expect(watched.locator(".gcm-starter code")).to_contain_text("{stated: []}")


WORK = Work("ruex-es", "Registro {único} & 100 % \\ _x_", "Sitio", "https://example.org/x/", "es", "s. f.")


def test_citations_hold_the_same_facts():
    """APA, BibTeX and CSL-JSON name title, site and address; nothing in a title is a command of TeX."""
    assert WORK.apa == "Sitio. (s. f.). Registro {único} & 100 % \\ _x_. https://example.org/x/"
    assert "title = {{Registro \\{único\\} \\& 100 \\% \\textbackslash{} \\_x\\_}}" in WORK.bibtex
    (item,) = json.loads(WORK.csl_json)
    assert (item["title"], item["URL"], item["type"]) == (WORK.title, WORK.url, "webpage")


def test_who_else_works_on_this_puts_other_countries_first(catalogue):
    """Practices alike are suggested by shared objectives, those of other countries before those of the same."""
    for practice in catalogue.practices.values():
        others = catalogue.who_else(practice)
        assert practice.id not in [each.id for each in others]
        same = [bool(set(each.countries) & set(practice.countries)) for each in others]
        assert same == sorted(same)
        assert all(set(each.objectives.all) & set(practice.objectives.all) for each in others)
