"""One stylesheet for the whole site, and three scripts: what comes first, what every page needs, and what searching needs.

The files of `theme/assets` are read and changed one by one; a reader's browser asks for few files. Of the theme's own style
only what this site uses is kept, about a third.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final

import lightningcss

STYLE: Final = "assets/stylesheets/site.css"
WORKER: Final = "assets/javascripts/workers/search.js"
"""The theme's search itself, which runs beside the page; its name tells nothing of the theme's version."""

THEME_STYLES: Final = ("main.*.min.css", "palette.*.min.css")
THEME_SEARCH: Final = "bundle.*.min.js"
THEME_WORKER: Final = "workers/search.*.min.js"

STYLES: Final = (
    "gcm",
    "frame",
    "coverage",
    "explorer",
    "map",
    "search",
    "follow-up",
    "form",
    "device",
    "agenda",
    "chosen",
    "print",
)
SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "first.js": ("scope.js", "palette.js"),
    "site.js": (
        "menu.js",
        "contents.js",
        "folds.js",
        "switch.js",
        "countdown.js",
        "find.js",
        "share.js",
        "device.js",
        "basket.js",
    ),
    "searching.js": ("search.js",),
}
"""Files of `theme/assets`, in order; the theme's own script follows on those for searching."""

FOLDER_WORKER: Final = "iframe-worker.js"
"""What comes before all that in a site that is opened from a folder, and is of no use with a server."""

SEARCH_WORDS: Final = tuple(
    f"search.result.{name}" for name in ("placeholder", "none", "one", "other", "more.one", "more.other", "term.missing")
)
"""What the theme's search says, by the names of the theme's translations."""

MADE_BY_SEARCH: Final = frozenset(
    f"md-search-result__{part}" for part in ("article", "icon", "item", "link", "list", "meta", "more", "terms")
) | {"focus-visible", "md-typeset", "md-icon"}
"""Classes that stand in no template of ours, since the theme's search sets them."""

_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_WORD: Final = re.compile(r"[\w-]+")
_ICON: Final = re.compile(r"(--md-[\w-]+):url\(")
_FOREIGN: Final = re.compile(r"\[dir=rtl\]|\[data-md-color-(?:primary|accent)=(?!custom)[\w-]+\]")
"""Writing from right to left, and the theme's own colours: this site has neither."""

_NEVER: Final = "gcm-never"


def join_styles(theirs: Iterable[str], ours: Iterable[str], templates: Iterable[str]) -> str:
    """One stylesheet: of the theme's styles what the site's templates and its search use, and all of ours."""
    used = MADE_BY_SEARCH.union(*(_WORD.findall(text) for text in templates))
    theme = _FOREIGN.sub(f".{_NEVER}", "".join(theirs))
    unused = ({_NEVER} | set(_CLASS.findall(theme))) - used
    kept = _shortened(theme, unused)
    # Icons are drawn in variables; those that nothing asks for any more are most of what is left.
    idle = {name for name in _ICON.findall(kept) if f"var({name})" not in kept}
    return _shortened(kept, idle) + _shortened("".join(ours), set())


def _shortened(style: str, unused: set[str]) -> str:
    return lightningcss.process_stylesheet(style, unused_symbols=unused)


def join_scripts(texts: Iterable[str]) -> str:
    """One script; each keeps its names to itself in a block of its own."""
    return "\n".join(texts)


def search_settings(rules: Mapping[str, object], translations: Mapping[str, str]) -> str:
    """What `search.js` needs to know of the language: the rules of its words (`search_rules`), and the theme's sentences."""
    return f"window.gcmSearch = {json.dumps({'rules': rules, 'translations': translations}, ensure_ascii=False)};"
