"""The sentences with which a page answers: how much is recorded, from where, of which kinds; and what is not, in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from gcm.models.practice import Practice
from gcm.taxonomy.geography import geography
from gcm.views.blocks import Block, Line, Lines, Paragraph, Part, Section
from gcm.views.builder import PageBuilder


def answer(*lines: Line | None) -> Iterator[Paragraph]:
    """What a page opens with: the first sentence stands out, the others go on from it."""
    told = [line for line in lines if line]
    yield from (Paragraph(line, "plain" if position else "lead") for position, line in enumerate(told))


def how_many(page: PageBuilder, practices: Collection[Practice], start: str = "") -> Line:
    """`9 practices from 6 countries: 5 good practices and 4 policies.`, after a `start` if there is one."""
    countries = {code for practice in practices for code in practice.countries}
    t, number = page.t, page.t.count("practice", len(practices))
    counted = t.fill("answer_from", practices=number, countries=t.count("nation", len(countries))) if countries else number
    return page.phrase_line(f"{start}{counted}: {kinds_of(page, practices)}.")


def kinds_of(page: PageBuilder, practices: Iterable[Practice]) -> str:
    """How many there are of each kind, most first."""
    counts = Counter(practice.kind for practice in practices)
    ordered = sorted(page.taxonomy.terms["practice_kind"], key=lambda kind: -counts[kind])
    return page.t.join([_of_kind(page, kind, counts[kind]) for kind in ordered if counts[kind]])


def _of_kind(page: PageBuilder, kind: str, count: int) -> str:
    name = page.term("practice_kind", kind) if count == 1 else page.terms("practice_kind", kind)
    return f"{page.t.number(count)} {name[:1].lower()}{name[1:]}"


def champions_without(page: PageBuilder, practices: Iterable[Practice]) -> Line | None:
    """The champion countries of the Americas that nothing is recorded from, if there are any."""
    with_one = {code for practice in practices for code in practice.countries}
    members = (member.country for member in page.taxonomy.country_groups["champion"].members)
    champions = [code for code in members if code in geography().countries]
    with page.aside():  # what is missing is no relation
        without = [page.country(code) for code in page.named(champions) if code not in with_one]
    return named(page, "answer_nothing_from", without) if without else None


def named(page: PageBuilder, lead: str, links: Iterable[Part]) -> Line:
    """A sentence of the interface that ends in links."""
    parts = [part for link in links for part in (page.phrase(", "), link)][1:]
    return Line((page.phrase(f"{page.t[lead]} "), *parts, page.phrase(".")))


def nothing(page: PageBuilder, absence: str) -> Iterator[Block]:
    """What a page opens with where there is no practice: that this says nothing of the world, and the way to tell of one."""
    yield page.empty(absence)
    yield page.invitation("know_one")


def not_recorded(page: PageBuilder, lead: str, sections: Iterable[Section], names: Iterable[str]) -> Section:
    """One box for all that a page of its kind can have and this one has not: `names` of sections, each with its anchor."""
    there = {section.anchor for section in sections if section.blocks}
    absent = [name for name in dict.fromkeys(names) if page.anchor(name) not in there]
    lines = tuple(Line((page.phrase(page.t[name]),), anchor=page.anchor(name)) for name in absent)
    blocks: tuple[Block, ...] = (page.empty(lead), Lines(lines)) if lines else ()
    return page.section("not_recorded", *blocks)
