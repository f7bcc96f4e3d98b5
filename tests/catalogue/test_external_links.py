"""The weekly look at addresses outside the site: which there are, what becomes of each, what the report says."""

from __future__ import annotations

import asyncio
import http.server
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from gcm.catalogue.external_links import Answer, Mention, mentions_of, mentions_of_documents, render_links
from gcm.taxonomy.lists import taxonomy
from support.scripts import load_script

check_links = load_script("check_links")
QUICK = check_links.Manners(patience=600, pause=0, tries=(0, 0, 0), may_ask=lambda number: number == "127.0.0.1")


class Strange(http.server.BaseHTTPRequestHandler):
    """A server that does what its path says, and remembers what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        """Answer as the path says: a status, a redirection, late, or not at all."""
        server = self.server
        server.asked[self.path] += 1
        with server.counting:
            server.now += 1
            server.most = max(server.most, server.now)
        time.sleep(0.02)
        with server.counting:
            server.now -= 1
        what = self.path.strip("/").partition("/")[0]
        if what == "slow":
            time.sleep(1)
        if what == "flaky":
            what = "500" if server.asked[self.path] < 3 else "200"
        if what in ("garbage", "nothing"):
            self.wfile.write(b"no HTTP at all\r\n\r\n" if what == "garbage" else b"")
            self.close_connection = True
            return
        place = server.places.get(self.path)
        self.send_response(int(place[0]) if place else int(what) if what.isdigit() else 200)
        if place:
            self.send_header("Location", place[1])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server():
    """A strange server on this machine; `places` are its redirections."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Strange)
    server.asked, server.counting, server.now, server.most = Counter(), threading.Lock(), 0, 0
    server.url = f"http://127.0.0.1:{server.server_port}"
    server.places = {
        "/moved": (301, "/200"),
        "/moved-twice": (308, "/moved"),
        "/moved-away": (301, "/404"),
        "/elsewhere-today": (302, "/200"),
        "/loop": (302, "/loop"),
        "/inside": (302, f"http://127.0.0.2:{server.server_port}/secret"),
        "/file": (302, "file:///etc/passwd"),
    }
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def elsewhere(task):
    """What `task` gives in a thread of its own: the browser of other tests keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(task).result()


def ask(*addresses, manners=QUICK):
    return elsewhere(lambda: asyncio.run(check_links.ask_all(addresses, manners)))


@pytest.mark.parametrize(
    ("path", "fate", "reason", "times"),
    [
        ("/200", "fine", "", 1),
        ("/404", "gone", "reason_status", 1),
        ("/410", "gone", "reason_status", 1),
        ("/moved", "moved", "reason_moved", 1),
        ("/moved-twice", "moved", "reason_moved", 1),
        ("/moved-away", "gone", "reason_status", 1),
        ("/elsewhere-today", "fine", "", 1),
        ("/403", "unreachable", "reason_status", 1),
        ("/429", "unreachable", "reason_status", 1),
        ("/500", "unreachable", "reason_status", 3),
        ("/flaky", "fine", "", 3),
        ("/slow", "unreachable", "reason_slow", 3),
        ("/loop", "unreachable", "reason_loop", check_links.REDIRECTIONS),
        ("/garbage", "unreachable", "reason_answer", 1),
        ("/file", "unreachable", "reason_answer", 1),
        ("/inside", "private", "reason_private", 1),
    ],
)
def test_what_becomes_of_an_address(server, path, fate, reason, times):
    """Gone is what the server says is gone; only a failure of the server is worth asking again."""
    manners = replace(QUICK, patience=0.3) if path == "/slow" else QUICK
    (answer,) = ask(server.url + path, manners=manners).values()
    assert (answer.fate, answer.reason) == (fate, reason)
    assert server.asked[path] == times
    assert server.asked["/secret"] == 0


def test_where_an_address_moved_to(server):
    """What moved for good is reported with its new address."""
    assert ask(f"{server.url}/moved")[f"{server.url}/moved"].values == (("address", f"{server.url}/200"),)


def test_no_server_and_no_name(server):
    """A port where nobody listens, a server that hangs up, a name that does not exist: not reached, which is not gone."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        answers = ask(closed, f"{server.url}/nothing", "http://no-such-name.invalid/")
    assert answers[closed] == answers[f"{server.url}/nothing"] == Answer("unreachable", "reason_refused")
    assert answers["http://no-such-name.invalid/"] == Answer("unreachable", "reason_name")


