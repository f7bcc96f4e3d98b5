"""What a page says of itself to search machines and reference managers, in the words of schema.org (JSON-LD).

Words of records go into a script element with it, which `gcm.language.json_text` lets nothing in them end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from gcm.catalogue.catalogue import Catalogue, objectives_of
from gcm.catalogue.dated_steps import dated_step_of
from gcm.exports.open_data.dcat import data_set_name, data_set_thing
from gcm.exports.open_data.discovery import search_template
from gcm.exports.open_data.edition import Edition
from gcm.exports.open_data.names import LICENCE, Names, concept, scheme
from gcm.language.dates import PartialDate
from gcm.language.phrases import Phrases, phrases
from gcm.language.text import Lang, Text, other
from gcm.models.fields import Government, Role
from gcm.models.forum import Forum, Session
from gcm.models.practice import Period, Practice
from gcm.models.record import Record
from gcm.models.roadmap import Roadmap
from gcm.taxonomy.lists import Taxonomy
from gcm.views.addresses import HOME, Key
from gcm.views.site import Site

Thing = dict[str, Any]
"""A thing in the words of schema.org, by the names of its properties."""

_ORGANISERS: Final = ("convener", "host", "organiser")
_ATTENDANCE: Final = {"in-person": "OfflineEventAttendanceMode", "virtual": "OnlineEventAttendanceMode"}


@dataclass(frozen=True)
class Described:
    """A page: what it is called, what it is about, and the pages above it with their names, the home page left out."""

    key: Key
    lang: Lang
    title: str
    description: str
    trail: tuple[tuple[str, Key], ...] = ()


def structured_data(site: Site, page: Described) -> Thing:
    """What the page is about, and where it stands in the site."""
    subject = _Subject(site, page)
    things = [_THINGS.get(page.key[0], _web_page)(subject), *([_dataset(subject)] if page.key == HOME else [_trail(subject)])]
    return {"@context": "https://schema.org", "@graph": things}


def _thing(kind: str, **properties: object) -> Thing:
    """A thing without the properties that it does not have."""
    return {"@type": kind, **{_NAMED.get(name, name): value for name, value in properties.items() if value}}


_NAMED: Final = {"id": "@id"}


@dataclass(frozen=True)
class _Subject:
    """The page, and what its description takes from the site."""

    site: Site
    page: Described

    @property
    def catalogue(self) -> Catalogue:
        return self.site.catalogue

    @property
    def taxonomy(self) -> Taxonomy:
        return self.site.catalogue.taxonomy

    @property
    def t(self) -> Phrases:
        return phrases(self.page.lang)

    @cached_property
    def names(self) -> Names:
        return Names(self.site, self.site.addresses.url(self.page.key, self.page.lang))

    def url(self, key: Key, lang: Lang | None = None) -> str:
        return self.names.page(key, lang or self.page.lang)

    def words(self, text: Text | None) -> str:
        return str(text.localized(self.page.lang)) if text else ""

    def main(self, kind: str, **properties: object) -> Thing:
        """What the page is about, called as the page is; by the page's address, unless it has a name of its own."""
        page, url = self.page, self.url(self.page.key)
        where = {"url": url} if "id" in properties else {"id": url}
        return _thing(kind, **{**where, "name": page.title, "inLanguage": page.lang, **properties})

    def country(self, code: str) -> Thing:
        return _thing("Country", name=self.words(self.taxonomy.countries[code]), identifier=code)

    def objectives(self, numbers: Iterable[int]) -> list[Thing]:
        """Objectives by their names in the vocabulary."""
        titles = ((number, self.words(self.taxonomy.objectives[number].short)) for number in numbers)
        return [
            _thing("DefinedTerm", id=self.names(concept("objective", number)), name=f"{number}. {title}")
            for number, title in titles
        ]

    def actor(self, actor: str) -> Thing:
        """Who did something at an event: a government goes by the name of its country."""
        if isinstance(actor, Government):
            return _thing("GovernmentOrganization", name=self.words(self.taxonomy.countries[actor]))
        return _thing("Organization", name=self.words(self.taxonomy.organisations[actor].name))


