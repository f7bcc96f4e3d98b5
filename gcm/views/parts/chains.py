"""The chain from an idea to a practice: one picture and one list, on the pages of the session, the roadmap and the practice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from gcm.catalogue.chains import STEPS, Chain
from gcm.language.text import Localized, Text
from gcm.models.roadmap import Action, Item, Roadmap
from gcm.views.blocks import ChainPicture, ChainRow, Line, Lines, Link, Section
from gcm.views.builder import PageBuilder

FEW: Final = 1
"""More chains than these are shown on demand."""

LEFT: Final = 24
APART: Final = 64
TOP: Final = 32
ROW: Final = 22


def chain_section(page: PageBuilder, chains: Collection[Chain]) -> Section:
    """The chains that a page belongs to."""
    if not chains:
        return page.section("chain")
    lines = Lines(tuple(_line(page, chain) for chain in chains), ordered=True)
    parts = (page.paragraph(page.t.chain_reading), _picture(page, chains), lines)
    return page.section("chain", *parts, folded=len(chains) > FEW)


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
    return Line(_words(page, roadmap, item), sources=page.sources(item.source), more=tuple(_steps(page, chain)))


def _words(page: PageBuilder, roadmap: Roadmap, item: Item) -> tuple[Localized | Link, ...]:
    """What an item says, and where."""
    where = page.link(("roadmap", roadmap.id), page.localize(roadmap.label or roadmap.title), anchor=f"item-{item.id}")
    return (page.localize(item.text), page.phrase(" – "), where)


def _steps(page: PageBuilder, chain: Chain) -> Iterator[Line]:
    yield _begun(page, chain)
    yield from steps_after(page, chain)


def steps_after(page: PageBuilder, chain: Chain) -> Iterator[Line]:
    """What became of a chain's beginning."""
    if chain.idea and chain.item:
        roadmap, item = chain.item
        label = page.phrase(f"{page.t.chain_item}: ")
        yield page.line(label, *_words(page, roadmap, item), *_terms(page, item), sources=item.source)
    yield from _shared(page, chain.builds_on, page.t.chain_builds_on)
    for _, item in chain.ends:
        yield from done(page, item)
    yield from _shared(page, chain.practices, page.t.chain_practice)
    yield from _missing(page, chain)


def _begun(page: PageBuilder, chain: Chain) -> Line:
    """At which event a chain begins, and when that was."""
    roadmap, item = chain.start
    forum = page.catalogue.forums[roadmap.forum]
    with page.aside():
        link = page.forum(forum)
    label = page.t.chain_idea if chain.idea else page.t.chain_item
    held = page.phrase(f", {page.t.interval(forum.start, forum.end)}")
    return page.line(page.phrase(f"{label}: "), link, held, *_terms(page, item))


def _shared(page: PageBuilder, ids: Iterable[str], label: str) -> Iterator[Line]:
    """Practices with who runs them and where they were printed."""
    for practice in (page.catalogue.practices[id] for id in ids):
        sources = dict.fromkeys(citation for listing in practice.listings for citation in listing.source)
        who = page.joined(page.who(practice))
        yield page.line(page.phrase(f"{label}: "), page.practice(practice), page.phrase(" – "), *who, sources=sources)


def _missing(page: PageBuilder, chain: Chain) -> Iterator[Line]:
    """Steps that nothing is known of between those that are, and where the chain stops."""
    if chain.between:
        steps = page.t.join([page.t[f"chain_{step}"].lower() for step in chain.between])
        yield page.phrase_line(page.t.fill("chain_between", steps=steps))
    if chain.stop:
        yield page.phrase_line(page.t[f"chain_without_{chain.stop}"])


def done(page: PageBuilder, item: Item) -> Iterator[Line]:
    """What was done, by whom and when, and what came of it."""
    for action in item.actions:
        yield _action(page, page.t.chain_action, action)
    if item.result:
        yield _action(page, page.t.chain_result, item.result, item.result.note)


def _action(page: PageBuilder, label: str, action: Action, note: Text | None = None) -> Line:
    evidence = (page.phrase(" "), page.external(action.evidence, page.phrase(page.t.evidence))) if action.evidence else ()
    by = _by(page, action.owner, page.t.date(action.date) if action.date else "")
    return page.line(page.phrase(f"{label}: "), page.localize(action.text), *by, *evidence, note=note, sources=action.source)


def _terms(page: PageBuilder, item: Item) -> tuple[Localized, ...]:
    due = f"{page.t.due.lower()}: {page.t.date(item.due)}" if item.due else ""
    return _by(page, item.owner, due)


def _by(page: PageBuilder, owner: Text | None, date: str) -> tuple[Localized, ...]:
    """` (who, when)`, as far as that is known."""
    who = (page.localize(owner),) if owner else ()
    parts = (*who, *((page.phrase(date),) if date else ()))
    between = [part for each in parts for part in (page.phrase(", "), each)][1:]
    return (page.phrase(" ("), *between, page.phrase(")")) if parts else ()
