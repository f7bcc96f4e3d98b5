"""What a reader types must lead to the page that answers it: over a server and from a folder, in both languages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from gcm.site.search_index import LENGTH, Found, names_of, search_entry, search_rules, words_of_html
from support.browsers import READ_RESULTS, Watched, search, settled
from support.paths import ROOT

QUERIES = yaml.safe_load((ROOT / "tests" / "queries.yaml").read_text("utf-8"))
BASE = {"es": "", "en": "en/"}
FIRST_HITS = """async (queries) => {
  const box = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const first = async (query) => {
    list.replaceChildren();
    box.value = query;
    box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    for (const end = performance.now() + 300000; !list.firstChild && performance.now() < end; ) {
      await new Promise((done) => setTimeout(done, 5));
    }
    return [...list.querySelectorAll(".md-search-result__link")].map((link) => link.href);
  };
  const found = {};
  for (const query of queries) {
    found[query] = await first(query);
  }
  return found;
}"""
READ_GROUPS = """() => [...document.querySelectorAll('.md-search-result__item')]
    .map(item => [item.querySelector('.gcm-search-kind')?.innerText ?? '', item.querySelector('a').href])"""


def found_by(page, queries) -> dict[str, list[str]]:
    """Query → addresses found, best first; all of them in one page, whose index is loaded by the first."""
    page.locator(".md-search__input").click()
    page.locator(".md-search-result__list[role=list]").wait_for(state="attached")
    return page.evaluate(FIRST_HITS, list(queries))


# The index


def test_an_entry_is_short_plain_and_safe():
    """The index stays small, `Mexico` finds `México`, `voz` finds `voces`, and markup in a record is text there too."""
    assert len(words_of_html(f"<p>{'palabra ' * 200}</p>").text) <= LENGTH + 2
    found = Found("práctica y voces", "7. Reducir vulnerabilidades de Panamá")
    entry = search_entry("<b>México</b> (INM)", found, "x/", key=("practice", "x"), lang="es", names=["Registro de México"])
    assert entry == {
        "location": "x/",
        "title": "&lt;b&gt;México&lt;/b&gt; (INM)",
        "title_fold": "mexico",
        "names": "_bmexicob _bmexicobinm _inm _registromexico",
        "also": "mexico registro",
        "text": "práctica y voces",
        "fold": "7 panama practica reducir voz vulnerabilidades",
        "kind": "Prácticas",
        "boost": 1,
    }


def test_english_words_meet_in_singular_and_spelling():
    """`policy` and `policies`, `organization` and `organisations` are found by each other."""
    entry = search_entry("Policies", Found("Organizations of women"), "x/", key=("about",), lang="en")
    assert entry["names"] == "_policy"
    assert entry["title_fold"] == "policy"
    assert entry["fold"] == "organisation woman"
    assert entry["kind"] == "Other pages"


@pytest.mark.parametrize(
    ("key", "lang", "names"),
    [
        (("organisation", "oim"), "en", {"OIM", "IOM"}),
        (("objective", "7"), "es", {"7", "Objetivo 7", "Reducir vulnerabilidades"}),
        (("country", "US"), "en", {"US", "USA"}),
        (("session", "i-foro-2023", "sesion-2b"), "es", {"Sesión 2B"}),
        (("roadmap", "i-foro-mesa-3"), "en", {"Working group 3"}),
        (("forum", "i-foro-2023"), "es", {"Primer Foro Regional de Países Precursores"}),
        (("glossary",), "es", {"NNA", "PMM"}),
    ],
)
def test_pages_go_by_other_names(catalogue, key, lang, names):
    """Abbreviations of both languages, numbers, labels and aliases lead to their page."""
    assert names <= set(names_of(catalogue, key, lang))


def test_the_glossary_leaves_abbreviations_to_their_own_pages(catalogue):
    """`OIM` leads to the organisation and `RUEX` to the practice; the glossary is for those that have no page."""
    assert not {"OIM", "IOM", "RUEX", "FEMI"} & set(names_of(catalogue, ("glossary",), "es"))


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_rules_are_words_in_every_language(lang):
    """YAML takes `yes` and `on` for truth; the script must get letters."""
    rules = search_rules(lang)
    assert all(isinstance(each, str) for pair in (*rules["endings"], *rules["spellings"]) for each in pair)
    assert all(isinstance(word, str) for word in rules["small"])


@pytest.mark.parametrize("lang", BASE)
def test_the_index_stays_small(site, lang):
    """Page entries only: on average a page takes no more than 150 bytes of what is fetched."""
    index = (site / BASE[lang] / "search" / "search_index.json").read_bytes()
    docs = json.loads(index)["docs"]
    assert not [doc["location"] for doc in docs if "#" in doc["location"]]
    assert len(gzip.compress(index)) / len(docs) < 150


def test_the_table_is_long_enough(site):
    """At least 40 queries in each language, and every page that they lead to exists."""
    for lang, queries in QUERIES.items():
        assert len(queries) >= 40
        assert not [path for path in queries.values() if not (site / BASE[lang] / path / "index.html").is_file()]


# The search box


@pytest.mark.browser
@pytest.mark.parametrize("lang", QUERIES)
def test_every_query_finds_its_page_first(watched, address, lang):
    """The table of `queries.yaml`: full names, abbreviations, plurals, parts of words, accents left out, misspellings."""
    watched.goto(address + BASE[lang])
    found = found_by(watched, QUERIES[lang])
    first = {query: hits[0].removeprefix(address + BASE[lang]) if hits else "nothing" for query, hits in found.items()}
    assert first == QUERIES[lang]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("lang", "queries"),
    [
        ("es", ["practica", "práctica", "prácticas", "Práctica"]),
        ("es", ["migración", "migraciones", "MIGRACION"]),
        ("en", ["policy", "policies"]),
        ("en", ["organization", "organisations"]),
    ],
)
def test_forms_of_a_word_find_the_same(watched, address, lang, queries):
    """Accents, capitals, number and spelling make no difference."""
    watched.goto(address + BASE[lang])
    (one, *others) = found_by(watched, queries).values()
    assert one
    assert all(set(each) == set(one) for each in others)


@pytest.mark.browser
def test_results_are_grouped_by_kind(watched, address):
    """Each kind has one heading with the number of its pages, and the page asked for heads the first."""
    watched.goto(address)
    search(watched, "Mexico")
    headings = [heading for heading, _ in settled(watched, READ_GROUPS) if heading]
    assert headings[0] == "Países (1)"
    assert len({heading.split(" (")[0] for heading in headings}) == len(headings) > 1
    assert watched.locator(".md-search-result__link mark").first.inner_text() == "México"


@pytest.mark.browser
def test_the_keyboard_alone_opens_a_result(watched, address):
    """`/` opens the box, arrows go through the results and past the headings, Enter opens one."""
    watched.goto(address)
    watched.keyboard.press("/")
    watched.keyboard.type("remesas")
    watched.locator(".md-search-result__link").first.wait_for(state="visible")
    results = settled(watched, READ_RESULTS)
    for _, href in results[:3]:
        watched.keyboard.press("ArrowDown")
        assert watched.evaluate("document.activeElement.href") == href
    watched.keyboard.press("Enter")
    watched.wait_for_url(results[2][1])


@pytest.mark.browser
def test_enter_opens_the_first_result(watched, address):
    """Without a choice, Enter opens what stands first."""
    watched.goto(address)
    search(watched, "objetivo 7")
    watched.keyboard.press("Enter")
    watched.wait_for_url(f"{address}objetivos/7-reducir-vulnerabilidades/")


@pytest.mark.browser
def test_a_page_is_read_without_the_index(watched, address, site):
    """Nothing of the search is fetched before the box is touched; a practice's page takes at most 70 kB compressed, in 15 requests."""
    asked: list[str] = []
    watched.on("request", lambda request: asked.append(request.url))
    watched.goto(f"{address}practicas/registro-unico-de-extranjeria-ruex/")
    watched.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search" in url or "/workers/" in url]
    assert len(asked) <= 15
    files = [site / unquote(urlsplit(url).path).lstrip("/") for url in asked if url.startswith(address)]
    fetched = [path / "index.html" if path.is_dir() else path for path in files]
    assert sum(len(gzip.compress(path.read_bytes())) for path in fetched) < 70_000
    with watched.expect_request("**/search/search_index.json"):
        watched.locator(".md-search__input").focus()


