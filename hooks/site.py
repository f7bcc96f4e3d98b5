"""MkDocs' events → the domain. State is kept in `config.extra`: one hook module serves both languages."""

from __future__ import annotations

import gc
import json
import logging
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_datetime

from gcm.catalogue.remembered import RememberedRecords
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, other
from gcm.problems.formats import Audience, render_problems
from gcm.reading.files import record_lines
from gcm.site.documents import hand_written_sources
from gcm.site.frames import Frames, strip_indentation
from gcm.site.offline import WORKER, device_files
from gcm.site.redirects import write_redirects
from gcm.site.search_index import names_of, search_entry, search_rules, words_of_html
from gcm.site.shared import SharedFiles
from gcm.site.writer import Entry, Made, Writer, write_all
from gcm.taxonomy.abbreviations import explain_abbreviations
from gcm.views.addresses import PREFIX, Addresses, Key, index_address
from gcm.views.site import Site
from hooks.assets import bundle_assets
from hooks.processes import Beside, begin
from hooks.theme import SiteFiles, Theme, linked_pages

log = logging.getLogger("mkdocs.hooks.site")
serving = False


@dataclass(repr=False)
class State:
    """What one language's build knows; without a text form, since the macros plugin writes out all that `extra` holds."""

    records: RememberedRecords
    writer: Writer
    shared: SharedFiles
    keys: dict[str, Key]
    hand_written: list[Entry] = field(default_factory=list)
    frames: Frames | None = None
    nav: Navigation | None = None
    english: Beside | None = None

    @property
    def site(self) -> Site:
        """The site of this build."""
        return self.writer.site

    @property
    def lang(self) -> Lang:
        """The language of this build."""
        return self.writer.lang


def _state(config: MkDocsConfig) -> State:
    state: State = config.extra["gcm"]
    return state


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether pages are served while they are edited: the reloading script is inline."""
    global serving  # noqa: PLW0603  (MkDocs tells it once, before there is a configuration)
    serving = command == "serve"
    if not serving:
        gc.disable()  # nearly all that a build makes is there until it ends


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and validate the records; with an error in any of them nothing is built."""
    root = Path(config.config_file_path).parent
    lang: Lang = config.theme["language"]
    records = config.extra.get("records") or RememberedRecords(root / "records")
    catalogue, problems = records.load()
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        refusal = phrases(lang).fill("not_published", errors=len(errors))
        explained = index_address(os.environ.get("SITE_URL", ""), "problems", lang)
        audience = Audience(lang, record_lines(root / "records"), explained)
        raise PluginError(f"{refusal}\n\n{render_problems(errors, 'text', audience)}")
    addresses = Addresses(catalogue, _hand_written(root / "docs"), config.use_directory_urls)
    site = Site(
        catalogue,
        addresses,
        built_on=get_build_datetime().date(),
        root=(config.site_url or "").removesuffix(PREFIX[lang]),
        names={lang: config.site_name},
        repository=config.extra["repository"].rstrip("/"),
    )
    keys = {addresses.source(key, lang): key for key in (*addresses.keys, *addresses.hand_written)}
    shared = SharedFiles(site, records.sources, config.extra["editors"])
    writer = Writer(site, lang, lambda page: _frames(config).put(page))
    config.extra["gcm"] = State(records, writer, shared, keys)
    config.extra["serving"] = serving
    return config


