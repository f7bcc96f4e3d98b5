"""Country dossiers, roadmap sheets and the review workbook: what they set beside each question, and how they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.language.data_files import read_data
from gcm.language.phrases import phrases
from gcm.language.text import LANGS
from gcm.site.pages import render_page
from gcm.taxonomy.lists import Material, taxonomy
from gcm.views.addresses import Addresses
from gcm.views.all_views import build_view, page_builder
from gcm.views.blocks import Block, Downloads, Line, Lines, Link, Section, Space, Table, View
from gcm.views.pages import dossier, workbook
from gcm.views.pages.explorer import explorer_entries
from gcm.views.parts.materials import Scope
from gcm.views.parts.questionnaire import question_sections
from support.pages import WRITTEN
from support.paths import ROOT
from support.sites import site_of

QUESTIONS = [question for group in taxonomy().questionnaire.groups for question in group.questions]


@pytest.fixture(scope="module")
def sample() -> Catalogue:
    """The sample records, in which every field is filled."""
    return load_catalogue(ROOT / "tests" / "sample" / "records")[0]


def view_of(catalogue: Catalogue, key: tuple[str, ...], lang: str = "es", **more) -> View:
    return build_view(site_of(catalogue, WRITTEN, **more), lang, key)


def section_of(view: View, heading: str) -> Section:
    (found,) = (section for section in view.sections if section.heading == heading)
    return found


def parts_of(view: View, question: str) -> list[Section]:
    """The sections below a question: one for each material, and the answer."""
    starts = [position for position, section in enumerate(view.sections) if section.level < 4]
    (begin,) = (position for position in starts if view.sections[position].heading.startswith(f"{question}. "))
    end = next(position for position in [*starts, len(view.sections)] if position > begin)
    return list(view.sections[begin + 1 : end])


def lines_of(blocks: tuple[Block, ...]) -> Iterator[Line]:
    for block in blocks:
        for line in getattr(block, "lines", ()) if isinstance(block, Lines) else ():
            yield from (line, *line.more)


def text_of(*lines: Line) -> str:
    return " ".join(str(part.label if isinstance(part, Link) else part.text) for line in lines for part in line.parts)


# Questions and what helps to answer them


def test_every_question_says_what_helps_to_answer_it():
    """The mapping stands beside each question, even where it is empty, and every material helps with one of them."""
    listed = [question for group in read_data("questions")["groups"] for question in group["questions"]]
    assert [question["id"] for question in listed if "helps" not in question] == []
    assert {name for question in QUESTIONS for name in question.helps} == set(get_args(Material))
    for materials in (dossier.MATERIALS, workbook.MATERIALS):
        assert set(materials) == set(get_args(Material))


def test_a_question_that_nothing_helps_to_answer_says_so(sample, monkeypatch):
    """The repository does not pretend: it holds nothing, and there is room for the answer all the same."""
    group = taxonomy().questionnaire.groups[0]
    bare = group.model_copy(update={"questions": (group.questions[0].model_copy(update={"helps": ()}),)})
    asked = taxonomy().questionnaire.model_copy(update={"groups": (bare,)})
    page = page_builder(site_of(sample, WRITTEN), "es", ("dossier", "PA"))
    monkeypatch.setattr(page, "taxonomy", taxonomy().model_copy(update={"questionnaire": asked}))
    sections = list(question_sections(page, dossier.MATERIALS, Scope("PA", (), ())))
    assert [section.heading for section in sections[2:]] == ["Información disponible", "Respuesta"]
    assert text_of(sections[2].blocks[0].line) == "Este repositorio no tiene nada sobre esta pregunta."
    assert isinstance(sections[3].blocks[0], Space)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("key", [("dossier", "MX"), ("dossier", "TR"), ("dossier", "MA"), ("workbook",)])
def test_questions_stand_one_by_one_with_material_and_room(catalogue, key, lang):
    """All questions in their order and words, with their source; below each what helps, and then room to answer."""
    view, t = view_of(catalogue, key, lang), phrases(lang)
    asked = [section for section in view.sections if section.level == 3]
    assert [section.heading for section in asked] == [f"{each.id}. {each.text.localized(lang)}" for each in QUESTIONS]
    assert all(section.blocks[0].line.sources for section in asked)
    for question in QUESTIONS:
        parts = parts_of(view, question.id)
        assert [part.heading for part in parts] == [*(t[f"material_{name}"] for name in question.helps), t.answer]
        assert all(part.blocks for part in parts)
        assert isinstance(parts[-1].blocks[-1], Space)
        assert question.id in parts[-1].blocks[-1].label


def test_the_kinds_of_cooperation_can_be_told_one_by_one(catalogue):
    """Question 1.2 names six kinds of cooperation: a table to fill in has a row for each, with two empty cells."""
    table = parts_of(view_of(catalogue, ("dossier", "PA")), "1.2")[-1].blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == len(next(each for each in QUESTIONS if each.id == "1.2").cooperation_types) == 6
    assert all(text_of(*row[1:]).strip() == "" for row in table.rows)


@pytest.mark.parametrize("key", [("dossier", "MX"), ("workbook",)])
def test_what_helps_twice_is_shown_once(catalogue, key):
    """The second question refers to the first, by a link to where that is on the page."""
    view = view_of(catalogue, key)
    anchors = [section.anchor for section in view.sections]
    assert len(anchors) == len(set(anchors))
    helped = [name for question in QUESTIONS for name in question.helps]
    again = [
        link.href
        for section in view.sections
        for block in section.blocks
        for link in links_of(block)
        if link.href.startswith("#")
    ]
    assert len(again) == len(helped) - len(set(helped)) > 3
    assert {href.removeprefix("#") for href in again} <= set(anchors)


def links_of(block: Block) -> list[Link]:
    return [part for part in block.line.parts if isinstance(part, Link)] if hasattr(block, "line") else []


# The country dossier


@pytest.mark.parametrize("lang", LANGS)
def test_every_country_has_a_dossier_that_its_page_leads_to(catalogue, lang):
    """Country page, dossier and Word file lead to one another."""
    addresses = Addresses(catalogue, WRITTEN)
    for code in catalogue.countries:
        name = addresses.named(("dossier", code), lang, "docx")
        (downloads,) = (each for each in view_of(catalogue, ("country", code), lang).blocks if isinstance(each, Downloads))
        own = addresses.source(("country", code), lang).removesuffix(".md").rpartition("/")[2]
        below = {"es": "expediente", "en": "dossier"}[lang]
        assert downloads.links[0].href.endswith(f"{own}/{below}/"), code
        assert downloads.links[1].href.endswith(f"/{own}/{below}/{name}"), code
        (downloads,) = (each for each in view_of(catalogue, ("dossier", code), lang).blocks if isinstance(each, Downloads))
        assert downloads.links[0].href.endswith(name)


def test_a_dossier_begins_with_who_the_country_is(catalogue):
    """Role, attendance with its role, and the day on which it was made, each with its source."""
    html = render_page(view_of(catalogue, ("dossier", "PA"))).html
    head = html[: html.index("<h2")]
    for told in (
        "Países precursores",
        "Conferencia Regional sobre Migración",
        "Anfitrión",
        "Participante",
        "1 de enero de 2026",
    ):
        assert told in head
    assert re.search(r"Mensajes clave del II Foro, antecedentes<", head)
    html = render_page(view_of(catalogue, ("dossier", "CL"))).html
    assert "Los documentos no lo nombran entre los países precursores" in html


def test_a_dossier_holds_what_is_recorded_of_its_country_and_of_no_other(catalogue):
    """Mexico's practices all stand in its dossier, with their sources, and those of others do not."""
    view = view_of(catalogue, ("dossier", "MX"))
    (shown,) = (block for block in parts_of(view, "5.1")[0].blocks if isinstance(block, Lines))
    titles = [text_of(line) for line in shown.lines]
    assert sorted(titles) == sorted(str(each.title.localized("es")) for each in catalogue.by_country["MX"])
    listed = [line for line, each in zip(shown.lines, catalogue.by_country["MX"], strict=True) if each.listings]
    assert all(line.more[0].sources for line in listed)
    table = parts_of(view, "2.2")[0].blocks[0]
    assert [int(text_of(row[0]).split(".")[0]) for row in table.rows] == sorted(catalogue.objectives_of_country["MX"])
    assert sum(len(row[1].more) for row in table.rows) == sum(len(each.objectives.own) for each in catalogue.by_country["MX"])


