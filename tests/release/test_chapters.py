"""Pages as chapters of books, and which chapters each book has."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from lxml.html import fromstring

from gcm.language.phrases import phrases
from gcm.language.text import LANGS
from gcm.release.chapters import build_chapter
from gcm.release.links import ChapterIndex, led_to
from gcm.release.outlines import SHEETS, VOLUMES, Outline, Part, books_about, cut, whole
from gcm.site.pages import render_pages
from gcm.views.addresses import Addresses
from support.books import NAMES, ROOT_URL
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

PAGE = "https://a.example/paises/panama/"


def chapter_of(html, key=("country", "PA"), url=PAGE):
    return build_chapter(key, "es", html, url)


class AnyTitle(dict):
    """A title for each page that is asked for."""

    def __missing__(self, key):
        return "-".join(key)


def planned(catalogue, written):
    """Addresses, the volumes, and the books about something by what they are about."""
    addresses, t = Addresses(catalogue, written), phrases("es")
    about = {outline.subject: outline for outline in books_about(catalogue, AnyTitle(), t)}
    return addresses, list(whole(catalogue, addresses, AnyTitle(), t)), about


def test_the_volumes_have_every_page_that_is_read_once(catalogue):
    """No page of the site is missing but those of the kinds that are left out, and none comes twice."""
    written = {**WRITTEN, ("editorial-policy",): {"es": "p.md", "en": "p.md"}, ("offline",): {"es": "o.md", "en": "o.md"}}
    addresses, volumes, _ = planned(catalogue, written)
    every = [key for volume in volumes for key in volume.keys]
    pages = {*addresses.keys, *addresses.hand_written}
    assert sorted(every) == sorted(key for key in pages if key[0] not in VOLUMES["left_out"])
    assert {key[0] for key in pages} >= {"offline", "search", "explorer"}
    assert {key[0] for volume in volumes if volume.kind == "papers" for key in volume.keys} == {"workbook", "dossier", "sheet"}
    assert ("contribute",) not in [key for volume in volumes if volume.kind != "guide" for key in volume.keys]


def test_a_new_kind_of_page_is_not_lost(catalogue):
    """A page of a kind that no volume names stands at the end of the last one that is read."""
    _, volumes, _ = planned(catalogue, {**WRITTEN, ("brand-new",): {"es": "n.md", "en": "n.md"}})
    assert [volume for volume in volumes if volume.kind == "book"][-1].keys[-1] == ("brand-new",)


def test_a_practice_stands_behind_its_country(catalogue):
    """If it has one; those of several countries, and of none, have parts of their own."""
    _, (first, *_), _ = planned(catalogue, WRITTEN)
    parts = {part.name: part.keys for part in first.parts}
    for practice in catalogue.practices.values():
        country = practice.countries[0] if practice.countries else ""
        part = {0: "Organizaciones", 1: f"country-{country}"}.get(len(practice.countries), "Varios países")
        assert ("practice", practice.id) in parts[part]


@pytest.mark.parametrize("practices", [1, 60, 500, 2000])
def test_a_volume_that_is_too_long_is_cut(practices):
    """At any number of practices: none has more sheets than it may, all are about as long, and nothing is lost or turned round."""
    units = tuple(((("practice", f"{number:04}"),)) for number in range(practices))
    parts = tuple(Part(f"country {first}", units[first : first + 50]) for first in range(0, practices, 50))
    lengths = {unit: 1 + int(unit[0][1]) % 7 for unit in units}
    pieces = list(cut(Outline("book", "Prácticas", (), parts), lengths.__getitem__))
    assert [unit for piece in pieces for part in piece.parts for unit in part.units] == list(units)
    sheets = [sum(lengths[unit] for part in piece.parts for unit in part.units) for piece in pieces]
    assert all(taken + 2 + len(piece.keys) / 30 <= SHEETS for taken, piece in zip(sheets, pieces, strict=True))
    assert len(pieces) <= 1 + sum(lengths.values()) // (0.9 * SHEETS)
    assert max(sheets) - min(sheets) < 0.25 * SHEETS


def test_each_session_and_each_country_has_a_book(catalogue):
    """Each begins with the page that it is about, and holds every practice of it."""
    addresses, _, books = planned(catalogue, WRITTEN)
    assert {key for key in addresses.keys if key[0] in {"session", "country"}} == books.keys()
    for subject, outline in books.items():
        if subject[0] == "country":
            practices = catalogue.by_country.get(subject[1], ())
        else:
            practices = catalogue.by_session.get(subject[1:], ())
        assert outline.keys[0] == subject
        assert {("practice", practice.id) for practice in practices} <= set(outline.keys)


def test_a_session_stands_behind_its_forum(catalogue):
    """The forums are in the order of time, each with its sessions."""
    keys = [key for volume in planned(catalogue, WRITTEN)[1] for key in volume.keys if key[0] in {"forum", "session"}]
    wanted = []
    for forum in catalogue.chronology:
        wanted += [("forum", forum.id), *(("session", forum.id, session.id) for session in forum.sessions)]
    assert keys == wanted


def test_pages_that_are_short_flow(catalogue):
    """Several stand on a sheet, but not so many together that no cut could be made."""
    _, volumes, _ = planned(catalogue, WRITTEN)
    units = [unit for volume in volumes for part in volume.parts for unit in part.units]
    assert {key[0] for unit in units if len(unit) > 1 for key in unit} <= set(VOLUMES["flowing"])
    assert max(map(len, units)) <= 40


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<h1>A</h1><form><p>x</p></form>", "<h1>A</h1>"),
        ("<h1>A</h1><p hidden>x</p><button>y</button>z", "<h1>A</h1>z"),
        ('<p class="gcm-path"><a href="..">x</a></p><h1>A</h1>', "<h1>A</h1>"),
        ('<h1>A</h1><p class="gcm-invitation">x</p>', "<h1>A</h1>"),
        (
            '<h1>A</h1><p class="gcm-meter"><meter value="3"></meter> <span>3 %</span></p>',
            '<h1>A</h1><p class="gcm-meter"> <span>3 %</span></p>',
        ),
        ("<h1>A</h1><h2>B</h2><form></form><h2>C</h2><p>c</p>", "<h1>A</h1><h2>C</h2><p>c</p>"),
        ("<h1>A</h1><h2>B</h2><h3>C</h3><form></form>", "<h1>A</h1>"),
        ("<h1>A</h1><p><input></p><p>b</p>", "<h1>A</h1><p>b</p>"),
        ("<h1>A</h1><h4>B</h4><p>b</p><h6>C</h6><p>c</p>", "<h1>A</h1><h2>B</h2><p>b</p><h3>C</h3><p>c</p>"),
        ("<h1>A</h1><details open><summary>B</summary>b</details>", '<h1>A</h1><div><p class="gcm-fold">B</p>b</div>'),
        ('<h1>A</h1><p style="color: red" onclick="x()" data-x="1" tabindex="0">b</p>', "<h1>A</h1><p>b</p>"),
        ("<h1>A</h1><p>a\x0bb</p>", "<h1>A</h1><p>a\ufffdb</p>"),
        ('<h1>A</h1><p class="gcm-explorer-download">x</p><label class="gcm-explorer-sort">y</label>', "<h1>A</h1>"),
    ],
)
def test_what_only_a_screen_can_use_falls_away(html, kept):
    """Forms, buttons, what is hidden, and headings of nothing; levels of headings follow each other."""
    assert chapter_of(html).html == kept


def test_a_citation_is_for_people():
    """Of the forms in which a page can be cited only the sentence is in a book; other texts to copy stay."""
    forms = "<details><summary>APA</summary><pre><code>Site. A &lt;b></code></pre></details><details><summary>BibTeX</summary><pre>@misc</pre></details>"
    chapter = chapter_of(f'<h1>A</h1><div class="gcm-snippets">{forms}</div>')
    assert chapter.html == '<h1>A</h1><p class="gcm-snippets">Site. A &lt;b&gt;</p>'
    others = "<details><summary>x</summary><pre>1</pre></details><details><summary>y</summary><pre>2</pre></details>"
    assert "<pre>2</pre>" in chapter_of(f'<h1>A</h1><div class="gcm-snippets">{others}</div>').html


def test_a_picture_says_what_it_is_and_leads_nowhere():
    """Its name is that which the page gives it, and its colours come along; what is hidden from listeners has none."""
    svg = '<svg role="group" viewBox="0 0 1 1" aria-labelledby="n"><a href="/x"><title>t</title><use href="#p"/></a><a href="/y"><text>y</text></a></svg>'
    picture = fromstring(chapter_of(f'<h1>A</h1><p id="n">The <b>map</b></p>{svg}').html).find(".//svg")
    assert picture.findtext("title") == "The map"
    assert ".gcm-shade-1" in picture.findtext("style")
    assert picture.find(".//a") is None
    assert [text.text for text in picture.iter("text")] == ["y", "y"]
    assert picture.get("role") == "img"
    assert fromstring(chapter_of('<h1>A</h1><svg aria-hidden="true"></svg>').html).find(".//title") is None


SEEN = '<span class="book-ref" title="country-MX"></span>'


@pytest.mark.parametrize(
    ("href", "bound"),
    [
        ("../mexico/", f'<a href="book:country-MX">text</a>{SEEN}'),
        ("../mexico/#a", f'<a href="book:country-MX.a">text</a>{SEEN}'),
        ("../mexico/#gone", f'<a href="book:country-MX">text</a>{SEEN}'),
        ("#here", '<a href="book:country-PA.here">text</a>'),
        ("#", "text"),
        ("./", "text"),
        ("../chile/#b", "text"),
        ("../mexico/?q=1", "text"),
        ("https://b.example/", '<a href="https://b.example/" class="book-outside">text</a>'),
        ("mailto:x", '<a href="mailto:x" class="book-outside">text</a>'),
        ("javascript:x()", "text"),
        ("file:///etc/passwd", "text"),
    ],
)
def test_a_link_leads_to_what_can_be_read(href, bound):
    """To a page of some volume, with a reference to it, or to a published address elsewhere; a page for screens is not led to."""
    panama = chapter_of(f'<h1>A</h1><p id="here">x <a href="{href}">text</a></p>')
    mexico = chapter_of('<h1>B</h1><p id="a">y</p>', ("country", "MX"), "https://a.example/paises/mexico/")
    assert ChapterIndex.of((panama, mexico)).bind(panama).html == f'<h1>A</h1><p id="country-PA.here">x {bound}</p>'


def test_a_text_that_looks_like_a_link_leads_nowhere():
    """A record may say how a link is written; a book of which it is part is made all the same."""
    mexico = chapter_of("<h1>B</h1>", ("country", "MX"), "https://a.example/paises/mexico/")
    panama = chapter_of(
        '<h1>A</h1><p>href="book:gone" &lt;a href="book:gone"&gt; <a title="&quot;" href="../mexico/">text</a></p>'
    )
    index = ChapterIndex.of((panama, mexico))
    assert led_to([index.bind(panama)], {"country-MX", "country-PA"}) == {"country-MX"}


@pytest.mark.parametrize(
    ("html", "bound"),
    [
        ('<p><a href="../x/">a</a> · <a href="../y/">b</a></p><p>c</p>', "<p>c</p>"),
        ('<h2>B</h2><p><a href="../x/">a</a></p><h2>C</h2><p>c</p>', "<h2>C</h2><p>c</p>"),
        ('<p><a href="../x/">a</a> c</p>', "<p>a c</p>"),
        (
            '<p><a href="../mexico/">México</a>, <a href="../mexico/">México</a></p>',
            f'<p><a href="book:country-MX">México</a>{SEEN}, <a href="book:country-MX">México</a></p>',
        ),
        ('<p><a href="../mexico/">7</a></p>', '<p><a href="book:country-MX">7</a></p>'),
        (
            '<p class="gcm-card-tail"><a href="../mexico/">México</a></p>',
            '<p class="gcm-card-tail"><a href="book:country-MX">México</a></p>',
        ),
    ],
)
def test_references_are_where_they_help(html, bound):
    """At the first link to each page, where there is room; a line that only leads to pages for screens is not there."""
    mexico = chapter_of("<h1>B</h1>", ("country", "MX"), "https://a.example/paises/mexico/")
    panama = chapter_of(f"<h1>A</h1>{html}")
    assert ChapterIndex.of((panama, mexico)).bind(panama).html == f"<h1>A</h1>{bound}"


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (
            "<h1>A</h1><h2>Información pendiente: ¿la conoce?</h2><p>x</p><h3>y</h3><p>z</p><h2>C</h2><p>c</p>",
            "<h1>A</h1><h2>C</h2><p>c</p>",
        ),
        ("<h1>A</h1><h2>Sin registrar todavía</h2><p>x</p><ul><li>y</li></ul>", "<h1>A</h1>"),
        ('<h1>A</h1><h2>B</h2><p class="gcm-empty">Nada.</p><h2>C</h2><p>c</p>', "<h1>A</h1><h2>C</h2><p>c</p>"),
        (
            "<h1>A</h1><dl><div><dt>Archivo</dt><dd>x</dd></div><div><dt>B</dt><dd>b</dd></div></dl>",
            "<h1>A</h1><dl><div><dt>B</dt><dd>b</dd></div></dl>",
        ),
        ("<h1>A</h1><h2>B</h2><dl><div><dt>Archivo</dt><dd>x</dd></div></dl>", "<h1>A</h1>"),
        ('<h1>A</h1><p>b <a href="#cite-1">↩</a></p>', "<h1>A</h1><p>b </p>"),
    ],
)
def test_what_is_not_for_readers_falls_away(html, kept):
    """What is said to who looks after the site, and what says that there is nothing."""
    assert chapter_of(html).html == kept


def test_room_to_write_says_where_nothing_is_recorded():
    """In working papers that is an answer."""
    html = '<h1>A</h1><p class="gcm-empty">Nada.</p>'
    assert chapter_of(html, ("dossier", "PA")).html == html


def test_sources_become_numbered_notes():
    """Below those that the page numbers itself; a document is named in full where it is cited first."""
    cite = '<span class="gcm-sources">[<a href="../f/#p1" title="Informe (l. 3 del texto)">I, p. 1</a>; <a href="#ref-1">1</a>]</span>'
    again = '<span class="gcm-sources">[<a href="../f/#p2" title="Informe (l. 9 del texto)">I, p. 2</a>; <a href="../f/#p1" title="Informe (l. 4–5 del texto)">I, p. 1</a>]</span>'
    listed = '<h2>Fuentes</h2><ol class="gcm-lines"><li id="ref-1">s</li></ol>'
    html = chapter_of(f"<h1>A</h1><p>a {cite}</p><p>b {again}</p>{listed}").html
    assert [link.text for link in fromstring(html).xpath("//p//a")] == ["2", "1", "3", "2"]
    notes = [" ".join(note.text_content().split()) for note in fromstring(html).iter("li")]
    assert notes == ["s", "I, p. 1 – Informe", "I, p. 2"]
    alone = chapter_of(f"<h1>A</h1><p>a {cite.replace('#ref-1', '../f/#p3')}</p>").html
    assert '<h2 id="country-PA.book-notes">Notas</h2>' in alone


SHOW_PICTURE = """
from lxml.html import fragment_fromstring
from gcm.release.chapters import build_chapter, inner_html
from gcm.release.epub import as_xml
svg = '<h1>A</h1><svg preserveAspectRatio="none" aria-hidden="true" viewBox="0 0 9 9"></svg>'
chapter = build_chapter(("country", "PA"), "es", svg, "https://a.example/")
print(inner_html(as_xml(fragment_fromstring(chapter.html, create_parent=True)), "xml"))
"""


@pytest.mark.nightly  # with each push the release command shows it of one order (test_release_command.py)
def test_a_picture_is_written_the_same_whatever_the_order_of_sets():
    """Its attributes keep their order, and are spelt as XML wants them."""
    pytest.importorskip("ebooklib")
    command = [sys.executable, "-c", SHOW_PICTURE]
    shown = {
        subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": str(seed)}, check=True, capture_output=True, text=True
        ).stdout
        for seed in range(6)
    }
    assert len(shown) == 1
    assert re.search(r'preserveAspectRatio="none".*viewBox="0 0 9 9"', shown.pop())


@pytest.mark.parametrize(
    ("link", "bound"),
    [
        (
            '<a href="https://b.example/">https://b.example/</a>',
            '<a href="https://b.example/" class="book-site">https://b.example/</a>',
        ),
        ('<a href="https://b.example/" rel="edit">x</a>', "x"),
    ],
)
def test_an_address_is_printed_only_where_it_says_something(link, bound):
    """On paper the address of another site follows its link, but for one that is its own name; a file to edit is not led to."""
    chapter = chapter_of(f"<h1>A</h1><p>y {link}</p>")
    assert ChapterIndex.of((chapter,)).bind(chapter).html == f"<h1>A</h1><p>y {bound}</p>"


@pytest.mark.parametrize("lang", LANGS)
def test_every_part_of_a_picture_is_painted(catalogue, lang):
    """A new kind of picture would be black on paper: each class in one is named where they are painted."""
    painted = set(re.findall(r"\.([\w-]+)", (ROOT / "gcm/release/pictures.css").read_text("utf-8")))
    site = site_of(catalogue, WRITTEN, root=ROOT_URL, names=NAMES)
    classes = set()
    for page in render_pages(site, lang):
        if "<svg" in page.html:
            classes.update(
                *(
                    value.split()
                    for value in fromstring(f"<div>{page.html}</div>").xpath("//svg/*/descendant-or-self::*/@class")
                )
            )
    assert classes
    assert classes - painted == set()
