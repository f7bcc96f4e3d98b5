"""The theme around generated pages, which MkDocs itself neither reads nor renders."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, other
from gcm.site.frames import CONTENT, ENTRIES, MARKERS, Shape


class SiteFiles(Files):
    """The files that MkDocs carries; links and the menu find those that we make as well, which exist only once they are found."""

    def __init__(self, files: Files, made: Container[str], config: MkDocsConfig) -> None:
        super().__init__(files)
        self._made, self._config = made, config
        self._found: dict[str, File] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """A file of either sort."""
        if path in self._made and path not in self._found:
            self._found[path] = File.generated(self._config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        return self._found.get(path) or super().get_file_from_path(path)


@dataclass
class Theme:
    """What MkDocs renders pages with, once it has read the hand-written ones."""

    lang: Lang
    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Any
    in_folder: bool

    @property
    def menu(self) -> frozenset[str]:
        """The sources of the pages in the menu."""
        return frozenset(page.file.src_uri for page in self.nav.pages)

    def render(self, shape: Shape, own: Mapping[str, str] = MARKERS, contents: Iterable[tuple[str, str]] = ENTRIES) -> str:
        """The frame of pages of this shape; or a page of it, with what is its own and its contents."""
        page = self._page(shape, own, contents)
        page.active = True
        try:
            context: dict[str, Any] = dict(get_context(self.nav, [], self.config, page))
            context["alternate"] = {"lang": other(self.lang), "href": own["other"]}
            return str(self.env.get_template("main.html").render(context))
        finally:
            page.active = False

    def render_page(self, page: Page) -> str:
        """A hand-written page as it is now; what it asks of the catalogue may have changed."""
        config, files = self.config, self.files
        config._current_page = page
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        page.content = config.plugins.on_page_content(page.content or "", page=page, config=config, files=files)
        page.active = True
        try:
            context = get_context(self.nav, files, config, page)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=self.nav)
            html = str(self.env.get_template("main.html").render(context))
            return config.plugins.on_post_page(html, page=page, config=config)
        finally:
            page.active = False
            config._current_page = None

    def _page(self, shape: Shape, own: Mapping[str, str], contents: Iterable[tuple[str, str]]) -> Page:
        file = self.files.get_file_from_path(shape.source) or File.generated(self.config, shape.source, content="")
        page = file.page or Page(None, file, self.config)
        page.content = own[CONTENT]
        page.meta = {
            "title": own["title"],
            "description": own["description"],
            "hide": ["navigation"],
            "scripts": shape.scripts,
            "metadata": own["metadata"],
            "correction": own["correction"] if shape.corrected else "",
            "alternates": {} if self.in_folder else {lang: own[f"url_{lang}"] for lang in LANGS},
        }
        page.canonical_url = None if self.in_folder or not page.canonical_url else own["canonical"]
        page.edit_url = own["edit"] if shape.edited else None
        names = [
            (id, escape(name, quote=False)) for id, name in contents if shape.contents
        ]  # the theme prints them as they are
        entries: list[Any] = [{"level": 2, "id": id, "name": name, "children": []} for id, name in names]
        top: Any = {"level": 1, "id": phrases(self.lang).anchor_top, "name": own["title"], "children": entries}
        page.toc = get_toc([top])
        return page


def linked_pages(files: Files) -> Iterator[File]:
    """The files into which a hand-written page links by an anchor."""
    for file in files.documentation_pages():
        yield from (file.page and file.page.links_to_anchors) or ()


def anchors_by_address(files: Files) -> dict[str, Container[str]]:
    """The anchors of the hand-written pages."""
    pages = (file.page for file in files.documentation_pages())
    return {page.url: page.present_anchor_ids or () for page in pages if page}
