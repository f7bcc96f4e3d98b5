"""A site built from records that mean harm in every field: as its files are, and as a browser runs them with the policy taken off."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from gcm.language.text import LANGS
from support.browsers import search, served

CALLED = """
window.calls = [];
Object.defineProperty(window, "ran", { get: () => (number) => calls.push(number), set: (number) => calls.push(number) });
"""
"""Notes what an attack calls or sets."""

LED = "javascript:", "data:", "vbscript:"

RUNS = """() => [...document.querySelectorAll("*")].flatMap((each) => [...each.attributes]
    .filter(({ name, value }) => name.startsWith("on") || name === "srcdoc" || /^\\s*(javascript|vbscript|data:text)/i.test(value)
        && ["href", "src", "action", "xlink:href", "data", "background"].includes(name))
    .map(({ name, value }) => `${each.localName} ${name}=${value}`))"""
"""What could still run when somebody comes near it."""


class Elements(HTMLParser):
    """The elements of a page, each with an attribute of it; the policies that it declares; where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pairs: set[tuple[str, str]] = set()
        self.policies, self.ways, self.other = 0, [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """An element."""
        self.pairs |= {(tag, ""), *((tag, name) for name, _ in attrs)}
        values = dict(attrs)
        self.policies += values.get("http-equiv") == "Content-Security-Policy"
        self.ways += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_comment(self, data):
        """What pages do not have."""
        self.other.append(data)

    unknown_decl = handle_comment
    handle_pi = handle_comment


def elements_of(folder: Path) -> dict[str, Elements]:
    pages = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.html")}
    return {path: Elements(text) for path, text in pages.items()}


@pytest.fixture(scope="module")
def pages(once) -> dict[str, Elements]:
    """Every page of the hostile site."""
    return elements_of(once.folder("hostile_site") / "site")


def test_pages_are_made_of_what_pages_are_made_of(pages, site):
    """No element and no attribute stands there that no page of the real site has."""
    known = set().union(*(page.pairs for page in elements_of(site).values()))
    assert len(pages) > 150
    assert {pair for page in pages.values() for pair in page.pairs} - known == {("hr", "")}  # a line in the Markdown of a body
    assert [path for path, page in pages.items() if page.other] == []


def test_links_lead_to_pages(pages):
    """Nothing is run by following one."""
    ways = {way for page in pages.values() for way in page.ways}
    assert len(ways) > 200
    assert [way for way in ways if way.strip().lower().startswith(LED) and not way.startswith("data:image/")] == []


def test_every_page_has_the_policy_once(pages):
    """And in the head, where browsers heed it; a page that only leads on has its own."""
    assert {path: page.policies for path, page in pages.items() if page.policies != 1} == {}


@pytest.mark.nightly
@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_runs_on_any_page_without_the_policy(once, browser, lang):
    """The policy is the last of several walls: what is escaped needs none. Each page is opened, its search asked, its form filled."""
    folder = once.folder("hostile_site") / "site"
    context = browser.new_context(bypass_csp=True, service_workers="block")
    context.add_init_script(CALLED)
    page, outside = context.new_page(), []
    page.on("request", lambda request: outside.append(request.url) if "//127.0.0.1" not in request.url else None)
    page.on("dialog", lambda dialog: (outside.append("dialog"), dialog.dismiss()))
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    records = [path.stem for path in (once.folder("hostile_site") / "checkout" / "records").rglob("[!_]*.md")]
    form = "en/contribute/" if lang == "en" else "contribuir/"
    kinds = ("", "&kind=forum", "&kind=roadmap")
    paths = [path for path in paths if path.startswith("en/") == (lang == "en")]
    paths += [f"{form}?record={record}{kind}" for record in records for kind in kinds]
    with served(folder) as address:
        for path in paths:
            page.goto(f"{address}{path}", wait_until="load")
            assert (path, page.evaluate(RUNS), page.evaluate("calls"), outside) == (path, [], [], [])
        page.goto(f"{address}{'en/' if lang == 'en' else ''}")
        for query in ("script", "onerror", "javascript"):
            search(page, query)
            assert (query, page.evaluate(RUNS), page.evaluate("calls"), outside) == (query, [], [], [])
    context.close()


@pytest.mark.browser
def test_the_browser_would_tell_what_runs(browser):
    """A page without a policy and with an attack."""
    page = browser.new_page(bypass_csp=True)
    page.add_init_script(CALLED)
    page.goto("data:text/html,<img src=x onerror=ran(7)><script>window.ran=8</script>")
    page.wait_for_function("calls.length == 2")
    assert page.evaluate(RUNS) == ["img onerror=ran(7)"]
    page.context.close()
