"""The site → ZIM files for Kiwix, one a language, from our own list of pages.

There is none of both: a file has one index, whose words are cut to the stems of one language (decisions/12-search.md has the figures).

A reader of ZIM files brings its own search, its own colours and its own frame, so that pages lose what would stand there twice
or do nothing: the search box, the switch of colours, sharing, the form. They also lose the policy of the site: most readers
show a page at an address of a kind of their own, for which `'self'` means nothing, and would show it without its styles.
The same site gives the same bytes on any day.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit
from uuid import NAMESPACE_URL, uuid5

from libzim.writer import ContentProvider, Creator, Hint, IndexData, Item, StringProvider
from lxml.html import Element, HtmlElement, document_fromstring, tostring
from PIL import Image

from gcm.catalogue.address_list import language_of
from gcm.language.text import Lang, other
from gcm.release.artefact import Artefact
from gcm.release.kiwix_words import WordForms, names_of_pages, with_plain
from gcm.site.explorer_files import explorer_paths
from gcm.site.redirects import Redirects
from gcm.views.addresses import HOME, PREFIX, SEARCH, Key
from gcm.views.release_list import release_phrases
from gcm.views.site import Site

_ISO: Final[Mapping[Lang, str]] = {"es": "spa", "en": "eng"}
"""Languages as Kiwix' library names them (ISO 639-3)."""

_WORKBOOKS: Final = "assets/javascripts/vendor/xlsx.js"
_LINKS: Final = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"))
_LINK_IN_STYLE: Final = re.compile(r"""url\(\s*["']?([^"')]+)""")
_TYPES: Final = MimeTypes()
"""Of the standard alone: what a machine knows besides may differ from one to the next."""

_MORE_TYPES: Final = {
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".sqlite": "application/vnd.sqlite3",
    ".woff2": "font/woff2",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
}

_LEFT_OUT: Final = " | ".join(
    (
        "//meta[@http-equiv or @name='referrer']",
        "//link[normalize-space(@rel)!='stylesheet' and normalize-space(@rel)!='icon']",
        "//head//script[not(@data-moves)] | //body//script[not(ancestor::article)][not(contains(@src, '/explorer.js') or contains(@src, '/tables.js') or contains(@src, '/times.js'))]",
        "//*[contains(@class, 'gcm-palette') or contains(@class, 'gcm-find') or @class='md-top']",
        "//input[contains(@class, 'md-toggle')] | //label[@for='__drawer']",
        "//*[contains(@class, 'gcm-menu') or contains(@class, 'gcm-actions')]",
        "//*[contains(@class, 'gcm-keep') or contains(@class, 'gcm-invitation')]",
    )
)
"""What a reader of ZIM files has itself, and what works only on the site."""

_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
"""What a small page at an old address says of its scripts, which most readers of ZIM files would take for a ban."""

_SIZES: Final = (48, 96)
"""Sides of the pictures in a library, in points; 48 is what every reader asks for."""


@dataclass(frozen=True)
class Zim:
    """What one ZIM file holds: the pages in one language of the site in the folder `built`."""

    built: Path
    site: Site
    lang: Lang

    @property
    def name(self) -> str:
        """What the file is called, without its ending."""
        return f"gcm-practices-kiwix-{self.lang}"

    @cached_property
    def pages(self) -> dict[str, Key]:
        """Path → page, from our own list, in the order of the paths; a reader of ZIM files searches itself."""
        keys = (*self.site.addresses.keys, *self.site.addresses.hand_written)
        return dict(sorted((self.site.addresses.url(key, self.lang), key) for key in keys if key != SEARCH))

    @cached_property
    def absent(self) -> dict[str, str]:
        """Path in this site's folder → published address of each page in the language that the file lacks."""
        keys, lacking = (*self.site.addresses.keys, *self.site.addresses.hand_written), other(self.lang)
        return {self.site.addresses.url(key, lacking): self.site.published(key, lacking) for key in keys}

    @property
    def home(self) -> str:
        """The path of the first page."""
        return self.site.addresses.url(HOME, self.lang)


