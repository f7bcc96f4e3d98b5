"""What `validate.py --fix` mends, what it leaves alone, and that it touches nothing else."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from contextlib import contextmanager
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import example, given
from hypothesis import strategies as st

from gcm.language.dates import PartialDate
from gcm.language.text import fold
from gcm.models import meant
from gcm.models.fields import UNSURE, country_code
from gcm.models.kinds import MODELS
from gcm.models.meant import iso_date, parts_of
from gcm.models.schema import field_order
from gcm.reading.field_texts import field_texts
from gcm.reading.files import parse_record
from gcm.taxonomy.lists import taxonomy
from gcm.writing import fixes
from gcm.writing.fixes import Fixed, fix_text, render_change
from support.examples import examples
from support.paths import ROOT
from support.scripts import load_script

FILES = sorted((ROOT / "records").glob("*/[!_]*.md"))
TEXTS = {f"records/{path.parent.name}/{path.name}": path.read_bytes().decode() for path in FILES}
PRACTICE = "records/practices/prueba.md"
HEAD = "---\ntitle: {es: Una, en: One}\nkind: tool\n"


def practice(fields="", body=""):
    """The text of a practice with these lines after its kind."""
    return f"{HEAD}{fields}---\n{body}"


@contextmanager
def counted_parses():
    """A list that grows by one each time that a file is parsed."""
    parses, real = [], fixes.parse_record
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixes, "parse_record", lambda content, path: (parses.append(path), real(content, path))[1])
        yield parses


def fixed(text, path=PRACTICE):
    """The text mended, after asking that mending it once more does nothing."""
    done = fix_text(text, path)
    assert fix_text(done.text, path) == Fixed(done.text)
    return done


def test_valid_records_are_untouched():
    """Not a byte of a record in which nothing is to be mended changes; all the real ones are such."""
    assert len(TEXTS) >= 79
    assert [path for path, text in TEXTS.items() if fix_text(text, path) != Fixed(text)] == []


@pytest.mark.parametrize(
    ("wrong", "right", "mended"),
    [
        ("countries: [Panamá]\n", "countries: [PA]\n", "countries"),
        ("countries: [panama, 'Costa Rica', \"El Salvador\"]\n", "countries: [PA, 'CR', \"SV\"]\n", "countries"),
        ("countries: [pa, Cr, EE. UU.]  # two\n", "countries: [PA, CR, US]  # two\n", "countries"),
        ("countries:\n  - Mexico   # remark\n  - GT\n", "countries:\n  - MX   # remark\n  - GT\n", "countries"),
        ("adoptions: [{country: Brazil}]\n", "adoptions: [{country: BR}]\n", "countries"),
        ("period: {start: 2023/9/5}\n", "period: {start: 2023-09-05}\n", "dates"),
        (
            "period: {start: '2023-9-5', end: \"6 September 2023\"}\n",
            "period: {start: '2023-09-05', end: \"2023-09-06\"}\n",
            "dates",
        ),
        ("period:\n  start: 5 de septiembre de 2023 # when\n", "period:\n  start: 2023-09-05 # when\n", "dates"),
        ("countries: [PA] \t\n", "countries: [PA]\n", "spaces"),
        ("kind_note:  \n  es: >-  \n    uno \n    dos\n", "kind_note:\n  es: >-\n    uno\n    dos\n", "spaces"),
        ("kind_note: {es: Atencio\u0301n}  # nin\u0303ez\n", "kind_note: {es: Atención}  # niñez\n", "nfc"),
        ("scope: local\ncountries: [PA]\n", "countries: [PA]\nscope: local\n", "order"),
        # B2, B5: what a word processor puts in the place of what was typed
        ("kind_note:\n  es: “Buzón: itinerante”\n", 'kind_note:\n  es: "Buzón: itinerante"\n', "slips"),
        ("kind_note: {es: ”Uno”, en: “One” }\n", 'kind_note: {es: "Uno", en: "One" }\n', "slips"),
        ("countries: [“PA”]\n", 'countries: ["PA"]\n', "slips"),
        ('kind_note:\n  es: "Uno”\n', 'kind_note:\n  es: "Uno"\n', "slips"),
        ("kind_note:\n  es: “C:\\uno”\n", 'kind_note:\n  es: "C:\\\\uno"\n', "slips"),
        ("scope:\u00a0national\n", "scope: national\n", "slips"),
        ("period:\u2003{start: 2021}\nscope: local\n", "period: {start: 2021}\nscope: local\n", "slips"),
        ("\u00a0scope: national\n", "scope: national\n", "slips"),
        ("period:\n\u00a0\u00a0start: 2021\n", "period:\n  start: 2021\n", "slips"),
        ("period:\n  start: 2021\n\u00a0 end: 2022\n", "period:\n  start: 2021\n  end: 2022\n", "slips"),
        ("scope\u00a0: national\n", "scope : national\n", "slips"),
        ("scope:national\n", "scope: national\n", "slips"),
        (
            "period:\n  start: 2021\n  end:2022\nscope:national\n",
            "period:\n  start: 2021\n  end: 2022\nscope: national\n",
            "slips",
        ),
        ("period: {start:2021}\n", "period: {start: 2021}\n", "slips"),
        ("countries:\n  • PA\n  • CR\n", "countries:\n  - PA\n  - CR\n", "slips"),
        ("countries:\n• PA\n• CR\n", "countries:\n- PA\n- CR\n", "slips"),
        ("countries:\n  – PA\n  –\u00a0CR\n", "countries:\n  - PA\n  - CR\n", "slips"),
        # B6: one right answer
        ("scope: Nacional\n", "scope: national\n", "names"),
        ("scope: “Nacional”\n", 'scope: "national"\n', "slips, names"),
        ("implementers: [OIM]\n", "implementers: [oim]\n", "names"),
        ("implementers: [oim, ACNUR.]\n", "implementers: [oim, acnur]\n", "names"),
        ("implementers: OIM\n", "implementers: [oim]\n", "lists"),
        ("implementers: OIM y ACNUR\n", "implementers: [oim, acnur]\n", "lists"),
        ("countries: Panamá\n", "countries: [PA]\n", "lists"),
        ("countries: 'Panamá'\n", "countries: [PA]\n", "lists"),
        ("countries: Noruega\n", 'countries: ["NO"]\n', "lists"),
        ("countries: Panamá, Costa Rica y Trinidad y Tobago\n", "countries: [PA, CR, TT]\n", "lists"),
        ("countries: [Panamá y Costa Rica, MX]\n", "countries: [PA, CR, MX]\n", "countries"),
        ("objectives: {stated: 4}\n", "objectives: {stated: [4]}\n", "lists"),
        ("objectives: {stated: [Objetivo 4, 08]}\n", "objectives: {stated: [4, 8]}\n", "names"),
        ("objectives:\n  stated: 1, 4 y 12\n", "objectives:\n  stated: [1, 4, 12]\n", "lists"),
        ("principles: [Perspectiva de género]\n", "principles: [gender-responsive]\n", "names"),
        ("related: otra, una\n", "related: [otra, una]\n", "lists"),
        # B7: no double
        ("countries: [Panamá, EE. UU., PAN]\n", "countries: [PA, US]\n", "countries, doubles"),
        ("countries: [PA, CR, PA, PA]\n", "countries: [PA, CR]\n", "doubles"),
        ("countries:\n  - PA\n  - Panamá\n  - CR\n", "countries:\n  - PA\n  - CR\n", "doubles"),
        ("countries: Panamá, PAN\n", "countries: [PA]\n", "lists"),
        ("period: {start: marzo de 2021}\n", "period: {start: 2021-03}\n", "dates"),
    ],
)
def test_what_has_one_right_answer_is_mended(wrong, right, mended):
    """The value changes in its place; quotes, remarks and spacing around it stay."""
    assert fixed(practice(wrong)) == Fixed(practice(right), tuple(filter(None, mended.split(", "))))


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("aliases: Otro nombre\n", 'aliases: ["Otro nombre"]\n'),
        ("aliases: Uno, dos\n", "aliases: Uno, dos\n"),
        ("aliases: [“Uno” y dos, Uno y dos]\n", "aliases: [“Uno” y dos, Uno y dos]\n"),
        ("aliases: [Uno, Uno]\n", "aliases: [Uno, Uno]\n"),
    ],
)
def test_a_list_of_words_is_not_taken_apart(line, right):
    """A name may have a comma or an `y` in it; alone it stands in a list of one (B6)."""
    head = "---\ntitle: {es: Una, en: One}\n"
    assert fixed(f"{head}{line}kind: tool\n---\n").text == f"{head}{right}kind: tool\n---\n"


@pytest.mark.parametrize(
    ("title", "right"), [("'“Buzón itinerante”'", "'Buzón itinerante'"), ("'“Uno” y “dos”'", "'“Uno” y “dos”'")]
)
def test_a_title_has_no_quotation_marks_around_it(title, right):
    """They would be printed; within a title they mean something (B2)."""
    text = "---\ntitle:\n  es: {}\n---\n"
    assert fixed(text.format(title)).text == text.format(right)


@pytest.mark.parametrize(
    ("heading", "right"),
    [
        *((f"# {name}", "# Español") for name in ("Espanol", "Spanish", "CASTELLANO", "En español", "Español:", "Español #")),
        *((f"# {name}", "# English") for name in ("Inglés", "INGLES", "In English", "Versión en inglés")),
        *((f"{signs}Español", "# Español") for signs in ("#", "## ", "### ", "#\u00a0")),
        ("**English**", "# English"),
    ],
)
def test_a_heading_that_is_nearly_one_of_a_language_is_it(heading, right):
    """The text below is that of the language meant, before and after (B3)."""
    text = practice("countries: [PA]\n", f"\n{heading}\n\nUno.\n")
    done = fixed(text)
    assert done == Fixed(practice("countries: [PA]\n", f"\n{right}\n\nUno.\n"), ("headings",))
    assert parse_record(text.encode(), PRACTICE)[0].bodies == parse_record(done.text.encode(), PRACTICE)[0].bodies


@pytest.mark.parametrize("body", ["# Español\n\nUno.\n\n## English\n\nOne.\n", "# Español\n\n```\n# Inglés\n```\n"])
def test_a_heading_within_a_text_stays(body):
    """Only what divides a file is a heading of a language (B3)."""
    text = practice("countries: [PA]\n", f"\n{body}")
    assert fixed(text) == Fixed(text)


def test_bullets_of_a_body_become_a_list():
    """As they were meant, but for what is code (B10)."""
    body = "\n# Español\n\nAsí:\n\n{0}Uno\n{0}Dos\n\n```\n• tres\n```\n"
    assert fixed(practice("", body.format("•\u00a0"))) == Fixed(practice("", body.format("- ")), ("bullets",))


@pytest.mark.parametrize(
    "lines",
    [
        "scope: national\n<<<<<<< HEAD\ncountries: [PA]\n=======\ncountries: [CR]\n>>>>>>> otra\n",
        "kind_note:\n  es: “Uno” y “dos”\n",
        "hub_url:https://example.org/\nx\n",
    ],
)
def test_what_nobody_can_be_sure_of_stays(lines):
    """Two versions of the same, quotation marks within a text, and what stays illegible (B8)."""
    text = practice(lines)
    assert fixed(text) == Fixed(text)


@pytest.mark.parametrize(
    "text", ["".join(f"k{each}:x\n" for each in range(6000)), "x: •\n" * 9000, "countries: [" + "pa, " * 15000 + "]\n"]
)
def test_a_long_file_is_mended_as_far_as_it_goes(text):
    """However many slips there are, the file is looked through a few times at most (B18)."""
    with counted_parses() as parses:
        fix_text(practice(text), PRACTICE)
    assert len(parses) <= 40


@pytest.mark.parametrize("character", ["\ufeff", "\r"])
def test_what_editors_of_windows_add_is_taken_away(character):
    """The mark at the start, and line ends of two characters."""
    text = practice("countries: [PA]\n", "\n# Español\n\nUno  \ndos\n")
    damaged = character + text if character == "\ufeff" else text.replace("\n", "\r\n")
    assert fixed(damaged) == Fixed(text, ("bom" if character == "\ufeff" else "line_ends",))


def test_several_faults_of_a_file_are_mended_at_once():
    """In one run, each told by its name."""
    wrong = "\ufeff" + practice("scope: local \nperiod: {start: 2023/9/5}\ncountries: [Peru\u0301, pa]\n").replace("\n", "\r\n")
    right = practice("countries: [PE, PA]\nperiod: {start: 2023-09-05}\nscope: local\n")
    assert fixed(wrong) == Fixed(right, ("bom", "line_ends", "nfc", "spaces", "countries", "dates", "order"))


@pytest.mark.parametrize("kind", ["start", "end"])
@pytest.mark.parametrize(
    "value", ["05/06/2023", "5/6/2023", "5.6.23", "2023/24", "31 de febrero de 2023", "2023/13/1", "hoy", "5 de 2023"]
)
def test_what_may_be_two_days_is_left(kind, value):
    """Nobody guesses whether 05/06 is in May or in June; the validator goes on saying so."""
    text = practice(f"period: {{{kind}: {value}}}\n")
    assert fixed(text) == Fixed(text)


@pytest.mark.parametrize(
    "value", ["no", "No", "si", "sí", "na", "Congo", "América", "Panamá y Ruritania", "XX", "'Panam\\\\xE1'"]
)
def test_what_may_be_no_country_is_left(value):
    """Some codes are also words, and one name is that of two countries."""
    text = practice(f"countries: [{value}]\n")
    assert fixed(text) == Fixed(text)


def test_only_fields_of_countries_and_days_are_answered():
    """A country's name or a day in a title, a text or a source stays the words that it is."""
    text = practice("kind_note: {es: Panamá, en: 5 September 2023}\nnotes: [{es: Panamá, en: 5 September 2023}]\n")
    assert fixed(text) == Fixed(text)


