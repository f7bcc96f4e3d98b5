"""A forum: an event of the review cycle with its sessions, participants, figures and outcomes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from gcm.language.text import Frozen, Lang, PlainText, Text
from gcm.models.fields import (
    Country,
    Date,
    ForumId,
    GroupingId,
    Moment,
    ObjectiveNumber,
    Pledge,
    RecordId,
    Role,
    Slugs,
    Statement,
    ThemeId,
    TimeZone,
    WebLink,
    term,
)
from gcm.models.record import Record
from gcm.taxonomy.lists import Sources


class Participant(Frozen):
    """A country that took part, and as what."""

    country: Country
    role: Annotated[PlainText, term("country_role")]
    source: Sources = ()


class Figure(Frozen):
    """A number that a source gives; `context` if it is background and not of the forum itself."""

    value: Text
    what: Text
    context: bool = False
    note: Text | None = None
    source: Sources = ()


class Component(Frozen):
    """A part of an event that is no thematic session: a hearing, a briefing, a panel; `id` is stable."""

    id: RecordId
    title: Text
    start: Date | None = None
    end: Date | None = None
    note: Text | None = None
    source: Sources = ()


class Subtheme(Frozen):
    """A part of a session's objectives under a heading of its own."""

    title: Text
    objectives: tuple[ObjectiveNumber, ...]


class Session(Frozen):
    """One session of one forum; `id` is stable, `number` is what the document prints."""

    id: RecordId
    slug: Slugs = Slugs()
    number: PlainText | None = None
    title: Text
    printed_title: PlainText | None = None
    theme: ThemeId | None = None
    objectives: tuple[ObjectiveNumber, ...] = ()
    start: Moment | None = None
    end: Moment | None = None
    timezone: TimeZone | None = None
    methodology: Text | None = None
    actors: tuple[Role, ...] = ()
    subthemes: tuple[Subtheme, ...] = ()
    challenges: tuple[Statement, ...] = ()
    opportunities: tuple[Statement, ...] = ()
    statements: tuple[Statement, ...] = ()
    named_in_text: tuple[Statement, ...] = ()
    notes: tuple[Text, ...] = ()
    source: Sources = ()

    def slug_in(self, lang: Lang) -> str:
        """The session's part of its address in `lang`, below that of its forum."""
        return self.slug.get(lang) or self.id


class Forum(Record):
    """An event; with a `grouping`, its sessions share out the 23 objectives as that grouping does."""

    short_title: Text | None = None
    kind: Annotated[PlainText, term("forum_kind")]
    status: Annotated[PlainText, term("forum_status")]
    start: Date
    end: Date | None = None
    mode: Annotated[PlainText, term("mode")] | None = None
    place: Text | None = None
    country: Country | None = None
    summary: Text | None = None
    feeds: tuple[ForumId, ...] = ()
    grouping: GroupingId | None = None
    purpose: tuple[Statement, ...] = ()
    expected_results: tuple[Statement, ...] = ()
    methodology: tuple[Statement, ...] = ()
    actors: tuple[Role, ...] = ()
    participants: tuple[Participant, ...] = ()
    figures: tuple[Figure, ...] = ()
    key_messages: tuple[Statement, ...] = ()
    outcomes: tuple[Statement, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    components: tuple[Component, ...] = ()
    guests: tuple[Statement, ...] = ()
    documents: tuple[Statement, ...] = ()
    not_given: tuple[Text, ...] = ()
    links: tuple[WebLink, ...] = ()
    source: Sources = ()
    sessions: Annotated[tuple[Session, ...], Field(max_length=100)] = ()

    @property
    def short(self) -> Text | None:
        """Its summary."""
        return self.summary

    def session(self, id: str) -> Session | None:
        """The session with that id."""
        return next((session for session in self.sessions if session.id == id), None)
