"""The site that opens from a folder → zips, one of each language and one of both; the same site gives the same bytes on any day."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from lxml.html import document_fromstring, tostring

from gcm.language.text import LANGS, Lang, other
from gcm.release.artefact import Artefact, Tell
from gcm.release.book import templates
from gcm.release.policy import own_style
from gcm.views.addresses import HOME, PREFIX, Addresses, Key
from gcm.views.release_list import release_phrases
from gcm.views.site import Site

ZIPS: Final[tuple[tuple[Lang, ...], ...]] = (("es",), ("en",), LANGS)
"""The languages of each zip. That of both is smaller than the two others together, and only there a reader changes language."""

FOLDER: Final = "gcm-practices"
"""What the zip unpacks to, beside the file that opens it, so that nobody's desk is strewn with a thousand files."""

LEFT_OUT: Final = (".map", ".gz", "404.html", "sitemap.xml", "manifest.webmanifest")
"""Endings of files that only a server, a search machine or a developer asks for."""

_OPEN: Final = "assets/open-{}.js"
"""Opens the site at once; where the folder is not beside it, the page that asks for it stays, and says what to do."""


def make_archive(built: Path, site: Site, langs: Sequence[Lang], folder: Path, tell: Tell) -> list[Artefact]:
    """The zip of `site` in these languages; it was built with the same addresses for a folder."""
    path = folder / f"gcm-practices-site-{'-'.join(langs)}.zip"
    inside = {**dict(_site_entries(built, site, langs)), **dict(_readmes(site, langs)), **dict(_openers(site, langs))}
    entries = dict(sorted({**{f"{FOLDER}/{name}": inside[name] for name in inside}, **dict(_starts(site, langs))}.items()))
    with zipfile.ZipFile(path, "w") as packed:
        for done, (name, content) in enumerate(entries.items(), 1):
            packed.writestr(_entry(name, site.built_on), content, zipfile.ZIP_DEFLATED)
            tell(done, len(entries), name)
    title = " · ".join(site.names[lang] for lang in langs)
    return [Artefact(path, "site", "-".join(langs), page_count(site.addresses, langs), title)]


def page_count(addresses: Addresses, langs: Sequence[Lang] = LANGS) -> int:
    """How many pages the site has in these languages together."""
    return len(langs) * len(_keys(addresses))


def _keys(addresses: Addresses) -> dict[Key, None]:
    return dict.fromkeys((*addresses.keys, *addresses.hand_written))


def _site_entries(built: Path, site: Site, langs: Sequence[Lang]) -> Iterator[tuple[str, bytes]]:
    paths = (path for path in built.rglob("*") if path.is_file() and not path.as_posix().endswith(LEFT_OUT))
    files = ((path.relative_to(built).as_posix(), path.read_bytes()) for path in paths)
    yield from files if len(langs) > 1 else _in_one_language(files, site, langs[0])


def _in_one_language(files: Iterable[tuple[str, bytes]], site: Site, lang: Lang) -> Iterator[tuple[str, bytes]]:
    """Without the other language's pages and what belongs to them, and without the ways to them."""
    addresses, absent = site.addresses, other(lang)
    pages = {addresses.url(key, lang): site.published(key, absent) for key in _keys(addresses)}
    # What belongs to a page lies in a folder of the same name.
    spanish = {name for key in _keys(addresses) for name in _first_names(addresses.url(key, "es"))}
    for path, content in files:
        if path.startswith(PREFIX["en"]) if lang == "es" else path.partition("/")[0] in spanish:
            continue
        yield path, _without_switch(content, pages[path] if site.root else "") if path in pages else content


def _first_names(address: str) -> tuple[str, str]:
    first = address.partition("/")[0]
    return first, first.removesuffix(".html")


def _without_switch(page: bytes, published: str) -> bytes:
    """A page that leads to no page of the other language; its search leads to the published one, which is there with a connection."""
    html: Any = document_fromstring(page.decode())
    for link in html.xpath("//a[@hreflang and not(contains(@href, ':'))]"):
        link.drop_tree()
    for search in html.xpath("//*[@data-other]"):
        search.set("data-other", published)
    return bytes(tostring(html, encoding="utf-8", doctype="<!doctype html>"))


def _readmes(site: Site, langs: Sequence[Lang]) -> Iterator[tuple[str, bytes]]:
    """How to open it, in each language; Windows' oldest editor wants its own line ends and a mark for UTF-8."""
    pages = page_count(site.addresses, langs)
    for lang in langs:
        t = release_phrases(lang)
        text = t.fill(
            "zip_text",
            title=site.names[lang],
            languages=t.join([t[f"language_{each}"] for each in sorted(langs, key=lambda each: each != lang)]),
            pages=pages,
            start=t.zip_start,
            folder=FOLDER,
            day=t.day(site.built_on),
            licence=t.licence,
        )
        yield t.zip_readme, text.replace("\n", "\r\n").encode("utf-8-sig")


def _starts(site: Site, langs: Sequence[Lang]) -> Iterator[tuple[str, bytes]]:
    """The file beside the folder that opens it, in each language."""
    style = (Path(__file__).parent / "start.css").read_text("utf-8")
    for lang in langs:
        t, home = release_phrases(lang), f"{FOLDER}/{site.addresses.url(HOME, lang)}"
        script = f"{FOLDER}/{_OPEN.format(lang)}"
        page = templates().get_template("start.html").render(
            t=t, lang=lang, site_name=site.names[lang], home=home, folder=FOLDER, script=script, style=style, allowed=own_style(style)
        )  # fmt: skip
        yield t.zip_start, page.encode()


def _openers(site: Site, langs: Sequence[Lang]) -> Iterator[tuple[str, bytes]]:
    for lang in langs:
        home = f"{FOLDER}/{site.addresses.url(HOME, lang)}"
        yield _OPEN.format(lang), f"location.replace({json.dumps(home)});\n".encode()


def _entry(name: str, day: date) -> zipfile.ZipInfo:
    """A file that everybody may read, of the day the release is made from, as if packed on Unix wherever it was."""
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
