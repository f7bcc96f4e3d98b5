"""The site that a view or a page is made for in a test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue
from gcm.views.addresses import Addresses
from gcm.views.site import Site

DAY: Final = date(2026, 1, 1)


def site_of(
    catalogue: Catalogue, written: Mapping[Any, Any], *, directory_urls: bool = True, built_on: date = DAY, **more: Any
) -> Site:
    """A site of the records, with `written` as its hand-written pages."""
    return Site(catalogue, Addresses(catalogue, written, directory_urls), built_on, **more)
