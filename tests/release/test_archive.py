"""The zip of the whole site: what is in it, that every link holds, and that its bytes follow from the site alone."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from gcm.release.archive import FOLDER, make_archive, page_count

LOCAL = {"a": "href", "link": "href", "script": "src", "img": "src"}


@pytest.fixture(scope="module")
def archive(packed):
    """The zip, and what was told while it was made."""
    return packed.made, packed.told


@pytest.fixture(scope="module")
def unpacked(packed):
    """The folder that the zip unpacks to."""
    return packed.folder


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@cache
def parse(path: Path):
    return lxml_html.fromstring(path.read_text("utf-8"))


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(parse(path).xpath("//@id"))


def test_every_page_of_our_list_is_in_it(archive, unpacked, folder_site):
    """The pages are those of the addresses, in both languages, neither more nor fewer."""
    addresses = folder_site.site.addresses
    keys = {*addresses.keys, *addresses.hand_written}
    wanted = {addresses.url(key, lang) for key in keys for lang in ("es", "en")}
    assert {path.relative_to(unpacked).as_posix() for path in pages_of(unpacked)} == wanted
    assert archive[0].pages == page_count(addresses) == len(wanted) == 2 * len(keys)


def test_nothing_is_in_it_that_only_a_server_or_a_developer_reads(unpacked):
    """No maps of scripts, no sitemap, no page for errors; the Word and calendar files are there."""
    endings = {path.suffix for path in unpacked.rglob("*") if path.is_file()}
    assert not endings & {".map", ".gz", ".webmanifest"}
    assert not [path for path in unpacked.rglob("*") if path.name in ("404.html", "sitemap.xml", "worker.js", "files.json")]
    assert {".docx", ".ics", ".js", ".css"} <= endings


def test_no_link_is_dead(unpacked):
    """Every link leads to a file of the folder and to an anchor that is there; addresses of the web are only ever links."""
    broken = []
    for path in pages_of(unpacked):
        for element in parse(path).iter(*LOCAL):
            href = element.get(LOCAL[element.tag]) or ""
            parts = urlsplit(urljoin(path.as_uri(), href))
            if not href or parts.scheme == "mailto":
                continue
            if parts.scheme in ("http", "https"):
                assert element.tag == "a", (path, href)
                continue
            target = Path(unquote(parts.path))
            lost = parts.fragment and target.suffix == ".html" and target.is_file() and parts.fragment not in anchors(target)
            if parts.scheme != "file" or not target.is_file() or lost:
                broken.append((path.relative_to(unpacked).as_posix(), href))
    assert broken == []


def test_a_style_needs_nothing_that_is_not_there(unpacked):
    """What a style sheet names is in the folder too, or in the sheet itself."""
    for style in unpacked.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", style.read_text("utf-8")):
            assert address.startswith(("data:", "#")) or (style.parent / address.partition("#")[0]).is_file(), (style, address)


def test_no_page_claims_an_address_of_its_own(unpacked):
    """In a folder there is no canonical address, and no alternate one to be asked for."""
    for path in pages_of(unpacked):
        assert parse(path).xpath("//head/link[normalize-space(@rel)='canonical' or normalize-space(@rel)='alternate']") == []


def test_a_citation_names_the_published_page(unpacked):
    """Who cites from a folder names the page on the web, whose address has no file in it."""
    page = (unpacked / "practicas" / "registro-unico-de-extranjeria-ruex.html").read_text("utf-8")
    assert "https://example.org/practicas/registro-unico-de-extranjeria-ruex/" in page
    assert "example.org/practicas/registro-unico-de-extranjeria-ruex.html" not in page


@pytest.mark.parametrize(("name", "words"), [("LEEME.txt", "haga doble clic"), ("README.txt", "double-click")])
def test_it_says_how_it_is_opened(unpacked, name, words, folder_site):
    """On Windows, from a USB stick and on Android, in each language, in a form that Windows' oldest editor shows."""
    raw = (unpacked / name).read_bytes()
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n")
    assert words in text
    assert "{" not in text
    assert {"WINDOWS", "ANDROID"} <= set(text.splitlines())
    assert str(page_count(folder_site.site.addresses)) in text
    for each in re.findall(r'"((?:en/)?index\.html)"', text):
        assert (unpacked / each).is_file()


def test_every_file_is_of_one_day_and_for_everybody(archive, folder_site):
    """Entries are sorted, carry the release's day, and may be read by all and run by none; nothing leaves the folder."""
    day = folder_site.site.built_on
    with zipfile.ZipFile(archive[0].path) as packed:
        entries = packed.infolist()
        assert packed.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert all(name.startswith(f"{FOLDER}/") and ".." not in name for name in names)
    assert {entry.date_time for entry in entries} == {(day.year, day.month, day.day, 0, 0, 0)}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}


def test_the_same_site_gives_the_same_bytes(archive, folder_site, tmp_path):
    """Wherever the site lies and whenever its files were written."""
    copy = tmp_path / "elsewhere"
    for path in sorted(folder_site.folder.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(folder_site.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (again,) = make_archive(copy, folder_site.site, tmp_path, lambda *_: None)
    assert again.path.read_bytes() == archive[0].path.read_bytes()


def test_it_tells_how_far_it_is(archive):
    """Each file is told, with how many there are."""
    told = archive[1]
    assert [done for done, *_ in told] == list(range(1, len(told) + 1))
    assert {total for _, total, _ in told} == {len(told)}
