"""How the repository is cited: `CITATION.cff`, which GitHub and reference managers read, and what Zenodo takes for a DOI.

Both lie in the repository, where those look for them; `scripts/generate.py` writes them. The day is that of the edition's release,
so that no change of a record makes them stale.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import yaml

from gcm.exports.open_data.edition import LICENCE
from gcm.exports.open_data.names import keywords
from gcm.language.data_files import read_data
from gcm.language.example_addresses import own_address
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS

CITATION: Final = "CITATION.cff"
ZENODO: Final = ".zenodo.json"


def citation_files(version: str, names: Mapping[str, str], site: str, repository: str) -> dict[str, str]:
    """Both files by their paths; `names` are the site's in each language, and addresses that are examples are left out."""
    return {CITATION: _citation(version, names, own_address(site), own_address(repository)), ZENODO: _zenodo(version, names)}


def released_on(version: str) -> date | None:
    """The day on which an edition was released."""
    return next((each["day"] for each in read_data("editions") if each["number"] == version), None)


def _both(name: str, between: str) -> str:
    return between.join(linked_phrases(lang)[name] for lang in LANGS)


def _citation(version: str, names: Mapping[str, str], site: str, repository: str) -> str:
    fields: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": _both("cite_message", " / "),
        "type": "dataset",
        "title": _both("repository_title", " / "),
        "abstract": _both("repository_description", "\n\n"),
        "authors": [{"name": " / ".join(names[lang] for lang in LANGS)}],
        "version": version,
        "date-released": released_on(version),
        "license": LICENCE,
        "url": f"{site}/" if site else None,
        "repository-code": repository,
        "keywords": [word for lang in LANGS for word in keywords(lang)],
    }
    kept = {name: value for name, value in fields.items() if value}
    return f"# Written by scripts/generate.py.\n{yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120)}"


def _zenodo(version: str, names: Mapping[str, str]) -> str:
    """What Zenodo asks for a deposit (https://developers.zenodo.org/#representation)."""
    fields = {
        "upload_type": "dataset",
        "title": _both("repository_title", " / "),
        "description": "".join(f"<p>{linked_phrases(lang).repository_description}</p>" for lang in LANGS),
        "creators": [{"name": " / ".join(names[lang] for lang in LANGS)}],
        "version": version,
        "language": "spa",
        "license": LICENCE.lower(),
        "access_right": "open",
        "keywords": [word for lang in LANGS for word in keywords(lang)],
        "notes": _both("rights_of_others", " / "),
    }
    return json.dumps(fields, ensure_ascii=False, indent=2) + "\n"
