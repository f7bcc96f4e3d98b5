"""What strangers send, and what reads it: each target takes any bytes and has to come to an end, with nothing raised and nothing that runs.

`guided.py` looks for bytes that a target cannot take; `tests/catalogue/test_corpus.py` goes through those that were found worth
keeping, in `bench/corpus/`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.catalogue import check_alone, load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.issues.proposal import Issue, Proposal, proposal_of  # noqa: E402
from gcm.issues.report import commit_message, pull_request_text, refusal_text  # noqa: E402
from gcm.problems.formats import Audience, render_problems  # noqa: E402
from gcm.reading.field_texts import text_of  # noqa: E402
from gcm.reading.files import parse_record  # noqa: E402
from gcm.reading.markdown import links_in, marks_in, render_body  # noqa: E402
from gcm.site.record_scripts import record_script  # noqa: E402
from gcm.writing.fixes import fix_text  # noqa: E402

CORPUS: Final = Path(__file__).parent / "corpus"
PATH: Final = "records/practices/x.md"
_TAG: Final = re.compile(r"<(?!/?(?:a|blockquote|br|code|em|h[3-6]|hr|li|ol|p|pre|s|strong|table|tbody|td|th|thead|tr|ul)[ >])")


def read(content: bytes) -> None:
    """A record's file: parsed, checked, told of in every format, and handed to the form."""
    parsed, problems = parse_record(content, PATH)
    if parsed is not None:
        problems = [*problems, *check_alone(parsed).problems]
        assert "</" not in record_script(parsed, text_of(content))  # noqa: S101  (this is what it looks for)
    for way in ("text", "json", "sarif", "github"):
        render_problems(problems, way, Audience("es", lambda _: content.decode("utf-8", "replace").split("\n")))


def fix(content: bytes) -> None:
    """A record's file mended: once mended, there is nothing left to mend."""
    once = fix_text(content.decode("utf-8", "replace"), PATH)
    assert fix_text(once.text, PATH).text == once.text  # noqa: S101


def body(content: bytes) -> None:
    """The Markdown of a body: HTML of nothing but what bodies may have."""
    text = content.decode("utf-8", "replace")
    html = str(render_body(text))
    assert not _TAG.search(html), html  # noqa: S101
    assert len(links_in(text)) + len(marks_in(text)) <= len(text)  # noqa: S101


def issue(content: bytes) -> None:
    """An issue: a record or a refusal, and what is told of either."""
    title, _, text = content.decode("utf-8", "replace").partition("\n")
    given = Issue(text, title, "7", "octocat", "1", "2026-11-30")
    made = proposal_of(given, _files())
    if isinstance(made, Proposal):
        _, problems = parse_record(made.text.encode(), made.path)
        commit_message(made, given)
        pull_request_text(made, given, problems)
    else:
        refusal_text(made)


@cache
def _files() -> Mapping[str, bytes]:
    folder = ROOT / "tests" / "sample" / "records" / "practices"
    load_catalogue(folder.parent)  # what is read once is read before anything is measured
    return {path.stem: path.read_bytes() for path in folder.glob("[!_]*.md")}


TARGETS: Final[Mapping[str, Callable[[bytes], None]]] = {"read": read, "fix": fix, "body": body, "issue": issue}
