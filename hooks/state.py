"""What one language's build knows, from the configuration to the last page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_datetime
from mkdocs.utils.yaml import yaml_load

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.remembered import RememberedRecords
from gcm.exports.open_data.formats import left_out
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.problems.formats import Audience, render_problems
from gcm.problems.problem import Problem
from gcm.reading.files import record_lines
from gcm.site.anchors import Anchors
from gcm.site.digests import Digests
from gcm.site.documents import hand_written_sources
from gcm.site.frames import Frames
from gcm.site.pages import Page
from gcm.site.search_index import Entry
from gcm.site.shared import SharedFiles
from gcm.site.writer import Writer
from gcm.views.addresses import PREFIX, Addresses, Key, index_address
from gcm.views.release_list import read_release
from gcm.views.site import Site
from hooks.processes import Beside, Pile
from hooks.theme import Theme

CONFIGURATIONS: Final[dict[Lang, str]] = {"es": "mkdocs.yml", "en": "mkdocs.en.yml"}


@dataclass(repr=False)
class State:
    """What is known so far; without a text form, since the macros plugin writes out all that `extra` holds."""

    config: MkDocsConfig
    lang: Lang
    records: RememberedRecords
    writer: Writer = field(init=False)
    shared: SharedFiles = field(init=False)
    left: Pile[str] | None = None
    anchors: Anchors = field(init=False)
    keys: dict[str, Key] = field(init=False)
    found: dict[Key, Entry] = field(default_factory=dict)
    nav: Navigation | None = None
    theme: Theme | None = None
    frames: Frames | None = None
    english: Beside | None = None
    english_warned: bool = False
    digests: Digests = field(default_factory=Digests)

    @property
    def site(self) -> Site:
        """The site of this build."""
        return self.writer.site

    def take(self, catalogue: Catalogue) -> None:
        """Make the pages of this catalogue from now on."""
        config, lang = self.config, self.lang
        docs = Path(config.config_file_path).parent / "docs"
        addresses = Addresses(catalogue, hand_written(docs), config.use_directory_urls)
        site = Site(
            catalogue,
            addresses,
            built_on=get_build_datetime().date(),
            root=(config.site_url or "").removesuffix(PREFIX[lang]),
            names=self._names,
            repository=config.extra["repository"].rstrip("/"),
            published_here=is_published(config),
            without=_left_out(config.extra["without"], len(catalogue.practices)),
            # A copy in a folder is itself a file of a release, whose list is not known yet.
            release=read_release(config.extra["released"]) if config.use_directory_urls else None,
        )
        self.keys = {addresses.source(key, lang): key for key in (*addresses.keys, *addresses.hand_written)}
        self.shared = SharedFiles(site, self.records.sources, config.extra["editors"])
        self.writer = Writer(site, lang, self.put, self.found)
        self.anchors = Anchors(addresses, lang)

    @cached_property
    def _names(self) -> dict[Lang, str]:
        """What the site is called in each language: files that both share name it in either."""
        folder = Path(self.config.config_file_path).parent
        return {lang: _site_name(folder / file) for lang, file in CONFIGURATIONS.items()}

    def put(self, page: Page, site: Site) -> str:
        """A page in the frame of the theme, which MkDocs has by the time that pages are asked for."""
        assert self.frames is not None  # noqa: S101
        if self.config.strict:
            self.anchors.take(page)
        return self.frames.put(page, site)


def state_of(config: Any) -> State:
    """What the build with this configuration knows."""
    state: State = config.extra["gcm"]
    return state


def refusal(errors: Sequence[Problem], lang: Lang, records: Path) -> str:
    """Why nothing is published."""
    explained = index_address(os.environ.get("SITE_URL", ""), "problems", lang)
    audience = Audience(lang, record_lines(records), explained)
    return f"{phrases(lang).fill('not_published', errors=len(errors))}\n\n{render_problems(errors, 'text', audience)}"


def _site_name(path: Path) -> str:
    with path.open("rb") as file:
        return str(yaml_load(file)["site_name"])


def is_published(config: MkDocsConfig) -> bool:
    """Whether the site is made to be put on the web."""
    return str(config.extra["publish"]) == "1" and not config.extra["folder"]


def _left_out(names: str | None, practices: int) -> frozenset[str]:
    """The formats of the open data that are left out; a variable that is there and empty is none to MkDocs."""
    try:
        return left_out(names or "", practices)
    except ValueError as error:
        raise PluginError(f"extra.without in mkdocs.yml, or WITHOUT: {error}") from error


def hand_written(docs: Path) -> dict[Key, dict[Lang, str]]:
    """The hand-written pages, each with its partner."""
    pages = hand_written_sources(docs)
    alone = [files for files in pages.values() if len(files) != len(LANGS)]
    if alone:
        raise PluginError(f"These pages of docs/ have no partner with the same 'pair' in the other language: {alone}")
    return pages
