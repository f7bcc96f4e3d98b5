"""Pages of the practices that a reader chose: side by side, and together. Their scripts fill them, from the records' own scripts."""

from __future__ import annotations

from typing import Any, Final, Literal

from gcm.language.json_text import json_in_script
from gcm.reading.field_texts import FOLDER
from gcm.views.blocks import Chosen, View
from gcm.views.builder import PageBuilder
from gcm.views.citation import CITATION_WORDS
from gcm.views.parts.preview import preview_data

_WORDS: Final = (
    "chosen_add", "chosen_remove", "chosen_removed", "chosen_is_in", "chosen_missing", "chosen_too_many", "chosen_kept",
    "chosen_waiting", "chosen_absent", "explorer_failed",
    "chosen_making", "chosen_made", "chosen_failed", "chosen_untold", "chosen_earlier", "chosen_file", "chosen_shared",
    "compare_field", "compare_caption", "compare_needs", "column_id", "column_title", "column_address", "column_changed",
    "column_consulted", "column_licence", "column_cite", "licence_content_name", "chosen_cites", "chosen_from", "selection",
)  # fmt: skip


def compare_view(page: PageBuilder) -> View:
    """Two to four practices side by side."""
    return _view(page, "compare", page.t.compare_lead)


def selection_view(page: PageBuilder) -> View:
    """The reader's own list, and what can be made of it."""
    return _view(page, "selection", page.t.selection_lead)


def _view(page: PageBuilder, kind: Literal["compare", "selection"], lead: str) -> View:
    other = "selection" if kind == "compare" else "compare"
    block = Chosen(
        use="compare" if kind == "compare" else "collect",
        data=json_in_script(_data(page)),
        preview=json_in_script(preview_data(page)),
        other=page.link((other,), page.phrase(page.t[other])),
    )
    return page.view(page.phrase(page.t[kind]), lead=page.phrase(lead), blocks=[block])


def _data(page: PageBuilder) -> dict[str, Any]:
    """Where records lie and lead to, and the words of the scripts."""
    site, lang = page.site, page.lang
    return {
        "words": {name: page.t[name] for name in (*_WORDS, *CITATION_WORDS)},
        "records": page.addresses.shared(page.key, lang, FOLDER),
        "pages": _around(page, page.addresses.relative(page.key, lang, ("practices",))),
        "published": site.published(("practices",), lang),
        "here": site.published(page.key, lang),
        "site": site.names.get(lang, ""),
        "year": site.built_on.year,
    }


def _around(page: PageBuilder, listing: str) -> tuple[str, str]:
    """What stands before and after a practice's own part in the way to its page, where `listing` leads to all practices."""
    return (listing, "/") if page.addresses.directory_urls else (listing.removesuffix("index.html"), ".html")
