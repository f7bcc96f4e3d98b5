"""Lines of a page: records, objectives, sources and counts, each with its links, remarks and marks."""

from __future__ import annotations

from collections.abc import Iterable

from gcm.language.text import Text
from gcm.models.fields import Objectives, Pledge, Role, Statement
from gcm.models.forum import Forum
from gcm.models.practice import Practice
from gcm.models.roadmap import Item, Roadmap
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

    def sources(self, citations: Iterable[str]) -> tuple[Link, ...]:
        """Where something comes from, each a link to the document's entry."""
        return tuple(self._source(citation) for citation in citations)

    def _source(self, citation: str) -> Link:
        id, _, lines = citation.partition(":")
        short = self.words(self.taxonomy.documents[id].short)
        label = self.t.fill("cited_lines", document=short, lines=lines.replace("-", "–").replace(",", ", ")) if lines else short
        return self.link(("sources",), self.phrase(label), self.words(self.taxonomy.documents[id].title), anchor=id)

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

    def counted(self, number: int, absence: str = "none_recorded_short") -> str:
        """A number, or in words that nothing is recorded: never just a zero, which reads like a finding."""
        return self.t.number(number) if number else self.t[absence]

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
