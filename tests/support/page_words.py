"""The words of a page as a reader meets them: its facts and its sections."""

from __future__ import annotations

from lxml import html as lxml_html


def read(text: str | lxml_html.HtmlElement) -> str:
    """Words as a reader meets them, without the white space of the source."""
    return " ".join((text if isinstance(text, str) else text.text_content()).split())


def facts_of(page: lxml_html.HtmlElement) -> list[list[str]]:
    """The labels of the first list of facts, each with its lines."""
    rows = page.xpath("(//dl[@class='gcm-facts'])[1]/div")
    return [[read(cell) for cell in row] for row in rows]


def sections_of(page: lxml_html.HtmlElement, heading: str) -> dict[str, str]:
    """Heading → the words below it, without invitations, which are no part of a record."""
    found = {}
    for title in page.iter(heading):
        below = []
        for each in title.itersiblings():
            if each.tag in ("h1", "h2", heading):
                break
            below += [read(each)] if each.get("class") != "gcm-invitation" else []
        found[read(title)] = " ".join(below)
    return found
