"""Views and pages of the sample records, which fill in every field there is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.language.data_files import read_data
from gcm.language.dates import PartialDate
from gcm.language.phrases import phrases
from gcm.language.text import LANGS
from gcm.models.kinds import MODELS
from gcm.reading.markdown import render_body
from gcm.site.pages import render_page
from gcm.taxonomy.abbreviations import explain_abbreviations
from gcm.views.addresses import Addresses
from gcm.views.all_views import build_views
from gcm.views.blocks import links_in
from support.pages import KEYS, WRITTEN
from support.paths import ROOT
from support.sites import site_of

GOLDEN = ROOT / "tests" / "golden"

MIRRORED = {"practice", "forum", "session", "roadmap", "objective", "country", "organisation", "principle", "theme"}
ONE_WAY = {("country", "objective"), ("objective", "country"), ("principle", "principle")}
"""Countries and objectives also name what is missing, and principles their neighbours: no relation that could be mirrored."""


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    """The sample records."""
    return load_catalogue(ROOT / "tests" / "sample" / "records")[0]


SAMPLE = "tests/sample/records"


@cache
def views_of(folder: str, lang: str) -> dict:
    """Key → view of every page of these records."""
    return {view.key: view for view in build_views(site_of(load_catalogue(ROOT / folder)[0], WRITTEN), lang)}


@pytest.mark.parametrize("lang", LANGS)
def test_pages_are_as_agreed(sample, lang, request):
    """The page of every kind of view reads as its golden file; `--rewrite` writes these anew."""
    views = views_of(SAMPLE, lang)
    differing = []
    for key in KEYS:
        path = GOLDEN / lang / f"{'.'.join(key)}.html"
        html = render_page(views[key]).html
        if request.config.getoption("--rewrite"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, "utf-8")
        elif html != path.read_text("utf-8"):
            differing.append(path.relative_to(ROOT).as_posix())
    assert not differing


def test_every_kind_of_page_has_a_golden_file(sample):
    """A new kind of page is agreed on before it is published."""
    assert {key[0] for key in KEYS} == {key[0] for key in views_of(SAMPLE, "es")}


def test_every_field_of_a_record_is_filled_in_the_sample(sample):
    """The golden pages show every field, so a field that is lost on the way to the page is noticed."""
    empty = [
        f"{kind}.{name}"
        for kind in ("practices", "forums", "roadmaps")
        for name in MODELS[kind.removesuffix("s")].model_fields
        if not any(getattr(record, name) for record in getattr(sample, kind).values())
    ]
    assert empty == []


@pytest.mark.parametrize("folder", [SAMPLE, "records"])
@pytest.mark.parametrize("lang", LANGS)
def test_every_mention_has_its_way_back(folder, lang):
    """Where one page names another, that one names it too."""
    views = views_of(folder, lang)
    named = {key: {link.target for link in links_in(view) if link.target and not link.aside} for key, view in views.items()}
    alone = [
        (key, other)
        for key, others in named.items()
        for other in others - {key}
        if {key[0], other[0]} <= MIRRORED and (key[0], other[0]) not in ONE_WAY and key not in named[other]
    ]
    assert alone == []


def test_both_languages_have_the_same_pages(sample):
    """A page exists in both languages or in neither, each at an address of its own."""
    spanish, english = views_of(SAMPLE, "es"), views_of(SAMPLE, "en")
    assert list(spanish) == list(english)
    for views in (spanish, english):
        assert len({view.source for view in views.values()}) == len(views)


def test_addresses_are_in_the_language_of_the_page(sample):
    """A slug is of the page's language, and the id stands in where a record gives none."""
    addresses = Addresses(sample, WRITTEN)
    assert addresses.url(("practice", "ventanilla-movil"), "es") == "practicas/ventanilla-movil-de-documentacion/"
    assert addresses.url(("practice", "ventanilla-movil"), "en") == "en/practices/mobile-documentation-desk/"
    assert addresses.url(("practice", "registro-de-muestra"), "en") == "en/practices/registro-de-muestra/"
    assert addresses.url(("country", "NO"), "es") == "paises/noruega/"
    assert addresses.url(("session", "foro-de-muestra", "sesion-1"), "en") == "en/forums/sample-forum/session-1/"


