"""From a file to fields and bodies: what is kept as it stands, where everything stands, and what is refused."""

from __future__ import annotations

import pytest

from gcm.reading.files import MAX_BYTES, read_record, record_paths
from gcm.reading.yaml import front_matter
from support.work import calls_of


def read(tmp_path, content, name="practices/prueba.md"):
    """The record in a file with that content, and its problems."""
    path = tmp_path / "records" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_record(path, tmp_path / "records")


def fields(tmp_path, yaml):
    """The fields of a front matter that is read without a problem."""
    record, problems = read(tmp_path, f"---\n{yaml}\n---\n")
    assert problems == []
    return record.fields.data


def refusal(tmp_path, content):
    """Code, line and column of the one problem for which a file is refused."""
    record, problems = read(tmp_path, content)
    assert record is None
    (problem,) = problems
    return problem.code, problem.line, problem.column


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", "true"),
        ("12:30", "12:30"),
        ("1.10", "1.10"),
        ("0123", "0123"),
        ("1e3", "1e3"),
        ("2024-09-25", "2024-09-25"),
        ("=", "="),
        ('"null"', "null"),
        ("'~'", "~"),
        ("null", None),
        ("~", None),
        ("", None),
        ("# comentario", None),
    ],
)
def test_scalars_stay_the_text_they_were(tmp_path, written, value):
    """YAML guesses no types: `NO` is Norway, `12:30` is no number; only what is left empty is nothing."""
    assert fields(tmp_path, f"campo: {written}") == {"campo": value}


def test_norway_stays_norway_in_a_list(tmp_path):
    """`[NO, SE]` are two countries."""
    assert fields(tmp_path, "countries: [NO, SE]") == {"countries": ["NO", "SE"]}


def test_lists_and_maps_keep_their_shape(tmp_path):
    """Block and flow style are the same to us."""
    block = "a:\n- b: x\n  c: [y]\n- {}\n- []"
    flow = "a: [{b: x, c: [y]}, {}, []]"
    assert fields(tmp_path, block) == fields(tmp_path, flow) == {"a": [{"b": "x", "c": ["y"]}, {}, []]}


@pytest.mark.parametrize(
    ("yaml", "code"),
    [
        ("a: 1\na: 1", "R129"),
        ("a: {b: 1, b: 2}", "R129"),
        ("a: &ancla x", "R130"),
        ("a: *ancla", "R130"),
        ("*ancla : x", "R130"),
        ("<<: *ancla", "R130"),
        ("a: [&ancla x, *ancla]", "R130"),
        ("a: *Énfasis* de Markdown", "R130"),
        ("a: !!python/object/apply:os.system [id]", "R131"),
        ("a: !!str x", "R131"),
        ("a: !!set {x}", "R131"),
        ("! a: x", "R131"),
        ("? [a]\n: x", "R128"),
        ("a: {{ título }}", "R128"),
        ("- a\n- b", "R126"),
        ("solo texto", "R126"),
        ("", "R126"),
        ("a: x\n--- # más\nb: y", "R127"),
        ("a: [x, y\nb: z", "R124"),
        ('a: ["x" "y"]', "R124"),
        ("a: x\n b: y", "R121"),
        ("a: x: y", "R121"),
        ("\ta: x", "R122"),
        ("a: @x", "R122"),
        ('a: "x', "R123"),
        ("a: 'x' y", "R123"),
        ('a: "El «x» y "y""', "R123"),
        ('a: {es: "El "x" y"}', "R123"),
        ("a", "R126"),
        ("a: x\nb", "R125"),
        ("a: >500 personas", "R120"),
        ("a: \ufffe", "R108"),
    ],
)
def test_yaml_beyond_plain_fields_is_refused(tmp_path, yaml, code):
    """Tags, anchors, aliases, merged or repeated keys are refused, and each slip has a sentence of its own."""
    assert refusal(tmp_path, f"---\n{yaml}\n---\n")[0] == code


def test_quotes_inside_quotes_are_told_where_the_text_breaks_off(tmp_path):
    """The likeliest slip of those who quote a name in a title is not told as one of spaces at the start of the line."""
    assert refusal(tmp_path, '---\na: x\nb: "El "Plan" nuevo"\n---\n') == ("R123", 3, 9)


def test_eight_levels_are_enough(tmp_path):
    """The front matter is the first level; a ninth is refused where it opens."""
    assert fields(tmp_path, f"a: {'[' * 7}x{']' * 7}")["a"] == [[[[[[["x"]]]]]]]
    assert refusal(tmp_path, f"---\na: {'[' * 8}x{']' * 8}\n---\n") == ("R132", 2, 11)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "a: [", "[{a: "])
