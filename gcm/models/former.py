"""Records in a form that was right before: read as what they mean today, and told, never refused.

- A sentence was `{text: {es, en}, source, note}`; it is a statement, `{es, en, place, remark}`.
- Summary, results, lessons and what replication takes were one text each; they are lists of statements. Such a text rests on the
  sources of its record; without any on its links, which become sources; without those on the lists in which documents print it.
- A statement that says nothing of what it rests on does so on the only source of its record, or on its links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from gcm.language.text import LANGS, Frozen, is_empty, slug_of
from gcm.models.fields import Statement
from gcm.models.kinds import MODELS
from gcm.models.record import model_in

_OLD: Final = {"source": "place", "note": "remark"}
_WEB: Final = re.compile(r"https?://")


def converted(kind: str, data: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of a record in today's form, and the names of those that were in a former one."""
    fields = dict(data)
    for name, inner in _with_statements(MODELS[kind]):
        if name in fields:
            fields[name] = _converted(inner, fields[name])
    former = [name for name in data if fields[name] != data[name]]
    if kind == "practice" and (named := former or (_bare_fields(fields) if _rests_on_one(fields) else [])):
        fields = with_sources(fields, named)
        former = [name for name in {**data, **fields} if fields.get(name) != data.get(name)]
    return fields, tuple(former)


def with_sources(data: Mapping[str, Any], names: Collection[str] = ()) -> dict[str, Any]:
    """A practice whose statements without any source rest on what it gives; `names` are the fields looked at, or else all."""
    bare = [
        (name, statement)
        for name, inner in _with_statements(MODELS["practice"])
        if inner is Statement and (not names or name in names) and isinstance(data.get(name), list)
        for statement in data[name]
        if _is_bare(statement)
    ]
    made = dict(data)
    if bare and not data.get("sources") and (sources := list(_sources_of(data))):
        left = [link for link in data.get("links", ()) if not _is_web(link)]
        made = {name: value for name, value in made.items() if name != "links"} | ({"links": left} if left else {})
        made["sources"] = sources
    rests = _rests_on(made)
    for name, statement in bare if rests else ():
        made[name] = [{**each, **rests} if each is statement else each for each in made[name]]
    return made


def source_of(url: str, title: str, taken: Collection[str]) -> dict[str, str]:
    """An address as a source: its site is its publisher until somebody knows better."""
    site = urlsplit(url).netloc.partition(":")[0].removeprefix("www.") if _WEB.match(url) else ""
    key = slug_of(site.rpartition(".")[0]) or "fuente"
    several = (key, *(f"{key}-{number}" for number in range(2, len(taken) + 3)))
    return {
        "key": next(each for each in several if each not in taken),
        "url": url,
        "title": title or site or url,
        "publisher": site or url,
    }


def _bare_fields(data: Mapping[str, Any]) -> list[str]:
    """The fields with a statement that does not say what it rests on."""
    return [
        name
        for name, inner in _with_statements(MODELS["practice"])
        if inner is Statement and isinstance(data.get(name), list) and any(map(_is_bare, data[name]))
    ]


def _is_bare(statement: Any) -> bool:
    return isinstance(statement, dict) and not (statement.get("sources") or statement.get("place"))


def _rests_on_one(data: Mapping[str, Any]) -> bool:
    """Whether there is one source alone, or there are only links: then it is clear what a statement rests on."""
    sources = data.get("sources")
    return len(sources) == 1 if isinstance(sources, list) and sources else bool(data.get("links"))


def _sources_of(data: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The links of a practice, each as a source."""
    taken: list[str] = []
    links = data.get("links")
    for link in links if isinstance(links, list) else ():
        if _is_web(link):
            titles = link.get("title")
            title = next((titles[lang] for lang in LANGS if titles.get(lang)), "") if isinstance(titles, dict) else ""
            source = source_of(link["url"], str(title), taken)
            taken.append(source["key"])
            yield source


def _is_web(link: Any) -> bool:
    """Whether it is a link to a page; an address to write to is no source."""
    return isinstance(link, dict) and isinstance(link.get("url"), str) and bool(_WEB.match(link["url"]))


def _rests_on(data: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a statement rests on of which the record does not say it."""
    sources = data.get("sources")
    keys = [each["key"] for each in sources if isinstance(each, dict) and each.get("key")] if isinstance(sources, list) else []
    if keys:
        return {"sources": keys}
    listings = data.get("listings")
    listed = [each.get("source") for each in listings if isinstance(each, dict)] if isinstance(listings, list) else []
    places = list(dict.fromkeys(place for cited in listed if isinstance(cited, list) for place in cited if place))
    return {"place": places} if places else {}


def _converted(model: type[Frozen], value: Any) -> Any:
    """A value of the model, or a list of such values."""
    if isinstance(value, list):
        return [_member(model, each) if isinstance(each, dict) else each for each in value]
    if isinstance(value, dict) and model is Statement:
        return value if is_empty(value) else [_member(model, value)]
    return _member(model, value) if isinstance(value, dict) else value


def _member(model: type[Frozen], value: Mapping[str, Any]) -> dict[str, Any]:
    if model is Statement:
        return _statement(value) if "text" in value else dict(value)
    made = dict(value)
    for name, inner in _with_statements(model):
        if name in made:
            made[name] = _converted(inner, made[name])
    return made


def _statement(value: Mapping[str, Any]) -> dict[str, Any]:
    text = value["text"]
    words = text if isinstance(text, dict) else {"es": text}
    return {**words, **{_OLD.get(name, name): part for name, part in value.items() if name != "text"}}


@cache
def _with_statements(model: type[Frozen]) -> tuple[tuple[str, type[Frozen]], ...]:
    """The fields of a model that are statements or hold some, each with the model inside."""
    inner = ((name, model_in(field.annotation)) for name, field in model.model_fields.items())
    return tuple((name, each) for name, each in inner if each and (each is Statement or _with_statements(each)))
