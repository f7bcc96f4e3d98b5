"""What strangers may send: texts that could be taken for more than text, and a whole record by somebody who means harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from gcm.language.text import LANGS
from gcm.models.form_fields import Field, record_fields
from gcm.reading.files import parse_record
from gcm.writing.writer import record_text
from support.paths import SAMPLE

HOSTILE = [
    'a "quoted" one', "it's: a trap", "NO", "no", "1:30", "012", "1e5", "0x1F", "---", "--- x", "...", "{{ x }}", "{% x %}",
    "- item", "# remark", "x # y", "&a *a", "!!python/object:os.system", "%YAML 1.2", "@x", "`x`", "$(x)", "\\n", "\\", '\\"',
    "<b>x</b>", "a\nb", "a\r\nb", "a\n---\nb", "\ttab", "é", "e\u0301", "👩‍👩‍👧", "~", "null", "[", "]", "{a: b", "a, b", "? x", ">-", "|",
    "'", '"', "a" * 3000, "\u00a0x\u00a0", "2024-02-30", "true", "=", "<<", "x:", ": x", "\u202ereversed", "a\u200bb", "\ufeffx",
]  # fmt: skip
"""Texts that YAML, Markdown, a template or a shell could take for more than text."""

HOSTILE_RECORD = r"""---
title:
  es: "<script>window.ran=1</script> {{ 7 * 7 }} \"'><img src=x onerror=window.ran=2>"
  en: "</title><script>window.ran=3</script> {% raw %} ]] &quot;"
aliases: ["<svg onload=window.ran=4>"]
kind: tool
countries: [PA]
objectives: {stated: [1]}
summary: [{es: "\"><script>window.ran=5</script>", en: "<style>*{display:none}</style>", place: ["informe-i-foro:1"]}]
results: {es: "__config", en: "</script><script>window.ran=6</script>"}
notes: [{es: "<iframe src=https://a.invalid></iframe>", en: "<base href=https://a.invalid>"}]
links: [{url: "https://a.invalid/%22onmouseover=x", title: {es: "<b>x</b>", en: "<b>x</b>"}}]
---

# Español

<script>window.ran=7</script> <img src=x onerror=window.ran=8> <a href="javascript:window.ran=9">x</a>

