"""Which addresses a record may lead to, in a field as in a body."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

WEB_ADDRESS: Final = re.compile(
    r"""(https?://(\[[0-9A-Fa-f:.]+\]|[^\s<>"'`\\{}@/?#:%^|\[\]]+)(:[0-9]{1,5})?([/?#][^\s<>"'`\\{}]*)?|mailto:[^\s<>"'`\\{}@?#]+@[^\s<>"'`\\{}]+)"""
)
"""A page or a mailbox; no name stands before the host, as if the address were another's: `https://www.un.org@evil.example/`."""


def is_web_address(text: str) -> bool:
    """Whether the text is the whole address of a page or a mailbox, and holds nothing that could be more than an address."""
    try:
        urlsplit(text)
    except ValueError:
        return False
    return WEB_ADDRESS.fullmatch(text) is not None
