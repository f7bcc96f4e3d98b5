"""Every format of the open data, in one table; a build can leave out any of them.

To add a format, write a function in a file of its own beside this one,

    def feed_files(edition: Edition) -> Iterator[File]:
        yield "novedades.xml", lambda: _feed(edition, "es")

and name it in `FORMATS`; its name there is the switch, so `WITHOUT="feeds"` in the environment leaves it out (`without` in
`mkdocs.yml`). Paths are told without making anything: what stands behind a path is made when that file is written, or while somebody
edits when it is asked for. The same edition gives the same bytes: no clock, no machine, no order of a set. What a page says of a
format depends on `Site.offers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from gcm.exports.open_data.api import api_files, list_files
from gcm.exports.open_data.csv_files import csv_files, zip_files
from gcm.exports.open_data.database import database_files
from gcm.exports.open_data.datacite import datacite_files
from gcm.exports.open_data.dcat import dcat_files
from gcm.exports.open_data.discovery import discovery_files
from gcm.exports.open_data.edition import Edition, File, Files
from gcm.exports.open_data.feeds import feed_files
from gcm.exports.open_data.hub import hub_files
from gcm.exports.open_data.vocabulary import vocabulary_files
from gcm.exports.open_data.workbooks import workbook_files
from gcm.views.data_files import LARGE
from gcm.views.site import Site

FORMATS: Final[Mapping[str, Files]] = {
    "api": api_files,
    "lists": list_files,
    "csv": csv_files,
    "zip": zip_files,
    "xlsx": workbook_files,
    "sqlite": database_files,
    "hub": hub_files,
    "feeds": feed_files,
    "vocabulary": vocabulary_files,
    "catalogue": dcat_files,
    "datacite": datacite_files,
    "discovery": discovery_files,
}
"""Name → what tells its files, in the order in which they are written."""


REPEATED: Final = frozenset({"lists", "csv", "sqlite", "hub"})
"""What others hold as well: the documents of the API, the tables in one file and as workbooks, and a command for the Hub."""

NOTHING: Final = "none"
"""Said in the place of formats by whoever leaves out none, however large the repository is."""


def open_data_files(site: Site) -> Iterator[File]:
    """Every file of the formats that this site offers."""
    edition = Edition(site)
    for name, files in FORMATS.items():
        if site.offers(name):
            yield from files(edition)


def left_out(names: str, practices: int) -> frozenset[str]:
    """The formats of a list like `xlsx, feeds`; without one, what a repository of so many practices leaves out by itself.

    A name that is no format is an error, which tells those that there are.
    """
    asked = frozenset(names.replace(",", " ").split())
    if not asked:
        return REPEATED if practices > LARGE else asked
    if unknown := sorted(asked - {*FORMATS, NOTHING}):
        raise ValueError(
            f"no format of the open data is called {', '.join(unknown)}; there are {', '.join(FORMATS)}, or {NOTHING}"
        )
    return asked - {NOTHING}
