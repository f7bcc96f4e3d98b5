"""What the page of an address that does not exist says, in both languages, since a server has one such page for the whole site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gcm.language.phrases import Phrases, phrases
from gcm.language.text import LANGS, Lang
from gcm.site.html import block_html
from gcm.views.addresses import HOME
from gcm.views.all_views import page_builder
from gcm.views.blocks import SearchForm
from gcm.views.parts.home import search_form
from gcm.views.site import Site


@dataclass(frozen=True)
class NotFound:
    """The words of one language, and the ways on below the site's root."""

    lang: Lang
    t: Phrases
    home: str
    search: str


def not_found(site: Site, root: str) -> Iterator[NotFound]:
    """What each language says; `root` is where the site stands on its server, since the page is read at any depth."""
    for lang in LANGS:
        form = search_form(page_builder(site, lang, HOME))
        home = f"{root}/{site.addresses.url(HOME, lang)}"
        search = block_html(SearchForm(f"{home}{form.action}", form.field), phrases(lang))
        yield NotFound(lang, phrases(lang), home, search)
