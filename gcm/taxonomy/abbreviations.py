"""Explains the first mention of each abbreviation on a page."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import escape

from gcm.language.text import Lang
from gcm.taxonomy.lists import taxonomy

_SILENT = ("a", "abbr", "code", "h1", "h2", "h3", "pre", "script", "style", "svg", "title", "button", "dfn")
"""Elements inside which nothing is explained: links and headings stay what they are."""

_SKIPPED = re.compile(rf"<({'|'.join(_SILENT)})(?=[\s>])[^>]*(?<!/)>.*?</\1>", re.DOTALL)
"""A silent element with all that is in it."""

_INSIDE = re.compile(r"[\w/-]")
"""What stands before letters that are only a part of a word."""


@cache
def _names(lang: Lang) -> dict[str, str]:
    entries = taxonomy().glossary.abbreviations
    pairs = ((entry.abbreviation.get(lang), entry.name.get(lang) if entry.name else None) for entry in entries)
    return {short: name for short, name in pairs if short and name and len(short) > 1 and short != name}


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    longest_first = sorted(_names(lang), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(re.escape(short) for short in longest_first)})(?![\w/-])")


def explain_abbreviations(html: str, lang: Lang) -> str:
    """`html` with `<abbr title>` around the first mention of each abbreviation in running text."""
    names, pattern, skipped = _names(lang), _pattern(lang), _SKIPPED.finditer(html)
    seen: set[str] = set()
    parts, done, place, silent = [], 0, 0, (0, 0)
    while found := pattern.search(html, place):
        start, place = found.span()
        if found[0] in seen:
            continue
        if start and _INSIDE.match(html, start - 1):
            place = start + 1
            continue
        while silent[1] <= start and (element := next(skipped, None)):
            silent = element.span()
        if silent[0] <= start < silent[1] or html.rfind("<", 0, start) > html.rfind(">", 0, start):
            continue
        seen.add(found[0])
        parts += [html[done:start], f'<abbr title="{escape(names[found[0]])}">{found[0]}</abbr>']
        done = place
    return "".join((*parts, html[done:]))
