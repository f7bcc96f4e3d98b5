"""What pages say of themselves to machines, as PyLD, lxml and a stranger's words meet it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from pyld import jsonld

from gcm.catalogue.catalogue import load_catalogue
from gcm.exports.open_data.formats import left_out
from gcm.language.json_text import json_in_script
from gcm.language.text import LANGS
from gcm.site.metadata import metadata_html
from gcm.site.structured_data import Described, structured_data
from gcm.views.all_views import build_views
from support.examples import examples
from support.graphs import ADDRESS
from support.hostile import HOSTILE, HOSTILE_RECORD
from support.open_data import NAMES
from support.pages import KEYS, WRITTEN
from support.paths import SAMPLE
from support.sites import site_of

SCHEMA = "https://schema.org/"
HOME = {("home",): {"es": "index.md", "en": "index.md"}}
KINDS = {
    "practice": "CreativeWork", "roadmap": "CreativeWork", "forum": "Event", "session": "Event", "objective": "DefinedTerm",
    "principle": "DefinedTerm", "theme": "DefinedTerm", "objectives": "DefinedTermSet", "principles": "DefinedTermSet",
    "themes": "DefinedTermSet", "glossary": "DefinedTermSet", "country": "CollectionPage", "practices": "CollectionPage",
    "home": "WebSite", "timeline": "WebPage",
}  # fmt: skip


@pytest.fixture(scope="module")
def sample():
    """A site of the sample records, in which every field is filled."""
    return site_of(load_catalogue(SAMPLE)[0], {**WRITTEN, **HOME}, root=ADDRESS, names=NAMES)


def pages(site, lang):
    """Every generated page, and the home page."""
    yield Described(("home",), lang, "Inicio", "De qué trata")
    for view in build_views(site, lang):
        trail = tuple((str(link.label), link.target) for link in view.kicker)
        yield Described(view.key, lang, str(view.title), view.description, trail)


def expanded(document):
    """The document with every name in full; schema.org's own context is not fetched, and its names are all its own."""
    loaded = {"document": {"@context": {"@vocab": SCHEMA}}, "documentUrl": None, "contextUrl": None}
    return jsonld.expand(document, {"documentLoader": lambda *_: loaded, "base": ADDRESS})


def embedded(head: str) -> list[str]:
    return lxml_html.fromstring(f"<html><head>{head}</head></html>").xpath("//script[@type='application/ld+json']/text()")


def described(site, key, lang="es"):
    return next(page for page in pages(site, lang) if page.key == key)


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_says_what_it_is(sample, lang):
    """By its kind, with its address and language, and the way to it from the home page."""
    for page in pages(sample, lang):
        thing, second = structured_data(sample, page)["@graph"]
        assert thing["@type"] == KINDS.get(page.key[0], thing["@type"]), page.key
        assert thing["inLanguage"] == lang
        assert thing.get("url", thing["@id"]) == sample.published(page.key, lang)
        if page.key == ("home",):
            assert second["@type"] == "Dataset"
            continue
        places = second["itemListElement"]
        assert [each["position"] for each in places] == list(range(1, len(page.trail) + 3))
        assert places[0]["item"] == sample.published(("home",), lang)
        assert places[-1]["name"] == page.title


@pytest.mark.parametrize("key", KEYS)
def test_it_is_json_ld(sample, key):
    """Every name of it can be written in full, and every thing that is named elsewhere by a whole address."""
    for thing in expanded(structured_data(sample, described(sample, key))):
        assert all(name.startswith(("@", SCHEMA)) for name in thing), key
        assert all(kind.startswith(SCHEMA) for kind in thing["@type"])
        assert thing.get("@id", ADDRESS).startswith(ADDRESS)


def test_a_practice_has_its_sources_subjects_and_days(sample):
    """As its record has them."""
    practice = sample.catalogue.practices["ventanilla-movil"]
    thing = structured_data(sample, described(sample, ("practice", practice.id)))["@graph"][0]
    assert [each["@id"] for each in thing["citation"]] == [source.url for source in practice.sources]
    subjects = [each["@id"].partition("#")[2] for each in thing["about"]]
    objectives = [f"objective-{number}" for number in practice.objectives.own]
    assert subjects == [*objectives, *(f"principle-{id}" for id in practice.principles)]
    assert [each["identifier"] for each in thing["spatialCoverage"]] == list(practice.countries)
    assert thing["dateModified"] == str(max((change.on for change in practice.changes), key=lambda day: day.last))
    assert thing["license"].startswith("https://creativecommons.org/")
    assert thing["workTranslation"]["@id"] == sample.published(("practice", practice.id), "en")


