"""Every kind of page against WCAG 2.2 AA, in both languages, on a phone in light colours and on a desk in dark ones (axe-core)."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.language.text import LANGS
from gcm.views.addresses import Addresses
from support.accessibility import RULES
from support.pages import KEYS
from support.paths import ROOT

pytestmark = pytest.mark.browser

REAL = {
    "practice": ("practice", "registro-unico-de-extranjeria-ruex"),
    "forum": ("forum", "i-foro-2023"),
    "session": ("session", "i-foro-2023", "sesion-2b"),
    "roadmap": ("roadmap", "i-foro-mesa-1"),
    "sheet": ("sheet", "i-foro-mesa-1"),
    "objective": ("objective", "13"),
    "country": ("country", "MX"),
}
WRITTEN = {
    ("home",): {"es": "index.md", "en": "index.md"},
    ("about",): {"es": "acerca.md", "en": "about.md"},
    ("contribute",): {"es": "contribuir.md", "en": "contribute.md"},
    ("source-notes",): {"es": "notas-sobre-las-fuentes.md", "en": "notes-on-the-sources.md"},
    ("editorial-policy",): {"es": "politica-editorial.md", "en": "editorial-policy.md"},
}


def one_of_each_kind() -> list[tuple[str, ...]]:
    """A real page for every kind that has a golden file, and every hand-written page."""
    found = {key[0]: REAL.get(key[0], key) for key in KEYS}
    return [*found.values(), *WRITTEN]


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    """Where the pages of the real site are."""
    catalogue: Catalogue = load_catalogue(ROOT / "records")[0]
    return Addresses(catalogue, WRITTEN)


@pytest.mark.parametrize(("scheme", "width"), [("light", 412), ("dark", 1280)])
@pytest.mark.parametrize("lang", LANGS)
def test_axe_finds_nothing(browser, address, addresses, lang, scheme, width):
    """No page of any kind breaks a rule that a program can check."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page, axe, found = context.new_page(), Axe(), []
    for key in one_of_each_kind():
        page.goto(address + addresses.url(key, lang))
        for violation in axe.run(page, options=RULES).response["violations"]:
            targets = [node["target"] for node in violation["nodes"][:3]]
            found.append(f"{addresses.url(key, lang)}: {violation['id']}: {targets}")
    context.close()
    assert found == []
