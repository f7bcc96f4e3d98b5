"""Whatever people write, in whichever field, is text on every page and in every file: never markup, a link, a script or a template."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from zipfile import ZipFile

import pytest
from lxml import etree

from gcm.catalogue.catalogue import load_catalogue
from gcm.language.text import LANGS
from gcm.models.form_fields import record_fields
from gcm.models.kinds import MODELS
from gcm.reading.files import parse_record
from gcm.site.shared import SharedFiles
from gcm.site.writer import Writer
from support.handed_over import handed_over
from support.hostile import Hostile, attack, free_texts, harmless
from support.pages import WRITTEN
from support.sites import site_of


class Skeleton(HTMLParser):
    """What a page is made of: its elements with the names of their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[tuple[str, ...]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """An element; values of attributes that lead somewhere or choose a style tell how they begin."""
        self.parts.append(
            (
                tag,
                *(
                    f"{name}={value.partition(':')[0]}" if name in ("href", "src") and ":" in (value or "") else name
                    for name, value in attrs
                ),
            )
        )

    def handle_endtag(self, tag):
        """Its end."""
        self.parts.append((f"/{tag}",))

    def handle_comment(self, data):
        """Pages have none."""
        self.parts.append(("comment",))

    def handle_decl(self, decl):
        """Nor this, but at the beginning."""
        self.parts.append(("declaration",))

    unknown_decl = handle_decl
    handle_pi = handle_decl


def html_parts(content: str | bytes) -> list[tuple[str, ...]]:
    return Skeleton(content).parts


def word_parts(content: bytes) -> list[tuple[str, ...]]:
    """The elements of a Word file, and where its links lead."""
    with ZipFile(io.BytesIO(content)) as archive:
        documents = {
            name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))
        }
    schemes = sorted(
        {
            each.get("Target", "").partition(":")[0]
            for root in documents.values()
            for each in root.iter("{*}Relationship")
            if each.get("TargetMode")
        }
    )
    return [(name, *(str(each.tag) for each in root.iter())) for name, root in sorted(documents.items())] + [tuple(schemes)]


def calendar_parts(content: bytes) -> list[tuple[str, ...]]:
    """The names of the properties of a calendar, its lines unfolded."""
    return [(line.partition(":")[0].partition(";")[0],) for line in content.decode().replace("\r\n ", "").split("\r\n")]


PARTS: dict[str, Callable] = {".html": html_parts, ".docx": word_parts, ".ics": calendar_parts}


def files(folder, text) -> tuple[dict[str, list], Hostile, dict[str, str]]:
    """Path → parts of every page and file in both languages of a site whose records say `text` everywhere; and its scripts."""
    hostile = Hostile(text)
    hostile.write(folder)
    catalogue, problems = load_catalogue(folder)
    assert [problem for problem in problems if not problem.is_warning] == []
    site, found = site_of(catalogue, WRITTEN, root="https://example.org/"), {}
    for lang in LANGS:
        writer = Writer(site, lang, lambda page, _: page.html)
        for path in writer.paths:
            if parts := next((parts for end, parts in PARTS.items() if path.endswith(end)), None):
                found[f"{lang}/{path}"] = parts(writer.make(path))
    records = [(path, path.read_bytes()) for path in sorted(folder.rglob("*.md"))]
    parsed = [(parse_record(content, f"records/{path.parent.name}/{path.name}")[0], content) for path, content in records]
    shared = SharedFiles(site, parsed, "")
    return found, hostile, {path: shared.make(path) for path in shared.paths if path.endswith(".js")}


@pytest.fixture(scope="module")
def sites(tmp_path_factory) -> dict:
    """The same site twice: of texts that attack, and of harmless ones in their places."""
    return {name: files(tmp_path_factory.mktemp(name), text) for name, text in (("hostile", attack), ("harmless", harmless))}


def test_every_text_field_of_every_model_is_attacked(sites):
    """Those of a field that is made tomorrow too: the sample records have to fill it in."""
    wanted = {(kind, *place) for kind in MODELS for place in free_texts(record_fields(kind, "es"))}
    assert wanted - sites["hostile"][1].filled == set()


def test_a_hostile_text_is_as_much_as_any_other(sites):
    """Pages, Word files and calendars are made of the same pieces, whatever the words are."""
    hostile, plain = sites["hostile"][0], sites["harmless"][0]
    assert hostile.keys() == plain.keys()
    assert len(hostile) > 100
    assert [path for path in plain if hostile[path] != plain[path]] == []


def test_a_script_holds_what_is_hostile_as_a_text(sites):
    """A record that the form reads is JSON in one string, which nothing of it can end."""
    scripts = sites["hostile"][2]
    call = re.compile(r"window\.gcm\.\w+\(JSON\.parse\('(?:[^'\\\n\r\u2028\u2029]|\\.)*'\)\);\n")
    assert [path for path, script in scripts.items() if not call.fullmatch(script)] == []
    for path, script in scripts.items():
        assert "<" not in script, path
        handed_over(script)


def test_the_measure_sees_what_runs():
    """An attack that is not escaped is another piece of the page."""
    assert html_parts(f"<p>{harmless(1)}</p>") != html_parts(f"<p>{attack(1)}</p>")
    assert html_parts('<a href="x:y">') != html_parts('<a href="javascript:y">')