[clic](javascript:window.ran=10) [datos](data:text/html,<script>1</script>) ![foto](https://a.invalid/x.png) {: onclick=window.ran=11 }

## __config

--8<-- "mkdocs.yml"

{{ config.site_name }} {% set x = 1 %} <details open ontoggle=window.ran=12>

---
render_macros: true
template: 404.html
---

# English

<meta http-equiv=refresh content=0;url=https://a.invalid>
"""
"""A valid record, so it is built."""

ATTACKS = [
    "<script>ran({n})</script>", "<img src=x onerror=ran({n})>", "\"><img src=x onerror=ran({n})>", "'><svg onload=ran({n})>",
    "</title><script>ran({n})</script>", "</style><script>ran({n})</script>", "</textarea><svg/onload=ran({n})>",
    "</script><script>ran({n})</script>", "</template><img src=x onerror=ran({n})>", "--><script>ran({n})</script><!--",
    "]]><script>ran({n})</script>", "<![CDATA[<script>ran({n})</script>]]>", "\" onmouseover=ran({n}) autofocus onfocus=ran({n}) x=\"",
    "' onfocus=ran({n}) autofocus tabindex=0 x='", "` onfocus=ran({n}) autofocus x=`", "javascript:ran({n})", "JaVaScRiPt:ran({n})//",
    "data:text/html,<script>ran({n})</script>", "<iframe srcdoc='<script>parent.ran({n})</script>'>", "<iframe src=javascript:parent.ran({n})>",
    "<object data=javascript:ran({n})>", "<embed src=javascript:ran({n})>", "<base href=https://a.invalid/>", "<form action=https://a.invalid><input name=body>",
    "<meta http-equiv=refresh content='0;url=javascript:ran({n})'>", "<link rel=stylesheet href=https://a.invalid/x.css>",
    "<style>@import 'https://a.invalid/x.css';</style>", "<details open ontoggle=ran({n})>x", "<video><source onerror=ran({n})>",
    "<math><mi//xlink:href=\"javascript:ran({n})\">x", "<svg><animate onbegin=ran({n}) attributeName=x dur=1s>", "<svg><script>ran({n})</script>",
    "<body onload=ran({n})>", "<input autofocus onfocus=ran({n})>", "<select autofocus onfocus=ran({n})>", "<marquee onstart=ran({n})>",
    "<noscript><p title=\"</noscript><img src=x onerror=ran({n})>\">", "<table background=javascript:ran({n})>", "<a href=javascript:ran({n})>x</a>",
    "&lt;script&gt;ran({n})&lt;/script&gt;", "&#60;img src=x onerror=ran({n})&#62;", "\\u003cscript\\u003eran({n})\\u003c/script\\u003e",
    "\\\"};ran({n});//", "';ran({n});//", "\");ran({n});//", "${ran({n})}", "{{ ran({n}) }}", "{% import 'os' as os %}{{ os.system('id') }}",
    "{{ config.__class__.__init__.__globals__ }}", "<%= ran({n}) %>", "__proto__", "constructor", "toString", "hasOwnProperty",
    "<img name=gcm id=gcm>", "<form name=body>", "<a id=gcm name=search>", "--8<-- \"mkdocs.yml\"", "=cmd|' /C calc'!A0",
]  # fmt: skip
"""What could run, lead away or take the place of something, if a text were taken for markup, script or template; `{n}` numbers it."""


def attack(number: int) -> str:
    """A text that would call `ran` with its number; the number in front keeps lists in one order whatever is behind it."""
    return f"{number:03} {ATTACKS[number % len(ATTACKS)]}".replace("{n}", str(number))


def harmless(number: int) -> str:
    """A text as long as that, with its words as long, of which nobody could make more."""
    return _SIGN.sub("x", attack(number))


_SIGN: Final = re.compile("[^A-Za-z0-9 ]")


def free_texts(fields: Iterable[Field], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where people write what they like in a record: the path of each field of words, in groups of any depth."""
    for each in fields:
        if each.control == "text":
            yield from ((*at, each.name, lang) for lang in LANGS)
        elif each.control == "words":
            yield *at, each.name
        else:
            yield from free_texts(each.fields, (*at, each.name))


@dataclass
class Hostile:
    """The sample records with another text, by `text` and its number, wherever people may write what they like.

    `filled` are the places of these. Groups and texts that no sample record has are there too, with what they cannot be without.
    """

    text: Callable[[int], str] = attack
    number: int = 0
    filled: set[tuple[str, ...]] = field(default_factory=set)

    def write(self, root: Path) -> None:
        """Put all of them into a folder of records."""
        for path in sorted(SAMPLE.rglob("[!_]*.md")):
            record, _ = parse_record(path.read_bytes(), f"records/{path.parent.name}/{path.name}")
            data = self._group(record_fields(record.kind, "es"), record.fields.data, (record.kind,))
            bodies = {lang: "\n\n".join(self._paragraphs()) for lang in LANGS}
            (root / path.parent.name).mkdir(parents=True, exist_ok=True)
            (root / path.parent.name / path.name).write_text(record_text(record.kind, data, bodies), "utf-8")

    def _group(self, fields: Iterable[Field], data: Mapping[str, Any], at: tuple[str, ...]) -> dict[str, Any]:
        values = {each.name: self._value(each, data.get(each.name), (*at, each.name)) for each in fields}
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, of: Field, value: Any, at: tuple[str, ...]) -> Any:
        if of.many:
            absent = [None] if of.control in ("words", "text", "group") else []
            made = (self._one(of, each, at) for each in value or absent)
            return [each for each in made if each is not None] or None
        return self._one(of, value, at)

    def _one(self, of: Field, value: Any, at: tuple[str, ...]) -> Any:
        if of.control == "words":
            return self._next(at)[: of.limit]
        if of.control == "text":
            return {lang: self._next((*at, lang)) for lang in LANGS}
        if of.control == "group":
            return self._group(of.fields, value or _CITED, at) if value or _can_be_made(of) else None
        return _needed(of) if value is None and of.required else value

    def _next(self, path: tuple[str, ...]) -> str:
        self.filled.add(path)
        self.number += 1
        return self.text(self.number)

    def _paragraphs(self) -> list[str]:
        """One for each attack that is no Markdown, nor has an address in it."""
        told = ((number, each) for number, each in enumerate(ATTACKS) if "//" not in each)
        return [self.text(number) for number, each in told if not MARKDOWN.intersection(each)]


_CITED: Final = {"place": ["informe-i-foro:1"]}
"""What a statement cannot be without; other groups have no such field."""


def _can_be_made(group: Field) -> bool:
    """Whether all that it cannot be without is known without the rest of its record."""
    return any(each.control in ("words", "text") for each in group.fields) and all(
        each.control in ("words", "text") or _needed(each) for each in group.fields if each.required
    )


def _needed(of: Field) -> str | None:
    """What stands in a field that a group cannot be without."""
    if of.many or of.control not in ("choice", "date", "url"):
        return None
    return of.options[0][0] if of.control == "choice" else "2026-01-01" if of.control == "date" else "https://example.org/x"


MARKDOWN: Final = frozenset("`*_[]\\&")
"""Signs that make more of a text where Markdown is read."""
