"""The body of an issue → the file of the record it proposes or changes, or the reason why there is none.

What has one right answer is put right as `scripts/validate.py --fix` does, and told. Nothing else of a contributor's answer is mended or
guessed: what is no member of a list or no date stands in the file as it was given, and the validator tells what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Final

from gcm.issues.answers import Answers, read_answers
from gcm.issues.forms import OTHER_PART, Question
from gcm.language.proposal_phrases import proposal_phrases
from gcm.language.text import LANGS, Lang, fold, slug_of
from gcm.models.fields import country_code
from gcm.models.form_fields import record_fields
from gcm.models.former import converted, with_sources
from gcm.models.meant import Meant, applied, parts_of, values_meant
from gcm.models.practice import STATEMENTS
from gcm.models.validation import validate_record
from gcm.reading.field_texts import text_of
from gcm.reading.files import parse_record
from gcm.reading.markdown import hyphenated
from gcm.reading.places import ParsedRecord
from gcm.writing.amending import amended_text
from gcm.writing.writer import record_text

FOLDER: Final = "records/practices"
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+")
_LINK: Final = re.compile(r"\[([^\]]*)\]\((\S+?)\)")
_BULLET: Final = re.compile(r"(?:[-*+•]|\d+[.)])\s+")
_SIGNS: Final = ".,;:!?]"


@dataclass(frozen=True)
class Issue:
    """An issue as GitHub tells it; `day` is when its record is written."""

    body: str
    title: str
    number: str
    author: str
    author_id: str
    day: str


@dataclass(frozen=True)
class Proposal:
    """What the file of the practice `id` should say."""

    answers: Answers
    id: str
    text: str
    is_new: bool = False
    mended: tuple[Meant, ...] = ()

    @property
    def path(self) -> str:
        """Where the file lies, below the repository's root."""
        return f"{FOLDER}/{self.id}.md"


@dataclass(frozen=True)
class Refusal:
    """Why no record can be made: the name of a sentence in data/proposal_phrases.yaml, and what belongs in it."""

    reason: str
    answers: Answers | None = None
    path: str = ""
    value: str = ""
    near: str = ""


Files = Mapping[str, bytes]
"""The id of every practice that there is → the content of its file."""


def proposal_of(issue: Issue, files: Files) -> Proposal | Refusal:
    """What the issue wants the records to say; no file but the one that it names is changed, and no new one takes its place."""
    answers = read_answers(issue.body)
    if answers is None:
        return Refusal("refused_not_ours")
    if answers.form.name == "practice":
        return _new(answers, issue, files)
    return _change(answers, files, issue.day)


def _new(answers: Answers, issue: Issue, files: Files) -> Proposal | Refusal:
    data = _practice_data(answers)
    data.setdefault("title", _title_of_issue(answers, issue))
    data, mended = _mended(data)
    data = _completed(data, answers, issue.day)
    title = data["title"]
    words = next((title[lang] for lang in LANGS if title.get(lang)), "")
    if not words:
        return Refusal("refused_no_title", answers)
    bodies, in_bodies = _mended_bodies({lang: answers.texts.get(f"body.{lang}", "") for lang in LANGS})
    id = _free_id(slug_of(words), issue.number, files)
    return Proposal(answers, id, record_text("practice", data, bodies), is_new=True, mended=(*mended, *in_bodies))


def _mended_bodies(bodies: Mapping[Lang, str]) -> tuple[dict[Lang, str], tuple[Meant, ...]]:
    """The bodies with lists in the place of bullets, and in which of them there were any."""
    made = {lang: hyphenated(text) for lang, text in bodies.items()}
    return made, tuple(Meant(("body", lang), "•", "-", "lists") for lang in made if made[lang] != bodies[lang])


def _mended(data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Meant, ...]]:
    """The fields of a practice with what is meant in the place of what was answered, and what that was."""
    meant = tuple(values_meant("practice", data))
    return applied(data, {each.loc: each for each in meant}), meant


def _title_of_issue(answers: Answers, issue: Issue) -> dict[str, str]:
    """The issue's own title, without what the form puts before it."""
    lang = answers.form.lang
    return {lang: _one_line(issue.title.removeprefix(proposal_phrases(lang)["form_practice.title"].strip()))}


def _free_id(wanted: str, number: str, taken: Collection[str]) -> str:
    """The id that the title gives; where another practice has it, one with the number of the issue."""
    tries = [wanted or f"practica-{number}", f"{wanted or 'practica'}-{number}"]
    last = tries[-1]
    return next(id for id in (*tries, *(f"{last}-{again}" for again in range(2, len(taken) + 3))) if id not in taken)


