"""The sites that are compared, each in a folder of its own, with the same practices.

- `ours`: this project. Each practice in both languages, and all that the site has besides.
- `plain`: MkDocs with Material as it comes: a page for each practice and language from the same Markdown, out of the navigation,
  and the theme's search. It has no lists, no facts with links, no dossiers, Word files, calendars, forms, explorer or map.
- `hugo`: the same pages, with lists by country and objective, links between languages, contents, a menu made once, and an index
  of titles and summaries for a search. It lacks all the rest that `plain` lacks, and a search in the page.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from practices import ROOT, Inventor, MadeUp, is_text

from gcm.language.text import LANGS, Lang
from gcm.reading.places import ParsedRecord

OURS: Final = ("docs", "hooks", "theme", "records", "mkdocs.yml", "mkdocs.en.yml")
PLAIN: Final = """site_name: Plain
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
not_in_nav: '*.md'
"""


@dataclass(frozen=True)
class Tool:
    """One of the sites that are compared: how it is made, built and served, and where a practice's page lies and comes from."""

    name: str
    make: Callable[[Path, int], Path]
    build: Sequence[str]
    serve: Sequence[str]
    site: str
    source: str
    page: str


def our_site(folder: Path, number: int) -> Path:
    """This project with so many practices: the real ones, and others made up."""
    for name in OURS:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _made(folder) / name)
    for practice in _made_up(number):
        (folder / "records" / "practices" / f"{practice.id}.md").write_text(practice.record, "utf-8")
    return folder


def plain_site(folder: Path, number: int) -> Path:
    """The pages of so many practices under the plain theme."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(PLAIN, "utf-8")
    (folder / "docs" / "index.md").write_text("# Plain\n", "utf-8")
    for id, data, bodies in _practices(number):
        for lang in LANGS:
            (folder / "docs" / f"{id}-{lang}.md").write_text(
                f"# {_words(data['title'], lang)}\n\n{_page(data, bodies, lang)}", "utf-8"
            )
    return folder


def hugo_site(folder: Path, number: int) -> Path:
    """The same pages for Hugo."""
    shutil.copytree(Path(__file__).parent / "hugo", folder)
    for lang in LANGS:
        (folder / "content" / lang / "practices").mkdir(parents=True)
    for id, data, bodies in _practices(number):
        for lang in LANGS:
            told = {
                "title": _words(data["title"], lang),
                "description": _first_words(data.get("summary"), lang),
                "countries": [str(each).lower() for each in data.get("countries") or ()],
                "objectives": [str(each) for each in _numbers(data.get("objectives") or {})],
            }
            text = f"{json.dumps(told, ensure_ascii=False)}\n\n{_page(data, bodies, lang)}"
            (folder / "content" / lang / "practices" / f"{id}.md").write_text(text, "utf-8")
    return folder


_MKDOCS: Final = (sys.executable, "-m", "mkdocs")
_HUGO: Final = (str(Path(sys.executable).with_name("hugo")),)
_PAGE: Final = "inventada-0"
TOOLS: Final[Mapping[str, Tool]] = {
    tool.name: tool
    for tool in (
        Tool(
            "ours", our_site, (*_MKDOCS, "build", "--quiet"), (*_MKDOCS, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
            "site", f"records/practices/{_PAGE}.md", f"practicas/{_PAGE}/",
        ),
        Tool(
            "plain", plain_site, (*_MKDOCS, "build", "--quiet"), (*_MKDOCS, "serve", "--quiet", "--dev-addr", "127.0.0.1:{port}"),
            "site", f"docs/{_PAGE}-es.md", f"{_PAGE}-es/",
        ),
        Tool(
            "hugo", hugo_site, (*_HUGO, "build", "--quiet"), (*_HUGO, "server", "--bind", "127.0.0.1", "--port", "{port}"),
            "public", f"content/es/practices/{_PAGE}.md", f"practices/{_PAGE}/",
        ),
    )
}  # fmt: skip


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _made_up(number: int) -> Iterator[MadeUp]:
    """What is lacking to so many practices, one at least, for whoever edits."""
    inventor = Inventor()
    return inventor.practices(max(1, number - len(inventor.real)))


def _practices(number: int) -> Iterator[tuple[str, Mapping[str, Any], Mapping[Lang, str]]]:
    """Id, data and bodies of as many practices as the project has then."""
    real: Sequence[ParsedRecord] = Inventor().real
    yield from ((record.id, record.fields.data, record.bodies) for record in real)
    yield from ((practice.id, practice.data, practice.bodies) for practice in _made_up(number))


def _page(data: Mapping[str, Any], bodies: Mapping[Lang, str], lang: Lang) -> str:
    """All that a practice tells, as Markdown."""
    parts = [f"## {name}\n\n{_told(value, lang)}" for name, value in data.items() if name not in ("title", "slug")]
    return "\n\n".join((*parts, f"## Body\n\n{bodies.get(lang, '')}", ""))


def _told(value: Any, lang: Lang) -> str:
    """A value as Markdown: lists as items, groups in a line."""
    if isinstance(value, list):
        return "\n".join(f"- {_told(each, lang)}" for each in value)
    if is_text(value):
        return _words(value, lang)
    if isinstance(value, dict):
        inside = (
            (name, _told(part, lang).replace("\n", " ")) for name, part in value.items() if name not in set(LANGS) - {lang}
        )
        return "; ".join(f"[{part}]({part})" if name == "url" else part for name, part in inside)
    return str(value or "")


def _words(text: Mapping[str, str], lang: Lang) -> str:
    return text.get(lang) or next(iter(text.values()), "")


def _first_words(summary: Any, lang: Lang) -> str:
    first = summary[0] if isinstance(summary, list) and summary else summary
    return _words(first, lang) if isinstance(first, dict) else ""


def _numbers(objectives: Mapping[str, Any]) -> list[int]:
    return sorted(
        {int(each) for listed in objectives.values() if isinstance(listed, list) for each in listed if str(each).isdigit()}
    )
