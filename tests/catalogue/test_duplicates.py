"""When a record looks like one that is already there, and when it only seems so."""

from __future__ import annotations

import pytest

from gcm.catalogue.duplicates import COMPARED, check_duplicates
from gcm.models.forum import Forum
from gcm.models.practice import Practice

RUEX = "Registro Único de Extranjería (RUEX)"
PTAT = "Programa de trabajadores agrícolas temporales México-Canadá (PTAT)"


def practice(id, title, lang="es", **fields):
    """A practice with nothing but what is compared."""
    return Practice.model_validate(
        {"id": id, "path": f"records/practices/{id}.md", "title": {lang: title}, "kind": "tool", **fields}
    )


def forum(id, title, start, **fields):
    """A forum likewise."""
    told = {
        "id": id,
        "path": f"records/forums/{id}.md",
        "title": {"es": title},
        "kind": "champion-forum",
        "status": "held",
        **fields,
    }
    return Forum.model_validate({**told, "start": start})


def found(*records):
    """Code, record, field and record named, of every finding."""
    kinds = {"practice": Practice, "forum": Forum}
    grouped = {kind: {each.id: each for each in records if isinstance(each, model)} for kind, model in kinds.items()}
    return [
        (finding.code, record.id, ".".join(map(str, finding.loc)), finding.values["near"].split("/")[-1].removesuffix(".md"))
        for _, record, finding in check_duplicates(grouped)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (RUEX, "Registro único de extranjería"),
        (RUEX, f"{RUEX} - Panamá"),
        (RUEX, "Registro Único de Extranjeros (RUEX)"),
        (RUEX, "RUEX: Registro Único de Extranjería"),
        (RUEX, "El Registro Único de Extranjería de Panamá"),
        (RUEX, "Regsitro Unico de Extranjería"),
        ("Brigadas móviles de regularización", "Brigada móvil de regularización"),
        ("Brigadas móviles de regularización", "Brigadas móviles para la regularización"),
        ("Centros Integradores para Migrantes", "Centros integradores para el migrante"),
        ("Código de ética para las agencias de empleo", "Código de Ética de las Agencias de Empleo Privadas"),
        ("Grupo Beta de protección a migrantes", "Grupos Beta de Protección al Migrante"),
        (PTAT, "Programa de Trabajadores Agrícolas Temporales (PTAT)"),
        (PTAT, "PTAT - Programa de Trabajadores Agrícolas Temporales México Canadá"),
        ("Observatorio de Desarrollo Social (SEDESOL)", "Observatorio del Desarrollo Social"),
        ("Mecanismo nacional sobre movilidad humana", "Mecanismo Nacional de Movilidad Humana"),
        ("Plan 2018-2022 de integración", "Plan de Integración (2018-2022)"),
        ("Buzón itinerante", "Programa Buzón Itinerante"),
        ("Proyecto de atención consular", "Atención consular"),
        ("Política de retorno voluntario", "Mecanismo de retorno voluntario"),
        ("Plan de lucha contra la trata", "La lucha contra la trata"),
        ("Iniciativa «Regreso a casa»", "Regreso a casa"),
    ],
)
def test_nearly_the_same_title_is_told_at_both_ends(one, other):
    """Other accents, capitals, punctuation, small or generic words, plurals, slips or order: each of the two names the other (B1)."""
    told = [("W503", "a", "title.es", "b"), ("W503", "b", "title.es", "a")]
    assert found(practice("a", one), practice("b", other)) == found(practice("a", other), practice("b", one)) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Programa de regularización para personas venezolanas", "Programa de regularización para personas haitianas"),
        ("Protocolo de atención a niñas y niños migrantes", "Protocolo de atención a mujeres migrantes"),
        ("Ventanilla de atención en Tapachula", "Ventanilla de atención en Tijuana"),
        ("Permiso de trabajo por cuenta propia", "Permiso de trabajo por cuenta ajena"),
        ("Política migratoria integral de Costa Rica", "Política migratoria integral de Puerto Rico"),
        ("Plan Nacional de Integración 2018-2022", "Plan Nacional de Integración 2023-2027"),
        ("Plan Nacional (2018)", "Plan Nacional (2023)"),
        ("Fase I del programa", "Fase II del programa"),
        ("Plan nacional", "Programa regional"),
        ("Política", "Programa"),
        ("De la y el", "El, la; de"),
    ],
)
def test_another_thing_is_not_told(one, other):
    """Another place, group or number makes another practice; and a title of small words only is not compared."""
    assert found(practice("a", one), practice("b", other)) == []


@pytest.mark.parametrize("generic", ["programme", "Project", "Policy", "plan", "Mechanism", "strategy"])
def test_generic_words_of_english_are_seen_through(generic):
    """As those of Spanish (B1)."""
    one, other = practice("a", "Travelling letter box", "en"), practice("b", f"Travelling letter box {generic}", "en")
    assert found(one, other) == [("W503", "a", "title.en", "b"), ("W503", "b", "title.en", "a")]


def test_titles_are_compared_language_by_language():
    """A Spanish title that looks like an English one says nothing, and English ones are compared as well."""
    assert found(practice("a", "Plan regional"), practice("b", "Plan regionale", "en")) == []
    pair = practice("a", "Single register of foreigners", "en"), practice("b", "The single register of foreigner", "en")
    assert found(*pair) == [("W503", "a", "title.en", "b"), ("W503", "b", "title.en", "a")]


