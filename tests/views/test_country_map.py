"""The map of the Americas: outlines that fit, shades that tell the truth, and a way to every country's page."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from lxml import html as lxml_html
from playwright.sync_api import Page, expect

from gcm.catalogue.catalogue import Catalogue
from gcm.language.data_files import DATA
from gcm.language.text import LANGS
from gcm.site.pages import render_page
from gcm.taxonomy.geography import geography
from gcm.views.all_views import build_views
from gcm.views.pages.country_map import SHADES, class_bounds, shade_of
from support.browsers import Watched
from support.pages import WRITTEN
from support.sites import site_of

PATHS = {"es": "mapa", "en": "en/map"}


@pytest.fixture(scope="module", params=LANGS)
def mapped(request, catalogue):
    """Language and parsed map page of the real records."""
    site = site_of(catalogue, WRITTEN)
    view = next(view for view in build_views(site, request.param) if view.key == ("map",))
    return request.param, site.addresses, lxml_html.fromstring(f"<main>{render_page(view).html}</main>")


def points(path: str) -> list[list[tuple[int, int]]]:
    """The rings of path data that is whole numbers only: `M10 10l5 0 0 5z`."""
    assert re.fullmatch(r"(M\d+ \d+l-?\d+( |(?=-))-?\d+(( |(?=-))-?\d+( |(?=-))-?\d+)*z)+", path), path[:80]
    rings = []
    for ring in path.split("z")[:-1]:
        numbers = [int(each) for each in re.findall(r"-?\d+", ring)]
        x = y = 0
        rings.append([])
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            rings[-1].append((x, y))
    return rings


@pytest.mark.parametrize("name", ["americas", "caribbean"])
def test_outlines_lie_inside_their_panel(name):
    """Every outline, spot, label and line can be read and is in view, and every ring has an inside."""
    panel = geography().panels[name]
    for code, outline in panel.countries.items():
        for ring in [*points(outline.path), *(points(outline.spot) if outline.spot else [])]:
            assert len(ring) > 2, code
            assert all(0 <= x <= panel.width and 0 <= y <= panel.height for x, y in ring), code
        if outline.label:
            ends = outline.label.line or (outline.label.x, outline.label.y) * 2
            for x, y in ((outline.label.x, outline.label.y), ends[:2], ends[2:]):
                assert 0 <= x <= panel.width, code
                assert 0 <= y <= panel.height, code


def test_every_country_has_one_panel_of_its_own(catalogue):
    """A country is labelled in one panel, has a name in both languages, and the file stays small."""
    panels = geography().panels.values()
    for code in geography().countries:
        assert sum(code in panel.countries and panel.countries[code].label is not None for panel in panels) == 1, code
        assert code in catalogue.taxonomy.countries
    assert (DATA / "map.json").stat().st_size < 150_000


def test_small_states_are_clearly_seen():
    """On a phone the map is 328 px wide: no state of Central America is drawn narrower than 9 px there."""
    for code in ("BZ", "CR", "GT", "HN", "NI", "PA", "SV"):
        xs, ys = zip(*points(geography().panels["caribbean"].countries[code].path)[0], strict=True)
        assert min(max(xs) - min(xs), max(ys) - min(ys)) * 0.328 > 9, code


@pytest.mark.parametrize("most", [0, 1, 2, 3, 4, 5, 18, 62, 500])
def test_classes_hold_every_number(most):
    """Classes grow, end with the highest number, and are five at most with that of none."""
    bounds = class_bounds(most)
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= SHADES
    assert bounds[-1:] == ((most,) if most else ())
    shades = [shade_of(number, bounds) for number in range(most + 1)]
    assert shades[0] == "shade-0"
    assert shades[1:] == sorted(shades[1:])
    assert "shade-0" not in shades[1:]
    assert most == 0 or shades[-1] == f"shade-{SHADES}"


def number_of(catalogue: Catalogue, code: str) -> int:
    return len(catalogue.by_country.get(code, ()))


def test_every_country_on_record_is_a_link(mapped, catalogue):
    """A country of the Americas that occurs leads to its page, once for the keyboard; one that does not has no link."""
    lang, addresses, page = mapped
    reached = [each.get("href") for each in page.xpath("//figure//a[not(@tabindex)]")]
    wanted = {code: addresses.relative(("map",), lang, ("country", code)) for code in catalogue.countries}
    assert sorted(reached) == sorted(wanted[code] for code in catalogue.countries if code in geography().countries)
    for name, panel in geography().panels.items():
        for code in panel.countries:
            links = page.xpath(f"//figure//a[use[@href='#map-{name}-{code.lower()}']]/@href")
            assert links == ([wanted[code]] if code in wanted else []), (name, code)
    for link in page.xpath("//figure//a[@tabindex]"):
        assert link.get("aria-hidden") == "true"
        assert link.get("href") in reached


def test_names_tell_the_number(mapped, catalogue):
    """What a link is called says how many practices there are, and in words when there are none."""
    lang, _, page = mapped
    names = {each.text for each in page.xpath("//figure//a/title")}
    mexico, belize = (len(catalogue.by_country[code]) for code in ("MX", "BZ"))
    wanted = {
        "es": {f"México: {mexico} prácticas; país precursor", f"Belice: {belize} prácticas"},
        "en": {f"Mexico: {mexico} practices; champion country", f"Belize: {belize} practices"},
    }[lang]
    assert wanted <= names
    printed = {" ".join(each.text_content().split()) for each in page.xpath("//figure//text")}
    assert {
        f"★ México {mexico}" if lang == "es" else f"★ Mexico {mexico}",
        f"Chile {len(catalogue.by_country['CL'])}",
    } <= printed


def test_shades_and_legend_agree_with_the_counts(mapped, catalogue):
    """The shade of each country is the one that the legend gives for its number."""
    _, _, page = mapped
    legend = {}
    for entry in page.xpath("//div[@class='gcm-map-legend']//li"):
        (look,) = entry.xpath(".//rect/@class")
        numbers = [int(each) for each in re.findall(r"\d+", entry.text_content())]
        legend[look] = range(numbers[0], numbers[-1] + 1) if numbers else range(0)
    assert [look for look in legend if legend[look]] == [f"gcm-shade-{each}" for each in (4, 3, 2, 1)]
    assert {"gcm-shade-0", "gcm-map-unlisted", "gcm-champion"} < set(legend)
    for name, panel in geography().panels.items():
        for code in panel.countries:
            (look,) = page.xpath(f"//figure//g[1]/use[@href='#map-{name}-{code.lower()}'][not(@class='gcm-champion')]/@class")
            number = number_of(catalogue, code)
            expected = "gcm-shade-0" if code in catalogue.countries else "gcm-map-unlisted"
            assert (number in legend[look]) if number else (look == expected), code


def test_champions_are_marked(mapped, catalogue):
    """Champion countries bear an outline in every panel, and the sign beside their name."""
    _, _, page = mapped
    champions = {member.country for member in catalogue.taxonomy.country_groups["champion"].members}
    for name, panel in geography().panels.items():
        outlined = {
            each.rsplit("-", 1)[1].upper()
            for each in page.xpath(f"//figure[contains(@class, '{name}')]//use[@class='gcm-champion']/@href")
        }
        assert outlined == champions & set(panel.countries)
    assert len(page.xpath("//tspan[@class='gcm-map-sign']")) == len(champions & geography().countries) == 9


def test_table_says_the_same(mapped, catalogue):
    """Every country that occurs stands in one of the tables with its number: nobody is lost who is not on the map."""
    lang, addresses, page = mapped
    rows = {row.xpath("string(th//a/@href)"): row.xpath("string(td[1])") for row in page.xpath("//tbody/tr")}
    assert len(rows) == len(catalogue.countries)
    for code in catalogue.countries:
        told = rows[addresses.relative(("map",), lang, ("country", code))]
        assert told == (str(number_of(catalogue, code)) if number_of(catalogue, code) else "–")
    tables = page.xpath("//table")
    assert [len(table.xpath(".//tbody/tr")) for table in tables] == [28, 6]


def test_ids_are_there_once_and_point_somewhere(mapped):
    """What a shape repeats is on the page, and no id is there twice."""
    _, _, page = mapped
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {each.lstrip("#") for each in page.xpath("//use/@href")} <= set(ids)
    assert set(" ".join(page.xpath("//@aria-labelledby")).split()) <= set(ids)


# In the browser


def tab_to(page: Page, name: str) -> list[str]:
    """Press Tab until a link of that name has the focus; the names of the shapes that were passed."""
    passed = []
    for _ in range(120):
        page.keyboard.press("Tab")
        title = page.evaluate(
            "document.activeElement.closest('.gcm-map') && document.activeElement.querySelector('title')?.textContent"
        )
        if title:
            passed.append(title)
        if title == name:
            return passed
    raise AssertionError(f"the Tab key does not reach {name}; it reached {passed}")


COUNTRY = {"es": ("El Salvador: 11 prácticas; país precursor", "El Salvador"), "en": ("Belize: 4 practices", "Belize")}


def walk(page: Page, lang: str, end: str) -> None:
    """By keyboard alone from the top of the map page to a country's."""
    name, heading = COUNTRY[lang]
    passed = tab_to(page, name)
    assert len(passed) == len(set(passed)) > 7
    strokes = "getComputedStyle(document.activeElement).stroke"
    assert page.evaluate(strokes) not in (
        "none",
        page.evaluate("getComputedStyle(document.querySelector('.gcm-map a:not(:focus)')).stroke"),
    )
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(heading)
    assert page.url.endswith(end)


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "end"), [("es", "paises/el-salvador/"), ("en", "en/countries/belize/")])
def test_keyboard_opens_a_country(watched, address, lang, end):
    """Tab reaches the shapes, the focus is seen, and Enter opens the page of the country; nothing is complained of."""
    watched.goto(f"{address}{PATHS[lang]}/")
    walk(watched, lang, end)


