"""Lines of a page: records, objectives, sources and counts, each with its links, remarks and marks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from gcm.language.phrases import phrases
from gcm.language.text import Lang, Text
from gcm.models.fields import Objectives, Pledge, Role, Statement
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.roadmap import Item, Roadmap
from gcm.taxonomy.lists import DocumentPart, taxonomy
from gcm.views.blocks import (
    Block,
    Line,
    Lines,
    Link,
    Part,
)
from gcm.views.links import LinkBuilder


class LineBuilder(LinkBuilder):
    """Lines of one page in one language."""

    def line(self, *parts: Part, note: Text | None = None, sources: Iterable[str] = (), badge: str = "") -> Line:
        """One entry of a list or table."""
        return Line(parts, self.localize(note) if note else None, self.sources(sources), badge)

    def text(self, text: Text, sources: Iterable[str] = ()) -> Line:
        """An entry that is words of a record."""
        return self.line(self.localize(text), sources=sources)

    def phrase_line(self, text: str) -> Line:
        """An entry that is words of the interface."""
        return self.line(self.phrase(text))

    def statements(self, statements: Iterable[Statement], *, ordered: bool = False) -> tuple[Block, ...]:
        """Sentences with their sources."""
        lines = tuple(self.statement(each) for each in statements)
        return (Lines(lines, ordered),) if lines else ()

    def statement(self, statement: Statement) -> Line:
        """A sentence, with the lines of documents it rests on."""
        return self.line(self.localize(statement), note=statement.remark, sources=statement.place)

    def texts(self, texts: Iterable[Text]) -> tuple[Block, ...]:
        """Sentences as a list."""
        lines = tuple(self.text(text) for text in texts)
        return (Lines(lines),) if lines else ()

    def sources(self, citations: Iterable[str], page: int | None = None) -> tuple[Link, ...]:
        """Where something comes from, each a link to the document's entry; `page` is where the document prints it, if that is known."""
        return tuple(self._source(citation, page) for citation in citations)

    def _source(self, citation: str, page: int | None) -> Link:
        label, title, anchor = _cited(citation, page, self.lang)
        return self.link(("sources",), self.phrase(label), title, anchor)

    def role(self, role: Role) -> Line:
        """Who did what at an event."""
        who = self.actor(role.actor)
        return self.line(who, note=role.detail, sources=role.source, badge=self.term("actor_role", role.role))

    def objectives(self, objectives: Objectives) -> tuple[Line, ...]:
        """Objectives, each with how it is known."""
        return self.known_objectives(objectives, objectives.all)

    def known_objectives(self, objectives: Objectives, numbers: Iterable[int]) -> tuple[Line, ...]:
        """Some of the objectives, each with how it is known."""
        return tuple(self._known_objective(number, objectives.basis(number)) for number in numbers)

    def _known_objective(self, number: int, basis: str) -> Line:
        return Line((self.objective(number),), badge=self.t[f"basis_{basis}"])

    def numbers(self, numbers: Iterable[int]) -> Line:
        """Objectives of something else on the page, by their numbers alone where there is room for no more."""
        titles = self.taxonomy.objectives
        with self.aside():
            links = [
                self.link(("objective", str(each)), self.phrase(str(each)), self.words(titles[each].title)) for each in numbers
            ]
        return Line(self.joined(links)) if links else self.phrase_line("–")

    def counted(self, number: int) -> str:
        """A number, or a dash where nothing is recorded: never a zero, which reads like a finding."""
        return self.t.number(number) if number else "–"

    def number_of(self, number: int, **filters: str) -> Line:
        """A number that leads to what it counts, or a dash where there is nothing to lead to."""
        return self.line(self.explored(self.phrase(self.t.number(number)), **filters)) if number else self.phrase_line("–")

    def item(self, roadmap: Roadmap, item: Item) -> Line:
        """A roadmap item on another page: its words, and where it stands."""
        where = self.link(("roadmap", roadmap.id), self.localize(roadmap.label or roadmap.title), anchor=f"item-{item.id}")
        return self.line(self.localize(item.text), self.phrase(" – "), where, badge=self.term("item_status", item.status))

    def pledge(self, pledge: Pledge, record: Practice | Forum | Roadmap | None = None) -> Line:
        """A pledge: its words, whose it is unless the page is that country's, since when, and on another page the record that names it."""
        date = (self.phrase(f" ({self.t.date(pledge.date)})"),) if pledge.date else ()
        country = (
            (self.phrase(" – "), self.country(pledge.country)) if pledge.country and pledge.country not in self.key else ()
        )
        where = (self.phrase(" – "), self.record(record)) if record else ()
        published = (self.phrase(" – "), self.external(pledge.url, self.phrase(self.t.pledge_published))) if pledge.url else ()
        return self.line(self.localize(pledge.text), *date, *country, *where, *published, sources=pledge.source)

    def practice_line(self, practice: Practice) -> Line:
        """A practice, who runs it, and its kind."""
        parts = (self.practice(practice), self.phrase(" – "), *self.joined(self.who(practice)))
        return Line(parts, badge=self.term("practice_kind", practice.kind))


@cache
def _cited(citation: str, page: int | None, lang: Lang) -> tuple[str, str, str]:
    """Document and page, else the part and the page where it begins; what shows at rest, with the lines; the anchor of the part."""
    id, _, lines = citation.partition(":")
    document = taxonomy().documents[id]
    parts = document.parts_of(lines)
    title = str(document.title.localized(lang))
    if lines:
        title = phrases(lang).fill("cited_lines", document=title, lines=lines.replace("-", "–").replace(",", ", "))
    label = ", ".join((str(document.short.localized(lang)), *_places_in(parts, page, lang)))
    return label, title, f"{id}--{parts[0].line}" if parts else id


def _places_in(parts: tuple[DocumentPart, ...], page: int | None, lang: Lang) -> tuple[str, ...]:
    """The page alone, else the parts, one of them with the page where it begins."""
    t = phrases(lang)
    if page:
        return (t.fill("cited_page", page=str(page)),)
    names = [str(part.name.localized(lang)) for part in parts]
    where = tuple(f"{name[:1].lower()}{name[1:]}" if name[1:2].islower() else name for name in names)
    begins = parts[0].page if len(parts) == 1 else None
    return (*where, t.fill("cited_from_page", page=str(begins))) if begins else where