def test_a_government_is_an_actor_by_its_code():
    """Where an organisation or a country may stand, a country's name becomes its code; among organisations it stays."""
    text = (
        "---\ntitle: {es: Foro}\nkind: champion-forum\nstatus: held\nstart: 2024\nactors: [{actor: Panamá, role: host}]\n---\n"
    )
    assert fixed(text, "records/forums/foro.md").text == text.replace("Panamá", "PA")
    text = practice("implementers: [Panamá]\n")
    assert fixed(text) == Fixed(text)


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("Uno  \ndos \n\ntres  \n", "Uno  \ndos\n\ntres\n"),
        ("Uno   \n   \ndos\n", "Uno\n\ndos\n"),
        ("```\ncódigo \n```  \n\n    sangrado \n", "```\ncódigo \n```  \n\n    sangrado \n"),
        ("Uno \n\n```\ncódigo \n```\n", "Uno\n\n```\ncódigo \n```\n"),
        ("Uno\\ \ndos \n", "Uno\\ \ndos\n"),
        ("`uno \ndos`\n", "`uno \ndos`\n"),
        ("| a | b | \n|---|---| \n| 1 | 2 | \n", "| a | b |\n|---|---|\n| 1 | 2 |\n"),
    ],
)
def test_spaces_that_say_something_in_markdown_stay(body, right):
    """Two at the end of a line break it, in code each counts; the others go."""
    text = practice("countries: [PA]\n", f"\n# Español\n\n{body}")
    assert fixed(text).text == practice("countries: [PA]\n", f"\n# Español\n\n{right}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sin encabezado ",
        "---\ntitle: {es: Una \n---\n",
        "---\ntitle: Panamá: x \n---\n",
        "---\na: &x 1 \nb: *x \n---\n",
        practice("kind: tool \n"),
        practice("summary: {es: a\u200bb} \n"),
        practice("", "x" * 100_000 + " \n"),
    ],
)
def test_what_cannot_be_read_is_left_alone(text):
    """Nothing is mended in a file whose fields are not known for certain."""
    assert fixed(text) == Fixed(text)


