"""No address is lost in silence: the real site against the list, and what stands at addresses that moved or were withdrawn."""

from __future__ import annotations

import re
import shutil

import pytest
from lxml import html as lxml_html

from gcm.catalogue.address_list import addresses_in, page_of, read_addresses
from gcm.site.built_addresses import built_addresses
from support.moved_site import make_moved
from support.paths import ROOT
from support.scripts import load_script


@pytest.fixture(scope="module")
def moved(once):
    """The sites before and after their records were renamed; made once a run."""
    once.value("moved", make_moved)
    return once.folder("moved")


def check(site, root, *options):
    """The exit code of the check, as continuous integration runs it."""
    return load_script("check_addresses").main([str(site), "--root", str(root), "--lang", "en", *options])


def test_the_site_has_every_address_that_it_had(site, capsys):
    """Pages, anchors, the explorer's queries and files: none is lost unless records/moved.yaml says where it is."""
    assert check(site, ROOT) == 0, capsys.readouterr().out


@pytest.mark.nightly
def test_the_list_is_complete(site):
    """What is published is in the list, or it could be lost unseen; a contributor need not know, so it is asked at night."""
    assert check(site, ROOT, "--complete") == 0, "uv run poe build && uv run python scripts/check_addresses.py site --add"


def test_a_folder_has_the_same_addresses(site, offline):
    """What is opened from a folder has the same pages and anchors, under names of files."""
    files = {address for address in built_addresses(site) if "." in page_of(address)}
    assert built_addresses(site) - files <= built_addresses(offline)


def test_nothing_is_lost_where_moves_are_told(moved, capsys):
    """A record renamed, a slug changed, an item renamed, a record withdrawn: each old address leads on; before, all are there."""
    assert check(moved / "before", moved / "checkout") == 0, capsys.readouterr().out
    assert check(moved / "online", moved / "checkout") == 0, capsys.readouterr().out
    assert check(moved / "folder", moved / "checkout") == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "line",
    [
        "en/roadmaps/sample-roadmap/",
        "hojas-de-ruta/hoja-de-muestra/#item-1",
        "explorar/?forum=foro-de-muestra",
        "foros/foro-de-muestra/",
    ],
)
def test_what_is_not_told_is_lost(moved, tmp_path, line, capsys):
    """Without its line in moved.yaml an address is told as lost, with what to write."""
    (tmp_path / "records").mkdir()
    for name in ("docs", "records/practices", "records/forums", "records/roadmaps", "records/addresses.txt"):
        (tmp_path / name).symlink_to(moved / "checkout" / name)
    text = (moved / "checkout/records/moved.yaml").read_text("utf-8")
    kept = [each for each in text.splitlines(keepends=True) if not each.strip().startswith(f"{line}:")]
    (tmp_path / "records/moved.yaml").write_text("".join(kept), "utf-8")
    site = shutil.copytree(moved / "online", tmp_path / "site")
    for name in ("explorar", "hojas-de-ruta/hoja-de-muestra"):
        page = site / name / "index.html"
        page.write_text(re.sub(r" data-moves='[^']*'", "", page.read_text("utf-8")), "utf-8")
    assert check(site, tmp_path) == 1
    assert line in capsys.readouterr().out


