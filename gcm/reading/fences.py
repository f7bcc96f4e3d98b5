"""Where the front matter of a record begins and ends."""

from __future__ import annotations

from itertools import islice
from typing import Final

import frontmatter

FENCE: Final = frontmatter.YAMLHandler.FM_BOUNDARY
"""A line of three hyphens or more."""


def closing_fence(text: str) -> int:
    """The position of the line that ends the front matter of `text`; -1 where there is none."""
    second = next(islice(FENCE.finditer(text), 1, None), None)
    return second.start() if second else -1