def write_zim(zim: Zim, folder: Path) -> Artefact:
    """One ZIM file."""
    path = folder / f"{zim.name}.zim"
    path.unlink(missing_ok=True)
    contents = {**dict(zim_contents(zim)), **dict(_old_pages(zim))}
    # One worker: with more, which page comes first is a matter of chance. The language says how words are cut to their stems.
    creator = Creator(path).config_indexing(True, _ISO[zim.lang]).config_nbworkers(1)
    with _silent(), creator.set_mainpath(zim.home) as writer:
        for item in (*contents.values(), *_files(zim, contents.values())):
            writer.add_item(item)
        for name, value in _metadata(zim).items():
            writer.add_metadata(name, value)
        for size in _SIZES:
            writer.add_illustration(size, _picture(zim.built, size))
    path.write_bytes(without_chance(path.read_bytes()))
    return Artefact(path, "kiwix", zim.lang, len(zim.pages), zim.site.names[zim.lang])


class ZimItem(Item):  # type: ignore[misc]
    """A file of the ZIM; a page also has a title, by which it is suggested, and the words and names by which it is found."""

    def __init__(self, path: str, content: bytes, title: str = "", words: str = "", names: str = "") -> None:
        super().__init__()
        self.path, self.content, self.title, self.words, self.names = path, content, title, words, names

    def get_path(self) -> str:
        """Where it lies."""
        return self.path

    def get_title(self) -> str:
        """What it is called, where it is a page."""
        return self.title

    def get_mimetype(self) -> str:
        """What kind of file it is."""
        ending = PurePosixPath(self.path).suffix
        return _MORE_TYPES.get(ending) or _TYPES.types_map[True].get(ending, "application/octet-stream")

    def get_contentprovider(self) -> ContentProvider:
        """What stands in it."""
        return StringProvider(self.content)

    def get_hints(self) -> dict[Hint, int]:
        """Only pages are suggested and counted as articles."""
        return {Hint.FRONT_ARTICLE: bool(self.title), Hint.COMPRESS: True}

    def get_indexdata(self) -> Any:
        """What the search finds: without the menu, which is the same on every page."""
        return PageWords(self.title, self.words, self.names)


class PageWords(IndexData):  # type: ignore[misc]
    """The words of a page for the full-text index."""

    def __init__(self, title: str, words: str, names: str) -> None:
        super().__init__()
        self.title, self.words, self.names = title, words, names

    def has_indexdata(self) -> bool:
        """Whether there is anything to be found."""
        return bool(self.words)

    def get_title(self) -> str:
        """The page's title."""
        return self.title

    def get_content(self) -> str:
        """The page's words."""
        return self.words

    def get_keywords(self) -> str:
        """What it is called besides, which counts three times as much as a word of it."""
        return self.names

    def get_wordcount(self) -> int:
        """How long the page is."""
        return len(self.words.split())

    def get_geoposition(self) -> None:
        """Pages lie nowhere."""


def zim_contents(zim: Zim) -> Iterator[tuple[str, ZimItem]]:
    """Every page of the zim with its path, as a reader of ZIM files shows it."""
    shown = {path: _show(path, zim) for path in zim.pages}
    forms = WordForms((page.words for page in shown.values()), zim.lang)
    names = names_of_pages(zim.site.catalogue, zim.pages.values())
    for path, page in shown.items():
        words = " ".join((with_plain(page.words), *forms.lacking(page.words)))
        yield path, ZimItem(path, page.content, page.title, words, with_plain(names[zim.pages[path]]))


@dataclass(frozen=True)
class _Shown:
    """A page as it stands in the file: its title, its HTML, and the words of its text without the frame."""

    title: str
    content: bytes
    words: str


def _show(path: str, zim: Zim) -> _Shown:
    page = document_fromstring((zim.built / path).read_text("utf-8"))
    title = str(page.findtext(".//title")).removesuffix(f" - {zim.site.names[zim.lang]}").strip()
    _strip(page, zim.lang)
    _bind(page, path, zim)
    words = " ".join(str(text) for article in page.iter("article") for text in article.itertext())
    return _Shown(title, tostring(page, encoding="utf-8", doctype="<!doctype html>"), words)


def _old_pages(zim: Zim) -> Iterator[tuple[str, ZimItem]]:
    """The small pages at addresses that are in use no more; they are not suggested, nor found by their words."""
    for path, content in Redirects(zim.built, zim.site).files():
        if path.endswith(".html") and language_of(path) == zim.lang:
            yield path, ZimItem(path, _POLICY.sub(b"", content))


def _strip(page: HtmlElement, lang: Lang) -> None:
    for form in page.xpath("//form[contains(@class, 'gcm-form')]"):
        form.addprevious(_note(release_phrases(lang).kiwix_form))
        _remove(form)
    for element in page.xpath(f"{_LEFT_OUT} | //noscript | //article//script[contains(@class, 'gcm-form-data')]"):
        _remove(element)


