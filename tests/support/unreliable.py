"""A server of the site whose network is bad, which publishes new editions, and which can go away and come back."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, cast

from gcm.site.offline import KeptFile, edition_of
from support.browsers import Quiet, QuietServer

NETWORKS: Final = ("broken", "portal", "elsewhere", "silent")
"""One that breaks off in mid-body, one that answers with a page to sign in, or leads to one, one that accepts and never answers."""

PORTAL: Final = b"<!doctype html><title>Free Wi-Fi</title><h1>Free Wi-Fi</h1>"
PATIENCE: Final = 1000
"""Milliseconds for which the worker waits once it hurries."""

_WAITS: Final = {"PATIENCE": PATIENCE, "GIVE_UP": 2 * PATIENCE}


class _Handler(Quiet):
    """Answers as the network of its server lets it."""

    server: _Server

    def do_GET(self) -> None:  # noqa: N802  (http.server calls it so)
        """Answer with what was published last, or with what a bad network makes of it."""
        site = self.server.site
        site.asked.append(self.path[1:])
        if site.network == "silent":
            site.answers.wait()
            self.close_connection = True
        elif site.network == "elsewhere" and not self.headers["Host"].startswith("localhost"):
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"http://localhost:{site.port}/")
            self.end_headers()
        elif site.network in ("portal", "elsewhere"):
            self._send(PORTAL, "text/html")
        else:
            self._send_published(site)

    def _send_published(self, site: Unreliable) -> None:
        address = self.path[1:].partition("?")[0]
        content = site.content(address)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self._send(content, self.guess_type(address if address.rpartition(".")[2].isalnum() else "index.html"))

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if self.server.site.network == "broken" else content)


class _Server(QuietServer):
    site: Unreliable


class Unreliable:
    """The site in a folder, which stays as it is: what is published later lies above it. `asked` is what browsers asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._above, self.port = folder, dict[str, bytes](), 0
        self.asked: list[str] = []
        self.network, self.answers = "good", threading.Event()
        self.start()

    def start(self) -> None:
        """Answer, at the address of before."""
        self._server = _Server(("127.0.0.1", self.port), partial(_Handler))
        self._server.site, self.port = self, self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Answer no more."""
        self.answers.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.port}/"

    def content(self, address: str) -> bytes | None:
        """What is published at an address."""
        path = self._folder / (f"{address}index.html" if not address or address.endswith("/") else address)
        return self._above.get(address) or (path.read_bytes() if path.is_file() else None)

    def text(self, address: str) -> str:
        """The same, where there is something."""
        return cast(bytes, self.content(address)).decode()

    def hurry(self) -> None:
        """Publish a worker that waits less."""
        worker = self.text("worker.js")
        for name, wait in _WAITS.items():
            worker, found = re.subn(rf"const {name} = [\d_]+;", f"const {name} = {wait};", worker)
            assert found == 1, name
        self._above["worker.js"] = worker.encode()

    def publish(self, changed: Mapping[str, str], *, day: str = "2026-12-01", only: tuple[str, ...] = ("",)) -> None:
        """Publish an edition: the one of now with what changed; of its files only the core and those that begin so."""
        self._above |= {address: text.encode() for address, text in changed.items()}
        told = json.loads(self.text("files.json"))
        files = {at: file for at, file in told["files"].items() if at in told["core"] or at.startswith(only)}
        for address in changed:
            content = cast(bytes, self.content(address))
            kept = KeptFile.of(content)
            files[address or "./"][:2] = [kept.digest, kept.size]
        edition = edition_of({at: KeptFile(*file[:2]) for at, file in files.items()})
        told |= {"edition": edition, "day": day, "files": files}
        named = {name: told[name] for name in ("edition", "day", "sizes")}
        self._above |= {"files.json": json.dumps(told).encode(), "edition.json": json.dumps(named).encode()}
