"""Whether a site may be published: it says whose it is, since its addresses become identifiers that others keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from gcm.language.example_addresses import is_example

_MAILBOX: Final = re.compile(r"[^\s@<>\"]+@([^\s@<>\"]+\.[^\s@<>\"]+)")


def undeclared(site_url: str, repository: str, editors: str) -> Iterator[str]:
    """The settings of `mkdocs.yml` that have no address of the publisher's own yet."""
    if is_example(site_url):
        yield "site_url"
    if is_example(repository):
        yield "extra.repository"
    mailbox = _MAILBOX.fullmatch(editors)
    if mailbox is None or is_example(f"https://{mailbox[1]}"):
        yield "extra.editors"
