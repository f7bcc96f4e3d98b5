"""The frame around every page: short, one stylesheet, few scripts, and a menu that the keyboard and a phone reach."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html as lxml_html
from playwright.sync_api import expect

from gcm.site.assets import join_styles

MENU = "nav.gcm-drawer"


def practices(site: Path) -> list[Path]:
    return [*site.glob("practicas/*/index.html"), *site.glob("en/practices/*/index.html")]


def test_the_frame_of_a_practice_takes_less_than_ten_kilobytes(site):
    """What stands outside the article, which is the same on every page, is short; what a page says of itself to machines, too."""
    for page in practices(site):
        text = page.read_text("utf-8")
        article = re.search(r"<article.*</article>", text, re.DOTALL)
        told = re.search(r'<meta property="og:type".*</script>\n(?=<link rel="icon")', text, re.DOTALL)
        assert len(told[0].encode()) < 5_000, page
        assert len(text.encode()) - len(article[0].encode()) - len(told[0].encode()) < 10_000, page


def test_the_whole_menu_stands_once_on_a_page(site):
    """A page's links outside its article and its tabs are each there once."""
    page = lxml_html.parse(site / "practicas" / "sembrando-vida" / "index.html")
    links = [link for link in page.xpath("//footer//a[not(@hreflang)]/@href") if not link.startswith("http")]
    assert len(links) == len(set(links)) > 20
    assert page.xpath("count(//nav[contains(@class, 'md-tabs')]//a)") < 15


def test_a_page_asks_for_one_stylesheet_and_two_scripts(site):
    """What few pages need comes with them alone, as what leads on from an anchor of before."""
    page = lxml_html.parse(site / "practicas" / "sembrando-vida" / "index.html")
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../../assets/stylesheets/site.css"]
    assert page.xpath("//script[not(contains(@src, '/moved.js'))]/@src") == [
        "../../assets/javascripts/first.js",
        "../../assets/javascripts/site.js",
    ]


def test_every_class_of_the_theme_that_a_page_uses_is_styled(site):
    """What is left of the theme's style has all that the built pages name."""
    names = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
    theme = files("material") / "templates" / "assets" / "stylesheets"
    known = {
        name for sheet in theme.iterdir() if sheet.name.endswith(".css") for name in names.findall(sheet.read_text("utf-8"))
    }
    used = {
        name
        for page in site.rglob("*.html")
        for classes in re.findall(r'class="([^"]+)"', page.read_text("utf-8"))
        for name in classes.split()
    }
    kept = set(names.findall((site / "assets" / "stylesheets" / "site.css").read_text("utf-8")))
    assert used & known <= kept
    assert not {"tabbed-set", "md-annotation", "md-nav--primary"} & kept


def test_styles_lose_what_nothing_uses():
    """Of the theme go other classes, the other direction of writing, its own colours and icons without a use; of ours nothing."""
    theirs = (
        ":root{--md-old:url('data:,a');--md-kept:url('data:,b')}.old,.old .kept{mask:var(--md-old)}.kept{mask:var(--md-kept)}"
        "[dir=rtl] .kept{left:0}[data-md-color-primary=red]{color:red}[data-md-color-primary=custom]{color:#010203}"
    )
    joined = join_styles([theirs], [".ours { left: 0 }"], ['<p class="kept">'])
    assert joined == (
        ":root{--md-kept:url(data:,b)}.kept{mask:var(--md-kept)}[data-md-color-primary=custom]{color:#010203}.ours{left:0}"
    )


@pytest.mark.browser
def test_the_drawer_of_a_narrow_window_shows_the_menu_of_the_foot(watched, address):
    """The button opens it, the first link has the focus, Escape closes it and gives the focus back."""
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(f"{address}objetivos/")
    button = watched.locator(".gcm-menu")
    assert watched.locator(MENU).count() == 0
    button.focus()
    watched.keyboard.press("Enter")
    watched.locator(f"{MENU} a").first.wait_for(state="visible")
    assert button.get_attribute("aria-expanded") == "true"
    assert watched.evaluate(f"document.activeElement === document.querySelector('{MENU} a')")

    listed = ".map((link) => link.href)"
    inside = watched.evaluate(f"[...document.querySelectorAll('{MENU} :is(ul, details) a:not([href^=\"#\"])')]{listed}")
    assert inside == watched.evaluate(f"[...document.querySelectorAll('.gcm-footer a')]{listed}")
    assert watched.locator(f"{MENU} details[open] summary").all_inner_texts() == ["Objetivos"]
    assert watched.locator(f"{MENU} details[open] a").first.is_visible()

    watched.keyboard.press("Escape")
    watched.locator(MENU).wait_for(state="hidden")
    assert button.get_attribute("aria-expanded") == "false"
    assert watched.evaluate("document.activeElement.matches('.gcm-menu')")


@pytest.mark.browser
def test_the_contents_in_the_drawer_lead_into_the_page(watched, address):
    """They are folded; a choice closes the drawer."""
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(f"{address}practicas/sembrando-vida/")
    watched.locator(".gcm-menu").click()
    watched.locator(f"{MENU} summary").first.click()
    way = watched.locator(f"{MENU} details a").first
    wanted = way.get_attribute("href")
    way.click()
    watched.locator(MENU).wait_for(state="hidden")
    assert wanted.startswith("#")
    assert watched.url.endswith(wanted)


@pytest.mark.browser
def test_colours_are_turned_round_and_kept(watched, address):
    """The button says where it leads; the choice holds on the next page, before anything is painted."""
    scheme = "document.body.dataset.mdColorScheme"
    watched.goto(address)
    assert (watched.evaluate(scheme), watched.locator(".gcm-palette").get_attribute("title")) == (
        "default",
        "Pasar a colores oscuros",
    )
    watched.locator(".gcm-palette").click()
    assert (watched.evaluate(scheme), watched.locator(".gcm-palette").get_attribute("title")) == (
        "slate",
        "Pasar a colores claros",
    )
    watched.goto(f"{address}objetivos/")
    assert watched.evaluate(scheme) == "slate"


@pytest.mark.browser
def test_the_contents_follow_the_reader(watched, address):
    """The part on screen is marked, and on the way up a button leads back."""
    watched.set_viewport_size({"width": 1280, "height": 600})
    watched.goto(f"{address}practicas/sembrando-vida/")
    active = watched.locator(".md-nav--secondary .gcm-here")
    assert active.count() == 0
    watched.evaluate("document.getElementById('seguimiento').scrollIntoView()")
    watched.locator(".gcm-here[href='#seguimiento']").wait_for()
    assert active.count() == 1
    assert not watched.locator(".md-top").is_visible()
    watched.evaluate("scrollBy(0, -50)")
    watched.locator(".md-top").click()
    expect(watched.locator("h1")).to_be_in_viewport()


@pytest.mark.browser
def test_nothing_stays_folded_on_paper(watched, address):
    """What is folded on the screen is printed, and folded again afterwards."""
    watched.goto(f"{address}practicas/sembrando-vida/")
    folded = watched.locator("article details:not([open])")
    before = folded.count()
    watched.emulate_media(media="print")
    expect(folded).to_have_count(0)
    watched.emulate_media(media="screen")
    expect(folded).to_have_count(before)
    assert before > 0
