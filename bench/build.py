"""Measures reading, rendering and building against plain Material with the same number of pages, in one run.

`uv run python bench/build.py [PRACTICES …]` (default: 500 2000) prints CPU seconds, peak memory and ratios. Runs of the two
alternate, and the median ratio counts: the speed of a shared machine drifts, the ratio does not.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SITE = ("docs", "hooks", "theme", "mkdocs.yml", "mkdocs.en.yml")
WORDS = (
    "La oficina atiende a personas migrantes en tránsito y en destino, les informa de sus derechos y las acompaña en los trámites. "
    "Trabaja con municipios, consulados y organizaciones de la sociedad civil, y publica cada año cuántas personas atendió. "
) * 8
PLAIN = """site_name: Plain
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row for each number of practices."""
    parser = argparse.ArgumentParser(description="CPU seconds and peak memory of a clean build")
    parser.add_argument("practices", nargs="*", type=int, default=[500, 2000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments)
    print("practices | validate | build | plain Material | ratio | peak MB: build, plain")
    for number in options.practices:
        with tempfile.TemporaryDirectory() as folder:
            _measure(Path(folder), number, options.runs)


def _measure(folder: Path, number: int, runs: int) -> None:
    ours, plain = _our_site(folder / "ours", number), _plain_site(folder / "plain", number)
    validate = [sys.executable, str(ROOT / "scripts" / "validate.py"), "--no-cache", "--records", str(ours / "records")]
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    rows = [(_run(validate, ours), _run(build, ours), _run(build, plain)) for _ in range(runs)]
    (checked, _), (built, memory), (other, other_memory) = (
        tuple(statistics.median(run[part] for run in each) for part in (0, 1)) for each in zip(*rows, strict=True)
    )
    ratio = statistics.median(mine[0] / theirs[0] for _, mine, theirs in rows)
    print(
        f"{number} | {checked:.2f} s | {built:.2f} s | {other:.2f} s | {ratio:.2f} | {memory:.0f}, {other_memory:.0f}",
        flush=True,
    )


def _our_site(folder: Path, number: int) -> Path:
    """This project with `number` made-up practices beside the real records."""
    for name in SITE:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, _made(folder) / name)
    shutil.copytree(ROOT / "records", folder / "records")
    for each in range(number):
        (folder / "records" / "practices" / f"sintetica-{each}.md").write_text(_practice(each), "utf-8")
    return folder


def _practice(each: int) -> str:
    session, objectives = [("sesion-1", "7, 8"), ("sesion-2b", "4, 5"), ("sesion-3", "16, 20")][each % 3]
    return f"""---
title: {{es: Práctica sintética {each}, en: Synthetic practice {each}}}
slug: {{en: synthetic-{each}}}
kind: {("good-practice", "policy", "tool")[each % 3]}
countries: [{("PA", "CR", "MX", "GT", "SV", "HN")[each % 6]}]
objectives: {{through_session: [{objectives}]}}
listings:
- {{forum: i-foro-2023, session: {session}, kind: tool, printed: "Práctica {each}", source: ["informe-i-foro:{each % 800 + 1}"]}}
summary: {{es: "Resumen de la práctica {each}.", en: "Summary of practice {each}."}}
---

# Español

{WORDS}

# English

{WORDS}
"""


def _plain_site(folder: Path, number: int) -> Path:
    """Twice as many hand-written pages of the same text, out of the navigation, under the plain theme."""
    docs = _made(folder / "docs")
    (docs / "index.md").write_text("# Plain\n", "utf-8")
    (folder / "mkdocs.yml").write_text(PLAIN + "not_in_nav: '*.md'\n", "utf-8")
    for each in range(number * 2):
        (docs / f"p{each}.md").write_text(f"# Práctica {each}\n\n## Descripción\n\n{WORDS}\n\n## Fuentes\n\nUna.\n", "utf-8")
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _run(command: list[str], folder: Path) -> tuple[float, float]:
    """CPU seconds (user and system) and peak memory in MB of one command."""
    script = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    output = subprocess.run(
        [sys.executable, "-c", script, *command], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    code, seconds, peak = output.split()
    if code != "0":
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    return float(seconds), float(peak) / (1024 if sys.platform != "darwin" else 1024**2)


if __name__ == "__main__":
    main()
