"""The form in which a record is written or corrected: what `data/form.yaml` asks for, made from the walk over a record's fields.

The template writes what stands here; `theme/assets/javascripts/form*.js` read it and say what they do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from gcm.language.data_files import read_data
from gcm.language.json_text import json_in_script
from gcm.language.phrases import LOCALES, Phrases
from gcm.language.proposal_phrases import proposal_phrases
from gcm.language.text import LANGS, Lang, fold, other
from gcm.models.form_fields import Control, Field, record_fields
from gcm.models.kinds import MODELS
from gcm.models.schema import Schema, record_schema
from gcm.problems.problem import sentence
from gcm.reading.field_texts import FOLDER
from gcm.reading.files import KINDS, MAX_BYTES
from gcm.views.blocks import Form, FormField, FormPart, Link, Snippets, Widget
from gcm.views.builder import PageBuilder
from gcm.views.parts.form_rules import form_rules
from gcm.views.parts.preview import preview_data
from gcm.writing.blank import blank_record

LONGEST_ADDRESS: Final = 7000
"""GitHub takes 8,191 bytes of an address; browsers and proxies may add some."""

LOADED: Final = ("roadmap",)
"""Kinds of records that are seldom written, whose form is loaded where it is asked for."""

_SHORT: Final = 12
"""A list of more values is searched rather than shown whole."""

_KEYBOARDS: Final[Mapping[Control, str]] = {"url": "url", "number": "numeric"}
_BRIEF: Final[tuple[Control, ...]] = ("date", "moment", "number")
_QUOTED: Final = re.compile(r"(?<=[«'])(\w+)(?=[»'])")

Option = Sequence[Any]
"""The id of a value and its label; of a session its forum and objectives too."""


@cache
def _plan() -> dict[str, Any]:
    plan: dict[str, Any] = read_data("form")
    return plan


@cache
def form_phrases(lang: Lang) -> Phrases:
    """The words of the form."""
    return Phrases(lang, _plan()["words"])


def form_block(page: PageBuilder, kind: str, editors: str = "") -> Form:
    """The form for a kind of record; `editors` is the e-mail address to which it can be sent, if there is one."""
    lists = _Lists(page)
    parts = tuple(_Parts(page, kind, lists))
    asked = proposal_phrases(page.lang)
    return Form(
        record_kind=kind,
        parts=parts,
        words={name: form_phrases(page.lang)[name] for name in _plan()["words"]},
        agreement_title=asked["agreement.label"],
        agreement=tuple(asked[f"agreement.{name}"] for name in ("licence", "persons", "sources")),
        suggestions=tuple((id, str(page.localize(each.short))) for id, each in page.taxonomy.documents.items()),
        data=json_in_script(_data(page, kind, lists)),
        preview=json_in_script(_preview(page)) if kind == "practice" else "",
        propose=f"{page.site.repository}/new/main/{_folder(kind)}",
        mail=_mail(page, editors),
    )


def blank_block(page: PageBuilder, kind: str) -> Snippets:
    """The blank record, for those who write it in an editor of their own."""
    return Snippets(((f"{_folder(kind)}/_template.md", blank_record(kind, (page.lang,))),))


def form_file(kind: str, lang: Lang) -> str:
    """Where the script lies that brings the form of another kind, below the common root."""
    return f"assets/forms/{kind}.{lang}.js"


def _folder(kind: str) -> str:
    return f"records/{next(folder for folder, each in KINDS.items() if each == kind)}"


def _mail(page: PageBuilder, editors: str) -> Link | None:
    words = form_phrases(page.lang)
    if not editors:
        return None
    address = f"mailto:{quote(editors, safe='@')}?subject={quote(words.mail_subject)}&body={quote(words.mail_body)}"
    return Link(address, page.phrase(words.fill("mail", address=editors)))


@dataclass
class _Lists:
    """The lists of values that a form's fields are chosen from, each kept once, under the name of the first field it came up for."""

    page: PageBuilder
    found: dict[str, tuple[Option, ...]] = field(default_factory=dict)

    def name(self, each: Field) -> str:
        """The name of the list that the values of a field are from."""
        if each.reference:
            self.found.setdefault(each.reference, tuple(_references(self.page, each.reference)))
            return each.reference
        options = tuple(_ordered(each.options))
        same = next((name for name, listed in self.found.items() if listed == options), "")
        name = same or (f"{each.name}-{len(self.found)}" if each.name in self.found else each.name)
        self.found[name] = options
        return name


