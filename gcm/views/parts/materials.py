"""What the repository holds that helps to answer a question of a review, for one country or for the whole region."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gcm.catalogue.follow_up import Followed
from gcm.models.fields import Statement
from gcm.models.forum import Forum, Session
from gcm.models.practice import Adoption, Practice
from gcm.models.record import joined_text
from gcm.models.roadmap import Item, Roadmap
from gcm.taxonomy.lists import Material
from gcm.views.blocks import Block, Line, Lines, Paragraph, Table
from gcm.views.builder import PageBuilder

MOST: Final = 8
"""How many practices stand under a question in full where there are very many; the others follow by their titles, or in the explorer."""

MANY: Final = 30
"""How many a country may have before there are too many for a paper to tell all of each."""


def cut(practices: Sequence[Practice]) -> tuple[Sequence[Practice], Sequence[Practice]]:
    """The practices that are told in full, and the others."""
    return (practices, ()) if len(practices) <= MANY else (practices[:MOST], practices[MOST:])


@dataclass(frozen=True)
class Scope:
    """What is asked about: the practices of a country and the forums it took part in, or all of them where none is named."""

    country: str
    practices: tuple[Practice, ...]
    forums: tuple[Forum, ...]


Materials = Mapping[Material, Callable[[PageBuilder, Scope], Iterable[Block]]]
"""Material → what makes its blocks; there is always one, if only to say that nothing is recorded."""


def _absent(page: PageBuilder, scope: Scope, name: str) -> Block:
    """A sentence that says what is not recorded of a country, or shortly that nothing is at all."""
    return page.empty(name if scope.country else "none_recorded")


def challenges(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """Challenges and opportunities raised at the sessions of the forums."""
    raised = [(forum, each) for forum in scope.forums for each in forum.sessions if each.challenges or each.opportunities]
    lines = tuple(_raised(page, *pair) for pair in raised)
    yield Lines(lines) if lines else _absent(page, scope, "no_challenge")


def _raised(page: PageBuilder, forum: Forum, session: Session) -> Line:
    raised = {"challenges": session.challenges, "opportunities": session.opportunities}
    more = tuple(_under(page, name, statements) for name, statements in raised.items() if statements)
    return replace(page.line(page.session_of(forum.id, session.id), sources=session.source), more=more)


def _under(page: PageBuilder, name: str, statements: Iterable[Statement]) -> Line:
    return Line((page.phrase(f"{page.t[name]}:"),), more=_statements(page, statements))


def ideas(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The ideas of the cooperation tables; for a country, those on objectives that its practices serve."""
    served = page.catalogue.objectives_of_country.get(scope.country, frozenset())
    tables = [each for each in page.catalogue.roadmaps.values() if each.kind == "cooperation-table"]
    lines = tuple(
        _with_items(page, roadmap, items)
        for roadmap in tables
        if (items := [each for each in roadmap.items if not scope.country or served & _objectives(roadmap, each)])
    )
    yield Lines(lines) if lines else _absent(page, scope, "no_idea")


def _objectives(roadmap: Roadmap, item: Item) -> set[int]:
    return {*roadmap.objectives.all, *item.objectives.all}


def _with_items(page: PageBuilder, roadmap: Roadmap, items: Iterable[Item]) -> Line:
    numbers = roadmap.objectives.all
    about = (page.phrase(f" – {page.t.objectives.lower()} "), *page.numbers(numbers).parts) if numbers else ()
    return Line((page.roadmap(roadmap), *about), more=tuple(_item(page, item) for item in items))


def _item(page: PageBuilder, item: Item) -> Line:
    return page.line(page.localize(item.text), sources=item.source, badge=page.term("item_status", item.status))


