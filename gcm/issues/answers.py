"""The body of an issue → the answers to one of our forms, as GitHub wrote them: `### Label`, an empty line, the answer.

The text belongs to a stranger and may hold such lines itself. Only the labels of one form, in its order, divide it; where one
stands there more than once, the place counts that gives every question an answer of its kind, and of equal ones the last. So
nothing is lost: what is no heading belongs to the answer above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from gcm.issues.forms import IssueForm, Question, issue_forms
from gcm.writing.writer import clean

_NO_ANSWER: Final = frozenset({"", "_No response_"})
_NO_CHOICE: Final = _NO_ANSWER | {"None"}
_BOX: Final = re.compile(r"- \[([ xX])\] (.*)")
_MOST: Final = 12
"""As many lines like one heading are looked at, the last ones."""


@dataclass(frozen=True)
class Answers:
    """What a contributor answered: question id → text, or → values for questions with options; what is blank is not there.

    A value that is no option stays the text it was. `before` is what stood above the form; `repeated` are the labels of which
    it was not certain where they stand.
    """

    form: IssueForm
    texts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]
    before: str
    repeated: tuple[str, ...]


Span = tuple[Question, int, int]
"""A question, the line of its heading, and the line after its answer."""


def read_answers(body: str) -> Answers | None:
    """The answers in the body of an issue, or None where it is none of our forms with all that must be answered."""
    lines = body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    read = [(form, spans) for form in issue_forms() if (spans := _spans(form, lines))]
    if not read:
        return None
    form, spans = max(read, key=lambda pair: len(pair[1]))
    return _answers(form, spans, lines)


def _answers(form: IssueForm, spans: Sequence[Span], lines: Sequence[str]) -> Answers:
    texts, values = {}, {}
    for question, start, end in spans:
        answer = clean(_answer(lines, start, end))
        if question.options:
            values[question.id] = tuple(_chosen(question, answer))
        elif answer not in _NO_ANSWER:
            texts[question.id] = answer
    repeated = [question.label for question, _, _ in spans if len(_places(question, lines)) > 1]
    chosen = {id: ids for id, ids in values.items() if ids}
    return Answers(form, texts, chosen, clean("\n".join(lines[: spans[0][1]])), tuple(repeated))


def _answer(lines: Sequence[str], start: int, end: int) -> str:
    return "\n".join(lines[start + 1 : end]).strip()


def _places(question: Question, lines: Sequence[str]) -> list[int]:
    headings = {f"### {label}" for label in (question.label, *question.former)}
    return [number for number, line in enumerate(lines) if line.rstrip() in headings][-_MOST:]


def _spans(form: IssueForm, lines: Sequence[str]) -> list[Span]:
    """Where each question and its answer stand; none where they are not in order or a required one is missing.

    A question that is nowhere was not in the form when it was filled in.
    """
    places = {question: found for question in form.questions if (found := _places(question, lines))}
    if any(question.required and question not in places for question in form.questions):
        return []
    starts = _best(list(places.items()), lines)
    return list(zip(places, starts, [*starts[1:], len(lines)], strict=True)) if starts else []


def _best(places: Sequence[tuple[Question, Sequence[int]]], lines: Sequence[str]) -> tuple[int, ...]:
    """One line for each question, in order: those with the fewest answers that cannot be one, and of equal ones the last.

    The first question is the exception, before which nothing stands but what is no answer.
    """

    @cache
    def from_here(number: int, start: int) -> tuple[int, tuple[int, ...]] | None:
        """How many answers do not fit, and the lines chosen, if question `number` stands on line `start`."""
        question = places[number][0]
        if number == len(places) - 1:
            return _misfit(question, lines, start, len(lines)), (start,)
        after = [(end, rest) for end in places[number + 1][1] if end > start and (rest := from_here(number + 1, end))]
        found = [(bad + _misfit(question, lines, start, end), (start, *chosen)) for end, (bad, chosen) in after]
        return min(found, key=lambda each: (each[0], [-line for line in each[1]]), default=None)

    ways = [way for start in places[0][1] if (way := from_here(0, start))] if places else []
    return min(ways, default=(0, ()))[1]


def _misfit(question: Question, lines: Sequence[str], start: int, end: int) -> int:
    """0 for an answer that GitHub could have written for that question, 1 for another."""
    alone = not any(line.strip() for line in (*lines[max(0, start - 1) : start], *lines[start + 1 : start + 2]))
    answer = _answer(lines, start, end)
    return int(not (alone and answer and _is_of_kind(question, answer)))


def _is_of_kind(question: Question, answer: str) -> bool:
    shown = {label for _, label in question.options}
    if question.control == "checkboxes":
        boxes = (_BOX.fullmatch(line.rstrip()) for line in answer.split("\n"))
        return all(box and box[2] in shown for box in boxes)
    if question.control == "multiple":
        # Each value can be chosen once, so a longer text is none of the list, however often it repeats a value.
        short = len(answer) <= len(", ".join(shown))
        return answer in _NO_CHOICE or (short and all(value in shown for value in _separated(answer, shown)))
    if shown:
        return answer in _NO_CHOICE | shown
    # GitHub's words for no answer stand alone.
    return "\n" not in answer or (question.control == "textarea" and not answer.startswith("_No response_\n"))


def _chosen(question: Question, answer: str) -> Iterator[str]:
    """The ids of the options chosen; of what is none of them, the text itself."""
    ids = {shown: id for id, shown in question.options}
    for shown in _shown(question, answer, ids):
        yield ids.get(shown, shown)


def _shown(question: Question, answer: str, known: Collection[str]) -> Iterable[str]:
    if question.control == "checkboxes":
        boxes = (_BOX.fullmatch(line.rstrip()) for line in answer.split("\n"))
        return [box[2] for box in boxes if box and box[1] != " "]
    if answer in _NO_CHOICE:
        return []
    return _separated(answer, known) if question.control == "multiple" else [answer]


def _separated(answer: str, known: Collection[str]) -> Iterator[str]:
    """`A, B` → A, B, where a value may hold a comma itself; the longest one that fits counts."""
    longest = sorted(known, key=len, reverse=True)
    text, start = f"{answer}, ", 0
    while start < len(text):
        value = next((value for value in longest if text.startswith(f"{value}, ", start)), None)
        yield (value := value or text[start : text.index(", ", start)])
        start += len(value) + 2
