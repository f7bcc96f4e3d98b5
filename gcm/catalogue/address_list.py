"""The addresses that the site ever had, as `records/addresses.txt` lists them.

One page or file a line, with its anchors; below the explorer, a line for each name that its query may hold, with its values:

    practicas/ruex/ #descripcion #enlaces
    explorar/?country= CR PA

Nothing is ever taken from the list: what moves or goes stands in `records/moved.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from gcm.catalogue.page_sources import PREFIX
from gcm.language.text import Lang
from gcm.reading.files import LISTED

START: Final = "./"
"""The address of the first page, which is empty below the root."""

HEAD: Final = """\
# Every address that the site has had, with its anchors and the values of the explorer's query: none may be lost in silence.
# New ones are added by `scripts/check_addresses.py SITE --add`; what moves or goes stands in moved.yaml, and stays in this list.
"""


def page_of(address: str) -> str:
    """The page or file that an address is in: without anchor and query."""
    return address.partition("#")[0].partition("?")[0]


def mark_of(address: str) -> str:
    """What an address says besides its page: `#enlaces`, `?country=PA`, or nothing."""
    return address.removeprefix(page_of(address))


def language_of(address: str) -> Lang:
    """The language whose site an address is in."""
    return "en" if address.startswith(PREFIX["en"]) else "es"


def read_addresses(root: Path) -> frozenset[str]:
    """The addresses that the list beside the records holds; none where there is no list."""
    path = root / LISTED
    return frozenset(addresses_in(path.read_text("utf-8"))) if path.is_file() else frozenset()


def addresses_in(text: str) -> Iterator[str]:
    """Every address of a list."""
    for line in text.splitlines():
        if line and not line.startswith("#"):
            head, *marks = line.split(" ")
            address = "" if head == START else head
            yield address
            yield from (f"{address}{mark}" for mark in marks)


def list_of(addresses: Iterable[str]) -> str:
    """The list as text, which is read back as the same addresses."""
    lines: dict[tuple[str, str], list[str]] = {}
    for address in sorted(addresses, key=_in_order):
        page, mark = page_of(address), mark_of(address)
        name, equals, value = mark.partition("=") if mark.startswith("?") else ("", "", mark)
        listed = lines.setdefault((page, f"{name}{equals}"), [])
        listed += [value] if value else []
    return HEAD + "".join(f"{' '.join([(page or START) + name, *marks])}\n" for (page, name), marks in sorted(lines.items()))


def _in_order(address: str) -> list[tuple[int, str]]:
    """Numbers in an address count as numbers: `#item-2` before `#item-10`."""
    padded = (part.zfill(6) if part.isdigit() else part for part in mark_of(address).split("-"))
    return [(0, page_of(address)), *((1, part) for part in padded)]
