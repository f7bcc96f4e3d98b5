"""Characters that a record may not hold, since they make a text read otherwise than it is stored."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def refused_in(text: str) -> set[str]:
    """Control and direction marks, which can make a text read otherwise than it is stored."""
    if text.replace("\n", "").isprintable():  # nearly every text is, and this is seen at once
        return set()
    return {char for char in set(text) if (char > "~" or char < " ") and is_refused(char)}


@lru_cache(maxsize=10_000)
def is_refused(char: str) -> bool:
    """Whether a character could make a text read otherwise than it is stored."""
    category = unicodedata.category(char)
    marks = category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\n\t\u00ad\u200d\ufe0f"
    return marks or char in "\ufffe\uffff"
