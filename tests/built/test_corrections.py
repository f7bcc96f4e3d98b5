"""The ways from a practice's page to the form that corrects its record, and to the file itself."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html

from gcm.language.phrases import phrases
from gcm.language.text import LANGS

FOLDERS = {"es": ("practicas", "contribuir"), "en": ("en/practices", "contribute")}


def links_of(path, text: str) -> list[str]:
    """Where the links with that text lead."""
    return lxml_html.parse(str(path)).xpath(f"//a[normalize-space()='{text}']/@href")


@pytest.mark.parametrize("lang", LANGS)
def test_practices_are_corrected_in_the_form(site, catalogue, lang):
    """Each practice's page leads to the form with its record, and to the parts that others report."""
    folder, form = FOLDERS[lang]
    for id, practice in catalogue.practices.items():
        path = site / folder / practice.slug_in(lang) / "index.html"
        filled = f"../../{form}/?record={id}"
        assert set(links_of(path, phrases(lang).edit_record)) == {filled}, id
        assert links_of(path, phrases(lang).we_adopted) == [f"{filled}&part=adoptions"], id
        assert links_of(path, phrases(lang).report) == [f"{filled}&part=follow_up"], id
        assert links_of(path, phrases(lang).edit_file) == [
            f"https://github.com/example/gcm-practices/edit/main/{practice.path}"
        ]
    assert (site / folder / "../" / form / "index.html").resolve().is_file()


@pytest.mark.parametrize("lang", LANGS)
def test_the_form_is_found_from_a_folder(offline, lang):
    """Without a server the way ends in a file."""
    folder, form = FOLDERS[lang]
    for path in (offline / folder).glob("registro-unico*.html"):
        (way,) = set(links_of(path, phrases(lang).edit_record))
        assert way == f"../{form}.html?record=registro-unico-de-extranjeria-ruex"
        assert (path.parent / way.partition("?")[0]).is_file()


def test_other_records_are_corrected_in_their_file(site):
    """For forums and roadmaps there is no form, so 'Correct this record' leads to the file."""
    for path, file in (("foros/i-foro-2023", "forums/i-foro-2023"), ("en/roadmaps/i-forum-table-1", "roadmaps/i-foro-mesa-1")):
        found = lxml_html.parse(str(site / path / "index.html")).xpath("//a[@rel='edit']")
        assert [each.get("href") for each in found] == [f"https://github.com/example/gcm-practices/edit/main/records/{file}.md"]
        assert found[0].getparent().get("class") == "gcm-actions"
