"""The list of what can be downloaded, for the page of downloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.downloads import Download, Release, release_words, shown_size
from gcm.language import LANGS
from gcm.views.blocks import Block, Line, Link, Paragraph, Table
from gcm.views.builder import PageBuilder

_WHOLE: Final = ("site", "kiwix", "book", "papers")
_OF_A_PAGE: Final = ("session", "country")
_FORMATS: Final = ("pdf", "epub")


def download_blocks(page: PageBuilder, release: Release | None) -> Iterator[Block]:
    """Files of the whole site, then books of a session or a country; without a release, where the list is or that there is none."""
    t = release_words(page.lang)
    if not page.addresses.directory_urls:
        yield _absent(
            page, "listed_online", page.outside(page.addresses.published(page.key, page.lang), page.own(t.published_page))
        )
    elif release is None:
        yield _absent(page, "none_released", page.outside(f"{page.addresses.repository}/releases", page.own(t.releases)))
    else:
        told = t.fill("released", day=t.day(release.day), tag=release.tag)
        yield Paragraph(page.line(page.own(f"{told} "), _link(page, release, "SHA256SUMS", t.sums)))
        yield _whole(page, release)
        yield from (_of_pages(page, release, kind) for kind in _OF_A_PAGE if release.of(kind))


def _absent(page: PageBuilder, sentence: str, link: Link) -> Paragraph:
    return Paragraph(page.line(page.own(f"{release_words(page.lang)[sentence]} "), link), "empty")


def _whole(page: PageBuilder, release: Release) -> Table:
    t = release_words(page.lang)
    files = [file for kind in _WHOLE for file in release.of(kind)]
    rows = tuple(
        (
            page.line(_link(page, release, file.name, t[f"file_{file.kind}_{file.format}"])),
            page.word(t.join([t[f"language_{lang}"] for lang in file.lang.split("-")])),
            page.word(t.number(file.pages)),
            page.word(shown_size(file.size, page.lang)),
            page.word(t.day(release.day)),
        )
        for file in files
    )
    return Table(t.whole, (t.file, t.language, t.pages, t.size, t.released_on), rows)


def _of_pages(page: PageBuilder, release: Release, kind: str) -> Table:
    """A row for each session or country, a column for each language and format, the language of the page first."""
    t = release_words(page.lang)
    langs = (page.lang, *(lang for lang in LANGS if lang != page.lang))
    columns = [(lang, format) for lang in langs for format in _FORMATS]
    files = {(file.subject, file.lang, file.format): file for file in release.of(kind)}
    own = {file.subject: file for file in release.of(kind) if file.lang == page.lang}
    rows = tuple(
        (page.word(file.title), *(_cell(page, release, files.get((subject, *column))) for column in columns))
        for subject, file in own.items()
    )
    heads = (t[f"one_{kind}"], *(f"{t[f'language_{lang}']}, {format.upper()}" for lang, format in columns))
    return Table(t[f"all_{kind}"], heads, rows)


def _cell(page: PageBuilder, release: Release, file: Download | None) -> Line:
    if file is None:
        return page.word("–")
    return page.line(_link(page, release, file.name, shown_size(file.size, page.lang)))


def _link(page: PageBuilder, release: Release, name: str, label: str) -> Link:
    """The way to a file of the release, which lies in the repository."""
    return page.outside(f"{page.addresses.repository}/releases/download/{release.tag}/{name}", page.own(label))
