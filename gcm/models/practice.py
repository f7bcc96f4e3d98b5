"""A practice: a good practice, policy or tool that someone shared."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Annotated, Any, Final

from pydantic import ConfigDict, Field

from gcm.language.data_files import read_data
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
    Statement,
    Url,
    WebLink,
    term,
)
from gcm.models.record import Record, joined_text
from gcm.taxonomy.lists import Sources

Kind = Annotated[PlainText, term("practice_kind")]

STATEMENTS: Final = (
    "summary", "implementation", "timeline", "legal_basis", "how_it_works", "beneficiaries", "reach", "cost", "results", "lessons",
    "replication_needs", "current_status", "context",
)  # fmt: skip
"""The fields that are lists of statements, in the order of a record's file."""

ORIGIN_OF_LISTED: Final = "forum-listing"
"""Where a practice comes from that a forum lists, whatever its record says."""


@cache
def completeness_fields() -> tuple[str, ...]:
    """The fields that a complete practice fills, each of equal weight: those marked so in `data/fields.yaml`."""
    fields: Mapping[str, Mapping[str, object]] = read_data("fields")["Practice"]
    return tuple(name for name, field in fields.items() if field.get("completeness"))


@cache
def _glosses() -> tuple[str, ...]:
    """How a sentence begins that says no more than the title does."""
    return tuple(read_data("wordings")["gloss"])


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


class Identity(Frozen):
    """How sure it is that what was found is about the practice that a forum lists, and what else it may be."""

    certainty: Annotated[PlainText, term("certainty")]
    remark: Text | None = None
    possible_match: tuple[WebLink, ...] = ()


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
    origin: Annotated[PlainText, term("origin")] | None = None
    countries: tuple[Country, ...] = ()
    implementers: tuple[OrganisationId, ...] = ()
    objectives: Objectives = Objectives()
    principles: tuple[PrincipleId, ...] = ()
    criteria: tuple[CriterionId, ...] = ()
    listings: tuple[Listing, ...] = ()
    period: Period | None = None
    scope: Annotated[PlainText, term("scope")] | None = None
    identity: Identity | None = None
    links: tuple[WebLink, ...] = ()
    hub_url: Url | None = None
    adoptions: tuple[Adoption, ...] = ()
    follow_up: FollowUp = FollowUp(status="not-reported")
    pledges: tuple[Pledge, ...] = ()
    related: tuple[PracticeId, ...] = ()

    summary: tuple[Statement, ...] = ()
    implementation: tuple[Statement, ...] = ()
    timeline: tuple[Statement, ...] = ()
    legal_basis: tuple[Statement, ...] = ()
    how_it_works: tuple[Statement, ...] = ()
    beneficiaries: tuple[Statement, ...] = ()
    reach: tuple[Statement, ...] = ()
    cost: tuple[Statement, ...] = ()
    results: tuple[Statement, ...] = ()
    lessons: tuple[Statement, ...] = ()
    replication_needs: tuple[Statement, ...] = ()
    current_status: tuple[Statement, ...] = ()
    context: tuple[Statement, ...] = ()

    @cached_property
    def plain(self) -> dict[str, Any]:
        """As of every record, and what became of it."""
        return {**super().plain, "follow_up": self.follow_up.model_dump(mode="json", exclude_defaults=True)}

    @cached_property
    def short(self) -> Text | None:
        """What it is: the sentences of the summary as one text."""
        return joined_text(self.summary)

    @property
    def comes_from(self) -> str:
        """A member of the list `origin`: a forum that lists it, or where it was found."""
        return ORIGIN_OF_LISTED if self.listings else self.origin or "contribution"

    @property
    def is_doubtful(self) -> bool:
        """Whether nothing found is surely about this practice."""
        return self.identity is not None and self.identity.certainty == "doubtful"

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The parts of a complete record that no statement tells of yet."""
        return tuple(name for name in completeness_fields() if not any(map(_tells, getattr(self, name))))

    @cached_property
    def completeness(self) -> int:
        """Per cent of a complete record that statements tell."""
        whole = len(completeness_fields())
        return round(100 * (whole - len(self.gaps)) / whole)


def _tells(statement: Statement) -> bool:
    """Whether the statement says more than the title of the practice does."""
    only_place = bool(statement.place) and not statement.sources
    return not (only_place and any(words.lower().startswith(_glosses()) for words in statement.all))