# Records


def _record(subject: _Subject, record: Record, **properties: object) -> Thing:
    """A page made of a record is a work of its own: with its sources, its history and its translation."""
    days = [change.on for change in record.changes]
    return subject.main(
        "CreativeWork",
        isPartOf={"@id": subject.names(data_set_name("repository"))},
        license=LICENCE,
        datePublished=_date(
            next((change.on for change in record.changes if change.what == "added"), record.review.compiled_on)
        ),
        dateModified=_date(max(days, key=lambda day: day.last) if days else None),
        citation=_cited(record),
        workTranslation={"@id": subject.url(subject.page.key, other(subject.page.lang))},
        **properties,
    )


def _cited(record: Record) -> list[Thing]:
    """The sources by their addresses alone: what each is stands on the page, which would be a third longer with it."""
    return [{"@id": source.url} for source in record.sources]


def _date(day: PartialDate | None) -> str:
    return str(day) if day else ""


def _practice(subject: _Subject) -> Thing:
    practice: Practice = subject.catalogue.practices[subject.page.key[1]]
    principles = [
        _thing(
            "DefinedTerm", id=subject.names(concept("principle", id)), name=subject.words(subject.taxonomy.principles[id].name)
        )
        for id in practice.principles
    ]
    return _record(
        subject,
        practice,
        genre=subject.words(subject.taxonomy.terms["practice_kind"][practice.kind].label),
        about=[*subject.objectives(practice.objectives.own), *principles],
        spatialCoverage=[subject.country(code) for code in practice.countries],
        temporalCoverage=_interval(practice.period),
    )


def _interval(period: Period | None) -> str:
    """`2017-09/..`, as ISO 8601 writes what goes on."""
    return f"{period.start or '..'}/{period.end or '..'}" if period and (period.start or period.end) else ""


def _roadmap(subject: _Subject) -> Thing:
    roadmap: Roadmap = subject.catalogue.roadmaps[subject.page.key[1]]
    forum = subject.catalogue.forums[roadmap.forum]
    about = [*subject.objectives(objectives_of(roadmap)), _event_named(subject, forum)]
    return _record(subject, roadmap, about=about)


# Events


def _event_named(subject: _Subject, forum: Forum) -> Thing:
    return _thing("Event", id=subject.url(("forum", forum.id)), name=subject.words(forum.title), **_dates_of(forum))


def _dates_of(forum: Forum) -> dict[str, object]:
    return {"startDate": str(forum.start), "endDate": _date(forum.end)}


def _held(subject: _Subject, forum: Forum) -> dict[str, object]:
    """How and where an event takes place, as far as the sources say."""
    at = _thing("PostalAddress", addressCountry=forum.country) if forum.country else None
    place = _thing("Place", name=subject.words(forum.place), address=at) if forum.place else None
    mode = _ATTENDANCE.get(forum.mode or "")
    return {"location": place, "eventAttendanceMode": f"https://schema.org/{mode}" if mode else ""}


def _organisers(subject: _Subject, roles: Iterable[Role]) -> list[Thing]:
    return [subject.actor(role.actor) for role in roles if role.role in _ORGANISERS]


def _forum(subject: _Subject) -> Thing:
    forum: Forum = subject.catalogue.forums[subject.page.key[1]]
    sessions = [
        _thing(
            "Event", id=subject.url(("session", forum.id, each.id)), name=subject.words(each.title), **_times_of(forum, each)
        )
        for each in forum.sessions
    ]
    organisers = _organisers(subject, forum.actors)
    return subject.main(
        "Event",
        description=subject.page.description,
        **_dates_of(forum),
        **_held(subject, forum),
        organizer=organisers,
        subEvent=sessions,
        subjectOf=_cited(forum),
    )


def _session(subject: _Subject) -> Thing:
    forum: Forum = subject.catalogue.forums[subject.page.key[1]]
    session = forum.session(subject.page.key[2])
    assert session  # noqa: S101  (its page is there)
    return subject.main(
        "Event",
        description=subject.page.description,
        **_times_of(forum, session),
        **_held(subject, forum),
        organizer=_organisers(subject, session.actors),
        about=subject.objectives(session.objectives),
        superEvent=_event_named(subject, forum),
    )


