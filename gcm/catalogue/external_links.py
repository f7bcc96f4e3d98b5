"""The addresses outside the site that records name, and the report on those that no longer answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urldefrag

from gcm.catalogue.catalogue import Catalogue
from gcm.language.text import Frozen
from gcm.problems.github_text import as_address, as_code, both
from gcm.reading.markdown import links_in
from gcm.taxonomy.lists import taxonomy

Fate = Literal["fine", "gone", "moved", "unreachable", "private"]
_REPORTED: Final[tuple[Fate, ...]] = ("gone", "private", "moved", "unreachable")
_DOCUMENTS: Final = "gcm/data/documents.yaml"
_BODIES: Final = ("body.es", "body.en")


@dataclass(frozen=True)
class Mention:
    """An address, without the part after `#`, with the record and field that name it; list positions count from 1."""

    address: str
    path: str
    field: str


@dataclass(frozen=True)
class Answer:
    """What became of an address: `reason` names a sentence of data/github_text.yaml, `values` fill it."""

    fate: Fate
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()


def mentions_of(catalogue: Catalogue) -> Iterator[Mention]:
    """Every web address in any field or body of any record, as often as it stands there."""
    for records in (catalogue.practices, catalogue.forums, catalogue.roadmaps):
        for record in records.values():
            for field, text in _texts(record):
                for address in _web_addresses(field, text):
                    yield Mention(urldefrag(address).url, record.path, field)


def mentions_of_documents() -> Iterator[Mention]:
    """Every web address at which a document that the repository stands on was read."""
    for id, document in taxonomy().documents.items():
        if document.url:
            yield Mention(urldefrag(document.url).url, _DOCUMENTS, f"{id}.url")


def _texts(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text inside a model with the dotted name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, Frozen):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field), f"{name}.{field}".lstrip("."))
    elif isinstance(value, tuple):
        for position, part in enumerate(value, 1):
            yield from _texts(part, f"{name}.{position}")


def _web_addresses(field: str, text: str) -> list[str]:
    """A body is Markdown and holds links; any other field is an address or it is not."""
    found = links_in(text) if field in _BODIES else [text]
    return [each for each in found if each.lower().startswith(("http://", "https://")) and not any(map(str.isspace, each))]


def render_links(mentions: Iterable[Mention], answers: Mapping[str, Answer]) -> str:
    """The report as Markdown, or nothing where every address is fine."""
    listed = sorted(set(mentions), key=lambda mention: (mention.path, mention.field, mention.address))
    parts = [_part(fate, [each for each in listed if answers[each.address].fate == fate], answers) for fate in _REPORTED]
    if not any(parts):
        return ""
    lead = both("links_lead", "\n\n", asked=len(answers))
    return "\n\n".join([lead, *(part for part in parts if part)]) + "\n"


def _part(fate: Fate, mentions: list[Mention], answers: Mapping[str, Answer]) -> str:
    if not mentions:
        return ""
    head = f"## {both(f'links_{fate}')} ({len(mentions)})\n\n{both(f'links_{fate}_do', chr(10) * 2)}\n"
    return "\n".join([head, *(_row(mention, answers[mention.address]) for mention in mentions)])


def _row(mention: Mention, answer: Answer) -> str:
    values = {name: as_address(value) for name, value in answer.values}
    return (
        f"- {as_code(mention.path)}, {as_code(mention.field)}: {as_address(mention.address)} – {both(answer.reason, **values)}"
    )
