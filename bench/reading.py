"""Records a second of processor: read and validated one by one, and by `scripts/validate.py` as a whole.

The measure beside it is what no reader in Python does without: the front matter split off, and its YAML made plain by the C loader.
"""

from __future__ import annotations

import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import frontmatter
import yaml
from building import Row
from measure import medians, run
from practices import ROOT
from sites import our_site

from gcm.catalogue.checks import check_record
from gcm.models.validation import validate_record
from gcm.reading.files import parse_record, record_paths


def rows(sizes: Sequence[int], runs: int) -> Iterator[Row]:
    """A row for each number of practices."""
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            yield _row(our_site(Path(folder, "ours"), number) / "records", runs)


def _row(records: Path, runs: int) -> Row:
    contents = {f"records/practices/{path.name}": path.read_bytes() for path in record_paths(records / "practices")}
    number = len(contents)
    command = [sys.executable, str(ROOT / "scripts" / "validate.py"), "--records", str(records)]
    whole = medians([run(command, records) for _ in range(runs)])
    return {
        "practices": number,
        "bytes each": sum(map(len, contents.values())) / number,
        "read and validated, a second": number / _least(lambda: _read(contents), runs),
        "YAML by C loader, a second": number / _least(lambda: _load(contents), runs),
        "validate.py, a second": number / whole["cpu"],
        "validate.py, peak MB": whole["peak"],
    }


def _least(work: Callable[[], None], runs: int) -> float:
    """The least seconds of processor that it took: what is more comes from elsewhere."""
    gc.disable()
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
        gc.collect()
    gc.enable()
    return min(taken)


def _read(contents: dict[str, bytes]) -> None:
    for path, content in contents.items():
        parsed, _ = parse_record(content, path)
        record, _ = validate_record(parsed) if parsed else (None, [])
        if record is None:
            raise SystemExit(f"{path} is not valid")
        list(check_record(record))


def _load(contents: dict[str, bytes]) -> None:
    for content in contents.values():
        front, _ = frontmatter.YAMLHandler().split(content.decode())
        yaml.load(front, Loader=yaml.CSafeLoader)