def test_gaps_and_practices_share_out_the_objectives(catalogue):
    """What a dossier counts as covered and as missing are the 23 objectives together."""
    for code in catalogue.countries:
        view = view_of(catalogue, ("dossier", code))
        gaps = parts_of(view, "1.1")[1].blocks
        missing = [int(text_of(line).split(".")[0]) for line in lines_of(gaps)]
        covered = catalogue.objectives_of_country.get(code, frozenset())
        assert sorted([*missing, *covered]) == list(range(1, 24)), code


def test_a_country_of_which_nothing_is_recorded_reads_honestly(catalogue):
    """Each material says that nothing is recorded here; no zero reads like a finding."""
    view = view_of(catalogue, ("dossier", "MA"))
    html = render_page(view).html
    text = re.sub(r"<[^>]+>", " ", html)
    assert not re.search(r"(?<![\d.,/])0(?![\d.,])", text)
    for sentence in (
        "no_attendance",
        "no_challenge",
        "no_idea",
        "no_roadmap",
        "no_message",
        "no_policy_of_country",
        "no_pledge_of_country",
    ):
        assert phrases("es")[sentence] in text, sentence


@pytest.mark.parametrize("lang", LANGS)
def test_what_a_country_lacks_is_not_said_to_be_lacking_altogether(catalogue, lang):
    """Others have policies on record: a dossier without any says so of its own country only."""
    told = re.sub(r"<[^>]+>", "", render_page(view_of(catalogue, ("dossier", "BZ"), lang)).html)
    assert phrases(lang).no_policy_of_country in told
    for name in ("no_policy", "no_principle", "no_adoption_told", "no_pledge_here"):
        assert phrases(lang)[name] not in told, name


