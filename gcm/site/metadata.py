"""What stands in the head of a page for others than its readers: social networks, programs that follow feeds, search machines.

A page in a folder says nothing of the sort: nobody finds it there, and the published one says it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from gcm.exports.open_data.discovery import opensearch_path
from gcm.exports.open_data.feeds import MEDIA_TYPE
from gcm.exports.open_data.names import Names
from gcm.language.json_text import json_in_script
from gcm.language.text import Lang
from gcm.site.cards import SIZE, card_path, card_text
from gcm.site.structured_data import Described, structured_data
from gcm.views.addresses import HOME
from gcm.views.all_views import page_builder
from gcm.views.feeds import ALL, FORMAT, feed_path, feed_title, has_feed
from gcm.views.site import Site

LOCALES: Final[dict[Lang, str]] = {"es": "es_LA", "en": "en_GB"}
"""Languages by their names in the Open Graph."""

IMAGE: Final = "assets/images/icon-512.png"
ARTICLES: Final = ("practice", "roadmap", "forum", "session")


def metadata_html(site: Site, page: Described) -> str:
    """All of it as HTML."""
    if not site.addresses.directory_urls:
        return ""
    names = Names(site, site.addresses.url(page.key, page.lang))
    data = json_in_script(structured_data(site, page))
    return "\n".join(
        (*_open_graph(site, page, names), *_ways(site, page), f'<script type="application/ld+json">{data}</script>')
    )


def _open_graph(site: Site, page: Described, names: Names) -> Iterator[str]:
    """The card that a social network shows of the page; the description is that of the page (https://ogp.me)."""
    where = {"url": names.page(page.key, page.lang), **_image(site, page, names)} if site.identity else {}
    properties = {
        "type": "article" if page.key[0] in ARTICLES else "website",
        "title": site.names[page.lang] if page.key == HOME else page.title,
        "locale": LOCALES[page.lang],
        **where,
    }
    yield from (f'<meta property="og:{name}" content="{escape(value)}">' for name, value in properties.items())
    if site.identity and site.published_here:
        yield '<meta name="twitter:card" content="summary_large_image">'


def _image(site: Site, page: Described, names: Names) -> dict[str, str]:
    """The picture of the kind of page where there is one, else the sign of the site."""
    if not site.published_here:
        return {"image": names(IMAGE)}
    width, height = map(str, SIZE)
    return {
        "image": names(card_path(page.key, page.lang)),
        "image:type": "image/png",
        "image:width": width,
        "image:height": height,
        "image:alt": card_text(site, page.key, page.lang),
    }


def _ways(site: Site, page: Described) -> Iterator[str]:
    """The feeds that concern the page; on the home page, how the site is searched."""
    if site.offers(FORMAT):
        for key in dict.fromkeys((*([page.key] if has_feed(page.key) else []), ALL)):
            title = feed_title(page_builder(site, page.lang, key), key)
            yield _link(site, page, feed_path(site, key, page.lang), rel="alternate", type=MEDIA_TYPE, title=title)
    if page.key == HOME and site.identity and site.offers("discovery"):
        path, title = opensearch_path(page.lang), site.names[page.lang]
        yield _link(site, page, path, rel="search", type="application/opensearchdescription+xml", title=title)


def _link(site: Site, page: Described, path: str, **attributes: str) -> str:
    href = site.addresses.shared(page.key, page.lang, path)
    pairs = (f'{name}="{escape(value)}"' for name, value in {**attributes, "href": href}.items())
    return f"<link {' '.join(pairs)}>"
