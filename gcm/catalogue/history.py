"""Whether a record's own history tells of a change to it; builds never read git, so the record must."""

from __future__ import annotations

from typing import Any, Final

from gcm.reading.places import ParsedRecord

HISTORY: Final = "changes"
_BESIDE: Final = (HISTORY, "review", "translation", "slug")
"""Fields about the record and not about what it describes: they change without a word in its history."""


def tells_of_change(before: ParsedRecord | None, after: ParsedRecord) -> bool:
    """Whether `after` says what became of it since `before`; a record that is new says that it was added."""
    entries = _history(after)
    if before is None:
        return bool(entries)
    return _substance(before) == _substance(after) or len(entries) > len(_history(before))


def _history(record: ParsedRecord) -> list[Any]:
    entries = record.fields.data.get(HISTORY)
    return entries if isinstance(entries, list) else []


def _substance(record: ParsedRecord) -> tuple[dict[str, Any], dict[Any, str]]:
    return {name: value for name, value in record.fields.data.items() if name not in _BESIDE}, record.bodies
