"""Explains the first mention of each abbreviation on a page."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

from gcm.language.text import Lang
from gcm.taxonomy.lists import taxonomy

_TAG = re.compile(r"(<[^>]*>)")
_SILENT = ("a", "abbr", "code", "h1", "h2", "h3", "pre", "script", "style", "svg", "title", "button", "dfn")
"""Elements inside which nothing is explained: links and headings stay what they are."""


@cache
def _names(lang: Lang) -> dict[str, str]:
    entries = taxonomy().glossary.abbreviations
    pairs = ((entry.abbreviation.get(lang), entry.name.get(lang) if entry.name else None) for entry in entries)
    return {short: name for short, name in pairs if short and name and len(short) > 1 and short != name}


@cache
def _pattern(lang: Lang) -> re.Pattern[str]:
    longest_first = sorted(_names(lang), key=len, reverse=True)
    return re.compile(rf"(?<![\w/-])({'|'.join(re.escape(short) for short in longest_first)})(?![\w/-])")


def explain_abbreviations(html: str, lang: Lang) -> str:
    """`html` with `<abbr title>` around the first mention of each abbreviation in running text."""
    seen: set[str] = set()
    silent = 0
    parts = _TAG.split(html)
    for position, part in enumerate(parts):
        if position % 2:
            silent += _step(part)
        elif not silent and part.strip():
            parts[position] = _pattern(lang).sub(lambda match: _mark(match[0], seen, lang), part)
    return "".join(parts)


def _step(tag: str) -> int:
    name = tag.strip("</>").split(None, 1)[0].lower() if len(tag) > 2 else ""
    if name not in _SILENT or tag.endswith("/>"):
        return 0
    return -1 if tag.startswith("</") else 1


def _mark(short: str, seen: set[str], lang: Lang) -> str:
    if short in seen:
        return short
    seen.add(short)
    return str(Markup('<abbr title="{}">{}</abbr>').format(escape(_names(lang)[short]), Markup(short)))  # noqa: S704
