"""The form for contributors in a browser: what people do with it, and what comes out, whatever they type."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from gcm.catalogue.catalogue import build_catalogue, check_alone, load_catalogue
from gcm.catalogue.duplicates import links_of
from gcm.language.data_files import read_data
from gcm.language.text import LANGS, fold, other, slug_of
from gcm.models.form_fields import Field, record_fields
from gcm.problems.problem import Problem
from gcm.reading.field_texts import field_texts, text_of
from gcm.reading.files import parse_record
from gcm.reading.places import ParsedRecord
from gcm.writing.writer import clean, record_text
from support.accessibility import violations
from support.examples import examples
from support.paths import ROOT
from support.vectors import rules

pytestmark = pytest.mark.browser

PAGES = {"es": "contribuir/", "en": "en/contribute/"}
WORDS = {lang: {name: text[lang] for name, text in read_data("form")["words"].items()} for lang in LANGS}
PRACTICES = sorted(path.stem for path in (ROOT / "records" / "practices").glob("[!_]*.md"))
RUEX = "registro-unico-de-extranjeria-ruex"

FOCUSED = """() => {
    const focused = document.activeElement;
    const own = focused.getAttribute('aria-label') || [...(focused.labels ?? [])].map((label) => label.innerText).join(' ') || focused.innerText;
    return `${focused.closest('fieldset')?.querySelector('legend')?.innerText ?? ''} | ${own}`;
}"""
TOLD = "JSON.parse(document.querySelector('.gcm-form-data').textContent)"
ANSWER = {"status": 200, "content_type": "text/html", "body": "<title>GitHub</title>"}


def opened(page: Page, address: str, lang: str = "es", query: str = "") -> Page:
    """The form, once it is there to be filled in."""
    page.goto(f"{address}{PAGES[lang]}{query}")
    expect(page.locator(".gcm-form")).to_be_visible()
    return page


def unfold(page: Page, *parts: str) -> None:
    """Open parts of the form that stand folded, or all of them where none is named."""
    wanted = ", ".join(f"#part-{part}" for part in parts) or ".gcm-part"
    page.locator(".gcm-form").evaluate(
        "(form, wanted) => form.querySelectorAll(wanted).forEach((part) => { part.open = true; })", wanted
    )


def label_of(lang: str, *names: str, mark: str = "") -> str:
    """What the form calls a field."""
    fields, label = record_fields("practice", lang), ""
    for name in names:
        field = next(field for field in fields if field.name == name)
        fields, label = field.fields, field.label
    return f"{label} {mark}".strip()


def text_on(page: Page) -> str:
    """The record as it would leave the form now."""
    page.locator("[data-exit=download]").focus()
    page.locator("[data-exit=download]").blur()
    return page.locator(".gcm-file textarea").input_value()


def downloaded(page: Page, lang: str = "es") -> tuple[str, str]:
    """Name and content of the file that the form gives."""
    with page.expect_download() as download:
        page.get_by_role("button", name=WORDS[lang]["download"]).click()
    return download.value.suggested_filename, download.value.path().read_bytes().decode()


def errors_with(tmp_path: Path, files: dict[str, str]) -> list[Problem]:
    """The errors that the validator finds once these files are among the real practices."""
    shutil.copytree(ROOT / "records", tmp_path / "records")
    for name, text in files.items():
        (tmp_path / "records" / "practices" / name).write_bytes(text.encode())
    return [problem for problem in load_catalogue(tmp_path / "records")[1] if not problem.is_warning]


def parsed(text: str) -> ParsedRecord:
    record, problems = parse_record(text.encode(), "records/practices/x.md")
    assert record is not None, problems
    assert problems == []
    return record


# By keyboard


def go_to(page: Page, wanted: str) -> None:
    """Press the tabulator until what has the focus is called so."""
    for _ in range(400):
        page.keyboard.press("Tab")
        if " ".join(page.evaluate(FOCUSED).split()).strip(" |") == wanted:
            return
    pytest.fail(f"the keyboard does not come to {wanted!r}")


def pick(page: Page, lang: str, label: str, letters: str) -> None:
    """Choose the only value of a long list that these letters are in."""
    go_to(page, f"{label} | {WORDS[lang]['open_list']} {label}")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(letters)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")


@pytest.mark.parametrize("lang", LANGS)
def test_by_keyboard_alone(watched, address, lang, tmp_path):
    """From an empty form to a file that validates and to GitHub's page with the same text in it, without a pointer."""
    watched.context.route("https://github.com/**", lambda route: route.fulfill(**ANSWER))
    opened(watched, address, lang)
    t, sides = WORDS[lang], {each: read_data("fields")["Text"][each]["label"][lang] for each in LANGS}
    title = {"es": "Mesa móvil: «trámites» en la frontera", "en": "Mobile desk: “paperwork” at the border"}

    go_to(watched, f"{label_of(lang, 'title', mark=t['required'])} | {sides[lang]}")
    watched.keyboard.type(title[lang])
    watched.keyboard.press("Tab")
    watched.keyboard.type(title[other(lang)])
    go_to(watched, label_of(lang, "kind", mark=t["required"]))
    watched.keyboard.type("Pol")
    pick(watched, lang, label_of(lang, "countries"), "panama")
    go_to(watched, f"{label_of(lang, 'links')} | {t['add'].format(what={'es': 'Enlace', 'en': 'Link'}[lang])}")
    watched.keyboard.press("Enter")
    watched.keyboard.type("https://example.org/mesa?x=1&y=ñ")
    watched.keyboard.press("Tab")
    watched.keyboard.type("-x: y")
    pick(watched, lang, label_of(lang, "objectives", "stated"), "14.")
    go_to(
        watched,
        label_of(lang, "translation", "from", mark=t["required_here"]).join((f"{label_of(lang, 'translation')} | ", "")),
    )
    watched.keyboard.type({"es": "espa", "en": "Span"}[lang])
    go_to(watched, t["download"])
    with watched.expect_download() as download:
        watched.keyboard.press("Enter")
    name, text = download.value.suggested_filename, download.value.path().read_text("utf-8")
    expect(watched.locator(".gcm-said")).to_contain_text(name)

    assert name == "mesa-movil-tramites-en-la-frontera.md"
    assert errors_with(tmp_path, {name: text}) == []
    record = parsed(text)
    assert record.fields.data["title"] == title
    assert (record.fields.data["kind"], record.fields.data["countries"]) == ("policy", ["PA"])
    assert record.fields.data["links"] == [{"url": "https://example.org/mesa?x=1&y=ñ", "title": {lang: "-x: y"}}]
    assert (record.fields.data["objectives"], record.fields.data["translation"]) == ({"stated": ["14"]}, {"from": "es"})
    assert record.fields.data["review"]["status"] == "proposed"

    go_to(watched, t["propose"])
    with watched.context.expect_page() as proposal:
        watched.keyboard.press("Enter")
    way = urlsplit(proposal.value.url)
    assert way.path == "/example/gcm-practices/new/main/records/practices"
    assert parse_qs(way.query) == {"filename": [name], "value": [text]}


