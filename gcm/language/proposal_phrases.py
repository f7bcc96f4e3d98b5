"""The words that whoever proposes something reads: in the blank record, in GitHub's forms, and in what comes of an issue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from gcm.language.data_files import read_data
from gcm.language.phrases import Phrases
from gcm.language.text import LANGS, Lang


@cache
def proposal_phrases(lang: Lang) -> Phrases:
    """The words of `data/proposal_phrases.yaml`; those of a group by both names: `t["record.label"]`."""
    return Phrases(lang, dict(_named(read_data("proposal_phrases"))))


def _named(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        if set(value) == set(LANGS):
            yield prefix + name, value
        else:
            yield from _named(value, f"{prefix}{name}.")
