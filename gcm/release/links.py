"""Where the links of a book lead: into the book, to another volume, or to the published site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urldefrag, urlsplit

from lxml.html import Element, HtmlElement, fragment_fromstring

from gcm.language.phrases import phrases
from gcm.release.book import Book
from gcm.release.chapters import NOWHERE, Chapter, drop_what_is_empty, inner_html, text_of

INSIDE: Final = "book:"
"""What the address of a place in some volume begins with, before it is known which book is read; the place follows."""

_UNNUMBERED: Final = "ancestor::svg or ancestor::thead or " + " or ".join(
    f"ancestor::*[contains(concat(' ', @class, ' '), ' {name} ')]" for name in ("gcm-matrix", "gcm-card-tail")
)
"""Where there is no room for the number of a page: pictures, crossings of lists, and what a card ends with."""

_SHORT: Final = 2
"""Characters of a link that is only a number of a list, to which no reference is added."""

_LED_TO: Final = re.compile(rf'href="{INSIDE}([^".]+)')

_BETWEEN: Final = re.compile(r"[\s·,;:.]*")
"""What stands between links that follow each other."""


@dataclass(frozen=True)
class ChapterIndex:
    """The chapters of all volumes by the addresses of their pages."""

    chapters: Mapping[str, Chapter] = field(default_factory=dict)

    @classmethod
    def of(cls, chapters: Iterable[Chapter]) -> ChapterIndex:
        """The index of these chapters."""
        return cls({chapter.url: chapter for chapter in chapters})

    def bind(self, chapter: Chapter) -> Chapter:
        """The chapter with every link bound: to `book:` and a place, or to an address that is published; any other is text.

        Behind the first link to each other chapter stands an empty `<span class="book-ref">` whose `title` is the id of that chapter.
        """
        page = fragment_fromstring(chapter.html, create_parent="section")
        self._drop_what_only_leads_away(page, chapter)
        referred = {chapter.id}
        for link in page.xpath(".//a[@href]"):
            target = self._bind(link, chapter)
            if target and target not in referred and len(text_of(link)) > _SHORT and not link.xpath(_UNNUMBERED):
                referred.add(target)
                link.addnext(_reference(target, link))
        return replace(chapter, html=inner_html(page))

    def _drop_what_only_leads_away(self, page: HtmlElement, chapter: Chapter) -> None:
        """Lines that are nothing but links to pages that stand in no volume."""
        for line in page.xpath(".//p[a]|.//li[a]"):
            alone = all(child.tag == "a" and _BETWEEN.fullmatch(child.tail or "") for child in line)
            if alone and _BETWEEN.fullmatch(line.text or "") and not any(self._is_read(link, chapter) for link in line):
                line.drop_tree()
        drop_what_is_empty(page)

    def _is_read(self, link: HtmlElement, chapter: Chapter) -> bool:
        return urldefrag(link.get("href") or "")[0] in self.chapters or not _is_for_screens(link, chapter)

    def _bind(self, link: HtmlElement, chapter: Chapter) -> str:
        """Bind a link; the id of the chapter that it leads to, if it leads to one."""
        address, anchor = urldefrag(link.get("href"))
        target = self.chapters.get(address)
        if target is None:
            _bind_outside(link, address, chapter)
            return ""
        if target is chapter and not anchor:
            link.drop_tag()
            return ""
        place = f"{target.id}.{anchor}"
        link.set("href", INSIDE + (place if place in target.anchors else target.id))
        return target.id


def _reference(target: str, link: HtmlElement) -> HtmlElement:
    reference = Element("span", {"class": "book-ref", "title": target})
    # What follows the link follows the reference.
    reference.tail, link.tail = link.tail, None
    return reference


def _bind_outside(link: HtmlElement, address: str, chapter: Chapter) -> None:
    """A link to a page that stands in no volume, or to a file to edit, is text."""
    if _is_for_screens(link, chapter) or not _is_published(address):
        link.drop_tag()
    else:
        # On paper the address follows, if it is not what the link says.
        link.set("class", "book-site" if text_of(link) == link.get("href") else "book-outside")


def _is_for_screens(link: HtmlElement, chapter: Chapter) -> bool:
    return bool(link.get("rel") == "edit" or urlsplit(link.get("href")).netloc == urlsplit(chapter.url).netloc)


def _is_published(address: str) -> bool:
    return urlsplit(address).scheme in {"http", "https", "mailto"} and not address.startswith(NOWHERE)


def led_to(chapters: Iterable[Chapter], known: Container[str]) -> set[str]:
    """Which of the chapters with `known` ids bound chapters lead to; others are no links, but texts that look like one."""
    return {id for chapter in chapters for id in _LED_TO.findall(chapter.html) if id in known}


def in_reading_program(chapter: Chapter, book: Book) -> HtmlElement:
    """What stands in a bound chapter of the book, for a program that leads to its files; what is in another volume is led to on the web."""
    page = fragment_fromstring(chapter.html, create_parent="section")
    own, t = {each.id for each in book.chapters}, phrases(book.lang)
    for reference in page.xpath(".//span[@class='book-ref']"):
        target = reference.attrib.pop("title")
        if target in own:
            reference.drop_tree()
        else:
            reference.text = t.fill("book_volume_short", volume=book.places[target].volume)
    for link in page.xpath(f".//a[starts-with(@href, '{INSIDE}')]"):
        place = link.get("href").removeprefix(INSIDE)
        if place.partition(".")[0] in own:
            link.set("href", f"#{place}")
        else:
            _lead_out(link, place, book)
    return page


def _lead_out(link: HtmlElement, place: str, book: Book) -> None:
    if address := book.places[place.partition(".")[0]].address(place):
        link.set("href", address)
        link.set("class", "book-site")
    else:
        link.drop_tag()
