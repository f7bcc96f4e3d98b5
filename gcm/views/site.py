"""What the pages of one build share besides the records: where the site stands, what it is called, and on what day it is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from gcm.catalogue.catalogue import Catalogue
from gcm.language.example_addresses import own_address
from gcm.language.text import Lang
from gcm.views.addresses import Addresses, Key
from gcm.views.release_list import Release


@dataclass(frozen=True)
class Site:
    """One build of the site.

    `built_on` is the day from which on things are overdue; `root` the published site's address; `names` what the site is called
    in each language, for citations; `repository` the address of where its files are kept; `sizes` the bytes of files beside
    pages, once they are made; `without` the formats of the open data that are left out; `release` is the last one, where its files
    can be fetched from the published site. One `published_here` is made to be put on the web, where links to it are shared.
    """

    catalogue: Catalogue
    addresses: Addresses
    built_on: date
    root: str = ""
    names: Mapping[Lang, str] = field(default_factory=dict)
    repository: str = ""
    sizes: Mapping[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    published_here: bool = False
    release: Release | None = None

    @cached_property
    def identity(self) -> str:
        """What our names of things begin with: the site's address, and nothing while that is the example that comes with it."""
        return own_address(self.root)

    def offers(self, format: str) -> bool:
        """Whether this build makes the files of a format of the open data."""
        return format not in self.without

    def url(self, key: Key, lang: Lang) -> str:
        """The page's address as this build has it: whole where the site has an address, else below the common root."""
        return self.root + self.addresses.url(key, lang)

    def published(self, key: Key, lang: Lang) -> str:
        """The page's address on the web, where a server completes it: the same whether this copy is read there or in a folder."""
        return self.root + self.addresses.on_server(key, lang)

    def edit(self, path: str) -> str:
        """Where the file `path` of the repository is edited."""
        return f"{self.repository}/edit/main/{path}"
