"""How the data files of `gcm/data/` are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

DATA: Final = Path(__file__).parent.parent / "data"


def read_data(name: str) -> Any:
    """The parsed content of `data/<name>.yaml`, which is ours and therefore trusted."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((DATA / f"{name}.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506  (the C twin of the safe one)
