"""The files of the theme → the few that a reader's browser asks for (`gcm/site/assets.py`), once for both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gcm.site.assets import OWN_STYLES, SCRIPTS, SEARCHING, STYLE, STYLES, THEME_STYLES, join_scripts, join_styles, own_style
from gcm.site.search_files import rules_script

_LEFT_OUT: Final = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*", "assets/javascripts/bundle.*", "*.map")
"""The theme's own search and scripts, and what only the theme's authors need."""


def bundle_assets(files: Files, config: MkDocsConfig) -> None:
    """Put the joined styles and scripts in the place of those that they are made of."""
    theirs = [_take(files, f"assets/stylesheets/{name}") for name in THEME_STYLES]
    ours = [_take(files, f"assets/stylesheets/{name}.css") for name in STYLES]
    _add(files, config, STYLE, join_styles(theirs, ours, _templates(Path(config.theme.custom_dir or ""))))
    for name in OWN_STYLES.values():
        _add(files, config, f"assets/stylesheets/{name}", own_style(_take(files, f"assets/stylesheets/{name}")))
    for name, parts in SCRIPTS.items():
        texts = [_take(files, f"assets/javascripts/{part}") for part in parts]
        _add(
            files, config, f"assets/javascripts/{name}", join_scripts([rules_script(), *texts] if name == SEARCHING else texts)
        )
    _leave_out(files, *_LEFT_OUT)


def leave_out_assets(files: Files, _: MkDocsConfig) -> None:
    """The site inside another one has none: its pages use those below the common root."""
    _leave_out(files, "assets/*")


def _leave_out(files: Files, *patterns: str) -> None:
    for file in [file for file in files if any(fnmatch(file.src_uri, pattern) for pattern in patterns)]:
        files.remove(file)


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
