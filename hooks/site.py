"""MkDocs' events → the domain. State is kept in `config.extra`: one hook module serves both languages."""

from __future__ import annotations

import json
import logging
import os
import re
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any, Final

import frontmatter
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_build_datetime

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.exports.files import export_files
from gcm.language.phrases import words
from gcm.language.text import LANGS, Lang, other
from gcm.models.schema import schema_texts
from gcm.problems.formats import Audience, render_problems
from gcm.reading.field_texts import source_files
from gcm.reading.files import record_lines
from gcm.site.embeds import form_files
from gcm.site.offline import WORKER, device_files, web_manifest
from gcm.site.pages import Page as Rendered
from gcm.site.pages import render_pages
from gcm.site.record_lists import known_files
from gcm.site.search_index import names_of, search_entry, search_rules, words_of_html
from gcm.taxonomy.abbreviations import explain_abbreviations
from gcm.views.addresses import PREFIX, Addresses, Key, index_address
from hooks.assets import bundle_assets


@dataclass(repr=False)
class State:
    """What one language's build knows; without a text form, since the macros plugin writes out all that `extra` holds."""

    catalogue: Catalogue
    addresses: Addresses
    lang: Lang
    keys: dict[str, Key]
    pages: dict[str, Rendered] = field(default_factory=dict)
    search: list[dict[str, object]] = field(default_factory=list)


log = logging.getLogger("mkdocs.hooks.site")
_INDENTATION: Final = re.compile(r"\s*\n\s*")
serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether pages are served while they are edited: the reloading script is inline."""
    global serving  # noqa: PLW0603  (MkDocs tells it once, before there is a configuration)
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and validate the records; with an error in any of them nothing is built."""
    root = Path(config.config_file_path).parent
    lang: Lang = config.theme["language"]
    catalogue, problems = config.extra.get("loaded") or load_catalogue(root / "records")
    errors = [problem for problem in problems if not problem.is_warning]
    if errors:
        said = words(lang).fill("not_published", errors=len(errors))
        explained = index_address(os.environ.get("SITE_URL", ""), "problems", lang)
        audience = Audience(lang, record_lines(root / "records"), explained)
        raise PluginError(f"{said}\n\n{render_problems(errors, 'text', audience)}")
    addresses = Addresses(
        catalogue,
        _hand_written(root / "docs"),
        config.use_directory_urls,
        (config.site_url or "").removesuffix(PREFIX[lang]),
        {lang: config.site_name},
        get_build_datetime().date(),
        config.extra["repository"].rstrip("/"),
    )
    keys = {addresses.source(key, lang): key for key in (*addresses.keys, *addresses.written)}
    config.extra["gcm"] = State(catalogue, addresses, lang, keys)
    config.extra["serving"] = serving
    return config


def _hand_written(docs: Path) -> dict[Key, dict[Lang, str]]:
    """The hand-written pages, paired by the `pair` of their front matter."""
    pages: dict[Key, dict[Lang, str]] = {}
    for lang in LANGS:
        for path in sorted((docs / lang).rglob("*.md")):
            pair = frontmatter.load(str(path)).get("pair")
            pages.setdefault((str(pair),), {})[lang] = path.relative_to(docs / lang).as_posix()
    alone = [files for files in pages.values() if len(files) != len(LANGS)]
    if alone:
        raise PluginError(f"These pages of docs/ have no partner with the same 'pair' in the other language: {alone}")
    return pages


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for every view; what stands in it comes later, so that nothing of a record is read as page metadata."""
    state = config.extra["gcm"]
    bundle_assets(files, config, search_rules(state.lang))
    exported = dict(export_files(state.catalogue, state.addresses, state.lang))
    state.addresses = replace(state.addresses, sizes={path: len(content) for path, content in exported.items()})
    state.pages = {page.source: page for page in render_pages(state.catalogue, state.addresses, state.lang)}
    for source in state.pages:
        files.append(File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    files.append(File.generated(config, "manifest.webmanifest", content=web_manifest(config.site_name, state.lang)))
    for path, content in exported.items():
        files.append(File.generated(config, path, content=content))
    if state.lang == "es":
        for path, script in source_files(Path(config.config_file_path).parent / "records"):
            files.append(File.generated(config, path, content=script))
        forms = form_files(state.catalogue, state.addresses, config.extra["editors"])
        for path, content in (*known_files(state.catalogue), *forms, *schema_texts().items()):
            files.append(File.generated(config, path, content=content))
    return files


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme the words of the interface, and where the worker lies."""
    env.globals["t"] = words(config.extra["gcm"].lang)
    env.globals["on_device"] = _worker_address(config)
    return env


