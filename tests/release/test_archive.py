"""The zip of the whole site: what is in it, that every link holds, and that its bytes follow from the site alone."""

from __future__ import annotations

import re
import zipfile
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from gcm.language.text import LANGS, other
from gcm.release.archive import FOLDER, make_archive, page_count
from gcm.views.release_list import release_phrases

LOCAL = {"a": "href", "link": "href", "script": "src", "img": "src"}


@pytest.fixture(scope="module")
def archive(pack, given):
    """The zip, and what was told while it was made."""
    packed = pack(given)
    return packed.made, packed.told


@pytest.fixture(scope="module")
def unpacked(pack, given):
    """The folder that the zip unpacks to."""
    return pack(given).folder


@pytest.fixture(scope="module", params=["es", "en"])
def of_one(request, given, tmp_path_factory):
    """The zip of one language: that language, what the list says of it, and the folder beside which it is unpacked."""
    folder = tmp_path_factory.mktemp(request.param)
    (made,) = make_archive(given.folder, given.site, (request.param,), folder, lambda *_: None)
    with zipfile.ZipFile(made.path) as packed:
        packed.extractall(folder / "unpacked ñ")
    return request.param, made, folder / "unpacked ñ"


def pages_of(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@cache
def parse(path: Path):
    return lxml_html.fromstring(path.read_text("utf-8"))


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(parse(path).xpath("//@id"))


def test_every_page_of_our_list_is_in_it(archive, unpacked, given):
    """The pages are those of the addresses, in both languages, neither more nor fewer."""
    addresses = given.site.addresses
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
    assert broken_links(unpacked.parent) == []


def broken_links(folder: Path) -> list[tuple[str, str]]:
    broken = []
    for path in pages_of(folder):
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
                broken.append((path.relative_to(folder).as_posix(), href))
    return broken


def test_the_zip_of_a_language_has_its_pages_and_no_way_to_others(of_one, given):
    """Its pages and what they need; no switch, and no link that leads to what is not there."""
    lang, made, folder = of_one
    addresses = given.site.addresses
    wanted = {addresses.url(key, lang) for key in {*addresses.keys, *addresses.hand_written}}
    assert {path.relative_to(folder / FOLDER).as_posix() for path in pages_of(folder / FOLDER)} == wanted
    assert (made.lang, made.pages) == (lang, len(wanted))
    assert broken_links(folder) == []
    assert not [path for path in pages_of(folder) if parse(path).xpath("//a[@hreflang]")]
    (search,) = parse(folder / FOLDER / addresses.url(("search",), lang)).xpath("//@data-other")
    assert search == given.site.published(("search",), other(lang))
    assert made.path.stat().st_size < 0.8 * sum(path.stat().st_size for path in given.folder.rglob("*") if path.is_file())


def test_the_zip_of_a_language_speaks_no_other(of_one):
    """Beside one folder lies the file that opens it; how that is done is told in that language alone."""
    lang, _, folder = of_one
    t, absent = release_phrases(lang), release_phrases(other(lang))
    assert {path.name for path in folder.iterdir()} == {FOLDER, t.zip_start}
    assert (folder / FOLDER / t.zip_readme).is_file()
    assert not (folder / FOLDER / absent.zip_readme).exists()
    assert absent[f"language_{other(lang)}"] not in (folder / FOLDER / t.zip_readme).read_text("utf-8-sig")


def test_the_zip_of_both_opens_in_either(unpacked):
    """Two files beside one folder."""
    assert {path.name for path in unpacked.parent.iterdir()} == {FOLDER, "ABRIR-AQUI.html", "START-HERE.html"}


def test_a_style_needs_nothing_that_is_not_there(unpacked):
    """What a style sheet names is in the folder too, or in the sheet itself."""
    for style in unpacked.rglob("*.css"):
        for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", style.read_text("utf-8")):
            assert address.startswith(("data:", "#")) or (style.parent / address.partition("#")[0]).is_file(), (style, address)


def test_no_page_claims_an_address_of_its_own(unpacked):
    """In a folder there is no canonical address, and no alternate one to be asked for."""
    for path in pages_of(unpacked):
        assert parse(path).xpath("//head/link[normalize-space(@rel)='canonical' or normalize-space(@rel)='alternate']") == []


def test_a_citation_names_the_published_page(unpacked, given):
    """Who cites from a folder names the page on the web, whose address has no file in it."""
    for practice in given.site.catalogue.practices.values():
        page = (unpacked / "practicas" / f"{practice.slug_in('es')}.html").read_text("utf-8")
        assert f"https://example.org/practicas/{practice.slug_in('es')}/" in page
        assert f"example.org/practicas/{practice.slug_in('es')}.html" not in page


@pytest.mark.parametrize(
    ("lang", "name", "words"), [("es", "LEEME.txt", "haga doble clic"), ("en", "README.txt", "double-click")]
)
def test_it_says_how_it_is_opened(unpacked, lang, name, words, given):
    """On Windows, from a USB stick and on Android, in each language, in a form that Windows' oldest editor shows."""
    raw = (unpacked / name).read_bytes()
    text = raw.decode("utf-8-sig")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert text.count("\r\n") == text.count("\n")
    assert words in text
    assert "{" not in text
    assert {"WINDOWS", {"es": "MAC Y LINUX", "en": "MAC AND LINUX"}[lang]} <= set(text.splitlines())
    assert any(line.startswith("ANDROID, IPHONE ") for line in text.splitlines())
    assert str(page_count(given.site.addresses)) in text
    assert (unpacked.parent / release_phrases(lang).zip_start).is_file()
    assert release_phrases(lang).zip_start in text


def test_every_file_is_of_one_day_and_for_everybody(archive, given):
    """Entries are sorted, carry the release's day, and may be read by all and run by none; nothing leaves the folder."""
    day = given.site.built_on
    with zipfile.ZipFile(archive[0].path) as packed:
        entries = packed.infolist()
        assert packed.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    beside = {release_phrases(lang).zip_start for lang in LANGS}
    assert all((name.startswith(f"{FOLDER}/") or name in beside) and ".." not in name for name in names)
    assert {entry.date_time for entry in entries} == {(day.year, day.month, day.day, 0, 0, 0)}
    assert {(entry.external_attr >> 16, entry.create_system) for entry in entries} == {(0o100644, 3)}


def test_the_same_site_gives_the_same_bytes(archive, given, tmp_path):
    """Wherever the site lies and whenever its files were written."""
    copy = tmp_path / "elsewhere"
    for path in sorted(given.folder.rglob("*"), reverse=True):
        if path.is_file():
            target = copy / path.relative_to(given.folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (again,) = make_archive(copy, given.site, LANGS, tmp_path, lambda *_: None)
    assert again.path.read_bytes() == archive[0].path.read_bytes()


def test_it_tells_how_far_it_is(archive):
    """Each file is told, with how many there are."""
    told = archive[1]
    assert [done for done, *_ in told] == list(range(1, len(told) + 1))
    assert {total for _, total, _ in told} == {len(told)}
