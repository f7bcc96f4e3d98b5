"""What the workflows ask of GitHub: with a real git, a bare repository in GitHub's place, and a `gh` that writes down what it is asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
import yaml

from gcm.language.data_files import read_data
from support.paths import ROOT
from support.scripts import load_script

github = load_script("github")

FAKE = """#!{python}
import json, pathlib, sys
here = pathlib.Path(__file__).parent
body = [pathlib.Path(each.partition("=")[2]).read_text("utf-8") for each in sys.argv if each.startswith("--body-file=")]
with (here / "asked.jsonl").open("a") as asked:
    asked.write(json.dumps([*sys.argv[1:], *body]) + "\\n")
answers = json.loads((here / "answers.json").read_text())
answer = answers.get(" ".join(sys.argv[1:3]), "")
if answer == "fail":
    sys.exit("gh: no\\n::error::of a stranger")
print(answer if isinstance(answer, str) else json.dumps(answer))
"""
MESSAGE = 'Añade «Ventanilla» $(touch pwned) `x` "y"\n\nCo-authored-by: ana <7+ana@users.noreply.github.com>\n'


def git(folder, *arguments, **environment):
    run = subprocess.run(
        ["git", *arguments], cwd=folder, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    return run.stdout.strip()


@pytest.fixture
def forge(tmp_path, monkeypatch):
    """A checkout of a main branch with its remote, what an issue became in `out`, and what was asked of `gh`."""
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    tools, remote, work, out = (tmp_path / name for name in ("tools", "remote.git", "work", "out"))
    for folder in (tools, out):
        folder.mkdir()
    (tools / "gh").write_text(FAKE.format(python=sys.executable), "utf-8")
    (tools / "gh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}{os.pathsep}{os.environ['PATH']}")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(tmp_path, "clone", "--quiet", str(remote), str(work))
    git(work, "checkout", "-q", "-B", "main")
    (work / "README.md").write_text("x\n", "utf-8")
    git(work, "add", "README.md")
    git(work, *PERSON, "commit", "--quiet", "--message=first")
    git(work, "push", "--quiet", "origin", "main")
    monkeypatch.chdir(work)
    (out / "message.txt").write_text(MESSAGE, "utf-8")
    (out / "pull-request.md").write_text("Closes #7\n", "utf-8")
    forge = SimpleNamespace(tools=tools, remote=remote, work=work, out=out)
    forge.answers = lambda **answers: (tools / "answers.json").write_text(
        json.dumps({name.replace("_", " "): answer for name, answer in answers.items()}), "utf-8"
    )
    forge.answers(pr_list=[])
    return forge


PERSON = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")


def asked(forge):
    """What `gh` was asked since the last time, without the labels that are renewed each time."""
    path = forge.tools / "asked.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    path.unlink(missing_ok=True)
    return [line for line in lines if line[:2] != ["label", "create"]]


def propose(forge, name="records/practices/ventanilla.md", text="ficha\n", issue="7"):
    """The file stands in a fresh checkout of the main branch, as in a run of the workflow; it is proposed."""
    git(forge.work, "checkout", "--quiet", "--force", "main")
    path = forge.work / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    (forge.out / "path.txt").write_text(f"{name}\n", "utf-8")
    github.main(["propose", "--branch", "propuesta/7", "--from", str(forge.out), *(["--issue", issue] if issue else [])])


def test_a_proposal_becomes_a_pull_request(forge):
    """One commit with its message as it is, its branch, its pull request, its checks, and a word to the author."""
    fork = {"number": 9, "url": "https://github.com/o/r/pull/9", "isCrossRepository": True}
    forge.answers(pr_list=[fork], pr_create="https://github.com/o/r/pull/10")
    propose(forge)
    calls = asked(forge)
    assert [call[:2] for call in calls] == [
        ["auth", "setup-git"], ["pr", "list"], ["pr", "create"], ["workflow", "run"], ["issue", "comment"], ["issue", "edit"],
    ]  # fmt: skip
    assert "https://github.com/o/r/pull/10" in calls[4][3]
    title = MESSAGE.partition("\n")[0]
    assert calls[2][2:] == [
        "--base=main",
        "--head=propuesta/7",
        f"--title={title}",
        f"--body-file={forge.out}/pull-request.md",
        "Closes #7\n",
    ]
    assert calls[3][2:] == ["checks.yml", "--ref=propuesta/7"]
    assert git(forge.remote, "log", "-1", "--format=%B", "propuesta/7") == MESSAGE.strip()
    assert git(forge.remote, "log", "-1", "--format=%ae %ce", "propuesta/7") == f"{github.BOT} {github.BOT}"
    assert git(forge.remote, "diff", "--name-only", "main", "propuesta/7") == "records/practices/ventanilla.md"
    assert not list(forge.work.rglob("pwned"))


OPEN = [{"number": 3, "url": "https://github.com/o/r/pull/3", "isCrossRepository": False}]


def test_the_label_set_again_renews_the_same_pull_request(forge):
    """Even with another file name and a main branch that went on: one commit, the new file alone."""
    forge.answers(pr_list=OPEN)
    propose(forge)
    asked(forge)
    git(forge.work, "checkout", "--quiet", "--force", "main")
    (forge.work / "README.md").write_text("y\n", "utf-8")
    git(forge.work, *PERSON, "commit", "--quiet", "--all", "--message=second")
    git(forge.work, "push", "--quiet", "origin", "main")
    propose(forge, "records/practices/ventanilla-movil.md", "otra\n")
    calls = asked(forge)
    assert [call[:3] for call in calls if call[0] == "pr" and call[1] != "list"] == [["pr", "edit", "3"]]
    assert calls[-1] == ["issue", "edit", "7", "--add-label=ficha-en-revision", "--remove-label=formulario-por-corregir"]
    assert "https://github.com/o/r/pull/3" in calls[-2][3]
    assert git(forge.remote, "rev-list", "--count", "main..propuesta/7") == "1"
    assert git(forge.remote, "diff", "--name-only", "main", "propuesta/7") == "records/practices/ventanilla-movil.md"


def test_what_a_person_did_on_the_branch_is_never_lost(forge):
    """With anybody's commit on it the branch is left alone, the issue is told why, and the run fails."""
    forge.answers(pr_list=OPEN)
    propose(forge)
    (forge.work / "records/practices/ventanilla.md").write_text("corregida\n", "utf-8")
    git(forge.work, *PERSON, "commit", "--quiet", "--all", "--message=correct")
    git(forge.work, "push", "--quiet", "origin", "propuesta/7")
    before = git(forge.remote, "rev-parse", "propuesta/7")
    asked(forge)
    with pytest.raises(SystemExit, match="propuesta/7"):
        propose(forge, text="otra\n")
    calls = asked(forge)
    assert [call[:3] for call in calls] == [["auth", "setup-git"], ["issue", "comment", "7"]]
    assert git(forge.remote, "rev-parse", "propuesta/7") == before


