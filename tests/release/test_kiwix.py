"""ZIM files: the pages of our own list, valid for the checker, and read in Kiwix' own server with a browser."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from urllib.error import URLError

import pytest
import yaml
from playwright.sync_api import expect

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import LANGS
from gcm.site.documents import hand_written_sources
from gcm.views.addresses import PREFIX, SEARCH, Addresses
from gcm.views.site import Site
from support.body_words import body_words
from support.moved_site import make_moved
from support.paths import ROOT
from support.programs import program, release_group

release_group()

from libzim.reader import Archive  # noqa: E402  (only those who release have it)
from libzim.search import Query, Searcher  # noqa: E402
from libzim.suggestion import SuggestionSearcher  # noqa: E402
from lxml import html as lxml_html  # noqa: E402

from gcm.release.kiwix import Zim, without_chance, write_zim  # noqa: E402

pytestmark = pytest.mark.release

QUERIES = yaml.safe_load((ROOT / "tests" / "queries.yaml").read_text("utf-8"))

NAMES = {lang: f"gcm-practices-kiwix-{lang}" for lang in LANGS}
DESK = {"es": "practicas/ventanilla-movil-de-documentacion.html", "en": "en/practices/mobile-documentation-desk.html"}
"""A practice of the sample."""


def zims_of(once, built):
    """The two files of a site, by their languages; made once a run."""
    every = [Zim(built.folder, built.site, lang) for lang in LANGS]
    made = once.value(f"zims of {built.folder.name}", lambda folder: [write_zim(each, folder) for each in every])
    return {artefact.lang: artefact for artefact in made}


@pytest.fixture(scope="module")
def made(once, given):
    """Those of the sample, and by night of the real site."""
    return zims_of(once, given)


@pytest.fixture(scope="module")
def sample(once, sample_site):
    """Those of the sample."""
    return zims_of(once, sample_site)


@pytest.fixture(scope="module")
def real(once, folder_site):
    """Those of the real site, in which there is much to be found."""
    return zims_of(once, folder_site)


@pytest.fixture(params=sorted(NAMES))
def zim(request, made):
    """A file, opened by the library."""
    return request.param, Archive(made[request.param].path)


def entries(archive):
    """Every path of the file that is its own content."""
    return [archive._get_entry_by_id(each) for each in range(archive.all_entry_count)]


def contents(archive):
    """Path → type of what a reader can open."""
    found = {}
    for entry in entries(archive):
        if not entry.is_redirect and archive.has_entry_by_path(entry.path):
            found[entry.path] = archive.get_entry_by_path(entry.path).get_item().mimetype
    return found


def test_the_pages_are_those_of_our_list(zim, given, made):
    """Neither more nor fewer, in each file, but for the page of results; the count that libraries show is the same."""
    lang, archive = zim
    addresses = given.site.addresses
    keys = {*addresses.keys, *addresses.hand_written} - {SEARCH}
    wanted = {addresses.url(key, lang) for key in keys}
    pages = {path for path, kind in contents(archive).items() if kind == "text/html"}
    assert pages == wanted
    counter = dict(each.split("=") for each in archive.get_metadata("Counter").decode().split(";"))
    assert int(counter["text/html"]) == archive.article_count == made[lang].pages == len(wanted)


def test_every_link_holds(zim):
    """Within the file each link leads to something that is in it, and to an anchor that is there; nothing else is fetched."""
    _, archive = zim
    known = contents(archive)
    ids = {
        path: set(lxml_html.fromstring(read(archive, path)).xpath("//@id"))
        for path, kind in known.items()
        if kind == "text/html"
    }
    for path in ids:
        for element in lxml_html.fromstring(read(archive, path)).xpath("//*[@href or @src]"):
            address = element.get("href") or element.get("src")
            if re.match(r"https?:|mailto:", address):
                assert element.tag == "a", (path, address)
                continue
            target, _, anchor = resolved(path, address).partition("#")
            assert target in known, (path, address)
            assert not anchor or target not in ids or anchor in ids[target], (path, address)


def read(archive, path):
    return bytes(archive.get_entry_by_path(path).get_item().content).decode()


def resolved(path, address):
    from urllib.parse import unquote, urljoin, urlsplit

    parts = urlsplit(urljoin(f"zim:///{path}".replace("zim", "http"), address))
    return unquote(parts.path)[1:] + (f"#{unquote(parts.fragment)}" if parts.fragment else "")


def test_what_does_no_good_there_is_gone(zim):
    """No policy, no worker, no search box and no form of the site; no switch to the language that the file lacks."""
    _, archive = zim
    for path, kind in contents(archive).items():
        if kind != "text/html":
            continue
        page = lxml_html.fromstring(read(archive, path))
        assert (
            page.xpath(
                "//meta[@http-equiv] | //form[contains(@class, 'gcm-form')] | //form[@role='search' and not(ancestor::article)]"
            )
            == []
        ), path
        assert page.xpath("//button[contains(@class, 'gcm-share')] | //link[@rel='canonical' or @rel='manifest']") == [], path
        assert page.xpath("//a[@hreflang]") == [], path
        scripts = {each.rpartition("/")[2] for each in page.xpath("//script[not(@data-moves)]/@src")}
        assert scripts <= {"explorer.js", "tables.js", "times.js"}, path


def test_a_library_knows_what_it_is(zim, given):
    """What Kiwix' own catalogue asks of a file, in the words and within the lengths that it asks for."""
    lang, archive = zim
    told = {name: archive.get_metadata(name).decode() for name in archive.metadata_keys if not name.startswith("Illustration")}
    assert told["Language"] == {"es": "spa", "en": "eng"}[lang]
    assert told["Date"] == str(given.site.built_on)
    assert 0 < len(told["Title"]) <= 30
    assert 0 < len(told["Description"]) <= 80
    assert {"Name", "Creator", "Publisher", "Tags", "License", "LongDescription", "Source"} <= told.keys()
    assert "_ftindex:yes" in told["Tags"]
    assert archive.main_entry.get_item().path == ("en/index.html" if lang == "en" else "index.html")
    assert archive.get_illustration_sizes() == {48, 96}
    assert bytes(archive.get_illustration_item(48).content).startswith(b"\x89PNG")


