"""The pages on which long lists go on, each after the page that it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gcm.catalogue.listed import listed_practices
from gcm.views.blocks import Link, View
from gcm.views.builder import PageBuilder, list_and_number
from gcm.views.pages.explorer import explorer_continued

IN_LINES: Final = ("practices", "theme", "progress")
"""Lists that are lines, not cards."""


def continued_view(page: PageBuilder, *_: str) -> View:
    """One further page of a list."""
    key, number = list_and_number(page.key)
    kind, *ids = key
    way = _WAYS[kind](page, *ids) if ids else page.link(key, page.phrase(page.t[kind]))
    title = page.phrase(page.t.fill("page_of_list", title=str(way.label), number=number))
    blocks = (
        explorer_continued(page, number)
        if kind == "explorer"
        else page.listed(listed_practices(page.catalogue, key), as_cards=kind not in IN_LINES)
    )
    return page.view(title, kicker=(way,), blocks=blocks)


_WAYS: Final[Mapping[str, Callable[..., Link]]] = {
    "kind": lambda page, id: page.link(("kind", id), page.phrase(page.terms("practice_kind", id))),
    "objective": lambda page, number: page.objective(int(number)),
    "theme": lambda page, id: page.theme(id),
    "country": lambda page, code: page.country(code),
    "organisation": lambda page, id: page.organisation(id, full=True),
    "principle": lambda page, id: page.principle(id),
}
"""Kind of page → the way to the page of its list."""
