"""The script that contributors and CI run: what it prints, and with which code it ends."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from types import SimpleNamespace

import pytest

from support.paths import ROOT

SCRIPT = ROOT / "scripts" / "validate.py"
LANGUAGES = ("LC_ALL", "LC_MESSAGES", "LANG")


def run_script(*arguments, **environment):
    """Run the script as a contributor does, in an environment without a language of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in LANGUAGES}
    return subprocess.run(
        [sys.executable, SCRIPT, *arguments],
        env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def validate(monkeypatch, capsys):
    """A function that runs the script's `main` in this process, which is quicker: its code, output and error output."""
    spec = importlib.util.spec_from_file_location("validate", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for name in LANGUAGES:
        monkeypatch.delenv(name, raising=False)

    def run(*arguments, records=None):
        folder = ["--records", str(records.root)] if records else []
        try:
            code = script.main([*arguments, *folder])
        except SystemExit as ended:
            code = ended.code
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def wrong(records):
    """A set with an error in one file and a warning in another."""
    records.change("practices/registro.md", "[PA]", "[Panamá]")
    records.change("practices/ventanilla.md", ", en: One-stop office", "")
    return records


def test_the_real_records_are_valid():
    """What is published has no error, and the script says so with code 0; that only the press tells of a practice is a warning."""
    run = run_script(LANG="en_US.UTF-8")
    assert run.returncode == 0
    told = [line.split()[1] for line in run.stdout.splitlines() if line.startswith("records/")]
    assert set(told) <= {"W507"}
    assert run.stderr.endswith(f". Errors: 0. Warnings: {len(told)}.\n")


def test_errors_end_with_1_and_are_all_printed(wrong):
    """Problems go to the standard output, the totals beside it, in Spanish unless asked otherwise."""
    run = run_script("--records", wrong.root)
    assert run.returncode == 1
    assert [line.split()[:2] for line in run.stdout.splitlines() if line.startswith("records/")] == [
        ["records/practices/registro.md:4:13:", "R211"],
        ["records/practices/ventanilla.md:2:8:", "W501"],
    ]
    assert "    4 | countries: [Panamá]\n      |             ^^^^^^\n" in run.stdout
    assert run.stderr == "Fichas válidas: 3. Errores: 1. Avisos: 1.\n"


def test_wrong_use_of_the_script_ends_with_2():
    """The process ends with the code of its `main`."""
    assert run_script("records/practices/nada.md").returncode == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--format", "xml"],
        ["--lang", "fr"],
        ["--nada"],
        ["records/practices/nada.md"],
        ["README.md"],
        ["records/practices/_template.md"],
        ["docs"],
        ["--records", "nada"],
        ["--summary", "nada/x.md"],
    ],
)
def test_wrong_use_is_told(validate, monkeypatch, arguments):
    """A misspelt option or file is no verdict on the records, nor is a file that is not one of them."""
    monkeypatch.chdir(ROOT)
    code, out, err = validate(*arguments)
    assert (code, out) == (2, "")
    assert "validate.py: " in err


@pytest.mark.parametrize(
    ("arguments", "es", "en"),
    [
        (["--nada"], "No existe la opción --nada.", "There is no option --nada."),
        (["--format", "xml"], "--format no puede ser 'xml'. Puede ser: ", "--format cannot be 'xml'. It can be: "),
        (["--format"], "Falta el valor de --format.", "The value of --format is missing."),
        (["--summary", "nada/x.md"], "--summary no puede usar nada/x.md.", "--summary cannot use nada/x.md."),
    ],
)
def test_wrong_options_are_told_in_either_language(validate, monkeypatch, arguments, es, en):
    """Argparse knows English only; no sentence of its own is shown."""
    for lang, said in (("es", es), ("en", en)):
        asked = ["--lang", lang, *arguments]
        monkeypatch.setattr(sys, "argv", ["validate.py", *asked])
        assert validate(*asked)[2].startswith(f"validate.py: {said}")
        assert not re.search(r"argument |usage:", validate(*asked)[2])


