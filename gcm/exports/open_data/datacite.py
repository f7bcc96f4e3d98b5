"""What is told of an edition to be given a DOI: the metadata of DataCite (schema 4), whole but for the DOI itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from gcm.exports.open_data.dcat import offered
from gcm.exports.open_data.edition import LICENCE, LICENCE_ADDRESS, Edition, File
from gcm.exports.open_data.names import keywords
from gcm.language.linked_phrases import linked_phrases
from gcm.language.text import LANGS
from gcm.views.data_files import SHARED

DATACITE: Final = f"{SHARED}/datacite.json"


def datacite_files(edition: Edition) -> Iterator[File]:
    """The one file."""
    yield DATACITE, lambda: json.dumps(datacite(edition), ensure_ascii=False, indent=1) + "\n"


def datacite(edition: Edition) -> dict[str, Any]:
    """Its fields, by their names in the schema."""
    names = [edition.site.names[lang] for lang in LANGS]
    found = {
        "creators": [{"name": " / ".join(names), "nameType": "Organizational"}],
        "titles": [{"title": linked_phrases(lang).repository_title, "lang": lang} for lang in LANGS],
        "publisher": {"name": names[0]},
        "publicationYear": str(edition.day.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
        "version": edition.number,
        "language": LANGS[0],
        "dates": [{"date": str(edition.day), "dateType": "Updated"}],
        "subjects": [{"subject": word, "lang": lang} for lang in LANGS for word in keywords(lang)],
        "descriptions": [
            {"description": linked_phrases(lang).repository_description, "descriptionType": "Abstract", "lang": lang}
            for lang in LANGS
        ],
        "rightsList": [
            {"rights": LICENCE, "rightsUri": LICENCE_ADDRESS, "rightsIdentifier": LICENCE, "rightsIdentifierScheme": "SPDX"}
        ],
        "formats": list(dict.fromkeys(each.media_type for each in offered(edition.site, "repository"))),
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }
    return {**found, "url": edition.site.identity} if edition.site.identity else found
