"""What a page that stands alone allows itself."""

from __future__ import annotations

import base64
import hashlib


def own_style(style: str) -> str:
    """What a policy calls the one style that may apply: `sha256-…`."""
    return f"sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}"
