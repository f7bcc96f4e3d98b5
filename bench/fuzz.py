"""Damage real records at random and read, validate and report each: none may end in an exception. Run with `uv run python`.

`bench/fuzz.py [NUMBER] [SEED]` (50,000 and 1 if not said); a failure is kept in `fuzz-<number>.md` with its traceback.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.checks import check_record  # noqa: E402  (the checkout may not be installed)
from gcm.models.validation import validate_record  # noqa: E402
from gcm.problems.excerpts import Lines  # noqa: E402
from gcm.problems.formats import Audience, render_problems  # noqa: E402
from gcm.problems.problem import Problem  # noqa: E402
from gcm.problems.summary import render_summary  # noqa: E402
from gcm.reading.files import KINDS, read_record, record_lines, record_paths  # noqa: E402

SLIPS = [
    b"---\n", b"\n", b"\t", b" ", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b": ", b"- ", b"? ", b"[", b"]", b"{", b"}", b"{{", b",",
    b"#", b"&a ", b"*a", b"!!str ", b"|\n", b">", b"'", b'"', b"%", b"@", b"`", b"~", b"null", b"NO", b"1:30", b"9" * 30, b"2024-02-30",
    "ñ".encode(), "e\u0301".encode(), "\u200b".encode(), "\u202e".encode(), "😀".encode(), "漢字".encode(), b"# English\n", b"```\n",
    b"::error::x", b"##[error]", b"\x1b[31m", b'"\\ud800"', b"<<: ", b"es: ", b"Panam\xc3\xa1", b"[" * 40,
]  # fmt: skip

Damage = Callable[[random.Random, bytes], bytes]


def insert(chance: random.Random, text: bytes) -> bytes:
    """A slip of the kind that people and editors make, anywhere."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(SLIPS) + text[place:]


def remove(chance: random.Random, text: bytes) -> bytes:
    """A few bytes less."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + text[place + chance.randint(1, 12) :]


def replace(chance: random.Random, text: bytes) -> bytes:
    """Another byte in the place of one."""
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.randbytes(1) + text[place + 1 :]


def shuffle_lines(chance: random.Random, text: bytes) -> bytes:
    """A line at another place, or twice."""
    lines = text.split(b"\n")
    lines.insert(chance.randrange(len(lines)), lines[chance.randrange(len(lines))])
    return b"\n".join(lines)


DAMAGES: Sequence[Damage] = (insert, insert, remove, replace, shuffle_lines)


def report(path: Path, root: Path, lines: Lines) -> list[Problem]:
    """What a contributor of that file would go through, in every format."""
    parsed, problems = read_record(path, root)
    if parsed is not None:
        record, faults = validate_record(parsed)
        findings = check_record(record) if record else ()
        problems += [*faults, *(parsed.problem(finding) for finding in findings)]
    for format in ("text", "json", "sarif", "github"):
        render_problems(problems, format, Audience("es", lines))
    render_summary(problems, Audience("en", lines))
    return problems


def main(number: int = 50_000, seed: int = 1) -> int:
    """Damage records `number` times; 1 if any report failed."""
    chance, counts, failures, started = random.Random(seed), Counter[str](), 0, time.process_time()
    records = [(path.parent.name, path.read_bytes()) for path in record_paths(ROOT / "records")]
    with tempfile.TemporaryDirectory() as folder:
        for name in KINDS:
            (Path(folder) / name).mkdir()
        for each in range(number):
            kind, text = chance.choice(records)
            for _ in range(chance.randint(1, 4)):
                text = chance.choice(DAMAGES)(chance, text)
            path = Path(folder) / kind / "danado.md"
            path.write_bytes(text)
            try:
                counts.update({problem.code for problem in report(path, Path(folder), record_lines(Path(folder)))} or {"valid"})
            except Exception:  # whatever it is, it is what this looks for
                failures += 1
                Path(f"fuzz-{each}.md").write_bytes(text)
                traceback.print_exc()
    print(", ".join(f"{code} {count}" for code, count in sorted(counts.items())))
    print(
        f"{number} files, seed {seed}: {failures} exceptions, {len(counts)} codes, {time.process_time() - started:.0f} s of CPU"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