def test_whoever_reads_the_beginning_only_is_told_no_more(wrong):
    """`validate.py | head -1`: no traceback when nobody reads on (B20)."""
    for _ in range(300):
        wrong.write(f"practices/p-{_}.md", "x")
    command = [sys.executable, SCRIPT, "--records", wrong.root]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as run:
        run.stdout.readline()
        run.stdout.close()
        told = run.stderr.read()
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


@pytest.mark.parametrize("name", ["moved.yaml", "addresses.txt"])
def test_what_lies_beside_the_records_can_be_asked_for(validate, monkeypatch, records, name):
    """What moved has problems of its own, which are asked for by its path like those of a record."""
    records.publish()
    records.move("moved: {practicas/a/: practicas/b/}\n")
    monkeypatch.chdir(records.root)
    code, out, _ = validate("--format", "json", name, records=records)
    assert (code, {each["path"] for each in json.loads(out)}) == (
        (1, {"records/moved.yaml"}) if name == "moved.yaml" else (0, set())
    )


def test_the_new_one_of_two_is_told_by_its_path(validate, monkeypatch, records):
    """Whichever of two records that clash is named, its problem is told (B1)."""
    text = (records.root / "practices/registro.md").read_text("utf-8")
    for name in ("aaa", "zzz"):
        records.write(f"practices/{name}.md", text)
    monkeypatch.chdir(records.root)
    for name in ("aaa", "zzz", "registro"):
        code, out, _ = validate("--format", "json", f"practices/{name}.md", records=records)
        assert (code, {each["code"] for each in json.loads(out)}) == (1, {"R304"}), name


def test_a_generic_word_more_is_told_by_either_path(validate, monkeypatch, records):
    """`Programa Ventanilla única` is likely what `Ventanilla única` is (B1)."""
    text = (records.root / "practices/ventanilla.md").read_text("utf-8")
    more = {
        "es: Ventanilla": "es: Programa Ventanilla",
        "One-stop": "The Same",
        "hub_url: https://example.org/ventanilla\n": "",
    }
    for old, new in more.items():
        text = text.replace(old, new)
    records.write("practices/aaa.md", text)
    monkeypatch.chdir(records.root)
    for name in ("aaa", "ventanilla"):
        _, out, _ = validate("--format", "json", f"practices/{name}.md", records=records)
        assert {each["code"] for each in json.loads(out)} == {"W503"}, name


def test_warnings_end_with_0(validate, wrong):
    """A warning stops nobody."""
    wrong.change("practices/registro.md", "[Panamá]", "[PA]")
    code, out, err = validate("--lang=en", records=wrong)
    assert (code, re.findall(r" ([RW]\d{3}) ", out)) == (0, ["W501"])
    assert err == "Valid records: 4. Errors: 0. Warnings: 1.\n"


def test_json_is_all_that_is_printed(validate, wrong):
    """The output of `--format json` can be read by a program as it is."""
    code, out, err = validate("--format", "json", records=wrong)
    assert [(each["code"], each["severity"]) for each in json.loads(out)] == [("R211", "error"), ("W501", "warning")]
    assert (code, err) == (1, "")


def test_github_commands_are_all_that_is_printed(validate, wrong):
    """The output of `--format github` is one command a problem."""
    code, out, err = validate("--format", "github", "--lang", "en", records=wrong)
    assert [line.partition(" ")[0] for line in out.splitlines()] == ["::error", "::warning"]
    assert (code, err) == (1, "")


@pytest.mark.parametrize(("lang", "said"), [("es", "No existe: nada.md"), ("en", "There is no such file or folder: nada.md")])
def test_wrong_use_is_told_in_either_language(validate, lang, said):
    """Not only problems are told in the reader's language."""
    assert validate("--lang", lang, "nada.md")[2] == f"validate.py: {said}\n"


