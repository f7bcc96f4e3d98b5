"""What moved or was withdrawn, and the rule that no address that the site has had is lost in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from gcm.catalogue.address_list import language_of, mark_of, page_of
from gcm.catalogue.page_sources import PREFIX, address_of, folders, page_sources
from gcm.language.text import LANGS
from gcm.models.fields import near
from gcm.models.moves import Moves
from gcm.models.validation import findings_of
from gcm.problems.problem import Finding, Problem
from gcm.reading.files import MOVED, read_moved
from gcm.reading.places import KEY, Fields, ParsedRecord

if TYPE_CHECKING:
    from gcm.catalogue.catalogue import Catalogue

Loc = tuple[str | int, ...]


def load_moves(root: Path) -> tuple[Moves, list[Problem]]:
    """What `moved.yaml` below `root` says, or its problems; nothing where there is no such file."""
    parsed, problems = read_moved(root)
    if parsed is None:
        return Moves(), problems
    try:
        return Moves.model_validate(parsed.fields.data), problems
    except ValidationError as error:
        return Moves(), [parsed.problem(finding) for finding in findings_of(error, Moves)]


def check_moves(catalogue: Catalogue, root: Path) -> list[Problem]:
    """Every problem of what moved, and every address of the list that leads nowhere; no list, no such problem."""
    if not catalogue.listed:
        return []
    parsed, check = _parsed(root), _Check(catalogue)
    return [parsed.problem(finding) for finding in (*check.entries(), *check.lost())]


def lost_problem(root: Path, address: str, near: str = "") -> Problem:
    """An address of the list that leads nowhere, at the place where it is to be said what became of it."""
    return _parsed(root).problem(Finding("R308", ("moved",), {"value": address, "near": near}))


def _parsed(root: Path) -> ParsedRecord:
    return read_moved(root)[0] or ParsedRecord("", "", f"{root.name}/{MOVED}", Fields(), {})


@dataclass(frozen=True)
class _Check:
    """The records' addresses of today against those that the site has had."""

    catalogue: Catalogue

    def entries(self) -> Iterator[Finding]:
        """An entry names an address that was, and is no more, and leads to one that is."""
        moves = self.catalogue.moves
        for old, new in moves.moved.items():
            yield from self._old(old, ("moved", old, KEY))
            if (now := moves.now(old)) is None:
                yield Finding("R311", ("moved", old), {"value": old})
            else:
                yield from self._new(now, new, ("moved", old))
        for position, entry in enumerate(moves.withdrawn):
            for place, old in enumerate(entry.addresses):
                yield from self._old(old, ("withdrawn", position, "addresses", place))
            for place, new in enumerate(entry.instead):
                yield from self._new(moves.now(new) or new, new, ("withdrawn", position, "instead", place))

    def _old(self, old: str, loc: Loc) -> Iterator[Finding]:
        if "*" in old:
            return
        if old in self._live:
            yield Finding("R310", loc, {"value": old})
        elif old not in self.catalogue.listed:
            yield Finding("R312", loc, {"value": old, "near": near(old, self.catalogue.listed)})

    def _new(self, now: str, new: str, loc: Loc) -> Iterator[Finding]:
        """Anchors and files are compared with what is built, in which they are."""
        page = page_of(now)[: page_of(now).rfind("/") + 1]
        if "*" not in now and not self._is_there(page):
            yield Finding("R309", loc, {"value": new, "near": near(page, self._live)})

    def lost(self) -> Iterator[Finding]:
        """The pages and the items of roadmaps that were, of which nothing says where they are; of a page in a lost one none is told."""
        for address in sorted(self._lost):
            page = page_of(address)
            around = page if mark_of(address) else f"{page.removesuffix('/').rpartition('/')[0]}/"
            if around not in self._lost:
                yield Finding("R308", ("moved",), {"value": address, "near": self._new_name(address)})

    @cached_property
    def _lost(self) -> frozenset[str]:
        return frozenset(each for each in self.catalogue.listed if self._is_ours(each) and self._is_lost(each))

    def _is_ours(self, address: str) -> bool:
        """Whether the address is that of a generated page, or of an item; all else is compared with what is built."""
        page, mark = page_of(address), mark_of(address)
        return page.endswith("/") and page.startswith(_ROADMAPS if mark.startswith("#item-") else () if mark else _FOLDERS)

    def _is_lost(self, address: str) -> bool:
        moves = self.catalogue.moves
        now = moves.now(address) or address
        return not (self._is_there(now) or moves.withdrawal(address) or moves.withdrawal(now))

    def _is_there(self, address: str) -> bool:
        """Whether it is a page of today; hand-written pages, which no record makes, are there while they are listed."""
        return address in self._live or (
            not page_of(address).startswith(_FOLDERS) and page_of(address) in self.catalogue.listed
        )

    def _new_name(self, address: str) -> str:
        """What the page is likely called now: of the new addresses beside it the only one, or the one most alike."""
        beside = page_of(address).removesuffix("/").rpartition("/")[0]
        here = [
            each
            for each in self._live - self.catalogue.listed
            if bool(mark_of(each)) == bool(mark_of(address))
            and (page_of(each) == page_of(address) or page_of(each).removesuffix("/").rpartition("/")[0] == beside)
            and language_of(each) == language_of(address)
        ]
        return here[0] if len(here) == 1 else near(address, here)

    @cached_property
    def _live(self) -> frozenset[str]:
        return frozenset(live_addresses(self.catalogue))


_FOLDERS: Final = tuple(f"{PREFIX[lang]}{folder[lang]}/" for folder in folders().values() for lang in LANGS if folder[lang])
"""Where generated pages lie."""

_ROADMAPS: Final = tuple(f"{PREFIX[lang]}{folders()['roadmap'][lang]}/" for lang in LANGS)
"""Where the pages of roadmaps lie, whose items have anchors of their own."""


def live_addresses(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of every generated page, and of every item of a roadmap."""
    for lang in LANGS:
        for (kind, *ids), source in page_sources(catalogue, lang).items():
            address = address_of(source, lang)
            yield address
            if kind == "roadmap":
                yield from (f"{address}#item-{item.id}" for item in catalogue.roadmaps[ids[0]].items)
