"""The sheet of a roadmap or of cooperation ideas, in the four parts of the roadmaps of the Second Forum, to attach to a proposal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from gcm.language.text import Localized
from gcm.models.roadmap import Item, Roadmap
from gcm.views.blocks import Block, Facts, Line, Lines, Paragraph, Section, Space, Table, View
from gcm.views.builder import PageBuilder
from gcm.views.parts.chains import done
from gcm.views.parts.statements import Citations

PARTS: Final = ("scope", "aims", "key_actors", "expected_results")
"""The four parts of a roadmap."""

AGREED: Final = ("mensajes-ii-foro:50-51",)
"""Where the forum says what the parts are, and what roadmaps are for."""

PROPOSAL: Final = ("proposal_to", "institution", "proposal_partners", "proposal_period", "proposal_budget", "contact_role")
"""What a proposal tells and no source does."""

ROOM: Final = 4
"""Lines to complete a part on."""


def sheet_view(page: PageBuilder, roadmap: Roadmap) -> View:
    """The sheet of one roadmap."""
    link = page.roadmap(roadmap)
    sheet_title = page.t.fill("sheet_of", roadmap=str(link.label))
    return page.view(
        replace(link.label, text=sheet_title),
        heading=link.label,
        lead=page.phrase(page.t.sheet_lead_ideas if roadmap.kind == "cooperation-table" else page.t.sheet_lead),
        kicker=(*page.up("roadmaps"), link),
        blocks=_opening(page, roadmap),
        sections=_sections(page, roadmap),
        description=sheet_title,
        lists_documents=True,
    )


def _opening(page: PageBuilder, roadmap: Roadmap) -> Iterator[Block]:
    yield page.downloads(page.key)
    yield Paragraph(page.line(page.phrase(page.t.sheet_is), sources=AGREED))
    yield Paragraph(page.phrase_line(page.t.sheet_is_not), "note")
    yield _facts(page, roadmap)


def _facts(page: PageBuilder, roadmap: Roadmap) -> Facts:
    forum = page.catalogue.forums[roadmap.forum]
    held = page.phrase(f", {page.t.interval(forum.start, forum.end)}")
    return page.facts(
        ("kind_label", [page.phrase_line(page.term("roadmap_kind", roadmap.kind))]),
        ("forum", [page.line(page.forum(forum), held)]),
        ("session", [page.line(page.session_of(roadmap.forum, roadmap.session))] if roadmap.session else []),
        ("sources", [Line((link,)) for link in page.sources(roadmap.source)]),
        *page.made_on(),
    )


def _sections(page: PageBuilder, roadmap: Roadmap) -> Iterator[Section]:
    cited = Citations(page, roadmap)
    for number, part in enumerate(PARTS, 1):
        section = page.section(f"roadmap_{part}", *_part(page, cited, roadmap, part))
        yield replace(section, heading=f"{number}. {section.heading}")
    yield page.section("items", _items(page, roadmap) if roadmap.items else page.empty("no_item"))
    yield page.section("given", *cited.statements(roadmap.given))
    yield page.section("not_given", *page.texts(roadmap.not_given))
    yield cited.section(whole=False)
    yield page.section("proposal", page.blank_table("proposal_caption", *PROPOSAL))


def _part(page: PageBuilder, cited: Citations, roadmap: Roadmap, part: str) -> Iterator[Block]:
    """What the sources say of a part, what the record has beside it, and room for the rest."""
    yield from cited.statements(getattr(roadmap, part)) or (page.empty("not_in_sources"),)
    if beside := _BESIDE.get(part):
        yield from beside(page, roadmap)
    yield Space(page.t.fill("complete_part", part=page.t[f"roadmap_{part}"]), ROOM)


def _objectives(page: PageBuilder, roadmap: Roadmap) -> Iterator[Block]:
    if roadmap.objectives.all:
        yield page.paragraph(page.t.serves_objectives)
        yield Lines(page.objectives(roadmap.objectives))


def _actors(page: PageBuilder, roadmap: Roadmap) -> Iterator[Block]:
    """Who runs the practices that the items build on; owners stand beside their items."""
    ids = dict.fromkeys(id for item in roadmap.items for id in item.practices)
    if ids:
        yield page.paragraph(page.t.named_actors)
        yield page.practice_lines(page.catalogue.practices[id] for id in ids)


_BESIDE: Final[Mapping[str, Callable[[PageBuilder, Roadmap], Iterator[Block]]]] = {"aims": _objectives, "key_actors": _actors}
"""Part → what the record has beside it, though the sources do not print it as that part."""


def _items(page: PageBuilder, roadmap: Roadmap) -> Table:
    heads = (page.t.item_head, page.t.what, page.t.owner_and_due, page.t.linked_to)
    return Table(page.t.items_caption, heads, tuple(_item(page, item) for item in roadmap.items))


def _item(page: PageBuilder, item: Item) -> tuple[Line, ...]:
    unknown = page.phrase(page.t.not_stated)
    owner = page.localize(item.owner) if item.owner else unknown
    text = page.line(page.localize(item.text), note=item.note, sources=item.source)
    linked = (
        *(page.practice(page.catalogue.practices[id]) for id in item.practices),
        *map(page.objective, item.objectives.all),
    )
    return (
        page.phrase_line(f"{item.id}. {page.term('item_status', item.status)}"),
        replace(text, more=tuple(_sheet_title(page, item))),
        Line((), more=(_labelled(page, "owner", owner), _labelled(page, "due", _due(page, item) or unknown))),
        Line((), more=tuple(page.line(link) for link in linked)) if linked else page.phrase_line("–"),
    )


def _labelled(page: PageBuilder, label: str, text: Localized) -> Line:
    return page.line(page.phrase(f"{page.t[label]}: "), text)


def _due(page: PageBuilder, item: Item) -> Localized | None:
    """When it is to be done, in the words of the source where it gives no day."""
    if item.due:
        return page.phrase(page.t.date(item.due))
    if item.start:
        return page.phrase(page.t.interval(item.start, item.end))
    return page.localize(item.when) if item.when else None


def _sheet_title(page: PageBuilder, item: Item) -> Iterator[Line]:
    """What was done, what came of it and what comes next."""
    yield from done(page, item)
    if item.next_step:
        yield _labelled(page, "next_step", page.localize(item.next_step))