def test_an_event_has_its_days_and_its_sessions(sample):
    """A session has its own time with its zone, or the days of its event."""
    forum = sample.catalogue.forums["foro-de-muestra"]
    thing = structured_data(sample, described(sample, ("forum", forum.id)))["@graph"][0]
    assert thing["startDate"] == str(forum.start)
    assert [each["@id"] for each in thing["subEvent"]] == [
        sample.published(("session", forum.id, session.id), "es") for session in forum.sessions
    ]
    session = structured_data(sample, described(sample, ("session", forum.id, forum.sessions[0].id)))["@graph"][0]
    assert session["superEvent"]["@id"] == thing["@id"]
    assert session["startDate"]


@pytest.mark.parametrize("text", [*HOSTILE, "</script><script>window.ran=1</script>", "<!-- <script>", "]]>", "\u2028\u2029"])
def test_words_cannot_end_their_script(text):
    """Whatever they are, the script holds them and nothing after it is touched."""
    _holds(text)


@examples(100)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_words_can_end_their_script(text):
    """Also those that nobody thought of."""
    _holds(text)


def _holds(text: str) -> None:
    written = json_in_script({"name": text, text: [text]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"name": text, text: [text]}


def test_a_hostile_record_is_told_letter_by_letter(records):
    """Its title in the card and in the data is what it wrote, and no more than that runs."""
    records.write("practices/hostil.md", HOSTILE_RECORD)
    site = site_of(records.load()[0], {**WRITTEN, **HOME}, root=ADDRESS, names=NAMES)
    page = described(site, ("practice", "hostil"))
    head = metadata_html(site, page)
    (data,) = embedded(head)
    assert json.loads(data)["@graph"][0]["name"] == page.title
    tree = lxml_html.fromstring(f"<html><head>{head}</head></html>")
    assert tree.xpath("//meta[@property='og:title']/@content") == [page.title]
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //style | //*[@onload]")


def test_the_card_and_the_feeds(sample):
    """Title, address, picture and language; the page's own feed before that of everything."""
    page = described(sample, ("objective", "4"), "en")
    tree = lxml_html.fromstring(f"<html><head>{metadata_html(sample, page)}</head></html>")
    card = {each.get("property"): each.get("content") for each in tree.xpath("//meta")}
    assert card == {
        "og:type": "website",
        "og:title": page.title,
        "og:url": sample.published(page.key, "en"),
        "og:locale": "en_GB",
        "og:image": f"{ADDRESS}assets/images/icon-512.png",
    }
    feeds = tree.xpath("//link[@type='application/atom+xml']/@href")
    own = "../../../en/objectives/4-legal-identity-and-documentation/news.xml"
    assert feeds == [own, "../../../en/whats-new/news.xml"]
    home = metadata_html(sample, described(sample, ("home",)))
    assert f'content="{NAMES["es"]}"' in home
    assert 'rel="search"' in home


@pytest.mark.parametrize("root", ["", "https://example.org/"])
def test_nothing_is_named_by_an_example(sample, root):
    """Without an address names lead from the page, and there is no card, which needs one."""
    site = site_of(sample.catalogue, {**WRITTEN, **HOME}, root=root, names=NAMES)
    head = metadata_html(site, described(site, ("objective", "4")))
    assert "example.org" not in head
    assert "og:url" not in head
    assert '"@id":"../../data/vocabulary.ttl#objective-4"' in head


def test_a_page_in_a_folder_says_nothing_to_machines(sample):
    """None of them finds it there."""
    site = site_of(sample.catalogue, {**WRITTEN, **HOME}, root=ADDRESS, names=NAMES, directory_urls=False)
    assert metadata_html(site, described(site, ("practices",))) == ""


def test_without_feeds_no_page_leads_to_one(sample):
    """A build can leave them out."""
    site = site_of(sample.catalogue, {**WRITTEN, **HOME}, root=ADDRESS, names=NAMES, without=left_out("feeds, discovery", 0))
    head = metadata_html(site, described(site, ("home",)))
    assert "atom" not in head
    assert 'rel="search"' not in head
