"""What the page of the open data shows of this edition: its day, and the way to each file that this site has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from gcm.exports.open_data.datacite import DATACITE
from gcm.exports.open_data.dcat import CATALOGUE
from gcm.exports.open_data.edition import Edition
from gcm.exports.open_data.names import VOCABULARY, as_json_ld
from gcm.exports.open_data.tables import shapes
from gcm.exports.open_data.workbooks import workbook_path
from gcm.language.phrases import Phrases
from gcm.language.text import Lang
from gcm.tables.columns import Side, TableShape, table_words
from gcm.views.blocks import Block, Downloads, Line, Link, Paragraph, Table
from gcm.views.builder import PageBuilder
from gcm.views.data_files import API, CSV, CSV_TOGETHER, DATABASE, PACKAGE
from gcm.views.feeds import ALL, FORMAT, feed_path


@cache
def page_phrases(lang: Lang) -> Phrases:
    """What the page says in `lang`."""
    return Phrases(lang, table_words()["page"])


def _edition(page: PageBuilder) -> Block:
    edition = Edition(page.site)
    return page.paragraph(page_phrases(page.lang).fill("edition", number=edition.number, day=page.t.day(edition.day)))


def _offered(format: str, files: Callable[[PageBuilder], Iterable[tuple[str, str]]]) -> Callable[[PageBuilder], Block]:
    """The files of a format, each under the name of its phrase, or that they are not here."""

    def block(page: PageBuilder) -> Block:
        if not page.site.offers(format):
            return _absent(page)
        return Downloads(tuple(_link(page, path, page_phrases(page.lang)[name]) for path, name in files(page)))

    return block


def _absent(page: PageBuilder) -> Paragraph:
    return Paragraph(page.phrase_line(page_phrases(page.lang).left_out), "empty")


def _link(page: PageBuilder, path: str, label: str) -> Link:
    return Link(page.addresses.shared(page.key, page.lang, path), page.phrase(label))


def _tables(page: PageBuilder) -> Block:
    """Every table with its file, to which it leads where that lies by itself, and with what it holds."""
    t = page_phrases(page.lang)
    return Table(t.caption, (t.table, t.about), tuple(_row(page, *each) for each in shapes()))


def _row(page: PageBuilder, shape: TableShape, about: Side) -> tuple[Line, ...]:
    name = f"{shape.name}.csv"
    label = f"{shape.label[page.lang]} ({name})"
    file = page.line(_link(page, f"{CSV}/{name}", label)) if page.site.offers("csv") else page.phrase_line(label)
    return file, page.phrase_line(about[page.lang])


OPEN_DATA: Final[Mapping[str, Callable[[PageBuilder], Block]]] = {
    "edition": _edition,
    "data_workbook": _offered("xlsx", lambda page: [(workbook_path(page.lang), "all_tables")]),
    "data_blank": _offered("xlsx", lambda page: [(workbook_path(page.lang, "blank_file"), "blank")]),
    "data_together": _offered("zip", lambda _: [(CSV_TOGETHER, "together")]),
    "data_tables": _tables,
    "data_package": _offered("csv", lambda _: [(PACKAGE, "package")]),
    "data_database": _offered("sqlite", lambda _: [(DATABASE, "database")]),
    "data_api": _offered(
        "api",
        lambda _: [(f"{API}/index.json", "index"), (f"{API}/openapi.json", "described"), (f"{API}/changes.json", "changes")],
    ),
    "data_feeds": _offered(FORMAT, lambda page: [(feed_path(page.site, ALL, page.lang), "feed")]),
    "data_vocabulary": _offered(
        "vocabulary", lambda _: [(VOCABULARY, "vocabulary"), (as_json_ld(VOCABULARY), "vocabulary_json")]
    ),
    "data_catalogue": _offered("catalogue", lambda _: [(CATALOGUE, "catalogue"), (as_json_ld(CATALOGUE), "catalogue_json")]),
    "data_doi": _offered("datacite", lambda _: [(DATACITE, "datacite")]),
}
"""Name → block, for the hand-written page."""