@pytest.mark.parametrize(
    "text",
    [
        practice("scope: local\ncountrys: [PA]\n"),
        "---\n{kind: tool, title: {es: Una}, countries: [PA]}\n---\n",
        "---\n{kind: tool,\ntitle: {es: Una},\ncountries: [PA]}\n---\n",
    ],
)
def test_order_is_left_where_it_cannot_be_changed_safely(text):
    """A field that does not exist has no place, and fields in braces are not taken apart."""
    assert fixed(text) == Fixed(text)


def test_remarks_move_with_the_field_below_them():
    """What stands apart at the beginning or the end stays there; no remark is lost."""
    wrong = (
        "---\n# first\n\n# about the kind\nkind: tool  # which\n# about the title\ntitle:\n  # inside\n  es: Una\n# last\n---\n"
    )
    right = (
        "---\n# first\n\n# about the title\ntitle:\n  # inside\n  es: Una\n# about the kind\nkind: tool  # which\n# last\n---\n"
    )
    assert fixed(wrong) == Fixed(right, ("order",))


def test_a_text_that_keeps_its_empty_lines_is_not_moved_away_from_them():
    """`|+` takes the empty lines that follow into the text: where moving would alter a text, nothing moves."""
    text = practice("kind_note:\n  es: |+\n    uno\n\ncountries: [PA]\n\n")
    assert parse_record(fixed(text).text.encode(), PRACTICE)[0].fields.data["kind_note"] == {"es": "uno\n\n"}


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_country_has_its_code(lang):
    """The names of the closed list, whatever their accents and capitals, but for the one that two countries bear."""
    for code, name in taxonomy().countries.items():
        for written in (name.get(lang), name.get(lang).upper(), fold(name.get(lang))):
            assert country_code(written) == (None if fold(written) in UNSURE else code), written


