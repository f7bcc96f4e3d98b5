"""Old addresses in a browser, on a server and in a folder: each leads on, with its query and its anchor."""

from __future__ import annotations

import pytest

from support.browsers import served
from support.moved_site import make_moved

pytestmark = pytest.mark.browser

CASES = [
    ("practicas/registro-de-muestra", "#enlaces", "practicas/registro-nuevo", "#enlaces"),
    ("en/practices/registro-de-muestra", "?a=1#links", "en/practices/registro-nuevo", "?a=1#links"),
    ("en/roadmaps/sample-roadmap", "#item-1", "en/roadmaps/roadmap-one", "#item-1a"),
    ("hojas-de-ruta/hoja-de-muestra", "#item-1", "hojas-de-ruta/hoja-de-muestra", "#item-1a"),
    ("foros/foro-de-muestra/sesion-1", "", "foros/primer-foro/sesion-1", ""),
    ("temas", "#foro-de-muestra", "temas", "#primer-foro"),
    ("explorar", "?forum=foro-de-muestra&kind=practice", "explorar", "?forum=primer-foro&kind=practice"),
]


@pytest.fixture(scope="module")
def moved(once):
    """The sites before and after their records were renamed; made once a run."""
    once.value("moved", make_moved)
    return once.folder("moved")


@pytest.fixture(params=["online", "folder"])
def at(request, moved):
    """A function from a path to its address, on a server and in a folder; asked for before the page, the server outlives it."""
    if request.param == "online":
        with served(moved / "online") as url:
            yield lambda path: f"{url}{path}/"
    else:
        names = ("{}.html", "{}/index.html")
        found = lambda path: next(each for name in names if (each := moved / "folder" / name.format(path)).exists())  # noqa: E731
        yield lambda path: found(path).as_uri()


@pytest.mark.parametrize(("old", "mark", "new", "kept"), CASES)
def test_an_old_address_leads_on(at, watched, old, mark, new, kept):
    """The reader stands on the page of today, at the same anchor and with the same question."""
    watched.goto(f"{at(old)}{mark}")
    watched.wait_for_url(f"{at(new)}{kept}")
    assert watched.locator(".md-content article").count() == 1


def test_without_scripts_the_refresh_leads_on(browser, moved):
    """Who runs no scripts comes to the page all the same."""
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((moved / "folder" / "practicas" / "registro-de-muestra.html").as_uri())
    page.wait_for_url("**/practicas/registro-nuevo.html")
    page.context.close()


def test_a_renamed_value_is_chosen(at, watched):
    """The explorer shows what was asked for under the old name."""
    watched.goto(f"{at('explorar')}?session=foro-de-muestra.sesion-1")
    chip = watched.locator(".gcm-chosen li")
    chip.first.wait_for()
    assert "foro-de-muestra" not in chip.first.inner_text()


def test_a_withdrawn_page_is_read(at, watched):
    """It stays where it is, and leads to what can be read instead."""
    watched.goto(at("practicas/buzon"))
    assert "La ficha repetía <otra> «ficha»." in watched.locator("main").inner_text()
    watched.locator("main a").first.click()
    watched.wait_for_url(at("practicas/registro-nuevo"))
