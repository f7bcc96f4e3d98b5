"""The example for nginx, with nginx itself: headers, compression, caches, missing pages, and many readers at once."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import re
import resource
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from support.paths import ROOT
from support.programs import program

pytestmark = [pytest.mark.nightly, pytest.mark.built]

EXAMPLE = ROOT / "serving" / "nginx.conf"
READERS = 2000
MAIN = """daemon off; worker_processes 2; worker_rlimit_nofile 8192; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi; include {folder}/site.conf; }}
"""


def compressed(folder: Path) -> None:
    """As the command in the example does."""
    command = re.search(r"#   (find /srv/pmm/site .*)", EXAMPLE.read_text("utf-8"))[1]
    subprocess.run(["sh", "-c", command.replace("/srv/pmm/site", str(folder))], check=True)


@pytest.fixture(scope="module")
def port(site, tmp_path_factory) -> Iterator[int]:
    """Where nginx serves the site, by the example with only its folder and its port changed."""
    nginx = program("nginx", package="nginx-light")
    folder = tmp_path_factory.mktemp("nginx")
    for above in (folder, *folder.parents[:3]):
        above.chmod(above.stat().st_mode | 0o55)  # its workers are nobody
    shutil.copytree(site, folder / "site")
    compressed(folder / "site")
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = EXAMPLE.read_text("utf-8").replace("/srv/pmm/site", str(folder / "site"))
    text = text.replace("listen 80;", f"listen 127.0.0.1:{port} backlog=4096;").replace("    listen [::]:80;\n", "")
    (folder / "site.conf").write_text(text)
    (folder / "main.conf").write_text(MAIN.format(folder=folder))
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "main.conf")])
    while process.poll() is None:
        with closing(socket.socket()) as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                break
    yield port
    process.terminate()
    process.wait()
    assert (folder / "error.log").read_text() == ""


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def test_every_answer_has_the_headers(port, site):
    """Of every kind of file, and a missing one; the policy is that of the pages, and no other site may frame one."""
    (policy,) = set(re.findall(r'Content-Security-Policy" content="([^"]+)"', (site / "index.html").read_text("utf-8")))
    for path in ("/", "/assets/stylesheets/site.css", "/files.json", "/worker.js", "/assets/images/icon-192.png", "/nothing"):
        _, headers, _ = ask(port, path)
        assert headers["content-security-policy"] == f"{policy}; frame-ancestors 'none'", path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "cache-control" in headers


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/en/practices/", "text/html; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json; charset=utf-8"),
        ("/worker.js", "application/javascript; charset=utf-8"),
        ("/assets/images/favicon.svg", "image/svg+xml"),
    ],
)
def test_every_file_is_of_its_kind(port, path, kind):
    """Browsers take no file for another kind than it says."""
    status, headers, _ = ask(port, path)
    assert (status, headers["content-type"]) == (200, kind)


def test_what_was_compressed_in_advance_is_sent(port, site):
    """To whoever takes it; to others as it is."""
    page = (site / "practicas" / "index.html").read_bytes()
    _, headers, body = ask(port, "/practicas/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(body) == page
    assert len(body) < len(page) / 3
    _, headers, body = ask(port, "/practicas/")
    assert "content-encoding" not in headers
    assert body == page


def test_what_is_the_same_is_not_sent_again(port):
    """A page is asked for each time and known by its tag; pictures are kept a week."""
    _, headers, _ = ask(port, "/practicas/")
    assert headers["cache-control"] == "no-cache"
    assert ask(port, "/practicas/", If_None_Match=headers["etag"])[0] == 304
    assert ask(port, "/assets/images/icon-192.png")[1]["cache-control"] == "public, max-age=604800"


@pytest.mark.parametrize(
    ("path", "lang"), [("/no/", "es"), ("/en/no/", "en"), ("/en/practices/no", "en"), ("/.git/config", "es")]
)
def test_a_missing_page_speaks_its_language(port, path, lang):
    """With the code that says so, also for what is hidden."""
    status, _, body = ask(port, path)
    assert status == 404
    assert f'<html lang="{lang}"'.encode() in body


def test_many_readers_at_once(port, site):
    """Two thousand that keep their connections, each with three pages: every answer is whole."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    sizes = {path: len((site / path.strip("/") / "index.html").read_bytes()) for path in ("/", "/practicas/", "/en/")}

    async def read(all_here: asyncio.Barrier) -> list[str]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        await all_here.wait()
        wrong = []
        for path, size in sizes.items():
            writer.write(f"GET {path} HTTP/1.1\r\nHost: pmm.example\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(re.search(rb"Content-Length: (\d+)", head)[1])
            body = await reader.readexactly(length)
            if not head.startswith(b"HTTP/1.1 200 ") or len(body) != size:
                wrong.append(path)
        writer.close()
        return wrong

    async def all_of_them() -> list[list[str]]:
        all_here = asyncio.Barrier(READERS)
        return await asyncio.gather(*(read(all_here) for _ in range(READERS)))

    try:
        answers = asyncio.run(all_of_them())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(answers) == READERS
    assert not any(answers)