@given(
    st.dates(min_value=PartialDate(1000).first),
    st.sampled_from(["es", "es_PE", "es_MX", "en", "en_GB"]),
    st.sampled_from(["long", "medium"]),
)
def test_a_day_written_out_is_that_day(day, locale, style):
    """As Unicode writes days in Spanish and English, long and, with the month as a word, short."""
    written = format_date(day, style, locale=locale)
    if not re.search(r"/", written):
        assert iso_date(written) == day.isoformat()
    assert iso_date(f"{day.year}/{day.month}/{day.day}") == iso_date(f"{day.year}-{day.month}-{day.day}") == day.isoformat()


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("marzo de 2021", "2021-03"),
        ("Setiembre del 2023", "2023-09"),
        ("March 2021", "2021-03"),
        ("sept. 2022", "2022-09"),
        ("verano de 2021", None),
        ("03/2021", None),
    ],
)
def test_a_month_written_out_is_that_month(written, month):
    """Proposals often know no more than the month."""
    assert iso_date(written) == month


def test_the_change_is_shown():
    """As a unified diff with the file's name; the end of a Windows line can be seen."""
    shown = render_change("a: 1\r\nb: Panamá\nc: 2\n", "a: 1\nb: PA\nc: 2\n", PRACTICE)
    assert shown == f"--- {PRACTICE}\n+++ {PRACTICE}\n@@ -1,3 +1,3 @@\n-a: 1␍\n-b: Panamá\n+a: 1\n+b: PA\n c: 2"


