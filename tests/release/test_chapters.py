"""Pages as chapters of books, and which chapters each book has."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from lxml.html import fromstring

from gcm.language.text import LANGS
from gcm.release.chapters import NOWHERE, Inside, build_chapter, inner_html
from gcm.release.hand_written import hand_written_pages
from gcm.release.outlines import outlines
from gcm.site.pages import render_pages
from gcm.views.addresses import SEARCH, Addresses
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


def keys_of(catalogue, written):
    addresses = Addresses(catalogue, written)
    return addresses, {outline.subject: outline for outline in outlines(catalogue, addresses, AnyTitle())}


def test_the_two_volumes_have_every_page_once(catalogue):
    """No page of the site is missing and none comes twice."""
    written = {**WRITTEN, ("editorial-policy",): {"es": "p.md", "en": "p.md"}, ("offline",): {"es": "o.md", "en": "o.md"}}
    addresses, books = keys_of(catalogue, written)
    volumes = [*books["home",].keys, *books["workbook",].keys]
    assert sorted(volumes) == sorted({*addresses.keys, *addresses.hand_written} - {SEARCH})
    assert {key[0] for key in books["workbook",].keys} == {"workbook", "dossier", "sheet"}


def test_a_new_kind_of_page_is_not_lost(catalogue):
    """A page of a kind that no part of the book names stands at its end."""
    _, books = keys_of(catalogue, {**WRITTEN, ("brand-new",): {"es": "n.md", "en": "n.md"}})
    assert books["home",].keys[-1] == ("brand-new",)


def test_each_session_and_each_country_has_a_book(catalogue):
    """Each begins with the page that it is about, and holds every practice of it."""
    addresses, books = keys_of(catalogue, WRITTEN)
    assert {key for key in addresses.keys if key[0] in {"session", "country"}} == books.keys() - {("home",), ("workbook",)}
    for subject, outline in books.items():
        if subject[0] == "country":
            practices = catalogue.by_country.get(subject[1], ())
        elif subject[0] == "session":
            practices = catalogue.by_session.get(subject[1:], ())
        else:
            continue
        assert outline.keys[0] == subject
        assert {("practice", practice.id) for practice in practices} <= set(outline.keys)


def test_a_session_stands_behind_its_forum(catalogue):
    """In the book of the whole the forums are in the order of time, each with its sessions."""
    keys = [key for key in keys_of(catalogue, WRITTEN)[1]["home",].keys if key[0] in {"forum", "session"}]
    wanted = []
    for forum in catalogue.chronology:
        wanted += [("forum", forum.id), *(("session", forum.id, session.id) for session in forum.sessions)]
    assert keys == wanted


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


@pytest.mark.parametrize(
    ("href", "bound"),
    [
        ("../mexico/", '<a href="#country-MX">x</a>'),
        ("../mexico/#a", '<a href="#country-MX.a">x</a>'),
        ("../mexico/#gone", '<a href="#country-MX">x</a>'),
        ("#here", '<a href="#country-PA.here">x</a>'),
        ("#", "x"),
        ("./", "x"),
        ("../chile/#b", '<a href="https://a.example/paises/chile/#b" class="book-site">x</a>'),
        ("../mexico/?q=1", '<a href="https://a.example/paises/mexico/?q=1" class="book-site">x</a>'),
        ("https://b.example/", '<a href="https://b.example/" class="book-outside">x</a>'),
        ("mailto:x", '<a href="mailto:x" class="book-outside">x</a>'),
        ("javascript:x()", "x"),
        ("file:///etc/passwd", "x"),
    ],
)
def test_a_link_leads_into_the_book_or_to_the_site(href, bound):
    """What is in the book is led to there; everything else at its whole address; nothing else is a link."""
    panama = chapter_of(f'<h1>A</h1><p id="here"><a href="{href}">x</a></p>')
    mexico = chapter_of('<h1>B</h1><p id="a">y</p>', ("country", "MX"), "https://a.example/paises/mexico/")
    inside = Inside({chapter.url: chapter for chapter in (panama, mexico)})
    assert inner_html(inside.bind(panama).find("p")) == bound


SHOW_PICTURE = """
from gcm.release.chapters import Inside, build_chapter, inner_html
from gcm.release.epub import as_xml
svg = '<h1>A</h1><svg preserveAspectRatio="none" aria-hidden="true" viewBox="0 0 9 9"></svg>'
chapter = build_chapter(("country", "PA"), "es", svg, "https://a.example/")
print(inner_html(as_xml(Inside({}).bind(chapter)), "xml"))
"""


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
    "link", ['<a href="https://b.example/">https://b.example/</a>', '<a href="https://b.example/" rel="edit">x</a>']
)
def test_an_address_is_printed_only_where_it_says_something(link):
    """On paper the address of another site follows its link, but for one that is its own name, or leads to a file to edit."""
    chapter = chapter_of(f"<h1>A</h1><p>{link}</p>")
    assert Inside({chapter.url: chapter}).bind(chapter).find(".//a").get("class") == "book-site"


def test_without_an_address_of_the_site_a_link_out_of_the_book_is_text():
    """A book never leads to a place that does not exist."""
    chapter = chapter_of('<h1>A</h1><p><a href="../chile/">x</a></p>', url=f"{NOWHERE}paises/panama/")
    assert inner_html(Inside({chapter.url: chapter}).bind(chapter).find("p")) == "x"


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


def test_hand_written_pages_come_without_the_frame(catalogue, tmp_path):
    """What the generator made of them is taken from the site as it was built, whichever form its addresses have."""
    for directory_urls, file in ((True, "about/index.html"), (False, "about.html")):
        path = Path(tmp_path, file)
        path.parent.mkdir(exist_ok=True)
        path.write_text("<body><nav>n</nav><article><h1>Á</h1>\n<p>b &amp; c</p></article></body>", "utf-8")
        addresses = Addresses(catalogue, {("about",): {"es": "about.md", "en": "about.md"}}, directory_urls)
        assert dict(hand_written_pages(tmp_path, addresses, "es")) == {("about",): "<h1>Á</h1>\n<p>b &amp; c</p>"}
