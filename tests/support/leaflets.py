"""Leaflets for tests: of a few real pages, and of a country and an objective with more practices than a leaf has room for."""

from __future__ import annotations

import dataclasses
import pickle
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.language.text import LANGS, Lang, Text
from gcm.models.record import Slugs
from gcm.views.site import Site
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

NAMES = {"es": "Prácticas de muestra", "en": "Sample practices"}
ROOT_URL = "https://practices.example/"
FEW, MANY = ("country", "PA"), ("objective", "9")
"""The page of a leaflet with a sentence for each practice, and that of one with far too many."""

CROWD = 200
HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} & <b>"


def leaflet_site() -> Site:
    """The real records; one practice of Panama is called what somebody who means harm calls it, and objective 9 has a crowd of them."""
    catalogue, _ = load_catalogue(ROOT / "records")
    return site_of(_crowded(catalogue), WRITTEN, root=ROOT_URL, names=NAMES, built_on=date(2026, 3, 1))


def _crowded(catalogue: Catalogue) -> Catalogue:
    own = catalogue.by_country["PA"][0]
    (pattern, *_) = catalogue.by_objective[9]
    crowd = {
        f"p{number}": pattern.model_copy(
            update={"id": f"p{number}", "slug": Slugs(), "title": Text(es=f"Práctica {number}", en=f"Practice {number}")}
        )
        for number in range(CROWD)
    }
    harm = {own.id: own.model_copy(update={"title": Text(es=HOSTILE, en=HOSTILE)})}
    return dataclasses.replace(catalogue, practices={**catalogue.practices, **crowd, **harm})


def make_in_own_process(folder: Path, langs: Sequence[Lang]) -> None:
    """Write those two leaflets in these languages; the fonts are chosen before anything draws."""
    from gcm.release.layout import use_own_fonts
    from gcm.release.leaflets import write_leaflet

    with TemporaryDirectory() as settings:
        use_own_fonts(Path(settings))
        site = leaflet_site()
        made = [each for lang in langs for key in (FEW, MANY) for each in write_leaflet(site, lang, key, folder)]
    (folder / "made.pickle").write_bytes(pickle.dumps(made))


if __name__ == "__main__":
    make_in_own_process(Path(sys.argv[1]), [lang for lang in LANGS if lang in sys.argv[2:]])
