"""Explains the first mention of each abbreviation on a page."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import escape

from gcm.language.text import Lang
from gcm.taxonomy.lists import taxonomy

_SILENT = ("a", "abbr", "code", "h1", "h2", "h3", "pre", "script", "style", "svg", "title", "button", "dfn")
"""Elements inside which nothing is explained: links and headings stay what they are."""

_SKIPPED = re.compile(rf"<({'|'.join(_SILENT)})(?=[\s>])[^>]*(?<!/)>.*?</\1>|<[^>]*>", re.DOTALL)
"""A silent element with all that is in it, or a tag."""

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
    seen: set[str] = set()
    parts, done = [], 0
    for skipped in _SKIPPED.finditer(html):
        if skipped.start() > done:
            parts.append(_explain(html[done : skipped.start()], seen, lang))
        parts.append(skipped[0])
        done = skipped.end()
    return "".join((*parts, _explain(html[done:], seen, lang)))


def _explain(text: str, seen: set[str], lang: Lang) -> str:
    """Text without tags, with what was not seen yet explained."""
    names, parts, done, place = _names(lang), [], 0, 0
    while found := _pattern(lang).search(text, place):
        place = found.end()
        if found[0] in seen:
            continue
        if found.start() and _INSIDE.match(text, found.start() - 1):
            place = found.start() + 1
            continue
        seen.add(found[0])
        parts += [text[done : found.start()], f'<abbr title="{escape(names[found[0]])}">{found[0]}</abbr>']
        done = found.end()
    return "".join((*parts, text[done:])) if parts else text