@pytest.mark.parametrize(
    ("paths", "shown", "code"),
    [
        (["practices/registro.md"], ["R211"], 1),
        (["practices/ventanilla.md"], ["W501"], 0),
        (["practices"], ["R211", "W501"], 1),
        (["forums", "practices/ventanilla.md"], ["W501"], 0),
        (["forums"], [], 0),
    ],
)
def test_only_what_is_asked_for_counts(validate, monkeypatch, wrong, *, paths, shown, code):
    """With files or folders named, from wherever the script is run, the problems of the rest are passed over."""
    monkeypatch.chdir(wrong.root)
    ended, out, _ = validate("--format", "json", *paths, records=wrong)
    assert ([each["code"] for each in json.loads(out)], ended) == (shown, code)


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "Fichas"),
        ({"LANG": "en_US.UTF-8"}, "Valid records"),
        ({"LANG": "es_PA.UTF-8"}, "Fichas"),
        ({"LANG": "pt_BR.UTF-8"}, "Fichas"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "es_PA.UTF-8"}, "Fichas"),
        ({"LANG": "es_PA.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "Valid records"),
    ],
)
def test_the_environment_chooses_the_language(validate, monkeypatch, records, environment, said):
    """English where the environment asks for it, otherwise Spanish; `LC_ALL` weighs most, `LANG` least."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert validate(records=records)[2].startswith(said)


def test_a_language_asked_for_goes_before_the_environment(validate, monkeypatch, records):
    """`--lang` weighs more than any variable."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert validate("--lang", "es", records=records)[2].startswith("Fichas")


class Terminal(io.StringIO):
    """A standard output that a person looks at."""

    def isatty(self):
        """It is looked at."""
        return True


@pytest.mark.parametrize(
    ("output", "environment", "coloured"),
    [
        (Terminal, {}, True),
        (Terminal, {"NO_COLOR": "1"}, False),
        (Terminal, {"NO_COLOR": ""}, True),
        (Terminal, {"TERM": "dumb"}, False),
        (io.StringIO, {}, False),
    ],
)
def test_colour_is_for_terminals(validate, monkeypatch, wrong, output, environment, coloured):
    """A file or another program gets plain text, and so does who asks for it."""
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "stdout", terminal := output())
    validate(records=wrong)
    assert ("\x1b[" in terminal.getvalue()) == coloured


def test_the_site_explains_the_codes(validate, monkeypatch, wrong):
    """With the site's address given, whoever reads the messages is led to it in their language."""
    monkeypatch.setenv("SITE_URL", "https://sitio.org/pmm/")
    assert validate(records=wrong)[1].endswith(" https://sitio.org/pmm/errores/\n")
    assert validate("--lang", "en", records=wrong)[1].endswith(" https://sitio.org/pmm/en/problems/\n")


def test_sarif_is_all_that_is_printed(validate, wrong):
    """The output of `--format sarif` can be read by a program as it is."""
    code, out, err = validate("--format", "sarif", records=wrong)
    assert [each["ruleId"] for each in json.loads(out)["runs"][0]["results"]] == ["R211", "W501"]
    assert (code, err) == (1, "")


def test_a_summary_is_added_to_what_is_there(validate, wrong, tmp_path):
    """The file that a workflow shows keeps what other steps wrote; what is printed stays the same."""
    summary = tmp_path / "summary.md"
    summary.write_text("# Antes\n", "utf-8")
    printed = validate("--format", "github", records=wrong)
    assert validate("--format", "github", "--summary", str(summary), records=wrong) == printed
    text = summary.read_text("utf-8")
    assert text.startswith("# Antes\n## Revisión de las fichas\n")
    assert "campo `countries.1`:** «`Panamá`» no es un código de país." in text


@pytest.mark.parametrize("format", ["text", "json"])
def test_no_name_of_a_file_ends_in_a_traceback(records, format):
    """A file name that is no text, and a console of an old encoding, still give a report."""
    try:
        shutil.copy(records.root / "practices" / "registro.md", os.fsencode(records.root) + b"/practices/a\xff.md")
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    run = run_script("--format", format, "--records", records.root, PYTHONIOENCODING="ascii")
    assert (run.returncode, "Traceback" in run.stderr) == (1, False)
    assert "R104" in run.stdout


def test_golden_files_are_not_rewritten_by_ci(pytestconfig, monkeypatch):
    """`--rewrite` is refused where `CI=true`, so that no wrong page or message is taken over unread."""
    monkeypatch.setenv("CI", "true")
    conftest = pytestconfig.pluginmanager.get_plugin(str(ROOT / "tests" / "conftest.py"))
    with pytest.raises(pytest.UsageError, match="--rewrite"):
        conftest.pytest_configure(SimpleNamespace(getoption=lambda name: name == "--rewrite"))
