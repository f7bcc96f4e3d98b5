"""Where the countries of the Americas lie: the outlines of `data/map.json`, which scripts/make_map.py makes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from gcm.language.data_files import DATA
from gcm.language.text import Frozen

PanelName = Literal["americas", "caribbean"]


class Place(Frozen):
    """Where a country's name stands in a panel, and the line from there to the country if it stands beside it."""

    x: int
    y: int
    anchor: Literal["start", "middle", "end"]
    line: tuple[int, int, int, int] | None = None


class Outline(Frozen):
    """A country in a panel as SVG path data; `label` only in the one panel that is its own.

    `spot` is a round spot about a country too small to be seen otherwise.
    """

    path: str
    label: Place | None = None
    spot: str = ""


class Panel(Frozen):
    """A part of the map, in whole units from the upper left corner; countries by their codes."""

    width: int
    height: int
    countries: Mapping[str, Outline]


class Source(Frozen):
    """Where the outlines come from, and what one may do with them."""

    name: str
    url: str
    licence: str
    package: str
    package_licence: str


class Geography(Frozen):
    """The panels of the map; `frame` is where (x, y, width, height) the second lies in the first."""

    source: Source
    panels: Mapping[PanelName, Panel]
    frame: tuple[int, int, int, int]

    @property
    def countries(self) -> frozenset[str]:
        """Every country and territory of the Americas."""
        return frozenset(code for panel in self.panels.values() for code in panel.countries)


@cache
def geography() -> Geography:
    """The outlines, read once."""
    return Geography.model_validate_json((DATA / "map.json").read_bytes())