# The country page


def test_a_country_page_tells_its_practices_by_objective_and_the_items_that_name_them(catalogue):
    """Each objective with how many practices of the country and how many roadmap items are on it, and the items that name a practice of its own."""
    view = view_of(catalogue, ("country", "PA"))
    (table,) = section_of(view, "Objetivos").blocks
    assert [int(text_of(row[0]).split(".")[0]) for row in table.rows] == sorted(catalogue.objectives_of_country["PA"])
    assert sum(int(text_of(row[1])) for row in table.rows) == sum(
        len(each.objectives.own) for each in catalogue.by_country["PA"]
    )
    items = {int(text_of(row[0]).split(".")[0]): text_of(row[2]) for row in table.rows}
    assert items[8] == str(len(catalogue.items_of_objective[8]))
    named = [text_of(line) for line in lines_of(section_of(view, "Ideas, recomendaciones y plazos").blocks)]
    assert len(named) == 2
    assert all("USFROH" in text or "USAR" in text for text in named)


def test_adoptions_stand_on_the_pages_of_both_countries(sample):
    """When, what was adapted and where that can be read, for the country that took a practice up and for the one that shared it."""
    for code in ("PA", "CR"):
        html = render_page(view_of(sample, ("country", code))).html
        for told in ("6 de mayo de 2024", "Se añadió atención en línea.", "https://example.org/cr"):
            assert told in html, (code, told)
    (line,) = section_of(view_of(sample, ("country", "CR")), "Adopciones").blocks[0].lines
    assert [part.label.text for part in line.parts if isinstance(part, Link)] == [
        "Ventanilla móvil de documentación",
        phrases("es").evidence,
    ]


def test_ideas_in_a_dossier_are_on_objectives_that_its_country_works_on(catalogue):
    """Canada's practices are on a few objectives, and so are the ideas set before it; the region has all of them."""
    ideas = {
        key: list(lines_of(parts_of(view_of(catalogue, key), "1.2")[0].blocks)) for key in (("dossier", "CA"), ("workbook",))
    }
    assert 0 < len(ideas["dossier", "CA"]) < len(ideas["workbook",])
    tables = [each for each in catalogue.roadmaps.values() if each.kind == "cooperation-table"]
    assert len(ideas["workbook",]) == len(tables) + sum(len(each.items) for each in tables)
    served = catalogue.objectives_of_country["CA"]
    told = {
        str(item.text.localized("es"))
        for each in tables
        for item in each.items
        if served & {*each.objectives.all, *item.objectives.all}
    }
    assert told == {text_of(line) for line in ideas["dossier", "CA"] if line.badge}


def test_reported_follow_up_adoptions_and_pledges_are_shown(sample):
    """What the real records do not tell yet is shown as soon as one does: both ends of an adoption, status, results, pledges."""
    html = {code: render_page(view_of(sample, ("dossier", code))).html for code in ("PA", "CR", "SV")}
    for told in ("En curso", "enero de 2025", "Evaluarla.", "Atendió a 1200 personas.", "Abrir dos ventanillas."):
        assert told in html["PA"], told
    assert "Se añadió atención en línea." in html["PA"]
    assert "Se añadió atención en línea." in html["CR"]
    assert "Se añadió atención en línea." not in html["SV"]
    assert "Volver a reunirse." in html["SV"]


# The workbook


