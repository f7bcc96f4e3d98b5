"""What a page has to tell the browser so that it shows a practice that is still being written as its page would.

`theme/assets/javascripts/preview.js` reads it and says how; the order of facts and sections is that of `gcm/views/pages/practices.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from gcm.language.phrases import LOCALES
from gcm.language.text import Localized
from gcm.models.practice import STATEMENTS
from gcm.reading.markdown import markdown_rules
from gcm.taxonomy.lists import TermList
from gcm.taxonomy.publishers import place_names, publisher_names
from gcm.views.builder import PageBuilder
from gcm.views.parts.statements import PRACTISED, SECTIONS

_WORDS: Final = (
    "practices", "kind_label", "countries", "implementers", "objectives", "theme", "principles", "criteria", "period", "scope",
    "aliases", "hub_entry", "confirmed_by", "confirmed", "origin", "session_objectives", "objectives_reason", "in_practice",
    "description", "listings", "adoptions", "follow_up", "identity_likely", "identity_doubtful", "possible_match", "replies",
    "reply_published", "sources", "sources_reading", "source_published", "source_in", "source_consulted", "source_copy_consulted",
    "sources_consulted", "sources_copy_consulted", "source_unreachable", "archived_copy",
    "pledges", "related", "links", "follow_up_status", "last_reviewed", "next_step", "evidence", "pledge_published",
    "listed_under", "printed_as", "cited_page", "cited_from_page", "text_in_es", "text_in_en",
    "basis_stated", "basis_through_session", "basis_editorial", "untitled",
)  # fmt: skip
_TERMS: Final[tuple[TermList, ...]] = (
    "practice_kind", "scope", "follow_up_status", "origin", "source_type", "source_language",
)  # fmt: skip

Shown = str | tuple[str, str]
"""Words in the page's language, or words and their own language."""


def preview_data(page: PageBuilder) -> dict[str, Any]:
    """Words of the interface, names of all that a practice can name but other practices, and the rules of Markdown, for JSON."""
    return {
        "locale": LOCALES[page.lang].replace("_", "-"),
        "words": {name: page.t[name] for name in _WORDS} | {name: page.field_label(name) for name in STATEMENTS},
        "practised": PRACTISED,
        "sections": SECTIONS,
        "terms": {name: _names(terms) for name, terms in _terms(page).items()},
        "parts": {
            id: [(part.line, str(page.localize(part.name)), part.page or 0) for part in document.parts]
            for id, document in page.taxonomy.documents.items()
            if document.parts
        },
        "themes": [(_shown(page.theme(id).label), page.taxonomy.theme(id).objectives) for id in page.taxonomy.theme_ids],
        "markdown": markdown_rules(),
    }


def _terms(page: PageBuilder) -> dict[str, Mapping[Any, Localized]]:
    """Kind of name → id → name, as the page of a practice writes it."""
    known, catalogue = page.taxonomy, page.catalogue
    with page.aside():
        return {
            **{name: {id: page.phrase(page.term(name, id)) for id in known.terms[name]} for name in _TERMS},
            "practice_kinds": {id: page.phrase(page.terms("practice_kind", id)) for id in known.terms["practice_kind"]},
            "country": {code: page.localize(name) for code, name in known.countries.items()},
            "organisation": {id: page.organisation(id, full=True).label for id in known.organisations},
            "objective": {number: page.objective(number).label for number in known.objectives},
            "principle": {id: page.localize(each.name) for id, each in known.principles.items()},
            "criterion": {id: page.localize(each.name) for id, each in known.criteria.items()},
            "publisher": {name: page.phrase(shown) for name, shown in publisher_names(page.lang).items()},
            "place": {name: page.phrase(shown) for name, shown in place_names(page.lang).items()},
            "document": {id: page.localize(each.short) for id, each in known.documents.items()},
            "forum": {id: page.forum(each).label for id, each in catalogue.forums.items()},
            "session": {
                f"{forum.id}/{session.id}": page.session_of(forum.id, session.id).label for forum, session in catalogue.sessions
            },
        }


def _names(terms: Mapping[Any, Localized]) -> dict[str, Shown]:
    return {str(id): _shown(text) for id, text in terms.items()}


def _shown(text: Localized) -> Shown:
    return (text.text, text.lang) if text.foreign else text.text
