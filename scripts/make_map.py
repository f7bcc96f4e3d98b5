"""Makes gcm/data/map.json, the outlines of the countries of the Americas: `make_map.py world-atlas-2.0.2.tgz`.

Run by hand, and only to make the map anew: the site is built from the file that this writes. The package comes from
`npm pack world-atlas`; it holds Natural Earth (public domain) as TopoJSON, whose arcs two neighbours share. Arcs are
simplified one by one, so that a border stays the same line on both sides of it.

Projection: Lambert azimuthal equal-area, so that the shade of a country weighs what the country measures. There are two
panels of one projection: the Americas, and Central America with the Caribbean enlarged, whose states are too small else.
"""

from __future__ import annotations

import json
import math
import sys
import tarfile
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "gcm" / "data" / "map.json"
SOURCE = {
    "name": "Natural Earth 4.1.0",
    "url": "https://www.naturalearthdata.com/about/terms-of-use/",
    "licence": "public domain",
    "package": "world-atlas 2.0.2",
    "package_licence": "ISC",
}
CENTRE = (-84.0, 12.0)
WIDTH = 1000
SPOT = 12

# Countries and territories of the Americas after the United Nations' M49 list, by the numeric codes of ISO 3166-1.
CODES = {
    "660": "AI", "028": "AG", "032": "AR", "533": "AW", "044": "BS", "052": "BB", "084": "BZ", "060": "BM", "068": "BO",
    "076": "BR", "092": "VG", "136": "KY", "124": "CA", "152": "CL", "170": "CO", "188": "CR", "192": "CU", "531": "CW",
    "212": "DM", "214": "DO", "218": "EC", "222": "SV", "238": "FK", "304": "GL", "308": "GD", "320": "GT", "328": "GY",
    "332": "HT", "340": "HN", "388": "JM", "484": "MX", "500": "MS", "558": "NI", "591": "PA", "600": "PY", "604": "PE",
    "630": "PR", "652": "BL", "659": "KN", "662": "LC", "663": "MF", "666": "PM", "670": "VC", "534": "SX", "740": "SR",
    "780": "TT", "796": "TC", "840": "US", "858": "UY", "862": "VE", "850": "VI",
}  # fmt: skip

# Natural Earth draws these as parts of a European state: numeric code → code, west, south, east, north.
PARTS: dict[str, list[tuple[str, float, float, float, float]]] = {
    "250": [("GF", -55, 2, -51, 6), ("GP", -62, 15.8, -61, 16.6), ("MQ", -61.3, 14.3, -60.7, 15)],
    "528": [("BQ", -69, 11.9, -62.9, 17.7)],
}


@dataclass(frozen=True)
class Panel:
    """A part of the map: its bounds (projected), how fine lines are (square units of the panel), and the labels.

    A label is where it stands (longitude, latitude), which end of it stands there, and both ends of the line from it to
    its country, if it does not lie on it. Countries without one take the middle of their largest part.
    """

    bounds: tuple[float, float, float, float]
    detail: float
    smallest: float
    labels: dict[str, tuple[Any, ...]]

    @property
    def scale(self) -> float:
        """Panel units for one unit of the projection."""
        return WIDTH / (self.bounds[2] - self.bounds[0])

    @property
    def height(self) -> int:
        """Height in panel units."""
        return round((self.bounds[3] - self.bounds[1]) * self.scale)

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """A projected point in panel units, y downwards."""
        return (point[0] - self.bounds[0]) * self.scale, (self.bounds[3] - point[1]) * self.scale


