"""Cases that Python and the scripts of the site must answer alike: those that people wrote, and those that are made by chance.

A file of `tests/vectors/` has the cases of people under `cases` and those of chance under `generated`; each is a list of what is given,
then the answer. `tests/javascript/vectors.test.js` reads the same files. What only the scripts' tests are given is in them too: the
settings of a form, of a preview and of the search.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

from lxml import html as lxml_html

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from gcm.catalogue.likeness import ALIKE, key_words, page_of
from gcm.language.personal import personal_in
from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang, fold, slug_of
from gcm.models.fields import check_url, read_date
from gcm.models.form_fields import Field, record_fields
from gcm.models.kinds import MODELS
from gcm.models.meant import iso_date, months
from gcm.models.schema import record_schema
from gcm.reading.files import is_id, parse_record
from gcm.reading.markdown import oddities_in
from gcm.site.embeds import form
from gcm.site.minisearch import packed_index, serialized_index
from gcm.site.pages import render_page
from gcm.site.search_files import rules_of_search
from gcm.site.search_words import asked_words, stem_of
from gcm.views.all_views import page_builder
from gcm.views.builder import PageBuilder
from gcm.views.pages.practices import practice_view
from gcm.views.parts.form_rules import form_rules
from gcm.views.parts.preview import preview_data
from gcm.writing.writer import clean, record_text
from support.page_words import facts_of, read, sections_of
from support.pages import WRITTEN
from support.paths import ROOT, SAMPLE
from support.sites import site_of

VECTORS: Final = ROOT / "tests" / "vectors"
MANY: Final = 120
FEWER: Final = {"records": 40}
"""Cases of chance in each file; the seed is the file's name, so the same code always makes the same."""

_SPANISH: Final = """
registro único extranjería migrantes niñas atención consular ventanilla móvil regularización programa trabajadores temporales
integración protección país países voces México-Canadá acción pequeños Ñuble vergüenza de la para en y el los red redes ayuda
"""
_ENGLISH: Final = """
single register foreigners migrants girls consular assistance mobile desk regularization regularisation programme workers women
policies children integration of the and for in a office offices churches classes boxes access bus
"""
_WORDS: Final[dict[Lang, list[str]]] = {"es": _SPANISH.split(), "en": _ENGLISH.split()}
_NUMBERS: Final = ("I", "II", "IV", "ix", "2018", "2018-2022", "2023", "1,000", "3.5", "XL", "٣")
_FOREIGN: Final = re.compile(r"[٣ж中ςΣ]")
"""Letters of other scripts: a file's name is proposed without them, an address has them in ours."""

_LETTERS: Final = (
    *"ßÆœøŁđðþħıŋŉſẞİΣςéñüÅﬁ²½№€£§©®°µ×·…–—‘’'\"«»¿¡&/.,;:#(){}[]%+_ \t",
    "\u00ad", "e\u0301", "n\u0303", "\u200d", "\u200b", "\u202e", "\ufeff", "\ufffe", "\x00", "\x7f", "\x85", "\r\n", "\n", "\u2028",
    "🙂", "ж", "中",
)  # fmt: skip


def made(name: str) -> list[list[Any]]:
    """The cases of chance for a file, each with Python's answer."""
    chance, found = random.Random(name), _MAKERS[name]  # noqa: S311  (nothing is secret)
    return [list(found(chance)) for _ in range(FEWER.get(name, MANY))]


def answers(name: str, case: list[Any]) -> Any:
    """What Python says to what a case gives."""
    return _ANSWERS[name](*case[:-1])


def alike(lang: Lang, one: str, other: str) -> bool:
    """Whether two titles are nearly the same."""
    return likeness(lang, one, other) >= ALIKE


def likeness(lang: Lang, one: str, other: str) -> float:
    """Per cent of their letters that two titles share; none if one of them tells nothing."""
    keys = key_words(one, lang), key_words(other, lang)
    return keys[0].likeness(keys[1]) if keys[0] and keys[1] else 0


def same_page(one: str, other: str) -> bool:
    """Whether two links lead to the same page."""
    return bool(page_of(one)) and page_of(one) == page_of(other)


def ends_before(start: str, end: str) -> bool:
    """Whether something would end before it starts."""
    return read_date(end).is_before(read_date(start))


def exists(date: str) -> bool:
    """Whether there is such a day."""
    return _is_right(read_date, date)


def is_url(url: str) -> bool:
    """Whether a record can hold the address."""
    return _is_right(check_url, url)


def date_meant(text: str) -> str:
    """The day or month that a text can only mean, or nothing."""
    return iso_date(text) or ""


def personal(text: str) -> str:
    """The first e-mail address or telephone number of a text, or nothing."""
    found = personal_in(text)
    return found[1] if found else ""


