"""How often the parts of a build are at work: what a machine's speed does not change. The site itself counts nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Final

import jinja2
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

import gcm.reading.files
import gcm.reading.yaml
import gcm.site.writer
import hooks.theme

Count = Counter[Hashable]
"""What was worked on → how often."""

PARTS: Final[dict[str, tuple[Any, str, Callable[..., Hashable]]]] = {
    "read": (gcm.reading.files, "front_matter", lambda text, *_: text),
    "located": (gcm.reading.yaml, "locate_fields", lambda text, *_: text),
    "viewed": (gcm.site.writer, "build_view", lambda _, lang, key: (lang, key)),
    "framed": (hooks.theme.Theme, "render", lambda theme, shape: (theme.lang, shape)),
    "compiled": (jinja2.Environment, "compile", lambda environment, _, name=None, *__: (id(environment), name)),
    "written": (Path, "write_bytes", lambda path, _: path),
}
"""Part → where it lies, what it is called there, and what tells one piece of its work from another."""


class Counts:
    """Counters of all parts, for as long as a test runs."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.parts: dict[str, Count] = {part: Counter() for part in PARTS}
        self.parses = 0
        self._patch = patch
        for part, (place, name, what) in PARTS.items():
            self._count(place, name, self.parts[part], what)
        self._count_parses()

    def __getitem__(self, part: str) -> Count:
        return self.parts[part]

    def forget(self) -> None:
        """Begin anew, as before a change whose work is to be counted."""
        self.parses = 0
        for count in self.parts.values():
            count.clear()

    def _count(self, place: Any, name: str, count: Count, what: Callable[..., Hashable]) -> None:
        real = getattr(place, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            count[what(*arguments, **named)] += 1
            return real(*arguments, **named)

        self._patch.setattr(place, name, counted)

    def _count_parses(self) -> None:
        """Every reading of a front matter goes through one loader, whatever it is for."""
        real = gcm.reading.yaml._LOADER

        class Counted(real):
            def __init__(loader, stream: Any) -> None:  # noqa: N805  (`self` are the counts)
                self.parses += 1
                super().__init__(stream)

        self._patch.setattr(gcm.reading.yaml, "_LOADER", Counted)


def build_here(root: Path, site: Path, patch: pytest.MonkeyPatch) -> None:
    """Build both languages in this process, where all work can be counted."""
    patch.setenv("ONE_PROCESS", "1")
    patch.chdir(root)
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(site)))
