"""What holds for every workflow, besides what zizmor and GitHub's own schema say of it in .ci/run."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

from support.paths import ROOT
from support.scripts import load_script

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = {
    "actions/checkout", "actions/setup-python", "astral-sh/setup-uv", "actions/upload-pages-artifact", "actions/deploy-pages",
    "actions/upload-artifact", "actions/attest", "github/codeql-action",
}  # fmt: skip
"""Whose code may run beside ours; Dependabot renews their versions."""

STRANGERS = re.compile(r"github\.(event|head_ref|ref_name|actor|triggering_actor)\b")
PARTS = dict(re.findall(r'^  (\w+)\) tests="(.*)" ;;$', (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE))
"""Part of `.ci/run` → the marks of its tests."""

OURS = {"uv", "git", "bash"}
"""What a step may run: the same programs that a person runs."""


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request):
    """A workflow with its jobs and steps; `on` is a word of YAML for true."""
    read = yaml.safe_load(request.param.read_text("utf-8"))
    read["on"] = read.pop(True)
    read["text"] = request.param.read_text("utf-8")
    return read


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def commands(workflow):
    return [step["run"] for step in steps(workflow) if "run" in step]


def test_actions_are_pinned(workflow):
    """Each action stands at a full hash with its version beside it, and no other action is used."""
    used = re.findall(r"uses: *(\S+?)@([0-9a-f]{40}) # v\d+\.\d+\.\d+$", workflow["text"], re.MULTILINE)
    assert len(used) == workflow["text"].count("uses:")
    assert {"/".join(name.split("/")[:2]) for name, _ in used} <= ACTIONS


def test_an_action_is_the_same_everywhere():
    """One version of an action in all workflows, so that a bad one is replaced in all."""
    texts = "\n".join(path.read_text("utf-8") for path in WORKFLOWS)
    used = set(re.findall(r"uses: *(\S+?@\S+ # \S+)$", texts, re.MULTILINE))
    assert len(used) == len({each.partition("@")[0] for each in used})


def test_nothing_is_granted_but_where_it_is_needed(workflow):
    """Nothing for the workflow as a whole; each job names what it needs, and why; nothing is granted at large."""
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        assert job["permissions"], name
        assert set(job["permissions"].values()) <= {"read", "write"}, name
    granted = re.findall(r"^ {6}[a-z-]+: (?:read|write)(.*)$", workflow["text"], re.MULTILINE)
    assert len(granted) == sum(len(job["permissions"]) for job in workflow["jobs"].values())
    assert all(re.fullmatch(r" # \S.*", reason) for reason in granted)


def test_nothing_runs_for_ever_or_twice(workflow):
    """Each job has a time limit, each workflow a group."""
    assert all(0 < job["timeout-minutes"] <= 60 for job in workflow["jobs"].values())
    assert {"group", "cancel-in-progress"} == set(workflow["concurrency"])


def test_no_credentials_stay_behind(workflow):
    """A checkout keeps no credentials, and a token stands in the environment of the one step that uses it."""
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        if "GH_TOKEN" in step.get("env", {}):
            assert re.match(r"uv run (--no-sync )?python scripts/github\.py ", step["run"])
    assert not any("TOKEN" in key for each in [workflow, *workflow["jobs"].values()] for key in each.get("env", {}))


def test_changes_of_strangers_run_with_nothing_to_write(workflow):
    """No workflow of the base runs on a stranger's change; where the change itself runs, nothing may be written."""
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(workflow["on"])
    if "pull_request" in workflow["on"]:
        assert {value for job in workflow["jobs"].values() for value in job["permissions"].values()} == {"read"}


def test_no_text_of_strangers_in_a_command(workflow):
    """A command holds no expression at all: what it needs reaches it through the environment."""
    assert not [command for command in commands(workflow) if "${{" in command]
    for step in steps(workflow):
        assert not STRANGERS.search(str(step.get("name", "")))
        assert "script" not in step.get("with", {})


def test_workflows_hold_no_logic(workflow):
    """Each step runs one command of the project's own or of its tools, on one line."""
    for command in commands(workflow):
        assert "\n" not in command.strip()
        assert not re.search(r"&&|\|\||;|\bif\b|\bfor\b", command), command
        assert command.split()[0] in OURS, command


