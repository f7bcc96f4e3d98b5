"""The page of results of the search; without a script it is a way to the lists."""

from __future__ import annotations

import json
from typing import Final

from gcm.language.phrases import phrases
from gcm.language.text import other
from gcm.views.addresses import HOME
from gcm.views.blocks import Lines, Search, View
from gcm.views.builder import PageBuilder

NAMES: Final = "assets/search/names.js"
TEXTS: Final = "assets/search/texts.js"
"""The indexes, below the root of their language."""

_SAID: Final = (
    "search_alone",
    "search_best",
    "search_by_other_name",
    "search_contribute",
    "search_count_many",
    "search_count_none",
    "search_count_one",
    "search_explore",
    "search_failed",
    "search_group",
    "search_in_explorer",
    "search_in_other",
    "search_in_text",
    "search_more",
    "search_near",
    "search_nobody_says",
    "search_only_names",
    "search_quoted",
    "search_spelled_alike",
    "search_understood",
    "search_waiting",
    "search_ways",
)
"""What the script says, by the names of the phrases; it knows them without what they begin with."""

_BROWSED: Final = ("practices", "objectives", "countries", "organisations", "forums", "roadmaps", "themes", "glossary")


def search_view(page: PageBuilder) -> View:
    """The page of results."""
    return page.view(page.phrase(page.t.search), lead=page.phrase(page.t.search_lead), blocks=[_search(page)])


def _search(page: PageBuilder) -> Search:
    root = page.addresses.relative(page.key, page.lang, HOME).removesuffix("index.html")
    return Search(
        parameter=page.t.search_parameter,
        names=root + NAMES,
        texts=root + TEXTS,
        root=root,
        explorer=page.href(("explorer",)),
        other=page.addresses.relative(page.key, page.lang, page.key, other(page.lang)),
        contribute=page.href(("contribute",)),
        words=_words(page),
        browse=Lines(tuple(page.line(page.link((kind,), page.phrase(page.t[kind]))) for kind in _BROWSED)),
    )


def _words(page: PageBuilder) -> str:
    own = {name.removeprefix("search_"): page.t[name] for name in _SAID}
    return json.dumps(
        {**own, "title": page.t.search, "other_field": phrases(other(page.lang)).search_parameter}, ensure_ascii=False
    )
