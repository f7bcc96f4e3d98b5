"""What strangers may send: texts that could be taken for more than text, and a whole record by somebody who means harm."""

from __future__ import annotations

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
