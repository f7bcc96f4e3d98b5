"""The files that both languages share, below the common root: what the forms read of the records, and the schemas."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from gcm.models.schema import schema_texts
from gcm.reading.field_texts import script_path, source_script, text_of
from gcm.reading.places import ParsedRecord
from gcm.site.embeds import form_files
from gcm.site.record_lists import record_list_files
from gcm.views.site import Site


class SharedFiles:
    """Scripts and schemas, each made when it is asked for; `sources` are the records with the contents of their files."""

    def __init__(self, site: Site, sources: Iterable[tuple[ParsedRecord, bytes]], editors: str) -> None:
        self._site, self._editors = site, editors
        self._sources = {script_path(record): (record, content) for record, content in sources}

    @cached_property
    def _others(self) -> dict[str, str]:
        return {
            **dict(record_list_files(self._site.catalogue)),
            **dict(form_files(self._site, self._editors)),
            **schema_texts(),
        }

    @property
    def paths(self) -> tuple[str, ...]:
        """Where the files lie."""
        return (*self._sources, *self._others)

    def make(self, path: str) -> str | None:
        """The content of a file; none where there is no such file."""
        if path in self._sources:
            record, content = self._sources[path]
            return source_script(record, text_of(content))
        return self._others.get(path)
