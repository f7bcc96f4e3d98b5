"""Addresses that are nobody's: the repository is handed over with some, and until somebody sets their own, nothing is named by them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_NOBODYS: Final = re.compile(r"(.+\.)?example(\.(com|net|org))?|localhost|[\d.]+", re.IGNORECASE)
"""Hosts that are nobody's (RFC 2606), and those of one machine."""


def is_example(address: str) -> bool:
    """Whether an address leads to nobody, or to an account that is called an example."""
    parts = urlsplit(address)
    return parts.hostname is None or bool(_NOBODYS.fullmatch(parts.hostname)) or parts.path.startswith("/example/")


def own_address(address: str) -> str:
    """The address, if somebody has set it; nothing in the place of an example."""
    return "" if is_example(address) else address
