"""Real records, damaged at random: whatever comes of it is told as problems, never as an exception.

`uv run pytest tests/catalogue/test_fuzz.py --fuzz 50000` looks longer. A mutant is made from its number alone, which a failure names;
`mutant(number)` makes it again.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from contextlib import contextmanager

from gcm.catalogue.catalogue import build_catalogue, check_alone
from gcm.language.text import LANGS
from gcm.models.validation import validate_record
from gcm.problems.formats import Audience, render_problems
from gcm.problems.summary import render_summary
from gcm.reading.field_texts import text_of
from gcm.reading.files import parse_record
from gcm.reading.markdown import render_body
from gcm.reading.places import ParsedRecord
from gcm.site.record_scripts import record_script
from gcm.writing.fixes import fix_text, render_change
from support.paths import ROOT

FILES = sorted((ROOT / "records").glob("*/[!_]*.md"))
CONTENTS = [path.read_bytes() for path in FILES]
TOGETHER = 50
"""So many mutants are checked against each other and the real records at a time."""

TOKENS = [
    # YAML
    "---\n", "...\n", "- ", "? ", ": ", ":", ",", "[", "]", "{", "}", "{}", "[]", "&a ", "*a", "!!str ", "!x ", "|\n", "|+9\n", ">-\n", "'", '"',
    "%YAML 1.1\n", "#", " # ", "\\", '"\\ud800"', '"\\U0010ffff"', '"\\x00"', "<<: ", "~", "null", "NO", "1:30", "0x1F", "\t", "  ", " \n", "\n\n", "\n  ",
    "[[[[[[[[[[", "{a: {a: {a: {a: {a: {a: {a: {a: {a: ",
    # fields
    "title: ", "kind: tool\n", "countries: [Panamá, no, pa]\n", "start: 5 de septiembre de 2023\n", "start: 2023/9/5\n", "es: ", "en: ", "id: x\n",
    "body: x\n", "path: x\n", "related: [x]\n", "hub_url: https://[\n", "url: https://a:99999/x", "links: [{url: https://x.org/a, title: {es: x}}]\n",
    "timezone: ../../etc/passwd\n", "digest: x\n", "9" * 5000,
    # Markdown
    "# Español\n", "# English\n", "# Français\n", "```\n", "~~~~ x\n", "<script>alert(1)</script>", "[x](javascript:x)", "![x](x)", "{{ x }}", "{% x %}",
    "> " * 50, "*" * 200, "[" * 200, "|a|\n|-|\n|b|\n", "    x\n", "<!--", "&#0;", "  \n",
    # characters
    "\ufeff", "\r", "\r\n", "\u2028", "\u0085", "\u200b", "\u202e", "\u0301", "\u00ad", "\ufe0f", "\x00", "\x1b[31m", "\x7f", "\ufffe", "\U0001f600",
    "İ", "ß", "ﬁ", "٣", "²", "\u1fef", "\u037e", ">\u0338", "\u1100\u1161",
    # for logs
    "\n::error::x\n", "##[error]x", "%0A::set-output name=a::b", "${{ x }}",
]  # fmt: skip

VALUES = [
    "PA", "Panamá", "NO", "no", "[PA, pa, Narnia]", "23", "24", "0", "-1", "2024-09-25", "2024-9-5", "5 de mayo de 2024", "05/06/2024", "2024-13",
    "0000", "2024-10-23T14:00", "2024-10-23 14:00", "true", "maybe", '""', "~", "[]", "{}", "[[]]", "[{}]", "{es: }", "{es: x, fr: y}", "[{es: x}, y]",
    "https://example.org/a", "'https://[::1'", "mailto:x", "javascript:x", "../x", "registro-unico-de-extranjeria-ruex", "i-foro-2023", "informe-i-foro:1",
    "informe-i-foro:9-1,,", "America/Panama", "../../etc/passwd", "'::error::x'", "'##[error]x'", '"a\\nb"', '"\\t"', "x" * 4001, "'" + "9" * 5000 + "'",
]  # fmt: skip


def flip(drawn: random.Random, content: bytearray) -> None:
    """Other bytes in a few places."""
    for _ in range(drawn.randint(1, 4)):
        if content:
            content[drawn.randrange(len(content))] ^= 1 << drawn.randrange(8)


def delete(drawn: random.Random, content: bytearray) -> None:
    """A stretch is gone."""
    start = drawn.randint(0, len(content))
    del content[start : start + drawn.choice([1, 2, 5, 50, 1000])]


def insert(drawn: random.Random, content: bytearray) -> None:
    """A token where it does not belong."""
    start = drawn.randint(0, len(content))
    content[start:start] = drawn.choice(TOKENS).encode() * drawn.choice([1, 1, 1, 2, 30])


def insert_at_line(drawn: random.Random, content: bytearray) -> None:
    """A token at the start or the end of a line, where it means most."""
    lines = bytes(content).split(b"\n")
    number = drawn.randrange(len(lines))
    token = drawn.choice(TOKENS).encode()
    lines[number] = token + lines[number] if drawn.random() < 0.5 else lines[number] + token
    content[:] = b"\n".join(lines)


def change_lines(drawn: random.Random, content: bytearray) -> None:
    """Lines twice, exchanged, gone or indented."""
    lines = bytes(content).split(b"\n")
    one, two = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    change = drawn.randrange(4)
    if change == 0:
        lines.insert(two, lines[one])
    elif change == 1:
        lines[one], lines[two] = lines[two], lines[one]
    elif change == 2:
        del lines[one]
    else:
        lines[one] = b" " * drawn.randint(1, 4) + lines[one].lstrip()
    content[:] = b"\n".join(lines)


def change_value(drawn: random.Random, content: bytearray) -> None:
    """A field has the value of another one, or a value that none has: most of these can still be read."""
    fields = list(re.finditer(rb"(?m): ([^\n>|]+)$", content))
    if fields:
        start, end = drawn.choice(fields).span(1)
        content[start:end] = drawn.choice([drawn.choice(VALUES).encode(), drawn.choice(fields)[1]])


def splice(drawn: random.Random, content: bytearray) -> None:
    """The beginning of one record and the end of another."""
    other = drawn.choice(CONTENTS)
    content[drawn.randint(0, len(content)) :] = other[drawn.randint(0, len(other)) :]


def recode(drawn: random.Random, content: bytearray) -> None:
    """Saved in another encoding, or taken for one and saved again."""
    text = bytes(content).decode("utf-8", "replace")
    encodings = ["latin-1", "cp1252", "utf-16", "utf-16-le", "utf-32", "utf-7", "utf-8-sig"]
    content[:] = (
        text.encode(drawn.choice(encodings), "replace") if drawn.random() < 0.7 else bytes(content).decode("latin-1").encode()
    )


def repeat(drawn: random.Random, content: bytearray) -> None:
    """A stretch over and over, up to more than a file may hold."""
    start = drawn.randint(0, len(content))
    part = bytes(content[start : start + drawn.randint(1, 200)])
    content[start:start] = part * drawn.choice([2, 20, 400])


MUTATIONS = {
    flip: 1, delete: 1, insert: 2, insert_at_line: 3, change_value: 6, change_lines: 2, splice: 1, recode: 1, repeat: 1
}  # fmt: skip
"""How often each comes: those that leave a file readable more often, since there is more to be done with it then."""


def mutant(number: int) -> tuple[str, bytes]:
    """Path and content of a mutant, the same for the same number."""
    drawn = random.Random(number)  # noqa: S311  (damage, not a secret)
    chosen = drawn.randrange(len(FILES))
    content = bytearray(CONTENTS[chosen])
    # Encodings make most of a file unreadable, so they come seldom and last.
    for mutation in sorted(
        drawn.choices([*MUTATIONS], [*MUTATIONS.values()], k=drawn.randint(1, 4)), key=lambda each: each is recode
    ):
        mutation(drawn, content)
    return f"records/{FILES[chosen].parent.name}/mutante-{number}.md", bytes(content[:66_000])


def test_mutants_end_in_problems_or_records(pytestconfig):
    """Reading, validating, checking, telling and mending end in no exception, and what is told commands nobody."""
    total = pytestconfig.getoption("--fuzz") or (30_000 if pytestconfig.getoption("--nightly") else 150)
    real = [parse_record(path.read_bytes(), f"records/{path.parent.name}/{path.name}")[0] for path in FILES]
    checked = {record.path: check_alone(record) for record in real}
    for first in range(0, total, TOGETHER):
        numbers = range(first, min(total, first + TOGETHER))
        read = [record for number in numbers if (record := _tried(number))]
        with _named(numbers):
            contents = dict(mutant(number) for number in numbers)
            problems = build_catalogue([*real, *read], check=lambda each: checked.get(each.path) or check_alone(each))[1]
            _tell(problems, lambda shown, contents=contents: lines_of(contents.get(shown, b"")))


def _tried(number: int) -> ParsedRecord | None:
    """The mutant, if it can be read, after all that is done to one file alone."""
    with _named(number):
        shown, content = mutant(number)
        parsed, problems = parse_record(content, shown)
        assert parsed or problems
        _tell(problems, lambda _: lines_of(content))
        _mend(content, shown)
        for text in parsed.bodies.values() if parsed else ():
            render_body(text)
        if parsed and validate_record(parsed)[0]:
            record_script(parsed, text_of(content))
    return parsed


@contextmanager
def _named(mutants: object) -> Iterator[None]:
    """Where something fails, tell with what."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"tests/catalogue/test_fuzz.py: mutant {mutants}")
        raise


