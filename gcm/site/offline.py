"""What a device keeps of the published site: an edition, which is a list of every file with its digest, and the worker that keeps it.

The worker is `worker/`; `theme/assets/javascripts/device.js` starts it, and with `keep.js` a reader keeps more than the core.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from gcm.language.phrases import phrases
from gcm.language.text import LANGS, Lang
from gcm.site.digests import Digests
from gcm.views.addresses import PREFIX
from gcm.views.data_files import API, SHARED
from gcm.views.pages.search import NAMES

WORKER: Final = "worker.js"
LIST: Final = "files.json"
EDITION: Final = "edition.json"
"""The worker, the list of files, and which edition that is: all at the site's root."""

LEFT_OUT: Final = (".map", ".gz", "404.html", ".xml", "robots.txt", "llms.txt", WORKER, LIST, EDITION)
"""Endings of files that no reader asks for; feeds are read where there is a connection."""

FOR_PROGRAMS: Final = (f"{API}/", f"{SHARED}/")
"""Folders that are for programs, or for who works at a desk: a device does not keep thousands of files for them."""

ABSENT: Final[Mapping[Lang, str]] = {"es": "sin-conexion/", "en": "en/offline/"}
"""The pages that say that another is not kept."""

CORE: Final = ("./", "en/", "buscar/", "en/search/", *ABSENT.values())
"""The pages that every device keeps, with all that they load, and with the search's index of names."""

MOST: Final = 1_000_000
"""How many bytes the core may take on its way, compressed as a server does."""

FOR_EACH: Final = 100
"""So many more for each practice, which has its names in the search of both languages: 1.2 MB in all at 2,000."""

SHARED_ASSETS: Final = "assets/"
_ASSET: Final = re.compile(rf'(?:src|href)="((?:\.\./)*{SHARED_ASSETS}[^"?#]+|manifest\.webmanifest)"')
_SHORT: Final = 16
"""So much of a digest tells one content from another."""

_WORKER_PARTS: Final = ("editions.js", "worker.js")


@dataclass(frozen=True)
class KeptFile:
    """A file of the site: a short digest of its content, and its size in bytes."""

    digest: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> KeptFile:
        """The file that has this content."""
        return cls(hashlib.sha256(content).hexdigest()[:_SHORT], len(content))


class CoreTooLargeError(ValueError):
    """What every device keeps has outgrown its bound; its largest files are told, address and bytes on their way."""

    def __init__(self, sizes: Mapping[str, int], most: int) -> None:
        largest = sorted(sizes.items(), key=lambda item: -item[1])[:5]
        self.size, self.most = sum(sizes.values()), most
        self.largest = ", ".join(f"{address} {size}" for address, size in largest)
        super().__init__(f"{self.size} > {most}: {self.largest}")


def site_files(site: Path, known: Digests | None = None) -> dict[str, KeptFile]:
    """Address below the root → file, in the order of the addresses; a page's address is that of its folder."""
    found = ((name, file) for name, file in (known or Digests()).below(site) if not name.endswith(LEFT_OUT))
    kept = sorted((name.split("/"), name, file) for name, file in found if not name.startswith(FOR_PROGRAMS))
    return {name.removesuffix("index.html") or "./": KeptFile(digest[:_SHORT], size) for _, name, (digest, size) in kept}


def edition_of(files: Mapping[str, KeptFile]) -> str:
    """A digest of all files: another content is another edition, the same content the same."""
    digests = "\n".join(f"{address} {file.digest}" for address, file in files.items())
    return hashlib.sha256(digests.encode()).hexdigest()[:_SHORT]


def core_of(site: Path) -> list[str]:
    """The first pages, what they load, and the search's indexes of names, in both languages."""
    indexes = [f"{PREFIX[lang]}{NAMES}" for lang in LANGS]
    return list(dict.fromkeys((*CORE, *(asset for page in CORE for asset in _loaded_by(page, site)), *indexes)))


def _loaded_by(page: str, site: Path) -> Iterator[str]:
    html = (site / page / "index.html").read_text("utf-8")
    return (posixpath.normpath(f"{page}{asset}") for asset in _ASSET.findall(html))


def check_core(core: Iterable[str], site: Path, practices: int) -> None:
    """The core of a site with so many practices has room: nothing of it is left out in silence. Raises `CoreTooLargeError`."""
    most = MOST + FOR_EACH * practices
    sizes = {address: len(zlib.compress(_path(site, address).read_bytes())) for address in core}
    if sum(sizes.values()) > most:
        raise CoreTooLargeError(sizes, most)


def _path(site: Path, address: str) -> Path:
    return site / address / "index.html" if address.endswith("/") else site / address


def device_files(site: Path, day: date, practices: int, known: Digests | None = None) -> dict[str, str]:
    """The worker, the list of files and its edition of a site that was built that day, by name. Raises `CoreTooLargeError`."""
    files, core = site_files(site, known), core_of(site)
    check_core(core, site, practices)
    edition = {"edition": edition_of(files), "day": day.isoformat(), "sizes": _sizes(files, core)}
    listed = {address: [file.digest, file.size, language_of(address)] for address, file in files.items()}
    return {
        WORKER: _worker(),
        LIST: _json({**edition, "says": _says(), "core": core, "absent": ABSENT, "files": listed}),
        EDITION: _json(edition),
    }


def _says() -> dict[Lang, str]:
    """What a page says that is read without a network; pages themselves stay as short as they are."""
    return {lang: phrases(lang).kept_page for lang in LANGS}


def _sizes(files: Mapping[str, KeptFile], core: Iterable[str]) -> dict[str, list[int]]:
    """What a reader can keep → how many files that are, and their bytes."""
    kept = {"core": list(core), "all": list(files)}
    for lang in LANGS:
        kept[lang] = list(dict.fromkeys((*core, *(address for address in files if language_of(address) in ("", lang)))))
    return {choice: [len(each), sum(files[address].size for address in each)] for choice, each in kept.items()}


def language_of(address: str) -> Lang | str:
    """The language that a file is kept with; none where both share it."""
    if address.startswith(PREFIX["en"]):
        return "en"
    return "" if address.startswith(SHARED_ASSETS) and address.rpartition("/")[0] != posixpath.dirname(NAMES) else "es"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _worker() -> str:
    return "\n".join((Path(__file__).parent / "worker" / name).read_text("utf-8") for name in _WORKER_PARTS)


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
