"""The chain from an idea to a practice: one picture and one list, on the pages of the session, the roadmap and the practice."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from gcm.chains import Chain
from gcm.models import Item, Roadmap
from gcm.views.blocks import ChainPicture, ChainRow, Line, Lines, Section
from gcm.views.builder import PageBuilder

STEPS: Final = ("idea", "item", "actions", "result", "practice")
"""The steps of a chain, in order."""

LEFT: Final = 24
APART: Final = 64
TOP: Final = 32
ROW: Final = 22


def chain_section(page: PageBuilder, chains: Collection[Chain]) -> Section:
    """The chains that a page belongs to."""
    if not chains:
        return page.section("chain")
    lines = Lines(tuple(_line(page, chain) for chain in chains), ordered=True)
    return page.section("chain", page.paragraph(page.t.chain_reading), _picture(page, chains), lines)


def _picture(page: PageBuilder, chains: Collection[Chain]) -> ChainPicture:
    xs = [LEFT + APART // 2 + APART * position for position in range(len(STEPS))]
    return ChainPicture(
        caption=page.t.chain_caption,
        width=LEFT + APART * len(STEPS),
        height=TOP + ROW * len(chains),
        heads=tuple((x, page.t[f"chain_{step}"]) for x, step in zip(xs, STEPS, strict=True)),
        rows=tuple(_row(chain, position, xs) for position, chain in enumerate(chains)),
        legend=(page.t.chain_known, page.t.chain_unknown),
    )


def _row(chain: Chain, position: int, xs: list[int]) -> ChainRow:
    """The chain's number in the list below, and its steps."""
    known = [x for x, step in zip(xs, chain.steps, strict=True) if step]
    return ChainRow(
        sign=str(position + 1),
        y=TOP + ROW * position + ROW // 2,
        steps=tuple(zip(xs, chain.steps, strict=True)),
        lines=tuple(pairwise(known)),
    )


def _line(page: PageBuilder, chain: Chain) -> Line:
    """The chain's beginning, each further step that is known, and where it stops."""
    roadmap, item = chain.start
    where = page.link(("roadmap", roadmap.id), page.say(roadmap.label or roadmap.title), anchor=f"item-{item.id}")
    return Line(
        (page.say(item.text), page.own(" – "), where), sources=page.sources(item.source), more=tuple(_steps(page, chain))
    )


def _steps(page: PageBuilder, chain: Chain) -> Iterator[Line]:
    idea, item = chain.idea, chain.item
    if idea:
        with page.aside():
            forum = page.forum(page.catalogue.forums[idea[0].forum])
        yield page.line(page.own(f"{page.t.chain_idea}: "), forum)
    if idea and item:
        yield _taken_up(page, *item)
    for _, each in chain.ends:
        yield from done(page, each)
    for id in chain.practices:
        yield page.line(page.own(f"{page.t.chain_practice}: "), page.practice(page.catalogue.practices[id]))
    stops = [step for step, known in zip(STEPS, chain.steps, strict=True) if not known and step != "idea"]
    if stops:
        yield page.word(page.t[f"chain_without_{stops[0]}"])


def _taken_up(page: PageBuilder, roadmap: Roadmap, item: Item) -> Line:
    where = page.link(("roadmap", roadmap.id), page.say(roadmap.label or roadmap.title), anchor=f"item-{item.id}")
    owner = (page.own(" – "), page.say(item.owner)) if item.owner else ()
    label = page.own(f"{page.t.chain_item}: ")
    return page.line(label, page.say(item.text), page.own(" – "), where, *owner, sources=item.source)


def done(page: PageBuilder, item: Item) -> Iterator[Line]:
    """What was done, by whom and when, and what came of it."""
    for action in item.actions:
        label = page.own(f"{page.t.chain_actions}: ")
        owner = (page.own(" – "), page.say(action.owner)) if action.owner else ()
        date = (page.own(f", {page.t.date(action.date)}"),) if action.date else ()
        told = (page.own(" "), page.outside(action.evidence, page.own(page.t.evidence))) if action.evidence else ()
        yield page.line(label, page.say(action.text), *owner, *date, *told, sources=action.source)
    if item.result:
        label = page.own(f"{page.t.chain_result}: ")
        yield page.line(label, page.say(item.result.text), note=item.result.note, sources=item.result.source)
