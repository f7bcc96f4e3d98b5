"""What readers come for, task by task, from the home page of either language: the clicks that it takes, and the right answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import Addresses, Key
from support.pages import WRITTEN

HOME = {"es": "", "en": "en/"}
ASKED = {"es": "texto", "en": "text"}
READY = "() => document.querySelector('.gcm-search-results:not([aria-busy]) ol > li > a')"


class Reader:
    """Somebody at a page of one language, whose clicks are counted; the menu is at the foot of every page."""

    def __init__(self, page: Page, address: str, addresses: Addresses, lang: Lang) -> None:
        self.page, self.address, self.addresses, self.lang, self.clicks = page, address, addresses, lang, 0
        page.goto(address + HOME[lang])

    def click(self, target: Locator) -> None:
        """One more click."""
        target.first.click()
        self.clicks += 1

    def unfold(self, target: Locator) -> None:
        """Open the parts of the page that hide the target."""
        for fold in target.first.locator("xpath=ancestor::details[not(@open)]").all():
            self.click(fold.locator("summary"))

    def menu(self, key: Key) -> None:
        """Choose the entry of the menu that leads to a page."""
        self._go(key, ".gcm-footer a")

    def follow(self, key: Key) -> None:
        """Follow the first way on this page to another."""
        self._go(key, "article a:not(svg a)")

    def _go(self, key: Key, among: str) -> None:
        way = self.address + self.addresses.url(key, self.lang)
        links = self.page.locator(among)
        place = links.evaluate_all("(links, way) => links.findIndex(link => link.href.split('#')[0] === way)", way)
        assert place >= 0, f"no way to {way}"
        self.unfold(links.nth(place))
        self.click(links.nth(place))
        self.page.wait_for_url(lambda url: url.split("#")[0] == way)


@pytest.fixture(params=LANGS)
def lang(request):
    """The language of whoever reads."""
    return request.param


@pytest.fixture
def reader(watched, address, catalogue, lang):
    """A reader at the home page of each language."""
    return Reader(watched, address, Addresses(catalogue, WRITTEN), lang)


def test_1_practices_of_mexico_on_return(reader, catalogue):
    """Which practices of Mexico concern return and reintegration: a list of exactly those, with an address to share."""
    reader.follow(("objective", "21"))
    page = reader.page
    reader.click(page.locator("article a[href*='objective=21'][href*='country=MX']"))
    assert reader.clicks == 2
    page.wait_for_url("**country=MX")
    expect(page.locator(".gcm-chosen li")).to_have_count(3)
    shown = page.locator(".gcm-entry:not([hidden])").evaluate_all("entries => entries.map(each => each.dataset.id)")
    wanted = [each.id for each in catalogue.by_country["MX"] if 21 in each.objectives.own]
    assert sorted(shown) == sorted(wanted)
    assert page.url.endswith("?objective=21&kind=practice&country=MX")


def test_2_what_exists_on_an_objective(reader, catalogue):
    """What exists on objective 14, and what is missing: both on its page."""
    reader.menu(("objectives",))
    reader.follow(("objective", "14"))
    assert reader.clicks <= 2
    text = reader.page.locator("article").inner_text()
    for practice in catalogue.by_objective[14]:
        assert practice.title.get(reader.lang) in text
    assert phrases(reader.lang).what_is_missing in text


def test_3_what_the_second_forum_agreed(reader, catalogue):
    """What the Second Forum agreed, which countries took part, and how the Dominican Republic did."""
    reader.menu(("forums",))
    reader.follow(("forum", "ii-foro-2024"))
    text = reader.page.locator("article").inner_text()
    forum = catalogue.forums["ii-foro-2024"]
    for statement in forum.outcomes:
        assert statement.get(reader.lang) in text
    (dominican,) = (each for each in forum.participants if each.country == "DO")
    country = catalogue.taxonomy.countries["DO"].get(reader.lang)
    role = catalogue.taxonomy.terms["country_role"][dominican.role].label.get(reader.lang)
    reader.click(reader.page.locator("article details", has=reader.page.locator("th", has_text=country)).locator("summary"))
    expect(reader.page.locator("article tr", has=reader.page.get_by_role("rowheader", name=country))).to_contain_text(role)
    assert reader.clicks <= 3


def test_4_groupings_side_by_side(reader, catalogue):
    """How the groupings of 2022, 2024 and 2025 number the objectives: one table."""
    reader.menu(("themes",))
    assert reader.clicks == 1
    table = reader.page.locator("table", has_text="2022").filter(has_text="2024").filter(has_text="2025").first
    assert table.locator("tbody tr").count() >= 4


MEANT = {
    "trata": ("objective", "10"),
    "trafficking": ("objective", "10"),
    "Mexico": ("country", "MX"),
    "México": ("country", "MX"),
    "TRICAMEX": ("practice", "mecanismo-de-concertacion-consular-tricamex"),
    "niñez": None,
    "refujiados": None,
}
"""What somebody types, and the page meant; none where several pages are."""


def test_5_one_query_in_either_language(reader):
    """What is meant is among the first three, whichever language the word is of; many meant, and a misspelt word, find something."""
    page, way = reader.page, reader.address + reader.addresses.url(("search",), reader.lang)
    for query, key in MEANT.items():
        page.goto(f"{way}?{ASKED[reader.lang]}={query}")
        page.wait_for_function(READY)
        found = page.locator(".gcm-search-results ol > li > a").evaluate_all("links => links.map(link => link.href)")[:3]
        assert found
        assert key is None or reader.address + reader.addresses.url(key, reader.lang) in found, query


def test_6_practices_of_costa_rica_to_take_and_to_cite(reader, catalogue):
    """All practices of Costa Rica as a table whose name says so, and as something to cite with its date."""
    reader.menu(("countries",))
    reader.follow(("country", "CR"))
    page, t = reader.page, phrases(reader.lang)
    reader.click(page.get_by_role("link", name=t.explore_country))
    with page.expect_download() as loading:
        page.get_by_role("button", name="CSV").click()
    assert loading.value.suggested_filename == f"{t.practices.lower().replace('á', 'a')}-costa-rica.csv"
    page.get_by_text(t.cite_list).click()
    cited = page.locator(".gcm-explorer-cite p")
    expect(cited).to_contain_text(f"{len(catalogue.by_country['CR'])}]")
    expect(cited).to_contain_text(re.compile(r"\d{1,2} (de )?\w+ (de )?20\d\d"))


def test_7_a_dossier_to_print(reader, catalogue):
    """The dossier of El Salvador, as a page and as a Word file."""
    reader.menu(("countries",))
    reader.follow(("country", "SV"))
    reader.follow(("dossier", "SV"))
    assert reader.clicks <= 3
    assert reader.page.locator("a[href$='.docx']").count() >= 1


def test_8_when_a_session_was(reader, catalogue):
    """When session 3 of the 2024 cycle was, in the zone of the place, and into a calendar."""
    forum = catalogue.forums["ciclo-2024"]
    (session,) = (each for each in forum.sessions if each.number == "3")
    reader.menu(("forums",))
    reader.follow(("forum", forum.id))
    reader.follow(("session", forum.id, session.id))
    assert reader.clicks <= 3
    time = reader.page.locator(".gcm-time").first
    expect(time).to_contain_text("14:00")
    expect(time).to_contain_text("Buenos Aires")
    assert reader.page.locator("a[href$='.ics']").count() == 1


def test_9_what_a_practice_rests_on(reader, catalogue):
    """What the source of a practice says, document and page, and where to open it."""
    practice = catalogue.practices["registro-unico-de-extranjeria-ruex"]
    reader.menu(("practices",))
    reader.follow(("practice", practice.id))
    assert reader.clicks <= 3
    page = reader.page
    document = catalogue.taxonomy.documents["informe-i-foro"].short.get(reader.lang)
    printed = page.get_by_role("link", name=re.compile(rf"{document}, p\.\s17"))
    reader.click(page.locator("article a[href^='#ref-']"))
    page.locator("[id^=ref-] a[rel~=external]").first.wait_for()
    reader.unfold(printed)
    reader.click(printed)
    expect(page).to_have_url(re.compile("#informe-i-foro--349$"))


def test_10_what_became_of_the_recommendations(reader, catalogue):
    """Each recommendation of the First Forum, with what is recorded of it."""
    reader.menu(("roadmaps",))
    lists = [each for each in catalogue.roadmaps_of_forum["i-foro-2023"] if each.kind == "recommendations"]
    reader.follow(("roadmap", lists[0].id))
    assert reader.clicks <= 2
    text = reader.page.locator("article").inner_text()
    for item in lists[0].items:
        assert item.text.get(reader.lang) in text


def test_11_whom_to_work_with(reader, catalogue):
    """A country to work with on objective 6: those that have practices on it."""
    reader.menu(("collaboration",))
    text = reader.page.locator("article").inner_text()
    codes = {code for practice in catalogue.by_objective[6] for code in practice.countries}
    assert codes
    for code in codes:
        assert catalogue.taxonomy.countries[code].get(reader.lang) in text


def test_12_what_is_new(reader, catalogue):
    """What is new, one click from the foot of every page, the latest first."""
    reader.menu(("news",))
    assert reader.clicks == 1
    latest = catalogue.news[0]
    expect(reader.page.locator("article h2").first).to_have_text(phrases(reader.lang).date(latest.change.on))
    assert latest.record.title.get(reader.lang) in reader.page.locator("article").inner_text()
