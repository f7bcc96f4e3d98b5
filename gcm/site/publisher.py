"""Whether a site may be published: it says whose it is, since its addresses become identifiers that others keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

_EXAMPLE: Final = re.compile(r"(.+\.)?example(\.(com|net|org))?|localhost|[\d.]+", re.IGNORECASE)
"""Hosts that are nobody's (RFC 2606), and those of one machine."""

_MAILBOX: Final = re.compile(r"[^\s@<>\"]+@([^\s@<>\"]+\.[^\s@<>\"]+)")


def undeclared(site_url: str, repository: str, editors: str) -> Iterator[str]:
    """The settings of `mkdocs.yml` that have no address of the publisher's own yet."""
    if _is_example(site_url):
        yield "site_url"
    if _is_example(repository) or urlsplit(repository).path.startswith("/example/"):
        yield "extra.repository"
    mailbox = _MAILBOX.fullmatch(editors)
    if mailbox is None or _EXAMPLE.fullmatch(mailbox[1]):
        yield "extra.editors"


def _is_example(address: str) -> bool:
    host = urlsplit(address).hostname
    return host is None or _EXAMPLE.fullmatch(host) is not None
