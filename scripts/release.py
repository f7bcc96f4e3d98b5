"""Make everything that is released into dist/: `release.py [--only zip,kiwix,books,leaflets,sbom] [--tag TAG] [--dirty] [--anew] [--out DIR]`.

The same commit gives the same bytes on any machine, and on any day: the day is the commit's, or that of SOURCE_DATE_EPOCH. What has not
changed since it was made last is taken from the user's cache folder, but with `--anew`, REBUILD=1 or CI=true. Needs the group `release`:
`uv run --group release python scripts/release.py`. SITE_URL and REPOSITORY_URL are the addresses that files name.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TextIO

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mkdocs.commands.build import build  # noqa: E402  (the checkout may not be installed)
from mkdocs.config import load_config  # noqa: E402
from mkdocs.exceptions import MkDocsException  # noqa: E402

from gcm.language.phrases import Phrases  # noqa: E402
from gcm.language.text import LANGS  # noqa: E402
from gcm.release.archive import page_count  # noqa: E402
from gcm.release.artefact import Artefact, Tell  # noqa: E402
from gcm.release.job import Job  # noqa: E402
from gcm.release.kept import kept_here  # noqa: E402
from gcm.release.layout import use_own_fonts  # noqa: E402
from gcm.release.listing import write_listing  # noqa: E402
from gcm.release.parts import PARTS, Built  # noqa: E402
from gcm.release.workshop import JobError, RefusalError, Watch, Workshop, load_first  # noqa: E402
from gcm.site.stamp import OFF  # noqa: E402
from gcm.views.release_list import release_phrases  # noqa: E402
from gcm.views.site import Site  # noqa: E402

DAY: Final = 86_400
"""Seconds."""

MEMORY: Final = 900
"""Megabytes that a release takes, if nobody says otherwise."""

OWN_MEMORY: Final = 150
"""Megabytes that this process takes, which waits for all others."""


@dataclass
class _Part:
    """How far a part is: the share that is done of each of its jobs, how many of them have not ended, and the files that came of it."""

    name: str
    shares: dict[Job, float] = field(default_factory=dict)
    left: int = 0
    files: int = 0
    kept: int = 0
    cpu: float = 0.0
    began: float = field(default_factory=time.monotonic)
    ended: float = 0.0
    tenth: int = 0

    @property
    def percent(self) -> int:
        """How much is done; a job that takes more memory takes longer."""
        known = sum(job.memory for job in self.shares)
        return int(100 * sum(job.memory * share for job, share in self.shares.items()) / known)


class Progress:
    """Tells on `out` what is being done: one line that changes on a terminal, elsewhere a line for each tenth of a part."""

    def __init__(self, out: TextIO, t: Phrases) -> None:
        self.out, self.t, self.lively = out, t, out.isatty()
        self._parts: dict[str, _Part] = {}

    def begin(self, job: Job) -> None:
        """A job is known of; with the first of a part, that is told of."""
        if job.part not in self._parts:
            self._parts[job.part] = _Part(self.t[f"step_{job.part}"])
            self._write(f"{self._parts[job.part].name} …")
        self._parts[job.part].shares[job] = 0.0
        self._parts[job.part].left += 1

    def tell(self, job: Job, done: int, total: int, what: str) -> None:
        """How far a job is."""
        part = self._parts[job.part]
        part.shares[job] = done / max(total, 1)
        if self.lively or part.percent // 10 > part.tenth:
            part.tenth = part.percent // 10
            self._write(f"{part.name}: {part.percent} %  {what}")

    def end(self, job: Job, made: Sequence[Artefact], cpu: float | None) -> None:
        """What came of a job; with the last of a part, how long that took and what of it has not changed."""
        part = self._parts[job.part]
        part.files += len(made)
        part.kept += len(made) if cpu is None else 0
        part.cpu += cpu or 0.0
        part.left -= 1
        part.ended = time.monotonic()
        if part.left:
            self.tell(job, 1, 1, job.name)
        else:
            unchanged = self.t.fill("unchanged", files=part.files, kept=part.kept) if part.kept else ""
            self._write(f"{part.name}: {part.ended - part.began:.0f} s{unchanged}", last=True)

    def figures(self) -> dict[str, dict[str, float]]:
        """What each part took: seconds, those of all processors together, and its files."""
        return {
            name: {"wall": part.ended - part.began, "cpu": part.cpu, "files": part.files, "kept": part.kept}
            for name, part in self._parts.items()
        }

    def _write(self, text: str, last: bool = False) -> None:
        if self.lively:
            width = shutil.get_terminal_size().columns - 1
            print(f"\r\033[K{text[:width]}", end="\n" if last else "", file=self.out, flush=True)
        else:
            print(text, file=self.out, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what is asked for; a checkout with changes is refused, and a folder that it lies in, as that would be emptied."""
    options = _parser().parse_args(arguments)
    t = release_phrases(options.lang)
    commit = _git(options.root, "rev-parse", "HEAD")
    if not options.dirty and (not commit or _git(options.root, "status", "--porcelain")):
        print(f"release.py: {t.dirty}", file=sys.stderr)
        return 2
    folder = options.out.resolve()
    if options.root.resolve().is_relative_to(folder):
        print(f"release.py: {t.fill('not_emptied', folder=folder)}", file=sys.stderr)
        return 2
    os.environ["SOURCE_DATE_EPOCH"] = str(_day(options.root))
    _empty(folder)
    progress = Progress(sys.stderr, t)
    try:
        _make(options, commit, folder, progress)
    except JobError as error:
        told = t.fill("not_made", part=t[f"step_{error.job.part}"], job=error.job.name, folder=folder)
        print(f"release.py: {told}\n{error.why}", file=sys.stderr)
        return 1
    if options.figures:
        options.figures.write_text(json.dumps(progress.figures()), "utf-8")
    files = list(folder.iterdir())
    size = sum(path.stat().st_size for path in files) / 1e6
    print(t.fill("made_all", files=len(files), size=f"{size:.1f}", folder=folder), file=sys.stderr)
    return 0


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _make(options: argparse.Namespace, commit: str, folder: Path, watch: Watch) -> None:
    """The site, the parts that are made of it, and the list of them."""
    if options.anew:
        os.environ[OFF] = "1"
    kept = kept_here()
    workshop = Workshop(folder, kept, watch, options.memory, OWN_MEMORY)
    with TemporaryDirectory() as work:
        use_own_fonts(Path(work))
        load_first(module for part in options.only for module in PARTS[part].modules)
        built: Built = workshop.ask(Job("site", options.root.name, _build, (options.root, commit, Path(work, "site"))))
        made = workshop.do(job for part in options.only for job in PARTS[part].jobs(built))
    kept.forget()
    site = built.site
    write_listing(made, folder, commit=commit, day=site.built_on, tag=options.tag, pages=page_count(site.addresses))


