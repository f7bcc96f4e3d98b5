"""Who may import whom."""

from __future__ import annotations

from importlinter.cli import lint_imports


def test_imports_go_one_way():
    """The domain's layers import downwards only, and none of them knows the generator (`tool.importlinter`)."""
    assert lint_imports(cache_dir=None) == 0
