"""One stylesheet for the whole site, and three scripts: what comes first, what every page needs, and what searching needs.

The explorer and the form, which have the most of their own, bring a stylesheet besides.
The files of `theme/assets` are read and changed one by one; a reader's browser asks for few files. Of the theme's own style
only what this site uses is kept, about a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

import lightningcss

STYLE: Final = "assets/stylesheets/site.css"
THEME_STYLES: Final = ("main.*.min.css", "palette.*.min.css")

STYLES: Final = (
    "gcm",
    "frame",
    "coverage",
    "map",
    "search",
    "follow-up",
    "device",
    "agenda",
    "chosen",
    "print",
)
OWN_STYLES: Final = {"explorer.js": "explorer.css", "form.js": "form.css"}
"""A script → the style of the page that runs it, which no other page waits for."""

SEARCHING: Final = "searching.js"
SCRIPTS: Final[Mapping[str, tuple[str, ...]]] = {
    "first.js": ("scope.js", "palette.js"),
    "site.js": (
        "menu.js",
        "contents.js",
        "folds.js",
        "switch.js",
        "countdown.js",
        "share.js",
        "device.js",
        "basket.js",
        "titles.js",
        "suggest.js",
    ),
    SEARCHING: ("vendor/minisearch.js", "vendor/snowball.js", "search-words.js", "search-rank.js", "search.js"),
}
"""Files of `theme/assets`, in order; before those for searching stand the rules by which words are compared."""

_CLASS: Final = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_WORD: Final = re.compile(r"[\w-]+")
_ICON: Final = re.compile(r"(--md-[\w-]+):url\(")
_USED: Final = re.compile(r"var\((--[\w-]+)")
_DECLARED: Final = re.compile(r"(?<=[{;])(--md-[\w-]+):([^;{}\"'()]|\([^()]*\))*(?:;|(?=}))")
_FOREIGN: Final = re.compile(r"\[dir=rtl\]|\[data-md-color-(?:primary|accent)=(?!custom)[\w-]+\]")
"""Writing from right to left, and the theme's own colours: this site has neither."""

_NEVER: Final = "gcm-never"


def join_styles(theirs: Iterable[str], ours: Iterable[str], templates: Iterable[str]) -> str:
    """One stylesheet: of the theme's styles what the site's templates use, and all of ours."""
    used = {word for text in templates for word in _WORD.findall(text)}
    theme = _FOREIGN.sub(f".{_NEVER}", "".join(theirs))
    unused = ({_NEVER} | set(_CLASS.findall(theme))) - used
    kept = _shortened(theme, unused)
    # Icons are drawn in variables; those that nothing asks for any more are most of what is left.
    idle = {name for name in _ICON.findall(kept) if f"var({name})" not in kept}
    return _without_idle(_shortened(kept, idle) + _shortened("".join(ours), set()))


def own_style(text: str) -> str:
    """The style of one page."""
    return _shortened(text, set())


def _without_idle(style: str) -> str:
    """The style without the theme's variables that nothing reads: colours of diagrams, of code in other languages."""
    used = set(_USED.findall(style))
    kept = _DECLARED.sub(lambda found: found[0] if found[1] in used else "", style)
    return kept if kept == style else _without_idle(kept)


def _shortened(style: str, unused: set[str]) -> str:
    return lightningcss.process_stylesheet(style, unused_symbols=unused)


def join_scripts(texts: Iterable[str]) -> str:
    """One script; each keeps its names to itself in a block of its own."""
    return "\n".join(texts)