def _ordered(options: Sequence[tuple[str, str]]) -> Iterable[Option]:
    """Short lists have an order of their own, numbers are shown before their titles, and long lists follow the alphabet."""
    if all(id.isdigit() for id, _ in options):
        return ((id, f"{id}. {label}") for id, label in options)
    return options if len(options) <= _SHORT else sorted(options, key=lambda option: fold(option[1]))


def _references(page: PageBuilder, kind: str) -> Iterator[Option]:
    """The records of a kind, but practices: there may be thousands, so a script of their own tells of them."""
    with page.aside():
        if kind == "forum":
            for forum in page.catalogue.chronology:
                yield forum.id, str(page.forum(forum).label)
        elif kind == "session":
            for forum, session in page.catalogue.sessions:
                yield session.id, str(page.session_title(forum, session)), forum.id, session.objectives
        elif kind == "item":
            for roadmap, item in page.catalogue.items:
                yield (
                    f"{roadmap.id}#{item.id}",
                    f"{page.localize(roadmap.label or roadmap.title)}: {page.localize(item.text)}"[:90],
                )


@dataclass
class _Parts:
    """The parts of a form, one after another."""

    page: PageBuilder
    kind: str
    lists: _Lists

    def __iter__(self) -> Iterator[FormPart]:
        lang = self.page.lang
        for id, plan in _plan()["parts"][self.kind].items():
            fields = tuple(self._field(self._fields[name], "f", MODELS[self.kind].__name__) for name in plan["fields"])
            lead = plan["lead"][lang] if "lead" in plan else ""
            yield FormPart(id, plan["title"][lang], lead, plan.get("open", False), fields)

    @property
    def _fields(self) -> dict[str, Field]:
        """The record's fields by their names, and what stands elsewhere in its file."""
        words, asked = form_phrases(self.page.lang), proposal_phrases(self.page.lang)
        body = Field("body", asked["body.label"], asked["body.help"], False, "text")
        id = Field("id", words.id, words.id_help, True, "id")
        return {each.name: each for each in (*record_fields(self.kind, self.page.lang), body, id)}

    def _field(self, each: Field, around: str, model: str, within: str = "required", depth: int = 0) -> FormField:
        """A field with those in it; `within` is the word for what it must have, if it must."""
        mark = form_phrases(self.page.lang)[within] if each.required else ""
        lang = each.name if each.name in LANGS else ""
        made = FormField(each.name, f"{around}-{each.name}", each.label, each.help, mark, lang=lang)
        lines = _plan()["long"].get(f"{model}.{each.name}", 1)
        if not each.many or each.control in ("choice", "reference"):
            return self._filled(made, each, lines, "required" if each.required else "required_here", depth)
        label = self.page.t[f"group_{each.model}"] if each.control == "group" else each.label
        row = FormField("", f"{made.id}-{{{depth}}}", label)
        entry = self._filled(row, each, lines, "required", depth + 1)
        return replace(made, widget="rows", folded=each.control == "group", fields=(entry,))

    def _filled(self, made: FormField, each: Field, lines: int, within: str, depth: int) -> FormField:
        """The field with what a person is shown to fill it in."""
        if each.control == "text":
            sides = (self.page.lang, other(self.page.lang))
            return replace(made, widget="group", fields=tuple(self._side(made, lang, lines) for lang in sides))
        if each.control == "group":
            asked = _plan()["asked"].get(each.model, [inner.name for inner in each.fields])
            known = {inner.name: inner for inner in each.fields}
            inside = (known[name] for name in self._own_language_first(asked) if name in known)
            fields = tuple(self._field(inner, made.id, each.model, within, depth) for inner in inside)
            return replace(made, widget="group", fields=fields)
        if each.control in ("choice", "reference"):
            return self._choice(made, each)
        made = replace(made, widget=_written(lines), lines=lines, keyboard=_KEYBOARDS.get(each.control, ""))
        return replace(made, brief=each.control in _BRIEF, suggests=each.control == "citation")

    def _own_language_first(self, names: Sequence[str]) -> Sequence[str]:
        """The two languages of a statement in the order in which its writer thinks."""
        sides = [name for name in (self.page.lang, other(self.page.lang)) if name in names]
        first = next((place for place, name in enumerate(names) if name in sides), 0)
        others = [name for name in names if name not in sides]
        return [*others[:first], *sides, *others[first:]]

    def _side(self, made: FormField, lang: Lang, lines: int) -> FormField:
        """One language of a text."""
        label = _text_labels(self.page.lang)[lang]
        return FormField(lang, f"{made.id}-{lang}", label, widget=_written(lines), lang=lang, lines=lines)

    def _choice(self, made: FormField, each: Field) -> FormField:
        """A choice of one or of several; a long list, or one that depends on another field, is filled in by the script."""
        name = self.lists.name(each)
        options = self.lists.found[name]
        whole = tuple((id, label) for id, label, *_ in options) if len(options) <= _SHORT and not each.reference else ()
        widget: Widget = ("boxes" if whole else "picker") if each.many else "select"
        return replace(made, widget=widget, list=name, options=whole)


