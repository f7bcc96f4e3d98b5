"""The page of fields, against the models themselves."""

from __future__ import annotations

import pytest
import yaml
from lxml import html as lxml_html

from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Frozen, Text
from gcm.models.form_fields import Field, record_fields
from gcm.models.kinds import MODELS
from gcm.models.record import RESERVED
from gcm.reading.files import KINDS
from gcm.site.pages import render_page
from gcm.views.all_views import page_builder
from gcm.views.pages.fields import as_yaml, fields_view
from support.pages import WRITTEN
from support.sites import site_of


@pytest.fixture(scope="module", params=LANGS)
def page(request, catalogue):
    """Language, and the page of fields in it."""
    builder = page_builder(site_of(catalogue, WRITTEN), request.param, ("fields",))
    return request.param, lxml_html.fromstring(f"<main>{render_page(fields_view(builder)).html}</main>")


def models_in(annotation) -> set[type[Frozen]]:
    """The models of groups inside an annotation, themselves included."""
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        inner = {model for field in annotation.model_fields.values() for model in models_in(field.annotation)}
        return inner | ({annotation} if not issubclass(annotation, Text) else set())
    return {model for part in getattr(annotation, "__args__", ()) for model in models_in(part)}


def rows_of(page: lxml_html.HtmlElement, heading: str) -> dict[str, lxml_html.HtmlElement]:
    """Name of each field below a heading → its row."""
    rows = page.xpath(f"//details[summary/h2[normalize-space(.)='{heading}']]/div[contains(@class, 'gcm-table')][1]//tbody/tr")
    return {row.xpath("string(th/code)"): row for row in rows}


def test_every_field_of_every_model_is_told(page):
    """Each kind of record and each group inside has a table, whose rows are the model's fields, all of them."""
    lang, html = page
    t = phrases(lang)
    for folder, kind in KINDS.items():
        assert set(rows_of(html, t[folder])) == set(MODELS[kind].model_fields) - set(RESERVED), kind
    for model in {model for kind in MODELS.values() for model in models_in(kind)} - set(MODELS.values()):
        told = {field.alias or name for name, field in model.model_fields.items()}
        assert set(rows_of(html, t[f"group_{model.__name__}"])) == told, model


def walk(fields) -> list[Field]:
    return [each for field in fields for each in (field, *walk(field.fields))]


def test_a_row_tells_what_the_field_is(page):
    """Label, help, whether it is required, and the example; no option of a short list is missing."""
    lang, html = page
    for folder, kind in KINDS.items():
        rows = rows_of(html, phrases(lang)[folder])
        for field in record_fields(kind, lang):
            text = rows[field.name].text_content()
            assert field.label in text
            assert field.help in text
            assert (phrases(lang).required in text) == field.required, field.name
            assert field.example is None or as_yaml(field.name, field.example) in text
            if 0 < len(field.options) < 6:
                assert {id for id, _ in field.options} <= {code.text for code in rows[field.name].iter("code")}


def test_long_lists_are_linked(page):
    """Countries, organisations, objectives, principles and criteria have pages, which the fields lead to."""
    lang, html = page
    rows = rows_of(html, phrases(lang).practices)
    addresses = {
        "es": ("paises", "organizaciones", "principios", "criterios"),
        "en": ("countries", "organisations", "principles", "criteria"),
    }
    for field, folder in zip(("countries", "implementers", "principles", "criteria"), addresses[lang], strict=True):
        assert rows[field].xpath(".//a/@href") == [f"../{folder}/"]
    actors = rows_of(html, phrases(lang).group_Role)["actor"].xpath(".//a/@href")
    assert actors == [f"../{folder}/" for folder in addresses[lang][:2]]


def test_examples_are_valid_yaml():
    """An example can be copied into a record as it stands."""
    for kind in MODELS:
        for field in walk(record_fields(kind, "es")):
            if field.example is not None:
                assert yaml.safe_load(as_yaml(field.name, field.example)) == {field.name: field.example}
    assert as_yaml("period", {"start": 2021}) == "period: {start: 2021}"
    assert as_yaml("countries", ["NO"]) == "countries: ['NO']"


def test_pages_of_lists_tell_the_ids(site):
    """Where a field leads to a list, the pages of its members say what is to be written."""
    for path, id in (
        ("organizaciones/oim", "oim"),
        ("criterios", "replicability"),
        ("en/principles/human-rights", "human-rights"),
    ):
        codes = lxml_html.parse(str(site / path / "index.html")).xpath("//dl[@class='gcm-facts']//code/text()")
        assert id in codes
