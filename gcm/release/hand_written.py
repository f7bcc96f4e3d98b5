"""The hand-written pages, taken from the site as it was built: their Markdown is the generator's to render."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement, document_fromstring

from gcm.language.text import LANGS, Lang
from gcm.release.chapters import inner_html
from gcm.views.addresses import Addresses, Key


def hand_written_pages(built: Path, addresses: Addresses, lang: Lang) -> Iterator[tuple[Key, str]]:
    """Key and HTML of every hand-written page in `lang`, without the theme's frame, as it stands at the published `addresses`.

    `built` is the site that opens from a folder: a release builds no other, and only the links of these pages tell the two apart.
    """
    in_folder = replace(addresses, directory_urls=False)
    keys = dict.fromkeys((*addresses.keys, *addresses.hand_written))
    published = {in_folder.url(key, each): addresses.url(key, each) for key in keys for each in LANGS}
    for key in addresses.hand_written:
        path = in_folder.url(key, lang)
        article = next(document_fromstring((built / path).read_text("utf-8")).iter("article"))
        for link in article.iter("a"):
            _lead_to_published(link, path, published, "../" * published[path].count("/"))
        yield key, inner_html(article)


def _lead_to_published(link: HtmlElement, path: str, published: dict[str, str], up: str) -> None:
    """Let a link of the page at `path` lead where it leads on the web; `up` is the way from there to the common root."""
    href = urlsplit(link.get("href") or "")
    if href.path and not href.scheme and not href.netloc:
        target = urljoin(f"/{path}", href.path)[1:]
        link.set("href", href._replace(path=up + published.get(target, target)).geturl() or "./")