def _practice_data(answers: Answers) -> dict[str, Any]:
    """The fields of a new practice, as they were answered."""
    names = {field.name for field in record_fields("practice", "es")}
    asked = [question for question in answers.form.questions if question.id.split(".")[0] in names]
    data = _nested((question.id, _answer(question, answers)) for question in asked)
    data["countries"] = [*data.get("countries", ()), *_countries(answers.texts.get("other_countries", ""))]
    basis = answers.values.get("objectives_basis", ("editorial",))[0]
    data["objectives"] = {basis if basis == "stated" else "editorial": data.get("objectives", ())}
    data["links"] = list(_links(answers.texts.get("links", ""), answers.form.lang))
    for name in STATEMENTS:
        if name in data:
            data[name] = list(_statements(data[name]))
    return data


def _completed(data: Mapping[str, Any], answers: Answers, day: str) -> dict[str, Any]:
    """A new practice with what it rests on, its history and its standing."""
    data = with_sources(data)
    for source in data.get("sources", ()):
        source["consulted"] = day
    data["changes"] = [{"on": day, "what": "added"}]
    data["translation"] = _translation(answers)
    data["review"] = {"status": "proposed", **data.get("review", {}), "compiled_on": day}
    return data


def _statements(words: Mapping[Lang, str]) -> Iterator[dict[str, str]]:
    """Each paragraph as a statement, where both languages have as many; else all of them as one."""
    sides = {lang: [_one_line(part) for part in text.split("\n\n") if part.strip()] for lang, text in words.items()}
    together = {len(parts) for parts in sides.values()} == {max(map(len, sides.values()))}
    parted = sides if together else {lang: [" ".join(parts)] for lang, parts in sides.items()}
    for each in zip(*parted.values(), strict=True):
        yield dict(zip(parted, each, strict=True))


def _answer(question: Question, answers: Answers) -> Any:
    """A text, in one line where one was asked for; a value; or a list of values."""
    if question.options:
        values = answers.values.get(question.id, ())
        return next(iter(values), None) if question.control == "dropdown" else values
    text = answers.texts.get(question.id)
    return _one_line(text) if text and question.control == "input" else text


