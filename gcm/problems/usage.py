"""Wrong use of a program, told in the language of whoever uses it: argparse tells it in English only."""

from __future__ import annotations

import argparse
import os
import re
import sys
from typing import Final, NoReturn

from gcm.language.text import Lang
from gcm.problems.github_text import phrase

_SENTENCES: Final = (
    ("usage_unknown", re.compile(r"unrecognized arguments: (?P<given>.*)", re.DOTALL)),
    (
        "usage_choice",
        re.compile(r"argument (?P<option>.*?): invalid choice: (?P<given>.*) \(choose from (?P<allowed>.*)\)", re.DOTALL),
    ),
    ("usage_value", re.compile(r"argument (?P<option>.*?): expected .*", re.DOTALL)),
    ("usage_refused", re.compile(r"argument (?P<option>.*?): (?P<given>.*)", re.DOTALL)),
)
"""The sentences of argparse that a person can meet, and ours for them."""


class Parser(argparse.ArgumentParser):
    """A reader of arguments that tells wrong use in Spanish, or in English where the environment or `--lang` asks for it."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong, and end with 2."""
        found = ((name, match) for name, pattern in _SENTENCES if (match := pattern.fullmatch(message)))
        name, match = next(found, ("", None))
        lang = _asked_language(sys.argv[1:])
        told = phrase(name, lang, **{gap: text or "" for gap, text in match.groupdict().items()}) if match else message
        self.exit(2, f"{self.prog}: {told} {phrase('usage_help', lang, program=self.prog)}\n")


def language_of_environment() -> Lang:
    """English where the environment asks for it, otherwise the site's first language."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "es"


def _asked_language(arguments: list[str]) -> Lang:
    """What `--lang` asks for among arguments that could not be read."""
    asked = re.search(r"--lang[ =](es|en)(?!\w)", " ".join(arguments))
    return ("en" if asked[1] == "en" else "es") if asked else language_of_environment()
