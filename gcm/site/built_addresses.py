"""The addresses that a built site has: pages, their anchors, the explorer's queries, and files that readers keep or subscribe to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement, fromstring

from gcm.site.redirects import MOVES
from gcm.views.data_files import API, SHARED

FILES: Final = (".csv", ".docx", ".ics", ".json", ".sqlite", ".xlsx")
"""Endings of files that readers keep, subscribe to or name."""

_OUR_OWN: Final = ("assets/", "en/assets/")
"""Folders of files that only the site's own pages ask for."""

_OF_RECORDS: Final = re.compile(rf"{API}/.+/|{SHARED}/hub/")
"""Where a document for each record lies under its id, which never changes; it goes where the record goes."""

_ANCHORS: Final = " | ".join(f"//article//{tag}/@id" for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li", "details"))
"""What somebody may link to; other ids are for the page's own use, and so are those in a form."""

_OF_FORM: Final = "form-"

_YEAR: Final = "year"
"""A facet whose values are no closed list: years come and go with the records."""

_ERROR_PAGE: Final = "404.html"


def built_addresses(site: Path) -> frozenset[str]:
    """Every address of the site in the folder `site`, as a server completes it."""
    return frozenset(_addresses(site))


def _addresses(site: Path) -> Iterator[str]:
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        address = path.relative_to(site).as_posix()
        if address.startswith(_OUR_OWN) or _OF_RECORDS.match(address):
            continue
        if path.suffix == ".html" and path.name != _ERROR_PAGE:
            yield from _addresses_of_page(path, address)
        elif path.name.endswith(FILES) and "/" in address:
            yield address


def page_address(path: str) -> str:
    """The address of a page's file, whichever way the pages of that site are named."""
    return path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else f"{path.removesuffix('.html')}/"


def _addresses_of_page(path: Path, file: str) -> Iterator[str]:
    page: HtmlElement = fromstring(path.read_text("utf-8"))
    address = page_address(file)
    yield address
    yield from (f"{address}#{id}" for id in page.xpath(_ANCHORS) if not id.startswith(_OF_FORM))
    yield from (f"{address}{query}" for query in _explored(page))
    yield from _linked_queries(page, file)
    for moves in page.xpath(f"//script[@{MOVES}]/@{MOVES}"):
        yield from (f"{address}{mark}" for mark in json.loads(moves))


def _explored(page: HtmlElement) -> Iterator[str]:
    """What the explorer's query may hold: each name, and the values of those that are chosen from a list."""
    for explorer in page.find_class("gcm-explorer"):
        yield from (f"?{name}=" for name in explorer.xpath(".//*[@name]/@name | .//*[@data-facet]/@data-facet"))
        for facet in explorer.xpath(f".//*[@data-facet and @data-facet!='{_YEAR}']"):
            yield from (f"?{facet.get('data-facet')}={value}" for value in facet.xpath(".//*/@data-value"))
        for field in explorer.xpath(".//select[@name]"):
            yield from (f"?{field.get('name')}={value}" for value in field.xpath(".//option/@value"))


def _linked_queries(page: HtmlElement, file: str) -> Iterator[str]:
    """The names that queries of links within the site hold: what one page asks of another, somebody may have kept."""
    for href in page.xpath("//article//a[contains(@href, '?')]/@href"):
        link = urlsplit(urljoin(f"/{file}", href))
        if not link.netloc:
            target = link.path.removeprefix("/")
            linked = page_address(target) if target.endswith(".html") else target
            yield from (f"{linked}?{name}=" for name, _ in parse_qsl(link.query, keep_blank_values=True))
