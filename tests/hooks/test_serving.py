"""What somebody sees who edits records while the site is served."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from support.sites import EXAMPLE, build, checkout

pytestmark = pytest.mark.built

RECORD = "practices/ventanilla-movil.md"


class Served:
    """A sample site that is being edited, and the edit that the last page shown is of."""

    def __init__(self, root: Path, port: int) -> None:
        self.root, self.url, self.edit = root, f"http://127.0.0.1:{port}/", ""

    def get(self, path: str) -> str:
        """What stands at an address."""
        with urlopen(f"{self.url}{path}", timeout=60) as answer:  # noqa: S310  (a server of our own)
            return answer.read().decode("utf-8", "replace")

    def page(self, path: str) -> str:
        """A page, as it is after the edit that it names."""
        html = self.get(path)
        self.edit = re.search(r'data-edit="(\d+)"', html)[1]
        return html

    def write(self, name: str, text: str) -> None:
        """Save a record, and wait until the server took it in."""
        known = self.edit or re.search(r'data-edit="(\d+)"', self.get(""))[1]
        (self.root / "records" / name).write_text(text, "utf-8")
        assert self.get(f"editing/{known}") != known


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    """The sample site under `mkdocs serve`."""
    root = checkout(tmp_path_factory.mktemp("edited"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (root / "log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=root, stdout=log, stderr=log)
        site = Served(root, port)
        try:
            for _ in range(600):
                try:
                    site.get("")
                    break
                except OSError:
                    time.sleep(0.1)
            yield site
        finally:
            process.terminate()
            process.wait()


def test_an_edit_is_shown_in_both_languages(served):
    """On the record's page and on those that name it, without a build."""
    text = (served.root / "records" / RECORD).read_text("utf-8")
    served.page("")
    served.write(RECORD, text.replace("# English", "Unas palabras nuevas.\n\n# English\n\nSome new words.", 1))
    assert "Unas palabras nuevas." in served.page("practicas/ventanilla-movil-de-documentacion/")
    assert "Some new words." in served.get("en/practices/mobile-documentation-desk/")
    served.write(RECORD, text)
    assert "Unas palabras nuevas." not in served.page("practicas/ventanilla-movil-de-documentacion/")


def test_an_error_is_shown_at_every_address_until_it_is_mended(served):
    """In the language of the page, with its place; meanwhile files are those of the last good records."""
    text = (served.root / "records" / RECORD).read_text("utf-8")
    served.page("")
    served.write(RECORD, text.replace("kind:", "knd:", 1))
    for path, words in (("", "No se publica nada"), ("en/about/", "Nothing is published"), ("practicas/", "knd")):
        assert words in (html := served.page(path)), path
        assert f"records/{RECORD}" in html
    assert "window.gcm.record" in served.get("assets/records/practice/ventanilla-movil.js")
    served.write(RECORD, text)
    assert "gcm-errors" not in served.page("")


def test_a_new_record_has_a_page_and_one_that_is_gone_has_none(served):
    """At once, and lists tell of it."""
    text = (served.root / "records" / RECORD).read_text("utf-8")
    new = re.sub(r"(?ms)^(slug|aliases|related):.*?(?=^\w)", "", text).replace("title:", "# \ntitle:", 1)
    served.page("")
    served.write("practices/otra-ventanilla.md", re.sub(r"(es|en): ([^,{}\n]*)(, en:|})", r"\1: \2 bis\3", new, count=2))
    html = served.page("practicas/")
    if "gcm-errors" not in html:
        assert "otra-ventanilla" in html
        assert "<h1" in served.page("practicas/otra-ventanilla/")
    known = served.edit
    (served.root / "records" / "practices" / "otra-ventanilla.md").unlink()
    assert served.get(f"editing/{known}") != known
    with pytest.raises(HTTPError):
        served.get("practicas/otra-ventanilla/")


def test_the_page_on_screen_follows_the_edits(served, watched):
    """Without a reload: new words at once, what is wrong in the page's language, and the page again when it is mended."""
    record = served.root / "records" / RECORD
    text = record.read_text("utf-8")
    watched.goto(f"{served.url}en/practices/mobile-documentation-desk/")
    watched.evaluate("window.same = true")
    record.write_text(text.replace("# English", "# English\n\nSome words on screen.", 1), "utf-8")
    expect(watched.get_by_text("Some words on screen.")).to_be_visible()
    record.write_text(text.replace("kind:", "knd:", 1), "utf-8")
    expect(watched.locator(".gcm-errors")).to_contain_text(f"records/{RECORD}")
    expect(watched.locator("h1")).to_contain_text("Nothing is published")
    record.write_text(text, "utf-8")
    expect(watched.locator("h1")).to_have_text("Mobile documentation desk")
    expect(watched.locator(".gcm-errors")).to_have_count(0)
    assert watched.evaluate("window.same")


@pytest.mark.nightly  # after edits too each push compares them, without a server (test_build.py)
def test_what_is_served_is_what_is_built(served, tmp_path):
    """But for addresses, and the script that waits for edits."""
    environment = {**EXAMPLE, "SITE_URL": served.url}
    folder = build(tmp_path / "site", root=served.root, **environment)
    asked = [
        "index.html",
        "practicas/ventanilla-movil-de-documentacion/index.html",
        "en/index.html",
        "paises/panama/index.html",
        "explorar/index.html",
    ]
    for path in asked:
        shown = re.sub(r'<script src="/editing.js"[^>]*></script>', "", served.get(path.removesuffix("index.html")))
        made = (folder / path).read_text("utf-8")
        assert (
            shown.partition("<article")[2].partition("</article>")[0]
            == made.partition("<article")[2].partition("</article>")[0]
        ), path
    docx = "paises/panama/expediente/panama-expediente.docx"
    assert served.get(docx) == (folder / docx).read_bytes().decode("utf-8", "replace")
