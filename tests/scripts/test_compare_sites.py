"""The list of pages that a change adds, alters or removes, from two small sites."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from support.scripts import load_script
from support.sites import build

compare = load_script("compare_sites")
SITE = "https://example.org/gcm"


def page(title, text="", menu="", description=""):
    """A page as the theme makes it: its own content in an article, the menu around it."""
    return (
        f"<html><head><title>{title} - Sitio</title><meta name=description content='{description}'></head>"
        f"<body><nav>{menu}</nav><main><article><h1>{title}</h1><p>{text}</p></article></main></body></html>"
    )


@pytest.fixture
def sites(tmp_path):
    """A site before and after a change, and a function that writes a file of either."""
    old, new = tmp_path / "old", tmp_path / "new"

    def write(site, name, text):
        path = {"old": old, "new": new}[site] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    for site in ("old", "new"):
        write(site, "index.html", page("Inicio"))
        write(site, "practicas/ruex.html", page("RUEX", "uno"))
        write(site, "assets/gcm.css", "a{}")
        write(site, "assets/search/names.js", "{}")
        write(site, "sitemap.xml", "<urlset/>")
    write.old, write.new = old, new
    write.changes = lambda: compare.compare_sites(compare.read_site(old), compare.read_site(new))
    return write


def test_the_same_twice(sites):
    """Two builds of the same source: nothing is listed, and the report says so."""
    changes = sites.changes()
    assert changes == compare.Changes({}, {}, {}, 0, ())
    assert "no altera ninguna página" in compare.render_changes(changes)


def test_what_is_new_altered_and_gone(sites):
    """Each page stands in its part under its title; the index and the sitemap, which only follow, in none."""
    sites("new", "practicas/nueva.html", page("Nueva"))
    sites("new", "practicas/ruex.html", page("RUEX", "dos"))
    sites("old", "practicas/vieja.html", page("Vieja"))
    sites("new", "assets/search/names.js", "{1}")
    sites("new", "sitemap.xml", "<urlset>1</urlset>")
    sites("new", "assets/gcm.css", "a{color:red}")
    changes = sites.changes()
    assert changes == compare.Changes(
        {"practicas/nueva.html": "Nueva"},
        {"practicas/ruex.html": "RUEX"},
        {"practicas/vieja.html": "Vieja"},
        0,
        ("assets/gcm.css",),
    )


@pytest.mark.parametrize("change", [{"title": "RUEX 2"}, {"text": "dos"}, {"description": "otra"}])
def test_what_a_page_says_itself(sites, change):
    """Title, content and description are the page's own."""
    sites("new", "practicas/ruex.html", page(**{"title": "RUEX", "text": "uno", **change}))
    assert list(sites.changes().altered) == ["practicas/ruex.html"]


def test_a_new_menu_alters_no_page(sites):
    """Where only the frame differs, the page is counted and not listed."""
    sites("new", "index.html", page("Inicio", menu="<a href=nueva>Nueva</a>"))
    changes = sites.changes()
    assert (changes.altered, changes.framed) == ({}, 1)
    assert "Páginas en que cambia solo lo que las rodea (menú, pie, estilos): 1." in compare.render_changes(changes)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", f"{SITE}/"),
        ("practicas/index.html", f"{SITE}/practicas/"),
        ("practicas/ruex.html", f"{SITE}/practicas/ruex/"),
        ("practicas/ruex/index.html", f"{SITE}/practicas/ruex/"),
        ("en/a b)c.html", f"{SITE}/en/a%20b%29c/"),
    ],
)
def test_live_addresses(path, address):
    """A preview's file, of either kind of address, and where that page is published."""
    assert compare.live_address(path, SITE) == compare.live_address(path, f"{SITE}/") == address


def test_links(sites):
    """What is published today can be opened; what is new can not; inside the new site all but the removed are links to files."""
    sites("new", "practicas/nueva.html", page("Nueva"))
    sites("new", "practicas/ruex.html", page("RUEX", "dos"))
    sites("old", "practicas/vieja.html", page("Vieja"))
    links = {}
    for inside in (False, True):
        html = MarkdownIt("commonmark").render(compare.render_changes(sites.changes(), site=SITE, inside=inside))
        links[inside] = lxml_html.fromstring(html).xpath("//a/@href")
    live = [f"{SITE}/practicas/ruex/", f"{SITE}/practicas/vieja/"]
    assert links[False] == live
    assert links[True] == ["practicas/nueva.html", "practicas/ruex.html", *live]


HOSTILE = "</a>]()](x) <script>x</script> `|` **a** @everyone https://evil.example ![x](y)"


def test_hostile_titles_and_names_stay_text(sites):
    """A title cannot bring markup, a link or a picture into the report, nor can the name of a file."""
    name = "practicas/a`b](c) <img src=x>.html"
    sites("new", name, page(HOSTILE.replace("<", "&lt;")))
    for inside in (False, True):
        html = MarkdownIt("commonmark").render(compare.render_changes(sites.changes(), site=SITE, inside=inside))
        read = lxml_html.fromstring(html)
        assert not read.xpath("//script | //img | //strong")
        assert len(read.xpath("//a")) == inside
        assert HOSTILE in read.text_content().replace("\u2060", "")
    assert "@everyone" not in html


def test_no_list_without_end(sites):
    """Past 200 pages the rest is counted, so that GitHub takes the report."""
    for number in range(203):
        sites("new", f"p/{number}.html", page(f"P{number}"))
    report = compare.render_changes(sites.changes())
    assert "(203)" in report
    assert report.count("\n- ") == 201
    assert "y 3 más / and 3 more" in report


def test_the_script(sites, capsys):
    """It prints the report, says where to download, and writes the page that opens from a folder."""
    sites("new", "practicas/nueva.html", page("Nueva"))
    listed = sites.new / "cambios.html"
    arguments = [
        str(sites.old),
        str(sites.new),
        "--site",
        SITE,
        "--page",
        str(listed),
        "--download",
        "https://host.example/run#artifacts",
    ]
    assert compare.main(arguments) == 0
    out = capsys.readouterr().out
    assert "](https://host.example/run#artifacts)" in out
    assert "cambios\\.html" in out
    assert lxml_html.parse(str(listed)).xpath("//a/@href") == ["practicas/nueva.html"]


@pytest.mark.nightly  # every push shows it of the sample, in another folder and another year (release/test_release_command.py)
def test_two_builds_are_the_same(site, tmp_path):
    """Built once more on the same day, nothing of the real site differs: it holds no time of its build or the like."""
    day = int((site / "index.html").stat().st_mtime)
    again = build(tmp_path / "again", SOURCE_DATE_EPOCH=str(day))
    assert compare.compare_sites(compare.read_site(site), compare.read_site(again)) == compare.Changes({}, {}, {}, 0, ())
