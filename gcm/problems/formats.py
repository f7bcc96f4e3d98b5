"""Problems as people and programs read them: text with the lines they are about, JSON, SARIF, GitHub workflow commands."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, Literal
from urllib.parse import quote

from gcm.language.text import Lang
from gcm.problems.excerpts import Lines, excerpt, no_lines, one_line
from gcm.problems.github_text import phrase
from gcm.problems.problem import Problem, advice, is_warning, sentence

Format = Literal["text", "json", "sarif", "github"]

MOST: Final = 50
"""Problems of one file that a person is shown; programs are given all."""

SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_COMMAND: Final = re.compile(r":(?=:)|##(?=\w*\[)")
"""Where a program that runs others reads a command in what they print: `::name`, `##[name]`."""

_RED, _YELLOW, _BOLD = "31", "33", "1"


@dataclass(frozen=True)
class Audience:
    """For whom problems are printed: in which language, with what lines of the files, where codes are explained, in colour or not."""

    lang: Lang
    lines: Lines = no_lines
    explained: str = ""
    colour: bool = False


def render_problems(problems: Iterable[Problem], format: Format, audience: Audience) -> str:
    """The problems in the order of their places; nothing where a person reads and there is none."""
    return _FORMATS[format](sorted(problems), audience)


def explanation(code: str, audience: Audience) -> str:
    """The address that explains the code, or nothing where the site has no address."""
    return f"{audience.explained}#{code.lower()}" if audience.explained else ""


def where_explained(audience: Audience) -> str:
    """The sentence that tells where every code is explained."""
    name = "codes_explained" if audience.explained else "codes_on_page"
    return phrase(name, audience.lang, address=audience.explained)


def by_file(problems: Iterable[Problem]) -> Iterator[tuple[str, Sequence[Problem], int]]:
    """Each file with the first of its problems, and how many more there are."""
    for path, found in groupby(problems, lambda problem: problem.path):
        listed = list(found)
        yield path, listed[:MOST], len(listed[MOST:])


def render_problem(problem: Problem, audience: Audience) -> str:
    """One problem: place, code and fault on a line that editors can jump to; the line it is about; what to do."""
    paint = _paint if audience.colour else _plain
    tone = _YELLOW if problem.is_warning else _RED
    place = paint(_BOLD, safe(f"{problem.path}:{problem.line}:{problem.column}:"))
    text = [f"{place} {paint(tone, problem.code)} {safe(_subject(problem) + problem.message(audience.lang))}"]
    if shown := excerpt(problem, audience.lines):
        text += [f"{shown.number:5} | {_disarmed(shown.text)}", f"{'':5} | {paint(tone, shown.underline)}"]
    if hint := problem.hint(audience.lang):
        text.append(f"  {phrase('what_to_do', audience.lang)} {safe(hint)}")
    return "\n".join(text)


def _text(problems: Sequence[Problem], audience: Audience) -> str:
    parts: list[str] = []
    for path, shown, rest in by_file(problems):
        parts += [render_problem(problem, audience) for problem in shown]
        parts += [f"{safe(path)}: {phrase('more_problems', audience.lang, number=rest)}"] if rest else []
    return "\n\n".join([*parts, where_explained(audience)]) if parts else ""


def _subject(problem: Problem) -> str:
    return f"{problem.field}: " if problem.field else ""


def safe(text: str) -> str:
    """Text of strangers on one line that neither commands a terminal nor a program that reads what is printed."""
    return _disarmed(one_line(text))


def _disarmed(text: str) -> str:
    """Text of strangers that starts no command, by a word joiner, which is not seen."""
    return _COMMAND.sub("\\g<0>\u2060", text)


def _paint(tone: str, text: str) -> str:
    return f"\x1b[{tone}m{text}\x1b[0m"


def _plain(tone: str, text: str) -> str:
    return text


def _json(problems: Sequence[Problem], audience: Audience) -> str:
    return _dumped([_as_json(problem, audience.lang) for problem in problems])


def _as_json(problem: Problem, lang: Lang) -> dict[str, str | int]:
    return {
        "code": problem.code,
        "severity": "warning" if problem.is_warning else "error",
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.column + problem.width,
        "field": problem.field,
        "message": problem.message(lang),
        "hint": problem.hint(lang),
    }


def _dumped(value: Any) -> str:
    """JSON without `##`, which may begin a command in the log of a build; it can only stand in a string."""
    return json.dumps(value, ensure_ascii=False, indent=1).replace("##", "#\\u0023")


def _github(problems: Sequence[Problem], audience: Audience) -> str:
    commands: list[str] = []
    for path, shown, rest in by_file(problems):
        commands += [_as_command(problem, audience.lang) for problem in shown]
        commands += [_command("notice", path, phrase("more_problems", audience.lang, number=rest))] if rest else []
    return "\n".join(commands)


def _as_command(problem: Problem, lang: Lang) -> str:
    kind = "warning" if problem.is_warning else "error"
    words = f"{_subject(problem)}{problem.message(lang)} {problem.hint(lang)}"
    return _command(kind, problem.path, words, f",line={problem.line},col={problem.column},title={problem.code}")


def _command(kind: str, path: str, words: str, place: str = "") -> str:
    """A workflow command; text from a record is escaped so that it cannot start a command of its own."""
    file = _escaped(path).replace(":", "%3A").replace(",", "%2C").replace("##", "#%23")
    return f"::{kind} file={file}{place}::{_disarmed(_escaped(words))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _sarif(problems: Sequence[Problem], audience: Audience) -> str:
    """One run of the Static Analysis Results Interchange Format 2.1.0, with the codes that occur as its rules."""
    found = sorted({problem.code for problem in problems})
    driver = {"name": "validate.py", "rules": [_as_rule(code, audience) for code in found]}
    run = {
        "tool": {"driver": driver},
        "language": audience.lang,
        "columnKind": "unicodeCodePoints",
        "results": [_as_result(problem, found.index(problem.code), audience.lang) for problem in problems],
    }
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _as_rule(code: str, audience: Audience) -> dict[str, Any]:
    address = explanation(code, audience)
    return {
        "id": code,
        "shortDescription": {"text": sentence(code, "rule", audience.lang)},
        "fullDescription": {"text": sentence(code, "why", audience.lang)},
        "help": {"text": advice(code, audience.lang)},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": _level(code)},
    }


def _as_result(problem: Problem, rule: int, lang: Lang) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quote(problem.path, errors="surrogatepass")}, "region": _as_region(problem)}
    subject = {"logicalLocations": [{"fullyQualifiedName": problem.field}]} if problem.field else {}
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _level(problem.code),
        "message": {"text": f"{problem.message(lang)} {problem.hint(lang)}"},
        "locations": [{"physicalLocation": place, **subject}],
    }


def _as_region(problem: Problem) -> dict[str, int]:
    """The span; of a problem of the whole file, its first line, without which GitHub shows none."""
    if not problem.width:
        return {"startLine": 1}
    return {"startLine": problem.line, "startColumn": problem.column, "endColumn": problem.column + problem.width}


def _level(code: str) -> str:
    return "warning" if is_warning(code) else "error"


_FORMATS: Final[dict[Format, Callable[[Sequence[Problem], Audience], str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
