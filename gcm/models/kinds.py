"""The three kinds of records, and what `data/fields.yaml` says of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from gcm.language.data_files import read_data
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.record import Record
from gcm.models.roadmap import Roadmap

MODELS: Final[dict[str, type[Record]]] = {"practice": Practice, "forum": Forum, "roadmap": Roadmap}


@cache
def field_descriptions() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Model → field → what forms and schemas say of it, in the order of a record's file."""
    words: dict[str, dict[str, dict[str, Any]]] = read_data("fields")
    return words