def test_the_change_gives_no_commands():
    """Lines of a stranger's file start no workflow command and colour no terminal."""
    shown = render_change("::error::x\n##[error]x\n\x1b[31mx\nb\n", "::error::x\n##[error]x\n\x1b[31mx\nc\n", PRACTICE)
    assert all(sign not in shown for sign in ("::", "##[", "\x1b"))


def damage(text, path, drawn):
    """The text of a record as a hasty person with an old editor leaves it, in ways that can all be mended."""
    parsed = parse_record(text.encode(), path)[0]
    front, *body = re.split(r"(?<=\n)---\n", text.removeprefix("---\n"), maxsplit=1)
    parts = [part.text for part in field_texts(text, parsed.fields)]
    drawn.shuffle(parts)
    front = re.sub(r"(countr(?:y|ies): \[?)([A-Z]{2})\b", lambda match: match[1] + _miswritten(match[2], drawn), "".join(parts))
    front = re.sub(r"(?m)^(\s*(?:start|end|compiled_on): )(\d{4})-(\d{2})-(\d{2})$", r"\1\2/\3/\4", front)
    front = re.sub(r"(?m)$(?<!^)", lambda match: drawn.choice(["", "", " ", "\t "]), front)
    text = unicodedata.normalize(drawn.choice(["NFC", "NFD"]), f"---\n{front}---\n{''.join(body)}")
    return drawn.choice(["", "\ufeff"]) + text.replace("\n", drawn.choice(["\n", "\r\n"]))


def _miswritten(code, drawn):
    """A country otherwise than by its code, in a way that fits between the brackets of a list."""
    name = taxonomy().countries[code].get(drawn.choice(["es", "en"]))
    return drawn.choice([code, code.capitalize(), name.upper(), fold(name), f'"{name}"'])


@examples(100)
@given(st.sampled_from(sorted(TEXTS)), st.randoms(use_true_random=False))
def test_damage_that_can_be_mended_is(path, drawn):
    """Whatever order, line ends, spaces, accents, names and days a real record is left with, it comes out as it was.

    Only quotes that were put around a value stay, and blank lines within a text of several lines count as one space.
    """
    damaged = damage(TEXTS[path], path, drawn)
    assert re.sub(r'"([A-Z]{2})"', r"\1", fixed(damaged, path).text) == re.sub(r'"([A-Z]{2})"', r"\1", TEXTS[path])


REMARKS = st.lists(st.text(st.sampled_from("#:áé [x]{'\"-"), max_size=12), max_size=4)


