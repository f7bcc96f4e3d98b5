"""What a device keeps of the published site: every file with its digest, the core that it keeps from the first visit on.

The worker that keeps them is `templates/worker.js`; `theme/assets/javascripts/device.js` starts it and `keep.js` lets a reader keep
the whole site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.views.addresses import PREFIX
from gcm.views.data_files import API, SHARED
from gcm.views.pages.search import NAMES

WORKER: Final = "worker.js"
LIST: Final = "files.json"
"""The worker and the list of files, both at the site's root."""

LEFT_OUT: Final = (".map", ".gz", "404.html", ".xml", "robots.txt", "llms.txt", WORKER, LIST)
"""Endings of files that no reader asks for; feeds are read where there is a connection."""

FOR_PROGRAMS: Final = (f"{API}/", f"{SHARED}/")
"""Folders that are for programs, or for who works at a desk: a device does not keep thousands of files for them."""

CORE: Final = (
    "index.html", "offline/index.html", "sin-conexion/index.html", "buscar/index.html", "search/index.html", "manifest.webmanifest",
)  # fmt: skip
"""Files kept from the first visit on, in either language, besides styles and scripts."""

MOST: Final = 1_000_000
"""How many bytes the core may take; the search's small indexes are in it while there is room."""

CORE_ASSETS: Final = (".css", ".min.js", ".js", ".svg")
HEAVY: Final = ("assets/forms/", "assets/javascripts/vendor/", "assets/records/", "assets/search/")
"""Scripts that few pages need."""


@dataclass(frozen=True)
class KeptFile:
    """A file of the site: a short digest of its content, and its size in bytes."""

    digest: str
    size: int


def site_files(site: Path) -> dict[str, KeptFile]:
    """Address below the root → file, in the order of the addresses; a page's address is that of its folder."""
    paths = (path for path in sorted(site.rglob("*")) if path.is_file() and not path.name.endswith(LEFT_OUT))
    named = ((path.relative_to(site).as_posix(), path) for path in paths)
    kept = ((name, path) for name, path in named if not name.startswith(FOR_PROGRAMS))
    return {name.removesuffix("index.html") or "./": _kept(path.read_bytes()) for name, path in kept}


def _kept(content: bytes) -> KeptFile:
    return KeptFile(hashlib.sha256(content).hexdigest()[:16], len(content))


def version_of(files: Mapping[str, KeptFile]) -> str:
    """A digest of all files: another content is another version, the same content the same."""
    digests = "\n".join(f"{address} {file.digest}" for address, file in files.items())
    return hashlib.sha256(digests.encode()).hexdigest()[:16]


def core_of(files: Mapping[str, KeptFile]) -> list[str]:
    """The files without which no page looks as it should, the first pages, and the search's small indexes where there is room."""
    wanted = {(PREFIX[lang] + name).removesuffix("index.html") or "./" for lang in LANGS for name in CORE}
    core = [each for each in files if each in wanted or _is_core_asset(each)]
    room = MOST - sum(files[each].size for each in core)
    for each in (f"{PREFIX[lang]}{NAMES}" for lang in LANGS):
        if each in files and files[each].size <= room:
            core.append(each)
            room -= files[each].size
    return core


def _is_core_asset(address: str) -> bool:
    return address.startswith("assets/") and address.endswith(CORE_ASSETS) and not address.startswith(HEAVY)


def device_files(site: Path) -> dict[str, str]:
    """The worker and the list of files of a built site, by name."""
    files = site_files(site)
    version, core = version_of(files), core_of(files)
    listed = {address: [file.digest, file.size] for address, file in files.items()}
    listing = json.dumps({"version": version, "core": core, "files": listed}, ensure_ascii=False, separators=(",", ":"))
    return {WORKER: _worker().substitute(version=version, core=json.dumps(core)), LIST: listing}


@cache
def _worker() -> Template:
    return Template((Path(__file__).parent / "templates" / WORKER).read_text("utf-8"))


def web_manifest(name: str, lang: Lang) -> str:
    """What a device needs to know to install the site, as JSON."""
    icons = [
        {
            "src": f"{'../' if PREFIX[lang] else ''}assets/images/icon-{size}.png",
            "sizes": f"{size}x{size}",
            "type": "image/png",
            **more,
        }
        for size, more in ((192, {}), (512, {}), (512, {"purpose": "maskable"}))
    ]
    manifest = {
        "name": name,
        "short_name": phrases(lang).short_name,
        "lang": lang,
        "start_url": ".",
        "scope": "../" if PREFIX[lang] else ".",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b4f6c",
        "icons": icons,
    }
    return json.dumps(manifest, ensure_ascii=False)
