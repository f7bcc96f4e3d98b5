"""What WeasyPrint 70 leaves out of a tagged PDF: languages within the text, decoration, and what a link leads to.

It offers no hooks for the first two, so three of its parts are replaced here; hence the narrow range of versions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import Any

import pydyf
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream


@cache
def tag_better() -> None:
    """Replace the parts, once in each process."""
    tags._build_box_tree = _with_language(tags._build_box_tree)
    Stream.marked = _or_decoration(Stream.marked)
    pydyf.PDF.page_references = property(_references)


def finish(document: Any, pdf: pydyf.PDF) -> None:
    """Every link says where it leads in the words of the page, not by an anchor's name."""
    for page in document.pages:
        for _, _, _, box in page.links:
            words = box.element.get("title") or " ".join("".join(box.element.itertext()).split())
            if words:
                box.link_annotation["Contents"] = pydyf.String(words)


def _with_language(build: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """Words in another language say so in the tree of tags, and decoration is not in it."""

    def build_tree(box: Any, *context: Any) -> Iterator[Any]:
        html = getattr(box, "_box", box).element
        if html is not None and _is_decoration(html):
            return
        for element in build(box, *context):
            if html is not None and html.get("lang"):
                element["Lang"] = pydyf.String(html.get("lang"))
            yield element

    return build_tree


def _or_decoration(marked: Callable[..., AbstractContextManager[None]]) -> Callable[..., AbstractContextManager[None]]:
    def mark(stream: Stream, box: Any, tag: str) -> AbstractContextManager[None]:
        return stream.artifact() if box.element is not None and _is_decoration(box.element) else marked(stream, box, tag)

    return mark


def _is_decoration(html: Any) -> bool:
    """A picture that the page hides from those who listen: what it shows stands beside it in words."""
    return bool(html.tag == "{http://www.w3.org/2000/svg}svg" and html.get("aria-hidden") == "true")


def _references(pdf: pydyf.PDF) -> list[bytes]:
    """The references of all pages; made anew at every question, as they are otherwise, they take longer than all the rest."""
    known: list[bytes] = pdf.__dict__.setdefault("_known_references", [])
    known += [f"{number} 0 R".encode() for number in pdf.pages["Kids"][3 * len(known) :: 3]]
    return known