@pytest.mark.browser
@pytest.mark.parametrize(("lang", "end"), [("es", "paises/el-salvador.html"), ("en", "en/countries/belize.html")])
def test_map_works_from_a_folder(browser, offline, lang, end):
    """The same without a server; the map adds nothing to what any page of the folder complains of."""
    complaints = []
    for page in (PATHS[lang], {"es": "glosario", "en": "en/glossary"}[lang]):
        watch = Watched(browser)
        watch.page.goto((offline / page / "index.html").as_uri())
        watch.page.wait_for_load_state("networkidle")
        complaints.append(set(watch.errors))
        if page == PATHS[lang]:
            walk(watch.page, lang, end)
        assert watch.outside == []
        watch.page.context.close()
    assert complaints[0] <= complaints[1]


@pytest.mark.browser
def test_pointer_opens_a_country_drawn_again(watched, address):
    """In the whole map a country that is enlarged beside it leads to its page too."""
    watched.goto(f"{address}mapa/")
    box = watched.locator(".gcm-map-americas a[href$='paises/nicaragua/'] use").bounding_box()
    watched.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.4)
    expect(watched.locator("h1")).to_have_text("Nicaragua")


BOXES = """svg => [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBoundingClientRect();
    return [text.textContent, box.left, box.top + box.height * 0.2, box.right, box.bottom - box.height * 0.2];
})"""


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_names_are_read(watched, address, lang, width):
    """Names are at least 9.5 px high, inside the map and clear of each other, and nothing scrolls sideways."""
    watched.set_viewport_size({"width": width, "height": 800})
    watched.goto(f"{address}{PATHS[lang]}/")
    assert watched.evaluate("document.documentElement.scrollWidth") <= width
    for svg in watched.locator(".gcm-map-panel svg").all():
        frame = svg.bounding_box()
        boxes = svg.evaluate(BOXES)
        for name, left, _, right, _ in boxes:
            assert frame["x"] <= left, name
            assert right <= frame["x"] + frame["width"], name
        for (one, *a), (two, *b) in combinations(boxes, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
            assert apart, (one, two)
        scale = "svg => parseFloat(getComputedStyle(svg.querySelector('text')).fontSize) * svg.getScreenCTM().a"
        assert svg.evaluate(scale) >= 9.5
