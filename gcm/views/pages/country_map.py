"""The map of the Americas, and the table that says the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from gcm.taxonomy.geography import Outline, Panel, PanelName, Source, geography
from gcm.views.blocks import CountryMap, Label, Line, MapPanel, Paragraph, Section, Shape, View
from gcm.views.builder import PageBuilder
from gcm.views.pages.actors import countries_table

SHADES: Final = 4
"""Shades of countries with practices; one more is for those without any."""

UNLISTED: Final = "map-unlisted"
"""The look of a country that does not occur in the records, and so has no page."""

NOTHING: Final = "–"
"""Stands for "none recorded here", as in the tables: a zero would read like a finding."""

SIGN: Final = "★"


def map_view(page: PageBuilder) -> View:
    """The map of the Americas, and the table that says the same."""
    return page.view(
        page.phrase(page.t.map),
        lead=page.phrase(page.t.map_lead),
        kicker=page.up("countries"),
        blocks=[_way_to_table(page), country_map(page), _source(page, geography().source)],
        sections=_tables(page),
    )


def _way_to_table(page: PageBuilder) -> Paragraph:
    """The table comes before the map for whom it serves better."""
    anchor = page.anchor("map_table")
    return Paragraph(page.line(page.link(("map",), page.phrase(page.t.map_to_table), anchor=anchor)))


def _source(page: PageBuilder, source: Source) -> Paragraph:
    link = page.external(source.url, page.phrase(source.name))
    terms = page.t.fill("map_source_terms", package=f"{source.package} ({source.package_licence})")
    return Paragraph(Line((page.phrase(f"{page.t.map_source} "), link, page.phrase(f" {terms}"))), "note")


def _tables(page: PageBuilder) -> Iterator[Section]:
    """Every country that occurs: those of the Americas, and the others, which are not on the map."""
    here = geography().countries
    for name, caption, codes in (
        ("map_table", page.t.map_table_caption, [code for code in page.catalogue.countries if code in here]),
        ("map_elsewhere", page.t.map_elsewhere_caption, [code for code in page.catalogue.countries if code not in here]),
    ):
        yield page.section(name, countries_table(page, codes, caption) if codes else None)


def country_map(page: PageBuilder) -> CountryMap:
    """The Americas by how many practices are recorded of each country."""
    bounds = class_bounds(max((_practices(page, code) for code in geography().countries), default=0))
    captions: dict[PanelName, str] = {"americas": page.t.map_americas, "caribbean": page.t.map_caribbean}
    panels = tuple(_panel(page, name, panel, captions[name], bounds) for name, panel in geography().panels.items())
    return CountryMap(panels, page.t.map_legend, tuple(_legend(page, bounds)))


def class_bounds(most: int) -> tuple[int, ...]:
    """The highest number of each class; classes widen by the same factor, so that the few high numbers do not hide the rest.

    `18 → 2, 4, 9, 18`; with few practices there are fewer classes: `1 → 1`.
    """
    return tuple(sorted({round(most ** (step / SHADES)) for step in range(1, SHADES + 1)})) if most else ()


def shade_of(number: int, bounds: tuple[int, ...]) -> str:
    """The look of a number of practices; the highest class always has the strongest shade."""
    return f"shade-{bisect_left(bounds, number) + 1 + SHADES - len(bounds)}" if number else "shade-0"


def _legend(page: PageBuilder, bounds: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Every look on the map with its meaning, the highest numbers first."""
    for lowest, highest in reversed([(before + 1, bound) for before, bound in zip((0, *bounds), bounds, strict=False)]):
        one = lowest == highest
        label = page.t.count("practice", lowest) if one else page.t.fill("map_range", first=lowest, last=highest)
        yield shade_of(highest, bounds), label
    yield shade_of(0, bounds), f"{NOTHING} {page.t.none_recorded_short}"
    yield UNLISTED, page.t.map_unlisted
    champions = page.localize(page.taxonomy.country_groups["champion"].name)
    yield "champion", page.t.fill("map_champions", sign=SIGN, champions=str(champions))


def _panel(page: PageBuilder, name: PanelName, panel: Panel, caption: str, bounds: tuple[int, ...]) -> MapPanel:
    """Countries by name, which is the order of the Tab key, as in the table."""
    codes = page.named(panel.countries)
    shapes = tuple(_shape(page, f"map-{name}-{code.lower()}", code, panel.countries[code], bounds) for code in codes)
    return MapPanel(name, caption, panel.width, panel.height, shapes, geography().frame if name == "americas" else None)


def _shape(page: PageBuilder, id: str, code: str, outline: Outline, bounds: tuple[int, ...]) -> Shape:
    if code not in page.catalogue.countries:
        return Shape(id, outline.path, UNLISTED)
    country, number = page.localize(page.taxonomy.countries[code]), _practices(page, code)
    marked = _is_champion(page, code)
    practices = page.t.count("practice", number) if number else page.t.map_none
    name = page.t.fill("map_champion" if marked else "map_country", country=str(country), practices=practices)
    return Shape(
        id,
        f"{outline.path}{outline.spot}",
        shade_of(number, bounds),
        link=page.link(("country", code), page.phrase(name)),
        label=_label(page, outline, str(country), number, marked=marked),
        marked=marked,
    )


def _label(page: PageBuilder, outline: Outline, name: str, number: int, *, marked: bool) -> Label | None:
    place = outline.label
    if place is None:
        return None
    shown = page.t.number(number) if number else NOTHING
    # There is no room for `Bolivia (Plurinational State of)`, which is what the link is called.
    short, sign = name.partition(" (")[0], SIGN if marked else ""
    return Label(place.x, place.y, place.anchor, short, shown, sign, place.line, tiny=bool(outline.spot))


def _practices(page: PageBuilder, code: str) -> int:
    return len(page.catalogue.by_country.get(code, ()))


def _is_champion(page: PageBuilder, code: str) -> bool:
    return any(member.country == code for member in page.taxonomy.country_groups["champion"].members)
