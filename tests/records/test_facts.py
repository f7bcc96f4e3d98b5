"""What became of each fact that was gathered of the practices: `facts.csv` names its statement, or why it was dropped.

Facts are numbered as they were gathered, record by record; `new` ones were found while the records were written.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

from support.paths import ROOT

FACTS = list(csv.DictReader((ROOT / "tests" / "records" / "facts.csv").open(encoding="utf-8")))
GATHERED = ROOT.parent / "shared" / "facts" / "public"


def test_every_fact_has_its_statement_or_a_reason(catalogue):
    """A statement that is named is there; what has none says why."""
    assert len(FACTS) > 1200
    for row in FACTS:
        name, _, position = row["statement"].partition(".")
        if row["outcome"] == "dropped":
            assert row["reason"], row
        elif position.isdigit():
            assert len(getattr(catalogue.practices[row["record"]], name)) >= int(position), row
        else:
            assert name in ("notes", "objectives", "identity", "aliases"), row


@pytest.mark.skipif(not GATHERED.is_dir(), reason="the facts as they were gathered are not part of the repository")
def test_no_fact_is_left_out():
    """Each file of facts has as many rows as facts."""
    rows = {(row["record"], row["fact"]) for row in FACTS}
    for path in [*GATHERED.glob("[!_]*.yaml"), *(GATHERED / "hub").glob("*.yaml")]:
        facts = yaml.safe_load(Path(path).read_text("utf-8"))["facts"]
        assert {(path.stem, str(number)) for number in range(1, len(facts) + 1)} <= rows, path.stem
