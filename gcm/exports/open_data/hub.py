"""A practice for the UN Network's Hub, as Word and as JSON, so that who has filled in a record does not do so twice.

Which fields there are, and their order, is in `data/hub.yaml`, which says where that was seen. The Word file has both languages side by
side, since its words are to be copied into the Hub's own template. Where
a build leaves them out, `scripts/export_hub.py` makes those that somebody asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Final

from gcm.exports.open_data.edition import LICENCE, Edition, File
from gcm.exports.word import word_file
from gcm.language.data_files import read_data
from gcm.language.json_text import compact_json
from gcm.language.phrases import Phrases, phrases
from gcm.language.text import LANGS, Lang, Localized, Text
from gcm.models.fields import Statement
from gcm.models.kinds import field_descriptions
from gcm.models.practice import Period, Practice
from gcm.models.record import Record
from gcm.taxonomy.lists import Taxonomy
from gcm.views.all_views import page_builder
from gcm.views.blocks import Line, Lines, Paragraph, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.data_files import hub_path


@dataclass(frozen=True)
class HubField:
    """A field with its values in both languages; `seen` if the Hub's public pages have it. Sources are keys of the record's."""

    name: str
    label: Text
    seen: bool
    values: tuple[Text, ...]
    sources: tuple[str, ...] = ()


@cache
def _hub() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_data("hub")
    return table


@cache
def hub_phrases(lang: Lang) -> Phrases:
    """What the file says in `lang`."""
    return Phrases(lang, _hub()["words"])


def hub_files(edition: Edition) -> Iterator[File]:
    """Both files of each practice."""
    practices = edition.site.catalogue.practices
    for practice in practices.values():
        yield hub_path(practice.id, "json"), partial(hub_json, edition, practice)
        yield hub_path(practice.id, "docx"), partial(hub_word, edition, practice)


def hub_fields(practice: Practice, taxonomy: Taxonomy) -> Iterator[HubField]:
    """The fields in the Hub's order, then those of the record that its pages were not seen to have and that say something."""
    for field, label in _labelled()["fields"]:
        yield _field(field, label, practice, taxonomy, seen=True)
    for field, label in _labelled()["more"]:
        made = _field(field, label, practice, taxonomy, seen=False)
        if made.values:
            yield made


@cache
def _labelled() -> Mapping[str, tuple[tuple[Mapping[str, Any], Text], ...]]:
    """The fields, each with what it is called: those that the Hub's pages have by their own words, the others by the record's."""
    own = field_descriptions()["Practice"]
    return {
        "fields": tuple((field, Text.model_validate(field["label"])) for field in _hub()["fields"]),
        "more": tuple((field, Text.model_validate(own[field["name"]]["label"])) for field in _hub()["more"]),
    }


def _field(field: Mapping[str, Any], label: Text, practice: Practice, taxonomy: Taxonomy, *, seen: bool) -> HubField:
    found = [value for path in field.get("from", ()) for value in _values_at(practice, path)]
    keys = dict.fromkeys(key for value in found if isinstance(value, Statement) for key in value.sources)
    values = (_told(field["name"], value, taxonomy) for value in found)
    return HubField(field["name"], label, seen, tuple(dict.fromkeys(values)), tuple(keys))


def _values_at(practice: Practice, path: str) -> tuple[Any, ...]:
    value: Any = practice
    for part in path.split("."):
        value = getattr(value, part, None)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _told(name: str, value: Any, taxonomy: Taxonomy) -> Text:
    """A value in both languages, whatever it is."""
    if isinstance(value, Text):
        return Text.model_construct(es=value.es, en=value.en)  # the words alone of what was validated
    told = _LABELS[name](value, taxonomy)
    return Text(es=told.es or told.en, en=told.en or told.es)


def _objective(number: int, taxonomy: Taxonomy) -> Text:
    title = taxonomy.objectives[number].title
    return Text(es=f"{number}. {title.es}", en=f"{number}. {title.en}")


