"""A practice: a good practice, policy or tool that someone shared."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Final

from pydantic import ConfigDict, Field

from gcm.language.text import Frozen, PlainText, Text
from gcm.models.fields import (
    Country,
    CriterionId,
    Date,
    ForumId,
    Objectives,
    OrganisationId,
    Pledge,
    PracticeId,
    PrincipleId,
    SessionId,
    Url,
    WebLink,
    term,
)
from gcm.models.record import Record
from gcm.taxonomy.lists import Sources

Kind = Annotated[PlainText, term("practice_kind")]

COMPLETENESS: Final = (
    "summary", "body", "actors", "objectives", "principles", "criteria", "period", "scope", "results", "lessons",
    "replication_needs", "links", "follow_up", "translation",
)  # fmt: skip
"""What a complete practice tells, each of equal weight."""


class Listing(Frozen):
    """One line of a forum's list: where it was printed, under which heading, and how."""

    forum: ForumId
    session: SessionId
    kind: Kind
    printed: PlainText
    page: Annotated[int, Field(ge=1, le=9999)] | None = None
    source: Sources = ()


class Period(Frozen):
    """When a practice runs or ran; open at either side."""

    start: Date | None = None
    end: Date | None = None


class Adoption(Frozen):
    """A country that took up the practice, when, what it adapted, and where that can be read."""

    country: Country
    date: Date | None = None
    adapted: Text | None = None
    evidence: Url | None = None


class FollowUp(Frozen):
    """What became of a practice since it was shared."""

    status: Annotated[PlainText, term("follow_up_status")]
    last_reviewed: Date | None = None
    next_step: Text | None = None


class Practice(Record):
    """A practice; `countries` may be empty only where `implementers` is not."""

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": [name], "properties": {name: {"minItems": 1}}} for name in ("countries", "implementers")],
            "x-problem": "R401",
        }
    )

    kind: Kind
    kind_note: Text | None = None
    countries: tuple[Country, ...] = ()
    implementers: tuple[OrganisationId, ...] = ()
    objectives: Objectives = Objectives()
    principles: tuple[PrincipleId, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    listings: tuple[Listing, ...] = ()
    period: Period | None = None
    scope: Annotated[PlainText, term("scope")] | None = None
    results: Text | None = None
    lessons: Text | None = None
    replication_needs: Text | None = None
    links: tuple[WebLink, ...] = ()
    hub_url: Url | None = None
    adoptions: tuple[Adoption, ...] = ()
    follow_up: FollowUp = FollowUp(status="not-reported")
    pledges: tuple[Pledge, ...] = ()
    related: tuple[PracticeId, ...] = ()

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The parts of `COMPLETENESS` that nothing is known about yet."""
        return tuple(part for part, filled in zip(COMPLETENESS, self._filled(), strict=True) if not filled)

    @cached_property
    def completeness(self) -> int:
        """Per cent of `COMPLETENESS` that the record tells."""
        return round(100 * (len(COMPLETENESS) - len(self.gaps)) / len(COMPLETENESS))

    def _filled(self) -> Iterator[bool]:
        yield self.summary is not None
        yield self.body is not None
        yield bool(self.countries or self.implementers)
        yield bool(self.objectives.all)
        for field in ("principles", "criteria", "period", "scope", "results", "lessons", "replication_needs"):
            yield bool(getattr(self, field))
        yield bool(self.links or self.hub_url)
        yield self.follow_up.status != "not-reported"
        yield not self.missing_languages