def lines_of(content: bytes) -> list[str]:
    """The lines of a file as they are shown beside its problems."""
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")


def _tell(problems, lines) -> None:
    """Every format in both languages is well formed, and its lines are ours."""
    for lang in LANGS:
        audience = Audience(lang, lines, "https://example.org/problemas/", colour=True)
        assert len(json.loads(render_problems(problems, "json", audience))) == len(problems)
        assert len(json.loads(render_problems(problems, "sarif", audience))["runs"][0]["results"]) == len(problems)
        commands = render_problems(problems, "github", audience).splitlines()
        assert all(re.match(r"::(error|warning|notice) file=records/", line) for line in commands)
        text = render_problems(problems, "text", audience)
        assert not re.search(r"::|##\w*\[", text)
        assert len(render_summary(problems, audience)) > 0


def _mend(content: bytes, shown: str) -> None:
    """Mending does its work at once, and its change can be shown."""
    text = content.decode("utf-8", "surrogateescape")
    fixed = fix_text(text, shown)
    assert (fixed.text == text) == (not fixed.mended)
    assert not fix_text(fixed.text, shown).mended
    assert not re.search(r"::|##\w*\[|\x1b", render_change(text, fixed.text, shown))


def test_mutants_are_many_and_repeatable():
    """A number makes the same mutant every time; most can be read no more, or are not valid, but some still are."""
    tried = [parse_record(mutant(number)[1], mutant(number)[0]) for number in range(200)]
    assert [mutant(number) for number in range(50)] == [mutant(number) for number in range(50)]
    assert 20 < sum(parsed is None for parsed, _ in tried) < 180
    assert len({problem.code for _, problems in tried for problem in problems}) > 8
