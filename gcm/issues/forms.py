"""GitHub's issue forms: a new practice, a correction, an adoption or follow-up, each in both languages.

What is asked is listed here by the names of a record's fields; labels, help, examples and values come from `gcm.forms`. The same
questions read the answers again (`gcm/issues/answers.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

import yaml

from gcm.language.phrases import phrases
from gcm.language.proposal_phrases import proposal_phrases
from gcm.language.text import LANGS, Lang, fold, other
from gcm.models.form_fields import Field, record_fields
from gcm.models.kinds import field_descriptions
from gcm.taxonomy.geography import geography

FormName = Literal["practice", "correction", "adoption"]
Control = Literal["input", "textarea", "dropdown", "multiple", "checkboxes"]

FOLDER: Final = ".github/ISSUE_TEMPLATE"
FILES: Final[Mapping[FormName, Mapping[Lang, str]]] = {
    "practice": {"es": "practica", "en": "practice"},
    "correction": {"es": "correccion", "en": "correction"},
    "adoption": {"es": "adopcion", "en": "adoption"},
}
LABEL: Final = "propuesta"
OTHER_PART: Final = "other"

_ASKED: Final[Mapping[FormName, tuple[str, ...]]] = {
    "practice": (
        "title", "kind", "countries", "other_countries", "implementers", "summary", "links", "how_it_works", "results", "lessons",
        "replication_needs", "current_status", "objectives", "objectives_basis", "principles", "criteria", "scope", "period.start",
        "period.end", "hub_url", "translated", "review.compiled_by", "body", "remarks", "agreement",
    ),
    "correction": ("record", "part", "new_text", "reason", "agreement"),
    "adoption": (
        "record", "adoptions.country", "other_country", "adoptions.date", "adoptions.adapted", "adoptions.evidence",
        "follow_up.status", "follow_up.last_reviewed", "follow_up.next_step", "remarks", "agreement",
    ),
}  # fmt: skip
"""The questions in the order in which a person can answer them, by the path of a field, or by a name of data/proposal_phrases.yaml."""

CORRECTED: Final = (
    "title", "summary", "body", "how_it_works", "results", "lessons", "replication_needs", "current_status", "kind", "scope",
    "period.start", "period.end", "hub_url",
)  # fmt: skip
"""What a correction can put in the place of what stands there: fields of one value, or of statements where there is one."""

_MOST_BOXES: Final = 23


@dataclass(frozen=True)
class Question:
    """One question of a form; `options` are the values and how they are shown. Ids are like `title.es`.

    `former` are labels that it had before: an issue that was written then is still read.
    """

    id: str
    control: Control
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class IssueForm:
    """A form in one language."""

    name: FormName
    lang: Lang
    questions: tuple[Question, ...]


@cache
def issue_forms() -> tuple[IssueForm, ...]:
    """Every form in every language."""
    return tuple(IssueForm(name, lang, tuple(_questions(name, lang))) for name in FILES for lang in LANGS)


def issue_form_files(site: str, repository: str) -> dict[str, str]:
    """Path of each file of GitHub's chooser below the repository's root → its text; both addresses end in no slash."""
    files = {FILES[form.name][form.lang]: _form_file(form) for form in issue_forms()}
    files["config"] = _config_file(site, repository)
    return {f"{FOLDER}/{name}.yml": text for name, text in files.items()}


def _questions(name: FormName, lang: Lang) -> Iterator[Question]:
    for path in _ASKED[name]:
        yield from _OWN[path](lang) if path in _OWN else _of_field(path, lang)


def fields_at(path: str, lang: Lang) -> tuple[Field, ...]:
    """The fields of a practice on the way to `period.start`: the group and the field in it."""
    found: list[Field] = []
    within = record_fields("practice", lang)
    for name in path.split("."):
        field = next(field for field in within if field.name == name)
        found.append(field)
        within = field.fields
    return tuple(found)


def _of_field(path: str, lang: Lang) -> Iterator[Question]:
    """The question for a field, or for each language of one; only what a record must have is required."""
    *groups, field = fields_at(path, lang)
    label = ": ".join([*(group.label for group in groups), _lowered(field.label) if groups else field.label])
    required = field.required and all(group.required for group in groups)
    if field.control == "text" or field.model == "Statement":
        former = field_descriptions()["Practice"].get(path, {}).get("former", {}).get(lang, "")
        yield from _in_both(path, lang, label, field.help, example=field.example or {}, required=required, former=former)
    elif field.control == "choice":
        yield _choice(path, field, label, required, lang)
    else:
        yield Question(path, "input", label, field.help, str(field.example or ""), required)


def _in_both(
    path: str, lang: Lang, label: str, help: str, *, example: Mapping[str, str], required: bool = False, former: str = ""
) -> Iterator[Question]:
    """The form's own language comes first, and it alone may be required."""
    control: Control = "input" if path == "title" else "textarea"
    for each in (lang, other(lang)):
        said_in = f"({phrases(lang)[f'text_in_{each}']})"
        was = (f"{former} {said_in}",) if former else ()
        id, asked = f"{path}.{each}", required and each == lang
        yield Question(id, control, f"{label} {said_in}", help, example.get(each, ""), asked, former=was)


def _choice(path: str, field: Field, label: str, required: bool, lang: Lang) -> Question:
    options = tuple((id, f"{id}. {shown}" if id.isdigit() else shown) for id, shown in field.options)
    if set(geography().countries) <= {id for id, _ in options}:
        # GitHub does not say how many values a list may have, and nobody looks through 249 of them.
        near = ((code, name) for code, name in options if code in geography().countries)
        options = tuple(sorted(near, key=lambda option: fold(option[1])))
        help = f"{field.help} {proposal_phrases(lang).of_the_americas}".strip()
        return Question(path, "multiple" if field.many else "dropdown", label, help, "", required, options)
    few: Control = "checkboxes" if len(options) <= _MOST_BOXES else "multiple"
    return Question(path, few if field.many else "dropdown", label, field.help, "", required, options)