def test_deep_nesting_is_refused_at_once(opening):
    """100,000 nested brackets do not exhaust the interpreter, and take no more work than 1,000."""

    def refused(depth: int) -> None:
        with pytest.raises(Exception, match="R132"):
            front_matter(opening * depth)

    refused(1000)  # what is read once is read
    assert calls_of(lambda: refused(100_000)) == calls_of(lambda: refused(1000))


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    """Notepad's mark at the start of a file is passed over, and moves no column."""
    record, problems = read(tmp_path, b"\xef\xbb\xbf---\ntitle: x\n---\n")
    assert (record.fields.data, problems) == ({"title": "x"}, [])
    assert refusal(tmp_path, b"\xef\xbb\xbf\n---\n")[0] == "R109"


def test_windows_line_ends_change_nothing(tmp_path):
    """CRLF gives the same fields, bodies and places as LF."""
    text = "---\ntitle:\n  es: Título\nkind: tool\n---\n\n# Español\n\nUno.\nDos.\n"
    (unix, _), (windows, problems) = read(tmp_path, text), read(tmp_path, text.replace("\n", "\r\n"))
    assert problems == []
    assert windows == unix
    assert windows.fields.places == unix.fields.places
    assert unix.bodies == {"es": "Uno.\nDos."}


def test_fields_have_the_place_where_they_stand(tmp_path):
    """Line and column count from 1 and characters, not bytes; blank lines and comments before a field count too."""
    record, _ = read(tmp_path, "---\n\n\n# Comentario\ntítulo: {es: Año, en: Year}\nlista:\n  - uno\n  - dos\n---\n")
    places = {loc: (place.line, place.column) for loc, place in record.fields.places.values.items()}
    assert places == {
        ("título",): (5, 9),
        ("título", "es"): (5, 14),
        ("título", "en"): (5, 23),
        ("lista",): (7, 3),
        ("lista", 0): (7, 5),
        ("lista", 1): (8, 5),
    }
    assert (record.fields.places.keys["título", "en"].line, record.fields.places.keys["título", "en"].column) == (5, 19)


@pytest.mark.parametrize(
    ("yaml", "place"),
    [
        ('title:\n  es: "Sin cierre\n  en: x', (3, 7)),
        ("title: x\nkind tool\ncountries: [PA]", (3, 1)),
        ("title: x\nkind: a: b", (3, 8)),
        ("\n\ntitle: x\ntitle: y", (5, 1)),
    ],
)
def test_a_slip_is_told_where_it_was_made(tmp_path, yaml, place):
    """What is opened and never closed is told where it opens, not at the end of the front matter."""
    assert refusal(tmp_path, f"---\n{yaml}\n---\n")[1:] == place


def test_a_rule_in_the_body_is_no_front_matter(tmp_path):
    """`---` below the front matter is a thematic break of the text."""
    record, problems = read(tmp_path, "---\ntitle: x\n---\n# Español\n\nUno.\n\n---\n\nDos.\n")
    assert problems == []
    assert record.bodies == {"es": "Uno.\n\n---\n\nDos."}


@pytest.mark.parametrize(
    "block",
    [
        "```\n# no es un título\n```",
        "~~~ sh\n# no es un título\n~~~",
        "~~~\n```\n# no es un título\n~~~",
        "````\n```\n# no es un título\n````",
        "- Lista:\n\n      ```\n# no es un título\n      ```",
    ],
)
def test_a_hash_in_code_is_no_heading(tmp_path, block):
    """A code block may hold lines that start with `# `; its fence ends only with its own sign."""
    record, problems = read(tmp_path, f"---\ntitle: x\n---\n# Español\n\n{block}\n\n# English\n\nText.\n")
    assert problems == []
    assert record.bodies == {"es": block, "en": "Text."}


def test_code_in_a_line_opens_no_block(tmp_path):
    """Three backticks closed on their own line are code in a line, and hide no heading."""
    record, problems = read(tmp_path, "---\ntitle: x\n---\n# Español\n\n```código``` aquí.\n\n# English\n\nText.\n")
    assert problems == []
    assert record.bodies == {"es": "```código``` aquí.", "en": "Text."}


