"""MkDocs' events → the domain. State is kept in `config.extra`: one hook module serves both languages."""

from __future__ import annotations

import atexit
import errno
import gc
import logging
import os
import sys
import threading
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_build_datetime

import gcm
from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.remembered import RememberedRecords
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, other
from gcm.reading.files import record_paths
from gcm.site.assets import OWN_STYLES
from gcm.site.documents import fold_sections
from gcm.site.frames import Frames, strip_indentation
from gcm.site.metadata import metadata_html
from gcm.site.not_found import not_found
from gcm.site.offline import WORKER, CoreTooLargeError, device_files
from gcm.site.publisher import undeclared
from gcm.site.redirects import write_redirects
from gcm.site.replacement import Replacement, complete
from gcm.site.search_index import search_entry, words_of_html
from gcm.site.stamp import stamp_of
from gcm.site.structured_data import Described
from gcm.site.writer import Made, write_all
from gcm.taxonomy.abbreviations import explain_abbreviations
from gcm.views.addresses import PREFIX, SEARCH, Key
from gcm.views.last_changed import last_changed
from hooks.assets import bundle_assets, leave_out_assets
from hooks.processes import WARNED, Pile, begin, in_two
from hooks.serving import Room
from hooks.state import State, is_published, refusal, state_of
from hooks.theme import SiteFiles, Theme, anchors_by_address, linked_pages

log = logging.getLogger("mkdocs.hooks.site")
room: Room | None = None
"""Where pages are made while somebody edits; a build has none."""

may_end = False
"""Whether this is a build by itself, which ends at once where nothing has changed."""

SOURCES: Final = ("records", "docs", "theme", "hooks", "mkdocs.yml", "mkdocs.en.yml")
UNWRITABLE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.EIO})
"""Faults of a disk or a folder, not of a program."""

warned = CountHandler(level=logging.WARNING)


def on_startup(command: str, dirty: bool) -> None:
    """Whoever edits waits for one page, a build makes them all."""
    global room, may_end  # noqa: PLW0603  (MkDocs tells it once, before there is a configuration)
    may_end = command == "build" and not dirty
    room = Room() if command == "serve" and "--no-livereload" not in sys.argv else None
    if room is None:
        gc.disable()  # nearly all that a build makes is there until it ends


@event_priority(200)
def _check_publisher(config: MkDocsConfig) -> MkDocsConfig:
    """What is published says whose it is; the workflows that publish say that they do."""
    missing = list(undeclared(config.site_url or "", config.extra["repository"], config.extra["editors"]))
    if str(config.extra["publish"]) == "1" and missing:
        raise PluginError(phrases(LANGS[0]).fill("undeclared", missing=", ".join(missing)))
    if is_published(config) and not find_spec("PIL"):
        raise PluginError(phrases(LANGS[0]).no_pictures)
    return config


@event_priority(100)
def _begin(config: MkDocsConfig) -> MkDocsConfig:
    """Build nothing where the site stands as it would be built; otherwise build it beside the one that stands."""
    if not may_end or config.extra.get("records"):
        return config
    root = Path(config.config_file_path).parent
    complete(Path(config.site_dir), _tell_waiting)
    places = [*(root / name for name in SOURCES), Path(gcm.__file__).parent, Path(config.extra["released"] or "mkdocs.yml")]
    stamp = stamp_of(Path(config.site_dir), places, _options(config))
    if stamp.is_valid():
        log.info("Nothing has changed: the site in %s stays as it is", config.site_dir)
        raise SystemExit(0)
    replacement = Replacement(Path(config.site_dir), _tell_waiting)
    atexit.register(replacement.abandon)
    config.extra.update(stamp=stamp, replacement=replacement)
    config.site_dir = str(replacement.next)
    logging.getLogger("mkdocs").addHandler(warned)
    return config


def _tell_waiting() -> None:
    log.info("Another build of this site is at work, and this one begins when that has ended")


def _options(config: MkDocsConfig) -> str:
    """All that a build depends on besides files: the command's options, what the environment set, and the day."""
    plain = {name: value for name, value in config.items() if isinstance(value, str | bool | None)}
    plugins = {name: dict(getattr(plugin, "config", {})) for name, plugin in config.plugins.items()}
    day = get_build_datetime().date().isoformat(), os.environ.get("SOURCE_DATE_EPOCH")
    return repr((plain, config.extra, config.theme.name, plugins, day))


def _load_records(config: MkDocsConfig) -> MkDocsConfig:
    """Load and validate the records; with an error in any of them nothing is built."""
    if room:
        room.begin()
    if _is_folder(config):
        config.use_directory_urls = False
    if config.strict:  # MkDocs counts no warning that `--quiet` keeps it from printing
        logging.getLogger("mkdocs").setLevel(min(logging.WARNING, logging.getLogger("mkdocs").getEffectiveLevel()))
    records = Path(config.config_file_path).parent / "records"
    state = State(config, config.theme["language"], config.extra.get("records") or RememberedRecords(records))
    state.take(config.extra.get("catalogue") or (room.load(state) if room else _load(state)))
    state.left = config.extra.get("left") or (None if room else Pile(state.shared.paths))
    config.extra["gcm"] = state
    return config


