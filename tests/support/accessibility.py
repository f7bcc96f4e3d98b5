"""What axe-core is asked: WCAG 2.2 up to level AA, and what its makers think best."""

from __future__ import annotations

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
