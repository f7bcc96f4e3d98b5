"""The form for contributors as it is built: complete, in both languages, small, and safe whatever the records say."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from lxml import html as lxml_html

from gcm.catalogue.catalogue import Catalogue
from gcm.language.data_files import read_data
from gcm.language.text import LANGS
from gcm.models.form_fields import record_fields
from gcm.models.kinds import MODELS
from gcm.models.schema import record_schema
from gcm.problems.problem import codes
from gcm.site.embeds import form, form_files
from gcm.site.record_lists import record_list_files
from gcm.views.all_views import page_builder
from gcm.views.parts.form import LONGEST_ADDRESS, blank_block, form_block
from support.handed_over import handed_over
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

PLAN = read_data("form")
SCRIPTS = ROOT / "theme" / "assets" / "javascripts"
VENDOR = SCRIPTS / "vendor"
EDITORS_ONLY = {"slug", "changes", "confirmed_by"}
PAGES = {"es": "contribuir", "en": "en/contribute"}
LARGEST_PAGE = 220_000


def builder(catalogue: Catalogue, lang="es"):
    site = site_of(catalogue, WRITTEN, repository="https://git.example/x/y")
    return page_builder(site, lang, ("contribute",))


def data_of(html: str) -> dict:
    return json.loads(lxml_html.fromstring(html).xpath("//script[@class='gcm-form-data']")[0].text)


@pytest.mark.parametrize("kind", PLAN["parts"])
def test_every_field_has_one_place(kind):
    """What a record can say can be said in the form, but for what only editors write; no field is asked for twice."""
    asked = [name for part in PLAN["parts"][kind].values() for name in part["fields"]]
    fields = {field.name for field in record_fields(kind, "es")}
    assert sorted(asked) == sorted({*fields, "body", "id"} - EDITORS_ONLY)


def test_the_plan_names_what_there_is():
    """A field that is renamed in the models is renamed in the plan too."""

    def names(fields, model):
        for field in fields:
            yield f"{model}.{field.name}"
            yield from names(field.fields, field.model)

    known = {name for kind in MODELS for name in names(record_fields(kind, "es"), MODELS[kind].__name__)}
    known |= {f"{MODELS[kind].__name__}.body" for kind in MODELS}
    assert set(PLAN["long"]) <= known
    assert {f"{model}.{name}" for model, listed in PLAN["asked"].items() for name in listed} <= known
    for kind, filled in PLAN["filled"].items():
        assert {path[0] for path in filled.values()} <= {field.name for field in record_fields(kind, "es")}
    assert set(PLAN["ways"]) - {"correct"} <= {
        name for parts in PLAN["parts"].values() for part in parts.values() for name in part["fields"]
    }


def test_words_are_in_both_languages_with_the_same_gaps():
    """No word of the form is missing in a language, and both fill in the same gaps."""

    def texts(value):
        if isinstance(value, dict) and set(value) == set(LANGS):
            yield value
        elif isinstance(value, dict):
            for each in value.values():
                yield from texts(each)

    found = [*texts(PLAN["words"]), *texts(PLAN["parts"]), *texts(PLAN["ways"])]
    assert len(found) > 50
    for text in found:
        assert set(re.findall(r"{(\w+)}", text["es"])) == set(re.findall(r"{(\w+)}", text["en"])), text


def test_every_word_is_used():
    """A word that neither the template, the view nor a script asks for is dead."""
    files = [
        *SCRIPTS.glob("form*.js"),
        *(ROOT / "gcm" / "site" / "templates").glob("form*.html"),
        ROOT / "gcm" / "views" / "parts" / "form.py",
    ]
    code = "".join(path.read_text("utf-8") for path in files)
    assert [name for name in PLAN["words"] if not re.search(rf"\b{name}\b", code)] == []


def test_scripts_hold_no_words():
    """What a reader reads comes from data, in both languages: a script has no text of more than a word in it."""
    for path in SCRIPTS.glob("form*.js"):
        code = re.sub(r"(?m)(^|\s)//.*$", "", path.read_text("utf-8"))
        quoted = re.findall(r'"([^"\n]*)"', code)
        assert [
            text
            for text in quoted
            if re.search(r"[a-záéíóúñ]{3,} [a-záéíóúñ]{3,}", text, re.IGNORECASE) and not re.search(r"[.#\[>:]", text)
        ] == [], path


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", PLAN["parts"])
def test_every_problem_has_its_sentence(catalogue, kind, lang):
    """What the schema or a rule can find is told in the words of problems.yaml, which name no field by its name in the file."""
    told = data_of(form(builder(catalogue, lang), kind, ""))
    found = set(re.findall(r'"x-problem": ?"(\w+)"', json.dumps(record_schema(kind, lang))))
    found |= set(re.findall(r'code: "(\w+)"', (SCRIPTS / "form-rules.js").read_text("utf-8")))
    assert found <= set(told["sentences"])
    assert set(told["sentences"]) <= set(codes())
    names = {field.name for field in record_fields(kind, lang)}
    for code, sentences in told["sentences"].items():
        assert not names & set(re.findall(r"(?<=[«'])\w+(?=[»'])", " ".join(sentences))), code


@pytest.mark.parametrize("kind", PLAN["parts"])
def test_the_schema_without_its_words_says_the_same(catalogue, kind):
    """What is left out of the schema in the page are words; it finds what the published one finds."""
    lean, whole = data_of(form(builder(catalogue), kind, ""))["schema"], record_schema(kind, "es")
    jsonschema.Draft202012Validator.check_schema(lean)
    right = {"title": {"es": "x"}, "kind": record_schema(kind, "es")["properties"]["kind"]["enum"][0], "forum": "f"}
    for data in (
        {},
        {"title": {}},
        {"title": 1},
        {"kind": "x", "countries": ["XX"]},
        right,
        {**right, "period": {"start": "x"}},
        {"x": 1},
    ):
        found = [
            [error.json_path for error in jsonschema.Draft202012Validator(schema).iter_errors(data)] for schema in (lean, whole)
        ]
        assert found[0] == found[1]
    assert "title" in lean["properties"]
    assert not re.search(r'"(x-labels|description|examples)": ', json.dumps(lean))


def test_the_validator_is_what_it_says_it_is():
    """The vendored library is the file that was made from its package, and needs no right to make code at run time."""
    told = yaml.safe_load((VENDOR / "json-schema.yaml").read_text("utf-8"))
    content = (VENDOR / "json-schema.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert (told["package"], str(told["version"]), told["licence"]) == ("@cfworker/json-schema", "4.1.6", "MIT")
    assert "Permission is hereby granted" in (VENDOR / "json-schema.LICENSE.txt").read_text("utf-8")
    assert not re.search(rb"\beval\(|\bFunction\(", content)


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_stays_small(site, lang):
    """The page with its form, uncompressed."""
    assert (site / PAGES[lang] / "index.html").stat().st_size < LARGEST_PAGE


def test_thousands_of_practices_do_not_weigh_on_the_page(catalogue):
    """Practices come in a script of their own, and the form of a large catalogue is that of a small one."""
    few = dict(list(catalogue.practices.items())[:1])
    (practice,) = few.values()
    many = {f"p-{number}": practice.model_copy(update={"id": f"p-{number}"}) for number in range(2000)}
    sizes = [len(form(builder(Catalogue(each, catalogue.forums, catalogue.roadmaps)), "practice", "")) for each in (few, many)]
    assert sizes[0] == sizes[1]
    (known, *_) = record_list_files(Catalogue(many, catalogue.forums, catalogue.roadmaps))
    assert known[0] == "assets/records/practice.js"
    assert len(known[1]) < 500_000


def test_known_records_tell_what_is_taken(records):
    """Ids, titles and addresses in both languages, and links: what a new record must not repeat."""
    catalogue, _ = records.load()
    scripts = dict(record_list_files(catalogue))
    told = handed_over(scripts["assets/records/practice.js"])
    assert told["kind"] == "practice"
    known = {id: rest for id, *rest in told["records"]}
    assert set(known) == set(catalogue.practices)
    assert known["ventanilla"] == [
        "Ventanilla única",
        "One-stop office",
        0,
        0,
        ["https://example.org/ventanilla"],
        ["registro"],
    ]


def test_a_hostile_title_stays_text(records):
    """What a record says ends neither a script nor a template of the form, and is no element of it."""
    hostile = "</script></template><img src=x onerror=window.ran=1> {{ 7 * 7 }} <!--"
    name = next(path.name for path in (records.root / "forums").iterdir() if not path.name.startswith("_"))
    text = (records.root / "forums" / name).read_text("utf-8")
    records.write(f"forums/{name}", re.sub(r"title: .*", f"title: {{es: {json.dumps(hostile)}, en: x}}", text, count=1))
    catalogue, problems = records.load()
    assert [problem for problem in problems if not problem.is_warning] == []
    for kind in PLAN["parts"]:
        html = form(builder(catalogue), kind, "")
        assert not lxml_html.fromstring(html).xpath("//img")
        assert hostile in json.dumps(data_of(html)["lists"], ensure_ascii=False) or kind != "practice"
    assert "<img" not in "".join(
        content for _, content in (*record_list_files(catalogue), *form_files(builder(catalogue).site, ""))
    )


def test_mail_only_where_there_is_an_address(catalogue):
    """No address is made up; one that is given is a link with a subject, and without one the reader is told where it is."""
    assert form_block(builder(catalogue), "practice").mail is None
    assert "todavía no tiene un correo" in form(builder(catalogue), "practice", "")
    html = lxml_html.fromstring(form(builder(catalogue), "practice", "editores@example.org"))
    (address,) = html.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert address.startswith("mailto:editores@example.org?subject=")
    assert not lxml_html.fromstring(form(builder(catalogue), "practice", "")).xpath("//a[starts-with(@href, 'mailto:')]")


@pytest.mark.parametrize("lang", LANGS)
def test_without_scripts_the_page_still_helps(site, lang):
    """Where no script runs the form is out of sight, and the page offers GitHub's form and the blank record."""
    page = lxml_html.parse(str(site / PAGES[lang] / "index.html"))
    assert page.xpath("//form[@class='gcm-form']/@hidden")
    assert PLAN["words"]["without"][lang] in "".join(page.xpath("//noscript//text()"))
    assert page.xpath("//a[contains(@href, '/issues/new/choose')]")
    ((name, text),) = blank_block(builder(Catalogue({}, {}, {}), lang), "practice").snippets
    assert name == "records/practices/_template.md"
    assert text in page.xpath("string(//div[@class='gcm-snippets']//code)")


@pytest.mark.parametrize("lang", LANGS)
def test_ids_are_unique_and_labels_lead_to_them(catalogue, lang):
    """Every label has its control, every description is there, in entries of lists too."""
    for kind in PLAN["parts"]:
        page = lxml_html.fromstring(form(builder(catalogue, lang), kind, ""))
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        named = [*page.xpath("//label/@for"), *(id for ids in page.xpath("//@aria-describedby") for id in ids.split())]
        assert len(named) > 100
        assert set(named) <= set(ids)


def test_an_address_is_shorter_than_github_takes():
    """8,191 bytes is GitHub's limit."""
    assert LONGEST_ADDRESS <= 7000


def test_scripts_of_the_page_are_there():
    """Both pages run the same scripts, in the order in which they need one another."""
    listed = [
        yaml.safe_load(Path(ROOT, "docs", path).read_text("utf-8").split("---")[1])["scripts"]
        for path in ("es/contribuir.md", "en/contribute.md")
    ]
    assert listed[0] == listed[1]
    assert {path.name for path in SCRIPTS.glob("form*.js")} | {"vendor/json-schema.js"} == set(listed[0])