def signs(body: str) -> list[str]:
    """What a body has that no page shows as it is meant, by kind."""
    return sorted({oddity for oddity, _, _ in oddities_in(body)})


def _is_right(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def rules() -> dict[str, Any]:
    """What Python hands over to the scripts, and the fields of each kind of record as far as writing needs them."""
    fields = {kind: [_written(field) for field in record_fields(kind, "es")] for kind in MODELS}
    url = record_schema("practice", "es")["properties"]["hub_url"]["pattern"]
    return {"form": form_rules(), "fields": fields, "url": url, "search": rules_of_search()}


def form_page() -> str:
    """The form for a practice as the site has it, with all that the scripts are told, of the sample records."""
    return form(_builder(load_catalogue(SAMPLE)[0], "es", ("contribute",)), "practice", "")


def previews() -> dict[str, Any]:
    """Language → what the preview is told, and how each sample practice reads on its page."""
    catalogue, _ = load_catalogue(SAMPLE)
    return {lang: {"settings": _preview_settings(catalogue, lang), "pages": list(_pages(catalogue, lang))} for lang in LANGS}


def _preview_settings(catalogue: Catalogue, lang: Lang) -> dict[str, Any]:
    told = preview_data(_builder(catalogue, lang, ("contribute",)))
    titles = {id: practice.title.localized(lang) for id, practice in catalogue.practices.items()}
    return {**told, "terms": {**told["terms"], "practice": {id: [title.text, title.lang] for id, title in titles.items()}}}


def _pages(catalogue: Catalogue, lang: Lang) -> Iterator[dict[str, Any]]:
    """A practice's data and bodies, and the title, facts and sections of its page that come from its own record.

    Those are what the preview has a heading for; related practices stand on the page whichever of the two names the other.
    """
    headings = _preview_settings(catalogue, lang)["words"]
    own = {heading for name, heading in headings.items() if name != "related"}
    for id, practice in catalogue.practices.items():
        record, _ = parse_record((SAMPLE / "practices" / f"{id}.md").read_bytes(), f"records/practices/{id}.md")
        html = render_page(practice_view(_builder(catalogue, lang, ("practice", id)), practice)).html
        page = lxml_html.fromstring(f"<main>{html}</main>")
        # Where a source is named, the page leads back to; in a preview nothing leads anywhere.
        told = {heading: re.sub(r" ?↩\w*", "", text) for heading, text in sections_of(page, "h2").items()}
        sections = [[heading, text] for heading, text in told.items() if heading in own]
        yield {
            "data": record.fields.data,
            "bodies": record.bodies,
            "title": read(page.xpath("string(//h1)")),
            "facts": facts_of(page),
            "sections": sections,
        }


def _builder(catalogue: Catalogue, lang: Lang, key: tuple[str, ...]) -> PageBuilder:
    return page_builder(site_of(catalogue, WRITTEN, repository="https://git.example/x/y"), lang, key)


def _written(field: Field) -> dict[str, Any]:
    return {
        "name": field.name,
        "control": field.control,
        "many": field.many,
        "fields": [_written(each) for each in field.fields],
    }


def written(content: Any) -> str:
    """The text of a file of vectors: a case on each line."""
    if set(content) == {"cases", "generated"}:
        listed = ",\n".join(f' "{part}": [\n{_listed(content[part])}\n ]' for part in ("cases", "generated"))
        return f"{{\n{listed}\n}}\n"
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _listed(cases: list[Any]) -> str:
    # Signs that nobody sees, or that turn lines around, are written as numbers.
    return ",\n".join(f"  {_seen(json.dumps(case, ensure_ascii=False))}" for case in cases)


def _seen(text: str) -> str:
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def _text(chance: random.Random, lang: Lang, most: int = 6) -> str:
    """A few words, some with a number or a letter that is seldom met."""
    words = [chance.choice(_WORDS[lang]) for _ in range(chance.randint(1, most))]
    if chance.random() < 0.3:
        words.insert(chance.randrange(len(words) + 1), chance.choice(_NUMBERS))
    for _ in range(chance.choice((0, 0, 1, 2))):
        place = chance.randrange(len(words))
        cut = chance.randrange(len(words[place]) + 1)
        words[place] = words[place][:cut] + chance.choice(_LETTERS) + words[place][cut:]
    return chance.choice((" ", " ", " ", " - ")).join(words)


def _altered(chance: random.Random, title: str) -> str:
    """A title as somebody else would write it, or that of another thing."""
    words = title.split(" ")
    place = chance.randrange(len(words))
    word = words[place]
    words[place] = chance.choice(
        (
            f"{word}s",
            f"{word}es",
            word[:-1],
            word[1:],
            word.upper(),
            f"({word})",
            f"{word} de",
            "",
            word[::-1],
            f"{word} II",
            word,
        )
    )
    if chance.random() < 0.2:
        chance.shuffle(words)
    return " ".join(words)


def _title_pair(chance: random.Random) -> Iterator[Any]:
    lang = chance.choice(LANGS)
    one = _text(chance, lang)
    other = one
    for _ in range(chance.randint(1, 3)):
        other = _altered(chance, other)
    yield from (lang, one, other, likeness(lang, one, other))


def _url(chance: random.Random) -> str:
    host = chance.choice(
        (
            "example.org",
            "www.example.org",
            "EXAMPLE.org",
            "example.org:443",
            "www.example.org:80",
            "example.org:8080",
            "españa.example",
        )
    )
    path = chance.choice(
        ("", "/", "/ruex", "/ruex/", "/a%C3%B1o", "/año", "/a%c3%b1o/", "/%E1", "/a%2Fb", "/a/b", "/%72uex", "/100%")
    )
    query = chance.choice(("", "", "", "?id=1", "?q=a%C3%B1o", "?q=año", "?"))
    fragment = chance.choice(("", "", "", "#resumen", "#/practica/1", "#!x", "#"))
    return f"{chance.choice(('https', 'http'))}://{host}{path}{query}{fragment}"


def _any_url(chance: random.Random) -> str:
    """An address, or what somebody could take for one."""
    url = _url(chance)
    place = chance.randrange(len(url))
    bad = chance.choice(("", "", "", " ", "@", '"', "<", ":", "//"))
    return chance.choice(("", "", "", "ftp:", "mailto:")) + url[:place] + bad + url[place:]


def _url_pair(chance: random.Random) -> Iterator[Any]:
    one, other = _url(chance), _url(chance)
    if chance.random() < 0.5:
        other = one.replace("https:", "http:").replace("%C3%B1", chance.choice(("ñ", "%c3%b1")))
    yield from (one, other, same_page(one, other))


def _date(chance: random.Random) -> str:
    year, month, day = chance.choice((1999, 2000, 2023, 2024, 2100)), chance.randint(1, 12), chance.randint(1, 31)
    return chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))


