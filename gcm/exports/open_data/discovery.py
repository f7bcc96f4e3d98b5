"""What machines that find the site are told first: robots.txt, llms.txt, and how browsers can search it (OpenSearch)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from gcm.exports.open_data.dcat import distributions, offered
from gcm.exports.open_data.edition import Edition, File
from gcm.exports.open_data.names import LICENCE, Names
from gcm.language.linked_phrases import linked_phrases
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import PREFIX, SEARCH
from gcm.views.site import Site

LISTS: Final = (
    "practices", "objectives", "countries", "forums", "roadmaps", "themes", "news", "principles", "criteria", "organisations",
    "glossary", "sources",
)  # fmt: skip
"""The pages from which all others are reached."""


def discovery_files(edition: Edition) -> Iterator[File]:
    """What only makes sense at an address is left out where the site has none."""
    yield "robots.txt", lambda: robots_text(edition.site)
    yield "llms.txt", lambda: llms_text(edition)
    if edition.site.identity:
        for lang in LANGS:
            yield opensearch_path(lang), partial(opensearch, edition.site, lang)


def robots_text(site: Site) -> str:
    """Everybody may read everything, and finds it by the sitemaps."""
    maps = [f"Sitemap: {site.identity}{PREFIX[lang]}sitemap.xml\n" for lang in LANGS] if site.identity else []
    return "".join(("User-agent: *\nAllow: /\n", *maps))


def llms_text(edition: Edition) -> str:
    """The site in one page for language models (https://llmstxt.org): what it is, its lists, its data, and on what terms."""
    names = Names(edition.site, "llms.txt")
    parts = [_introduction(edition, lang) for lang in LANGS]
    parts += [_lists(names, lang) for lang in LANGS]
    return "\n".join((*parts, _data(edition, names)))


def _introduction(edition: Edition, lang: Lang) -> str:
    t = linked_phrases(lang)
    terms = t.fill("llms_terms", number=edition.number, day=phrases(lang).day(edition.day), licence=LICENCE)
    mark = "#" if lang == LANGS[0] else "##"
    return f"{mark} {edition.site.names[lang]}\n\n> {t.repository_description}\n\n{terms} {t.rights_of_others}\n"


def _lists(names: Names, lang: Lang) -> str:
    lines = [f"- [{phrases(lang)[kind]}]({names.page((kind,), lang)})" for kind in LISTS]
    return "\n".join((f"## {linked_phrases(lang).llms_pages}", "", *lines, ""))


def _data(edition: Edition, names: Names) -> str:
    files = [each for data_set in distributions() for each in offered(edition.site, data_set)]
    lines = [f"- [{' · '.join(each.title.all)}]({names(each.path)}): {each.media_type}" for each in files]
    heading = " · ".join(linked_phrases(lang).llms_data for lang in LANGS)
    return "\n".join((f"## {heading}", "", *lines, ""))


def opensearch_path(lang: Lang) -> str:
    """Where the description of the search lies, below the common root."""
    return f"{PREFIX[lang]}opensearch.xml"


def search_template(site: Site, lang: Lang, gap: str) -> str:
    """The address of what a search finds, with a gap for what is looked for."""
    page = site.addresses.on_server(SEARCH, lang)
    return f"{site.identity}{page}?{phrases(lang).search_parameter}={gap}"


def opensearch(site: Site, lang: Lang) -> str:
    """How a browser searches the site in one language (OpenSearch 1.1)."""
    t = linked_phrases(lang)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{escape(t.search_short)}</ShortName>
  <Description>{escape(site.names[lang])}</Description>
  <Url type="text/html" template="{escape(search_template(site, lang, "{searchTerms}"), {'"': "&quot;"})}"/>
  <Image width="192" height="192" type="image/png">{escape(site.identity)}assets/images/icon-192.png</Image>
  <Language>{lang}</Language>
  <InputEncoding>UTF-8</InputEncoding>
</OpenSearchDescription>
"""
