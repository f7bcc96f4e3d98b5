"""The page that explains every problem code, so that a message can lead to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gcm.problems.explanations import Explanation, explanations
from gcm.views.blocks import Example, Section, View
from gcm.views.builder import PageBuilder

FAMILIES: Final = {
    "R1": "problems_of_file",
    "R2": "problems_of_field",
    "R3": "problems_of_others",
    "R4": "problems_of_sense",
    "W5": "problems_of_wish",
}
"""How a code begins → the word for what such problems are about."""

_LONGEST: Final = 120
"""Characters of an example's line that are shown: one of them is too long on purpose."""


def problems_view(page: PageBuilder) -> View:
    """Rule, reason, remedy and examples of each code, below the heading of its family."""
    return page.view(page.phrase(page.t.problems), lead=page.phrase(page.t.problems_lead), sections=_sections(page))


def _sections(page: PageBuilder) -> Iterator[Section]:
    explained = explanations(page.lang).values()
    for beginning, name in FAMILIES.items():
        yield Section(page.anchor(name), page.t[name], (page.paragraph(page.t[f"{name}_lead"]),))
        yield from (_section(page, each) for each in explained if each.code.startswith(beginning))


def _section(page: PageBuilder, explanation: Explanation) -> Section:
    facts = page.facts(
        ("problem_why", [page.phrase_line(explanation.why)]),
        ("problem_how", [page.phrase_line(explanation.how)] if explanation.how else []),
        ("problem_advice", [page.phrase_line(explanation.advice)]),
    )
    texts = (
        ("example_wrong", _cut(explanation.wrong)),
        ("example_printed", explanation.printed),
        ("example_right", explanation.right),
    )
    example = Example(page.t.example, tuple((page.t[name], text) for name, text in texts if text))
    return Section(explanation.anchor, f"{explanation.code}: {explanation.rule}", (facts, example), level=3, folded=True)


def _cut(text: str) -> str:
    lines = (line if len(line) <= _LONGEST else f"{line[:_LONGEST]} […]" for line in text.split("\n"))
    return "\n".join(lines)