def test_a_list_that_opens_late_leaves_the_focus(watched, address):
    """A browser says that a list has opened when it has time to; by then a quick hand is among the values, and stays there."""
    opened(watched, address)
    watched.locator("#f-countries summary").click()
    watched.locator("#f-countries-find").fill("panama")
    box = watched.locator("#f-countries .gcm-options input")
    box.focus()
    watched.evaluate("document.querySelector('#f-countries details').dispatchEvent(new Event('toggle'))")
    expect(box).to_be_focused()
    watched.keyboard.press("Space")
    assert "countries: [PA]" in text_on(watched)


def test_what_begins_with_the_letters_comes_first(watched, address):
    """`pana` is in España too, which stands before Panamá in the alphabet and is not what is looked for."""
    opened(watched, address)
    watched.locator("#f-countries summary").click()
    watched.locator("#f-countries-find").fill("pana")
    expect(watched.locator("#f-countries .gcm-options li")).to_have_text(["Panamá", "España"])


def test_entries_of_lists_by_keyboard(watched, address):
    """The focus goes to a new entry, and to its neighbour when one is taken away; both are announced."""
    opened(watched, address)
    group = watched.get_by_role("group", name=label_of("es", "aliases"))
    watched.locator("#part-more > summary").press("Enter")
    add = group.get_by_role("button", name="Añadir «Otros nombres»")
    for name in ("uno", "dos", "tres"):
        add.press("Enter")
        watched.keyboard.type(name)
    expect(watched.locator(".gcm-live")).to_have_text("Añadido: Otros nombres 3")
    group.get_by_role("button", name="Quitar «Otros nombres 2»").press("Enter")
    expect(watched.locator(".gcm-live")).to_have_text("Quitado: Otros nombres 2")
    expect(group.get_by_role("button", name="Quitar «Otros nombres 2»")).to_be_focused()
    assert 'aliases: ["uno", "tres"]' in text_on(watched)
    for _ in range(2):
        group.get_by_role("button", name="Quitar «Otros nombres 1»").press("Enter")
    expect(add).to_be_focused()
    assert "aliases" not in text_on(watched)


# What is typed

HOSTILE = [
    "\"comillas\" 'simples' «y» \\ barra \\n \\", "dos: puntos", "NO", "no", "1:30", "---", "--- \n---\nx", "...", "{{ 7 * 7 }} {% raw %}",
    "# Español", "# English\n\n## x", "emoji 👩🏽‍⚕️🇵🇦", "\u202eal revés\u202c \u200f\u200e", "cero\u200bancho\ufeff\u2060", "]]>",
    "</textarea><script>window.ran=1</script>", "- guion", "? x", "! x", "!!python/object x", "& x", "* x", "% x", "@ x", "` x", "| x", "> x",
    "espacios   ", "\ttab\ttab", "null", "~", "true", "yes", "CRLF\r\nlínea\rotra\nfin", "a\u0301rbol n\u0303", "=cmd|' /C calc'!A0", "0x1F", "1e3",
    "2021-02-30", "[x, y]", "{a: b}", ", x", "x # y", "#x", "key: [", "<<: *x", "\x00\x01\x1b[31mrojo", "línea\u2028sep\u2029fin\u0085", "```\n# x", "~~~",
    "ﬁ Ⅷ ①", "x" * 3999, "$(rm -rf /) `id`", "::error::x", "%0A", "a\u00adb", "İstanbul ß", "__proto__", "{0} {n}",
]  # fmt: skip


def test_whatever_is_typed_validates_and_reads_back(watched, address, tmp_path, pytestconfig):
    """Each hostile text, typed into a line, an area, a list and the body, gives a valid file that says the same. By night, all of them."""
    opened(watched, address)
    watched.locator("#f-kind").select_option("tool")
    unfold(watched)
    watched.get_by_role("button", name="Añadir «Otros nombres»").click()
    watched.locator("#f-results .gcm-add").last.click()
    watched.locator("#f-countries summary").click()
    watched.locator("#f-countries input[value=NO]").check()
    watched.locator("#f-sources input").first.fill("https://example.org/")
    rests = {"sources": ["example"]}
    files = {}
    for number, typed in enumerate(HOSTILE if pytestconfig.getoption("--nightly") else HOSTILE[::4]):
        watched.locator("#f-id").fill(f"prueba-{number}")
        watched.locator("#f-title-es").fill(f"{typed} {number}"[-4000:])
        for place in ("#f-results textarea:lang(en)", "#f-summary-0-es", "#f-body-es", "#f-body-en", "#f-review-compiled_by"):
            watched.locator(place).fill(typed)
        watched.locator("#f-aliases input").fill(typed)
        name, text = downloaded(watched)
        assert name == f"prueba-{number}.md"
        files[name] = text
        data = parsed(text).fields.data
        line, area = clean(re.sub(r"\r\n?|\n", " ", typed)), clean(typed)
        assert data["title"] == {"es": clean(re.sub(r"\r\n?|\n", " ", f"{typed} {number}"[-4000:]))}, typed
        assert (data["summary"], data["results"]) == ([{"es": area, **rests}], [{"en": area, **rests}]), typed
        assert (data["aliases"], data["review"]["compiled_by"]) == ([line], line), typed
        expected = parsed(record_text("practice", {"kind": "tool"}, {"es": typed, "en": typed})).bodies
        assert parsed(text).bodies == expected, typed
        assert all(fold(area.replace("# ", "")[:20]) in fold(body.replace("# ", "")) for body in expected.values()), typed
    assert errors_with(tmp_path, files) == []
    assert watched.evaluate("window.ran") is None