def test_the_numbers_of_the_workbook_are_those_that_they_lead_to(catalogue):
    """A number leads to the explorer filtered so that it lists as many entries."""
    entries = explorer_entries(page_builder(site_of(catalogue, WRITTEN), "es", ("explorer",)))
    checked = 0
    for section in view_of(catalogue, ("workbook",)).sections:
        for table in (block for block in section.blocks if isinstance(block, Table)):
            for link in (part for row in table.rows for line in row for part in line.parts if isinstance(part, Link)):
                filters = {name: found[0] for name, found in parse_qs(urlsplit(link.href).query).items()}
                if filters:
                    found = [
                        each for each in entries if all(id in dict(each.values).get(name, ()) for name, id in filters.items())
                    ]
                    assert str(len(found)) == str(link.label), filters
                    checked += 1
    assert checked > 40


def test_the_workbook_names_what_is_missing_in_the_region(catalogue):
    """Objectives without a practice, and countries of the groups without one."""
    gaps = parts_of(view_of(catalogue, ("workbook",)), "1.1")[1].blocks
    missing = [number for number in catalogue.taxonomy.objectives if number not in catalogue.by_objective]
    assert [int(text_of(line).split(".")[0]) for line in lines_of(gaps)] == missing
    text = " ".join(text_of(block.line) for block in gaps if hasattr(block, "line"))
    assert "Marruecos" in text
    assert "México" not in text


# The roadmap sheet


@pytest.mark.parametrize("lang", LANGS)
def test_a_sheet_has_the_four_parts_and_room_in_each(catalogue, lang):
    """Scope, objectives, key actors, expected results; what no source gives is said not to be given."""
    t = phrases(lang)
    for id, roadmap in catalogue.roadmaps.items():
        view = view_of(catalogue, ("sheet", id), lang)
        parts = ("scope", "aims", "key_actors", "expected_results")
        told = [f"{number}. {t[f'roadmap_{part}']}" for number, part in enumerate(parts, 1)]
        assert [section.heading for section in view.sections][:4] == told
        for part, section in zip(parts, view.sections[:4], strict=True):
            assert isinstance(section.blocks[-1], Space)
            silent = text_of(section.blocks[0].line) if hasattr(section.blocks[0], "line") else ""
            assert (silent == t.not_in_sources) == (not getattr(roadmap, part)), (id, part)


def test_a_sheet_says_what_it_is_and_that_nobody_endorses_it(catalogue):
    """It names the Fund, and says that it is no form of the Fund and expresses no endorsement."""
    for lang, told in (("es", ("MPTF", "no expresa el respaldo")), ("en", ("MPTF", "expresses no endorsement"))):
        html = render_page(view_of(catalogue, ("sheet", "i-foro-mesa-1"), lang)).html
        assert all(words in re.sub(r"<[^>]+>", "", html) for words in told)
    html = render_page(view_of(catalogue, ("sheet", "i-foro-mesa-1"))).html
    assert re.search(r"Mensajes clave del II Foro, mensaje clave 3<", html)


def test_a_sheet_lists_every_item_with_what_is_known_of_it(catalogue, sample):
    """Status, owner, due date, sources, practices and objectives; what is not known is said not to be given."""
    for id, roadmap in catalogue.roadmaps.items():
        section = section_of(view_of(catalogue, ("sheet", id)), "Puntos")
        rows = section.blocks[0].rows if isinstance(section.blocks[0], Table) else ()
        assert [text_of(row[1]) for row in rows] == [str(item.text.localized("es")) for item in roadmap.items]
        assert all(row[1].sources for row in rows)
        owners = [text_of(row[2].more[0]) for row in rows]
        known = [str(item.owner.localized("es")) if item.owner else "no consta en las fuentes" for item in roadmap.items]
        assert owners == [f"Responsable:  {owner}" for owner in known]
    (row,) = section_of(view_of(sample, ("sheet", "hoja-de-muestra")), "Puntos").blocks[0].rows
    assert [text_of(cell) for cell in row[:2]] == ["1. En curso", "Copiar la ventanilla."]
    assert [text_of(line) for line in row[2].more] == ["Responsable:  Los registros", "Plazo:  diciembre de 2025"]
    assert "Presentarla." in text_of(*row[1].more)
    assert "Funciona." in text_of(*row[1].more)
    assert text_of(*row[3].more) == (
        "Ventanilla móvil de documentación Registro de muestra 18. Desarrollo y reconocimiento de competencias"
    )


