"""The leaflet of a country or an objective: what its page answers first, short enough for both sides of one leaf.

It is no page of the site: it is given away as files (gcm/release/leaflets.py), so all its links lead to the published site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from gcm.catalogue.catalogue import Catalogue
from gcm.catalogue.listed import listed_practices
from gcm.language.text import Lang
from gcm.models.kinds import field_descriptions
from gcm.models.practice import Practice
from gcm.reading.markdown import render_body
from gcm.views.addresses import HOME, Key
from gcm.views.blocks import Block, Card, Cards, Line, Lines, Link, Paragraph, Section, View
from gcm.views.builder import PageBuilder
from gcm.views.pages.actors import answer_of_country
from gcm.views.pages.objectives import answer_on_objective
from gcm.views.release_list import release_phrases
from gcm.views.site import Site

ROOM: Final = 104
"""Lines of one leaf that practices with a sentence each may take, in Word too, whose letters are wider."""

_BY_TITLE: Final = 0.65
"""The share of these lines that there is for titles alone, each of which keeps its distance from the next."""

_LETTERS: Final = 95
"""Letters of such a line."""

_ASKED: Final = 5
"""Things that are asked about; more is a questionnaire."""


class LeafletBuilder(PageBuilder):
    """Blocks whose links can be followed from anywhere."""

    def href(self, key: Key, anchor: str = "") -> str:
        """The published address of a page."""
        address = self.site.published(key, self.lang)
        return f"{address}#{anchor}" if anchor else address


def leaflet_keys(catalogue: Catalogue) -> tuple[Key, ...]:
    """The countries and objectives that have practices."""
    countries = sorted(code for code, practices in catalogue.by_country.items() if practices)
    objectives = sorted(number for number, practices in catalogue.by_objective.items() if practices)
    return (*(("country", code) for code in countries), *(("objective", str(number)) for number in objectives))


def leaflet_view(site: Site, lang: Lang, key: Key, room: int = ROOM) -> View:
    """The leaflet of the page `key`, its practices on so many lines."""
    page, t = LeafletBuilder(site, lang, key, render_body), release_phrases(lang)
    practices = page.titled(listed_practices(page.catalogue, key))
    title, heading = _TITLES[key[0]](page, key[1])
    return page.view(
        page.phrase(title),
        heading=page.phrase(heading),
        blocks=_ANSWERS[key[0]](page, key[1]),
        sections=[
            Section("practices", page.t.practices, tuple(_practices(page, practices, room))),
            Section("ask", t.leaflet_ask, tuple(_to_ask(page, practices))),
            Section("more", t.leaflet_more, (Lines(tuple(_ways_on(page))), Paragraph(_about(page), "note"))),
        ],
        description=t.fill("leaflet_of", heading=heading),
    )


def _country(page: PageBuilder, code: str) -> tuple[str, str]:
    name = page.words(page.taxonomy.countries[code])
    return name, name


def _objective(page: PageBuilder, number: str) -> tuple[str, str]:
    objective = page.taxonomy.objectives[int(number)]
    short, whole = (
        page.t.fill("objective_title", number=number, title=page.words(each)) for each in (objective.short, objective.title)
    )
    return short, whole


_TITLES: Final[Mapping[str, Callable[[PageBuilder, str], tuple[str, str]]]] = {"country": _country, "objective": _objective}
"""Kind of page → what the leaflet of one is called, in short and in full."""

_ANSWERS: Final[Mapping[str, Callable[[PageBuilder, str], Iterator[Block]]]] = {
    "country": answer_of_country,
    "objective": lambda page, number: answer_on_objective(page, int(number)),
}
"""Kind of page → what it answers first."""


def _practices(page: PageBuilder, practices: list[Practice], room: int) -> Iterator[Block]:
    """All with a sentence each where there is room for that, else all by their titles, and of what has no room the number.

    By titles the last of the alphabet has the same place as the first; with sentences for some it would not.
    """
    cards = [_card(page, practice) for practice in practices]
    if sum(map(_lines_of_card, cards)) <= room:
        yield Cards(tuple(cards))
        return
    lines = list(_that_fit([_by_title(page, practice) for practice in practices], room * _BY_TITLE))
    if lines:
        yield Lines(tuple(lines))
    if left := len(practices) - len(lines):
        number = page.t.count("more_practice", left)
        yield Paragraph(page.line(page.phrase(f"{number}: "), page.link(page.key, page.phrase(page.href(page.key)))))


def _card(page: PageBuilder, practice: Practice) -> Card:
    """A practice with its kind and its objectives, what it is, and who runs it."""
    kind, numbers = page.term("practice_kind", practice.kind), sorted(practice.objectives.own)
    name, listed = page.t.objective if len(numbers) == 1 else page.t.objectives, page.t.join(list(map(str, numbers)))
    on = f" · {name.lower()} {listed}" if numbers else ""
    what = page.localize(practice.summary[0]) if practice.summary else None
    return Card(page.practice(practice), f"{kind}{on}", what, _others(page, practice))


def _by_title(page: PageBuilder, practice: Practice) -> Line:
    """A practice with who runs it and its kind."""
    who = _others(page, practice)
    dash = (page.phrase(" – "),) if who else ()
    return page.line(page.practice(practice), *dash, *page.joined(who), badge=page.term("practice_kind", practice.kind))


def _others(page: PageBuilder, practice: Practice) -> tuple[Link, ...]:
    """Who runs it; what the leaflet is about goes without saying."""
    return tuple(link for link in page.who(practice) if link.target != page.key)


def _that_fit(lines: Iterable[Line], room: float) -> Iterator[Line]:
    """The first of the lines, as many as have room."""
    for line in lines:
        room -= _lines_of(str(part.label if isinstance(part, Link) else part) for part in (*line.parts, line.badge))
        if room < 0:
            return
        yield line


def _lines_of_card(card: Card) -> int:
    return _lines_of((card.kicker, str(card.link.label), str(card.text or ""), *(str(each.label) for each in card.tail)))


def _lines_of(words: Iterable[str]) -> int:
    """How many lines these words take one after the other, each with a sign before it."""
    return 1 + sum(3 + len(each) for each in words) // _LETTERS


def _to_ask(page: PageBuilder, practices: list[Practice]) -> Iterator[Block]:
    """What most of the records do not tell: whoever wants to take up a practice asks those who run it."""
    missing = Counter(gap for practice in practices for gap in practice.gaps)
    lines = tuple(page.phrase_line(_asked(page, name, count, len(practices))) for name, count in missing.most_common(_ASKED))
    if lines:
        yield page.paragraph(release_phrases(page.lang).leaflet_ask_lead)
        yield Lines(lines)


def _asked(page: PageBuilder, field: str, missing: int, of: int) -> str:
    help = field_descriptions()["Practice"][field]["help"][page.lang]
    what = f"{page.field_label(field)}: {help[:1].lower()}{help[1:]}"
    return f"{what} {release_phrases(page.lang).fill('leaflet_missing', missing=missing, of=of)}" if of > 1 else what


def _ways_on(page: PageBuilder) -> Iterator[Line]:
    """The page itself, by an address that can be typed, and what else the site has on the same."""
    t, (kind, id) = release_phrases(page.lang), page.key
    yield page.line(page.phrase(f"{t.leaflet_page} "), page.link(page.key, page.phrase(page.href(page.key))))
    yield page.line(page.explored(page.phrase(t.leaflet_explore), kind="practice", **{kind: id}))
    if kind == "country":
        yield page.line(page.link(("dossier", id), page.phrase(page.t.dossier_see)))
    yield page.line(page.phrase(f"{t.leaflet_wrong} "), page.link(("contribute",), page.phrase(page.t.how_to_contribute)))


def _about(page: PageBuilder) -> Line:
    """Of what day it is, whose work, and what may be done with it."""
    t, own = page.t, release_phrases(page.lang)
    home = page.link(HOME, page.phrase(page.site.names.get(page.lang, "") or t.home))
    told = f". {own.fill('leaflet_day', day=t.day(page.site.built_on))}. {t.book_independent} {t.licence_content} "
    deed = page.external(t.licence_deed, page.phrase(t.licence_content_name))
    return page.line(home, page.phrase(told), deed, page.phrase(f". {own.leaflet_free}"))