def _hand_written(docs: Path) -> dict[Key, dict[Lang, str]]:
    """The hand-written pages, each with its partner."""
    pages = hand_written_sources(docs)
    alone = [files for files in pages.values() if len(files) != len(LANGS)]
    if alone:
        raise PluginError(f"These pages of docs/ have no partner with the same 'pair' in the other language: {alone}")
    return pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Show MkDocs the files that we make; the English site is begun beside this one, while nothing but records is in memory."""
    state = _state(config)
    if state.lang == "es" and not serving and hasattr(os, "fork") and not os.environ.get("ONE_PROCESS"):
        state.english = begin(lambda: _build_english(config))
    bundle_assets(files, config, search_rules(state.lang))
    made = {*state.writer.sources, *state.writer.paths, *(state.shared.paths if state.lang == "es" else ())}
    return SiteFiles(files, made, config)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the menu for the pages that we make."""
    _state(config).nav = nav
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme the words of the interface; tell MkDocs the anchors that pages of ours have."""
    state = _state(config)
    env.globals["t"] = phrases(state.lang)
    env.globals["on_device"] = _worker_address(config)
    assert state.nav is not None  # noqa: S101  (the event before this one)
    theme = Theme(state.lang, config, files, state.nav, env, _is_folder(config))
    state.frames = Frames(state.site, state.lang, theme.menu, theme.render)
    for file in linked_pages(files):
        if key := state.writer.sources.get(file.src_uri):
            (file.page or Page(None, file, config)).present_anchor_ids = state.writer.page(key).anchors
    return env


def _frames(config: MkDocsConfig) -> Frames:
    frames = _state(config).frames
    assert frames is not None  # noqa: S101  (no page is written before MkDocs has a theme)
    return frames


def _is_folder(config: MkDocsConfig) -> bool:
    """Whether the site is to be opened from a folder."""
    return bool(config.plugins["material/offline"].config.enabled)


def _worker_address(config: MkDocsConfig) -> str:
    """Where the worker lies that keeps pages on a device; a site in a folder, or one that is being edited, has none."""
    if serving or _is_folder(config):
        return ""
    return ("../" if PREFIX[_state(config).lang] else "") + WORKER


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Complete the metadata of a hand-written page."""
    state = _state(config)
    page.meta.setdefault("description", config.site_description)
    page.meta["search"] = {"exclude": True}
    page.meta["alternates"] = _alternates(state.keys[page.file.src_uri], config)
    page.edit_url = state.site.edit(f"docs/{state.lang}/{page.file.src_uri}")
    return markdown


def _alternates(key: Key, config: MkDocsConfig) -> dict[Lang, str]:
    """Language → the page's whole address in it.

    A page in a folder has none on the web: search machines do not read it, and what names one could be asked for it.
    """
    return {} if _is_folder(config) else {lang: _state(config).site.url(key, lang) for lang in LANGS}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Explain the abbreviations of a hand-written page, and keep what the search finds of it."""
    state = _state(config)
    key, lang = state.keys[page.file.src_uri], state.lang
    names = names_of(state.site.catalogue, key, lang)
    state.hand_written.append(search_entry(str(page.title), words_of_html(html), page.url, key=key, lang=lang, names=names))
    return explain_abbreviations(html, lang)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the theme the way to the same page in the other language."""
    state = _state(config)
    lang, key = state.lang, state.keys[page.file.src_uri]
    if _is_folder(config):
        page.canonical_url = None
    context["alternate"] = {"lang": other(lang), "href": state.site.addresses.relative(key, lang, key, other(lang))}
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Tell the sitemap of every page, those that we make as well."""
    state = _state(config)
    keys = (*(state.keys[file.src_uri] for file in context["pages"]), *state.site.addresses.keys)
    addresses = [(state.site.url(key, state.lang), _alternates(key, config)) for key in keys]
    context["addresses"] = addresses if state.site.root else []
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the theme's indentation out of a hand-written page."""
    return strip_indentation(output)


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Write all that MkDocs did not; the Spanish site is complete when the English one inside it is."""
    state = _state(config)
    _write(state.writer, config)
    index = Path(config.site_dir, "search", "search_index.json")
    content = json.loads(index.read_text("utf-8"))
    content["docs"] = [*state.hand_written, *state.writer.search_entries()]
    index.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
    if state.lang == "es":
        _finish_english(config)
        write_redirects(Path(config.site_dir), state.site)
        if _worker_address(config):
            for name, text in device_files(Path(config.site_dir)).items():
                Path(config.site_dir, name).write_text(text, "utf-8")


def _write(files: Made, config: MkDocsConfig) -> None:
    for path in write_all(files, Path(config.site_dir)):
        if path.endswith(".html"):
            log.debug("Building page %s", path)


def _finish_english(config: MkDocsConfig) -> None:
    english = _state(config).english
    if english is None:
        _build_english(config)
    elif not english.finish():
        raise Abort("The English site was not built")


def _build_english(config: MkDocsConfig) -> None:
    """The English site, and what both share."""
    english = load_config(
        str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=str(Path(config.site_dir, PREFIX["en"])),
        site_url=f"{config.site_url}{PREFIX['en']}",
        strict=config.strict,
        use_directory_urls=config.use_directory_urls,
    )
    state = _state(config)
    english.extra["records"] = state.records
    log.info("The same in English, in %s", PREFIX["en"])
    build(english)
    _write(state.shared, config)
