"""What participants asked for: each ask has an address that meets it, and the page at that address holds what was asked."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from gcm.language.data_files import read_data

ASKS = {ask["id"]: ask for ask in read_data("asks")}
MET = {
    "FOLLOW": ("seguimiento/", "//table//a[contains(@href, 'part=')]", "a row opens the form to report progress"),
    "REPLIC": (
        "practicas/registro-unico-de-extranjeria-ruex/",
        "//a[contains(@href, 'part=adoptions')]",
        "a practice asks who adopted it",
    ),
    "ROADMAP": ("hojas-de-ruta/i-foro-mesa-1/", "//ol/li[starts-with(@id, 'item-')]", "a roadmap has its items"),
    "EXPORT": ("hojas-de-ruta/i-foro-mesa-1/", "//a[contains(@href, '.docx')]", "a roadmap is taken away as a document"),
    "REVIEW": ("preguntas/", "//a[contains(@href, 'cuaderno')]", "the questions lead to what helps to answer them"),
    "CYCLE": ("cronologia/", "//a[contains(@href, '.ics')]", "the cycle goes into a calendar"),
    "COLLAB": ("colaborar/", "//table//tbody/tr", "pairs of countries are named"),
    "COUNTRY": ("paises/panama/", "//a[contains(@href, 'expediente')]", "a country has its dossier"),
    "MEASURE": ("avance/", "//table[contains(@class, 'gcm-bars')]", "counts are drawn and told"),
    "PLEDGES": ("seguimiento/", "//*[@id='compromisos']", "pledges have their place, even while none is named"),
    "CONTRIB": ("contribuir/", "//form", "anyone can fill in a form"),
}
"""Ask → the address that meets it in the real site, what must stand there, and why."""


def test_every_ask_is_met_somewhere():
    """The asks of the list and of the tests are the same."""
    assert set(ASKS) == set(MET)


@pytest.mark.parametrize("id", MET)
def test_an_ask_is_met_at_its_address(site, id):
    """The page opens, and holds what was asked for."""
    address, path, why = MET[id]
    page = lxml_html.fromstring((site / address / "index.html").read_text("utf-8"))
    assert page.xpath(path), why


@pytest.mark.parametrize("file", ["acerca", "en/about"])
def test_about_says_what_is_met_and_what_cannot_be(site, file):
    """Each ask leads to its pages, and what the site cannot give is told with its reason."""
    page = lxml_html.fromstring((site / file / "index.html").read_text("utf-8"))
    told = page.text_content()
    lang = "en" if file.startswith("en") else "es"
    assert all(ask["ask"][lang] in told for ask in ASKS.values())
    assert {"es": "fuera del alcance de este sitio", "en": "beyond the scope of this site"}[lang] in told


def test_the_addresses_of_asks_are_pages(site):
    """No ask leads nowhere: the links of the list are those of the built page."""
    page = lxml_html.fromstring((site / "acerca" / "index.html").read_text("utf-8"))
    links = page.xpath("//*[@id='lo-que-se-pidio-y-donde-esta']/following::ul[1]//a/@href")
    assert len(links) >= len(ASKS)
    assert all((site / "acerca" / link.split("#")[0] / "index.html").is_file() for link in links if not link.startswith("http"))
