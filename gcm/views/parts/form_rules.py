"""The rules of records as far as the form in a browser can take them from data, so that they stand once.

Where a rule has to be code, it stands in `theme/assets/javascripts/form-texts.js` or `form-meant.js` too, and `tests/vectors/` holds
both to the same answers.
"""

from __future__ import annotations

from typing import Any

from gcm.catalogue.checks import ORDERED
from gcm.catalogue.likeness import title_rules
from gcm.language.personal import ADDRESS, PERSONAL
from gcm.language.slugs import RESERVED_NAMES
from gcm.language.text import LONGEST_SLUG, slug_letters
from gcm.models.fields import FIRST_YEAR, LAST_YEAR
from gcm.models.meant import DATES, QUOTED, months
from gcm.reading.bodies import language_names
from gcm.reading.files import ID, LONGEST_ID
from gcm.reading.markdown import BULLETS, SIGNS
from gcm.writing.writer import HEADINGS, PLAIN


def form_rules() -> dict[str, Any]:
    """Name → lists, numbers and patterns of a rule, for JSON."""
    return {
        "headings": HEADINGS,
        "plain": PLAIN,
        "id": {"pattern": ID.pattern, "longest": LONGEST_ID, "reserved": sorted(RESERVED_NAMES)},
        "ordered": ORDERED,
        "slug": {"longest": LONGEST_SLUG, "letters": slug_letters()},
        "titles": title_rules(),
        "years": [FIRST_YEAR, LAST_YEAR],
        "dates": {"patterns": DATES, "months": months()},
        "quoted": QUOTED,
        "personal": {"pattern": PERSONAL, "address": ADDRESS},
        "signs": SIGNS,
        "bullets": BULLETS,
        "languages": language_names(),
    }