def roadmaps(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The roadmaps of the forums, each with its annex to proposals."""
    found = [each for forum in scope.forums for each in page.catalogue.roadmaps_of_forum.get(forum.id, ())]
    yield Lines(tuple(_roadmap(page, each) for each in found)) if found else _absent(page, scope, "no_roadmap")


def _roadmap(page: PageBuilder, roadmap: Roadmap) -> Line:
    count = f" – {page.t.count('item', len(roadmap.items))}" if roadmap.items else ""
    sheet = page.link(("sheet", roadmap.id), page.phrase(page.t.sheet_see))
    return page.line(page.roadmap(roadmap), page.phrase(f"{count} – "), sheet, badge=page.term("roadmap_kind", roadmap.kind))


def outcomes(page: PageBuilder, _: Scope) -> Iterator[Block]:
    """What came of the global reviews."""
    held = [forum for forum in page.catalogue.chronology if forum.kind == "global-review" and forum.outcomes]
    lines = tuple(Line((page.forum(forum),), more=_statements(page, forum.outcomes)) for forum in held)
    yield Lines(lines) if lines else page.empty("none_recorded")


def messages(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The key messages of the forums."""
    lines = tuple(
        Line((page.forum(forum),), more=_statements(page, forum.key_messages)) for forum in scope.forums if forum.key_messages
    )
    yield Lines(lines) if lines else _absent(page, scope, "no_message")


def _statements(page: PageBuilder, statements: Iterable[Statement]) -> tuple[Line, ...]:
    return tuple(page.statement(each) for each in statements)


def recommendations(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The recommendations of the forums."""
    made = [each for forum in scope.forums for each in page.catalogue.roadmaps_of_forum.get(forum.id, ())]
    lines = tuple(_with_items(page, each, each.items) for each in made if each.kind == "recommendations")
    yield Lines(lines) if lines else _absent(page, scope, "no_recommendation")


def policies(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The practices that the sources print as policies."""
    found = [practice for practice in scope.practices if practice.kind == "policy"]
    shown, rest = cut(found)
    yield (
        Lines(tuple(described(page, practice) for practice in shown))
        if found
        else page.empty("no_policy_of_country" if scope.country else "no_policy")
    )
    if scope.country:
        yield from by_title(page, rest)
    elif rest:
        yield Paragraph(page.line(page.explored(page.phrase(page.t.fill("see_all", number=len(found))), kind="policy")))


def by_title(page: PageBuilder, practices: Collection[Practice]) -> Iterator[Block]:
    """Practices for which there is no room to say more."""
    if practices:
        yield page.paragraph(f"{page.t.count('more_practice', len(practices))}:")
        yield Lines(tuple(page.line(page.practice(practice)) for practice in practices))


def described(page: PageBuilder, practice: Practice, *more: Line) -> Line:
    """A practice with its kind, its summary and where that is known from."""
    sources = dict.fromkeys(citation for listing in practice.listings for citation in listing.source)
    summary = (page.localize(practice.short),) if practice.short else ()
    lead = (page.line(*summary, sources=sources),) if summary or sources else ()
    return Line((page.practice(practice),), badge=page.term("practice_kind", practice.kind), more=(*lead, *more))


def results(page: PageBuilder, practice: Practice) -> Iterator[Line]:
    """What came of a practice, what was learnt, and what replication takes."""
    for name in ("results", "lessons", "replication_needs"):
        if text := joined_text(getattr(practice, name)):
            yield page.line(page.phrase(f"{page.field_label(name)}: "), page.localize(text))


def principles(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """The guiding principles that practices state."""
    lines = tuple(
        Line((page.principle(id),), more=tuple(page.line(page.practice(each)) for each in stating[:MOST]))
        for id in page.taxonomy.principles
        if (stating := [practice for practice in scope.practices if id in practice.principles])
    )
    yield Lines(lines) if lines else page.empty("no_principle_of_country" if scope.country else "no_principle")


def follow_up(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """What became of the practices, and how many nothing is known of."""
    followed = [Followed(practice, None, page.site.built_on) for practice in scope.practices]
    reported = [practice for practice, each in zip(scope.practices, followed, strict=True) if each.is_reported]
    silent = len(followed) - len(reported)
    if reported:
        heads = (page.t.practice_head, page.t.follow_up_status, page.t.last_reviewed, page.t.next_step)
        yield Table(page.t.follow_up_caption, heads, tuple(_followed(page, practice) for practice in cut(reported)[0]))
        yield from by_title(page, cut(reported)[1])
    if silent:
        yield Paragraph(page.phrase_line(page.t.fill("unreported_of", practices=page.t.count("practice", silent))), "empty")
    elif not reported:
        yield page.empty("none_recorded")
    yield Paragraph(page.line(page.phrase(f"{page.t.see_too} "), page.link(("board",), page.phrase(page.t.board))))


def _followed(page: PageBuilder, practice: Practice) -> tuple[Line, ...]:
    follow_up = practice.follow_up
    return (
        page.line(page.practice(practice)),
        page.phrase_line(page.term("follow_up_status", follow_up.status)),
        page.phrase_line(page.t.date(follow_up.last_reviewed) if follow_up.last_reviewed else "–"),
        page.text(follow_up.next_step) if follow_up.next_step else page.phrase_line("–"),
    )


def adoptions(page: PageBuilder, scope: Scope) -> Iterator[Block]:
    """Practices that other countries took up, and for a country those that it took up itself."""
    if pairs := adopted(page, scope):
        yield Lines(tuple(_adoption(page, *pair) for pair in pairs))
    else:
        yield page.empty("no_adoption_of_country" if scope.country else "no_adoption_told")


def adopted(page: PageBuilder, scope: Scope) -> list[tuple[Practice, Adoption]]:
    """Practices of a country that were adopted, and those that it adopted, each once."""
    taken = page.catalogue.adopted_in.get(scope.country, ())
    own = [(practice, each) for practice in scope.practices for each in practice.adoptions]
    others = [(practice, each) for practice in taken for each in practice.adoptions if each.country == scope.country]
    return list(dict.fromkeys([*own, *others]))


def _adoption(page: PageBuilder, practice: Practice, adoption: Adoption) -> Line:
    """The practice and who adopted it; a country's own page does not lead to itself."""
    with page.aside():
        country = page.country(adoption.country)
    who = country.label if page.key == ("country", adoption.country) else country
    date = (page.phrase(f", {page.t.date(adoption.date)}"),) if adoption.date else ()
    adapted = (page.phrase(": "), page.localize(adoption.adapted)) if adoption.adapted else ()
    evidence = (page.phrase(" "), page.external(adoption.evidence, page.phrase(page.t.evidence))) if adoption.evidence else ()
    return page.line(page.practice(practice), page.phrase(" – "), who, *date, *adapted, *evidence)


SHARED: Final[Materials] = {
    "challenges": challenges,
    "ideas": ideas,
    "roadmaps": roadmaps,
    "outcomes": outcomes,
    "messages": messages,
    "recommendations": recommendations,
    "policies": policies,
    "principles": principles,
    "follow_up": follow_up,
    "adoptions": adoptions,
}
"""What is shown in the same way for a country and for the region."""
