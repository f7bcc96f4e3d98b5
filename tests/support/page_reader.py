"""One small way to read pages in either browser: open, press, type, ask; what goes wrong or leaves the machine is kept."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import Any, Protocol

from playwright.sync_api import Error as PageLeft

from support.browsers import Watched

PATIENCE = 300
"""Seconds after which what never comes ends the run; no measure of speed."""


class Reader(Protocol):
    """A browser with one page."""

    errors: list[str]
    outside: list[str]

    def goto(self, url: str) -> None:
        """Open a page, and wait until it is loaded."""

    def run(self, function: str) -> Any:
        """What a function of JavaScript gives, run in the page."""

    def press(self, selector: str) -> None:
        """Click with the mouse on the first element that is meant."""

    def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""


class Chromium:
    """The page of a watched Chromium, read like that of Firefox."""

    def __init__(self, watched: Watched) -> None:
        self.page, self.errors, self.outside = watched.page, watched.errors, watched.outside

    def goto(self, url: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.page.goto(url)

    def run(self, function: str) -> Any:
        """What a function of JavaScript gives, run in the page."""
        return self.page.evaluate(function)

    def press(self, selector: str) -> None:
        """Click with the mouse on the first element that is meant."""
        self.page.locator(selector).first.click()

    def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""
        self.page.keyboard.type(text)


def until(reader: Reader, function: str) -> Any:
    """What the function gives once it gives anything; a page that is left meanwhile gives nothing."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(PageLeft):
            if found := reader.run(function):
                return found
        time.sleep(0.1)
    raise AssertionError(f"never came true: {function}")


def text_of(reader: Reader, selector: str) -> str:
    """The text of the first element that is meant, once there is one."""
    return until(reader, f"() => document.querySelector({json.dumps(selector)})?.textContent.trim()")


def arrives(reader: Reader, url: str) -> None:
    """Wait until the page at that address is loaded."""
    until(reader, f"() => location.href === {json.dumps(url)} && document.readyState === 'complete'")