@pytest.mark.parametrize(
    ("start", "lang", "target", "target_lang", "directory_urls", "way"),
    [
        (("objective", "4"), "es", ("practices",), "es", True, "../../practicas/"),
        (("practices",), "es", ("practices",), "en", True, "../en/practices/"),
        (("practices",), "en", ("home",), "en", True, "../"),
        (("home",), "es", ("glossary",), "es", True, "glosario/"),
        (("home",), "es", ("home",), "es", True, "./"),
        (("home",), "en", ("home",), "es", True, "../"),
        (("glossary",), "en", ("glossary",), "es", False, "../../glosario/index.html"),
        (("country", "PA"), "es", ("country", "CR"), "es", False, "costa-rica.html"),
        (("country", "PA"), "en", ("country", "CR"), "en", True, "../costa-rica/"),
        (("country", "PA"), "es", ("countries",), "es", True, "../"),
        (("countries",), "es", ("country", "PA"), "es", True, "panama/"),
        (("dossier", "PA"), "es", ("country", "PA"), "es", True, "../../panama/"),
    ],
)
def test_links_are_relative(sample, start, lang, target, target_lang, directory_urls, way):
    """A link leads from page to page on any host and from a folder."""
    addresses = Addresses(sample, {**WRITTEN, ("home",): {"es": "index.md", "en": "index.md"}}, directory_urls)
    assert addresses.relative(start, lang, target, target_lang) == way


def test_missing_translation_is_marked_as_such(sample):
    """Words that lack a translation stand in their own language, never passed off as translated."""
    html = render_page(views_of(SAMPLE, "en")[("practice", "registro-de-muestra")]).html
    assert '<span lang="es">Registro de muestra</span>' in html
    html = render_page(views_of(SAMPLE, "en")[("roadmap", "hoja-de-muestra")]).html
    assert '<div class="gcm-prose" lang="es">' in html


def test_editorial_objectives_are_told_apart(sample):
    """An objective that the editors added is marked; one that is known through the session alone stands in a row of its own."""
    html = render_page(views_of(SAMPLE, "es")[("practice", "ventanilla-movil")]).html
    assert re.search(r"Solo por la sesión en que se compartió</dt><dd><a [^>]+>4\. [^<]+</a>, <a [^>]+>12\. ", html)
    for number, basis in (("5", "indicado en la fuente"), ("14", "añadido editorial")):
        assert re.search(rf">{number}\. [^<]+</a> <span class=\"gcm-badge\">{basis}</span>", html), number


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](/elsewhere)", "<p>[x](/elsewhere)</p>\n"),
        ("[x](https://a.org)", '<p><a href="https://a.org" rel="noopener">x</a></p>\n'),
        ("![x](https://a.org/x.png)", '<p>!<a href="https://a.org/x.png" rel="noopener">x</a></p>\n'),
        # B11: an address is a link, if it says that it is one
        ("Vea https://a.org/x.", '<p>Vea <a href="https://a.org/x" rel="noopener">https://a.org/x</a>.</p>\n'),
        ("(http://a.org/b_(c))", '<p>(<a href="http://a.org/b_(c)" rel="noopener">http://a.org/b_(c)</a>)</p>\n'),
        ("www.a.org m@a.org ftp://a.org", "<p>www.a.org m@a.org ftp://a.org</p>\n"),
        ("`https://a.org`", "<p><code>https://a.org</code></p>\n"),
        ("## __config", "<h3>__config</h3>\n"),
        ("###### six", "<h6>six</h6>\n"),
        ("x {: onclick=alert(1) }", "<p>x {: onclick=alert(1) }</p>\n"),
        ("{{ config }} {% raw %}", "<p>{{ config }} {% raw %}</p>\n"),
        ('--8<-- "/etc/passwd"', '<p>--8&lt;-- "/etc/passwd"</p>\n'),
        ("a <b onmouseover=x>c</b>", "<p>a &lt;b onmouseover=x&gt;c&lt;/b&gt;</p>\n"),
    ],
)
def test_bodies_are_text(text, html):
    """A body is Markdown without raw HTML, images, ids, attribute lists, snippets or macros."""
    assert str(render_body(text)) == html


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        (
            "<p>La OIM y la OIM</p>",
            '<p>La <abbr title="Organización Internacional para las Migraciones">OIM</abbr> y la OIM</p>',
        ),
        ('<p><a href="#">OIM</a></p>', '<p><a href="#">OIM</a></p>'),
        ("<h1>OIM</h1>", "<h1>OIM</h1>"),
        ("<p>PTAT-OIM OIMX</p>", "<p>PTAT-OIM OIMX</p>"),
        ('<p title="OIM">x</p>', '<p title="OIM">x</p>'),
    ],
)
def test_abbreviations_are_explained_once(html, marked):
    """The first mention in running text is explained; links, headings and attributes are left alone."""
    assert explain_abbreviations(html, "es") == marked


