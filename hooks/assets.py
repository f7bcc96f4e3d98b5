"""The files of the theme → the few that a reader's browser asks for (`gcm/site/assets.py`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gcm.site.assets import (
    FOLDER_WORKER,
    SCRIPTS,
    SEARCH_WORDS,
    STYLE,
    STYLES,
    THEME_SEARCH,
    THEME_STYLES,
    THEME_WORKER,
    WORKER,
    join_scripts,
    join_styles,
    search_settings,
)

_LEFT_OUT: Final = ("assets/javascripts/lunr/*", "*.map")
"""What the search needs for other languages, and what only the theme's authors need."""


def bundle_assets(files: Files, config: MkDocsConfig, rules: Mapping[str, object]) -> None:
    """Put the joined styles and scripts in the place of those that they are made of; `rules` are the search's."""
    theirs = [_take(files, f"assets/stylesheets/{name}") for name in THEME_STYLES]
    ours = [_take(files, f"assets/stylesheets/{name}.css") for name in STYLES]
    _add(files, config, STYLE, join_styles(theirs, ours, _templates(Path(config.theme.custom_dir or ""))))
    _add(files, config, WORKER, _take(files, f"assets/javascripts/{THEME_WORKER}"))
    bundles = {name: [_take(files, f"assets/javascripts/{part}") for part in parts] for name, parts in SCRIPTS.items()}
    worker = _take(files, f"assets/javascripts/{FOLDER_WORKER}")
    theme_search = _take(files, f"assets/javascripts/{THEME_SEARCH}")
    before = [worker] if config.plugins["material/offline"].config.enabled else []
    bundles["searching.js"] = [*before, search_settings(rules, _search_words(config)), *bundles["searching.js"], theme_search]
    for name, texts in bundles.items():
        _add(files, config, f"assets/javascripts/{name}", join_scripts(texts))
    for file in [file for file in files if any(fnmatch(file.src_uri, left_out) for left_out in _LEFT_OUT)]:
        files.remove(file)


def _search_words(config: MkDocsConfig) -> dict[str, str]:
    """The theme's sentences in the site's language."""
    template = config.theme.get_env().get_template(f"partials/languages/{config.theme['language']}.html")
    sentences: Any = template.module  # Jinja gives a module the macros of its template
    return {name: str(sentences.t(name)) for name in SEARCH_WORDS}


def _take(files: Files, pattern: str) -> str:
    """The text of the one file of the theme that is called so; it is no file of the site any more."""
    (file,) = [file for file in files if fnmatch(file.src_uri, pattern)]
    files.remove(file)
    return file.content_string


def _add(files: Files, config: MkDocsConfig, address: str, content: str) -> None:
    files.append(File.generated(config, address, content=content))


def _templates(theme: Path) -> Iterator[str]:
    """Every text in which a class of the theme may be named."""
    named: Iterable[Path] = (*theme.rglob("*.html"), *(theme / "assets" / "javascripts").glob("*.js"))
    return (path.read_text("utf-8") for path in named)