def test_new_addresses_are_added_and_none_is_taken_out(moved, tmp_path, capsys):
    """`--complete` takes an address that is not listed for a fault; `--add` lists it and keeps all others."""
    records, data = tmp_path / "records", tmp_path / "gcm" / "data"
    records.mkdir()
    data.mkdir(parents=True)
    (data / "slugs.yaml").write_text("# Head.\n", "utf-8")
    (records / "addresses.txt").write_text("practicas/de-antes/ #enlaces\n", "utf-8")
    for name in ("docs", "records/practices", "records/forums", "records/roadmaps"):
        (tmp_path / name).symlink_to(moved / "checkout" / name)
    (records / "moved.yaml").write_text("withdrawn: [{addresses: [practicas/de-antes/], reason: {es: No, en: No}}]\n", "utf-8")
    check(moved / "online", tmp_path, "--add")
    listed = set(addresses_in((records / "addresses.txt").read_text("utf-8")))
    assert listed == built_addresses(moved / "online") | {"practicas/de-antes/", "practicas/de-antes/#enlaces"}
    assert "# Head." in (data / "slugs.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("practicas/registro-de-muestra", "practicas/registro-nuevo"),
        ("en/practices/registro-de-muestra", "en/practices/registro-nuevo"),
        ("en/roadmaps/sample-roadmap", "en/roadmaps/roadmap-one"),
        ("en/roadmaps/sample-roadmap/annex", "en/roadmaps/roadmap-one/annex"),
        ("foros/foro-de-muestra/sesion-1", "foros/primer-foro/sesion-1"),
    ],
)
@pytest.mark.parametrize("kind", ["online", "folder"])
def test_a_page_leads_on(moved, kind, old, new):
    """The small page at the old address links to the new one, names it as the right one, and has no script in it."""
    ending = "/index.html" if kind == "online" else ".html"
    path = moved / kind / f"{old}{ending}"
    page = lxml_html.fromstring(path.read_text("utf-8"))
    link = page.xpath("//article//a/@href")[0]
    target = (path.parent / link / ("index.html" if kind == "online" else "")).resolve()
    assert target == (moved / kind / f"{new}{ending}").resolve()
    assert target.is_file()
    assert page.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/{new}/"]
    assert page.xpath("//noscript/meta[@http-equiv='refresh']/@content") == [f"0; url={link}"]
    assert all((path.parent / src).resolve().is_file() for src in page.xpath("//script/@src | //link[@rel='stylesheet']/@href"))
    assert page.xpath("//script[not(@src)]") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("foros/foro-de-muestra/foros-foro-de-muestra.ics", "foros/primer-foro/foros-primer-foro.ics"),
        ("en/roadmaps/sample-roadmap/annex/sample-roadmap-annex.docx", "en/roadmaps/roadmap-one/annex/roadmap-one-annex.docx"),
    ],
)
def test_a_file_lies_at_its_old_address_too(moved, old, new):
    """Somebody subscribed to a calendar or linked to a Word file: no page could lead on from there."""
    assert (moved / "online" / old).read_bytes() == (moved / "online" / new).read_bytes()


@pytest.mark.parametrize(
    ("path", "lang", "words"),
    [
        ("practicas/buzon", "es", ["Esta página se retiró", "La ficha repetía <otra> «ficha».", "En su lugar"]),
        ("en/practices/buzon", "en", ["This page was withdrawn", "The record repeated another one.", "instead"]),
    ],
)
def test_a_withdrawn_page_says_why(moved, path, lang, words):
    """In its own language, with the reason, and the way on: what to read instead, the list, the home page."""
    page = lxml_html.fromstring((moved / "online" / path / "index.html").read_text("utf-8"))
    assert page.get("lang") == lang
    assert all(each in page.text_content() for each in words)
    links = [(moved / "online" / path / href / "index.html").resolve() for href in page.xpath("//article//a/@href")]
    assert len(links) == 3
    assert all(link.is_file() for link in links)


def test_no_page_of_today_is_altered_without_need(moved):
    """Only pages that something moved from, or within, have the script."""
    online = moved / "online"
    altered = {
        path.relative_to(online).as_posix() for path in online.rglob("*.html") if "data-moves=" in path.read_text("utf-8")
    }
    assert altered == {
        "en/explore/index.html",
        "explorar/index.html",
        "en/themes/index.html",
        "temas/index.html",
        "en/roadmaps/sample-roadmap/index.html",
        "hojas-de-ruta/hoja-de-muestra/index.html",
    }


def test_the_list_is_in_order():
    """The list of the repository is as the script writes it, so that two changes to it seldom meet."""
    text = (ROOT / "records" / "addresses.txt").read_text("utf-8")
    assert load_script("check_addresses").list_of(read_addresses(ROOT / "records")) == text