def _written_date(chance: random.Random) -> str:
    """A day or month as people write it, or nearly so."""
    year, month, day = (
        chance.choice(("1999", "2021", "2024", "24", "0000")),
        chance.choice((*months(), "brumario")),
        chance.randint(0, 32),
    )
    forms = (f"{day} de {month} de {year}", f"{month} {day}, {year}", f"{day} {month} {year}", f"{month} de {year}", f"{month} {year}",
             f"{day}º de {month.upper()} del {year}", f"{year}/{day}/{day}", f"{year}-{day % 13}-{day}", f"{day}/{day}/{year}",
             f"{month.title()}. {year}", f"{day}\u00a0{month}  {year}", f"{year} {month}")  # fmt: skip
    return chance.choice(forms)


def _contact(chance: random.Random) -> str:
    """Words with numbers and addresses between them, some of which are somebody's."""
    parts = ("juan.perez@ejemplo.gob", "+507 6000-0000", "6000-0000", "2018-2022", "Ley 1234-2019", "(809) 555-1234", "1 200 000",
             "tel. 6000 0000", "https://example.org/?a=b@c.org", "@ministerio", "a@b", "+1 200 000", "123-456-7890", "DFOE-0003-2024",
             "mailto:x@example.org", "Teléfono: 22223333", "art. 12", "(55) 5555-5555", "correo:ñ.x@example.org,")  # fmt: skip
    return " ".join(chance.choice((*parts, *_WORDS["es"])) for _ in range(chance.randint(1, 4)))


def _signs(chance: random.Random) -> str:
    """A body with signs that no page shows, and with others that look like them."""
    lines = ("Uno", "- [x] dos", "- dos [x]", "<b>tres</b>", "a < b > c", "![foto](https://example.org/a.png)", "¡Hola! [a](https://x.org)",
             "Nota [^1].", "[1]", "[sic]", "[uno][1]", "• viñeta", "uno • dos", "## English", "## El inglés", "`<b>`", "<https://example.org>",
             "1. [ ] cuatro", "<img src=x>", "### Español:", "<!-- nada -->")  # fmt: skip
    body = [chance.choice(lines) for _ in range(chance.randint(1, 3))]
    if chance.random() < 0.3:
        body = ["```", *body, "```"]
    return "\n\n".join(body) if body[0] != "```" else "\n".join(body)


def _real_date(chance: random.Random) -> str:
    return next(date for date in iter(lambda: _date(chance), None) if exists(date))


def _date_pair(chance: random.Random) -> Iterator[Any]:
    start, end = _real_date(chance), _real_date(chance)
    yield from (start, end, ends_before(start, end))