def found(archive, query, count=10):
    """The pages that the full-text index finds, the best first."""
    return list(Searcher(archive).search(Query().set_query(query)).getResults(0, count))


@pytest.mark.parametrize(
    ("query", "lang"), [("documentación", "es"), ("documentacion", "es"), ("mobile desks", "en"), ("mobile desk", "en")]
)
def test_words_are_found_with_accents_and_without(sample, query, lang):
    """The full-text index leads to the practice; titles are suggested."""
    archive = Archive(sample[lang].path)
    assert DESK[lang] in found(archive, query)
    title = {"es": "ventanilla movil", "en": "mobile documentation"}[lang]
    assert DESK[lang] in list(SuggestionSearcher(archive).suggest(title).getResults(0, 10))


@pytest.mark.nightly
@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("es", ["remesa", "remesas", "REMESAS"]),
        ("es", ["deportación", "deportacion", "deportaciones", "deportado", "deportadas"]),
        ("es", ["niño", "niños", "niña", "niñas", "ninas"]),
        ("es", ["víctima", "victimas", "víctimas"]),
        ("en", ["remittance", "remittances"]),
        ("en", ["deportation", "deportations", "deported"]),
        ("en", ["child", "children"]),
        ("en", ["programme", "programmes", "program", "programs"]),
    ],
)
def test_a_word_is_found_in_all_its_forms(real, lang, forms):
    """Number, gender, accents and spellings lead to the same pages, whether or not a page has just that form."""
    searcher = Searcher(Archive(real[lang].path))
    pages = {frozenset(searcher.search(Query().set_query(form)).getResults(0, 500)) for form in forms}
    assert len(pages) == 1
    assert len(pages.pop()) > 5


@pytest.mark.nightly
@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_in_the_text_alone_is_found(real, catalogue, lang):
    """A word of the body of a practice, which is in no title, no name and no summary, leads to it."""
    archive, addresses = Archive(real[lang].path), Addresses(catalogue, directory_urls=False)
    for word, id in body_words(catalogue, lang, 20):
        assert addresses.url(("practice", id), lang) in found(archive, word, archive.article_count), word