@pytest.mark.nightly
def test_ninety_thousand_letters(watched, address, tmp_path):
    """A long description is taken as far as the file may be large; past that the form says so in the validator's words."""
    opened(watched, address)
    watched.locator("#f-kind").select_option("tool")
    watched.locator("#f-title-es").fill("Larga")
    watched.get_by_role("group", name=label_of("es", "implementers")).locator("summary").click()
    watched.locator("#f-implementers input[type=checkbox]").first.check()
    unfold(watched, "practised")
    watched.locator("#f-body-es").fill(f"{'palabra ñ ' * 10}\n" * 825)
    name, text = downloaded(watched)
    assert 90_000 < len(text.encode()) < 96_000
    assert errors_with(tmp_path, {name: text}) == []
    watched.locator("#f-body-es").fill(f"{'palabra ñ ' * 10}\n" * 900)
    watched.get_by_role("button", name=WORDS["es"]["download"]).click()
    said = Problem("", 1, 1, "R106", "", (("value", "96"),)).message("es")
    expect(watched.locator(".gcm-summary")).to_contain_text(said)
    expect(watched.locator("#f-body-es-fault")).to_contain_text(said)


def test_a_long_record_is_pasted(watched, address):
    """Where an address cannot hold the record it is copied, and GitHub's page opens with the file's name only."""
    context = watched.context
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.route("https://github.com/**", lambda route: route.fulfill(**ANSWER))
    opened(watched, address, query="?country=PA&kind=policy")
    unfold(watched, "practised")
    watched.locator("#f-title-es").fill("Ñandú")
    proposed = watched.get_by_role("link", name=WORDS["es"]["propose"])
    for size, is_whole in ((900, True), (2000, False)):
        watched.locator("#f-body-es").fill("ñ" * size)
        with context.expect_page() as opening:
            proposed.click()
        asked = parse_qs(urlsplit(opening.value.url).query)
        opening.value.close()
        assert len(proposed.get_attribute("href")) <= 7000
        text = text_on(watched)
        assert asked == {"filename": ["nandu.md"], **({"value": [text]} if is_whole else {})}
        if not is_whole:
            assert watched.evaluate("navigator.clipboard.readText()") == text
            expect(watched.locator(".gcm-said")).to_contain_text("nandu.md")
    watched.get_by_role("button", name=WORDS["es"]["copy_text"]).click()
    expect(watched.locator(".gcm-said")).to_contain_text("Se copió el texto de nandu.md.")
    assert watched.evaluate("navigator.clipboard.readText()") == text


# Written in the browser as in Python


LETTERS = st.text(st.characters(max_codepoint=0x05FF), max_size=30)
"""Letters that every version of Unicode knows in the same way."""
TEXTS = st.sampled_from(["", "   ", "PA", "2021", *HOSTILE]) | LETTERS
RIGHT_SHAPES = {"date": ["2021", "2021-03-04"], "number": ["12"], "truth": ["true", "false"], "moment": ["2024-09-25T09:00"]}


def data_for(fields: Sequence[Field]) -> st.SearchStrategy:
    """Data for some of the fields, some of it blank."""
    return st.fixed_dictionaries({}, optional={field.name: value_for(field) for field in fields})


def value_for(field: Field) -> st.SearchStrategy:
    if field.many:
        return st.lists(value_for(replace(field, many=False)), max_size=3)
    if field.control == "group":
        return data_for(field.fields)
    if field.control == "text":
        return st.fixed_dictionaries({}, optional=dict.fromkeys(LANGS, TEXTS))
    known = [*RIGHT_SHAPES.get(field.control, []), *(id for id, _ in field.options[:5])]
    return st.sampled_from(known) | TEXTS if known else TEXTS


@pytest.mark.parametrize("kind", ["practice", "forum", "roadmap"])
def test_records_are_written_as_in_python(watched, address, kind):
    """The same data gives the same text, letter by letter, in the browser and in Python."""
    opened(watched, address)
    watched.evaluate("(form) => { window.writer = window.gcm.writing.writer(form); }", form_of(kind))
    bodies = st.fixed_dictionaries({}, optional=dict.fromkeys(LANGS, TEXTS | st.lists(TEXTS).map("\n".join)))

    @examples(50)
    @given(data_for(record_fields(kind, "es")), bodies)
    def is_the_same(data, bodies):
        script = "([data, bodies]) => window.writer.recordText(data, bodies)"
        assert watched.evaluate(script, [data, bodies]) == record_text(kind, data, bodies)

    is_the_same()


def test_half_a_letter_is_no_letter(watched, address):
    """Half of a pair that stands for one letter, which only a browser can hold, is left out."""
    opened(watched, address)
    assert watched.evaluate("window.gcm.writing.clean('a\\ud83db')") == "ab"


def form_of(kind: str) -> dict:
    """What writing needs to know of the form for a kind of record."""
    told = rules()
    return {"fields": told["fields"][kind], "rules": told["form"]}


