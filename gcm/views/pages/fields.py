"""The page of fields: for each kind of record, and each group of fields inside, what every field is called and takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import yaml

from gcm.language.text import LANGS
from gcm.models.form_fields import Field, record_fields
from gcm.models.schema import FOLDER, schema_files
from gcm.reading.files import KINDS
from gcm.views.addresses import Key
from gcm.views.blocks import Code, Facts, Line, Link, Paragraph, Part, Section, Table, View
from gcm.views.builder import PageBuilder

_EXPLAINED_ON: Final[dict[str, Key]] = {
    "practice": ("practices",), "forum": ("forums",), "session": ("forums",), "item": ("roadmaps",), "citation": ("sources",),
}  # fmt: skip
"""What a field names → the page that leads to all of these."""


def fields_view(page: PageBuilder) -> View:
    """Every field of every kind of record, and then of every group, once."""
    kinds = {folder: record_fields(kind, page.lang) for folder, kind in KINDS.items()}
    groups = {group.model: group for fields in kinds.values() for group in _groups(fields)}
    return page.view(
        page.phrase(page.t.fields),
        lead=page.phrase(page.t.fields_lead),
        blocks=[page.paragraph(page.t.fields_required), Paragraph(_body(page))],
        sections=[
            *(_section(page, folder, fields, _record_file(page, folder)) for folder, fields in kinds.items()),
            *(_section(page, f"group_{model}", group.fields) for model, group in groups.items()),
        ],
    )


def _groups(fields: Iterable[Field]) -> Iterator[Field]:
    """The fields that are groups, each followed by those inside it."""
    for field in fields:
        if field.fields:
            yield field
            yield from _groups(field.fields)


def _body(page: PageBuilder) -> Line:
    """How the text below the fields is written, which is no field itself."""
    phrase = page.phrase
    return page.line(phrase(f"{page.t.fields_body} "), Code("# Español"), phrase(page.t.either), Code("# English"), phrase("."))


def _record_file(page: PageBuilder, folder: str) -> Facts:
    """Where the records of a kind lie, and the schemas by which an editor checks them."""
    names = {lang: name for name, (kind, lang) in schema_files().items() if kind == KINDS[folder]}
    ways = {lang: page.addresses.shared(page.key, page.lang, f"{FOLDER}/{name}") for lang, name in names.items()}
    return page.facts(
        ("record_file", [page.line(Code(f"records/{folder}/*.md"))]),
        ("json_schema", [page.line(Link(ways[lang], page.phrase(page.t[f"text_in_{lang}"]))) for lang in LANGS]),
    )


def _section(page: PageBuilder, name: str, fields: Iterable[Field], *before: Facts) -> Section:
    title = page.t[name]
    heads = (page.t.field, page.t.field_meaning, page.t.field_takes, page.t.field_example)
    table = Table(page.t.fill("fields_caption", what=title), heads, tuple(_row(page, field) for field in fields), stacks=True)
    return Section(page.anchor(name), title, (*before, table), folded=True)


def _row(page: PageBuilder, field: Field) -> tuple[Line, ...]:
    help = (page.phrase_line(field.help),) if field.help else ()
    return (
        Line((Code(field.name),), badge=page.t.required if field.required else ""),
        Line((page.phrase(field.label),), more=help),
        _takes(page, field),
        page.line(Code(as_yaml(field.name, field.example)) if field.example is not None else page.phrase("–")),
    )


def as_yaml(name: str, value: Any) -> str:
    """A field as one line of a record: `period: {start: 2021}`."""
    listed = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, sort_keys=False, width=10_000)
    return f"{name}: {listed.strip()[1:-1]}"


def _takes(page: PageBuilder, field: Field) -> Line:
    """What may stand in a field; the members of a short list one by one."""
    many = (page.phrase(f"{page.t.takes_list} "),) if field.many else ()
    if field.control != "choice":
        return page.line(*many, *_value(page, field))
    if elsewhere := _lists(page, field):
        return page.line(*many, *elsewhere)
    members = tuple(page.line(Code(id), page.phrase(f" {label}")) for id, label in field.options)
    return Line((*many, page.phrase(page.t.takes_one_of)), more=members)


def _value(page: PageBuilder, field: Field) -> tuple[Part, ...]:
    """What one value is, with the way to what it names or consists of."""
    name = field.reference or field.control
    if field.control == "group":
        name = f"group_{field.model}"
        link = page.link(page.key, page.phrase(page.t[name]), anchor=page.anchor(name))
        return (page.phrase(f"{page.t.takes_group} "), link)
    what = page.phrase(page.t.fill(f"takes_{name}", limit=field.limit or 0))
    return (page.link(_EXPLAINED_ON[name], what),) if name in _EXPLAINED_ON else (what,)


def _lists(page: PageBuilder, field: Field) -> tuple[Part, ...]:
    """The closed lists that have a page of their own, of those that the values are from."""
    ids, known = {id for id, _ in field.options}, page.taxonomy
    lists: dict[str, Iterable[object]] = {
        "countries": known.countries,
        "organisations": known.organisations,
        "objectives": known.objectives,
        "principles": known.principles,
        "criteria": known.criteria,
    }
    found = [kind for kind, members in lists.items() if ids.issuperset(map(str, members))]
    return page.joined((page.link((kind,), page.phrase(page.t[f"takes_{kind}"])) for kind in found), page.t.either)