@pytest.mark.parametrize(
    ("body", "bodies", "found"),
    [
        ("", {}, []),
        ("\n\n", {}, []),
        ("# Español\n\n# English\n", {}, []),
        ("# ESPAÑOL\nUno.", {"es": "Uno."}, []),
        ("# Espan\u0303ol\nUno.", {"es": "Uno."}, []),
        ("# English\nOne.\n# Español\nUno.", {"en": "One.", "es": "Uno."}, []),
        ("## Español\nUno.", {"es": "Uno."}, [("W517", 4)]),
        ("# Inglés\nOne.\n\n# ESPANOL\nUno.", {"en": "One.", "es": "Uno."}, [("W517", 4), ("W517", 7)]),
        ("# English\nOne.\n## Español\nUno.", {"en": "One.\n## Español\nUno."}, []),
        ("# Español\nUno.\n# Spanish\nDos.", {"es": "Uno."}, [("R142", 6)]),
        ("**Español**\nUno.", {"es": "Uno."}, [("W517", 4)]),
        ("```\n# Inglés\n```", {}, [("R143", 4)]),
        ("Uno.", {}, [("R143", 4)]),
        ("\n\nUno.\n# Español\nDos.", {"es": "Dos."}, [("R140", 6)]),
        ("# Français\nUn.", {}, [("R141", 4)]),
        ("# Español\nUno.\n# Français\nUn.", {"es": "Uno."}, [("R141", 6)]),
        ("# Español\nUno.\n# Español\nDos.", {"es": "Uno."}, [("R142", 6)]),
        ("Uno.\n# Français\nUn.", {}, [("R143", 4), ("R141", 5)]),
    ],
)
def test_the_body_is_told_apart_by_its_headings(tmp_path, body, bodies, found):
    """`# Español` and `# English`, in either order, begin the two texts; what is nearly one of them is it (B3).

    A fault does not hide the rest of the record.
    """
    record, problems = read(tmp_path, f"---\ntitle: x\n---\n{body}")
    assert record.bodies == bodies
    assert [(problem.code, problem.line) for problem in sorted(problems)] == found


def test_blank_lines_below_the_front_matter_count(tmp_path):
    """A problem of the body is told at the line of the file."""
    _, (problem,) = read(tmp_path, "---\n\ntitle: x\n---\n\n\nTexto.\n")
    assert (problem.code, problem.line) == ("R143", 7)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"---\ntitle: Atenci\xf3n\n---\n", ("R107", 2, 14)),
        ("---\ntitle: ñ".encode() + b"\xff", ("R107", 2, 9)),
        (b"\xef\xbb\xbf---\nab\xff", ("R107", 2, 3)),
        ("---\ntitle: x\n---\n".encode("utf-16"), ("R107", 1, 1)),
        ("---\ntitle: x\n---\n".encode("utf-16-le"), ("R108", 1, 2)),
        ("---\ntitle: a\u202eb\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\u2066b\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\ufeffb\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\u200bb\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\x1b[31mb\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\x00b\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\x85b\n---\n", ("R108", 2, 9)),
        ("---\ntitle: a\u2028b\n---\n", ("R108", 2, 9)),
        ("---\rtitle: x\r---\r", ("R108", 1, 4)),
        ("---\ntitle: x\n---\n\n# Español\n\na\u202eb", ("R108", 7, 2)),
        ('---\ntitle: "a\\u202eb"\n---\n', ("R108", 2, 8)),
        ('---\ntitle: "a\\x1b[31mb"\n---\n', ("R108", 2, 8)),
        ('---\n"a\\0b": x\n---\n', ("R108", 2, 1)),
    ],
)
def test_text_that_can_deceive_is_refused(tmp_path, content, place):
    """Other encodings, control characters and direction marks are refused where they stand, even written as an escape."""
    assert refusal(tmp_path, content) == place


def test_ordinary_text_of_any_language_is_taken(tmp_path):
    """Accents, curly quotes, tabs, non-breaking spaces, soft hyphens, joined emoji and other scripts are no deceit."""
    text = "«Año» – “year” ’ \u00a0 \u00ad 👩\u200d⚕️ עברית العربية 日本語"
    assert fields(tmp_path, f'a: "{text}"\nb: "x\\ty"') == {"a": text, "b": "x\ty"}


@pytest.mark.parametrize(("size", "code"), [(MAX_BYTES, None), (MAX_BYTES + 1, "R106")])
def test_a_record_has_at_most_64_kilobytes(tmp_path, size, code):
    """The limit is that of bytes; a file just within it is read."""
    start = b"---\ntitle: x\n---\n# Espa\xc3\xb1ol\n"
    _, problems = read(tmp_path, start + b"a" * (size - len(start)))
    assert [problem.code for problem in problems] == ([code] if code else [])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("practices/a-b-2.md", None),
        ("forums/a.md", None),
        ("practices/a.MD", "R103"),
        ("practices/a.markdown", "R103"),
        ("practices/a.md~", "R103"),
        ("practices/Uno.md", "R104"),
        ("practices/año.md", "R104"),
        ("practices/a--b.md", "R104"),
        ("practices/a-.md", "R104"),
        ("practices/a b.md", "R104"),
        ("practices/a_b.md", "R104"),
        ("practices/a.es.md", "R104"),
        (f"practices/{'a' * 80}.md", None),
        (f"practices/{'a' * 81}.md", "R104"),
        ("practices/panama/a.md", "R102"),
        ("practicas/a.md", "R102"),
        ("a.md", "R102"),
    ],
)
def test_the_name_of_a_record_is_its_address(tmp_path, name, code):
    """A record is `<id>.md`, right in the folder of its kind; the id is lower-case ASCII with single hyphens."""
    _, problems = read(tmp_path, "---\ntitle: x\n---\n", name)
    assert [problem.code for problem in problems] == ([code] if code else [])