def _lowered(label: str) -> str:
    return label[0].lower() + label[1:]


def _own(name: str, control: Control, required: bool = False) -> Callable[[Lang], Iterator[Question]]:
    """A question of data/proposal_phrases.yaml that is answered with words."""

    def ask(lang: Lang) -> Iterator[Question]:
        label, help, example = (_phrase(name, part, lang) for part in ("label", "help", "example"))
        yield Question(name, control, label, help, example, required)

    return ask


def _phrase(name: str, part: str, lang: Lang) -> str:
    return str(getattr(proposal_phrases(lang), f"{name}.{part}", ""))


def _objectives(lang: Lang) -> Iterator[Question]:
    group, stated = fields_at("objectives.stated", lang)
    yield _choice("objectives", replace(stated, help=group.help), group.label, False, lang)


def _objectives_basis(lang: Lang) -> Iterator[Question]:
    fields = [fields_at(f"objectives.{name}", lang)[-1] for name in ("stated", "editorial")]
    options = tuple((field.name, field.help) for field in fields)
    label, help = (_phrase("objectives_basis", part, lang) for part in ("label", "help"))
    yield Question("objectives_basis", "dropdown", label, help, options=options)


def _translated(lang: Lang) -> Iterator[Question]:
    into = fields_at("translation.into", lang)[-1]
    yield Question("translation.into", "dropdown", _phrase("translated", "label", lang), options=into.options)


def _links(lang: Lang) -> Iterator[Question]:
    label, former = fields_at("sources", lang)[-1].label, fields_at("links", lang)[-1].label
    help, example = _phrase("links", "help", lang), _phrase("links", "example", lang)
    yield Question("links", "textarea", label, help, example, former=(former,))


def _body(lang: Lang) -> Iterator[Question]:
    yield from _in_both("body", lang, _phrase("body", "label", lang), _phrase("body", "help", lang), example={})


def _part(lang: Lang) -> Iterator[Question]:
    corrected = [question for path in CORRECTED for question in (_OWN.get(path) or _field_of(path))(lang)]
    options = (*((question.id, question.label) for question in corrected), (OTHER_PART, _phrase("part", OTHER_PART, lang)))
    yield Question("part", "dropdown", _phrase("part", "label", lang), _phrase("part", "help", lang), "", True, options)


def _field_of(path: str) -> Callable[[Lang], Iterator[Question]]:
    return lambda lang: _of_field(path, lang)


def _agreement(lang: Lang) -> Iterator[Question]:
    options = tuple((name, _phrase("agreement", name, lang)) for name in ("licence", "persons", "sources"))
    yield Question("agreement", "checkboxes", _phrase("agreement", "label", lang), "", "", True, options)


_OWN: Final[Mapping[str, Callable[[Lang], Iterator[Question]]]] = {
    "other_countries": _own("other_countries", "input"),
    "other_country": _own("other_country", "input"),
    "record": _own("record", "input", required=True),
    "new_text": _own("new_text", "textarea", required=True),
    "reason": _own("reason", "textarea", required=True),
    "remarks": _own("remarks", "textarea"),
    "objectives": _objectives,
    "objectives_basis": _objectives_basis,
    "translated": _translated,
    "links": _links,
    "body": _body,
    "part": _part,
    "agreement": _agreement,
}


def _form_file(form: IssueForm) -> str:
    name = f"form_{form.name}"
    texts = {part: _phrase(name, part, form.lang) for part in ("name", "about", "title", "lead")}
    head = {"name": texts["name"], "description": texts["about"], "title": texts["title"], "labels": [LABEL]}
    lead = {"type": "markdown", "attributes": {"value": texts["lead"]}}
    return _yaml({**head, "body": [lead, *(_element(question, form.lang) for question in form.questions)]})


def _element(question: Question, lang: Lang) -> dict[str, Any]:
    """A question as GitHub writes it; what is empty may not stand there."""
    attributes: dict[str, Any] = {"label": question.label}
    if question.help:
        attributes["description"] = question.help
    if question.example:
        attributes["placeholder"] = proposal_phrases(lang).fill("example", example=question.example)
    shown = [label for _, label in question.options]
    if question.control == "checkboxes":
        # GitHub asks of boxes one by one what must be ticked.
        attributes["options"] = [{"label": label, **({"required": True} if question.required else {})} for label in shown]
    elif shown:
        attributes |= {"multiple": True} if question.control == "multiple" else {}
        attributes["options"] = shown
    element = {"type": _TYPES.get(question.control, question.control), "id": question.id.replace(".", "-")}
    required = question.required and question.control != "checkboxes"
    return {**element, "attributes": attributes, **({"validations": {"required": True}} if required else {})}


_TYPES: Final[Mapping[Control, str]] = {"multiple": "dropdown"}


def _config_file(site: str, repository: str) -> str:
    roots = {"chooser_site": site, "chooser_guide": f"{repository}/blob/main"}
    links = [
        {
            "name": _phrase(name, "name", lang),
            "url": f"{root}/{_phrase(name, 'page', lang)}",
            "about": _phrase(name, "about", lang),
        }
        for name, root in roots.items()
        for lang in LANGS
    ]
    return _yaml({"blank_issues_enabled": True, "contact_links": links})


def _yaml(content: dict[str, Any]) -> str:
    heads = "".join(f"# {proposal_phrases(lang).made_from}\n" for lang in LANGS)
    return heads + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
