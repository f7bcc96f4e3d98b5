"""The words of the interface, in the language of the page, and numbers and dates as it writes them."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Final

from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from gcm.language.data_files import read_data
from gcm.language.dates import PartialDate
from gcm.language.text import Lang

LOCALES: Final[dict[Lang, str]] = {"es": "es", "en": "en_GB"}
"""The United Nations write English as in Britain: 6 May 2024."""


_SOUNDS_LIKE_I: Final = re.compile(r"h?[ií](?![aeoi\s])", re.IGNORECASE)
"""How a word begins before which the Spanish `y` is `e`: not `hielo`, which begins with another sound."""


class Phrases:
    """`words.practices` is the word for practices; `words.fill("page", page=3)` fills in a sentence."""

    def __init__(self, lang: Lang, table: dict[str, dict[str, str]]) -> None:
        self.lang = lang
        self._table = table

    def __getattr__(self, name: str) -> str:
        try:
            return self._table[name][self.lang]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, name: str) -> str:
        return self._table[name][self.lang]

    def fill(self, name: str, **values: object) -> str:
        """The sentence `name` with its gaps filled; whole numbers are written as the language does."""
        shown = {key: self.number(value) if isinstance(value, int) else value for key, value in values.items()}
        return self[name].format(**shown)

    def count(self, name: str, number: int) -> str:
        """`1 practice`, `2 practices`: the word `name` or its plural `name_many`, with its number."""
        return f"{self.number(number)} {self[name if number == 1 else f'{name}_many']}"

    def number(self, value: int) -> str:
        """A whole number with the language's separators."""
        return _number(value, self.lang)

    def join(self, parts: list[str]) -> str:
        """`a, b and c`; in Spanish `a, b y c`, but `español e inglés`, which Babel does not know."""
        joined = str(format_list(parts, locale=LOCALES[self.lang]))
        if self.lang == "es" and len(parts) > 1 and _SOUNDS_LIKE_I.match(parts[-1]):
            return f"{joined.removesuffix(f'y {parts[-1]}')}e {parts[-1]}"
        return joined

    def day(self, moment: date) -> str:
        """A day in full."""
        return str(format_date(moment, "long", locale=LOCALES[self.lang]))

    def clock(self, moment: datetime) -> str:
        """A time of day on the 24-hour clock."""
        return str(format_time(moment, "HH:mm", locale=LOCALES[self.lang]))

    def date(self, value: PartialDate) -> str:
        """A date as precise as it is known: `2021`, `April 2021`, `18 March 2025`."""
        return _date(value.year, value.month, value.day, self.lang)

    def interval(self, start: PartialDate, end: PartialDate | None) -> str:
        """From `start` to `end`, without repeating what they share: `27 y 28 de septiembre de 2023`, `23 October–12 November 2024`."""
        if end is None or end == start:
            return self.date(start)
        opening = self._opening(start, end)
        if self.lang == "en":
            return f"{opening}–{self.date(end)}"
        if not start.month and not end.month:
            return f"{opening}-{self.date(end)}"
        if opening == str(start.day) and end.day == int(opening) + 1:
            return f"{opening} y {self.date(end)}"
        return f"{'del' if start.day else 'de'} {opening} {'al' if end.day else 'a'} {self.date(end)}"

    def _opening(self, start: PartialDate, end: PartialDate) -> str:
        """The first date of two, without the month and the year that the second one tells."""
        alike = start.year == end.year and bool(start.month and end.month) and bool(start.day) == bool(end.day)
        if not alike:
            return self.date(start)
        if start.day and start.month == end.month:
            return str(start.day)
        if start.day:
            return str(format_skeleton("MMMMd", start.first, locale=LOCALES[self.lang]))
        return str(format_date(start.first, "LLLL", locale=LOCALES[self.lang]))

    def brief(self, start: PartialDate, end: PartialDate | None) -> str:
        """The same with months cut short, where there is little room: `27–28 sept 2023`, as precise as the less precise end."""
        end = end or start
        skeleton = "yMMMd" if start.day and end.day else "yMMM" if start.month and end.month else "y"
        return str(format_interval(start.first, end.first, skeleton, locale=LOCALES[self.lang]))


@cache
def _number(value: int, lang: Lang) -> str:
    return str(format_decimal(value, locale=LOCALES[lang]))


@cache
def _date(year: int, month: int | None, day: int | None, lang: Lang) -> str:
    value = PartialDate(year, month, day)
    if day:
        return str(format_date(value.first, "long", locale=LOCALES[lang]))
    return str(format_skeleton("yMMMM", value.first, locale=LOCALES[lang])) if month else str(value)


@cache
def phrases(lang: Lang) -> Phrases:
    """The interface in `lang`."""
    return Phrases(lang, read_data("phrases"))