@pytest.mark.parametrize(
    ("lang", "query", "key"),
    [
        ("es", "trafficking", ("objective", "10")),
        ("es", "remittances", ("objective", "20")),
        ("en", "trata de personas", ("objective", "10")),
        ("en", "deportees", ("objective", "21")),
    ],
)
def test_names_of_the_other_language_and_what_people_say_lead_to_the_page(sample, sample_site, lang, query, key):
    """Kiwix knows what the search of the site knows of names."""
    archive, addresses = Archive(sample[lang].path), sample_site.site.addresses
    assert addresses.url(key, lang) in found(archive, query, 5)


ANSWERED = {"meant": (0.65, 0.85), "made": (0.7, 0.8), "asked": (0.35, 0.45)}
"""Of the queries of each kind, the share that is answered first, and among the first five: somewhat less than was measured."""


@pytest.mark.nightly
@pytest.mark.parametrize("lang", LANGS)
def test_queries_are_answered(real, folder_site, lang):
    """Those of the site's own search. Kiwix wants every word of a query in a page, so whole questions often find nothing."""
    archive = Archive(real[lang].path)
    paths = {address: path for path, address in _addresses(folder_site, lang)}
    for kind, (first, five) in ANSWERED.items():
        asked = [(query, _wanted(pages, paths)) for query, pages in QUERIES[lang][kind].items()]
        answers = [(found(archive, query, 5), wanted) for query, wanted in asked if wanted]
        assert sum(pages[:1] != [] and pages[0] in wanted for pages, wanted in answers) >= first * len(answers), kind
        assert sum(bool(wanted & set(pages)) for pages, wanted in answers) >= five * len(answers), kind
    assert [query for query in QUERIES[lang]["nothing"] if found(archive, query)] == []


def _addresses(built, lang):
    """Every page's path in the file, and its address on the published site without the folder of the language."""
    published = replace(built.site.addresses, directory_urls=True)
    for path, key in Zim(built.folder, built.site, lang).pages.items():
        yield path, published.url(key, lang).removeprefix(PREFIX[lang])


def _wanted(pages, paths):
    return {paths[page] for page in ([pages] if isinstance(pages, str) else pages) if page in paths}


def test_the_checker_finds_no_fault(made):
    """Structure, checksum, metadata, links, picture and redundancy, as zim-tools check them."""
    checker = program("zimcheck", package="zim-tools")
    for artefact in made.values():
        told = subprocess.run([checker, str(artefact.path)], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout
        assert "Status: Pass" in told.stdout
        assert not re.search(r"\[(WARNING|ERROR)\]", told.stdout), told.stdout


@pytest.mark.nightly  # every push shows it of the sample, in another folder and another year (test_release_command.py)
def test_the_same_site_gives_the_same_bytes(real, folder_site, tmp_path):
    """What the library draws by lot follows from the content: another content has other ids, and the checksum is true."""
    zim = Zim(folder_site.folder, folder_site.site, "es")
    again = write_zim(zim, tmp_path)
    assert again.path.read_bytes() == real["es"].path.read_bytes()
    assert Archive(again.path).check()
    assert len({Archive(artefact.path).uuid for artefact in real.values()}) == 2


def test_nothing_but_chance_is_altered(made):
    """Only the file's id, those of its two indexes and the checksum are set; done twice it is the same as once."""
    content = made["en"].path.read_bytes()
    assert without_chance(content) == content
    drawn = bytearray(content)
    drawn[8:24] = bytes(range(16))
    fixed = without_chance(bytes(drawn))
    assert fixed == content


@contextmanager
def kiwix_server(paths):
    """Where Kiwix' own server offers the files."""
    serve = program("kiwix-serve", package="kiwix-tools")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [serve, "--address", "127.0.0.1", "--port", str(port), *(str(path) for path in paths)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    while not _answers(address):
        assert process.poll() is None, "kiwix-serve ended before it answered"
        time.sleep(0.05)
    yield address
    process.terminate()
    process.wait()


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address).close()  # noqa: S310  (our own server)
    except (URLError, ConnectionError):
        return False
    return True


@pytest.fixture(scope="module")
def kiwix(sample):
    """Where the two files are offered."""
    with kiwix_server([each.path for each in sample.values()]) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "path", "heading"),
    [
        (NAMES["es"], "", "Américas"),
        (NAMES["en"], "", "Americas"),
        (NAMES["es"], DESK["es"], "Ventanilla móvil"),
        (NAMES["en"], DESK["en"], "Mobile documentation desk"),
    ],
)
def test_a_page_is_read_in_kiwix(watched, kiwix, name, path, heading):
    """The first page and a practice, with their styles and in silence."""
    watched.goto(f"{kiwix}/{name}/{path}")
    expect(watched.locator("h1")).to_contain_text(heading)
    assert watched.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "query", "path", "heading"),
    [
        (NAMES["es"], "documentacion", DESK["es"], "Ventanilla móvil"),
        (NAMES["en"], "mobile desks", DESK["en"], "Mobile documentation desk"),
    ],
)
def test_kiwix_finds_a_page_by_its_words(browser, kiwix, name, query, path, heading):
    """The full-text search of the reader, in both languages, leads to the page; the list of results is the reader's own page."""
    with browser.new_page() as page:
        page.goto(f"{kiwix}/search?content={name}&pattern={query}")
        link = page.locator(f".results a[href$='{path}']")
        expect(link).to_have_count(1)
        link.click()
        expect(page.locator("h1")).to_contain_text(heading)


