"""The list of what can be downloaded, for the page of downloads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from gcm.language.order import by_name
from gcm.language.text import other
from gcm.views.blocks import Block, Downloads, Fold, Line, Link, Paragraph, Table
from gcm.views.builder import PageBuilder
from gcm.views.release_list import Download, Release, release_phrases, shown_size

_WHOLE: Final = ("site", "kiwix")
_VOLUMES: Final = ("book", "papers", "guide")

Rows = Mapping[str, Sequence[Download]]
"""What is downloaded → the files that are it."""


def has_files(page: PageBuilder) -> bool:
    """Whether there are files to be opened; a copy in a folder is one of them itself."""
    return page.site.release is not None or not page.addresses.directory_urls


def download_blocks(page: PageBuilder) -> Iterator[Block]:
    """Files of the whole site, then leaflets, then books; without a release, where the list is or that there is none."""
    t, release = release_phrases(page.lang), page.site.release
    if not page.addresses.directory_urls:
        yield _absent(
            page, "listed_online", page.external(page.site.published(page.key, page.lang), page.phrase(t.published_page))
        )
    elif release is None:
        yield _absent(page, "none_released", page.external(f"{page.site.repository}/releases", page.phrase(t.releases)))
    else:
        released = t.fill("released", day=t.day(release.day), tag=release.tag)
        yield Paragraph(page.line(page.phrase(f"{released} "), _link(page, release, "SHA256SUMS", t.sums)))
        yield from _tables(page, release)


def leaflets_of(page: PageBuilder) -> Iterator[Downloads]:
    """The leaflet of the page in the last release, to be printed or sent on; nothing before there is one."""
    t, release = release_phrases(page.lang), page.site.release
    files = [file for file in _leaflets_in(page, release) if file.subject == page.key] if release else []
    if release and files:
        yield Downloads(
            tuple(_link(page, release, file.name, t.fill("leaflet_as", format=_format(page, file))) for file in files)
        )


def _absent(page: PageBuilder, sentence: str, link: Link) -> Paragraph:
    return Paragraph(page.line(page.phrase(f"{release_phrases(page.lang)[sentence]} "), link), "empty")


def _tables(page: PageBuilder, release: Release) -> Iterator[Table | Fold]:
    """One for the whole, one for the volumes of the book; on demand, as they are long, those of leaflets, of sessions and of countries."""
    t = release_phrases(page.lang)
    yield _table(page, release, t.whole, t.file, {t[f"file_{kind}"]: files for kind in _WHOLE if (files := release.of(kind))})
    if volumes := _volumes(page, release):
        yield _table(page, release, t.all_volumes, t.one_volume, volumes)
    for kind in ("country", "objective"):
        if leaflets := _leaflets(page, release, kind):
            yield _folded(_table(page, release, t[f"leaflets_{kind}"], t[f"one_{kind}"], leaflets))
    for forum, rows in _books(page, release, "session").items():
        yield _folded(_table(page, release, f"{t.all_session}: {forum}", t.one_session, rows))
    for rows in _books(page, release, "country").values():
        yield _folded(_table(page, release, t.all_country, t.one_country, rows))


def _folded(table: Table) -> Fold:
    return Fold(table.caption, (table,))


def _leaflets_in(page: PageBuilder, release: Release) -> list[Download]:
    """Those in the page's language: what most people can open first, then what can be written in."""
    own = (file for file in release.of("leaflet") if file.lang == page.lang)
    return sorted(own, key=lambda file: file.format, reverse=True)


def _leaflets(page: PageBuilder, release: Release, kind: str) -> dict[str, list[Download]]:
    """Title → the files of that leaflet, in the page's language alone: there are many of them."""
    found: dict[str, list[Download]] = {}
    for file in _leaflets_in(page, release):
        if file.subject[0] == kind:
            found.setdefault(file.title, []).append(file)
    return {title: found[title] for title in by_name(found, str, page.lang)}


def _volumes(page: PageBuilder, release: Release) -> dict[str, list[Download]]:
    """Title → the files of each volume in the language of the page; the other language cuts the book elsewhere."""
    files = [file for kind in _VOLUMES for file in release.of(kind) if file.lang == page.lang]
    rows: dict[str, list[Download]] = {}
    for file in sorted(files, key=_volume):
        rows.setdefault(file.title, []).append(file)
    return rows


def _volume(file: Download) -> int:
    """Which volume it is; before there were volumes, the last release had one book, whose title has no number."""
    number = file.title.partition(".")[0]
    return int(number) if number.isdecimal() else 0


def _books(page: PageBuilder, release: Release, kind: str) -> dict[str, dict[str, list[Download]]]:
    """Subtitle → title → the files of that book, with the titles of the page's language."""
    own = {file.subject: file for file in release.of(kind) if file.lang == page.lang}
    found: dict[str, dict[str, list[Download]]] = {}
    for file in release.of(kind):
        named = own[file.subject]
        found.setdefault(named.subtitle, {}).setdefault(named.title, []).append(file)
    return found


def _table(page: PageBuilder, release: Release, caption: str, head: str, rows: Rows) -> Table:
    t = release_phrases(page.lang)
    cells = (
        (page.phrase_line(label), replace(page.line(), more=_languages(page, release, files))) for label, files in rows.items()
    )
    return Table(caption, (head, t.files), tuple(cells))


def _languages(page: PageBuilder, release: Release, files: Sequence[Download]) -> tuple[Line, ...]:
    """A line for each language, that of the page first: its formats with their sizes, and how many pages they hold."""
    by_language = {lang: [file for file in files if file.lang == lang] for lang in (page.lang, other(page.lang), "es-en")}
    return tuple(_language(page, release, lang, of) for lang, of in by_language.items() if of)


def _language(page: PageBuilder, release: Release, lang: str, files: Sequence[Download]) -> Line:
    t = release_phrases(page.lang)
    languages = t.join([t[f"language_{each}"] for each in lang.split("-")])
    links = [
        _link(page, release, file.name, _unbroken(f"{_format(page, file)} {shown_size(file.size, page.lang)}"))
        for file in files
    ]
    if files[0].kind == "leaflet":  # every one is of one page, in the language of this
        return page.line(*page.joined(links))
    pages = page.phrase(f" · {_unbroken(t.count('page', files[0].pages))}")
    return page.line(page.phrase(f"{languages}: "), *page.joined(links), pages)


def _format(page: PageBuilder, file: Download) -> str:
    """What a format is called; most people know no endings of files."""
    return release_phrases(page.lang).word if file.format == "docx" else file.format.upper()


def _unbroken(words: str) -> str:
    """A number stays on the line of what it counts."""
    return words.replace(" ", "\u00a0")


def _link(page: PageBuilder, release: Release, name: str, label: str) -> Link:
    """The way to a file of the release, which lies in the repository."""
    return page.external(f"{page.site.repository}/releases/download/{release.tag}/{name}", page.phrase(label))