AMERICAS = {
    "CA": (-107.5, 56.5, "middle"), "US": (-99, 39.3, "middle"), "MX": (-108.5, 18, "end"),
    "CO": (-82.5, 1.9, "end", -82, 1.9, -77.6, 2), "EC": (-83.7, -4.2, "end", -83.2, -3.9, -79.8, -2.4),
    "PE": (-84, -9.5, "end", -83.5, -9.5, -78, -9.5), "CL": (-77.5, -30, "end", -77, -30, -71, -30),
    "BR": (-51.5, -10, "middle"), "AR": (-65.5, -35, "middle"), "BO": (-64.6, -17, "middle"), "PY": (-58.3, -23.3, "middle"),
    "UY": (-50.5, -34.8, "start", -51, -34.8, -54.5, -33.5), "VE": (-66, 7.4, "middle"),
    "GY": (-57.5, 13, "start", -57.5, 12.6, -58.6, 7.4), "SR": (-54.4, 10.2, "start", -54.6, 9.7, -55.7, 5.6),
    "GF": (-36, 7.4, "end", -51, 6.9, -52.4, 5), "GL": (-40, 73, "middle"), "BM": (-62, 34, "start"),
    "FK": (-56, -51.8, "start"), "PM": (-44, 43.5, "end"),
}  # fmt: skip
CARIBBEAN = {
    "GT": (-97.2, 12.5, "start", -92.8, 13.0, -91.6, 14.2), "SV": (-87.12, 10.8, "end", -89, 11.3, -88.8, 13.3),
    "HN": (-81.94, 17.97, "end", -84.4, 17.4, -85, 15.8), "BZ": (-86.6, 19.2, "start", -86.8, 19, -88.2, 17.6),
    "NI": (-82.92, 12.59, "start", -83.12, 12.67, -84.4, 13.0), "CR": (-86.6, 9.1, "end", -86.4, 9.1, -85.2, 9.9),
    "PA": (-82.4, 5.9, "middle", -82.1, 6.4, -81.5, 7.9), "CU": (-77.6, 24.0, "end", -79, 23.6, -79, 22.3),
    "JM": (-77.86, 15.61, "middle", -77.96, 16.3, -77.6, 18), "HT": (-73.2, 16.6, "middle", -73, 17.1, -73, 18.4),
    "DO": (-70, 21.0, "middle", -70, 20.5, -70.2, 19.4), "PR": (-65.2, 19.7, "middle", -65.7, 19.2, -66.2, 18.4),
    "BS": (-75.4, 25.8, "start", -75.6, 25.6, -77.6, 24.9), "TC": (-71, 22.4, "start"), "KY": (-81.8, 19.4, "end"),
    "KN": (-63.4, 17.0, "end"), "AG": (-63, 15.9, "end", -62.8, 16, -61.9, 17), "DM": (-62, 14.9, "end", -61.9, 15, -61.4, 15.3),
    "LC": (-61.4, 13.9, "end"), "VC": (-61.6, 13.0, "end"), "BB": (-60.4, 11.9, "middle", -60.2, 12.3, -59.6, 13.1),
    "GD": (-62.1, 12.1, "end"), "TT": (-58.76, 9.2, "end", -60.3, 9.6, -61.2, 10.4),
}  # fmt: skip


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Lambert's azimuthal equal-area projection about CENTRE, on a sphere of radius 1, y upwards."""
    turn, north, middle = (math.radians(each) for each in (longitude - CENTRE[0], latitude, CENTRE[1]))
    cosine = math.sin(middle) * math.sin(north) + math.cos(middle) * math.cos(north) * math.cos(turn)
    stretch = math.sqrt(2 / max(1 + cosine, 1e-9))
    upwards = math.cos(middle) * math.sin(north) - math.sin(middle) * math.cos(north) * math.cos(turn)
    return stretch * math.cos(north) * math.sin(turn), stretch * upwards


Point = tuple[float, float]
Ring = list[Point]


class Atlas:
    """The TopoJSON of world-atlas, its arcs projected."""

    def __init__(self, package: Path) -> None:
        with tarfile.open(package) as archive:
            version = json.load(archive.extractfile("package/package.json"))["version"]  # type: ignore[arg-type]
            topology = json.load(archive.extractfile("package/countries-50m.json"))  # type: ignore[arg-type]
        if not SOURCE["package"].endswith(version):
            raise SystemExit(f"make_map.py: this is world-atlas {version}; SOURCE names {SOURCE['package']}: correct it first")
        self.arcs = [list(self._degrees(arc, topology["transform"])) for arc in topology["arcs"]]
        self.geometries = topology["objects"]["countries"]["geometries"]

    @staticmethod
    def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
        """Points are whole numbers, each the difference from the one before."""
        x = y = 0
        for step in arc:
            x, y = x + step[0], y + step[1]
            yield x * transform["scale"][0] + transform["translate"][0], y * transform["scale"][1] + transform["translate"][1]

    def countries(self) -> Iterator[tuple[str, list[list[int]]]]:
        """Code and rings (as numbers of arcs) of everything in the Americas."""
        for geometry in self.geometries:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            number = geometry.get("id")
            if number in CODES:
                yield CODES[number], [ring for polygon in polygons for ring in polygon]
            for code, west, south, east, north in PARTS.get(number, []):
                inside = [
                    ring
                    for polygon in polygons
                    for ring in polygon
                    if all(west <= x <= east and south <= y <= north for x, y in self.arcs[max(ring[0], ~ring[0])])
                ]
                yield code, inside


def simplify(points: Ring, threshold: float) -> Ring:
    """Visvalingam: drops, smallest first, each point whose triangle with its neighbours is below `threshold`; ends stay."""
    kept = list(points)
    while len(kept) > 2:
        areas = [triangle(*kept[at - 1 : at + 2]) for at in range(1, len(kept) - 1)]
        least = min(areas)
        if least >= threshold:
            break
        del kept[areas.index(least) + 1]
    return kept


def triangle(a: Point, b: Point, c: Point) -> float:
    """The area of a triangle."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def area(ring: Ring) -> float:
    """The area inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*ring, ring[0]]))) / 2


def clip(ring: Ring, width: float, height: float) -> Ring:
    """The part of a ring inside the panel (Sutherland and Hodgman)."""
    for axis, limit, sign in ((0, 0, 1), (0, width, -1), (1, 0, 1), (1, height, -1)):
        ring = list(_cut(ring, axis, limit, sign))
    return ring


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Iterator[Point]:
    for before, here in zip([ring[-1], *ring[:-1]] if ring else [], ring, strict=True):
        was_in, is_in = (sign * (point[axis] - limit) >= 0 for point in (before, here))
        if was_in != is_in:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            yield before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])
        if is_in:
            yield here