def test_cited_documents_are_named_in_full(catalogue):
    """On paper a short name leads nowhere, so each document cited stands at the end under its whole title."""
    for key in (("dossier", "PA"), ("sheet", "i-foro-mesa-1"), ("workbook",)):
        view = view_of(catalogue, key)
        html = render_page(view).html
        cited = {each.partition("--")[0] for each in re.findall(r'fuentes/#([\w-]+)"', html)}
        listed = text_of(*lines_of(section_of(view, "Documentos citados").blocks))
        assert cited
        for id in cited:
            assert str(catalogue.taxonomy.documents[id].title.localized("es")) in listed


def test_links_to_files_say_format_and_size(catalogue):
    """A reader on a poor connection knows before fetching what a file is and how large."""
    key, name = ("dossier", "PA"), "panama-expediente.docx"
    sizes = {f"paises/panama/expediente/{name}": 20_480}
    view = view_of(catalogue, key, sizes=sizes)
    assert [str(link.label) for link in view.blocks[0].links] == ["Descargar en Word (.docx, 20 kB)"]
    assert [str(link.label) for link in view_of(catalogue, key).blocks[0].links] == ["Descargar en Word (.docx)"]


# The built site


PAGES = {
    "es": ("paises/panama/expediente/", "hojas-de-ruta/i-foro-mesa-1/anexo/", "preguntas/cuaderno/"),
    "en": ("en/countries/panama/dossier/", "en/roadmaps/i-forum-table-1/annex/", "en/questions/workbook/"),
}


def test_word_files_lie_where_links_lead_and_are_as_large_as_they_say(site, offline):
    """Every link to a Word file, in the site on the web and in a folder, leads to a file of the size that it names."""
    for folder in (site, offline):
        files = [path for path in folder.rglob("*.docx") if path.parent.name != "hub"]  # whose size no page tells
        linked = set()
        for path in folder.rglob("*.html"):
            for href, size in re.findall(r'href="([^"]+\.docx)"[^>]*>[^<]*\.docx, (\d+) kB', path.read_text("utf-8")):
                file = (path.parent / href).resolve()
                assert round(file.stat().st_size / 1000) == int(size), path
                linked.add(file)
        assert linked == {path.resolve() for path in files}
        assert len(files) > 60


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("where", ["http", "file"])
def test_pages_for_paper_work_from_a_server_and_a_folder(watched, address, offline, lang, where):
    """From the country's page to its dossier and back to a question; no error, nothing asked of another host, no sideways scrolling."""
    watched.set_viewport_size({"width": 360, "height": 720})
    for path in PAGES[lang]:
        watched.goto(address + path if where == "http" else (offline / f"{path.rstrip('/')}.html").as_uri())
        assert watched.evaluate("document.documentElement.scrollWidth") <= 360
        expect(watched.locator(".gcm-space").first).to_be_visible()
        expect(watched.locator(".gcm-downloads a[href$='.docx']")).to_be_visible()
    country = PAGES[lang][0].rsplit("/", 2)[0]
    watched.goto(f"{address}{country}/" if where == "http" else (offline / f"{country}.html").as_uri())
    watched.locator(".gcm-downloads a").first.click()
    expect(watched.locator("h1")).to_contain_text({"es": "Panamá: expediente", "en": "Panama: dossier"}[lang])
    watched.locator(".md-content a[href='#pregunta-1-1'], .md-content a[href='#question-1-1']").first.click()
    expect(watched.locator("#pregunta-1-1, #question-1-1")).to_be_in_viewport()


@pytest.mark.browser
def test_pages_are_printed_without_what_serves_the_screen(browser, address):
    """On paper there is no navigation; a big part begins a sheet, and room to write, rows and short entries are not cut."""
    page = browser.new_page()
    page.emulate_media(media="print")
    for path in (*PAGES["es"], "practicas/registro-unico-de-extranjeria-ruex/", "hojas-de-ruta/i-foro-mesa-1/"):
        page.goto(address + path)
        for hidden in (".md-header", ".md-tabs", ".md-sidebar", ".md-footer", ".gcm-downloads", ".gcm-path"):
            assert not any(each.is_visible() for each in page.locator(hidden).all()), (path, hidden)
        assert page.locator("h1").is_visible()
    page.goto(address + PAGES["es"][0])
    style = "(element, name) => getComputedStyle(element).getPropertyValue(name)"
    assert page.locator("h2.gcm-part").first.evaluate(style, "break-before") == "page"
    for kept in (".gcm-space", "tr"):
        assert page.locator(kept).first.evaluate(style, "break-inside") == "avoid"
    assert re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))[0] == (
        b"594.95996",
        b"841.91998",
    )
    page.close()
