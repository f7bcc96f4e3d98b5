"""How to cite a page of the site: APA, BibTeX, CSL-JSON. The site is the author, and a record is of the year in which it was compiled."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from gcm.language.text import Lang

_SPECIAL = re.compile(r"[\\{}$&#%_^~]")
_ESCAPED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


@dataclass(frozen=True)
class Work:
    """What is cited; `url` is the page's whole address `year` that of its compilation, and `undated` the word for a work without one."""

    id: str
    title: str
    site: str
    url: str
    lang: Lang
    undated: str
    year: str = ""

    @property
    def apa(self) -> str:
        """One line in the style of the American Psychological Association, 7th edition."""
        return f"{self.site}. ({self.year or self.undated}). {self.title}. {self.url}"

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX or BibLaTeX."""
        language = {"es": "spanish", "en": "english"}[self.lang]
        rows = {"author": f"{{{_tex(self.site)}}}", "title": f"{{{_tex(self.title)}}}", "url": self.url, "langid": language}
        if self.year:
            rows["year"] = self.year
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in rows.items())
        return f"@misc{{{self.id},\n{body}\n}}"

    @property
    def csl_json(self) -> str:
        """An item for reference managers (citationstyles.org)."""
        item: dict[str, object] = {
            "id": self.id,
            "type": "webpage",
            "title": self.title,
            "author": [{"literal": self.site}],
            "container-title": self.site,
            "URL": self.url,
            "language": self.lang,
        }
        if self.year:
            item["issued"] = {"date-parts": [[int(self.year)]]}
        return json.dumps([item], ensure_ascii=False, indent=2)


def _tex(text: str) -> str:
    """Text in which nothing is a command of TeX."""
    return _SPECIAL.sub(lambda match: _ESCAPED.get(match[0], f"\\{match[0]}"), text)
