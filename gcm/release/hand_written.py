"""The hand-written pages, taken from the site as it was built: their Markdown is the generator's to render."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml.html import document_fromstring

from gcm.language.text import Lang
from gcm.release.chapters import inner_html
from gcm.views.addresses import Addresses, Key


def hand_written_pages(built: Path, addresses: Addresses, lang: Lang) -> Iterator[tuple[Key, str]]:
    """Key and HTML of every hand-written page in `lang`, without the theme's frame; `built` is the site built with the same addresses."""
    for key in addresses.hand_written:
        url = addresses.url(key, lang)
        text = (built / (f"{url}index.html" if not url or url.endswith("/") else url)).read_text("utf-8")
        yield key, inner_html(document_fromstring(text).find(".//article"))
