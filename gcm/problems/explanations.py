"""Every problem code explained: the rule, the reason for it, what to do, and examples that are tests as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from gcm.language.data_files import DATA
from gcm.language.text import Lang
from gcm.problems.problem import advice, codes, sentence

EXAMPLES: Final = DATA / "examples"
"""`<code>.wrong.md`, `<code>.right.md`, and what is printed for the wrong one: `<code>.<lang>.txt`."""


@dataclass(frozen=True)
class Explanation:
    """The explanation of one code in one language; without `how` where the wrong example shows it."""

    code: str
    rule: str
    why: str
    how: str
    advice: str
    wrong: str
    right: str
    printed: str

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return self.code.lower()


@cache
def explanations(lang: Lang) -> Mapping[str, Explanation]:
    """Code → its explanation, in the order of the codes."""
    return {code: _explanation(code, lang) for code in codes()}


def _explanation(code: str, lang: Lang) -> Explanation:
    texts = {part: sentence(code, part, lang) for part in ("rule", "why", "how")}
    examples = {side: _example(f"{code}.{side}.md") for side in ("wrong", "right")}
    return Explanation(code, **texts, advice=advice(code, lang), **examples, printed=_example(f"{code}.{lang}.txt"))


def _example(name: str) -> str:
    """The example as it stands in its file; none where no file can hold it."""
    path = EXAMPLES / name
    return path.read_text("utf-8") if path.exists() else ""
