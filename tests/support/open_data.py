"""The open data of a catalogue, without a built site."""

from __future__ import annotations

import json
from typing import Any

from gcm.catalogue.catalogue import Catalogue
from gcm.exports.open_data.formats import open_data_files
from support.pages import WRITTEN
from support.sites import site_of

ROOT = "https://example.org/"
NAMES = {"es": "Prácticas", "en": "Practices"}


class Made:
    """The files of the open data, each made when it is asked for."""

    def __init__(self, catalogue: Catalogue, **more: Any) -> None:
        self.site = site_of(catalogue, WRITTEN, **{"root": ROOT, "names": NAMES, **more})
        self.files = dict(open_data_files(self.site))
        self._made: dict[str, str | bytes] = {}

    def __getitem__(self, path: str) -> str | bytes:
        if path not in self._made:
            self._made[path] = self.files[path]()
        return self._made[path]

    def json(self, path: str) -> Any:
        """A file as JSON."""
        return json.loads(self[path])
