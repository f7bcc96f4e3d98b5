"""With what text and lines are drawn on paper: libraries of the machine, which no list of packages has."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

_LIBRARY: Final = re.compile(r"lib(?:pango|harfbuzz|fontconfig|freetype)[^/\s]*$", re.MULTILINE)
_LOADED: Final = Path("/proc/self/maps")


@cache
def drawn_with() -> list[str]:
    """The version of Pango; on Linux also the files of all these libraries, whose names end in their versions.

    Nothing where there is no Pango: what needs none can be released there.
    """
    try:
        from weasyprint.text.ffi import pango  # noqa: PLC0415  (it loads them)
    except OSError:
        return []
    files = _LIBRARY.findall(_LOADED.read_text("utf-8")) if _LOADED.exists() else []
    return [str(pango.pango_version()), *sorted(set(files))]
