"""Look for bytes that what reads strangers' files cannot take, led by the lines that each try reaches (atheris, libFuzzer).

`uv run --group fuzz python bench/guided.py TARGET [--seconds 60]`; TARGET is one of `targets.py`. What reaches a line that nothing
before it reached is kept in `bench/corpus/TARGET/`; what fails, in `crash-…` here, with its traceback. A try that takes over half a
second is told of as a slow unit.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

import atheris

LONGEST: Final = 4096
"""Bytes of a try; what takes long with more is for `tests/catalogue/test_time.py`."""


def main() -> None:
    """Look as long as it was asked for."""
    parser = argparse.ArgumentParser(prog="bench/guided.py", description="Guided fuzzing of what reads strangers' files")
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    options = parser.parse_args()
    with atheris.instrument_imports(include=["gcm", "markdown_it"]):
        sys.path.insert(0, str(Path(__file__).resolve().parent))
        from targets import CORPUS, TARGETS  # noqa: PLC0415  (what is loaded here is watched line by line)
    folder = CORPUS / options.target
    folder.mkdir(parents=True, exist_ok=True)
    limits = (f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", "-timeout=10", "-report_slow_units=1")
    atheris.Setup([sys.argv[0], str(folder), *limits], TARGETS[options.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
