"""Where things lie in the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent.parent
"""The repository."""

RECORDS: Final = ROOT / "records"
"""The real records."""

SMALL: Final = ROOT / "tests" / "small"
"""A few valid records, to be broken by tests."""

SAMPLE: Final = ROOT / "tests" / "sample" / "records"
"""A few records in which every field there is has a value."""
