"""What can be downloaded, as the release tells it in downloads.json, and the words that go with it."""

from __future__ import annotations

from functools import cache

from gcm.language import Lang
from gcm.problems import read_data
from gcm.words import Words


@cache
def release_words(lang: Lang) -> Words:
    """The words of what is released, in `lang`."""
    return Words(lang, read_data("release"))