def test_ids_are_made_as_in_python(watched, address, catalogue):
    """A title gives the part of an address that Python makes of it, and is compared without accents as in Python."""
    opened(watched, address)
    real = [text for practice in catalogue.practices.values() for text in (practice.title.es, practice.title.en) if text]
    titles = [
        *real,
        "Ñandú & Straße – «ŒUVRE» 1,000.5 (2ª)",
        "Łódź Đà Nẵng Ångström Þór",
        "a" * 90,
        f"{'palabra ' * 12}",
        "¿¡—…!",
        "İ ı",
        "l'Été d’hiver",
    ]
    script = f"""(titles) => {{
        const {{ slug }} = {TOLD}.rules;
        return titles.map((each) => [window.gcm.texts.slugOf(each, slug), window.gcm.texts.fold(each)]);
    }}"""
    found = watched.evaluate(script, titles)
    assert [slug for slug, _ in found] == [slug_of(title) for title in titles]
    assert [folded for _, folded in found] == [fold(title) for title in titles]


RIGHT = {"title": {"es": "Una práctica"}, "kind": "tool", "countries": ["PA"]}
LISTED = {"forum": "i-foro-2023", "session": "sesion-1", "kind": "tool", "printed": "x"}
SOURCE = {"key": "a", "url": "https://example.org/a", "title": "A", "publisher": "x"}
BROKEN = {
    "nothing": {},
    "right": RIGHT,
    "no title": {"kind": "tool", "countries": ["PA"]},
    "nobody's": {"title": {"es": "x"}, "kind": "tool"},
    "an organisation's": {"title": {"es": "x"}, "kind": "tool", "implementers": ["oim"]},
    "kind": {**RIGHT, "kind": "x"},
    "country": {**RIGHT, "countries": ["XX"]},
    "repeated country": {**RIGHT, "countries": ["PA", "PA"]},
    "repeated reference": {**RIGHT, "related": [RUEX, RUEX]},
    "repeated objective": {**RIGHT, "objectives": {"stated": ["4"], "editorial": ["4"]}},
    "objective": {**RIGHT, "objectives": {"stated": ["24"]}},
    "through no session": {**RIGHT, "objectives": {"through_session": ["7"]}},
    "through its session": {**RIGHT, "objectives": {"through_session": ["7", "8"]}, "listings": [LISTED]},
    "through another": {**RIGHT, "objectives": {"through_session": ["7", "9"]}, "listings": [LISTED]},
    "listing without session": {**RIGHT, "listings": [{"forum": "i-foro-2023", "kind": "tool", "printed": "x"}]},
    "page": {**RIGHT, "listings": [{**LISTED, "page": "doce"}]},
    "page 0": {**RIGHT, "listings": [{**LISTED, "page": "0"}]},
    "page 14": {**RIGHT, "listings": [{**LISTED, "page": "14"}]},
    "citation": {**RIGHT, "listings": [{**LISTED, "source": ["355"]}]},
    "unknown document": {**RIGHT, "listings": [{**LISTED, "source": ["informe:355"]}]},
    "objective of a source": {**RIGHT, "objectives": {"stated": ["4"], "sources": ["a"]}, "sources": [SOURCE]},
    "objective of lines": {**RIGHT, "objectives": {"stated": ["4"], "sources": ["informe-i-foro:355"]}},
    "objective of no source": {**RIGHT, "objectives": {"stated": ["4"], "sources": ["b"]}},
    "known document": {**RIGHT, "listings": [{**LISTED, "source": ["informe-i-foro:355"]}]},
    "date": {**RIGHT, "period": {"start": "ayer"}},
    "no day": {**RIGHT, "period": {"start": "2023-02-29"}},
    "leap day": {**RIGHT, "period": {"start": "2024-02-29"}},
    "year 0": {**RIGHT, "period": {"start": "0000"}},
    "order": {**RIGHT, "period": {"start": "2024", "end": "2023"}},
    "order by month": {**RIGHT, "period": {"start": "2024-05", "end": "2024-04"}},
    "same year": {**RIGHT, "period": {"start": "2024-05", "end": "2024"}},
    "review order": {**RIGHT, "review": {"status": "proposed", "compiled_on": "2025", "reviewed_on": "2024"}},
    "reviewed by nobody": {**RIGHT, "review": {"status": "reviewed"}},
    "link": {**RIGHT, "links": [{"url": "example.org", "title": {"es": "x"}}]},
    "link without title": {**RIGHT, "links": [{"url": "https://example.org/x"}]},
    "half host": {**RIGHT, "hub_url": "https://[abc/x"},
    "no host": {**RIGHT, "hub_url": "https://:80/x"},
    "script": {**RIGHT, "hub_url": "javascript:alert(1)"},
    "mail to nobody": {**RIGHT, "hub_url": "mailto:?x@y"},
    "mail": {**RIGHT, "hub_url": "mailto:a@example.org"},
    "user in address": {**RIGHT, "hub_url": "https://a@example.org/"},
    "accented address": {**RIGHT, "hub_url": "https://example.org/ñ?á=é#í"},
    "too long": {**RIGHT, "kind_note": {"es": "x" * 4001}},
    "long enough": {**RIGHT, "kind_note": {"es": "👩" * 4000}},
    "adoption": {**RIGHT, "adoptions": [{"date": "2025"}]},
    "follow-up": {**RIGHT, "follow_up": {"last_reviewed": "2025"}},
    "pledge": {**RIGHT, "pledges": [{"country": "PA"}]},
    "translation": {**RIGHT, "translation": {"into": "human"}},
    "itself": {**RIGHT, "related": ["x"]},
    "same title": {**RIGHT, "title": {"es": "Registro unico de extranjeria (ruex)"}},
    "same English title": {**RIGHT, "title": {"en": "SINGLE REGISTER OF FOREIGN NATIONALS (RUEX)"}},
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_problems_are_those_of_the_validator(watched, address, lang, loaded):
    """For each broken record the form finds the codes that the validator finds, at the same fields."""
    opened(watched, address, lang)
    watched.wait_for_load_state("networkidle")
    others = {kind: dict(getattr(loaded[0], f"{kind}s")) for kind in ("practice", "forum", "roadmap")}
    known = [
        {
            "id": each.id,
            "title": each.title.model_dump(),
            "slug": {side: each.slug_in(side) for side in LANGS},
            "links": [],
            "related": [],
        }
        for each in others["practice"].values()
    ]
    script = f"""([cases, others]) => {{
        const rules = window.gcm.rules({TOLD});
        return cases.map((data) => rules.problems({{ data, bodies: {{}}, id: 'x', isNew: true, text: '', others }})
            .map(({{ code, path }}) => `${{code}} ${{path.join('.')}}`).sort());
    }}"""
    found = dict(zip(BROKEN, watched.evaluate(script, [list(BROKEN.values()), known]), strict=True))
    real = [
        parse_record(path.read_bytes(), f"records/{path.parent.name}/{path.name}")[0]
        for path in (ROOT / "records").glob("*/[!_]*.md")
    ]
    checked = {record.path: check_alone(record) for record in real}
    for name, data in BROKEN.items():
        record = parse_record(record_text("practice", data, {}).encode(), "records/practices/x.md")[0] or no_fields()
        _, problems = build_catalogue([*real, record], check=lambda each: checked.get(each.path) or check_alone(each))
        expected = [
            f"{problem.code} {'.'.join(str(int(part) - 1) if part.isdigit() else part for part in problem.field.split('.'))}"
            for problem in problems
            if problem.path == "records/practices/x.md" and not problem.is_warning
        ]
        assert found[name] == sorted(expected), name


def no_fields() -> ParsedRecord:
    """A record without any field, which as a file could not be read."""
    record, _ = parse_record(b"---\nkind:\n---\n", "records/practices/x.md")
    record.fields.data.clear()
    return record


# Corrections


def test_a_correction_alters_only_what_was_altered(watched, address, tmp_path, pytestconfig):
    """A real practice, opened, is the same file byte for byte; once one field is altered, all else is still. By night, every one."""
    files = {}
    for number, id in enumerate(PRACTICES if pytestconfig.getoption("--nightly") else PRACTICES[::25]):
        content = (ROOT / "records" / "practices" / f"{id}.md").read_bytes()
        before = parse_record(content, f"records/practices/{id}.md")[0]
        opened(watched, address, query=f"?record={id}")
        assert text_on(watched).encode() == content, id
        name, value = ALTERED[number % len(ALTERED)](watched, before.fields.data)
        file, text = downloaded(watched)
        assert file == f"{id}.md"
        after = parsed(text)
        history = [*before.fields.data.get("changes", ()), CORRECTED_TODAY]
        assert after.fields.data == {**before.fields.data, name: value, "changes": history}, id
        others = {name, "changes"}
        old = {field.name: field.text for field in field_texts(text_of(content), before.fields) if field.name not in others}
        assert {field.name: field.text for field in field_texts(text, after.fields) if field.name not in others} == old, id
        assert text.split("\n---\n", 1)[1] == text_of(content).split("\n---\n", 1)[1]
        order = [field.name for field in record_fields("practice", "es") if field.name in after.fields.data]
        if name not in before.fields.data:
            known = list(after.fields.data)
            assert known[known.index(name) - 1] == order[order.index(name) - 1], id
        files[f"{id}.md"] = text
    assert errors_with(tmp_path, files) == []


def alter_title(page, data):
    page.locator("#f-title-en").fill(f"{data['title']['en']} x")
    return "title", {**data["title"], "en": f"{data['title']['en']} x"}


def alter_scope(page, data):
    scope = "bilateral" if data.get("scope") != "bilateral" else "global"
    page.locator("#f-scope").select_option(scope)
    return "scope", scope


def alter_results(page, data):
    """A new statement below the others, which rests on all of the record's sources; what may be another practice takes none."""
    if data.get("identity", {}).get("certainty") == "doubtful" or "sources" not in data:
        return alter_scope(page, data)
    page.locator("#f-results .gcm-add").last.click()
    page.locator("#f-results textarea:lang(es)").last.fill("Uno:\n  dos")
    return "results", [
        *data.get("results", []),
        {"es": "Uno:\n  dos", "sources": [source["key"] for source in data["sources"]]},
    ]


def alter_principles(page, data):
    page.locator("#f-principles input").first.click()
    return "principles", [each for each in data.get("principles") or [] if each != "people-centred"] or ["people-centred"]


def alter_criteria(page, data):
    box = page.locator("#f-criteria input").last
    value = box.get_attribute("value")
    box.set_checked(True)
    ids = [option for option, _ in next(each for each in record_fields("practice", "es") if each.name == "criteria").options]
    return "criteria", [id for id in ids if id in {*(data.get("criteria") or []), value}]


def alter_countries(page, data):
    page.locator("#f-countries summary").click()
    page.locator("#f-countries-find").fill("Tuvalu")
    page.locator("#f-countries .gcm-options input").check()
    return "countries", [*(data.get("countries") or []), "TV"]


CORRECTED_TODAY = {"on": date.today().isoformat(), "what": "changed"}
ALTERED = [alter_title, alter_scope, alter_results, alter_principles, alter_criteria, alter_countries]


def test_a_changed_body_leaves_the_other_and_the_fields(watched, address):
    """Only the text of the language that was altered is written anew, also where there was none."""
    fields = parse_record((ROOT / "records" / "practices" / f"{RUEX}.md").read_bytes(), "")[0].fields.data
    opened(watched, address, query=f"?record={RUEX}")
    unfold(watched, "practised")
    watched.locator("#f-body-en").fill("# New\n\ntext")
    assert text_on(watched).endswith("\n---\n\n# English\n\n## New\n\ntext\n")
    watched.locator("#f-body-es").fill("")
    assert parsed(text_on(watched)).bodies == {"en": "## New\n\ntext"}
    watched.locator("#f-body-es").fill("Texto")
    assert parsed(text_on(watched)).bodies == {"es": "Texto", "en": "## New\n\ntext"}
    assert parsed(text_on(watched)).fields.data == {**fields, "changes": [*fields["changes"], CORRECTED_TODAY]}


def test_remarks_in_the_file_stay(watched, address):
    """What editors noted before a field stands there still when the field is written anew, and goes with it when it is emptied."""
    record = "---\n# first\ntitle: {es: Uno}\n# about the kind\nkind: tool # here\n\ncountries: [PA]  # Panama\n# last\n---\n\n# Español\nx"
    opened(watched, address)
    script = """([form, text, fields]) => {
        const record = { text, fields };
        const put = (name, value) => window.gcm.writing.writer(form).corrected(record, new Map([[name, value]]), new Map());
        return [put('title', { es: 'Dos' }), put('kind', 'policy'), put('kind', undefined), put('scope', 'local')];
    }"""
    fields = [
        [field.name, field.value, field.text] for field in field_texts(record, parse_record(record.encode(), "")[0].fields)
    ]
    title, kind, none, scope = watched.evaluate(script, [form_of("practice"), record, fields])
    assert title == record.replace("title: {es: Uno}", 'title:\n  es: "Dos"')
    assert kind == record.replace("kind: tool # here\n\n", "kind: policy\n")
    assert none == record.replace("# about the kind\nkind: tool # here\n\n", "")
    assert scope == record.replace("# last\n---", "# last\nscope: local\n---")


@pytest.mark.parametrize("lang", LANGS)
def test_my_country_adopted_it(watched, address, lang, tmp_path):
    """From the practice's page to a new adoption, the only part that is open; GitHub's page to edit the file, text to paste."""
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.context.route("https://github.com/**", lambda route: route.fulfill(**ANSWER))
    watched.goto(f"{address}{'practicas' if lang == 'es' else 'en/practices'}/{'sembrando-vida'}/")
    watched.get_by_role("link", name={"es": "Mi país la adoptó", "en": "My country adopted it"}[lang]).click()
    expect(watched.get_by_label(label_of(lang, "adoptions", "country"))).to_be_focused()
    expect(watched.locator(".gcm-way h3")).to_contain_text("Sembrando Vida")
    expect(watched.locator(".gcm-part[open]")).to_have_count(1)
    assert text_on(watched) == (ROOT / "records" / "practices" / "sembrando-vida.md").read_text("utf-8")
    watched.get_by_label(label_of(lang, "adoptions", "country")).select_option("NO")
    watched.get_by_label(label_of(lang, "adoptions", "date"), exact=True).fill("2025-03")
    with watched.context.expect_page() as opening:
        watched.get_by_role("link", name=WORDS[lang]["propose"]).click()
    assert opening.value.url == "https://github.com/example/gcm-practices/edit/main/records/practices/sembrando-vida.md"
    opening.value.close()
    text = watched.evaluate("navigator.clipboard.readText()")
    assert '\nadoptions:\n  - country: "NO"\n    date: 2025-03\n' in text
    assert errors_with(tmp_path, {"sembrando-vida.md": text}) == []
    expect(watched.locator(".gcm-way a")).to_have_attribute(
        "href", f"../{'practicas' if lang == 'es' else 'practices'}/sembrando-vida/"
    )


@pytest.mark.parametrize("lang", LANGS)
def test_progress_of_a_roadmap(watched, address, lang):
    """The board's link opens the form of the roadmap, at its items; what is reported alters the items alone."""
    original = (ROOT / "records" / "roadmaps" / "i-foro-mesa-1.md").read_text("utf-8")
    opened(watched, address, lang, "?record=i-foro-mesa-1&part=items&kind=roadmap")
    assert text_on(watched) == original
    item = watched.locator("#f-items > .gcm-rows > .gcm-row").nth(1)
    item.locator("summary").first.click()
    field = next(field for field in record_fields("roadmap", lang) if field.name == "items")
    labels = {each.name: each.label for each in field.fields}
    item.get_by_label(labels["status"]).select_option("under-way")
    item.get_by_label(labels["last_reviewed"]).fill("2026-02")
    after, before = (parse_record(text.encode(), "records/roadmaps/x.md")[0] for text in (text_on(watched), original))
    expected = [dict(each) for each in before.fields.data["items"]]
    expected[1] |= {"status": "under-way", "last_reviewed": "2026-02"}
    history = [*before.fields.data.get("changes", ()), CORRECTED_TODAY]
    assert after.fields.data == {**before.fields.data, "items": expected, "changes": history}
    assert after.bodies == before.bodies


def test_every_roadmap_comes_out_as_it_was(watched, address, pytestconfig):
    """Opened and left as it is, a roadmap's file is the same, byte for byte. By night, every one."""
    roadmaps = sorted((ROOT / "records" / "roadmaps").glob("[!_]*.md"))
    for path in roadmaps if pytestconfig.getoption("--nightly") else roadmaps[::3]:
        opened(watched, address, query=f"?record={path.stem}&kind=roadmap")
        assert downloaded(watched) == (path.name, path.read_text("utf-8"))


def test_a_record_that_is_not_there(browser, address):
    """An address that names no record, or something else than one, opens an empty form and says so before anybody fills it in."""
    page = browser.new_page()
    for name in ("no-existe", "../../x", "<script>"):
        opened(page, address, query=f"?record={name}")
        expect(page.locator(".gcm-way h3")).to_contain_text("No se pudo abrir la ficha")
        expect(page.locator(".gcm-way h3")).to_be_focused()
        expect(page.locator("#f-title-es")).to_have_value("")
    page.close()


# While it is written


def test_nothing_is_wrong_before_it_is_left(watched, address):
    """A mistake is told when its field is left, in the validator's sentence, and goes as soon as it is mended."""
    opened(watched, address)
    start, fault = watched.locator("#f-period-start"), watched.locator("#f-period-start-fault")
    start.press_sequentially("20211")
    expect(watched.locator(".gcm-file textarea")).to_have_value(re.compile("20211"))  # the form has looked at it
    expect(fault).to_be_hidden()
    start.press("Tab")
    expect(fault).to_contain_text(Problem("", 1, 1, "R220", "", (("value", "20211"),)).message("es"))
    expect(start).to_have_attribute("aria-invalid", "true")
    assert fault.get_attribute("id") in start.get_attribute("aria-describedby").split()
    expect(watched.locator(".gcm-live")).to_contain_text("Desde: ")
    start.fill("2021")
    expect(fault).to_be_hidden()
    expect(start).not_to_have_attribute("aria-invalid", "true")
    expect(watched.locator("#f-title-fault")).to_be_hidden()


@pytest.mark.parametrize("lang", LANGS)
def test_a_summary_leads_to_each_mistake(watched, address, lang):
    """Whoever tries to go on too early is told how many mistakes there are, with a way to each, and nothing leaves the form."""
    opened(watched, address, lang)
    watched.locator("#part-since > summary").click()
    watched.locator("#f-follow_up-last_reviewed").fill("2030-13")
    watched.locator("#part-since > summary").click()
    watched.get_by_role("button", name=WORDS[lang]["download"]).click()
    summary = watched.locator(".gcm-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text(WORDS[lang]["problem_many"].format(count=5))
    expect(summary.get_by_role("link")).to_have_count(5)
    summary.get_by_role("link").last.click()
    expect(watched.locator("#part-since")).to_have_attribute("open", "")
    expect(watched.locator("#f-follow_up-last_reviewed")).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(watched.locator(f"#f-title-{lang}")).to_be_focused()
    watched.keyboard.type("Título")
    expect(summary.get_by_role("link")).to_have_count(4)


def test_what_is_there_already_is_told(watched, address):
    """A title that another practice has is wrong, one that is nearly the same a question; both lead to that practice."""
    opened(watched, address)
    title, fault = watched.locator("#f-title-es"), watched.locator("#f-title-es-fault")
    title.fill("registro unico de EXTRANJERIA (RUEX)")
    title.blur()
    expect(fault).to_contain_text("ya es el de records/practices/registro-unico-de-extranjeria-ruex.md")
    expect(fault.get_by_role("link", name=WORDS["es"]["is_it"])).to_have_attribute("href", f"../practicas/{RUEX}/")
    title.fill("Registros Únicos de Extranjería")
    title.blur()
    expect(fault).to_contain_text("se parece mucho")
    expect(title).not_to_have_attribute("aria-invalid", "true")
    watched.locator("#f-id").fill(RUEX)
    watched.locator("#f-id").blur()
    expect(watched.locator("#f-id-fault")).to_contain_text(f"La dirección «{RUEX}» ya es la de")


def test_no_false_alarm(watched, address, catalogue):
    """No real practice looks to the form as if it were another one, but for those that are known to be related."""
    opened(watched, address)
    told = [
        {
            "id": each.id,
            "title": each.title.model_dump(),
            "slug": {},
            "links": [url for _, url in links_of(each)],
            "related": each.related,
        }
        for each in catalogue.practices.values()
    ]
    script = f"""(told) => {{
        const rules = window.gcm.rules({TOLD});
        return told.flatMap(({{ id, title, related, links }}) => rules.warnings({{
            id, data: {{ title, related, links: links.map((url) => ({{ url }})) }}, bodies: {{}}, others: told.filter((each) => each.id !== id),
        }}));
    }}"""
    assert watched.evaluate(script, told) == []


def test_sessions_are_those_of_the_forum(watched, address):
    """Which sessions there are depends on the forum, and their objectives are offered, not typed."""
    opened(watched, address)
    watched.get_by_role("button", name="Añadir «Lugar en una lista»").click()
    row = watched.locator("#f-listings .gcm-row")
    forum, session = (
        row.get_by_label(label_of("es", "listings", "forum")),
        row.get_by_label(label_of("es", "listings", "session")),
    )
    forum.select_option("i-foro-2023")
    session.select_option("sesion-1")
    proposal = watched.locator(".gcm-proposal")
    expect(proposal).to_contain_text("objetivos 7, 8, 14, 15")
    watched.locator("#f-objectives-stated summary").click()
    watched.locator("#f-objectives-stated input[value='8']").check()
    expect(proposal).to_contain_text("objetivos 7, 14, 15")
    proposal.get_by_role("button").click()
    expect(proposal).to_be_hidden()
    assert "objectives:\n  through_session: [7, 14, 15]\n  stated: [8]\n" in text_on(watched)
    forum.select_option("femi-2022")
    assert session.input_value() == ""
    expect(session.locator("option")).to_have_count(5)
    watched.locator("#f-objectives-through_session summary").press("Tab")
    expect(watched.locator("#f-objectives-through_session-fault")).to_contain_text(
        "El objetivo 7 no es de ninguna de las sesiones"
    )


def test_what_is_written_is_kept(watched, address):
    """After a reload all is there, with the time and a way to begin anew; a correction is kept apart from a new record."""
    opened(watched, address)
    watched.locator("#f-title-es").fill("Guardada: sí")
    watched.locator("#f-principles input").first.check()
    watched.locator("#f-countries summary").click()
    watched.locator("#f-countries input[value=AR]").check()
    watched.get_by_role("button", name="Añadir «Enlace»").click()
    watched.keyboard.type("https://example.org/a")
    unfold(watched, "practised")
    watched.locator("#f-body-en").fill("Body ")
    text = text_on(watched)
    watched.reload()
    expect(watched.locator(".gcm-restored")).to_contain_text("Se recuperó lo que escribió aquí el ")
    assert text_on(watched) == text
    assert all(each in text for each in ("Guardada: sí", "people-centred", "[AR]", "https://example.org/a", "Body"))
    opened(watched, address, query=f"?record={RUEX}")
    expect(watched.locator(".gcm-restored")).to_be_hidden()
    watched.locator("#f-scope").select_option("global")
    watched.reload()
    expect(watched.locator(".gcm-restored")).to_be_visible()
    assert "\nscope: global\n" in text_on(watched)
    opened(watched, address)
    watched.get_by_role("button", name=WORDS["es"]["anew"]).click()
    expect(watched.locator("#f-title-es")).to_have_value("")
    expect(watched.locator(".gcm-restored")).to_be_hidden()


def test_a_browser_that_keeps_nothing(browser, address):
    """Where storage is forbidden the form works all the same."""
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })")
    page, thrown = context.new_page(), []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    opened(page, address)
    page.locator("#f-title-es").fill("Sin memoria")
    assert "Sin memoria" in text_on(page)
    assert [error for error in thrown if "forbidden" not in error] == []
    context.close()