# Without a server


@pytest.mark.browser
@pytest.mark.parametrize("lang", BASE)
def test_the_search_works_from_a_folder(browser, offline, lang):
    """From `file://` the same queries lead to the same pages, in silence and without another host."""
    watch = Watched(browser)
    start = {"es": "paises/panama.html", "en": "en/countries/panama.html"}[lang]
    watch.page.goto((offline / start).as_uri())
    queries = dict(list(QUERIES[lang].items())[::6])
    found = found_by(watch.page, queries)
    root = f"{(offline / BASE[lang]).as_uri()}/"
    first = {query: hits[0].removeprefix(root) if hits else "nothing" for query, hits in found.items()}
    assert first == {query: file_of(path, offline / BASE[lang]) for query, path in queries.items()}
    watch.page.goto(root + first[next(iter(queries))])
    assert watch.page.locator("h1").count() == 1
    assert watch.errors == []
    assert watch.outside == []


def file_of(path: str, folder: Path) -> str:
    """The file of a page's address where no server completes it."""
    return f"{path}index.html" if (folder / path / "index.html").is_file() else f"{path.rstrip('/')}.html"


def test_only_the_offline_site_carries_its_worker(site, offline):
    """With a server the browser's own worker serves; the policy is the same for both."""
    page, other = (
        (folder / name).read_text("utf-8") for folder, name in ((site, "mapa/index.html"), (offline, "mapa/index.html"))
    )
    policies = {text.split('Content-Security-Policy" content="')[1].split('"')[0] for text in (page, other)}
    search, its = ((folder / "assets/javascripts/searching.js").read_text("utf-8") for folder in (site, offline))
    worker = (ROOT / "theme/assets/javascripts/iframe-worker.js").read_text("utf-8")
    assert worker not in search
    assert worker in its
    assert len(policies) == 1
    assert "unpkg.com" not in other