@examples(100)
@given(st.sampled_from(sorted(TEXTS)), REMARKS, st.randoms(use_true_random=False))
def test_every_remark_survives(path, remarks, drawn):
    """Remarks above fields, behind them and at the ends are all there afterwards, in whatever order."""
    text = TEXTS[path]
    parts = [part.text for part in field_texts(text, parse_record(text.encode(), path)[0].fields)]
    drawn.shuffle(parts)
    for remark in remarks:
        parts.insert(drawn.randint(0, len(parts)), f"# {remark}".rstrip() + "\n")
    below = text.removeprefix("---\n").split("\n---\n", 1)[1]
    done = fixed(f"---\n{''.join(parts)}---\n{below}", path).text
    assert sorted(done.split("\n")) == sorted(f"---\n{''.join(parts)}---\n{below}".split("\n"))
    assert parse_record(done.encode(), path)[0].fields.data == parse_record(text.encode(), path)[0].fields.data


def leaves(value, at=()):
    """Every text of a value with the names that lead to it."""
    if isinstance(value, dict):
        return {
            name: text
            for key, part in value.items()
            for name, text in leaves(part, (*at, unicodedata.normalize("NFC", key))).items()
        }
    if isinstance(value, list):
        return {name: text for number, part in enumerate(value) for name, text in leaves(part, (*at, number)).items()}
    return {at: value}


def by_name(value):
    """Field → every text in it, whatever its place in a list."""
    found = {}
    for at, text in leaves(value).items():
        found.setdefault(tuple(part for part in at if isinstance(part, str)), []).append(text)
    return found


def meanings(text):
    """What a text may have become: itself, apart from spaces within and accents, or its one right answer."""
    if text is None:
        return {None}
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    parts = {code for _, code in parts_of(plain, country_code) if code}
    return {plain, iso_date(plain), QUOTED.sub(r"\1", plain).strip(), *parts}


QUOTED = re.compile(meant.QUOTED)
YAML = st.text(st.sampled_from("aPé: -[]{},'\">|+#\\\n \t\r\u0301"), max_size=40)
LINES = st.sampled_from(
    [*(f"{name}: " for name in field_order("practice")), "countries: [Panamá, pa]\n", "period: {start: 2023/9/5 }\n"]
)


@examples(100)
@given(st.lists(LINES | YAML, max_size=8), YAML)
@example(["countries: [Panamá\u0301]\n", "scope: |+\n a \n\n", "# x \n"], "\r\n# English \r\na  \r\nb ")
@example(['kind: "a\\ \n', ' b" \n'], "")
def test_whatever_a_file_says_it_goes_on_saying(lines, body):
    """Mending is idempotent and alters no value of any readable file, but those that it mends; others are left alone."""
    text = f"---\n{''.join(lines)}\n---\n{body}"
    before, done = parse_record(text.encode(), PRACTICE)[0], fixed(text)
    if before is None:
        assert done == Fixed(text)
        return
    old, new = by_name(before.fields.data), by_name(parse_record(done.text.encode(), PRACTICE)[0].fields.data)
    assert old.keys() == new.keys()
    for name, said in new.items():
        now = {text and " ".join(text.split()) for text in said}
        assert now <= {meaning for text in old[name] for meaning in meanings(text)}
        assert all(not now.isdisjoint(meanings(text)) for text in old[name])


@pytest.mark.parametrize("kind", MODELS)
def test_the_order_holds_every_field(kind):
    """Of each kind, so that no field of a record is without a place."""
    names = [each for each in MODELS[kind].model_fields if each not in ("id", "path", "body")]
    assert sorted(field_order(kind)) == sorted(names)


def test_random_is_repeatable():
    """The damage of a seed is the same on every run, so that a failure can be repeated."""
    path = next(iter(TEXTS))
    assert damage(TEXTS[path], path, random.Random(1)) == damage(TEXTS[path], path, random.Random(1))  # noqa: S311


@pytest.fixture
def validate(monkeypatch, capsys, records):
    """A function that runs the script on the small set, in Spanish: its code, output and error output."""
    monkeypatch.setenv("LC_ALL", "es_PA.UTF-8")
    main = load_script("validate").main
    return lambda *arguments: (main([*map(str, arguments), "--records", str(records.root)]), *capsys.readouterr())