on_config = CombinedEvent(_check_publisher, _begin, _load_records)


def _load(state: State) -> Catalogue:
    in_two_processes = _can_fork()
    if in_two_processes:
        _read(state.records)
    catalogue, problems = state.records.load(() if in_two_processes else None)
    if errors := [problem for problem in problems if not problem.is_warning]:
        raise PluginError(refusal(errors, state.lang, state.records.root))
    return catalogue


def _read(records: RememberedRecords) -> None:
    """Read all records in two processes; with the first one comes what is needed for any."""
    paths = record_paths(records.root)
    records.read(paths[:1])
    for half in in_two(lambda some: RememberedRecords(records.root).read(some), paths[1:]):
        records.add(half)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Show MkDocs the files that we make; the English site is begun beside this one, while nothing but records is in memory."""
    state = state_of(config)
    if state.lang == "es" and _can_fork():
        state.site.catalogue.prepare(in_two)
        state.english = begin(lambda: WARNED if _build_english(config) else 0)
    if state.lang == "en" and state.left:
        state.left.lay_out()  # not before its folder, into which some of it goes, was emptied
    (bundle_assets if state.lang == "es" else leave_out_assets)(files, config)
    made = {*state.writer.sources, *state.writer.paths, *(state.shared.paths if state.lang == "es" else ())}
    return SiteFiles(files, made, config)


def _can_fork() -> bool:
    return room is None and hasattr(os, "fork") and threading.active_count() == 1 and not os.environ.get("ONE_PROCESS")


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the menu for the pages that we make."""
    state_of(config).nav = nav
    return nav


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme the words of the interface; tell MkDocs the anchors that pages of ours have."""
    state = state_of(config)
    env.globals["t"] = phrases(state.lang)
    env.globals["own_styles"] = OWN_STYLES
    env.globals["selection"] = state.site.addresses.url(("selection",), state.lang).removeprefix(PREFIX[state.lang])
    env.globals["not_found"] = lambda base: not_found(state.site, base.removesuffix("/").removesuffix("/en"))
    env.globals["common_root"] = _common_root(config)
    env.globals["on_device"] = _worker_address(config)
    env.globals["search_address"] = state.writer.below(SEARCH)
    assert state.nav is not None  # noqa: S101  (the event before this one)
    state.theme = Theme(state.lang, config, files, state.nav, env, _is_folder(config))
    state.frames = Frames(state.theme.menu, state.theme.render)
    for file in linked_pages(files):
        if key := state.writer.sources.get(file.src_uri):
            (file.page or Page(None, file, config)).present_anchor_ids = state.writer.page(key).anchors
    return env


def _is_folder(config: MkDocsConfig) -> bool:
    """Whether the site is to be opened from a folder."""
    return bool(config.extra["folder"])


def _worker_address(config: MkDocsConfig) -> str:
    """Where the worker lies that keeps pages on a device; a site in a folder, or one that is being edited, has none."""
    if room or _is_folder(config):
        return ""
    return _common_root(config) + WORKER


def _common_root(config: MkDocsConfig) -> str:
    """The way from the root of a language to that of the site, where lie the files that both languages share."""
    return "../" * PREFIX[state_of(config).lang].count("/")


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Complete the metadata of a hand-written page."""
    state = state_of(config)
    page.meta.setdefault("description", config.site_description)
    page.meta["alternates"] = _alternates(state.keys[page.file.src_uri], config)
    page.edit_url = state.site.edit(f"docs/{state.lang}/{page.file.src_uri}")
    return markdown


def _alternates(key: Key, config: MkDocsConfig) -> dict[Lang, str]:
    """Language → the page's whole address in it.

    A page in a folder has none on the web: search machines do not read it, and what names one could be asked for it.
    """
    return {} if _is_folder(config) else {lang: state_of(config).site.url(key, lang) for lang in LANGS}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Explain the abbreviations of a hand-written page, and keep what the search finds of it."""
    state = state_of(config)
    key, lang = state.keys[page.file.src_uri], state.lang
    catalogue = state.site.catalogue
    state.found[key] = search_entry(str(page.title), words_of_html(html), page.url, key=key, lang=lang, catalogue=catalogue)
    return explain_abbreviations(fold_sections(html) if page.meta.get("folded") else html, lang)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the theme the way to the same page in the other language."""
    state = state_of(config)
    lang, key = state.lang, state.keys[page.file.src_uri]
    if _is_folder(config):
        page.canonical_url = None
    page.meta["metadata"] = metadata_html(state.site, Described(key, lang, str(page.title), page.meta["description"]))
    context["alternate"] = {"lang": other(lang), "href": state.site.addresses.relative(key, lang, key, other(lang))}
    return context


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Tell the sitemap of every page, those that we make as well."""
    state = state_of(config)
    keys = (*(state.keys[file.src_uri] for file in context["pages"]), *state.site.addresses.keys)
    catalogue = state.site.catalogue
    addresses = [(state.site.url(key, state.lang), _alternates(key, config), last_changed(catalogue, key)) for key in keys]
    context["addresses"] = addresses if state.site.root else []
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the theme's indentation out of a hand-written page."""
    return strip_indentation(output)