def test_the_same_title_is_an_error_and_not_told_twice():
    """R304 says it already."""
    assert found(practice("a", RUEX), practice("b", RUEX.upper())) == []


def test_only_the_nearest_is_told():
    """One warning a record, however many are like it."""
    records = [practice("a", "Brigadas móviles de regularización"), practice("b", "Brigada móvil de regularización")]
    told = found(*records, practice("c", "Brigadas móviles para la regularización"))
    assert told == [("W503", "a", "title.es", "c"), ("W503", "b", "title.es", "a"), ("W503", "c", "title.es", "a")]


def test_the_nearest_may_come_late():
    """Every pair counts, also where another record with the same words comes before."""
    records = [practice("a", "Brigadas móviles de regularización migratoria"), practice("b", "Brigada móvil de regularización")]
    told = found(*records, practice("c", "Brigada móvil de regularizaciones"))
    assert [each[1::2] for each in told] == [("b", "c"), ("c", "b")]


def test_kinds_are_compared_by_themselves():
    """A roadmap or a forum may have the title of a practice."""
    assert found(practice("a", "Foro regional de migración"), forum("b", "Foro regional de migraciones", "2024")) == []


def test_events_of_different_years_are_different_events():
    """The second review is not the first one; two records of one year's event may be."""
    first, again = (
        forum("a", "Primera revisión regional del Pacto", "2021"),
        forum("b", "La primera revisión regional del Pacto", "2021-04"),
    )
    second = forum("c", "Primera revisión regional de Pacto", "2025-03-18")
    assert found(first, second) == []
    assert found(first, again) == [("W503", "a", "title.es", "b"), ("W503", "b", "title.es", "a")]


def linked(id, *urls, **fields):
    """A practice with these links and a title of its own."""
    links = [{"url": url, "title": {"es": "Página"}} for url in urls]
    return practice(id, f"{id * 9}", links=links, **fields)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/ruex",
        "http://www.example.org/ruex/",
        "https://EXAMPLE.org:443/ruex#resumen",
        "http://example.org:80/%72uex",
    ],
)
def test_the_same_link_is_told_however_it_is_written(url):
    """Scheme, `www.`, port, final slash and place in the page aside; at both ends, in any field of links."""
    told = [("W504", "a", "links.1.url", "b"), ("W504", "b", "hub_url", "a")]
    assert found(linked("a", "https://example.org/otra", "https://example.org/ruex"), linked("b", hub_url=url)) == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/ruex", "https://example.org/RUEX2"),
        ("https://example.org/?id=1", "https://example.org/?id=2"),
        ("https://example.org/#/practica/1", "https://example.org/#/practica/2"),
        ("https://example.org", "https://www.example.org/#inicio"),
        ("mailto:x@example.org", "mailto:x@example.org"),
    ],
)
def test_another_link_is_not_told(one, other):
    """Another page of a site is another link; a home page or an address of e-mail is not about one thing."""
    assert found(linked("a", one), linked("b", other)) == []


def test_links_of_forums_are_compared():
    """As those of practices are, among themselves."""
    links = {"links": [{"url": "https://example.org/foro", "title": {"es": "Página"}}]}
    told = found(
        forum("a", "Uno", "2021", **links), forum("b", "Dos", "2022", **links), linked("c", "https://example.org/foro")
    )
    assert told == [("W504", "a", "links.0.url", "b"), ("W504", "b", "links.0.url", "a")]


def test_a_link_twice_in_a_record_is_its_own_matter():
    """Nobody else tells the same."""
    assert found(linked("a", "https://example.org/ruex", hub_url="https://example.org/ruex")) == []


@pytest.mark.parametrize("side", ["a", "b"])
def test_pairs_that_say_so_are_known(side):
    """Where either names the other as related, neither title nor link is told; a third record still is."""
    url = "https://example.org/ruex"
    fields = {"a": {"related": ["b"]}} if side == "a" else {"b": {"related": ["a"]}}
    one = practice("a", RUEX, hub_url=url, **fields.get("a", {}))
    other = practice("b", f"{RUEX} - Panamá", hub_url=url, **fields.get("b", {}))
    assert found(one, other) == []
    told = found(one, other, practice("c", "Otra cosa", hub_url=url))
    assert [each[:2] for each in told] == [("W504", "a"), ("W504", "b"), ("W504", "c")]


def test_no_real_record_is_told(loaded):
    """Among 62 practices, 7 events and 10 roadmaps none is taken for another."""
    assert [problem for problem in loaded[1] if problem.code in ("W503", "W504")] == []


def test_a_pair_is_found_among_many():
    """Where a word is in more titles than are compared, those that share a rarer one are."""
    many = [
        practice(f"x{number}", f"Programa {chr(97 + number % 26) * 5}{chr(97 + number // 26) * 5}")
        for number in range(3 * COMPARED)
    ]
    pair = practice("a", "Programa de Ventanilla itinerante"), practice("b", "Programas de ventanillas itinerantes")
    assert found(*many, *pair) == [("W503", "a", "title.es", "b"), ("W503", "b", "title.es", "a")]
