"""Links that know where they stand, and words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from gcm.language.order import by_name
from gcm.language.phrases import phrases
from gcm.language.text import Lang, Localized, Text
from gcm.models.fields import Government
from gcm.models.forum import Forum, Session
from gcm.models.kinds import field_descriptions
from gcm.models.practice import Practice
from gcm.models.roadmap import Roadmap
from gcm.taxonomy.lists import TermList
from gcm.views.addresses import Key
from gcm.views.blocks import (
    Link,
)
from gcm.views.site import Site

EXPLORED: Final = (
    "kind", "objective", "session_objective", "theme", "country", "group", "forum", "session", "organisation", "actor",
    "principle", "criterion", "year", "origin", "follow_up", "completeness", "translation", "text", "sort",
)  # fmt: skip
"""What the explorer's address may hold: its facets in their order, the words looked for, and the order of the list.

`text` and not `q`: at an address with `q` the theme opens its own search."""

_in_language: Final = lru_cache(maxsize=50_000)(Localized)
"""The same words of the interface come again and again."""


class LinkBuilder:
    """Words and links of one page in one language."""

    def __init__(self, site: Site, lang: Lang, key: Key) -> None:
        self.site = site
        self.catalogue = site.catalogue
        self.taxonomy = site.catalogue.taxonomy
        self.addresses = site.addresses
        self.lang = lang
        self.key = key
        self.t = phrases(lang)
        self._aside = False

    def phrase(self, text: str) -> Localized:
        """Words of the interface."""
        return _in_language(text, self.lang)

    def localize(self, text: Text) -> Localized:
        """Words of a record."""
        return text.localized(self.lang)

    def words(self, text: Text) -> str:
        """Words of a record or list, as part of others."""
        return text.get(self.lang) or text.localized(self.lang).text

    def titled(self, practices: Iterable[Practice]) -> list[Practice]:
        """Practices in the order of their titles."""
        places = self.catalogue.places_by_title[self.lang]
        return sorted(practices, key=lambda practice: places[practice.id])

    def named(self, countries: Iterable[str]) -> list[str]:
        """Countries in the order of their names."""
        return by_name(countries, lambda code: self.localize(self.taxonomy.countries[code]), self.lang)

    def spanish(self, text: str) -> Localized:
        """Words as a document prints them, which is in Spanish."""
        return Localized(text, "es", foreign=self.lang != "es")

    def field_label(self, field: str, model: str = "Practice") -> str:
        """What a field of a record is called, as the forms have it."""
        label: dict[str, str] = field_descriptions()[model][field]["label"]
        return label[self.lang]

    def term(self, name: TermList, id: str) -> str:
        """The label of a member of a short closed list."""
        return self.words(self.taxonomy.terms[name][id].label)

    def terms(self, name: TermList, id: str) -> str:
        """The plural of that label."""
        member = self.taxonomy.terms[name][id]
        return self.words(member.many or member.label)

    def href(self, key: Key, anchor: str = "") -> str:
        """The way from this page to another."""
        way = "" if key == self.key else self.addresses.relative(self.key, self.lang, key)
        return f"{way}#{anchor}" if anchor else way or "#"

    def link(self, key: Key, label: Localized, title: str = "", anchor: str = "") -> Link:
        """A link to another page."""
        return Link(self.href(key, anchor), label, title, target=key, aside=self._aside)

    def practice(self, practice: Practice) -> Link:
        """A link to a practice."""
        return self.link(("practice", practice.id), self.localize(practice.title))

    def forum(self, forum: Forum) -> Link:
        """A link to a forum under its short title."""
        return self.link(("forum", forum.id), self.localize(forum.short_title or forum.title), self.words(forum.title))

    def session(self, forum: Forum, session: Session) -> Link:
        """A link to a session under its number and title."""
        return self.link(("session", forum.id, session.id), self.session_title(forum, session))

    def session_title(self, forum: Forum, session: Session) -> Localized:
        """`Session 2B: Regular pathways …`."""
        title = self.localize(session.title)
        if session.number is None:
            return title
        name = "round_table_title" if forum.kind == "global-review" else "session_title"
        return replace(title, text=self.t.fill(name, number=session.number, title=str(title)))

    def session_of(self, forum_id: str, session_id: str) -> Link:
        """A link to a session under the name of its forum and its own."""
        forum = self.catalogue.forums[forum_id]
        session = forum.session(session_id)
        if session is None:
            return self.forum(forum)
        name = self.localize(forum.short_title or forum.title)
        label = replace(name, text=f"{name} – {self.session_title(forum, session)}")
        return self.link(("session", forum_id, session_id), label)

    def roadmap(self, roadmap: Roadmap) -> Link:
        """A link to a roadmap, under its label if it has one: `Table 1: Protection of …`."""
        title = self.localize(roadmap.title)
        label = replace(title, text=f"{self.localize(roadmap.label)}: {title}") if roadmap.label else title
        return self.link(("roadmap", roadmap.id), label)

    def objective(self, number: int) -> Link:
        """A link to an objective under its number and short label; the full title shows at rest."""
        objective = self.taxonomy.objectives[number]
        short = self.localize(objective.short)
        return self.link(("objective", str(number)), replace(short, text=f"{number}. {short}"), self.words(objective.title))

    def country(self, code: str) -> Link:
        """A link to a country."""
        return self.link(("country", code), self.localize(self.taxonomy.countries[code]))

    def organisation(self, id: str, *, full: bool = False) -> Link:
        """A link to an organisation, under its abbreviation if it has one."""
        organisation = self.taxonomy.organisations[id]
        name = self.localize(organisation.name)
        label = name if full or not organisation.abbreviation else self.localize(organisation.abbreviation)
        return self.link(("organisation", id), label, str(name) if label != name else "")

    def actor(self, actor: str) -> Link:
        """A link to an organisation, or to a country whose government acted."""
        return self.country(actor) if isinstance(actor, Government) else self.organisation(actor, full=True)

    def principle(self, id: str) -> Link:
        """A link to a guiding principle."""
        return self.link(("principle", id), self.localize(self.taxonomy.principles[id].name))

    def theme(self, id: str) -> Link:
        """A link to a theme."""
        return self.link(("theme", id), self.localize(self.taxonomy.theme(id).title))

    def explored(self, label: Localized, **facets: str) -> Link:
        """A link to the explorer with a value of one facet or more chosen: `explored(label, objective="13", country="PA")`."""
        unknown = facets.keys() - set(EXPLORED)
        if unknown:
            raise ValueError(f"the explorer reads no {sorted(unknown)}, only {EXPLORED}")
        return Link(f"{self.href(('explorer',)).removesuffix('#')}?{urlencode(facets)}", label)

    def contributed(self, label: Localized, title: str, **filled: str) -> Link:
        """A link to where a practice can be contributed, with what is known of it filled in."""
        return Link(f"{self.href(('contribute',))}?{urlencode(filled)}", label, title)

    def report(self, record: Practice | Roadmap, part: str, label: Localized) -> Link:
        """A link to the form, opened at a part of a record that is there."""
        return Link(self.correction(record, part), label)

    def correction(self, record: Practice | Roadmap, part: str = "") -> str:
        """The way to the form with a record that is there filled in."""
        filled = {"record": record.id, "part": part, "kind": "roadmap" if isinstance(record, Roadmap) else ""}
        # Names of records, parts and kinds have no letter that has to be written otherwise.
        return f"{self.href(('contribute',))}?{'&'.join(f'{name}={value}' for name, value in filled.items() if value)}"

    def external(self, url: str, label: Localized) -> Link:
        """A link to another site."""
        return Link(url, label, external=True)

    def record(self, record: Practice | Forum | Roadmap) -> Link:
        """A link to a record of any kind."""
        if isinstance(record, Practice):
            return self.practice(record)
        return self.forum(record) if isinstance(record, Forum) else self.roadmap(record)

    def joined(self, links: Iterable[Link], separator: str = ", ") -> tuple[Localized | Link, ...]:
        """Links one after another."""
        return tuple(part for link in links for part in (self.phrase(separator), link))[1:]

    def who(self, practice: Practice) -> tuple[Link, ...]:
        """Who runs a practice; beside its title this helps to choose."""
        with self.aside():
            countries = [self.country(code) for code in practice.countries]
            return (*countries, *(self.organisation(id) for id in practice.implementers))

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Links that tell of something else on the page are no mention that this page itself makes."""
        before, self._aside = self._aside, True
        yield
        self._aside = before
