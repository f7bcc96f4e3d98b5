"""The page that explains the problem codes: all of them, as they are tested, where messages lead to."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from lxml import html as lxml_html

from gcm.catalogue.catalogue import Catalogue
from gcm.language.text import LANGS
from gcm.problems.explanations import explanations
from gcm.problems.formats import Audience, explanation
from gcm.problems.problem import Problem, codes
from gcm.site.pages import Page, render_page
from gcm.views.addresses import Addresses, index_address
from gcm.views.all_views import page_builder
from gcm.views.pages.problems import problems_view
from support.pages import WRITTEN
from support.sites import checkout, site_of


def page_in(lang: str) -> Page:
    """The page in a language; no record has a part in it."""
    catalogue = Catalogue()
    return render_page(problems_view(page_builder(site_of(catalogue, WRITTEN), lang, ("problems",))))


@pytest.fixture(scope="module", params=LANGS)
def page(request) -> Page:
    """The page in either language."""
    return page_in(request.param)


def test_every_code_is_explained_below_its_family(page):
    """Each code has a heading of its own, in order; the table of contents keeps to the five families."""
    tree = lxml_html.fromstring(f"<div>{page.html}</div>")
    assert tree.xpath("//h3/@id") == [code.lower() for code in codes()]
    assert [name for _, name in page.sections] == [each.text for each in tree.xpath("//h2")]
    assert len(page.sections) == len({code[:2] for code in codes()})


def test_examples_are_those_of_the_tests(page):
    """What is shown as wrong, as right and as printed is what the tests hold, letter for letter but for what is too long."""
    texts = lxml_html.fromstring(f"<div>{page.html}</div>").xpath("//pre/code/text()")
    told = explanations(page.lang)
    assert [text for text in texts if "[…]" not in text] == [
        text
        for code, each in told.items()
        for text in (each.wrong, each.printed, each.right)
        if text and (code, text) != ("R207", each.wrong)
    ]
    (cut,) = (text for text in texts if "[…]" in text)
    assert told["R207"].wrong.startswith(cut.partition(" […]")[0])


def test_messages_lead_to_the_page(page):
    """The address that a message gives is that of the code's heading."""
    catalogue = Catalogue()
    addresses = Addresses(catalogue, WRITTEN)
    root = index_address("https://sitio.org/", "problems", page.lang)
    assert root == f"https://sitio.org/{addresses.url(('problems',), page.lang)}"
    for code in codes():
        anchor = explanation(code, Audience(page.lang, explained=root)).removeprefix(f"{root}#")
        assert f'<h3 id="{anchor}">{code}: ' in page.html


def test_the_page_stays_light(site):
    """Every code is on one page, and adds less than 1.4 kB to it, its examples and all that surrounds them included."""
    assert max((site / name / "index.html").stat().st_size for name in ("errores", "en/problems")) < 1_400 * len(codes())


@pytest.mark.parametrize("code", codes())
def test_sentences_are_complete_without_a_record(code):
    """What the page says of a code has no gap left open."""
    problem = Problem("a.md", 1, 1, code)
    for lang in LANGS:
        told = explanations(lang)[code]
        assert not {"{", "}"} & set((told.rule + told.why + told.how + told.advice).replace("«{»", "").replace("'{'", ""))
        assert told.advice in problem.hint(lang)


@pytest.mark.built
def test_a_build_that_fails_shows_the_line(tmp_path):
    """Whoever builds the site with a wrong record sees what the check would say, and no traceback."""
    path = checkout(tmp_path / "checkout") / "records" / "practices" / "viviendas.md"
    path.write_text("---\ntitle: {es: Viviendas, en: Housing}\nkind: policy\ncountries: [Panamá]\n---\n", "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(tmp_path / "site")]
    environment = {**os.environ, "SITE_URL": "https://sitio.org/", "PYTHONIOENCODING": "utf-8"}
    run = subprocess.run(
        command, cwd=tmp_path / "checkout", env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode != 0
    assert "records/practices/viviendas.md:4:13: R211 countries.1: «Panamá»" in run.stderr
    assert "    4 | countries: [Panamá]\n      |             ^^^^^^\n" in run.stderr
    assert "https://sitio.org/errores/" in run.stderr
    assert "Traceback" not in run.stderr