def _is_folder(config: MkDocsConfig) -> bool:
    """Whether the site is to be opened from a folder."""
    return bool(config.plugins["material/offline"].config.enabled)


def _worker_address(config: MkDocsConfig) -> str:
    """Where the worker lies that keeps pages on a device; a site in a folder, or one that is being edited, has none."""
    if serving or _is_folder(config):
        return ""
    return ("../" if PREFIX[config.extra["gcm"].lang] else "") + WORKER


@event_priority(-100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set the metadata of a page, which for a generated one is ours alone; the theme does not escape it."""
    state = config.extra["gcm"]
    generated = state.pages.get(page.file.src_uri)
    if generated is None:
        file = f"docs/{state.lang}/{page.file.src_uri}"
        page.meta.setdefault("description", config.site_description)
    else:
        file, markdown = generated.record, ""
        page.meta = {"title": escape(generated.title), "description": escape(generated.description), "hide": ["navigation"]}
        page.meta["scripts"] = generated.scripts
        page.meta["correction"] = generated.correction
    page.meta["search"] = {"exclude": True}
    # A page in a folder has no address on the web: search machines do not read it, and what names one could be asked for it.
    page.meta["alternates"] = {} if _is_folder(config) else _alternates(state, page)
    page.edit_url = state.addresses.edit(file) if file else None
    return markdown


def _alternates(state: State, page: Page) -> dict[Lang, str]:
    """Language → the page's whole address in it."""
    addresses, key = state.addresses, state.keys[page.file.src_uri]
    return {lang: addresses.root + addresses.url(key, lang) for lang in LANGS}


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put in the page and its table of contents, and keep what the search finds of it."""
    state = config.extra["gcm"]
    generated = state.pages.get(page.file.src_uri)
    title, found = str(page.title), words_of_html(html)
    if generated is None:
        html = explain_abbreviations(html, state.lang)
    else:
        html, title, found = generated.html, generated.title, generated.found
        sections = [{"level": 2, "id": id, "name": name, "children": []} for id, name in generated.sections]
        page.toc = get_toc([{"level": 1, "id": words(state.lang).anchor_top, "name": title, "children": sections}])
    key, lang = state.keys[page.file.src_uri], state.lang
    names = names_of(state.catalogue, key, lang)
    state.search.append(search_entry(title, found, page.url, key=key, lang=lang, names=names))
    return html


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the theme the way to the same page in the other language."""
    state = config.extra["gcm"]
    lang, key = state.lang, state.keys[page.file.src_uri]
    if _is_folder(config):
        page.canonical_url = None
    context["alternate"] = {"lang": other(lang), "href": state.addresses.relative(key, lang, key, other(lang))}
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the indentation out of the theme's frame, a fifth of a page; what the page itself says stays as it is."""
    before, article, rest = output.partition("<article")
    inside, end, after = rest.partition("</article>")
    return "".join((_INDENTATION.sub("\n", before), article, inside, end, _INDENTATION.sub("\n", after)))


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """Complete the search index after the theme wrote it; after the Spanish site, build the English one inside it."""
    index = Path(config.site_dir, "search", "search_index.json")
    content = json.loads(index.read_text("utf-8"))
    content["docs"] = config.extra["gcm"].search
    index.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), "utf-8")
    if config.extra["gcm"].lang == "es":
        build(_english(config))
        if _worker_address(config):
            for name, text in device_files(Path(config.site_dir)).items():
                Path(config.site_dir, name).write_text(text, "utf-8")


def _english(config: MkDocsConfig) -> MkDocsConfig:
    english = load_config(
        str(Path(config.config_file_path).with_name("mkdocs.en.yml")),
        site_dir=str(Path(config.site_dir, PREFIX["en"])),
        site_url=f"{config.site_url}{PREFIX['en']}",
        strict=config.strict,
        use_directory_urls=config.use_directory_urls,
    )
    english.extra["loaded"] = (config.extra["gcm"].catalogue, [])
    log.info("The same in English, in %s", PREFIX["en"])
    return english
