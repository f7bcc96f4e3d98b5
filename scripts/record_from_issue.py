"""An issue → the file of its record: `record_from_issue.py --out DIR`.

Reads the issue from the environment only, since every word of it is a stranger's: ISSUE_BODY, ISSUE_TITLE, ISSUE_NUMBER,
ISSUE_AUTHOR, ISSUE_AUTHOR_ID, and ISSUE_DATE (a day; today where there is none). Writes the record below records/practices/ and,
in DIR, `path.txt` (where it lies), `message.txt` (the commit's message) and `pull-request.md` (what was read, and what is wrong
with it). Exits with 0 when a record was written, whatever is wrong with it; with 1 when there is none to write, which
`pull-request.md` then explains to the author; with 2 on wrong use.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.catalogue import load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.issues.proposal import Issue, Proposal, proposal_of  # noqa: E402
from gcm.issues.report import commit_message, pull_request_text, refusal_text  # noqa: E402

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[1-9][0-9]{0,14}")


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Write what comes of the issue; the exit code says whether a record did."""
    options = _parser().parse_args(arguments)
    issue = _issue(environment)
    if not NUMBER.fullmatch(issue.number):
        print("record_from_issue.py: ISSUE_NUMBER is not the number of an issue", file=sys.stderr)
        return 2
    practices = options.records.resolve() / "practices"
    files = {path.stem: path.read_bytes() for path in sorted(practices.glob("*.md")) if not path.name.startswith("_")}
    options.out.mkdir(parents=True, exist_ok=True)

    proposal = proposal_of(issue, files)
    if not isinstance(proposal, Proposal):
        _write(options.out / "pull-request.md", refusal_text(proposal))
        return 1
    _write(practices / f"{proposal.id}.md", proposal.text)
    _, problems = load_catalogue(options.records.resolve())
    own = [problem for problem in problems if problem.path == proposal.path]
    _write(options.out / "path.txt", f"{proposal.path}\n")
    _write(options.out / "message.txt", commit_message(proposal, issue))
    _write(options.out / "pull-request.md", pull_request_text(proposal, issue, own))
    return 0


def _issue(environment: Mapping[str, str]) -> Issue:
    body, title, number, author, id = (
        environment.get(f"ISSUE_{name}", "") for name in ("BODY", "TITLE", "NUMBER", "AUTHOR", "AUTHOR_ID")
    )
    day = environment.get("ISSUE_DATE", "")
    return Issue(body, title, number, author, id, day if DAY.fullmatch(day) else f"{datetime.now(UTC):%Y-%m-%d}")


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="record_from_issue.py", description="De un formulario a su ficha / from a form to its record."
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the report on the record is written")
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
