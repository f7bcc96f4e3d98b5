"""E-mail addresses and telephone numbers in a text; the form in the browser looks for them with the same patterns."""

from __future__ import annotations

import re
from typing import Final

# Each part has a greatest length, so that no text takes long to look through; a browser reads the patterns too.
_EMAIL: Final = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,6}\.[A-Za-z]{2,24}"
_YEARS: Final = r"(?!(?:1[89]|2[01])\d\d-(?:1[89]|2[01])\d\d(?!\d))"
_CALLED: Final = r"(?:[Tt]el|[Tt]el[ée]fono|[Cc]el|[Cc]elular|[Pp]hone|[Tt]elephone|[Ww]hats[Aa]pp|[Ff]ax)[.:]{0,2} {0,2}"

PERSONAL: Final = "|".join(
    (
        _EMAIL,
        r"(?<![\d\w])\+(?=(?:[ .()\-]{0,2}\d){8,15}(?!\d))\d(?:[ .()\-]{0,2}\d){7,14}",  # +507 6000-0000
        rf"(?<![\w]){_CALLED}\(?\d(?:[ .()\-]{{0,2}}\d){{6,13}}",  # tel. 6000 0000
        rf"(?<![\w/.\-]){_YEARS}\d{{4}}-\d{{4}}(?![\w/\-])",  # 6000-0000
        r"(?<![\w/.\-])\(?\d{3}\)?[ .\-]\d{3}[.\-]\d{4}(?![\w/\-])",  # (809) 555-1234
        r"(?<![\w/.\-])\(\d{2,4}\) ?\d{3,4}[ \-]\d{4}(?![\w/\-])",  # (55) 5555-5555
    )
)
"""What is likely to be somebody's: an address to write to, or a number to call."""

_PERSONAL: Final = re.compile(PERSONAL)
_HINT: Final = re.compile(r"@|\d{3}[ .)\-]{1,2}\d|\+\d|\d{7}")
_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)[^\s<>\"]{1,2000}")


def personal_in(text: str) -> tuple[int, str] | None:
    """The first e-mail address or telephone number in a text, and where it starts; those in web addresses are not meant."""
    if not _HINT.search(text):
        return None
    plain = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
    match = _PERSONAL.search(plain)
    return (match.start(), match[0]) if match else None
