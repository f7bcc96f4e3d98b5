"""Programs that only those who release have: tests of what they read are skipped without them, and fail under CI."""

from __future__ import annotations

import os
import shutil

import pytest


def missing(reason: str) -> None:
    """Skip the test, or fail where everything must be there."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason, allow_module_level=True)


def program(*names: str, package: str) -> str:
    """Where the first of these programs is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        missing(f"no {' or '.join(names)}; install {package}")
    return str(found)


def release_group() -> None:
    """Whether the libraries of the dependency group `release` are there."""
    try:
        import libzim  # noqa: F401
        import weasyprint  # noqa: F401
    except ImportError:
        missing("needs the group release: uv run --group release pytest")