def test_nothing_new(forge):
    """Where the main branch already says the same, nothing is opened."""
    propose(forge, "README.md", "x\n")
    calls = asked(forge)
    assert [call[:2] for call in calls] == [["auth", "setup-git"], ["issue", "comment"]]
    assert git(forge.remote, "branch", "--list", "propuesta/*") == ""


def test_a_proposal_without_an_issue(forge):
    """New versions of libraries are proposed in the same way, and nobody is told."""
    forge.answers(pr_list=OPEN)
    propose(forge, issue="")
    assert [call[:2] for call in asked(forge)] == [["auth", "setup-git"], ["pr", "list"], ["pr", "edit"], ["workflow", "run"]]


def test_a_failure_is_told(forge):
    """What `gh` says when it fails is what the run says, and nothing goes on."""
    forge.answers(pr_list=[], pr_create="fail")
    with pytest.raises(SystemExit, match=r"^gh pr create: gh: no ::error::of a stranger$"):
        propose(forge)
    assert ["workflow", "run"] not in [call[:2] for call in asked(forge)]


def test_an_issue_that_is_no_form(forge):
    """The author is told in a comment, and the label that asked for a record is taken off."""
    github.main(["refuse", "--issue", "7", "--from", str(forge.out)])
    assert asked(forge) == [
        ["issue", "comment", "7", f"--body-file={forge.out}/pull-request.md", "Closes #7\n"],
        ["issue", "edit", "7", "--add-label=formulario-por-corregir", "--remove-label=propuesta-aceptada"],
    ]


@pytest.mark.parametrize(
    ("found", "text", "verb"),
    [
        ([], "informe\n", ["issue", "create", "--label=enlaces"]),
        ([{"number": 9}, {"number": 5}], "informe\n", ["issue", "edit", "5"]),
        ([{"number": 5}], "", ["issue", "close", "5"]),
        ([], "", None),
    ],
)
def test_exactly_one_issue(forge, tmp_path, *, found, text, verb):
    """Opened once, renewed while there is something to report, closed when there is not."""
    forge.answers(issue_list=found)
    body = tmp_path / "links.md"
    body.write_text(text, "utf-8")
    github.main(["report", "--label", "enlaces", "--body", str(body)])
    listed, *rest = asked(forge)
    assert listed[:4] == ["issue", "list", "--label=enlaces", "--state=open"]
    assert [call[: len(verb or [])] for call in rest] == ([verb] if verb else [])


def test_labels_are_those_of_the_data(forge):
    """Every label has a colour and a description that GitHub takes, and is created once."""
    github.main(["labels"])
    lines = [json.loads(line) for line in (forge.tools / "asked.jsonl").read_text("utf-8").splitlines()]
    assert [line[2] for line in lines] == list(read_data("labels"))
    for line in lines:
        assert len(line[-1].removeprefix("--description=")) <= 100
        assert len(line[-2].removeprefix("--color=")) == 6


def test_every_label_that_is_named_exists():
    """A label in a form, in Dependabot's file, in a workflow or in a script stands in the data."""
    known = set(read_data("labels"))
    forms = [yaml.safe_load(path.read_text("utf-8")) for path in (ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")]
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    named = {label for each in [*forms, *updates] for label in each.get("labels", [])}
    assert named | {github.ACCEPTED, github.UNDER_REVIEW, github.TO_CORRECT} <= known
