"""The files that both languages share, below the common root: what the forms read of the records, the schemas, and the open data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property

from gcm.exports.open_data.formats import open_data_files
from gcm.language.text import LANGS
from gcm.models.schema import FOLDER, schema_files, schema_texts
from gcm.reading.field_texts import text_of
from gcm.reading.files import KINDS
from gcm.reading.places import ParsedRecord
from gcm.site.cards import card_files
from gcm.site.embeds import form_files
from gcm.site.record_lists import list_path, record_list_files
from gcm.site.record_scripts import record_script, script_path
from gcm.views.parts.form import LOADED, form_file
from gcm.views.site import Site


class SharedFiles:
    """Scripts, schemas and open data, each made when it is asked for; `sources` are the records with the contents of their files."""

    def __init__(self, site: Site, sources: Iterable[tuple[ParsedRecord, bytes]], editors: str) -> None:
        self._site = site
        self._sources = {script_path(record): (record, content) for record, content in sources}
        lists = cache(lambda: dict(record_list_files(site.catalogue)))
        forms = cache(lambda: dict(form_files(site, editors)))
        schemas = cache(schema_texts)
        self._others: dict[str, Callable[[], Mapping[str, str]]] = {
            **{list_path(kind): lists for kind in KINDS.values()},
            **{form_file(kind, lang): forms for kind in LOADED for lang in LANGS},
            **{f"{FOLDER}/{name}": schemas for name in schema_files()},
        }

    @cached_property
    def _open_data(self) -> dict[str, Callable[[], str | bytes]]:
        """What makes each file of the open data, and the pictures of a site that is published."""
        return dict((*open_data_files(self._site), *card_files(self._site)))

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the files lie; in the middle are those of single records, which have nothing in common."""
        return (*self._open_data, *self._sources, *self._others)

    def make(self, path: str) -> str | bytes | None:
        """The content of a file; none where there is no such file."""
        if path in self._sources:
            record, content = self._sources[path]
            return record_script(record, text_of(content))
        if path in self._others:
            return self._others[path]()[path]
        return self._open_data[path]() if path in self._open_data else None
