"""What axe-core is asked: WCAG 2.2 up to level AA, and what its makers think best."""

from __future__ import annotations

from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    # Nothing is told of what is right, which takes longer to write down than all rules take to check.
    "resultTypes": ["violations"],
}


def violations(page: Page, context: str | None = None) -> list[str]:
    """Each rule that the page breaks, with the first places where it does."""
    found = Axe().run(page, context=context, options=RULES).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes'][:3]]}" for each in found]
