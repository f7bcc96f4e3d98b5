"""Letters of another alphabet that look like ours: a word of them reads as it should and is another one.

No search finds such a word, and such an address leads elsewhere. Which letters look alike is what Unicode says of it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_OTHER: Final = re.compile("[\u0370-\u1dff\u2100-\u214f\u2c80-\u2dff\ua4d0-\ua7ff\uab30-\uabff\U00010000-\U0001efff]")
"""Where alphabets stand that look like the Latin one. Nearly no text has any of these, and no other needs to be looked at closely."""

_WORD: Final = re.compile(r"[^\W\d_]{2,}")


def look_alike_in(text: str) -> tuple[int, str] | None:
    """The first word that only looks like a Latin one, and where it begins; none where every word is what it seems."""
    if text.isascii() or not _OTHER.search(text):
        return None
    return next(((match.start(), match[0]) for match in _WORD.finditer(text) if _looks_latin(match[0])), None)


@lru_cache(maxsize=1000)
def _looks_latin(word: str) -> bool:
    """Whether all its letters are Latin or could be taken for such, and one at least is not; a word in another language has others."""
    from confusable_homoglyphs import confusables  # noqa: PLC0415  (its tables take longer to read than most records)

    foreign = {char for char in word if _OTHER.match(char)}
    alike = confusables.is_confusable(word, greedy=True, preferred_aliases=["latin"]) or []
    return bool(foreign) and foreign <= {each["character"] for each in alike}
