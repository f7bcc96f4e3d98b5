"""Where the files of the open data lie, below the common root, for the pages that lead to them."""

from __future__ import annotations

from typing import Final

API: Final = "api/v1"
SHARED: Final = "data"
"""The folder of files that are the same for readers of both languages."""

CSV: Final = f"{SHARED}/csv"
PACKAGE: Final = f"{CSV}/datapackage.json"
DATABASE: Final = f"{SHARED}/gcm-practices.sqlite"

CSV_TOGETHER: Final = f"{SHARED}/gcm-practices-csv.zip"

LARGE: Final = 500
"""Practices above which a build leaves out by itself the formats that repeat others (`gcm/exports/open_data/formats.py`)."""


def hub_path(id: str, ending: str) -> str:
    """The file of a practice for the UN Network's Hub."""
    return f"{SHARED}/hub/{id}.{ending}"