def test_the_script_mends_and_shows(validate, records):
    """The file is written, the change and its names are shown, and what is left to a person is told as ever."""
    records.change("practices/registro.md", "countries: [PA]", "countries: [Panamá, Narnia] ")
    code, out, err = validate("--fix")
    assert "countries: [PA, Narnia]\n" in (records.root / "practices/registro.md").read_text("utf-8")
    assert "\n-countries: [Panamá, Narnia] \n+countries: [PA, Narnia]\n" in out
    assert "Corregido en records/practices/registro.md: espacios al final de línea, códigos de país.\n" in out
    assert ("R211 countries.2" in out, code, err) == (True, 1, "Fichas válidas: 3. Errores: 1. Avisos: 0.\n")


def test_the_second_time_there_is_nothing_to_mend(validate, records):
    """All that can be mended is mended at once; without `--fix` nothing is written."""
    path = records.write("practices/registro.md", (records.root / "practices/registro.md").read_bytes().replace(b"\n", b"\r\n"))
    assert (validate()[:2], path.read_bytes().count(b"\r\n") > 9) == ((0, ""), True)
    assert "␍" in validate("--fix")[1]
    assert (validate("--fix")[:2], path.read_bytes().count(b"\r")) == ((0, ""), 0)


def test_only_the_files_named_are_mended(validate, records):
    """With files or folders named, those of the rest stay as they are."""
    for name in ("practices/registro.md", "practices/ventanilla.md", "forums/foro.md"):
        records.write(name, (records.root / name).read_bytes().replace(b"\n", b" \n", 2))
    before = {path: path.read_bytes() for path in records.root.rglob("*.md")}
    validate("--fix", records.root / "practices/registro.md", records.root / "forums")
    assert {path.name for path, content in before.items() if path.read_bytes() != content} == {"registro.md", "foro.md"}


def test_nothing_is_written_through_a_link(validate, records, tmp_path):
    """A link to a file elsewhere, a linked folder, a file in no folder of records: none of them is written."""
    outside = tmp_path / "outside"
    outside.mkdir()
    wrong = (records.root / "practices/ventanilla.md").read_bytes().replace(b"\n", b"\r\n")
    for path in (
        outside / "fuera.md",
        outside / "practices.md",
        records.root / "suelta.md",
        records.root / "practices/_borrador.md",
    ):
        path.write_bytes(wrong)
    (records.root / "practices/enlace.md").symlink_to(outside / "fuera.md")
    (records.root / "roadmaps" / "mesa.md").unlink()
    (records.root / "roadmaps").rmdir()
    (records.root / "roadmaps").symlink_to(outside)
    code, out, _ = validate("--fix", records.root)
    assert {path.read_bytes() for path in outside.iterdir()} == {wrong}
    assert {(records.root / name).read_bytes() for name in ("suelta.md", "practices/_borrador.md")} == {wrong}
    assert ((records.root / "practices/enlace.md").is_symlink(), "Corregido" in out, code) == (True, False, 1)


def test_a_file_that_is_not_utf_8_is_left_and_told(validate, records):
    """Its bytes stay; the validator says what is wrong with it."""
    path = records.write("practices/vieja.md", practice("summary: {es: Atención} \n").encode("latin-1"))
    code, out, _ = validate("--fix")
    assert (path.read_bytes(), "R107" in out, code) == (practice("summary: {es: Atención} \n").encode("latin-1"), True, 1)


def test_programs_still_get_what_they_read(validate, records):
    """In the formats for programs the change is shown beside the report, which stays whole."""
    records.change("practices/registro.md", "[PA]", "[Panamá]")
    _, out, err = validate("--fix", "--format", "json", "--lang", "en")
    assert json.loads(out) == []
    assert "\n+countries: [PA]\n" in err
    assert "Corrected in records/practices/registro.md: country codes.\n" in err


def test_permissions_are_kept_and_no_file_is_left_behind(validate, records, monkeypatch):
    """The new file takes the place of the old one with its mode; where it cannot, the old one stays and nothing else."""
    path = records.root / "practices/registro.md"
    records.change("practices/registro.md", "[PA]", "[Panamá]")
    path.chmod(0o640)
    names = sorted(each.name for each in path.parent.iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        code, _, err = validate("--fix")
    assert (code, "validate.py: records/practices/registro.md: Permission denied\n" in err) == (1, True)
    assert validate("--fix")[0] == 0
    assert (path.stat().st_mode & 0o777, sorted(each.name for each in path.parent.iterdir())) == (0o640, names)