def test_links_are_not_followed(tmp_path):
    """Neither a symbolic link, broken or not, nor a file behind a linked folder is read."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secreto.md").write_text("---\ntitle: x\n---\n")
    root = tmp_path / "records"
    root.mkdir()
    (root / "practices").symlink_to(outside)
    (root / "forums").mkdir()
    (root / "forums" / "roto.md").symlink_to(tmp_path / "nada.md")
    (root / "forums" / "carpeta").symlink_to(outside)
    read = {path.name: read_record(path, root) for path in [*record_paths(root), root / "practices" / "secreto.md"]}
    assert {name: (record, faults[0].code) for name, (record, faults) in read.items()} == {
        "practices": (None, "R101"),
        "roto.md": (None, "R101"),
        "carpeta": (None, "R101"),
        "secreto.md": (None, "R101"),
    }


def test_every_file_is_looked_at(tmp_path):
    """A misspelt folder loses no record in silence; `_` and `.` mark what is no record, and a README may explain."""
    names = ["practices/a.md", "practices/b.txt", "practicas/c.md", "d.md"]
    passed_over = ["README.md", "practices/_plantilla.md", "practices/.DS_Store", "forums/.gitkeep"]
    for name in [*names, *passed_over]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [path.relative_to(tmp_path).as_posix() for path in record_paths(tmp_path)] == sorted(names)


@pytest.mark.parametrize(
    ("yaml", "loc", "place"),
    [
        ("a: Panamá", ("a",), (1, 4, 6)),
        ("a: 'x y' # nota", ("a",), (1, 4, 5)),
        ("a: 😀, b", ("a",), (1, 4, 4)),
        ("😀: {b: 漢字, c: x}", ("😀", "c"), (1, 15, 1)),
        ("a: [x, {b: y}]", ("a",), (1, 4, 11)),
        ("a: [x, {b: y}]", ("a", 1), (1, 8, 6)),
        ("a: [x,\n  y]  ", ("a",), (1, 4, 3)),
        ("a:\n  es: x\n  en: y", ("a",), (2, 3, 5)),
        ("a:\n  - x y\n  - z", ("a",), (2, 3, 5)),
        ('a: "uno\n  dos"', ("a",), (1, 4, 4)),
        ("a: uno\n  dos", ("a",), (1, 4, 3)),
        ("a: |\n  uno\n  dos", ("a",), (1, 4, 1)),
        ("a: [x, ]", ("a", 0), (1, 5, 1)),
        ("a:\nb: x", ("a",), (1, 3, 1)),
    ],
)
def test_everything_has_its_span(yaml, loc, place):
    """A value takes as many characters as it has, a list or group all of its own; in several lines, the first to its end."""
    found = front_matter(yaml).places.values[loc]
    assert (found.line, found.column, found.width) == place


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("Registro\n", (1, 1, 8)),
        ("", (1, 1, 1)),
        ("---\na: x\n", (1, 1, 3)),
        ('---\na: x\nb: "y z\n---\n', (3, 4, 4)),
        ("---\na: x\nkind policy\nb: y\n---\n", (3, 1, 11)),
        ("---\na: *x y\n---\n", (2, 4, 2)),
        ("---\na: *x* y\n---\n", (2, 4, 5)),
        ("---\nab: x\nab: y\n---\n", (3, 1, 2)),
        ("---\na: x\u200by\n---\n", (2, 5, 1)),
    ],
)
def test_a_refusal_has_its_span(tmp_path, content, place):
    """From where the slip begins, as far as it is known to go."""
    (problem,) = read(tmp_path, content)[1]
    assert (problem.line, problem.column, problem.width) == place


def test_a_problem_of_the_whole_file_has_no_span(tmp_path):
    """There is no character of it that would be wrong."""
    (problem,) = read(tmp_path, "x", "practices/prueba.txt")[1]
    assert (problem.line, problem.column, problem.width) == (1, 1, 0)


def test_a_heading_takes_its_line(tmp_path):
    """What is wrong with a body is the whole line, without the spaces at its end."""
    problems = read(tmp_path, "---\na: x\n---\nantes  \n# Español\n# Resultados \n")[1]
    assert [(each.line, each.column, each.width) for each in problems] == [(6, 1, 12), (4, 1, 5)]
