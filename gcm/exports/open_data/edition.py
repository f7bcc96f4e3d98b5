"""What all formats share: the site, and which edition of the catalogue it is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import Final

from gcm.exports.open_data.tables import Table, tables_of
from gcm.views.site import Site

File = tuple[str, Callable[[], str | bytes]]
"""Path below the common root of both languages, and what makes the content when it is asked for."""

PROJECT: Final = "gcm-practices"

LICENCE: Final = "CC-BY-4.0"
"""The licence of the words, by its SPDX identifier; the text is in `LICENSE-CONTENT`."""

LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Edition:
    """An edition of the catalogue, as one site publishes it."""

    site: Site

    @cached_property
    def number(self) -> str:
        """The number under which it is released, which `pyproject.toml` has."""
        return version(PROJECT)

    @cached_property
    def day(self) -> date:
        """The day of the last change that a record tells of: never that of the build, so that the same records have the same day."""
        catalogue = self.site.catalogue
        records = (*catalogue.practices.values(), *catalogue.forums.values(), *catalogue.roadmaps.values())
        return max((change.on.last for record in records for change in record.changes), default=self.site.built_on)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The catalogue as tables."""
        return tables_of(self.site.catalogue)

    @cached_property
    def on_server(self) -> Site:
        """The site as a server has it, for files whose links lead there even from a folder."""
        return replace(self.site, addresses=replace(self.site.addresses, directory_urls=True), built_on=self.day)


Files = Callable[[Edition], Iterator[File]]
"""What tells the files of one format."""
