"""What a script of ours hands over to a page."""

from __future__ import annotations

import json
import re
from typing import Any

_CALL = re.compile(r"window\.gcm\.\w+\((?:JSON\.parse\()?'(.*)'\)?\);\n")
_ESCAPE = re.compile(r"\\(?:x(..)|u(....)|(.))")


def handed_over(script: str) -> Any:
    """The value, read as a browser reads it."""
    (text,) = _CALL.fullmatch(script).groups()
    return json.loads(_ESCAPE.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), text))
