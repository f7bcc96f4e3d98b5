"""The cover of a book that the shelf of a reading program shows."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest

from support.programs import release_group

release_group()

from PIL import Image  # noqa: E402  (only those who release have it)

from gcm.release.cover import HEIGHT, WIDTH, cover_picture  # noqa: E402

LONG = "Recopilación y utilización de datos precisos y desglosados como base de políticas basadas en datos empíricos"


@dataclass(frozen=True)
class Titled:
    """As much of a book as its cover shows."""

    title: str
    subtitle: str
    publisher: str = "Buenas prácticas sobre el Pacto Mundial en las Américas"
    edition: str = "Edición 2026.11.30 del 30 de noviembre de 2026"


@pytest.mark.parametrize(
    ("title", "subtitle"), [("Panamá", ""), (LONG, ""), (LONG, f"{LONG}, y más"), (f"{LONG}. {LONG}", LONG)]
)
def test_nothing_runs_into_the_edition(title, subtitle):
    """However long a title is; a short one is set large."""
    picture = Image.open(BytesIO(cover_picture(Titled(title, subtitle), "Volumen 1 de 12"))).convert("L")
    ground = picture.getpixel((0, 0))
    for top, bottom in ((HEIGHT - 170, HEIGHT - 140), (HEIGHT - 80, HEIGHT)):
        assert picture.crop((0, top, WIDTH, bottom)).getextrema() == (ground, ground)