@cache
def usage(script):
    """What a script says of its options, those of its commands too."""
    told = help_of(script)
    inner = re.search(r"\{([a-z,]+)\}", told) if script.endswith("github.py") else None
    return told + "".join(help_of(script, each) for each in (inner[1].split(",") if inner else ()))


def help_of(script, *words):
    """What a script answers to `--help`."""
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), pytest.raises(SystemExit, match=r"^0$"):
        load_script(Path(script).stem).main([*words, "--help"])
    return shown.getvalue()


def test_scripts_know_what_they_are_asked(workflow):
    """Each script that a workflow runs is there, and has the options that it is given."""
    for command in commands(workflow):
        words = shlex.split(command)
        for script in (word for word in words if word.startswith("scripts/")):
            given = [word for word in words[words.index(script) :] if re.fullmatch(r"--[a-z-]+", word)]
            assert [option for option in given if option not in usage(script)] == [], command


def test_the_checks_are_those_of_ci_run():
    """What runs on a change is the parts of `.ci/run`, side by side, so that what passes here passes there."""
    local = (ROOT / ".ci" / "run").read_text("utf-8")
    tasks = str(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["poe"]["tasks"])
    checks = yaml.safe_load((ROOT / ".github" / "workflows" / "checks.yml").read_text("utf-8"))
    commands = [step["run"] for job in checks["jobs"].values() for step in job["steps"] if "run" in step]
    parts = [command.removeprefix("bash .ci/run ") for command in commands if command.startswith("bash .ci/run ")]
    assert parts == ["domain", "site", "release"] == list(PARTS)[1:]
    for command in commands:
        if "validate.py" in command or "mkdocs build" in command:
            assert " ".join(command.split()[:4]) in tasks
    for tool in ("zizmor --offline", "vendor.github-workflows", "vendor.dependabot", "vendor.github-issue-forms"):
        assert tool in tasks
    assert "uv run poe check" in local


@pytest.mark.parametrize(
    "marks", [(), ("browser",), ("built",), ("browser", "built"), ("built", "release"), ("browser", "built", "release")]
)
def test_every_test_belongs_to_one_part(marks):
    """The parts of `.ci/run` share out the tests: whatever marks a test has, one part runs it."""
    has = {name: name in marks for name in ("browser", "built", "release")}
    chosen = [part for part, tests in PARTS.items() if tests and eval(tests, {}, has)]  # noqa: S307  (our own words)
    assert len(chosen) == 1
    assert PARTS["all"] == ""


def test_what_is_published_says_whose_it_is():
    """The two workflows that publish say that they do, so that a build under an example's address is refused; nobody else does."""
    said = {path.name: re.findall(r'^ +PUBLISH: "1"', path.read_text("utf-8"), re.MULTILINE) for path in WORKFLOWS}
    assert {name for name, times in said.items() if times} == {"publish.yml", "release.yml"}
    setup = (ROOT / ".github" / "SETUP.md").read_text("utf-8")
    settings = re.findall(r"!ENV \[(SITE_URL|REPOSITORY_URL|EDITORS_EMAIL)", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert len(settings) == 3
    assert all(f"`{name}`" in setup for name in ("site_url", "repository", "editors"))


def test_who_publishes_has_what_draws():
    """The workflow, and whoever reads how to publish on a server, install the group with the library that the build asks for."""
    for path in (ROOT / ".github" / "workflows" / "publish.yml", ROOT / "serving" / "README.md"):
        assert "uv run --group publish mkdocs build" in path.read_text("utf-8"), path


def test_the_proposal_starts_from_an_editors_label():
    """Nobody's issue becomes a branch by itself, and what the issue says reaches the script by the environment."""
    text = (ROOT / ".github" / "workflows" / "proposal.yml").read_text("utf-8")
    read = yaml.safe_load(text)
    assert read[True] == {"issues": {"types": ["labeled"]}}
    (job,) = read["jobs"].values()
    assert job["if"] == "github.event.label.name == 'propuesta-aceptada'"
    record = next(step for step in job["steps"] if step.get("id") == "record")
    assert set(record["env"]) == {"ISSUE_BODY", "ISSUE_NUMBER", "ISSUE_TITLE", "ISSUE_AUTHOR", "ISSUE_AUTHOR_ID"}
