"""The leaflet of a country or an objective: what stands in it, however many practices there are, and where its links lead."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from lxml import html as lxml_html

from gcm.catalogue.listed import listed_practices
from gcm.models.record import Slugs
from gcm.site.embeds import downloads
from gcm.views.all_views import build_view, page_builder
from gcm.views.blocks import Cards, Lines, Paragraph, links_in
from gcm.views.leaflet import leaflet_keys, leaflet_view
from gcm.views.pages.downloads import has_files
from gcm.views.release_list import Download, Release
from support.pages import WRITTEN
from support.sites import site_of

ROOT_URL = "https://practices.example/"
NAMES = {"es": "Prácticas de muestra", "en": "Sample practices"}
BOTH = pytest.mark.parametrize("lang", ["es", "en"])


def site(catalogue):
    return site_of(catalogue, WRITTEN, root=ROOT_URL, names=NAMES, built_on=date(2026, 3, 1))


def section(view, anchor):
    return next(each.blocks for each in view.sections if each.anchor == anchor)


def test_there_is_one_for_whatever_has_practices(catalogue):
    """Countries and objectives, each once, and none without a practice."""
    keys = leaflet_keys(catalogue)
    assert len(set(keys)) == len(keys) == len(catalogue.by_country) + len(catalogue.by_objective)
    assert all(list(listed_practices(catalogue, key)) for key in keys)


@BOTH
def test_every_link_can_be_followed_from_anywhere(catalogue, lang):
    """A leaflet lies in a message or on paper, not beside the site."""
    for key in leaflet_keys(catalogue):
        for link in links_in(leaflet_view(site(catalogue), lang, key)):
            assert link.href.startswith((ROOT_URL, "https://creativecommons.org/")), (key, link)


@BOTH
def test_it_answers_lists_asks_and_leads_on(catalogue, lang):
    """What its page opens with; each practice with its sentence; what the records lack; the page's own address; day and licence."""
    view = leaflet_view(site(catalogue), lang, ("country", "PA"))
    assert view.blocks[0].tone == "lead"
    (cards,) = section(view, "practices")
    practices = catalogue.by_country["PA"]
    assert isinstance(cards, Cards)
    assert {str(card.link.label) for card in cards.cards} == {str(each.title.localized(lang)) for each in practices}
    assert all(card.text for card, each in zip(cards.cards, practices, strict=True) if each.summary)
    asked = section(view, "ask")[1]
    assert 0 < len(asked.lines) <= 5
    ways, about = section(view, "more")
    assert (
        ways.lines[0].parts[1].label.text
        == ways.lines[0].parts[1].href
        == f"{ROOT_URL}{ {'es': 'paises', 'en': 'en/countries'}[lang] }/panama/"
    )
    words = "".join(str(getattr(part, "label", part)) for part in about.line.parts)
    assert {"es": "1 de marzo de 2026", "en": "1 March 2026"}[lang] in words
    assert "CC BY 4.0" in words


def test_the_country_itself_is_not_named_beside_each_practice(catalogue):
    """What the leaflet is about goes without saying."""
    (cards,) = section(leaflet_view(site(catalogue), "es", ("country", "PA")), "practices")
    assert "Panamá" not in [str(link.label) for card in cards.cards for link in card.tail]


@pytest.mark.parametrize("number", [30, 200])
def test_more_than_there_is_room_for(catalogue, number):
    """Then all by title alone; where even these have no room, as many as have, how many more there are, and where."""
    pattern = catalogue.by_objective[9][0]
    crowd = {f"p{each}": pattern.model_copy(update={"id": f"p{each}", "slug": Slugs()}) for each in range(number)}
    view = leaflet_view(site(dataclasses.replace(catalogue, practices=crowd)), "es", ("objective", "9"))
    lines, *rest = section(view, "practices")
    assert isinstance(lines, Lines)
    if number == 30:
        assert rest == []
        assert len(lines.lines) == number
    else:
        (more,) = rest
        assert isinstance(more, Paragraph)
        words, link = more.line.parts
        assert words.text == f"{number - len(lines.lines)} prácticas más: "
        assert link.href == link.label.text == ROOT_URL + site(catalogue).addresses.on_server(("objective", "9"), "es")


def test_room_for_nothing_is_no_error(catalogue):
    """A title may be as long as a page; then the number is all that there is."""
    blocks = section(leaflet_view(site(catalogue), "es", ("country", "MX"), 0), "practices")
    assert len(blocks) == 1
    assert str(blocks[0].line.parts[0]) == f"{len(catalogue.by_country['MX'])} prácticas más: "


# Where it is offered


@pytest.fixture
def released(catalogue):
    """A function that gives the site whose last release has the leaflets of Panama and of objective 9."""
    files = tuple(
        Download(f"{lang}-{key[1]}.{format}", "leaflet", format, lang, f"{key[1]} <{lang}>", "", key, 1, 34_000)
        for lang in ("es", "en")
        for key in (("country", "PA"), ("objective", "9"))
        for format in ("docx", "html", "pdf")
    )
    release = Release("v1", date(2026, 3, 1), files)
    return dataclasses.replace(site(catalogue), repository="https://github.com/x/y", release=release)


@BOTH
@pytest.mark.parametrize("key", [("country", "PA"), ("objective", "9")])
def test_a_page_offers_its_leaflet_once_there_is_one(catalogue, released, lang, key):
    """In its language, what anybody can open first; before there is a release, and for a page without one, nothing."""

    def offered(site, key):
        links = links_in(build_view(site, lang, key))
        return [link.href.rpartition("/")[2] for link in links if "/releases/download/v1/" in link.href]

    assert offered(released, key) == [f"{lang}-{key[1]}.{format}" for format in ("pdf", "html", "docx")]
    assert offered(released, ("country", "CR")) == []
    assert offered(site(catalogue), key) == []


@BOTH
def test_the_page_of_downloads_lists_leaflets_on_demand(released, lang):
    """One list of countries and one of objectives, in the page's language alone, small sizes in kilobytes."""
    builder = page_builder(released, lang, ("home",))
    html = downloads(builder)
    folds = lxml_html.fromstring(f"<div>{html}</div>").findall(".//details")
    assert len(folds) == 2
    assert [fold.xpath("string(.//tbody/tr/th)") for fold in folds] == [f"PA <{lang}>", f"9 <{lang}>"]
    assert [link.text for link in folds[0].iter("a")] == ["PDF\u00a034\u00a0kB", "HTML\u00a034\u00a0kB", "Word\u00a034\u00a0kB"]


@BOTH
def test_a_release_from_before_there_were_volumes_is_listed_too(released, lang):
    """The site is published with the list of the last release, whatever made that."""
    book = Download(f"book-{lang}.pdf", "book", "pdf", lang, "Buenas prácticas", "", (), 7, 34_000)
    before = dataclasses.replace(released, release=dataclasses.replace(released.release, files=(book,)))
    assert f"/releases/download/v1/book-{lang}.pdf" in downloads(page_builder(before, lang, ("home",)))


@BOTH
def test_before_a_release_nothing_is_told_of_files(catalogue, lang):
    """There is nothing to open; a copy in a folder is a file of a release itself."""
    online = site(catalogue)
    folder = dataclasses.replace(online, addresses=dataclasses.replace(online.addresses, directory_urls=False))
    assert not has_files(page_builder(online, lang, ("home",)))
    assert has_files(page_builder(folder, lang, ("home",)))
