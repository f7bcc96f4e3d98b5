"""The hand-written pages of the site: which there are, and what each is called in the other language."""

from __future__ import annotations

from pathlib import Path

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
