"""A built site against the list of all addresses that the site has had."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from gcm.catalogue.address_list import mark_of, page_of
from gcm.catalogue.moved import lost_problem
from gcm.language.text import LANGS
from gcm.problems.problem import Problem
from gcm.site.built_addresses import built_addresses
from gcm.views.all_views import page_builder
from gcm.views.parts.facets import possible_values
from gcm.views.site import Site


@dataclass(frozen=True)
class AddressCheck:
    """The site built in `folder` from what `site` says."""

    folder: Path
    site: Site

    @cached_property
    def built(self) -> frozenset[str]:
        """Every address that the built site has."""
        return built_addresses(self.folder)

    @property
    def added(self) -> list[str]:
        """The addresses that are not in the list yet."""
        return sorted(self.built - self.site.catalogue.listed)

    @cached_property
    def lost(self) -> list[str]:
        """The addresses of the list that the built site neither has nor leads on from."""
        return sorted(address for address in self.site.catalogue.listed - self.built if not self._is_told(address))

    def problems(self, records: Path) -> list[Problem]:
        """Each lost page or file; of a page that is there, its lost anchors and queries together."""
        by_page = {page: list(addresses) for page, addresses in groupby(self.lost, key=page_of)}
        told = (page + ("" if page in lost else ", ".join(map(mark_of, lost))) for page, lost in by_page.items())
        return [lost_problem(records, address) for address in told]

    def _is_told(self, address: str) -> bool:
        """Whether it is said where it is now, or why it is gone; at a page's old address there must be a page that says so."""
        moves, page = self.site.catalogue.moves, page_of(address)
        now = moves.now(address) or address
        is_gone = bool(moves.withdrawal(address) or moves.withdrawal(now))
        if not mark_of(address):
            return is_gone and not address.endswith("/")
        return page in self.built and (is_gone or now in self.built or now in self._possible)

    @cached_property
    def _possible(self) -> frozenset[str]:
        """What the explorer may be asked for, whether a record of today has that value or not."""
        return frozenset(self._queries())

    def _queries(self) -> Iterator[str]:
        for lang in LANGS:
            page = page_builder(self.site, lang, ("explorer",))
            address = self.site.addresses.on_server(page.key, lang)
            for facet, value in possible_values(page):
                yield from (f"{address}?{facet}=", f"{address}?{facet}={value}")