@event_priority(-50)
def _complete(config: MkDocsConfig) -> None:
    """Write all that MkDocs did not; the Spanish site is complete when the English one inside it is."""
    state = state_of(config)
    if room:
        room.show(state)
    else:
        _write(state.writer, state.writer.paths, Path(config.site_dir))
        _check_anchors(state)
    if state.lang == "es" and not state.english:
        state.english_warned = _build_english(config)
    if not room:
        _write_shared(state)
    if state.lang == "es":
        _finish_english(state)
        _complete_site(config)
    if room:
        room.finish()


@event_priority(-200)
def _publish(config: MkDocsConfig) -> None:
    """The site is whole, after all others wrote into it, and takes its place; a build that warns of something does so every time."""
    replacement: Replacement | None = config.extra.get("replacement")
    has_warned = bool(warned.get_counts()) or state_of(config).english_warned
    if replacement is None or (config.strict and has_warned):
        return
    replacement.finish()
    config.site_dir = str(replacement.folder)
    log.info("The site in %s is whole", config.site_dir)
    if not has_warned:
        config.extra["stamp"].write(state_of(config).digests)


on_post_build = CombinedEvent(_complete, _publish)


def on_shutdown() -> None:
    """Whoever builds a site inside another program goes on with it; nobody looks through it again, least of all at the end."""
    gc.freeze()
    gc.enable()


def on_build_error(error: Exception) -> None:
    """Whoever edits goes on with the site that there is; a disk that takes nothing more is told of without a traceback."""
    if room:
        room.finish()
    if isinstance(error, OSError) and error.errno in UNWRITABLE:
        place = f": {error.filename}" if error.filename else ""
        raise Abort(phrases(LANGS[0]).fill("not_written", fault=f"{error.strerror}{place}")) from error


def _write(files: Made, paths: Iterable[str], folder: Path) -> None:
    for path in write_all(files, paths, folder):
        if path.endswith(".html"):
            log.debug("Building page %s", path)


def _write_shared(state: State) -> None:
    """What both languages share is written by whichever has made its pages."""
    assert state.left is not None  # noqa: S101  (nobody edits)
    folder = Path(state.config.site_dir, _common_root(state.config))
    _write(state.shared, state.left.take(from_back=state.lang == "es"), folder)


def _check_anchors(state: State) -> None:
    """Warn of links to anchors that are not there; without `--strict` nobody notes them."""
    assert state.theme is not None  # noqa: S101  (MkDocs has read the hand-written pages)
    for source, address in state.anchors.missing(anchors_by_address(state.theme.files)):
        log.warning("Page '%s' links to '%s', and there is no such anchor", source, address)


def _complete_site(config: MkDocsConfig) -> None:
    """What leads on from former addresses, and what a device keeps."""
    folder, state = Path(config.site_dir), state_of(config)
    write_redirects(folder, state.site)
    if _worker_address(config):
        _write_device_files(folder, state)


def _write_device_files(folder: Path, state: State) -> None:
    try:
        files = device_files(folder, state.site.built_on, len(state.site.catalogue.practices), state.digests)
    except CoreTooLargeError as error:
        told = phrases(LANGS[0]).fill("core_too_large", size=error.size, most=error.most, largest=error.largest)
        raise PluginError(told) from error
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


def _finish_english(state: State) -> None:
    """Wait for what is done beside this."""
    if state.english:
        code = state.english.finish()
        if code not in (0, WARNED):
            raise Abort("The English site was not built")
        state.english_warned = code == WARNED


def _build_english(config: MkDocsConfig) -> bool:
    """Build the English site, and what both share; whether it warned of anything."""
    english = load_config(
        str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=str(Path(config.site_dir, PREFIX["en"])),
        site_url=f"{config.site_url}{PREFIX['en']}",
        strict=config.strict,
        use_directory_urls=config.use_directory_urls,
    )
    state = state_of(config)
    english.extra.update(records=state.records, catalogue=state.site.catalogue, left=state.left)
    log.info("The same in English, in %s", PREFIX["en"])
    build(english)
    return bool(warned.get_counts())


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Answer with pages made for whoever asks."""
    if room:
        room.open(server, config)
    return server