def rings_of(panel: Panel, arcs: list[Ring], rings: list[list[int]]) -> list[Ring]:
    """The rings of a country inside the panel; the islands too small to be seen are left out, the largest part never."""
    whole = [[point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])[1:]] for ring in rings]
    clipped = [clip(ring, WIDTH, panel.height) for ring in whole]
    inside = sorted((ring for ring in clipped if len(ring) > 2), key=area, reverse=True)
    return [ring for at, ring in enumerate(inside) if at == 0 or area(ring) >= panel.smallest]


def path_of(rings: Iterable[Ring]) -> str:
    """Path data in whole units: each ring absolute at its start and relative from there on."""
    parts = []
    for ring in rings:
        points = [(round(x), round(y)) for x, y in ring]
        points = [point for at, point in enumerate(points) if point != points[at - 1]]
        if len(points) < 3:
            # An islet that lies within one unit is drawn as that unit.
            x, y = math.floor(ring[0][0]), math.floor(ring[0][1])
            points = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        steps = (f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points))
        parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


def label_of(panel: Panel, code: str, rings: list[Ring]) -> dict[str, Any]:
    """Where the country's name and number stand in the panel, and the line from them to the country."""
    if code not in panel.labels:
        x, y = middle_of(rings[0])
        return {"x": round(x), "y": round(y), "anchor": "middle"}
    longitude, latitude, anchor, *line = panel.labels[code]
    x, y = panel.place(project(longitude, latitude))
    label = {"x": round(x), "y": round(y), "anchor": anchor}
    if line:
        label["line"] = [round(each) for end in (line[:2], line[2:]) for each in panel.place(project(*end))]
    return label


def middle_of(ring: Ring) -> Point:
    """The middle of what a ring spans."""
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def spot_of(ring: Ring) -> str:
    """A round spot about an island, for a country that could hardly be seen or met with a pointer otherwise."""
    x, y = middle_of(ring)
    turns = (math.tau * eighth / 8 for eighth in range(8))
    return path_of([[(x + SPOT * math.cos(turn), y + SPOT * math.sin(turn)) for turn in turns]])


def panel_of(panel: Panel, atlas: Atlas, own: Container[str]) -> dict[str, Any]:
    """Everything of a panel, countries by code; only those whose `own` panel it is are labelled."""
    arcs = [[panel.place(project(*point)) for point in arc] for arc in atlas.arcs]
    simple: list[Ring] = []
    for arc in arcs:
        # An arc that ends where it starts is an island: one that would collapse keeps its points.
        less = simplify(arc, panel.detail) if _near(arc, panel) else arc
        simple.append(less if arc[0] != arc[-1] or len(less) > 4 else arc)
    countries: dict[str, dict[str, Any]] = {}
    for code, numbers in sorted(atlas.countries()):
        if rings := rings_of(panel, simple, numbers):
            countries[code] = {"path": path_of(rings)}
            if code in own:
                countries[code]["label"] = label_of(panel, code, rings)
            if code in own and area(rings[0]) < SPOT**2:
                countries[code]["spot"] = spot_of(rings[0])
    return {"width": WIDTH, "height": panel.height, "countries": countries}


def _near(arc: Ring, panel: Panel) -> bool:
    return any(-WIDTH < x < 2 * WIDTH and -WIDTH < y < panel.height + WIDTH for x, y in arc)


def whole_in(panel: Panel, atlas: Atlas) -> set[str]:
    """Codes of the countries that lie inside the panel altogether."""
    west, south, east, north = panel.bounds
    found = set()
    for code, rings in sorted(atlas.countries()):
        points = (project(*point) for ring in rings for arc in ring for point in atlas.arcs[max(arc, ~arc)])
        if rings and all(west <= x <= east and south <= y <= north for x, y in points):
            found.add(code)
    return found


def main() -> int:
    """Write the map; the exit code is 2 on wrong use."""
    if len(sys.argv) != 2:
        print("make_map.py: give the package, as `npm pack world-atlas` fetches it", file=sys.stderr)
        return 2
    atlas = Atlas(Path(sys.argv[1]))
    americas = Panel((-0.93, -1.13, 0.84, 1.18), 2, 8, AMERICAS)
    caribbean = Panel((-0.25, -0.13, 0.44, 0.285), 3, 5, CARIBBEAN)
    near_west, near_north = americas.place((caribbean.bounds[0], caribbean.bounds[3]))
    near_east, near_south = americas.place((caribbean.bounds[2], caribbean.bounds[1]))
    frame = [round(near_west), round(near_north), round(near_east - near_west), round(near_south - near_north)]
    enlarged = whole_in(caribbean, atlas)
    others = {code for code, _ in atlas.countries()} - enlarged
    panels = {"americas": panel_of(americas, atlas, others), "caribbean": panel_of(caribbean, atlas, enlarged)}
    content = {"source": SOURCE, "panels": panels, "frame": frame}
    TARGET.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes; enlarged: {', '.join(sorted(enlarged))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