def _day(root: Path) -> int:
    """The first second of the commit's day, or of that of SOURCE_DATE_EPOCH: what is made twice on one day is made of the same."""
    clock = os.environ.get("SOURCE_DATE_EPOCH") or _git(root, "log", "-1", "--format=%ct") or time.time()
    return int(clock) // DAY * DAY


def _build(root: Path, commit: str, place: Path, _: Path, tell: Tell) -> Built:
    """The site that opens from a folder, which all else is made of."""
    return Built.of(root, commit, place, build_site(root, place, tell))


def build_site(root: Path, folder: Path, tell: Tell) -> Site:
    """The site in both languages, as it opens from a folder."""
    os.environ["OFFLINE"] = "true"
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    with _counted(lambda done, what: tell(done, page_count(config.extra["gcm"].site.addresses), what)):
        try:
            build(config)
        except MkDocsException as error:
            raise RefusalError(str(error)) from error
    config.plugins.on_shutdown()
    site: Site = config.extra["gcm"].site
    return replace(site, sizes=dict(site.sizes))


@contextmanager
def _counted(report: Callable[[int, str], None]) -> Iterator[None]:
    """Tell of each page as the generator writes in its log that it renders it; what it warns of is printed."""
    told, handler = [logging.getLogger(name) for name in ("mkdocs.commands.build", "mkdocs.hooks.site")], _Counter(report)
    logging.getLogger("mkdocs").addHandler(handler)
    for log in told:
        log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logging.getLogger("mkdocs").removeHandler(handler)
        for log in told:
            log.setLevel(logging.NOTSET)


class _Counter(logging.Handler):
    def __init__(self, report: Callable[[int, str], None]) -> None:
        super().__init__(logging.DEBUG)
        self._report = report
        self._done = multiprocessing.Value("i", 0)  # the English site is built in a process of its own

    def emit(self, record: logging.LogRecord) -> None:
        """One page more, or a warning."""
        text = record.getMessage()
        if record.levelno >= logging.WARNING:
            print(text, file=sys.stderr)
        elif text.startswith("Building page "):
            with self._done:
                self._done.value += 1
                self._report(self._done.value, text.removeprefix("Building page "))


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing outside a checkout."""
    done = subprocess.run(("git", *arguments), cwd=root, check=False, capture_output=True, text=True)  # noqa: S603, S607
    return done.stdout.strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="release.py", description="Hace lo que se publica / makes what is released.")
    parser.add_argument("--only", type=_parts, default=tuple(PARTS), metavar="PARTS", help=f"some of {','.join(PARTS)}")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist", metavar="DIR", help="where to (default: dist/); emptied first"
    )
    parser.add_argument(
        "--memory", type=int, default=MEMORY, metavar="MB", help=f"how much all of it may take (default: {MEMORY})"
    )
    parser.add_argument("--anew", action="store_true", help="make everything again, also what has not changed")
    parser.add_argument("--tag", default="", help="the tag under which it is released")
    parser.add_argument("--dirty", action="store_true", help="also from a checkout with changes that are not committed")
    parser.add_argument("--figures", type=Path, metavar="FILE", help="write there, as JSON, what each part took")
    parser.add_argument("--lang", choices=LANGS, default="en" if os.environ.get("LANG", "").startswith("en") else "es")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


def _parts(text: str) -> tuple[str, ...]:
    """Parts of the release, with commas between; each is made once."""
    parts = tuple(dict.fromkeys(text.split(",")))
    if unknown := set(parts) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: {', '.join(PARTS)}")
    return parts


if __name__ == "__main__":
    sys.exit(main())
