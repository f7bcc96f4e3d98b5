"""Make everything that is released into dist/: `release.py [--only zip,kiwix,books,sbom] [--tag TAG] [--dirty] [--out DIR]`.

The same commit gives the same bytes on any machine and any day: the clock is the commit's, or SOURCE_DATE_EPOCH. Needs the group
`release`: `uv run --group release python scripts/release.py`. SITE_URL and REPOSITORY_URL are the addresses that files name.
"""

from __future__ import annotations

import argparse
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mkdocs.commands.build import build  # noqa: E402  (the checkout may not be installed)
from mkdocs.config import load_config  # noqa: E402

from gcm.language.phrases import Phrases  # noqa: E402
from gcm.language.text import LANGS  # noqa: E402
from gcm.release.archive import make_archive, page_count  # noqa: E402
from gcm.release.artefact import Artefact, Tell  # noqa: E402
from gcm.release.bom import make_bills  # noqa: E402
from gcm.release.listing import write_listing  # noqa: E402
from gcm.views.release_list import release_phrases  # noqa: E402
from gcm.views.site import Site  # noqa: E402

PARTS: Final = ("zip", "kiwix", "books", "sbom")


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and what it was built from."""

    folder: Path
    site: Site


class Progress:
    """Tells on `out` what is being done: one line that changes on a terminal, elsewhere a line for each tenth."""

    def __init__(self, out: TextIO) -> None:
        self.out, self.lively = out, out.isatty()

    @contextmanager
    def step(self, name: str) -> Iterator[Tell]:
        """A step with its name and, at the end, how long it took; what it gives is called after each part."""
        began, self._tenth = time.monotonic(), 0
        self._write(f"{name} …")
        yield lambda done, total, what: self._tell(name, done, total, what)
        self._write(f"{name}: {time.monotonic() - began:.0f} s", last=True)

    def _tell(self, name: str, done: int, total: int, what: str) -> None:
        tenth = 10 * done // max(total, 1)
        if self.lively or tenth > self._tenth:
            self._tenth = tenth
            self._write(f"{name}: {done}/{total}  {what}")

    def _write(self, text: str, last: bool = False) -> None:
        if self.lively:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end="\n" if last else "", file=self.out, flush=True)
        else:
            print(text, file=self.out, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked for; a checkout with changes is refused."""
    options = _parser().parse_args(arguments)
    t = release_phrases(options.lang)
    commit = _git(options.root, "rev-parse", "HEAD")
    if not options.dirty and (not commit or _git(options.root, "status", "--porcelain")):
        print(f"release.py: {t.dirty}", file=sys.stderr)
        return 2
    os.environ.setdefault("SOURCE_DATE_EPOCH", _git(options.root, "log", "-1", "--format=%ct") or str(int(time.time())))
    folder = options.out.resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as work:
        releasing = Releasing(options.root, Path(work), folder, commit, t, Progress(sys.stderr))
        made, site = releasing.make(options.only)
    write_listing(made, folder, commit=commit, day=site.built_on, tag=options.tag, pages=page_count(site.addresses))
    files = list(folder.iterdir())
    size = sum(path.stat().st_size for path in files) / 1e6
    print(t.fill("made_all", files=len(files), size=f"{size:.1f}", folder=folder), file=sys.stderr)
    return 0


@dataclass(frozen=True)
class Releasing:
    """A release in the making: from the checkout `root` into `folder`, by way of `work`."""

    root: Path
    work: Path
    folder: Path
    commit: str
    t: Phrases
    progress: Progress

    def make(self, parts: Collection[str]) -> tuple[list[Artefact], Site]:
        """The parts asked for, and the site that they were made of."""
        built = self._build("offline")
        makers = {"zip": self._zip, "kiwix": self._kiwix, "books": self._books, "sbom": self._sbom}
        return [artefact for part in PARTS if part in parts for artefact in makers[part](built)], built.site

    def _build(self, name: str) -> Built:
        with self.progress.step(self.t[f"step_{name}"]) as tell:
            return build_site(self.root, self.work / name, name == "offline", tell)

    def _zip(self, built: Built) -> list[Artefact]:
        with self.progress.step(self.t.step_zip) as tell:
            return make_archive(built.folder, built.site, self.folder, tell)

    def _kiwix(self, built: Built) -> list[Artefact]:
        from gcm.release.kiwix import make_zims  # noqa: PLC0415  (only those who release have its library)

        with self.progress.step(self.t.step_kiwix) as tell:
            return make_zims(built.folder, built.site, self.folder, tell)

    def _books(self, _: Built) -> list[Artefact]:
        from gcm.release.books import make_books  # noqa: PLC0415  (only those who release have its libraries)

        # A book leads to the published site, whose addresses are others than those of files in a folder.
        built = self._build("site")
        with self.progress.step(self.t.step_books) as tell:
            return make_books(built.site, built.folder, self.folder, tell)

    def _sbom(self, _: Built) -> list[Artefact]:
        with self.progress.step(self.t.step_sbom) as tell:
            return make_bills(self.root, self.commit, self.folder, tell)


def build_site(root: Path, folder: Path, offline: bool, tell: Tell) -> Built:
    """The site in both languages: as it is served, or as it opens from a folder."""
    os.environ["OFFLINE"] = str(offline).lower()
    os.environ["ONE_PROCESS"] = "true"  # each page is told of here
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    with _counted(lambda done, what: tell(done, page_count(config.extra["gcm"].site.addresses), what)):
        build(config)
    config.plugins.on_shutdown()
    site = config.extra["gcm"].site
    return Built(folder, replace(site, sizes=dict(site.sizes)))


@contextmanager
def _counted(report: Callable[[int, str], None]) -> Iterator[None]:
    """Tell of each page as the generator writes in its log that it renders it."""
    logs = [logging.getLogger(name) for name in ("mkdocs.commands.build", "mkdocs.hooks.site")]
    handler = _Counter(report)
    for log in logs:
        log.setLevel(logging.DEBUG)
        log.addHandler(handler)
    try:
        yield
    finally:
        for log in logs:
            log.removeHandler(handler)
            log.setLevel(logging.NOTSET)


class _Counter(logging.Handler):
    def __init__(self, report: Callable[[int, str], None]) -> None:
        super().__init__(logging.DEBUG)
        self._report, self._done = report, 0

    def emit(self, record: logging.LogRecord) -> None:
        """One page more."""
        text = record.getMessage()
        if text.startswith("Building page "):
            self._done += 1
            self._report(self._done, text.removeprefix("Building page "))


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing outside a checkout."""
    done = subprocess.run(("git", *arguments), cwd=root, check=False, capture_output=True, text=True)  # noqa: S603, S607
    return done.stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="release.py", description="Hace lo que se publica / makes what is released.")
    parser.add_argument("--only", type=_parts, default=PARTS, metavar="PARTS", help=f"some of {','.join(PARTS)}")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where to (default: dist/); emptied first"
    )
    parser.add_argument("--tag", default="", help="the tag under which it is released")
    parser.add_argument("--dirty", action="store_true", help="also from a checkout with changes that are not committed")
    parser.add_argument("--lang", choices=LANGS, default="en" if os.environ.get("LANG", "").startswith("en") else "es")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


def _parts(text: str) -> tuple[str, ...]:
    """Parts of the release, with commas between."""
    parts = tuple(text.split(","))
    if unknown := set(parts) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