def test_words_are_in_both_languages_with_the_same_gaps():
    """No word of the interface is missing in a language, and both fill in the same gaps."""
    for name, texts in read_data("phrases").items():
        assert set(texts) == set(LANGS), name
        assert set(re.findall(r"{(\w+)}", texts["es"])) == set(re.findall(r"{(\w+)}", texts["en"])), name


def test_every_word_is_used():
    """A word that nobody asks for is dead."""
    files = (path for folder in ("gcm", "theme", "hooks") for path in (ROOT / folder).rglob("*"))
    code = "".join(path.read_text("utf-8") for path in files if path.suffix in (".py", ".html"))
    used = set(re.findall(r"\w+", code))
    built = (
        "problems_of_",
        "coverage_by_",
        "basis_",
        "known_",
        "part_",
        "roadmap_",
        "language_",
        "text_in_",
        "anchor_",
        "chain_",
        "overdue_",
        "material_",
        "dossier_step_",
        "workbook_step_",
        "takes_",
        "group_",
        "ask_",
        "keep_",
        "cycle_",
        "occasion_",
        "book_of_",
    )
    unused = [
        name for name in read_data("phrases") if name not in used and not name.startswith(built) and not name.endswith("_many")
    ]
    assert unused == []


def test_templates_hold_no_words():
    """What a reader reads comes from data, in both languages, never from a template."""
    for path in [*Path(ROOT, "gcm").rglob("*.html"), *Path(ROOT, "theme").rglob("*.html")]:
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<!--.*?-->|<[^>]*>", " ", path.read_text("utf-8"), flags=re.DOTALL)
        # A macro may stand for an attribute, outside of any tag of its own.
        assert not re.search(r"[A-Za-zÁ-ú]{3,}", re.sub(r'&\w+;|[a-z-]+="[^"]*"', "", text)), path


@pytest.mark.parametrize(
    ("start", "end", "spanish", "english"),
    [
        (PartialDate(2023, 9, 27), PartialDate(2023, 9, 28), "27 y 28 de septiembre de 2023", "27–28 September 2023"),
        (
            PartialDate(2024, 10, 23),
            PartialDate(2024, 11, 12),
            "del 23 de octubre al 12 de noviembre de 2024",
            "23 October–12 November 2024",
        ),
        (PartialDate(2021, 4), None, "abril de 2021", "April 2021"),
        (PartialDate(2022, 3), PartialDate(2024), "de marzo de 2022 a 2024", "March 2022–2024"),
        (PartialDate(2026), PartialDate(2026), "2026", "2026"),
    ],
)
def test_dates_are_in_the_language_of_the_page(start, end, spanish, english):
    """A date is as precise as its source, and written as the language writes it."""
    assert phrases("es").interval(start, end) == spanish
    assert phrases("en").interval(start, end) == english