def _period(period: Period, taxonomy: Taxonomy) -> Text:
    told = {lang: _interval(phrases(lang), period) for lang in LANGS}
    return Text.model_validate(told)


def _interval(t: Phrases, period: Period) -> str:
    if period.start:
        return t.interval(period.start, period.end)
    return f"– {t.date(period.end)}" if period.end else ""


_LABELS: Final[Mapping[str, Callable[[Any, Taxonomy], Text]]] = {
    "objectives": _objective,
    "principles": lambda id, taxonomy: taxonomy.principles[id].name,
    "dates": _period,
    "type": lambda id, taxonomy: taxonomy.terms["practice_kind"][id].label,
    "scope": lambda id, taxonomy: taxonomy.terms["scope"][id].label,
    "countries": lambda code, taxonomy: taxonomy.countries[code],
    "implementers": lambda id, taxonomy: taxonomy.organisations[id].name,
}
"""Field → what a value of it is called."""


def hub_json(edition: Edition, practice: Practice) -> str:
    """The fields as JSON, with the sources that they rest on."""
    fields = tuple(hub_fields(practice, edition.site.catalogue.taxonomy))
    used = {key for field in fields for key in field.sources}
    told = {
        "edition": {"number": edition.number, "day": edition.day.isoformat()},
        "licence": LICENCE,
        "id": practice.id,
        "page": {lang: edition.site.published(("practice", practice.id), lang) for lang in LANGS},
        "seen_at": _hub()["seen_at"],
        "fields": [_as_json(field) for field in fields],
        "sources": [each for each in practice.plain.get("sources", ()) if each["key"] in used],
    }
    return compact_json(told)


def _as_json(field: HubField) -> dict[str, Any]:
    values = [value.model_dump(exclude_none=True) for value in field.values]
    told = {"name": field.name, "label": field.label.model_dump(), "seen_at_hub": field.seen, "values": values}
    return {**told, "sources": list(field.sources)} if field.sources else told


def hub_word(edition: Edition, practice: Practice) -> bytes:
    """The fields as a Word file, each with its words in both languages."""
    page = page_builder(edition.on_server, "es", ("practice", practice.id))
    return word_file(_view(page, practice), edition.on_server)


def _view(page: PageBuilder, practice: Practice) -> View:
    fields = tuple(hub_fields(practice, page.taxonomy))
    title = page.localize(practice.title)
    return page.view(
        replace(title, text=hub_phrases("es").fill("title", title=str(title))),
        blocks=[*_notes("lead"), *_notes("note")],
        sections=[*map(_section, fields), *_sources(practice), _record(page)],
    )


def _notes(name: str) -> Iterator[Paragraph]:
    return (Paragraph(Line((Localized(hub_phrases(lang)[name], lang, foreign=lang != "es"),)), "note") for lang in LANGS)


def _section(field: HubField) -> Section:
    """A field; one that the Hub's pages were not seen to have says so."""
    values = field.values or (Text(es=hub_phrases("es").empty, en=hub_phrases("en").empty),)
    lines = (
        Line((Localized(words, lang, foreign=lang != "es"),))
        for lang in LANGS
        for value in values
        if (words := value.get(lang))
    )
    heading = _sides(str(field.label.es), str(field.label.en))
    return Section(field.name, heading if field.seen else f"{heading} *", (Lines(tuple(lines)),))


def _sources(practice: Record) -> Iterator[Section]:
    lines = tuple(Line((Localized(f"{each.publisher}: {each.title}. {each.url}", "es"),)) for each in practice.sources)
    if lines:
        yield Section("sources", _sides(hub_phrases("es").sources, hub_phrases("en").sources), (Lines(lines),))


def _record(page: PageBuilder) -> Section:
    lines = tuple(Line((Localized(page.site.published(page.key, lang), lang),)) for lang in LANGS)
    return Section("record", _sides(hub_phrases("es").record, hub_phrases("en").record), (Lines(lines),))


def _sides(es: str, en: str) -> str:
    return es if es == en else f"{es} / {en}"
