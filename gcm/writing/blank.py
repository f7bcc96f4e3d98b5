"""The record to begin from: every field of a kind, blank or, where it is a list of groups, behind `#`, with what belongs in it.

As it stands it says nothing; filled in as its remarks say, it is valid. Behind `# ` stand remarks, behind `#` alone lines to be
used. The fields are those of `gcm.forms.record_fields`, so nothing here knows one by its name but those that editors fill in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Final

import yaml

from gcm.language.proposal_phrases import proposal_phrases
from gcm.language.text import LANGS, Lang
from gcm.models.form_fields import Field, record_fields
from gcm.reading.files import KINDS
from gcm.writing.writer import HEADINGS, field_lines

_EDITORS: Final = ("slug", "origin", "identity", "review", "changes", "confirmed_by", "replies")
"""Fields that editors fill in, not who proposes a record."""

_LISTED: Final = 12
"""As many values of a closed list are listed one by one; longer lists have a page of their own."""

_WIDTH: Final = 100
"""Characters of a remark on one line."""

Sides = tuple[tuple[Lang, Field], ...]
"""The same field in one language or both."""


def blank_files() -> dict[str, str]:
    """Path of each blank record below the repository's root → its text."""
    return {f"records/{folder}/_template.md": blank_record(kind) for folder, kind in KINDS.items()}


def blank_record(kind: str, langs: Sequence[Lang] = LANGS) -> str:
    """The blank record of a kind, with its remarks in these languages."""
    lines = ["---"]
    for name in ("blank_lead", "blank_group"):
        lines += _remarks(proposal_phrases(lang)[name] for lang in langs)
    explained: set[str] = set()
    for sides in _sides([(lang, record_fields(kind, lang)) for lang in langs]):
        if sides[0][1].name not in _EDITORS:
            lines += _lines(sides, explained)
    return "\n".join([*lines, "---", *(f"\n{heading}" for heading in HEADINGS.values()), ""])


def _sides(groups: Sequence[tuple[Lang, Sequence[Field]]]) -> Iterator[Sides]:
    """The fields of one group one by one, each in all languages."""
    langs = [lang for lang, _ in groups]
    for fields in zip(*(group for _, group in groups), strict=True):
        yield tuple(zip(langs, fields, strict=True))


def _lines(sides: Sides, explained: set[str], *, silent: bool = False) -> Iterator[str]:
    """A field with its remark before it; the fields of a group are explained where that kind of group comes first."""
    field = sides[0][1]
    if not silent:
        yield from _remarks(_told(lang, each) for lang, each in sides)
    if field.control not in ("group", "text"):
        yield f"{field.name}:{' []' if field.many else _blank(field)}"
        return
    inner = list(_inner(sides, explained)) if field.control == "group" else [f'{lang}: ""' for lang in LANGS]
    if field.many:
        yield from (f"#{line}" for line in (f"{field.name}:", *_item(inner)))
    else:
        # A group that lacks what it must have is a mistake, so it waits behind `#` for somebody who has it.
        mark = "#" if any(each.required for each in field.fields) else ""
        yield from (f"{mark}{line}" for line in (f"{field.name}:", *(f"  {line}" for line in inner)))


def _inner(sides: Sides, explained: set[str]) -> Iterator[str]:
    model = sides[0][1].model
    silent = model in explained
    explained.add(model)
    for inner in _sides([(lang, field.fields) for lang, field in sides]):
        if inner[0][1].name not in _EDITORS:
            yield from _lines(inner, explained, silent=silent)


def _item(lines: Sequence[str]) -> Iterator[str]:
    """A list of one group: the hyphen stands at the group's first field, which a remark comes before."""
    first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
    for number, line in enumerate(lines):
        yield f"  - {line}" if number == first else f"    {line}"


def _blank(field: Field) -> str:
    return ' ""' if field.control in ("words", "url", "id", "reference", "zone", "citation") else ""


def _told(lang: Lang, field: Field) -> str:
    """Label, help, values and example, each as a sentence."""
    t = proposal_phrases(lang)
    parts = [f"{field.label}.", field.help]
    if field.required:
        parts.append(t.blank_required)
    if 0 < len(field.options) <= _LISTED:
        values = ", ".join(id if id == label else f"{id} ({label})" for id, label in field.options)
        parts.append(t.fill("blank_values", values=values))
    if field.example is not None:
        parts.append(t.fill("blank_example", example=_example(field, lang)))
    return " ".join(part for part in parts if part)


def _example(field: Field, lang: Lang) -> str:
    """An example as it is written in a record, of words in both languages those of one."""
    if field.control == "text":
        return str(field.example[lang])
    if field.control == "group":
        return yaml.safe_dump(field.example, default_flow_style=True, allow_unicode=True, sort_keys=False).strip()
    (line,) = field_lines((field,), {field.name: field.example})
    return line.partition(": ")[2]


def _remarks(sides: Iterable[str]) -> Iterator[str]:
    """Each language from a line of its own on, since editors do not break what is too long for the screen."""
    for side in sides:
        yield from (f"# {line}" for line in wrap(side, _WIDTH, break_long_words=False, break_on_hyphens=False))
