"""A problem of a record: what is wrong, where, and what to do; and how it is printed.

The sentences live in `data/problems.yaml`, in both languages, under the problem's code. Codes R1.. are about the file,
R2.. about a field, R3.. about other records, R4.. about what the fields say together; W5.. are warnings, which never
stop a build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

import yaml
from pydantic_core import PydanticCustomError

DATA: Final = Path(__file__).parent / "data"
Format = Literal["text", "json", "github"]
_SENTENCE_END: Final = re.compile(r"(?<=[.?!])\s+")
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def read_data(name: str) -> Any:
    """The parsed content of `data/<name>.yaml`, which is ours and therefore trusted."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((DATA / f"{name}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506  (the C twin of the safe one)


@cache
def _sentences() -> dict[str, dict[str, dict[str, str]]]:
    sentences: dict[str, dict[str, dict[str, str]]] = read_data("problems")
    return sentences


def codes() -> tuple[str, ...]:
    """Every code that a problem can have."""
    return tuple(_sentences())


@dataclass(frozen=True)
class Finding:
    """A fault of one record, before anyone has looked up where in the file it stands."""

    code: str
    loc: tuple[str | int, ...] = ()
    values: Mapping[str, str] = field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place: `line` and `column` count from 1."""

    path: str
    line: int
    column: int
    code: str
    field: str = ""
    values: tuple[tuple[str, str], ...] = ()

    @property
    def is_warning(self) -> bool:
        """Whether the record is valid all the same."""
        return self.code.startswith("W")

    def message(self, lang: str) -> str:
        """What is wrong, as one sentence."""
        return _sentences()[self.code]["message"][lang].format_map(_Values(self.values)).strip()

    def hint(self, lang: str) -> str:
        """What to do about it; a sentence that needs a word this problem lacks (`Did you mean ''?`) is left out."""
        given = {name for name, value in self.values if value}
        sentences = _SENTENCE_END.split(_sentences()[self.code]["hint"][lang])
        told = [sentence for sentence in sentences if given.issuperset(_PLACEHOLDER.findall(sentence))]
        return " ".join(told).format_map(_Values(self.values)).strip()


class _Values(dict[str, str]):
    """Values of a sentence; one that is not given is left out rather than failing in front of a contributor."""

    def __missing__(self, key: str) -> str:
        return ""


def fault(code: str, **values: str) -> PydanticCustomError:
    """The error that a model's validator raises so that it comes out as the problem `code`."""
    return PydanticCustomError(code, "{code}", {"code": code, **values})


def render_problems(problems: Iterable[Problem], format: Format, lang: str) -> str:
    """The problems as lines for people, as JSON for programs, or as GitHub workflow commands."""
    ordered = sorted(problems)
    if format == "json":
        return json.dumps([_as_json(problem, lang) for problem in ordered], ensure_ascii=False, indent=1)
    line = _as_command if format == "github" else _as_line
    return "\n".join(line(problem, lang) for problem in ordered)


def _as_line(problem: Problem, lang: str) -> str:
    where = f"{problem.path}:{problem.line}:{problem.column}: {problem.code}"
    subject = f" {problem.field}:" if problem.field else ""
    return _one_line(f"{where}{subject} {problem.message(lang)} {problem.hint(lang)}".rstrip())


def _as_json(problem: Problem, lang: str) -> dict[str, str | int]:
    return {
        "code": problem.code,
        "severity": "warning" if problem.is_warning else "error",
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "message": problem.message(lang),
        "hint": problem.hint(lang),
    }


def _as_command(problem: Problem, lang: str) -> str:
    """A workflow command; text from a record is escaped so that it cannot start a command of its own."""
    kind = "warning" if problem.is_warning else "error"
    words = _escape(f"{problem.field}: {problem.message(lang)} {problem.hint(lang)}".lstrip(": "))
    path = _escape(problem.path).replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} file={path},line={problem.line},col={problem.column},title={problem.code}::{words}"


def _one_line(text: str) -> str:
    """Text of strangers must not start a line of its own, nor colour or turn around the terminal's."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
