"""The words that whoever proposes something reads: in the blank record, in GitHub's forms, and in what comes of an issue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from gcm.language import LANGS, Lang
from gcm.problems import read_data
from gcm.words import Words


@cache
def proposal_words(lang: Lang) -> Words:
    """The words of `data/proposals.yaml`; those of a group by both names: `t["record.label"]`."""
    return Words(lang, dict(_named(read_data("proposals"))))


def _named(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        if set(value) == set(LANGS):
            yield prefix + name, value
        else:
            yield from _named(value, f"{prefix}{name}.")