def _note(text: str) -> HtmlElement:
    note = Element("p", {"class": "gcm-note"})
    note.text = text
    return note


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _bind(page: HtmlElement, path: str, zim: Zim) -> None:
    """Links lead to what the file holds, or to the published site: to a page in the language that this file lacks."""
    absent = zim.absent
    for link in page.xpath("//a[@href]"):
        if (target := _target(path, link.get("href"))) in absent:
            _lead(link, absent[target] if zim.site.root else "")


def _lead(link: HtmlElement, address: str) -> None:
    """Let a link lead elsewhere; without an address its words remain. The switch of language is nothing but a link, and goes."""
    if link.get("hreflang"):
        link.drop_tree()
    elif address:
        link.set("href", address)
    else:
        link.drop_tag()


def _target(path: str, href: str) -> str:
    """The path that a link of the page at `path` leads to, or nothing where it leads out."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return unquote(urljoin(f"/{path}", parts.path))[1:]


def _files(zim: Zim, pages: Iterable[ZimItem]) -> Iterator[ZimItem]:
    """Whatever the pages need or lead to, and what that needs; the explorer's script asks for its pieces and for what writes workbooks."""
    asked = {PREFIX[zim.lang] + path for path in explorer_paths(zim.site, zim.lang)} | {_WORKBOOKS}
    wanted = sorted({target for page in pages for target in _wanted(page)} - zim.pages.keys() | asked)
    seen: set[str] = set()
    while wanted:
        path = wanted.pop(0)
        seen.add(path)
        content = (zim.built / path).read_bytes()
        yield ZimItem(path, content)
        if path.endswith(".css"):
            found = {_target(path, href) for href in _LINK_IN_STYLE.findall(content.decode())}
            wanted += sorted(found - seen - {"", *wanted})


def _wanted(page: ZimItem) -> Iterator[str]:
    parsed = document_fromstring(page.content.decode())
    for tag, name in _LINKS:
        for element in parsed.iter(tag):
            if target := _target(page.path, element.get(name) or ""):
                yield target


def _metadata(zim: Zim) -> dict[str, Any]:
    """What a library shows of the file (https://wiki.openzim.org/wiki/Metadata)."""
    t, name = release_phrases(zim.lang), zim.site.names[zim.lang]
    return {
        "Name": f"gcm-practices_{zim.lang}",
        "Title": t.kiwix_title,
        "Description": t.kiwix_description,
        "LongDescription": t.kiwix_description,
        "Language": _ISO[zim.lang],
        "Date": zim.site.built_on,
        "Creator": name,
        "Publisher": name,
        "License": "CC-BY-4.0",
        "Scraper": "gcm-practices",
        "Flavour": "maxi",
        "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no;_details:yes;migration",
        **({"Source": zim.site.root} if zim.site.root else {}),
    }


def _picture(built: Path, size: int) -> bytes:
    """The site's picture as a square of that size."""
    written = io.BytesIO()
    with Image.open(built / "assets/images/icon-192.png") as picture:
        picture.convert("RGBA").resize((size, size), Image.Resampling.LANCZOS).save(written, "png")
    return written.getvalue()


class _silent:  # noqa: N801
    """The library writes what it does to the standard output, past Python's."""

    def __enter__(self) -> None:
        self._kept = os.dup(1)
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), 1)

    def __exit__(self, *_: object) -> None:
        os.dup2(self._kept, 1)
        os.close(self._kept)


_XAPIAN: Final = re.compile(rb"\x0f\x0dXapian Glass..", re.DOTALL)
"""How an index begins that stands in the file as it is; behind it stand sixteen bytes of chance."""


def without_chance(zim: bytes) -> bytes:
    """The same ZIM file, but what the library drew by lot now follows from the content.

    That is the id of the file (bytes 8–23 of its head), the id of each of its two indexes, and the checksum over all of it, which
    ends the file. The library offers no way to set them.
    """
    fixed = bytearray(zim)
    places = [8, *(match.end() for match in _XAPIAN.finditer(zim))]
    for place in places:
        fixed[place : place + 16] = bytes(16)
    content = hashlib.sha256(fixed[:-16]).hexdigest()
    for place in places:
        fixed[place : place + 16] = uuid5(NAMESPACE_URL, f"{content}#{place}").bytes
    fixed[-16:] = hashlib.md5(fixed[:-16], usedforsecurity=False).digest()
    return bytes(fixed)