def _times_of(forum: Forum, session: Session) -> dict[str, object]:
    """When a session takes place: at its own time, or sometime in the days of its forum."""
    step = dated_step_of(forum, session)
    if step is None or step.begins is None:
        return _dates_of(forum)
    return {"startDate": step.begins.isoformat(), "endDate": step.ends.isoformat() if step.ends else ""}


# Terms


def _objective(subject: _Subject) -> Thing:
    objective = subject.taxonomy.objectives[int(subject.page.key[1])]
    return _defined(
        subject,
        "objective",
        "objectives",
        termCode=str(objective.number),
        alternateName=subject.words(objective.short),
        sameAs=[match.to for match in objective.matches if match.kind == "exact"],
    )


def _principle(subject: _Subject) -> Thing:
    principle = subject.taxonomy.principles[subject.page.key[1]]
    same = [match.to for match in principle.matches if match.kind == "exact"]
    return _defined(subject, "principle", "principles", termCode=principle.letter, sameAs=same)


def _defined(subject: _Subject, kind: str, list_of: str, **properties: object) -> Thing:
    """A term of the vocabulary, by its name there."""
    return subject.main(
        "DefinedTerm",
        id=subject.names(concept(kind, subject.page.key[1])),
        inDefinedTermSet=subject.names(scheme(list_of)),
        **properties,
    )


def _term_set(subject: _Subject) -> Thing:
    return subject.main("DefinedTermSet", id=subject.names(scheme(subject.page.key[0])), license=LICENCE)


# Other pages


def _web_page(subject: _Subject) -> Thing:
    return subject.main("WebPage", isPartOf=_thing("WebSite", id=subject.url(HOME)))


def _list(subject: _Subject) -> Thing:
    return subject.main("CollectionPage", isPartOf=_thing("WebSite", id=subject.url(HOME)))


def _country(subject: _Subject) -> Thing:
    return {**_list(subject), "about": subject.country(subject.page.key[1])}


def _organisation(subject: _Subject) -> Thing:
    organisation = subject.taxonomy.organisations[subject.page.key[1]]
    about = _thing(
        "Organization", name=subject.words(organisation.name), alternateName=subject.words(organisation.abbreviation)
    )
    return {**_list(subject), "about": about}


def _home(subject: _Subject) -> Thing:
    """The site itself; where it has an address, with the way to search it."""
    name, description = subject.site.names[subject.page.lang], subject.page.description
    return subject.main("WebSite", name=name, description=description, potentialAction=_search(subject))


def _search(subject: _Subject) -> Thing | None:
    if not subject.site.identity:
        return None
    template = search_template(subject.site, subject.page.lang, "{search_term_string}")
    return {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": template},
        "query-input": "required name=search_term_string",
    }


def _dataset(subject: _Subject) -> Thing:
    return data_set_thing(Edition(subject.site), subject.names, subject.page.lang)


def _trail(subject: _Subject) -> Thing:
    """The way to the page from the home page."""
    above = [(subject.t.home, HOME), *subject.page.trail]
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": subject.url(key)}
        for place, (name, key) in enumerate(above, 1)
    ]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [*items, {"@type": "ListItem", "position": len(items) + 1, "name": subject.page.title}],
    }


_THINGS: Final[Mapping[str, Callable[[_Subject], Thing]]] = {
    "home": _home,
    "practice": _practice,
    "roadmap": _roadmap,
    "forum": _forum,
    "session": _session,
    "objective": _objective,
    "principle": _principle,
    "theme": lambda subject: _defined(subject, "theme", "themes"),
    "objectives": _term_set,
    "principles": _term_set,
    "themes": _term_set,
    "glossary": _term_set,
    "country": _country,
    "dossier": _country,
    "organisation": _organisation,
    **dict.fromkeys(("practices", "kind", "forums", "roadmaps", "countries", "organisations"), _list),
}
"""Kind of page → what it is about."""
