"""The pictures for social networks: where a site is published, of its own size and words, and the same bytes from the same words."""

from __future__ import annotations

import io

import pytest
from lxml import html as lxml_html

from gcm.catalogue.page_sources import HOME
from gcm.language.text import LANGS
from gcm.site.cards import SIZE, card, card_files, card_path, card_text
from gcm.site.metadata import metadata_html
from gcm.site.shared import SharedFiles
from gcm.site.structured_data import Described
from support.pages import WRITTEN
from support.programs import missing
from support.sites import site_of

ADDRESS = "https://pmm.gob.pa/sitio/"
NAMES = {"es": 'Prácticas "del" <Pacto>', "en": "Practices of the Compact"}


def published(catalogue, published_here=True):
    """A site of these records at an address of its own."""
    return site_of(catalogue, WRITTEN, root=ADDRESS, names=NAMES, published_here=published_here)


def card_of(site, key, lang="es"):
    """What the head of a page tells social networks: property or name → content."""
    head = metadata_html(site, Described(key, lang, "Título", "Descripción"))
    tree = lxml_html.fromstring(f"<html><head>{head}</head></html>")
    return {each.get("property") or each.get("name"): each.get("content") for each in tree.xpath("//meta")}


def test_every_page_names_a_picture_that_is_there(catalogue):
    """With its size, and with words for those who do not see it."""
    site = published(catalogue)
    files = {path for path, _ in card_files(site)}
    for lang in LANGS:
        for key in site.addresses.keys:
            assert card_path(key, lang) in files
            assert card_text(site, key, lang).endswith(NAMES[lang])
    told = card_of(site, ("practice", next(iter(catalogue.practices))))
    assert told["og:image"] == f"{ADDRESS}assets/cards/practices-es.png"
    assert told["og:image:alt"] == f"Prácticas – {NAMES['es']}"
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["twitter:card"] == "summary_large_image"


def test_a_plain_build_makes_none_and_names_none(catalogue):
    """Whoever edits waits for no picture, and needs no library that draws."""
    site = published(catalogue, published_here=False)
    assert [path for path in SharedFiles(site, [], "").paths if "cards" in path] == []
    assert not [name for name in card_of(site, HOME) if ":" in name.removeprefix("og:")]
    assert "cards" not in card_of(site, HOME)["og:image"]


@pytest.mark.parametrize(
    "words",
    [
        ("Ideas de cooperación y hojas de ruta", "Prácticas del Pacto Mundial para la Migración"),
        ("Migración" * 30,),
        ("<script>alert(1)</script> {{ 7 * 7 }} \u202e\u0000", "=1+1"),
    ],
)
def test_a_picture_has_its_size_and_the_same_bytes(words):
    """Whatever it says; a network refuses what is larger than it takes."""
    try:
        from PIL import Image
    except ImportError:
        missing("needs the group publish: uv run --group publish pytest")
    made = card(words)
    assert Image.open(io.BytesIO(made)).size == SIZE
    assert made == card(words)
    assert len(made) < 60_000
