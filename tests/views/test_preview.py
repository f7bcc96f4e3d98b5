"""The preview of a practice that is being written, against the page that the site makes of the same record."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest
import yaml
from lxml import html as lxml_html
from playwright.sync_api import Page

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.language.phrases import phrases
from gcm.language.text import LANGS
from gcm.reading.files import parse_record
from gcm.reading.markdown import render_body
from gcm.site.pages import render_page
from gcm.views.addresses import Addresses
from gcm.views.all_views import page_builder
from gcm.views.pages.practices import practice_view
from gcm.views.parts.preview import preview_data
from gcm.views.parts.statements import SECTIONS
from support.accessibility import violations
from support.page_words import facts_of, read, sections_of
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

VENDOR = ROOT / "theme" / "assets" / "javascripts" / "vendor"
SAMPLE = ROOT / "tests" / "sample" / "records"
FORM = {"es": "contribuir/", "en": "en/contribute/"}
REAL = [
    "registro-unico-de-extranjeria-ruex",
    "grupo-beta-de-proteccion-a-migrantes",
    "capacitacion-recomendaciones-de-montreal",
    "unidad-de-apoyo-humanitario-usfroh",
    "126-te-orienta-sin-fronteras",
]
MARKDOWN = [
    "# one\n\n## two\n\n###### six\n\nSetext\n======",
    "**b** _e_ ~~s~~ `code <b>` \\* &copy; &lt;i&gt;",
    "1. a\n2. b\n   - c\n\n> quoted\n\n---\n\n3) other",
    "| a | b |\n|---|:-:|\n| 1 | 2 |",
    "```js\nlet a = '<script>';\n```\n\n    indented",
    "[w](https://a.org/ñ?x=1&y=2) <https://b.org> [m](mailto:a@b.org) [s](javascript:alert) [r](/x) [d](data:text/html,x)",
    "![photo](https://a.org/x.png) <img src=x onerror=alert(1)> <!-- c --> {{ x }} {: onclick=x }",
    "[ref]\n\n[ref]: https://a.org 'title'",
    "a  \nb\nc\\\nd",
    "Vea https://a.org/x. (https://a.org/b_(c)), www.a.org a.org ftp://a.org m@a.org mailto:m@a.org //a.org `https://a.org`",
]

PREVIEW = """(told) => {
    window.gcm = window.gcm ?? {};
    window.gcm.record = (record) => { window.told = record; };
    window.form = document.createElement('form');
    const block = document.createElement('script');
    Object.assign(block, { type: 'application/json', className: 'gcm-preview-data', textContent: told });
    window.form.append(block);
}"""
SHOW = """async ({ data, bodies, level }) => {
    const node = window.gcm.preview(window.form, { data, bodies, level });
    document.querySelector('article').replaceChildren(node);
    await node.ready;
    return node.outerHTML;
}"""
OF_RECORD = "() => [Object.fromEntries(window.told.fields.map(([name, value]) => [name, value])), window.told.bodies]"


def told_in(lang: str, catalogue: Catalogue) -> str:
    """What the form's page tells, with the names of practices."""
    told = preview_data(page_builder(site_of(catalogue, WRITTEN), lang, ("contribute",)))
    titles = {id: practice.title.localized(lang) for id, practice in catalogue.practices.items()}
    told["terms"]["practice"] = {id: (title.text, title.lang) for id, title in titles.items()}
    return json.dumps(told)


def open_preview(page: Page, address: str, lang: str, catalogue: Catalogue) -> None:
    """The page of the form with what the preview needs, which is the preview's script and the data of a catalogue."""
    page.goto(address + FORM[lang])
    page.evaluate(PREVIEW, told_in(lang, catalogue))
    if not page.evaluate("'preview' in window.gcm"):
        page.add_script_tag(url=f"{address}assets/javascripts/preview.js")


