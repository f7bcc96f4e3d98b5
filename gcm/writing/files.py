"""Writing a file whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path


def replace_file(file: Path, content: bytes) -> None:
    """Put a new file in the place of `file`, with its permissions: what a link of that name leads to is never written."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    try:
        with open(handle, "wb") as opened:  # noqa: PTH123  (it is open already)
            opened.write(content)
        if file.exists():
            shutil.copymode(file, name)
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)
