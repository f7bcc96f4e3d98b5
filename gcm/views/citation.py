"""How to cite a record: APA, BibTeX, CSL-JSON. The site is the author; the year is that in which the record was compiled.

`theme/assets/javascripts/packet.js` cites what a reader collected in the same words; `tests/vectors/citations.json` holds both to it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gcm.language.phrases import Phrases
from gcm.language.text import Lang
from gcm.models.practice import Practice
from gcm.taxonomy.publishers import publisher_in

CITATION_WORDS: Final = ("cite_based", "cite_page", "cite_source", "cite_more")
"""The words of a citation, which the scripts need too."""

_NAMED: Final = 2
"""Sources that a citation names; the others are counted, since the record lists them."""

_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


@dataclass(frozen=True)
class Work:
    """What is cited: `url` is the page's whole address, `year` that of its compilation, `based_on` says what it rests on."""

    id: str
    title: str
    site: str
    url: str
    lang: Lang
    year: str
    based_on: str = ""

    @property
    def apa(self) -> str:
        """One line in the style of the American Psychological Association, 7th edition."""
        based = f" [{self.based_on}]" if self.based_on else ""
        return f"{self.site}. ({self.year}). {self.title}{based}. {self.url}"

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX or BibLaTeX."""
        language = {"es": "spanish", "en": "english"}[self.lang]
        rows = {"author": f"{{{_tex(self.site)}}}", "title": f"{{{_tex(self.title)}}}", "year": self.year, "url": self.url}
        rows |= {"note": _tex(self.based_on)} if self.based_on else {}
        rows["langid"] = language
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items())
        return f"@misc{{{self.id},\n{body}\n}}"

    @property
    def csl_json(self) -> str:
        """An item for reference managers (citationstyles.org), on one line: programs read it."""
        item: dict[str, object] = {
            "id": self.id,
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": self.site}],
            "container-title": self.site,
            "URL": self.url,
            "language": self.lang,
            "issued": {"date-parts": [[int(self.year)]]},
        }
        if self.based_on:
            item["note"] = self.based_on
        return json.dumps([item], ensure_ascii=False, separators=(",", ":"))


def _tex(text: str) -> str:
    """Text in which nothing is a command of TeX."""
    return _SPECIAL.sub(lambda match: _ESCAPED.get(match[0], f"\\{match[0]}"), text)


def year_of(practice: Practice, built_in: int) -> str:
    """The year in which the record was compiled or last changed; of one that tells neither, the year of the site."""
    on = practice.review.compiled_on or (practice.changes[-1].on if practice.changes else None)
    return str(on.year if on else built_in)


def based_on(practice: Practice, documents: Mapping[str, str], t: Phrases) -> str:
    """The documents that list a practice, with the page, and the public sources of its record; `documents` are their short titles."""
    listed = [
        t.fill("cite_page", document=documents[id], page=str(listing.page)) if listing.page else documents[id]
        for listing in practice.listings
        for id in (place.partition(":")[0] for place in listing.source)
    ]
    public = [
        t.fill("cite_source", publisher=publisher_in(each.publisher, t.lang), title=each.title) for each in practice.sources
    ]
    found = list(dict.fromkeys((*listed, *public)))
    if not found:
        return ""
    more = [t.fill("cite_more", number=len(found) - _NAMED)] if len(found) > _NAMED else []
    return t.fill("cite_based", source="; ".join((*found[:_NAMED], *more)))