@pytest.mark.parametrize("lang", LANGS)
def test_the_preview(watched, address, lang):
    """The practice is shown as its page would show it, and the focus goes there."""
    opened(watched, address, lang, "?country=PA&objective=13&kind=policy")
    unfold(watched, "practised")
    watched.locator(f"#f-title-{lang}").fill("<b>Ñandú</b>")
    watched.locator(f"#f-body-{lang}").fill("**hola**")
    watched.get_by_role("button", name=WORDS[lang]["preview"]).click()
    region = watched.get_by_role("region", name=WORDS[lang]["preview_title"])
    expect(region.get_by_role("heading", name=WORDS[lang]["preview_title"])).to_be_focused()
    expect(region.get_by_role("heading", name="<b>Ñandú</b>")).to_be_visible()
    expect(region.locator("strong")).to_have_text("hola")
    expect(region).to_contain_text({"es": "Panamá", "en": "Panama"}[lang])
    watched.get_by_role("button", name=WORDS[lang]["preview"]).click()
    expect(region.locator(".gcm-preview")).to_have_count(1)


def test_an_address_fills_in_what_it_knows(watched, address):
    """From a gap of the matrix to a record that names its country and objective; what is no such thing fills in nothing."""
    watched.goto(f"{address}cobertura/")
    watched.get_by_role("link", name="Panamá, 13. Alternativas a la detención").click()
    expect(watched.locator(".gcm-form")).to_be_visible()
    text = text_on(watched)
    assert "countries: [PA]" in text
    assert "objectives:\n  stated: [13]" in text
    opened(watched, address, query="?country=PA]%0Akind:%20x&objective=1;2&kind=%3Cscript%3E&__proto__=x")
    assert "countries" not in text_on(watched)
    assert "objectives" not in text_on(watched)


