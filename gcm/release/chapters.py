"""Page → chapter of books: what only a screen can use, or only who looks after the site, falls away; sources become numbered notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urljoin

from lxml.html import Element, HtmlElement, fragment_fromstring, tostring
from lxml.html.builder import H2, LI, OL, A
from markupsafe import Markup

from gcm.language.phrases import phrases
from gcm.language.text import Lang
from gcm.release.outlines import PAPERS, VOLUMES
from gcm.views.addresses import Key

NOWHERE: Final = "https://site.invalid/"
"""The root of a site that has no address yet; no link of a book leads there."""

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_KEPT: Final = {"class", "colspan", "href", "id", "lang", "rel", "rowspan", "scope", "start", "title"}
"""Attributes that mean something in a book; those of a picture all do."""

_PAINT: Final = (Path(__file__).parent / "pictures.css").read_text("utf-8")
"""How pictures are painted; each carries it, for the rules of a page do not reach into a picture on paper."""

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def with_class(name: str) -> str:
    """The XPath of the elements of a class."""
    return f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


_ON_SCREEN: Final = "|".join(
    (
        ".//script|.//style|.//form|.//button|.//input|.//select|.//noscript|.//meter|.//*[@hidden]",
        ".//svg//title|.//svg//a[not(text)]",
        *map(with_class, ("gcm-actions", "gcm-pager", "gcm-button", "gcm-downloads", "gcm-invitation", "gcm-keep", "gcm-path")),
        *map(with_class, ("gcm-explorer-download", "gcm-explorer-sort", "gcm-choose", "gcm-edit")),
    )
)
"""What is pressed, filled in or rested upon, the links that cover a map, whose table has them too, and the way up the site."""


@dataclass(frozen=True)
class Chapter:
    """A page for books: its title, also as HTML with languages marked, and its HTML with every link written out in full.

    `url` is the page's own address; `anchors` are the ids in it, all of which begin with the chapter's.
    """

    key: Key
    lang: Lang
    url: str
    id: str
    title: str
    heading: Markup
    html: str
    anchors: frozenset[str]


def build_chapter(key: Key, lang: Lang, html: str, url: str) -> Chapter:
    """The chapter of the page `key`, whose HTML stands at `url`; the first heading is its title."""
    page = fragment_fromstring(_NOT_XML.sub("\ufffd", html), create_parent="section")
    id = "-".join(key)
    for change in _CHANGES:
        change(page)
    _drop_what_is_not_read(page, key, lang)
    drop_what_is_empty(page)
    _number_sources(page, lang)
    _name_anchors(page, id)
    for link in page.xpath(".//a[@href]"):
        link.set("href", urljoin(url, link.get("href")))
    title = page.find(".//h1")
    heading = Markup(inner_html(title))  # noqa: S704  (the page's own HTML)
    return Chapter(key, lang, url, id, text_of(title), heading, inner_html(page), frozenset(page.xpath(".//@id")))


def inner_html(element: HtmlElement, method: Literal["html", "xml"] = "html") -> str:
    """What stands in an element, as HTML or as XML."""
    return escape(element.text or "") + "".join(tostring(child, encoding="unicode", method=method) for child in element)


def text_of(element: HtmlElement) -> str:
    """The words of an element."""
    return " ".join(str(element.text_content()).split())


def _drop_what_is_for_screens(page: HtmlElement) -> None:
    for element in page.xpath(_ON_SCREEN):
        element.drop_tree()


def drop_what_is_empty(page: HtmlElement) -> None:
    """What is left of that: empty paragraphs, and a heading with nothing under it."""
    for paragraph in page.xpath(".//p[not(*) and not(normalize-space())]"):
        paragraph.drop_tree()
    for heading in reversed(list(page.iter(*_HEADINGS[1:]))):
        after = heading.getnext()
        if after is None or (after.tag in _HEADINGS and after.tag <= heading.tag):
            heading.drop_tree()


def _drop_what_is_not_read(page: HtmlElement, key: Key, lang: Lang) -> None:
    """Sections, rows and sentences for those who look after the site, and those that say that there is nothing to say."""
    t = phrases(lang)
    sections, rows, sentences = (
        {t[name] for name in VOLUMES[f"{what}_left_out"]} for what in ("sections", "rows", "sentences")
    )
    for heading in [heading for heading in page.iter("h2") if text_of(heading) in sections]:
        _drop(_section(heading))
    _drop(row.getparent() for row in page.xpath(".//dl/div/dt") if text_of(row) in rows)
    _drop(sentence for sentence in page.xpath(".//p") if text_of(sentence) in sentences)
    _drop(page.xpath(".//a[starts-with(., '↩')]"))
    if key[0] not in PAPERS:
        _drop(page.xpath(with_class("gcm-empty")))
    # What is left of them.
    _drop(page.xpath(".//dl[not(*)]"))


def _section(heading: HtmlElement) -> Iterator[HtmlElement]:
    """A heading and all that stands under it."""
    yield heading
    for after in heading.itersiblings():
        if after.tag in _HEADINGS and after.tag <= heading.tag:
            return
        yield after


def _drop(elements: Iterable[HtmlElement]) -> None:
    for element in list(elements):
        element.drop_tree()


def _number_sources(page: HtmlElement, lang: Lang) -> None:
    """A document that is cited in the text becomes the number of a note, below those that the page numbers itself."""
    listed = page.xpath(".//ol[li[starts-with(@id, 'ref-')]]")
    first = len(listed[0]) + 1 if listed else 1
    notes: dict[tuple[str, str], int] = {}
    made, titles = [], set[str]()
    for link in page.xpath(f"{with_class('gcm-sources')}//a[not(starts-with(@href, '#'))]"):
        cited = (link.get("href"), text_of(link))
        title = _LINE.sub("", link.attrib.pop("title", ""))
        if cited not in notes:
            notes[cited] = first + len(notes)
            made.append(_note(cited, f"note-{notes[cited]}", "" if title in titles else title))
            titles.add(title)
        _drop(link)
        link.text = str(notes[cited])
        link.set("href", f"#note-{link.text}")
    if made:
        _note_list(page, listed, lang).extend(made)


def _note(cited: tuple[str, str], id: str, title: str) -> HtmlElement:
    """The document and the place in it; where it is cited first, its title too."""
    address, name = cited
    note = LI(A(name, href=address), id=id)
    note[0].tail = f" – {title}" if title not in {"", name} else None
    return note


_LINE: Final = re.compile(r" \([^()]*\bl\. [^()]*\)$")
"""The line of the extracted text, in a title."""


def _note_list(page: HtmlElement, listed: list[HtmlElement], lang: Lang) -> HtmlElement:
    """The page's own list of sources, or one at its end."""
    if listed:
        return listed[0]
    notes = OL({"class": "gcm-lines"})
    page.extend((H2(phrases(lang).book_notes, id="book-notes"), notes))
    return notes


