"""What a change does to the site: `compare_sites.py OLD NEW [--site ADDRESS] [--download WHERE] [--page FILE]`.

Compares two built sites and prints in Markdown which pages are new, altered or gone. A page counts as altered when its
own content, title or description is; where only the frame around it differs (menu, footer, styles), it is only counted, so
that a new entry in the menu does not list every page. Two builds of one source on one day are the same to the
byte, so nothing else needs to be passed over. Titles and file names come from strangers and stay text.

`--page` writes the same list as a page with links, to lie in the new site's folder.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lxml import html as lxml_html
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.problems.github_text import as_code, as_text, both  # noqa: E402  (the checkout may not be installed)

OWN = "//title | //meta[@name='description'] | //article"
"""What a page says itself; all the rest is its frame."""

LISTED = 200
FOLLOWING = ("assets/search/", "en/assets/search/", "sitemap.xml", "en/sitemap.xml")
"""Files that only repeat what the pages say."""

FRAME = """<!doctype html>
<html lang="es"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>{title}</title></head>
<body>{body}</body></html>
"""


@dataclass(frozen=True)
class File:
    """A file of a site: digests of its own content and of all of it, and its title if it is a page."""

    own: str
    whole: str
    title: str = ""


@dataclass(frozen=True)
class Changes:
    """Paths of pages with their titles, how many pages differ in their frame alone, and paths of other files."""

    added: Mapping[str, str]
    altered: Mapping[str, str]
    removed: Mapping[str, str]
    framed: int
    others: tuple[str, ...]


def read_site(folder: Path) -> dict[str, File]:
    """Path → file, of a built site."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {path.relative_to(folder).as_posix(): path for path in paths}
    return {name: _read_file(path) for name, path in files.items() if not name.startswith(FOLLOWING)}


def _read_file(path: Path) -> File:
    content = path.read_bytes()
    whole = hashlib.sha256(content).hexdigest()
    if path.suffix != ".html":
        return File(whole, whole)
    page: Any = lxml_html.document_fromstring(content.decode("utf-8", "replace") or "<p></p>")
    own = b"".join(lxml_html.tostring(element, with_tail=False) for element in page.xpath(OWN))
    heading = page.xpath("string(//h1)") or page.xpath("string(//title)")
    return File(hashlib.sha256(own).hexdigest(), whole, " ".join(heading.split()) or path.name)


def compare_sites(old: Mapping[str, File], new: Mapping[str, File]) -> Changes:
    """What is new, altered and gone from the one to the other."""
    both_have = [name for name in new if name in old]
    altered = [name for name in both_have if old[name].own != new[name].own]
    framed = [name for name in both_have if name not in altered and old[name].whole != new[name].whole]
    others = {*(old.keys() ^ new.keys()), *altered}
    return Changes(
        added={name: file.title for name, file in new.items() if file.title and name not in old},
        altered={name: new[name].title for name in altered if new[name].title},
        removed={name: file.title for name, file in old.items() if file.title and name not in new},
        framed=len(framed),
        others=tuple(sorted(name for name in others if not (new.get(name) or old[name]).title)),
    )


def live_address(path: str, site: str) -> str:
    """Where a page of a preview is published: `practicas/ruex.html` and `practicas/ruex/index.html` at `practicas/ruex/`."""
    folder, _, name = path.removesuffix(".html").rpartition("/")
    parts = [folder, "" if name == "index" else name]
    return f"{site.rstrip('/')}/" + "".join(f"{quote(part)}/" for part in parts if part)


def render_changes(changes: Changes, *, site: str = "", lead: str = "", inside: bool = False) -> str:
    """The changes as Markdown; `inside` the new site pages are links to their files, and with `site` to what is live today."""
    here = _file_link if inside else _file_name

    def today(path: str) -> str:
        return f" · [{both('live_page')}]({live_address(path, site)})" if site else ""

    parts = [
        _list("pages_added", changes.added, here),
        _list("pages_altered", changes.altered, lambda path, title: here(path, title) + today(path)),
        _list("pages_removed", changes.removed, lambda path, title: _file_name(path, title) + today(path)),
        _list("files_changed", dict.fromkeys(changes.others, ""), lambda path, _: as_code(path)),
        both("frame_changed", "\n\n", number=changes.framed) if changes.framed else "",
    ]
    paragraphs = [part for part in parts if part] or [both("preview_none", "\n\n")]
    return "\n\n".join([f"# {both('preview')}", *([lead] if lead else []), *paragraphs]) + "\n"


def _file_name(path: str, title: str) -> str:
    return f"{as_text(title)} ({as_code(path)})"


def _file_link(path: str, title: str) -> str:
    return f"[{as_text(title)}](<{quote(path)}>)"


def _list(name: str, pages: Mapping[str, str], line: Callable[[str, str], str]) -> str:
    """A heading with its number, and a line for each page, up to as many as anybody reads."""
    if not pages:
        return ""
    lines = [f"- {line(path, title)}" for path, title in list(pages.items())[:LISTED]]
    more = [f"- {both('and_more', number=len(pages) - LISTED)}"] if len(pages) > LISTED else []
    return "\n".join([f"## {both(name)} ({len(pages)})", "", *lines, *more])


def render_page(markdown: str) -> str:
    """The Markdown as a page of its own."""
    return FRAME.format(title=both("preview"), body=MarkdownIt("commonmark", {"html": False}).render(markdown))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the changes, and write the page if one is asked for."""
    options = _parser().parse_args(arguments)
    changes = compare_sites(read_site(options.old), read_site(options.new))
    if options.page:
        options.page.write_text(render_page(render_changes(changes, site=options.site, inside=True)), "utf-8")
    print(render_changes(changes, site=options.site, lead="\n\n".join(_lead(options))), end="")
    return 0


def _lead(options: argparse.Namespace) -> Iterator[str]:
    """How to see the pages, where there is something to download."""
    if options.download:
        where = f"[{both('preview_where')}]({options.download})"
        index = options.page.name if options.page else "index.html"
        yield both("preview_how", "\n\n", artifact=as_text(options.artifact), where=where, index=as_text(index))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="compare_sites.py", description="Compara dos sitios / compares two built sites.")
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    parser.add_argument("--site", default="", metavar="ADDRESS", help="where the site is published")
    parser.add_argument("--download", default="", metavar="ADDRESS", help="where the new site can be downloaded")
    parser.add_argument("--artifact", default="vista-previa", metavar="NAME", help="what the download is called")
    parser.add_argument("--page", type=Path, metavar="FILE", help="also write the list as a page with links")
    return parser


if __name__ == "__main__":
    sys.exit(main())