def _written(lines: int) -> Widget:
    return "area" if lines > 1 else "line"


@cache
def _text_labels(lang: Lang) -> dict[Lang, str]:
    sides = record_schema("practice", lang)["$defs"]["Text"]["properties"]
    return {each: sides[each]["title"] for each in LANGS}


def _data(page: PageBuilder, kind: str, lists: _Lists) -> dict[str, Any]:
    """What the scripts need besides the form itself."""
    fields = record_fields(kind, page.lang)
    return {
        "lang": page.lang,
        "locale": LOCALES[page.lang].replace("_", "-"),
        "kind": kind,
        "fields": [_branch(each) for each in fields],
        "lists": lists.found,
        "labels": {"id": form_phrases(page.lang).id, "body": proposal_phrases(page.lang)["body.label"]},
        "documents": list(page.taxonomy.documents),
        "schema": _lean(record_schema(kind, page.lang)),
        "sentences": _sentences(fields, page.lang),
        "words": {name: form_phrases(page.lang)[name] for name in _plan()["words"]},
        "languages": {lang: page.t[f"language_{lang}"] for lang in LANGS},
        "ways": {name: _way(way, page.lang) for name, way in _plan()["ways"].items()},
        "filled": _plan()["filled"].get(kind, {}),
        "begun": _plan()["begun"].get(kind, []),
        "rules": form_rules(),
        "largest": MAX_BYTES,
        "longest": LONGEST_ADDRESS,
        "repository": page.site.repository,
        "folder": _folder(kind),
        "records": page.addresses.shared(page.key, page.lang, FOLDER),
        "forms": {each: page.addresses.shared(page.key, page.lang, form_file(each, page.lang)) for each in LOADED},
        "pages": _pages(page, kind),
    }


def _way(way: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    return {"title": way["title"][lang], "lead": way["lead"][lang], "adds": way.get("adds", False)}


def _branch(each: Field) -> dict[str, Any]:
    """A field as the scripts read it: what is absent is false, blank or empty."""
    branch = {
        "name": each.name,
        "label": each.label,
        "control": each.control,
        "many": each.many,
        "required": each.required,
        "model": each.model,
        "reference": each.reference,
        "numeric": each.control == "number" or (bool(each.options) and all(id.isdigit() for id, _ in each.options)),
        "fields": [_branch(inner) for inner in each.fields],
    }
    return {name: value for name, value in branch.items() if value}


def _lean(schema: Schema) -> Schema:
    """The schema without its words, which stand in the form already."""
    words = ("title", "description", "examples", "x-labels")
    lean = {name: value for name, value in schema.items() if name not in words or (name == "title" and isinstance(value, dict))}
    return {name: _lean_value(value) for name, value in lean.items()}


def _lean_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _lean(value)
    return [_lean_value(each) for each in value] if isinstance(value, list) else value


def _sentences(fields: Iterable[Field], lang: Lang) -> dict[str, list[str]]:
    """Code → what is wrong and what to do, with the labels of fields in the place of their names."""
    labels = dict(_labels(fields))
    plan = _plan()

    def explained(code: str, part: str) -> str:
        return _QUOTED.sub(lambda match: labels.get(match[0], match[0]), sentence(code, part, lang))

    return {
        code: [explained(code, "message"), explained(code, "hint") if code in plan["advised"] else ""]
        for code in plan["explained"]
    }


def _labels(fields: Iterable[Field]) -> Iterator[tuple[str, str]]:
    """Name → label, where the outer one of two fields of a name counts."""
    for each in fields:
        yield from _labels(each.fields)
    yield from ((each.name, each.label) for each in fields)


def _pages(page: PageBuilder, kind: str) -> list[str]:
    """What stands before and after a record's own part in the way to its page."""
    records = {"practice": page.catalogue.practices, "forum": page.catalogue.forums, "roadmap": page.catalogue.roadmaps}[kind]
    for record in records.values():
        before, _, after = page.addresses.relative(page.key, page.lang, (kind, record.id)).rpartition(record.slug_in(page.lang))
        return [before, after]
    return []


def _preview(page: PageBuilder) -> dict[str, Any]:
    """What the preview needs, but for names that the form's lists have; the script takes them from there."""
    data = preview_data(page)
    return {**data, "terms": {**data["terms"], "practice": {}, "country": {}, "organisation": {}}}