@pytest.mark.parametrize("lang", LANGS)
def test_from_a_folder(watched, offline, lang, tmp_path):
    """Without a server the form is filled in, knows the other records, corrects one, and gives a file that validates."""
    page = offline / {"es": "contribuir.html", "en": "en/contribute.html"}[lang]
    watched.goto(f"{page.as_uri()}?record={RUEX}")
    expect(watched.locator(".gcm-way")).to_be_visible()
    assert text_on(watched) == (ROOT / "records" / "practices" / f"{RUEX}.md").read_text("utf-8")
    watched.goto(f"{page.as_uri()}?country=BZ&kind=tool")
    expect(watched.locator(".gcm-form")).to_be_visible()
    watched.locator("#f-title-es").fill("Registro Único de Extranjería (RUEX)")
    watched.locator("#f-title-es").blur()
    expect(watched.locator("#f-title-es-fault")).to_contain_text("records/practices/")
    watched.locator("#f-title-es").fill("Desde una memoria USB")
    name, text = downloaded(watched, lang)
    assert errors_with(tmp_path, {name: text}) == []


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [
        ("es", "light", 412),
        *(pytest.param(*each, marks=pytest.mark.nightly) for each in (("en", "dark", 1280), ("es", "dark", 1280), ("en", "light", 412))),
    ],  # with each push as most people come to it; what the page is before anybody fills it in, test_every_kind.py sees
)  # fmt: skip
def test_axe_finds_nothing(browser, address, lang, scheme, width):
    """No rule that a program can check is broken: with all open and mistakes told, and in a correction."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page = context.new_page()

    def found() -> list[str]:
        return violations(page, ".md-content")

    opened(page, address, lang)
    page.evaluate("document.querySelectorAll('.gcm-form details').forEach((each) => { each.open = true; })")
    for button in page.locator(".gcm-add").all():
        button.click()
    page.locator("#f-period-start").fill("x")
    page.locator(f"#f-title-{lang}").fill("Registros Únicos de Extranjería")
    page.get_by_role("button", name=WORDS[lang]["preview"]).click()
    expect(page.locator(".gcm-preview")).to_be_visible()
    page.get_by_role("button", name=WORDS[lang]["download"]).click()
    expect(page.locator(".gcm-summary")).to_be_visible()
    assert found() == []
    if (lang, width) == ("es", 412):
        opened(page, address, lang, "?record=i-foro-mesa-1&part=items&kind=roadmap")
        assert found() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_is_cut_off(browser, address, width):
    """With every part and list open and long words in it, the page is no wider than its window."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = opened(context.new_page(), address, "en", f"?record={RUEX}")
    page.evaluate("document.querySelectorAll('.gcm-form details').forEach((each) => { each.open = true; })")
    page.locator("#f-title-en").fill("W" * 300)
    page.get_by_role("button", name=WORDS["en"]["preview"]).click()
    expect(page.locator(".gcm-preview")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