def _nested(answered: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """`period.start` → `{"period": {"start": …}}`; what was not answered is left out."""
    data: dict[str, Any] = {}
    for path, value in answered:
        *groups, name = path.split(".")
        within = data
        for group in groups if value else ():
            within = within.setdefault(group, {})
        if value:
            within[name] = value
    return data


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _countries(names: str) -> list[str]:
    """`Ghana y Bosnia y Herzegovina` → two of them, as they were written; which ones these are is seen with all other answers."""
    return [name for name, _ in parts_of(names, country_code)]


def _links(text: str, lang: Lang) -> Iterator[dict[str, Any]]:
    """One a line: `https://… what stands there`, in whatever order, or as a Markdown link."""
    for line in filter(None, map(str.strip, text.split("\n"))):
        entry = _LINK.sub(r"\1 \2", _BULLET.sub("", line, count=1))
        address = _address_in(entry) or entry
        title = _one_line(entry.replace(address, "", 1)).strip(" -–—:|<>()[].,;")
        yield {"url": address, "title": {lang: title or address.partition("://")[2] or address}}


def _address_in(text: str) -> str:
    """The first address in a text, without the signs of the sentence in which it stands."""
    match = _ADDRESS.search(text)
    address = match[0].rstrip(_SIGNS) if match else ""
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(_SIGNS)
    return address


def _translation(answers: Answers) -> dict[str, str]:
    """Which language came first is certain where there is only one; of two, it is that of the form, if it says how."""
    written = [lang for lang in LANGS if any(id.endswith(f".{lang}") for id in answers.texts)]
    if len(written) == 1:
        return {"from": written[0]}
    into = answers.values.get("translation.into", ())
    return {"from": answers.form.lang, "into": into[0]} if into else {}


def _change(answers: Answers, files: Files, day: str) -> Proposal | Refusal:
    asked = answers.texts.get("record", "")
    id = _practice_named(asked, files)
    if id is None:
        near = get_close_matches(_last_part(asked), list(files), 1, 0.6)
        return Refusal("refused_record", answers, value=asked, near=next(iter(near), ""))
    record, problems = parse_record(files[id], f"{FOLDER}/{id}.md")
    if record is None or problems or validate_record(record)[0] is None:
        return Refusal("refused_unreadable", answers, f"{FOLDER}/{id}.md")
    made = _correction(answers, record, files) if answers.form.name == "correction" else _adoption(answers, record, files)
    return _with_history(made, day)


def _practice_named(asked: str, files: Files) -> str | None:
    """The practice whose id, address in either language, or title somebody gave."""
    part = _last_part(asked)
    if part in files:
        return part
    for id, content in files.items():
        record, _ = parse_record(content, f"{FOLDER}/{id}.md")
        if record and (part in _names(record, "slug") or fold(asked.strip()) in map(fold, _names(record, "title"))):
            return id
    return None


def _names(record: ParsedRecord, field: str) -> list[str]:
    value = record.fields.data.get(field)
    return [name for name in value.values() if isinstance(name, str)] if isinstance(value, dict) else []


def _last_part(asked: str) -> str:
    """The page's own part of its address, or the file's name without its ending."""
    path = re.split(r"[?#]", _address_in(asked) or asked.strip())[0]
    parts = [part for part in path.split("/") if part not in ("", "index.html")]
    return parts[-1].removesuffix(".md").removesuffix(".html") if parts else ""


def _with_history(made: Proposal | Refusal, day: str) -> Proposal | Refusal:
    """The proposal with what was done and when at the end of the record's history."""
    record, _ = parse_record(made.text.encode(), made.path) if isinstance(made, Proposal) else (None, [])
    if record is None or isinstance(made, Refusal):
        return made
    past = record.fields.data.get("changes") or []
    what = "corrected" if made.answers.form.name == "correction" else "changed"
    return replace(made, text=amended_text(record, made.text, {"changes": [*past, {"on": day, "what": what}]}))


def _amended(answers: Answers, record: ParsedRecord, files: Files, **changes: Any) -> Proposal:
    return Proposal(answers, record.id, amended_text(record, text_of(files[record.id]), **changes))


def _adoption(answers: Answers, record: ParsedRecord, files: Files) -> Proposal | Refusal:
    """An adoption more for each country, and the follow-up with the answers in the place of what it had."""
    proposed = _nested((question.id, _answer(question, answers)) for question in answers.form.questions)
    adoption, data = proposed.get("adoptions", {}), record.fields.data
    countries = [*filter(None, [adoption.pop("country", None)]), *_countries(answers.texts.get("other_country", ""))]
    fields: dict[str, Any] = {}
    if countries or adoption:
        fields["adoptions"] = [{"country": country, **adoption} for country in countries or [None]]
    if followed := proposed.get("follow_up"):
        fields["follow_up"] = followed
    if not fields:
        return Refusal("refused_nothing", answers)
    fields, mended = _mended(fields)
    if "adoptions" in fields:
        fields["adoptions"] = [*(data.get("adoptions") or ()), *fields["adoptions"]]
    if "follow_up" in fields:
        fields["follow_up"] = {**(data.get("follow_up") or {}), **fields["follow_up"]}
    return replace(_amended(answers, record, files, fields=fields), mended=mended)


def _correction(answers: Answers, record: ParsedRecord, files: Files) -> Proposal | Refusal:
    """The part that was chosen with the new text in the place of the old one; what else there is to say needs a person."""
    (part,) = answers.values.get("part", (OTHER_PART,))
    text = answers.texts.get("new_text", "")
    known = {id for question in answers.form.questions if question.id == "part" for id, _ in question.options}
    if part == OTHER_PART or part not in known or not text:
        return Refusal("refused_by_hand", answers, f"{FOLDER}/{record.id}.md")
    name, _, inner = part.partition(".")
    if name == "body":
        lang: Lang = "en" if inner == "en" else "es"
        bodies, mended = _mended_bodies({lang: text})
        return replace(_amended(answers, record, files, fields={}, bodies=bodies), mended=mended)
    if name == "title" or not inner:
        text = _one_line(text)
    if name in STATEMENTS:
        return _corrected_statement(answers, record, files, name, inner)
    given, mended = _mended({name: {inner: text} if inner else text})
    old = record.fields.data.get(name) or {}
    made = _amended(answers, record, files, fields={name: {**old, **given[name]} if inner else given[name]})
    return replace(made, mended=mended)


def _corrected_statement(answers: Answers, record: ParsedRecord, files: Files, name: str, lang: str) -> Proposal | Refusal:
    """The only statement of a field with its words anew; which of several is meant only a person can tell."""
    fields, _ = converted("practice", record.fields.data)
    old = fields.get(name) or []
    if len(old) > 1:
        return Refusal("refused_by_hand", answers, f"{FOLDER}/{record.id}.md")
    statement = {**(old[0] if old else {}), lang: _one_line(answers.texts["new_text"])}
    made = with_sources({**fields, name: [statement]}, [name])
    return _amended(answers, record, files, fields={each: made[each] for each in (name, "sources") if each in made})
