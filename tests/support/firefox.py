"""Firefox as it is installed, driven by WebDriver BiDi (https://w3c.github.io/webdriver-bidi/), which it speaks itself.

Playwright drives only a Firefox of its own, and other drivers want a program between that Debian does not have.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import shutil
import subprocess
import threading
from pathlib import Path
from typing import Any

import aiohttp

INSTALLED = ["firefox-esr", "firefox"]
SILENT = {
    # Nothing of Firefox's own may call anywhere while pages are watched.
    "app.normandy.enabled": False, "app.update.disabledForTesting": True, "browser.newtabpage.enabled": False,
    "browser.safebrowsing.malware.enabled": False, "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False, "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False, "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False, "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,", "toolkit.telemetry.enabled": False,
}  # fmt: skip
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
WATCHED = ["log.entryAdded", "network.beforeRequestSent"]
PATIENCE = 300
"""Seconds after which what never comes ends the run; no measure of speed."""


def installed_firefox() -> str | None:
    """Where Firefox is, if it is installed."""
    return next((path for name in INSTALLED if (path := shutil.which(name))), None)


class Firefox:
    """A Firefox with one page, whose errors and requests to other hosts are kept."""

    def __init__(self, program: str, profile: Path) -> None:
        lines = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in SILENT.items())
        (profile / "user.js").write_text("".join(lines), "utf-8")
        command = [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._do(self._connect(f"{self._address()}/session"))
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=WATCHED)
        # The first page leaves the focus with the bar of addresses, and is told of none.
        self.context = self.send("browsingContext.create", type="tab")["context"]

    def close(self) -> None:
        """End the program that was started, and nothing else."""
        self._do(self._session.close())
        self.process.terminate()
        self.process.wait(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """What Firefox answers to a command."""
        return self._do(self._ask(method, parameters))

    def goto(self, url: str) -> None:
        """Open a page, and wait until it is loaded."""
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def run(self, function: str) -> Any:
        """What a function of JavaScript gives, run in the page."""
        declaration = f"async () => JSON.stringify((await ({function})()) ?? null)"
        target = {"context": self.context}
        told = self.send("script.callFunction", functionDeclaration=declaration, awaitPromise=True, target=target)
        assert told["type"] == "success", told["exceptionDetails"]["text"]
        return json.loads(told["result"]["value"])

    def press(self, selector: str) -> None:
        """Click with the mouse on the first element that is meant."""
        self.run(f"() => document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        locator = {"type": "css", "value": selector}
        node = self.send("browsingContext.locateNodes", context=self.context, locator=locator)["nodes"][0]["sharedId"]
        origin = {"type": "element", "element": {"sharedId": node}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}
        self._act("pointer", [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def type(self, text: str) -> None:
        """Press the keys of a text, one after the other."""
        self._act("key", [{"type": way, "value": char} for char in text for way in ("keyDown", "keyUp")])

    def _act(self, kind: str, actions: list[dict[str, Any]]) -> None:
        source = {"type": kind, "id": kind, "actions": actions}
        self.send("input.performActions", context=self.context, actions=[source])

    def _address(self) -> str:
        assert self.process.stderr
        for line in self.process.stderr:
            if found := LISTENS.search(line):
                # What Firefox says from here on is read and dropped, lest it waits for a reader.
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return found[1]
        raise AssertionError("Firefox ended before it listened")

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    async def _connect(self, address: str) -> None:
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(address, max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())

    async def _ask(self, method: str, parameters: dict[str, object]) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        told = await answer
        assert told["type"] == "success", f"{method}: {told.get('message')}"
        return told["result"]

    async def _listen(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if told["type"] == "event":
                self._keep(told["method"], told["params"])
            else:
                self._waiting.pop(told["id"]).set_result(told)

    def _keep(self, event: str, told: dict[str, Any]) -> None:
        if event == "log.entryAdded" and told["level"] == "error":
            self.errors.append(told["text"])
        elif event == "network.beforeRequestSent" and not told["request"]["url"].startswith(("file:", "data:", "blob:")):
            self.outside.append(told["request"]["url"])
