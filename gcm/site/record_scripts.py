"""Each record as a script: what a form corrects it from, and what practices are compared and collected from.

What a file says stands in it once. Most files are as our own writer leaves them, so their values are enough: the browser writes the
same file, letter by letter (`theme/assets/javascripts/form-writing.js`). Of any other, the lines of each field stand beside its value.
"""

from __future__ import annotations

from typing import Any, Final

from gcm.language.json_text import calling
from gcm.models.form_fields import record_fields
from gcm.reading.field_texts import FOLDER, field_texts
from gcm.reading.places import ParsedRecord
from gcm.writing.writer import bodies_text, field_text


def script_path(record: ParsedRecord) -> str:
    """Where the script of a record lies, below the common root."""
    return f"{FOLDER}/{record.kind}/{record.id}.js"


def record_script(record: ParsedRecord, text: str) -> str:
    """The script that hands over the record, whose file reads `text`."""
    value = {"kind": record.kind, "id": record.id, "path": record.path, **_file(record, text), "bodies": record.bodies}
    return calling("record", value)


def _file(record: ParsedRecord, text: str) -> dict[str, Any]:
    """The fields, and what else it takes to have the file.

    Most of one is its fields one after another: it is told as what stands around them, unless they are written anew.
    """
    if is_plainly_written(record, text):
        return {"fields": [*record.fields.data.items()]}
    fields = field_texts(text, record.fields)
    before, found, after = text.partition("".join(field.text for field in fields) or text)
    file: dict[str, Any] = {"around": [before, after]} if found else {"text": text}
    return {**file, "fields": [[field.name, field.value, field.text] for field in fields]}


def is_plainly_written(record: ParsedRecord, text: str) -> bool:
    """Whether the file is letter by letter what would be written of its values; most others differ in their first lines."""
    if not text.startswith(_FENCE):
        return False
    place = len(_FENCE)
    try:
        for field in record_fields(record.kind, "es"):
            if field.name in record.fields.data:
                part = field_text(field, record.fields.data[field.name])
                if not text.startswith(part, place):
                    return False
                place += len(part)
    except (AttributeError, TypeError, ValueError):  # values that no record has, which nothing writes
        return False
    return text[place:] == _FENCE + bodies_text(record.bodies)


_FENCE: Final = "---\n"
