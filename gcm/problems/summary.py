"""The problems as a page on GitHub, on which a person who knows neither git nor YAML can act; records stay text in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gcm.problems.excerpts import Excerpt, excerpt
from gcm.problems.formats import Audience, by_file, explanation, where_explained
from gcm.problems.github_text import as_code, phrase
from gcm.problems.problem import Problem

LARGEST: Final = 900_000
"""Bytes of a summary: GitHub refuses one that is larger than 1 MiB."""

_MARKUP: Final = re.compile(r"([\\`*_<>\[\]#~|&@])")


def render_summary(problems: Iterable[Problem], audience: Audience) -> str:
    """A heading, how to mend a record, and file by file what is wrong, what to do and where it is explained."""
    ordered = sorted(problems)
    errors = sum(not problem.is_warning for problem in ordered)
    parts = [f"## {phrase('summary', audience.lang)}"]
    if ordered:
        parts.append(phrase("summary_counts", audience.lang, errors=errors, warnings=len(ordered) - errors))
        parts += [phrase(name, audience.lang) for name in ("summary_meaning", "summary_steps")]
        parts += _files(ordered, audience)
        parts.append(as_sentence(where_explained(audience)))
    else:
        parts.append(phrase("summary_none", audience.lang))
    return "\n\n".join(parts) + "\n"


def _files(problems: Sequence[Problem], audience: Audience) -> Iterator[str]:
    """The files one after another, as many as there is room for."""
    files = list(by_file(problems))
    room = LARGEST
    for number, (path, shown, rest) in enumerate(files):
        text = "\n".join(_file(path, shown, rest, audience)).rstrip()
        room -= len(text.encode()) + 2
        if room < 0:
            yield phrase("summary_more_files", audience.lang, number=len(files) - number)
            return
        yield text


def _file(path: str, shown: Sequence[Problem], rest: int, audience: Audience) -> Iterator[str]:
    yield f"### {as_code(path)}\n"
    for problem in shown:
        yield from _problem(problem, audience)
    if rest:
        yield f"- {phrase('more_problems', audience.lang, number=rest)}\n"


def _problem(problem: Problem, audience: Audience) -> Iterator[str]:
    """An entry of a list, its parts indented below its first line."""
    lang = audience.lang
    kind = phrase("summary_warning" if problem.is_warning else "summary_error", lang)
    where = [phrase("summary_line", lang, line=problem.line)] if problem.width else []
    subject = [phrase("summary_field", lang, field=as_code(problem.field))] if problem.field else []
    yield f"- **{' · '.join([kind, *where, *subject])}:** {problem.message(lang, as_sentence, as_codes)}\n"
    if seen := excerpt(problem, audience.lines):
        yield from _quoted(seen)
    hint, address = problem.hint(lang, as_sentence, as_codes), explanation(problem.code, audience)
    why = phrase("summary_why", lang, code=problem.code)
    yield f"  {phrase('what_to_do', lang)} {hint} {f'[{why}]({address})' if address else f'({problem.code})'}\n"


def _quoted(seen: Excerpt) -> Iterator[str]:
    """Both lines as code, between more backticks than the record holds in a row."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", seen.text)), default=0))
    yield from (f"  {line}" for line in (fence, seen.text, seen.underline, fence))
    yield ""


def as_sentence(text: str) -> str:
    """Words of ours, whose signs mean no markup."""
    return _MARKUP.sub(r"\\\1", text)


def as_codes(value: str) -> str:
    """Words of a record as code, one by one where they are a list."""
    return ", ".join(as_code(part) for part in value.split(", "))