def show(page: Page, data: dict, bodies: dict, level: int = 2) -> lxml_html.HtmlElement:
    return lxml_html.fromstring(page.evaluate(SHOW, {"data": data, "bodies": bodies, "level": level}))


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    """The sample records, which fill in every field there is."""
    return load_catalogue(SAMPLE)[0]


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_preview_is_the_page_to_be(watched, address, site, catalogue, lang):
    """Of a real practice it shows the same title, facts and description as the page that is built of it."""
    open_preview(watched, address, lang, catalogue)
    addresses = Addresses(catalogue, WRITTEN)
    for id in REAL:
        watched.add_script_tag(url=f"{address}assets/records/practice/{id}.js")
        data, bodies = watched.evaluate(OF_RECORD)
        shown = show(watched, data, bodies)
        built = lxml_html.parse(str(site / addresses.url(("practice", id), lang) / "index.html")).getroot()
        assert facts_of(shown) == facts_of(built), id
        assert read(shown.xpath("string(//h2)")) == read(built.xpath("string(//h1)")), id
        assert read(shown.find_class("gcm-path")[0]) == read(built.find_class("gcm-path")[0]), id
        assert [read(each) for each in shown.find_class("gcm-prose")] == [read(each) for each in built.find_class("gcm-prose")]


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_form_shows_the_preview(watched, address, site, catalogue, lang):
    """A record that is opened in the form has there the preview that is its page."""
    folder = Addresses(catalogue, WRITTEN).url(("practice", REAL[0]), lang)
    watched.goto(f"{address}{FORM[lang]}?record={REAL[0]}")
    watched.locator("[data-exit=preview]").click()
    shown = lxml_html.fromstring(watched.locator(".gcm-preview").evaluate("node => node.outerHTML"))
    built = lxml_html.parse(str(site / folder / "index.html")).getroot()
    assert facts_of(shown) == facts_of(built)
    assert [read(each) for each in shown.find_class("gcm-prose")] == [read(each) for each in built.find_class("gcm-prose")]


@pytest.mark.browser
@pytest.mark.parametrize("id", ["ventanilla-movil", "registro-de-muestra"])
@pytest.mark.parametrize("lang", LANGS)
def test_preview_shows_every_part(watched, address, sample, id, lang):
    """Each section that comes from the record itself reads as on its page, in the other language where its words are missing."""
    record, _ = parse_record((SAMPLE / "practices" / f"{id}.md").read_bytes(), f"records/practices/{id}.md")
    open_preview(watched, address, lang, sample)
    shown = show(watched, record.fields.data, record.bodies)
    builder = page_builder(site_of(sample, WRITTEN), lang, ("practice", id))
    built = lxml_html.fromstring(f"<main>{render_page(practice_view(builder, sample.practices[id])).html}</main>")
    assert facts_of(shown) == facts_of(built)
    assert read(shown.xpath("string(//h2)")) == read(built.xpath("string(//h1)"))
    assert [read(each) for each in shown.find_class("gcm-lead")] == [read(each) for each in built.find_class("gcm-lead")]
    expected, t = sections_of(built, "h2"), phrases(lang)
    told = [builder.field_label(name) for name in ("how_it_works", *SECTIONS)]
    others = [t[name] for name in ("in_practice", "description", "listings", "adoptions", "follow_up", "pledges", "links")]
    for heading in (*told, *others):
        assert sections_of(shown, "h3").get(heading) == expected.get(heading), heading
    sources = expected.get(t.sources, "")
    assert sections_of(shown, "h3").get(t.sources, "") == re.sub(r" +↩[a-z]*", "", sources)
    near = [[read(line.xpath("a")[0]) for line in lines_below(page, t.related)] for page in (shown, built)]
    assert near[0] == near[1][: len(sample.practices[id].related)]
    foreign = [each.get("lang") for each in shown.xpath("//span[@lang] | //div[@lang]")]
    assert foreign == [each.get("lang") for each in built.xpath("//span[@lang] | //div[@lang]") if within_record(each, t)]


def lines_below(page: lxml_html.HtmlElement, heading: str) -> list[lxml_html.HtmlElement]:
    """The entries of the list that stands below a heading."""
    return page.xpath("//*[self::h2 or self::h3][normalize-space()=$heading]/following-sibling::*[1]/li", heading=heading)


def within_record(element: lxml_html.HtmlElement, t) -> bool:
    """Whether words stand in a part of the page that the preview shows as well."""
    headings = element.xpath("preceding::h2[1]")
    return not headings or read(headings[0]) not in (t.who_else, t.about_record, t.named_by_items, t.chain)


@pytest.mark.browser
def test_axe_finds_nothing_in_a_preview(browser, address, sample):
    """A preview with every part in it breaks no rule that a program can check."""
    page = browser.new_context(viewport={"width": 412, "height": 900}, reduced_motion="reduce").new_page()
    open_preview(page, address, "en", sample)
    record, _ = parse_record(
        (SAMPLE / "practices" / "ventanilla-movil.md").read_bytes(), "records/practices/ventanilla-movil.md"
    )
    show(page, record.fields.data, record.bodies)
    assert violations(page, ".gcm-preview") == []
    page.context.close()


