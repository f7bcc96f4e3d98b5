"""The hand-written pages of the site: which there are, and what each is called in the other language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import frontmatter

from gcm.language.text import LANGS, Lang
from gcm.views.addresses import Key


def hand_written_sources(docs: Path) -> dict[Key, dict[Lang, str]]:
    """Key → language → file below `docs/<lang>/`, paired by the `pair` of their front matter; one without a partner has one file."""
    pages: dict[Key, dict[Lang, str]] = {}
    for lang in LANGS:
        for path in sorted((docs / lang).rglob("*.md")):
            pair = frontmatter.load(str(path)).get("pair")
            pages.setdefault((str(pair),), {})[lang] = path.relative_to(docs / lang).as_posix()
    return pages


_HEADING: Final = re.compile(r"(?=<h2\b)")


def fold_sections(html: str) -> str:
    """A long page with each section under its heading, to be shown on demand, as in pages of ours."""
    before, *sections = _HEADING.split(html)
    return before + "".join(map(_folded, sections))


def _folded(section: str) -> str:
    heading, end, rest = section.partition("</h2>")
    return f'<details class="gcm-folded"><summary>{heading}{end}</summary>{rest}</details>\n'
