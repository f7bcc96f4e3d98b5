"""E-mail addresses and telephone numbers in a text; the form in the browser looks for them with the same patterns."""

from __future__ import annotations

import re
from typing import Final

# Each part has a greatest length, so that no text takes long to look through. Browsers read the patterns too, some of which look
# ahead only.
_EMAIL: Final = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){0,6}\.[A-Za-z]{2,24}"
_YEARS: Final = r"(?:1[89]|2[01])[0-9]{2}-(?:1[89]|2[01])[0-9]{2}(?![0-9])"
_CALLED: Final = r"(?:[Tt]el|[Tt]el[eé]fono|[Cc]el|[Cc]elular|[Pp]hone|[Tt]elephone|[Ww]hats[Aa]pp|[Ff]ax)[.:]{0,2} {0,2}"
_END: Final = r"(?![A-Za-z0-9_/\-])"

_NUMBERS: Final = (
    r"\+(?=(?:[ .()\-]{0,2}[0-9]){8,15}(?![0-9]))[0-9](?:[ .()\-]{0,2}[0-9]){7,14}",  # +507 6000-0000
    rf"{_CALLED}\(?[0-9](?:[ .()\-]{{0,2}}[0-9]){{6,13}}",  # tel. 6000 0000
    rf"(?!{_YEARS})[0-9]{{4}}-[0-9]{{4}}{_END}",  # 6000-0000
    rf"\(?[0-9]{{3}}\)?[ .\-][0-9]{{3}}[.\-][0-9]{{4}}{_END}",  # (809) 555-1234
    rf"\([0-9]{{2,4}}\) ?[0-9]{{3,4}}[ \-][0-9]{{4}}{_END}",  # (55) 5555-5555
)

PERSONAL: Final = rf"(?:^|[^A-Za-z0-9_/.\-])({'|'.join((_EMAIL, *_NUMBERS))})"
"""What is likely to be somebody's: an address to write to, or a number to call."""

ADDRESS: Final = r'(?:https?://|mailto:)[^\s<>"]{1,2000}'
"""A web address, in which there may be anything."""

_PERSONAL: Final = re.compile(PERSONAL)
_ADDRESS: Final = re.compile(ADDRESS)
_HINT: Final = re.compile(r"@|[0-9]{3}[ .)\-]{1,2}[0-9]|\+[0-9]|[0-9]{7}")
"""What is in every such text, and in few others."""


def personal_in(text: str) -> tuple[int, str] | None:
    """The first e-mail address or telephone number in a text, and where it starts; those in web addresses are not meant."""
    if not _HINT.search(text):
        return None
    match = _PERSONAL.search(_ADDRESS.sub(lambda address: " " * len(address[0]), text))
    return (match.start(1), match[1]) if match else None
