"""Ask once for every address outside the site that a record or a document names: `check_links.py [--out FILE]`.

Writes a report in Markdown that tells what is gone from what could not be reached, with record, field and address; the
report is empty where everything is fine. A host is asked one thing at a time, and a server that fails is asked again
twice. Addresses come from strangers, so no connection is made to one that is not public: not by its number, not by a
name that leads there, not by a redirection.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import (
    AddrInfoType,
    ClientConnectorCertificateError,
    ClientConnectorDNSError,
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ServerDisconnectedError,
    TCPConnector,
    TooManyRedirects,
)

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.catalogue import load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.catalogue.external_links import Answer, mentions_of, mentions_of_documents, render_links  # noqa: E402

GONE = (404, 410)
FOR_GOOD = (301, 308)
REDIRECTIONS = 5
FAILURES: tuple[tuple[type[Exception], str, bool], ...] = (
    (TooManyRedirects, "reason_loop", False),
    (TimeoutError, "reason_slow", True),
    (ClientConnectorDNSError, "reason_name", True),
    (ClientConnectorCertificateError, "reason_certificate", False),
    (OSError, "reason_refused", True),
    (ServerDisconnectedError, "reason_refused", True),
)
"""Kind of error, what the report says of it, whether asking again may help; the first that fits counts."""


class NotPublic(OSError):  # noqa: N818  (it is a refusal)
    """The address lies in a network that is not public."""


def is_public(number: str) -> bool:
    """Whether anybody on the internet could reach that IP address."""
    address = ip_address(number.partition("%")[0])
    return address.is_global and not address.is_multicast


@dataclass(frozen=True)
class Manners:
    """How servers are asked: at once, seconds for one answer, between two questions to a host, before each new try."""

    at_once: int = 8
    patience: float = 30
    pause: float = 1
    tries: tuple[float, ...] = (0, 5, 20)
    may_ask: Callable[[str], bool] = is_public


async def ask_all(addresses: Iterable[str], manners: Manners) -> dict[str, Answer]:
    """Address → answer; hosts side by side, the addresses of one host one after another."""
    gate = asyncio.Semaphore(manners.at_once)
    by_host = [list(group) for _, group in groupby(sorted(set(addresses), key=_host), key=_host)]
    async with _session(manners) as session:
        found = await asyncio.gather(*(_ask_host(session, group, manners, gate) for group in by_host))
    return {address: answer for answers in found for address, answer in answers}


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def _session(manners: Manners) -> ClientSession:
    def open_socket(info: AddrInfoType) -> socket.socket:
        """The one place where a connection begins, whoever asked for it."""
        family, kind, protocol, _, place = info
        if not manners.may_ask(str(place[0])):
            raise NotPublic
        return socket.socket(family, kind, protocol)

    # A server's keeper should see who asks, and where to write.
    who = " ".join(["gcm-practices", *(f"(+{url})" for url in [os.environ.get("REPOSITORY_URL")] if url)])
    return ClientSession(
        connector=TCPConnector(socket_factory=open_socket, limit=0),
        timeout=ClientTimeout(total=manners.patience),
        headers={"User-Agent": who, "Accept": "*/*"},
    )


async def _ask_host(
    session: ClientSession, addresses: list[str], manners: Manners, gate: asyncio.Semaphore
) -> list[tuple[str, Answer]]:
    found = []
    for address in addresses:
        async with gate:
            found.append((address, await _ask(session, address, manners)))
        await asyncio.sleep(manners.pause)
    return found


async def _ask(session: ClientSession, address: str, manners: Manners) -> Answer:
    """The answer, or the last of as many as there are tries where the server fails."""
    answer = Answer("unreachable", "reason_slow")
    for wait in manners.tries:
        await asyncio.sleep(wait)
        answer, again = await _try(session, address)
        if not again:
            break
    return answer


async def _try(session: ClientSession, address: str) -> tuple[Answer, bool]:
    """The answer, and whether it is worth asking again."""
    try:
        # What the page holds is not read: its first line tells whether it is there.
        async with session.get(address, max_redirects=REDIRECTIONS) as response:
            return _answer(response), response.status >= 500
    except (ClientError, OSError, ValueError) as error:
        return _failure(error)


def _answer(response: ClientResponse) -> Answer:
    if response.status in GONE:
        return Answer("gone", "reason_status", (("status", str(response.status)),))
    if not response.ok:
        return Answer("unreachable", "reason_status", (("status", str(response.status)),))
    if response.history and all(step.status in FOR_GOOD for step in response.history):
        return Answer("moved", "reason_moved", (("address", str(response.url)),))
    return Answer("fine")


def _failure(error: Exception) -> tuple[Answer, bool]:
    """Why there was no answer, never in the words of the error, which may be a stranger's; and whether to ask again."""
    if isinstance(error, ClientConnectorError) and isinstance(error.os_error, NotPublic):
        return Answer("private", "reason_private"), False
    reason, again = next(
        ((reason, again) for kind, reason, again in FAILURES if isinstance(error, kind)), ("reason_answer", False)
    )
    return Answer("unreachable", reason), again


def main(arguments: Sequence[str] | None = None, manners: Manners | None = None) -> int:
    """Write the report, whatever it says, and exit with 0."""
    options = _parser().parse_args(arguments)
    catalogue, _ = load_catalogue(options.records.resolve())
    mentions = [*mentions_of(catalogue), *mentions_of_documents()]
    answers = asyncio.run(ask_all((mention.address for mention in mentions), manners or Manners()))
    report = render_links(mentions, answers)
    if options.out:
        options.out.write_text(report, "utf-8")
    else:
        print(report, end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="check_links.py", description="Pide los enlaces externos / asks for external links.")
    parser.add_argument("--out", type=Path, help="where the report is written (default: printed)")
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
