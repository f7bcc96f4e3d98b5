"""A roadmap: ideas, recommendations or steps agreed at a forum, item by item."""

from __future__ import annotations

from typing import Annotated

from gcm.language.text import Frozen, PlainText, Text
from gcm.models.fields import Date, ForumId, ItemId, Objectives, Pledge, PracticeId, RecordId, SessionId, Statement, Url, term
from gcm.models.record import Record
from gcm.taxonomy.lists import Sources


class Action(Frozen):
    """Something done about an item: what, by whom, when, and where that can be read."""

    text: Text
    owner: Text | None = None
    date: Date | None = None
    evidence: Url | None = None
    source: Sources = ()


class Result(Action):
    """What came of an item, with the same fields as an action."""

    note: Text | None = None


class Item(Frozen):
    """One idea or step; `when` is the printed wording of a date that is not exact, `grew_from` the idea that it took up."""

    id: RecordId
    text: Text
    status: Annotated[PlainText, term("item_status")]
    owner: Text | None = None
    due: Date | None = None
    when: Text | None = None
    start: Date | None = None
    end: Date | None = None
    mode: Annotated[PlainText, term("mode")] | None = None
    grew_from: ItemId | None = None
    last_reviewed: Date | None = None
    next_step: Text | None = None
    actions: tuple[Action, ...] = ()
    result: Result | None = None
    evidence: tuple[Url, ...] = ()
    practices: tuple[PracticeId, ...] = ()
    objectives: Objectives = Objectives()
    session: SessionId | None = None
    event: ForumId | None = None
    note: Text | None = None
    source: Sources = ()


class Roadmap(Record):
    """A roadmap in the four parts that those of the Second Forum include, with its items; `aims` are its own objectives."""

    kind: Annotated[PlainText, term("roadmap_kind")]
    label: Text | None = None
    printed_title: PlainText | None = None
    forum: ForumId
    session: SessionId | None = None
    objectives: Objectives = Objectives()
    summary: Text | None = None
    scope: tuple[Statement, ...] = ()
    aims: tuple[Statement, ...] = ()
    key_actors: tuple[Statement, ...] = ()
    expected_results: tuple[Statement, ...] = ()
    given: tuple[Statement, ...] = ()
    not_given: tuple[Text, ...] = ()
    source: Sources = ()
    pledges: tuple[Pledge, ...] = ()
    items: tuple[Item, ...] = ()

    @property
    def short(self) -> Text | None:
        """Its summary."""
        return self.summary
