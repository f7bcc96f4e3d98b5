"""The words of the linked data, the feeds and the files for search machines."""

from __future__ import annotations

from functools import cache

from gcm.language.data_files import read_data
from gcm.language.phrases import Phrases
from gcm.language.text import Lang


@cache
def linked_phrases(lang: Lang) -> Phrases:
    """The words of `data/linked_phrases.yaml`."""
    return Phrases(lang, read_data("linked_phrases"))