@pytest.mark.browser
def test_markdown_is_that_of_the_site(watched, address, catalogue):
    """Both readers of Markdown give the same elements, links and text; headings stand one level lower in the preview."""
    open_preview(watched, address, "en", catalogue)
    for text in MARKDOWN:
        (prose,) = show(watched, {}, {"en": text}, level=1).find_class("gcm-prose")
        expected = lxml_html.fromstring(f"<div>{render_body(text)}</div>")
        assert outline(prose) == outline(expected), text
    headings = show(watched, {}, {"en": "# a\n\n## b\n\n### c\n\n###### f"}).xpath("//*[@class='gcm-prose']/*")
    assert [each.tag for each in headings] == ["h4", "h4", "h5", "h6"]


def outline(element: lxml_html.HtmlElement) -> list:
    """Elements in order, with where they lead and the words before and after what they hold."""
    return [(each.tag, each.get("href"), read(each.text or ""), read(each.tail or "")) for each in element.iterdescendants()]


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_is_typed_runs(watched, hostile_site, catalogue, lang):
    """Markup and addresses in a record's data stay text, in its script as in the preview; and an unknown name too."""
    open_preview(watched, hostile_site, lang, catalogue)
    watched.add_script_tag(url=f"{hostile_site}assets/records/practice/hostil.js")
    data, bodies = watched.evaluate(OF_RECORD)
    assert data["title"]["es"].startswith("<script>window.ran=1</script> {{ 7 * 7 }}")
    evil = '"><img src=x onerror=window.ran=20>'
    data |= {
        "kind": evil, "countries": [evil, "__proto__", "constructor"], "scope": "toString", "hub_url": "javascript:window.ran=21",
        "period": {"start": evil, "end": "2021-99"}, "related": [evil], "follow_up": {"status": evil, "last_reviewed": evil},
        "listings": [{"forum": evil, "session": "__proto__", "kind": evil, "printed": evil, "page": evil, "source": [evil]}],
        "adoptions": [{"country": evil, "date": evil, "evidence": " java\tscript:window.ran=22"}],
        "links": [{"url": "data:text/html,<script>window.ran=23</script>", "title": {"es": evil}}],
    }  # fmt: skip
    shown = show(watched, data, bodies)
    assert watched.evaluate("window.ran") is None
    assert (
        shown.xpath(".//script | .//style | .//iframe | .//img | .//svg | .//base | .//meta | .//details | .//*[@style or @id]")
        == []
    )
    assert shown.xpath(".//@*[starts-with(name(), 'on')]") == []
    assert [href for href in shown.xpath(".//@href") if not href.startswith(("https:", "http:", "mailto:"))] == []
    assert read(shown).count(evil) >= 10


@pytest.mark.browser
def test_library_is_loaded_when_it_is_first_needed(watched, address, catalogue):
    """A form that shows no preview does without the reader of Markdown; a second preview asks for nothing."""
    asked = []
    watched.on("request", lambda request: asked.append(request.url) if "markdown-it" in request.url else None)
    open_preview(watched, address, "es", catalogue)
    assert show(watched, {}, {}).xpath("string(//h2)") == phrases("es").untitled
    assert asked == []
    for text in ("uno", "dos"):
        assert read(show(watched, {}, {"es": text}).find_class("gcm-prose")[0]) == text
    assert len(asked) == 1


@pytest.mark.browser
def test_description_is_shown_even_without_the_library(browser, address, catalogue):
    """Where the library cannot be had, the description stands as it was typed."""
    page = browser.new_page()
    page.route("**/markdown-it.js", lambda route: route.abort())
    open_preview(page, address, "es", catalogue)
    assert read(show(page, {}, {"es": "**uno** <b>"}).find_class("gcm-prose")[0]) == "**uno** <b>"
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_preview_works_from_a_folder(watched, offline, catalogue, lang):
    """Opened from a folder, the record's script, the preview and the library are read from there."""
    watched.goto((offline / {"es": "contribuir.html", "en": "en/contribute.html"}[lang]).as_uri())
    watched.evaluate(PREVIEW, told_in(lang, catalogue))
    for script in ("javascripts/preview.js", f"records/practice/{REAL[0]}.js"):
        watched.add_script_tag(url=(offline / "assets" / script).as_uri())
    data, bodies = watched.evaluate(OF_RECORD)
    shown = show(watched, data, bodies)
    assert "RUEX" in shown.xpath("string(//h2)")
    assert shown.xpath("//p")


@pytest.mark.parametrize("path", sorted(VENDOR.glob("*.js")), ids=lambda path: path.name)
def test_libraries_are_what_their_notes_say(path: Path):
    """Code of others lies here unchanged, with its version, its licence and how it came here beside it."""
    note = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    assert note["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert {"package", "version", "licence", "made"} <= set(note)
    assert path.with_suffix(".LICENSE.txt").read_text("utf-8").count("Copyright") >= 1
