"""Characters that a record may not hold, since they make a text read otherwise than it is stored."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)
"""Letters and marks of which nothing is seen (Default_Ignorable_Code_Point); `\\ufe0e` and `\\ufe0f` choose how an emoji looks."""

_UNUSUAL: Final = re.compile("[^\n -~\u00a1-\u00ac\u00ae-\u02ff]")
"""All but the letters and signs that a text is made of, none of which is refused."""


def refused_in(text: str) -> set[str]:
    """Control and direction marks and blank letters, which can make a text read otherwise than it is stored."""
    return {char for char in set(_UNUSUAL.findall(text)) if is_refused(char)}


@lru_cache(maxsize=10_000)
def is_refused(char: str) -> bool:
    """Whether a character could make a text read otherwise than it is stored."""
    category = unicodedata.category(char)
    marks = category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in "\n\t\u00ad\u200d\ufe0f"
    return marks or char in "\ufffe\uffff" or _BLANK.match(char) is not None
