"""What a build that is stopped leaves: `python bench/kills.py [--kills 50] [--records DIR]`.

A site is built again and again from two states of its texts in turn, and each build is killed (SIGKILL) at a random moment: the process
alone, or with those that it started. After each kill the site has to be the old one or the new one, byte for byte, and the next build has
to give the new one. This is done where the site is a folder, and, for whoever may mount (root), where it is a mount point; then the disk
is too small, the folder may not be written, and two builds run at once.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import table
from practices import ROOT
from sites import OURS

from gcm.site.replacement import complete
from gcm.site.stamp import digest_of

SAMPLE: Final = ROOT / "tests" / "sample" / "records"
WORDS: Final = ("", "\n\nOther words.\n")
"""What is added to a page in either state."""


@dataclass
class Trial:
    """A checkout, and the digests of its site in both states."""

    root: Path
    cache: Path

    def set(self, state: int) -> None:
        """Put a page into this state, and with it the list of files, the search and the list of what a device keeps."""
        page = self.root / "docs" / "es" / "acerca.md"
        page.write_text(page.read_text("utf-8").removesuffix(WORDS[1]) + WORDS[state], "utf-8")

    def start(self, site: Path) -> subprocess.Popen[str]:
        """Begin to build, in a session of its own."""
        command = (sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(site))
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1796000000", "XDG_CACHE_HOME": str(self.cache), "CI": ""}
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def build(self, site: Path) -> tuple[int, str]:
        """The code of a build, and what it said."""
        process = self.start(site)
        out, err = process.communicate()
        return process.returncode, out + err


def digest(site: Path) -> str:
    """A digest of what readers see."""
    return digest_of(sorted(path for path in site.iterdir() if not path.name.startswith(".")))


def states(trial: Trial, site: Path) -> tuple[dict[int, str], float]:
    """The digests of the site in both states, and the seconds that a build takes; state 0 stands."""
    digests, took = {}, 0.0
    for state in (1, 0):
        trial.set(state)
        began = time.monotonic()
        code, words = trial.build(site)
        took = time.monotonic() - began
        if code:
            raise SystemExit(words)
        digests[state] = digest(site)
    return digests, took


def killed(trial: Trial, site: Path, kills: int, chance: random.Random) -> Iterator[tuple[str, str]]:
    """For each kill, what stood after it, and whether the next build was right."""
    digests, took = states(trial, site)
    for number in range(kills):
        old, new = number % 2, 1 - number % 2
        trial.set(new)
        process = trial.start(site)
        time.sleep(chance.uniform(0, took))
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if number % 4 < 2 else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()
        yield _stands(site, digests[old], digests[new]), _next(trial, site, digests[new])


def _stands(site: Path, old: str, new: str) -> str:
    """Which site stands, at once or once the next start has completed what was begun."""
    for when in ("", " at the next start"):
        if name := {old: "old", new: "new"}.get(digest(site)):
            return f"{name}{when}"
        complete(site)
    return "wrong"


def _next(trial: Trial, site: Path, wanted: str) -> str:
    """Whether the next build gives the site, and leaves nothing else."""
    code, words = trial.build(site)
    left = [*site.parent.glob(".*"), *site.glob(".*")]
    return "right" if code == 0 and digest(site) == wanted and not left else f"wrong: {left} {words}"


def row(place: str, outcomes: Sequence[tuple[str, str]]) -> dict[str, object]:
    """How often what came of it."""
    stood, builds = Counter(each for each, _ in outcomes), Counter(each for _, each in outcomes)
    return {"place": place, "times": len(outcomes), "stood": _counts(stood), "next build": _counts(builds)}


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.most_common())


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system in memory, as long as it is needed."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(("mount", "-t", "tmpfs", *options, "tmpfs", str(folder)), check=True)
    try:
        yield folder
    finally:
        subprocess.run(("umount", str(folder)), check=True)


def refused(place: str, trial: Trial, folder: Path, spoil: Callable[[int], str], mend: str) -> dict[str, object]:
    """A disk that is mounted anew with other options, by the bytes of the site, and then as it should be."""
    with mounted(folder, "-o", "size=1g") as disk:
        digests, _ = states(trial, disk / "site")
        size = sum(path.stat().st_size for path in (disk / "site").rglob("*"))
        subprocess.run(("mount", "-o", f"remount,{spoil(size)}", str(disk)), check=True)
        trial.set(1)
        code, words = trial.build(disk / "site")
        told = code == 1 and "Traceback" not in words
        stood = _stands(disk / "site", digests[0], digests[1]) if told else f"wrong: {words}"
        subprocess.run(("mount", "-o", f"remount,{mend}", str(disk)), check=True)
        return row(place, [(stood, _next(trial, disk / "site", digests[1]))])


def two_at_once(trial: Trial, site: Path) -> Iterator[tuple[str, str]]:
    """Two builds of the same records, begun at once: both end well, and the site is that of one."""
    digests, _ = states(trial, site)
    for state in (1, 0, 1):
        trial.set(state)
        pair = [trial.start(site), trial.start(site)]
        words = [process.communicate() for process in pair]
        well = not any(process.returncode for process in pair) and digest(site) == digests[state]
        yield "new" if well else f"wrong: {words}", _next(trial, site, digests[state])


def rows(kills: int, records: Path, chance: random.Random) -> Iterator[dict[str, object]]:
    """A row for each place and mishap."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trial = Trial(_checkout(folder / "checkout", records), folder / "cache")
        yield row("a folder", list(killed(trial, folder / "elsewhere" / "site", kills, chance)))
        yield row("two at once", list(two_at_once(trial, folder / "two" / "site")))
        if sys.platform == "linux" and os.geteuid() == 0:
            with mounted(folder / "mount" / "site") as site:
                yield row("a mount point", list(killed(trial, site, kills, chance)))
            yield refused("a full disk", trial, folder / "small", lambda size: f"size={size * 3 // 2}", "size=1g")
            yield refused("a read-only disk", trial, folder / "fixed", lambda _: "ro", "rw")


def _checkout(root: Path, records: Path) -> Path:
    root.mkdir()
    for name in OURS:
        source = records if name == "records" else ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, root / name)
    return root


def main() -> None:
    """Measure, and print a table; with anything wrong in it, the code is 1."""
    parser = argparse.ArgumentParser(prog="bench/kills.py", description="What a build that is stopped leaves")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--records", type=Path, default=SAMPLE, metavar="DIR", help="the records (default: those of the tests)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    told = []
    for each in rows(options.kills, options.records, random.Random(options.seed)):
        told.append(each)
        print(each, file=sys.stderr, flush=True)
    print(table(told))
    sys.exit(any("wrong" in str(each) for each in told))


if __name__ == "__main__":
    main()
