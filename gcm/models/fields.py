"""The types of single fields: codes checked against the taxonomy, dates as precise as their source, safe addresses."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Annotated, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from gcm.language import Frozen, Text, Words
from gcm.problems import fault
from gcm.taxonomy import OBJECTIVES, Sources, TermList, taxonomy

SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


def near(value: str, known: list[str]) -> str:
    """The known word that `value` was probably meant to be, or nothing."""
    return next(iter(get_close_matches(value.lower(), known, 1, 0.6)), "")


def _check_country(code: str) -> str:
    if code not in taxonomy().countries:
        meant = taxonomy().country_named(code) or (code.upper() if code.upper() in taxonomy().countries else "")
        raise fault("R211", value=code[:60], near=meant)
    return code


def _check_objective(value: Any) -> int:
    if not isinstance(value, str | int) or not str(value).isascii() or not str(value).isdigit() or int(value) not in OBJECTIVES:
        raise fault("R212", value=str(value)[:40])
    return int(value)


def _one_of(code: str, known: Callable[[], list[str]]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in known():
            raise fault(code, value=value[:60], near=near(value, known()), allowed=", ".join(known()))
        return value

    return check


def term(name: TermList) -> AfterValidator:
    """A member of the short closed list `name`."""
    return AfterValidator(_one_of("R213", lambda: list(taxonomy().terms[name])))


def _check_slug(value: str) -> str:
    if not SLUG.fullmatch(value) or len(value) > 80:
        raise fault("R216", value=value[:60])
    return value


def _check_url(value: str) -> str:
    try:
        parts = urlsplit(value)
        web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        safe = web or (parts.scheme == "mailto" and "@" in parts.path)
    except ValueError:
        safe = False
    if not safe or any(char.isspace() or char in "<>\"'`\\{}" for char in value):
        raise fault("R217", value=value[:60])
    return value


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise fault("R222", value=name[:60]) from error
    return name


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as its source: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)


def _read_date(value: Any) -> PartialDate:
    match = _DATE.fullmatch(value) if isinstance(value, str) and value.isascii() else None
    if match is None:
        raise fault("R220", value=str(value)[:40])
    parts = [int(part) for part in match.groups() if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError as error:
        raise fault("R221", value=value[:40]) from error
    return PartialDate(*parts)


def _read_moment(value: Any) -> datetime:
    if not isinstance(value, str) or not value.isascii() or not _MOMENT.fullmatch(value):
        raise fault("R223", value=str(value)[:40])
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise fault("R221", value=value[:40]) from error


def _check_actor(value: str) -> str:
    """A country's government by its code, or an organisation by its id."""
    return (
        _check_country(value)
        if len(value) == 2 and value.isupper()
        else _one_of("R224", lambda: list(taxonomy().organisations))(value)
    )


Country = Annotated[Words, AfterValidator(_check_country)]
ObjectiveNumber = Annotated[int, BeforeValidator(_check_objective)]
OrganisationId = Annotated[Words, AfterValidator(_one_of("R224", lambda: list(taxonomy().organisations)))]
PrincipleId = Annotated[Words, AfterValidator(_one_of("R213", lambda: list(taxonomy().principles)))]
CriterionId = Annotated[Words, AfterValidator(_one_of("R213", lambda: list(taxonomy().criteria)))]
ThemeId = Annotated[Words, AfterValidator(_one_of("R213", lambda: list(taxonomy().theme_ids)))]
GroupingId = Annotated[Words, AfterValidator(_one_of("R213", lambda: list(taxonomy().groupings)))]
Actor = Annotated[Words, AfterValidator(_check_actor)]
Slug = Annotated[Words, AfterValidator(_check_slug)]
Url = Annotated[Words, AfterValidator(_check_url)]
TimeZone = Annotated[Words, AfterValidator(_check_zone)]
Date = Annotated[PartialDate, BeforeValidator(_read_date), PlainSerializer(str)]
Moment = Annotated[datetime, BeforeValidator(_read_moment)]
RecordId = Annotated[Words, AfterValidator(_check_slug)]


class Slugs(Frozen):
    """The record's part of its address in each language; its id where there is none."""

    es: Slug | None = None
    en: Slug | None = None


class Statement(Frozen):
    """A sentence with its sources."""

    text: Text
    source: Sources = ()
    note: Text | None = None


class Objectives(Frozen):
    """Objectives by how they are known: of the session, of the thing itself, or added by the editors."""

    through_session: tuple[ObjectiveNumber, ...] = ()
    stated: tuple[ObjectiveNumber, ...] = ()
    editorial: tuple[ObjectiveNumber, ...] = ()

    @property
    def all(self) -> tuple[int, ...]:
        """Every objective once, in order."""
        return tuple(sorted({*self.through_session, *self.stated, *self.editorial}))

    def basis(self, number: int) -> str:
        """How the objective is known: `stated` is the strongest, `editorial` the weakest."""
        return next(basis for basis in ("stated", "through_session", "editorial") if number in getattr(self, basis))


class WebLink(Frozen):
    """An address outside the site, with what stands there."""

    url: Url
    title: Text


class Role(Frozen):
    """What an organisation or a government did at an event."""

    actor: Actor
    role: Annotated[Words, term("actor_role")]
    detail: Text | None = None
    source: Sources = ()


class Translation(Frozen):
    """Which language the words were first written in, and how the other came about.

    `digest` is that of the words translated from; when they change, the translation is outdated.
    """

    origin: Annotated[Words, AfterValidator(_one_of("R213", lambda: ["es", "en"]))] = Field(alias="from")
    into: Annotated[Words, term("translation")] | None = None
    digest: Annotated[Words, Field(max_length=64)] | None = None