def test_private_addresses_are_never_asked(server):
    """Not by number, not by a name that leads there: no connection is made."""
    manners = check_links.Manners(pause=0, tries=(0,))
    port = server.server_port
    inside = [f"http://127.0.0.1:{port}/a", f"http://localhost:{port}/b", f"http://[::1]:{port}/c", "http://169.254.169.254/d"]
    answers = ask(*inside, manners=manners)
    assert {answers[each] for each in inside} == {Answer("private", "reason_private")}
    assert not server.asked


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("127.0.0.1", False),
        ("169.254.169.254", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
    ],
)
def test_public_addresses(number, public):
    """Only what anybody on the internet could reach is asked."""
    assert check_links.is_public(number) is public


def test_a_host_is_asked_one_thing_at_a_time(server):
    """Many addresses of one host, each named often: one question each, never two at once."""
    addresses = [f"{server.url}/200/{number}" for number in range(12)]
    assert {answer.fate for answer in ask(*addresses, *addresses).values()} == {"fine"}
    assert set(server.asked.values()) == {1}
    assert server.most == 1


def test_addresses_of_records(records):
    """Links, the Hub's address, evidence and the links of a body are found, each with its field; what follows `#` is left off."""
    records.add(
        "practices/registro.md",
        "links: [{url: 'https://a.example/x#y', title: {es: A}}, {url: 'mailto:a@b.example', title: {es: B}}]\n"
        "hub_url: https://b.example/\n"
        "adoptions: [{country: CR, evidence: 'https://c.example/?q=1'}]\n"
        "lessons: {es: 'https://d.example/ se cita, no se enlaza'}",
    )
    text = (records.root / "practices" / "registro.md").read_text("utf-8").partition("\n# Español")[0]
    records.write("practices/registro.md", f"{text}\n# Español\n\n[x](https://e.example/) `https://f.example`\n")
    catalogue, problems = records.load()
    assert [problem.code for problem in problems if not problem.is_warning] == []
    found = {(each.field, each.address) for each in mentions_of(catalogue) if each.path == "records/practices/registro.md"}
    assert found == {
        ("sources.1.url", "https://a.example/x"),
        ("hub_url", "https://b.example/"),
        ("adoptions.1.evidence", "https://c.example/?q=1"),
        ("body.es", "https://e.example/"),
    }


def test_the_report_names_record_field_and_address():
    """Parts by what became of each, in both languages; what is fine is not listed, and with nothing to list there is no report."""
    fine, gone = (
        Mention("https://a.example/", "records/a.md", "hub_url"),
        Mention("https://b.example/", "records/b.md", "links.1.url"),
    )
    lost = Mention("https://c.example/", "records/c.md", "body.es")
    answers = {
        fine.address: Answer("fine"),
        gone.address: Answer("gone", "reason_status", (("status", "404"),)),
        lost.address: Answer("unreachable", "reason_slow"),
    }
    assert render_links([fine], {fine.address: Answer("fine")}) == ""
    report = render_links([lost, gone, gone, fine], answers)
    assert "a.example" not in report
    assert report.index("## Ya no existen / Gone (1)") < report.index("## No se pudo llegar / Could not be reached (1)")
    assert "- `records/b.md`, `links.1.url`: <https://b.example/> – respuesta `404` / response `404`\n" in report
    assert report.startswith("Direcciones de las fichas que se pidieron, una vez cada una: 3.")


def test_hostile_addresses_stay_text():
    """Neither an address nor where it claims to have moved to can add markup to the report."""
    hostile = "https://a.example/`<img src=x>`\n\n# @everyone [x](javascript:1)"
    mention = Mention(hostile, "records/practices/a`b.md", "links.1.url")
    report = render_links([mention], {hostile: Answer("moved", "reason_moved", (("address", hostile),))})
    html = MarkdownIt("commonmark").render(report)
    assert "<img" not in html
    assert "<h1>" not in html
    assert "href" not in html
    assert html.count("<code>") == 5


def test_pages_of_documents_are_asked_for_too():
    """Each document that was read at an address, with the place where that address is to be mended."""
    named = {document.id: document.url for document in taxonomy().documents.values() if document.url}
    assert {each.field.removesuffix(".url"): each.address for each in mentions_of_documents()} == named
    assert {each.path for each in mentions_of_documents()} == {"gcm/data/documents.yaml"}


def test_the_script_writes_the_report(server, records, tmp_path, capsys, monkeypatch):
    """From the records to the file; what it says does not change the exit code."""
    monkeypatch.setattr(check_links, "mentions_of_documents", list)
    records.add("practices/registro.md", f"hub_url: {server.url}/404")
    out = tmp_path / "links.md"
    assert elsewhere(lambda: check_links.main(["--records", str(records.root), "--out", str(out)], QUICK)) == 0
    assert f"`records/practices/registro.md`, `hub_url`: <{server.url}/404>" in out.read_text("utf-8")
    assert elsewhere(lambda: check_links.main(["--records", str(records.root)], QUICK)) == 0
    assert capsys.readouterr().out == out.read_text("utf-8")
