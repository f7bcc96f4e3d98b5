"""The elements of a chapter as those that a tagged PDF knows."""

from __future__ import annotations

from typing import Final

from lxml.etree import SubElement
from lxml.html import HtmlElement

from gcm.release.chapters import with_class

_DEEPER: Final = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6"}
"""A chapter's headings stand below the title of the book, which is on its cover."""


def for_paper(page: HtmlElement) -> HtmlElement:
    """What stands in a chapter, with the tags that a PDF knows."""
    for heading in page.iter(*_DEEPER):
        heading.tag = _DEEPER[heading.tag]
    for facts in page.iter("dl"):
        _tabulate(facts)
    _mark(page, ".//table//td/div[a]", "book-short")
    _mark(page, ".//*[contains(@class, 'gcm-lines')][li[6]]", "book-many")
    for listed in page.iter("ul", "ol"):
        _close_up(listed)
    # A figure of a tagged PDF is a picture; ours is what goes round one.
    for figure in page.iter("figure", "figcaption"):
        figure.tag = "div" if figure.tag == "figure" else "p"
    return page


_LONGER: Final = "|".join(with_class(f"gcm-{name}") for name in ("badge", "sources", "more", "remark", "note"))
"""What makes a line more than a few words."""


def _mark(page: HtmlElement, path: str, name: str) -> None:
    """Give a class to what has only short lines: to ask for it in the style sheet takes a tenth of the time of all."""
    for element in page.xpath(path):
        if not element.xpath(_LONGER):
            element.set("class", f"{element.get('class') or ''} {name}".strip())


def _close_up(listed: HtmlElement) -> None:
    """A list holds its entries and nothing between them."""
    listed.text = None
    for entry in listed:
        entry.tail = None


def _tabulate(facts: HtmlElement) -> None:
    """Labels and what they label as a table: the lists of a tagged PDF know no labels."""
    facts.tag = "table"
    for row in facts:
        row.tag = "tr"
        label, *lines = row
        label.tag = "th"
        label.set("scope", "row")
        cell = SubElement(row, "td")
        for line in lines:
            line.tag = "div"
            cell.append(line)