def _cite_for_people(page: HtmlElement) -> None:
    """Of the forms of a citation the first is for people, the others for programs."""
    for forms in page.xpath(f"{with_class('gcm-snippets')}[details/summary = 'BibTeX']"):
        text = forms.findtext(".//code")
        for form in list(forms):
            form.drop_tree()
        forms.tag, forms.text = "p", text


def _open_sections(page: HtmlElement) -> None:
    """A section that is folded on screen stands under its heading as any other."""
    for fold in page.xpath(f"{with_class('gcm-folded')} | {with_class('gcm-folded')}/summary"):
        fold.drop_tag()


def _open_folds(page: HtmlElement) -> None:
    """What a reader would unfold stands open, under its name."""
    for fold in page.iter("details"):
        fold.tag = "div"
    for name in page.iter("summary"):
        name.tag = "p"
        name.set("class", "gcm-fold")


def _mend_levels(page: HtmlElement) -> None:
    """No heading is more than one level deeper than the one before it, whatever the body of a record does."""
    level = 0
    for heading in page.iter(*_HEADINGS):
        level = min(int(heading.tag[1]), level + 1)
        heading.tag = f"h{level}"


def _keep_meaning(page: HtmlElement) -> None:
    """Only attributes that mean something here; pictures keep theirs."""
    for element in page.xpath(".//*[not(ancestor-or-self::svg)]"):
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]


def _paint(page: HtmlElement) -> None:
    """A picture brings its colours along, what it stands in, and the name that the page gives it; it leads nowhere."""
    for picture in page.xpath(".//svg"):
        for link in picture.xpath(".//a"):
            link.drop_tag()
        for text in picture.xpath(".//text"):
            _set_off(text)
        picture.set("class", f"in-{picture.getparent().get('class', '')} {picture.get('class', '')}")
        _put_first(picture, "style", _PAINT)
        for name in page.xpath(".//*[@id = $id]", id=picture.get("aria-labelledby", "")):
            _put_first(picture, "title", text_of(name))
            picture.set("role", "img")


def _set_off(text: HtmlElement) -> None:
    """A light edge around letters, drawn below them: not every reader of SVG knows an edge that does not cover its letters."""
    edge = deepcopy(text)
    edge.set("class", f"edge {text.get('class', '')}")
    edge.tail = None
    text.addprevious(edge)


def _put_first(picture: HtmlElement, tag: str, text: str) -> None:
    element = Element(tag)
    element.text = text
    picture.insert(0, element)


_CHANGES: Final[tuple[Callable[[HtmlElement], None], ...]] = (
    _drop_what_is_for_screens,
    _open_sections,
    drop_what_is_empty,
    _cite_for_people,
    _open_folds,
    _mend_levels,
    _paint,
    _keep_meaning,
)


def _name_anchors(page: HtmlElement, id: str) -> None:
    """Every id begins with the chapter's, and what names one names it still."""
    for name in ("id", "aria-labelledby"):
        for element in page.xpath(f".//*[@{name}]"):
            element.set(name, f"{id}.{element.get(name)}")
    for use in page.iter("use"):
        use.set("href", f"#{id}.{use.get('href').removeprefix('#')}")
