"""The guiding questions of a review one by one, each with what helps to answer it and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.language.slugs import slug
from gcm.language.text import slug_of
from gcm.taxonomy.lists import Material, Question, QuestionGroup
from gcm.views.blocks import Block, Paragraph, Section, Space, Table
from gcm.views.builder import PageBuilder
from gcm.views.parts.materials import Materials, Scope

ROOM: Final = 8
"""Lines to write an answer on."""


def question_sections(page: PageBuilder, materials: Materials, scope: Scope) -> Iterator[Section]:
    """The questions below their heads; what helps with two of them stands below the first."""
    shown: dict[Material, str] = {}
    groups = page.taxonomy.questionnaire.groups
    for group in groups:
        yield _head(page, group, breaks=group is not groups[0])
        for question in group.questions:
            yield from _question(page, question, materials, scope, shown)


def _head(page: PageBuilder, group: QuestionGroup, *, breaks: bool) -> Section:
    asked = page.line(page.phrase(page.t.asked_of_all if group.core else page.t.asked_besides), sources=group.source)
    heading = f"{group.number}. {page.localize(group.heading)}"
    anchor = slug("questions", group.number, page.lang, heading)
    return Section(anchor, heading, (Paragraph(asked),), breaks=breaks)


def _question(
    page: PageBuilder, question: Question, materials: Materials, scope: Scope, shown: dict[Material, str]
) -> Iterator[Section]:
    note = (page.note(question.note),) if question.note else ()
    asked = Paragraph(page.line(page.phrase(page.t.asked_in), sources=question.source))
    yield Section(_anchor(page, question.id), f"{question.id}. {page.localize(question.text)}", (asked, *note), 3)
    for name in question.helps:
        again = shown.setdefault(name, question.id) != question.id
        blocks = (_see(page, shown[name]),) if again else tuple(materials[name](page, scope))
        yield _part(page, question, f"material_{name}", *blocks)
    if not question.helps:
        yield _part(page, question, "material", page.empty("holds_nothing"))
    yield _part(page, question, "answer", *_room(page, question))


def _anchor(page: PageBuilder, id: str) -> str:
    return slug_of(page.t.fill("question_anchor", number=id))


def _part(page: PageBuilder, question: Question, name: str, *blocks: Block) -> Section:
    return Section(f"{_anchor(page, question.id)}-{page.anchor(name)}", page.t[name], blocks, 4)


def _see(page: PageBuilder, id: str) -> Paragraph:
    """The way back to where the same thing was shown."""
    label = page.phrase(page.t.fill("see_question", number=id))
    return Paragraph(page.line(page.link(page.key, label, anchor=_anchor(page, id))))


def _room(page: PageBuilder, question: Question) -> Iterator[Block]:
    """Lines to write on, and a table to fill in where the question names what could be distinguished."""
    if question.cooperation_types:
        heads = (page.t.cooperation_type, page.t.cooperation_areas, page.t.remark)
        blank = page.phrase_line("")
        yield Table(
            page.t.cooperation_caption, heads, tuple((page.text(each), blank, blank) for each in question.cooperation_types)
        )
    yield Space(page.t.fill("write_answer", number=question.id), ROOM)
