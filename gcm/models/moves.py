"""Addresses that led to something once: `records/moved.yaml` says where that is now, or why it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Final

from pydantic import AfterValidator, model_validator

from gcm.language.faults import fault
from gcm.language.text import Frozen, PlainText, Text

_PART: Final = r"[a-z0-9*]+(?:[-_.][a-z0-9*]+)*"
_ADDRESS: Final = re.compile(rf"(?=.*[/#?])(?:(?:{_PART}/)+(?:{_PART})?)?(?:#{_PART}|\?[a-z_]+=[\w.*-]*)?")
_MOST_STEPS: Final = 20


def _check_address(value: str) -> str:
    """`practicas/ruex/`, `en/practices/ruex/#links`, `explorar/?forum=i-foro-2023`; `*` stands for one part; `#anchor` alone is on the first page."""
    if not _ADDRESS.fullmatch(value):
        raise fault("R314", value=value[:80])
    return value


Address = Annotated[PlainText, AfterValidator(_check_address)]
"""An address below the site's root; a page's ends with `/`."""


class Reason(Text):
    """Why something is gone, in both languages."""

    @model_validator(mode="after")
    def _check_both_languages(self) -> Reason:
        if self.missing:
            raise fault("R315")
        return self


class Withdrawn(Frozen):
    """Addresses that lead to nothing any more, with the reason; `instead` are those to read in their place."""

    addresses: tuple[Address, ...]
    reason: Reason
    instead: tuple[Address, ...] = ()


class Moves(Frozen):
    """`moved` leads from an old address to the new one; what lies below a page moves with it."""

    moved: Mapping[Address, Address] = {}
    withdrawn: tuple[Withdrawn, ...] = ()

    def now(self, address: str) -> str | None:
        """Where that is now which was at `address`; nothing where it did not move, or moves in a circle."""
        found = step = self._step(address)
        for _ in range(_MOST_STEPS):
            if step is None:
                return found
            found, step = step, self._step(step)
        return None

    def withdrawal(self, address: str) -> Withdrawn | None:
        """The entry by which that is gone which was at `address`, or at the page around it."""
        return next((each for each in self.withdrawn for gone in each.addresses if _is_in(address, gone)), None)

    def _step(self, address: str) -> str | None:
        """The nearest entry decides: for the address itself, then for its page, then for the pages around that."""
        if found := self._entry(address):
            return found
        page, mark = _split(address)
        if mark:
            moved = self._step(page)
            return f"{moved}{mark}" if moved is not None else None
        return next((_below(old, self.moved[old], page) for old in _around(page) if old in self.moved), None)

    def _entry(self, address: str) -> str | None:
        if address in self.moved:
            return self.moved[address]
        if not self._any_pattern.fullmatch(address):  # most addresses are in no entry
            return None
        return next((found for old, new in self._patterns if (found := _matched(old, new, address))), None)

    @cached_property
    def _any_pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(pattern.pattern for pattern, _ in self._patterns))

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """The entries for many addresses at once, as what they match and where that leads."""
        return tuple((_pattern(old), new) for old, new in self.moved.items() if "*" in old)


def _matched(old: re.Pattern[str], new: str, address: str) -> str:
    if not (match := old.fullmatch(address)):
        return ""
    parts = iter(match.groups())
    return "".join(next(parts, "") if each == "*" else each for each in re.split(r"(\*)", new))


def _pattern(address: str) -> re.Pattern[str]:
    return re.compile(re.escape(address).replace(r"\*", r"([^/#?]*)"))


def _is_in(address: str, gone: str) -> bool:
    """Whether an address is the one that is gone, or below it, or at an anchor or a query of it."""
    return _pattern(gone).fullmatch(address) is not None or (gone.endswith("/") and _pattern(gone).match(address) is not None)


def _split(address: str) -> tuple[str, str]:
    end = re.search(r"[#?]|$", address)
    at = end.start() if end else len(address)
    return address[:at], address[at:]


def _around(page: str) -> Iterator[str]:
    """The pages that a page or file lies below, the nearest first."""
    parts = page.removesuffix("/").split("/")
    yield from ("/".join(parts[:length]) + "/" for length in range(len(parts) - 1, 0, -1))


def _below(old: str, new: str, page: str) -> str:
    """The same page below a page that moved; a file bears the name of the page that it belongs to."""
    rest = page.removeprefix(old)
    folder, slash, name = rest.rpartition("/")
    own, now = (each.removesuffix("/").rpartition("/")[2] for each in (old, new))
    return f"{new}{folder}{slash}{name.replace(own, now, 1)}"
