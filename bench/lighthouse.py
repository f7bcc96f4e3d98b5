"""Lighthouse on nine kinds of pages: `uv run python bench/lighthouse.py` (needs Node.js and an installed Chromium or Chrome).

Builds the real site, serves it compressed as any host does, and prints performance, accessibility, best practices and SEO
for each page, with the bytes moved in all and the bytes of scripts.
"""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "lighthouse@13.5.0"
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PAGES = (
    "", "en/", "practicas/registro-unico-de-extranjeria-ruex/", "objetivos/8-salvar-vidas/", "explorar/", "cobertura/",
    "buscar/?texto=remesas", "datos/", "colaborar/?country=HN&objective=6", "novedades/",
    "en/practices/single-register-of-foreign-nationals-ruex/", "en/coverage/",
)  # fmt: skip
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, text compressed."""

    def do_GET(self) -> None:
        """Answer with gzip where that is worth it."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = path.suffix in {".html", ".css", ".js", ".json", ".svg", ".xml"}
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=3600")
        if packed:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Print a row for each page."""
    chrome = next((path for name in ("chromium", "google-chrome", "chrome") if (path := shutil.which(name))), None)
    if chrome is None or shutil.which("npx") is None:
        raise SystemExit("needs Node.js (npx) and Chromium or Chrome")
    with tempfile.TemporaryDirectory() as folder:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=folder))
        address = f"http://127.0.0.1:{server.server_port}/"
        environment = {**os.environ, "SITE_URL": address, "CHROME_PATH": chrome}
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        Path(folder, "robots.txt").write_text("User-agent: *\nAllow: /\n", "utf-8")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print("page | " + " | ".join(CATEGORIES) + " | kB in all | kB of scripts")
        for page in PAGES:
            print(_row(address + page, page, environment), flush=True)


def _row(url: str, page: str, environment: dict[str, str]) -> str:
    command = [
        "npx", "--yes", LIGHTHOUSE, url, "--quiet", "--output=json", f"--chrome-flags={FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}",
    ]  # fmt: skip
    output = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    report = json.loads(output)
    scores = [f"{100 * report['categories'][name]['score']:.0f}" for name in CATEGORIES]
    requests = report["audits"]["network-requests"]["details"]["items"]
    total = sum(each["transferSize"] for each in requests) / 1000
    scripts = sum(each["transferSize"] for each in requests if each.get("resourceType") == "Script") / 1000
    failed = [
        id
        for name in CATEGORIES
        for each in report["categories"][name]["auditRefs"]
        if (id := each["id"])
        and each["weight"]
        and (report["audits"][id]["score"] or 0) < 1
        and report["audits"][id]["score"] is not None
    ]
    return f"/{page} | {' | '.join(scores)} | {total:.0f} | {scripts:.0f} | {' '.join(failed)}"


if __name__ == "__main__":
    main()