@pytest.mark.browser
def test_the_explorer_filters_in_kiwix(watched, kiwix):
    """A question in the address is answered: scripts run there, and an address with a question leads to the page."""
    watched.goto(f"{kiwix}/{NAMES['es']}/explorar/index.html?country=PA")
    told = watched.locator(".gcm-explorer [role=status]")
    expect(told).to_have_text(re.compile(r"^\d+ resultados? de \d+"))
    shown, every = map(int, re.findall(r"\d+", told.inner_text())[:2])
    assert 0 < shown < every
    assert watched.locator(".gcm-entries > li:visible").count() == min(shown, 30)


@pytest.fixture(scope="module")
def moved(once):
    """A small site in a folder, of which records were renamed and withdrawn, and what it was built from."""
    once.value("moved", make_moved)
    root = once.folder("moved")
    catalogue, _ = load_catalogue(root / "checkout" / "records")
    addresses = Addresses(catalogue, hand_written_sources(root / "checkout" / "docs"), directory_urls=False)
    return root / "folder", Site(catalogue, addresses, date(2026, 1, 1), names={"es": "Prácticas", "en": "Practices"})


def test_without_a_published_address_words_stay(moved, tmp_path):
    """A link into the language that a file lacks becomes its words where the site has no address of its own."""
    folder, site = moved
    copy = shutil.copytree(folder, tmp_path / "site")
    page = copy / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</article>", '<p><a href="en/map/index.html">palabras</a></p></article>'), "utf-8"
    )
    archive = Archive(write_zim(Zim(copy, site, "es"), tmp_path).path)
    shown = lxml_html.fromstring(read(archive, "index.html"))
    assert "palabras" in shown.text_content()
    assert not shown.xpath("//a[text()='palabras']")


@pytest.mark.browser
def test_an_old_address_leads_on_in_kiwix(watched, moved, tmp_path):
    """The small page at the old address is in the file, and leads on with its anchor; a withdrawn page says why."""
    made = write_zim(Zim(*moved, "es"), tmp_path)
    with kiwix_server([made.path]) as address:
        watched.goto(f"{address}/{NAMES['es']}/practicas/registro-de-muestra.html#enlaces")
        watched.wait_for_url("**/practicas/registro-nuevo.html#enlaces")
        watched.goto(f"{address}/{NAMES['es']}/practicas/buzon.html")
        expect(watched.locator("main")).to_contain_text("La ficha repetía <otra> «ficha».")