def interval(lang: Lang, start: str, end: str) -> str:
    """How a page tells from when to when."""
    return phrases(lang).interval(read_date(start), read_date(end))


def _interval(chance: random.Random) -> Iterator[Any]:
    lang, start, end = chance.choice(LANGS), _real_date(chance), _real_date(chance)
    # Two dates of one year, or of one month, are told in another way.
    end = chance.choice((end, f"{start[:4]}{end[4:]}", f"{start[:7]}{end[7:]}", start))
    end = end if exists(end) else start
    yield from (lang, start, end, interval(lang, start, end))


def _word(chance: random.Random) -> Iterator[Any]:
    lang = chance.choice(LANGS)
    word = fold(chance.choice(_WORDS[lang]).replace("-", ""))
    word += chance.choice(("", "", "s", "es", "ies", "ches", "sses", "ces", "izar", "ness"))
    yield from (lang, word, stem_of(word, lang))


def _value(chance: random.Random, field: Field) -> Any:
    """Any value of the shape that a field takes; texts are any texts."""
    if field.many:
        one = replace(field, many=False)
        return [_value(chance, one) for _ in range(chance.randint(0, 2))]
    if field.control == "group":
        return _group(chance, field.fields)
    if field.control == "text":
        return {lang: _text(chance, lang) for lang in LANGS if chance.random() < 0.7}
    listed = [id for id, _ in field.options] or ["3", "2024-05", "true", "NO", "no: x", "2024-05-01T09:30"]
    return chance.choice(listed) if chance.random() < 0.7 else _text(chance, "es", 3)


def _group(chance: random.Random, fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _value(chance, field) for field in fields if chance.random() < 0.3}


def _record(chance: random.Random) -> Iterator[Any]:
    kind = chance.choice(list(MODELS))
    data = _group(chance, record_fields(kind, "es"))
    lines = ("# Uno", "## Dos", "```", "~~~~", "text", "# English", "", "    ```", "``` x`y")
    bodies = {lang: "\n".join(chance.choice(lines) for _ in range(chance.randint(0, 5))) for lang in LANGS}
    yield from (kind, data, bodies, record_text(kind, data, bodies))


def _id(chance: random.Random) -> Iterator[Any]:
    text = chance.choice(
        (slug_of(_text(chance, "es")), _text(chance, "es", 2), "a" * chance.randint(78, 82), "a--b", "-a", "a-", "A")
    )
    yield from (text, is_id(text))


def _one(answer: Callable[[str], Any]) -> Callable[[random.Random], Iterator[Any]]:
    """A maker of texts with their answer."""

    def make(chance: random.Random) -> Iterator[Any]:
        text = _text(chance, chance.choice(LANGS), 12)
        yield from (text, answer(text))

    return make


def _from(source: Callable[[random.Random], str], answer: Callable[[str], Any]) -> Callable[[random.Random], Iterator[Any]]:
    def make(chance: random.Random) -> Iterator[Any]:
        text = source(chance)
        yield from (text, answer(text))

    return make


def search_index() -> dict[str, Any]:
    """Documents by their fields, and the index of them that Python writes for the library in the browser."""
    chance, fields = random.Random("index"), ("title", "text")  # noqa: S311  (nothing is secret)
    documents = [{field: chance.choices(_WORDS["es"], k=chance.randint(0, 9)) for field in fields} for _ in range(30)]
    return {
        "fields": fields,
        "documents": documents,
        "index": serialized_index(documents, fields),
        "packed": packed_index(serialized_index(documents, fields)),
    }


_MAKERS: Final[dict[str, Callable[[random.Random], Iterator[Any]]]] = {
    "asked": _one(asked_words),
    "clean": _one(clean),
    "dates": _from(_written_date, date_meant),
    "days": _from(_date, exists),
    "fold": _one(fold),
    "ids": _id,
    "intervals": _interval,
    "links": _url_pair,
    "order": _date_pair,
    "personal": _from(_contact, personal),
    "records": _record,
    "signs": _from(_signs, signs),
    "slugs": _from(lambda chance: _FOREIGN.sub("", _text(chance, "es", 12)), slug_of),
    "stems": _word,
    "titles": _title_pair,
    "urls": _from(_any_url, is_url),
}
_ANSWERS: Final[dict[str, Callable[..., Any]]] = {
    "asked": asked_words,
    "clean": clean,
    "dates": date_meant,
    "days": exists,
    "fold": fold,
    "ids": is_id,
    "intervals": interval,
    "links": same_page,
    "order": ends_before,
    "personal": personal,
    "records": record_text,
    "signs": signs,
    "slugs": slug_of,
    "stems": lambda lang, word: stem_of(word, lang),
    "titles": alike,
    "urls": is_url,
}
NAMES: Final = tuple(_MAKERS)
