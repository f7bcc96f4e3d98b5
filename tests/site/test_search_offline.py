"""The search of a site that is kept whole on a device: the server is gone, and every word of it is found."""

from __future__ import annotations

import re
import threading
from functools import partial

import pytest
from playwright.sync_api import expect

from gcm.views.addresses import Addresses
from support.body_words import body_words
from support.browsers import READ_RESULTS, Quiet, QuietServer

PAGE = {"es": "buscar/?texto=", "en": "en/search/?text="}


@pytest.fixture
def server(site):
    """Where the site is served until the test ends it."""
    server = QuietServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture
def page(browser):
    """A page in which what goes wrong without a server may go wrong."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def results(page, address):
    """Titles and addresses that are found, once all that can come has come."""
    page.goto(address)
    page.wait_for_function("() => document.querySelector('.gcm-search-results')?.hasAttribute('aria-busy') === false")
    return page.evaluate(READ_RESULTS)


def visit(page, server, path):
    """Open a page, and wait until the worker has kept what it keeps from the first visit on; where the site is."""
    url = f"http://127.0.0.1:{server.server_port}/"
    page.goto(url + path)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return url


def stop(server):
    """Answer no more."""
    server.shutdown()
    server.server_close()


def test_with_what_a_first_visit_keeps_names_are_found(page, server):
    """And it is told that nothing else was searched."""
    url = visit(page, server, "")
    stop(server)
    assert "Remesas" in results(page, f"{url}{PAGE['es']}remesas")[0][0]
    expect(page.locator(".gcm-search-told").first).to_contain_text("solo en títulos y nombres")


@pytest.mark.nightly
def test_what_stands_in_the_text_alone_is_found_in_the_kept_site(page, server, catalogue):
    """A word of the body of a practice, which is in no title, no name and no summary, leads to it, in both languages."""
    url = visit(page, server, "descargas/")
    page.locator(".gcm-keep select").select_option("all")
    page.locator(".gcm-keep [data-action=keep]").click()
    expect(page.locator(".gcm-keep output")).to_have_text(re.compile(r"Guardado en este dispositivo: (la edición|\d)"))
    stop(server)
    addresses = Addresses(catalogue)
    for lang, path in PAGE.items():
        for word, id in body_words(catalogue, lang, 3):
            found = [address for _, address in results(page, f"{url}{path}{word}")]
            assert url + addresses.url(("practice", id), lang) in found, word
        page.goto(found[0])
        expect(page.locator("html")).to_have_attribute("lang", lang)
