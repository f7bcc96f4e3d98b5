"""What the workflows ask of GitHub, through its own `gh` and through git: `github.py COMMAND …`.

    labels                              create the labels of gcm/data/labels.yaml, or renew them
    propose --branch B --from DIR [--issue N]   commit what DIR tells on a branch, and open or renew its pull request
    refuse --issue N --from DIR         tell the author of an issue what keeps it from becoming a record
    report --label L --body FILE        keep exactly one open issue with that label, or none where the report is empty
    fetch --name N --out DIR            fetch what another job of this run made
    release --tag T --from DIR          create the release of a tag with the files of DIR, and publish the site with their list
    downloads --out FILE                fetch what the last release tells of its files, where there is one

DIR holds `path.txt` (the files to commit, one a line), `message.txt` (the commit's message, whose first line is the title of
the pull request) and `pull-request.md` (its text, or what the author should know). Texts come from strangers: they go into files and single arguments, never through a shell. Needs GH_TOKEN.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.language.data_files import read_data  # noqa: E402  (the checkout may not be installed)
from gcm.problems.github_text import as_text, both  # noqa: E402

ACCEPTED, UNDER_REVIEW, TO_CORRECT = "propuesta-aceptada", "ficha-en-revision", "formulario-por-corregir"
CHECKS, PUBLISH = "checks.yml", "publish.yml"
LIST = "downloads.json"
BOT = "41898282+github-actions[bot]@users.noreply.github.com"
IDENTITY = ("-c", "user.name=github-actions[bot]", "-c", f"user.email={BOT}")


def run(*command: str) -> str:
    """What a program printed; where it fails, so does the script, with what the program printed."""
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  (a list, never a shell)
    if done.returncode:
        # In one line, so that a stranger's text in it cannot begin one, where GitHub would read a command.
        sys.exit(f"{' '.join(command[:3])}: {' '.join((done.stderr or done.stdout).split())}")
    return done.stdout.strip()


def labels() -> None:
    """Create the project's labels, or give them today's colour and description."""
    for name, label in read_data("labels").items():
        run("gh", "label", "create", name, "--force", f"--color={label['colour']}", f"--description={label['says']}")


def propose(branch: str, source: Path, issue: str) -> None:
    """Put the files on the branch, one commit after the main one, and see to its pull request and its checks.

    The branch is made anew each time, unless somebody else has worked on it: then it is left alone, and the script fails.
    """
    # The checkout keeps no credentials; from here on git asks `gh` for them.
    run("gh", "auth", "setup-git")
    base, seen = run("git", "branch", "--show-current"), _remote(branch)
    if seen and _others_worked_on(seen):
        _tell(issue, both("worked_on", "\n\n", branch=as_text(branch)))
        sys.exit(both("worked_on", branch=branch))
    run("git", "switch", "--force-create", branch)
    run("git", "add", "--", *(source / "path.txt").read_text("utf-8").split())
    if not run("git", "diff", "--cached", "--name-only"):
        _tell(issue, both("nothing_new", "\n\n"))
        return
    run("git", *IDENTITY, "commit", "--quiet", f"--file={source / 'message.txt'}")
    run("git", "push", "--quiet", f"--force-with-lease={branch}:{seen}", "origin", f"HEAD:refs/heads/{branch}")
    _see_to_pull_request(branch, base, source, issue)


def _remote(branch: str) -> str:
    """The commit at the end of the branch on GitHub, fetched, or nothing where there is no such branch."""
    if not run("git", "ls-remote", "--heads", "origin", f"refs/heads/{branch}"):
        return ""
    run("git", "fetch", "--quiet", "--no-tags", "origin", f"refs/heads/{branch}")
    return run("git", "rev-parse", "FETCH_HEAD")


def _others_worked_on(commit: str) -> bool:
    """Whether the commits that the main branch lacks are anybody's but this script's."""
    return bool(set(run("git", "log", "--format=%ae", f"HEAD..{commit}").split()) - {BOT})


def _see_to_pull_request(branch: str, base: str, source: Path, issue: str) -> None:
    title = (source / "message.txt").read_text("utf-8").partition("\n")[0]
    texts = (f"--title={title}", f"--body-file={source / 'pull-request.md'}")
    if open_now := _pull_request(branch):
        address = open_now["url"]
        run("gh", "pr", "edit", str(open_now["number"]), *texts)
    else:
        address = run("gh", "pr", "create", f"--base={base}", f"--head={branch}", *texts)
    # What GitHub's own token opens starts no workflow, so that workflows cannot start each other without end; being asked
    # for is the exception.
    run("gh", "workflow", "run", CHECKS, f"--ref={branch}")
    _tell(issue, both("proposed_again" if open_now else "proposed", "\n\n", address=address))
    _label(issue, add=UNDER_REVIEW, remove=TO_CORRECT)


def _pull_request(branch: str) -> dict[str, Any]:
    """The open pull request of a branch of this repository; one from a fork may have a branch of the same name."""
    fields = "--json=number,url,isCrossRepository"
    found = json.loads(run("gh", "pr", "list", f"--head={branch}", "--state=open", fields))
    return next((each for each in found if not each["isCrossRepository"]), {})


def refuse(issue: str, source: Path) -> None:
    """Say what is wrong in a comment, and mark the issue."""
    run("gh", "issue", "comment", issue, f"--body-file={source / 'pull-request.md'}")
    _label(issue, add=TO_CORRECT, remove=ACCEPTED)


def _tell(issue: str, text: str) -> None:
    print(text)
    if issue:
        run("gh", "issue", "comment", issue, f"--body={text}")


def _label(issue: str, *, add: str, remove: str) -> None:
    if issue:
        labels()
        run("gh", "issue", "edit", issue, f"--add-label={add}", f"--remove-label={remove}")


def report(label: str, body: Path) -> None:
    """Open the one issue or renew its text; where there is nothing to report, close it."""
    found = json.loads(run("gh", "issue", "list", f"--label={label}", "--state=open", "--limit=100", "--json=number"))
    number = min((each["number"] for each in found), default=None)
    if body.read_text("utf-8").strip():
        labels()
        texts = (f"--title={both('links')}", f"--body-file={body}")
        run("gh", "issue", *(("edit", str(number)) if number else ("create", f"--label={label}")), *texts)
    elif number:
        run("gh", "issue", "close", str(number), f"--comment={both('links_none', chr(10) * 2)}")


def fetch(name: str, out: Path) -> None:
    """Fetch what another job of this run made."""
    run("gh", "run", "download", os.environ["GITHUB_RUN_ID"], f"--name={name}", f"--dir={out}")


def release(tag: str, source: Path) -> None:
    """Create the release with every file, or renew its files; the site is then published again, with their list.

    Its files are those of its SHA256SUMS, and what differs from them is not released.
    """
    sums = (line.split("  ", 1) for line in (source / "SHA256SUMS").read_text("utf-8").splitlines())
    listed = {name: digest for digest, name in sums}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in source.iterdir() if path.name != "SHA256SUMS"}
    if listed != found:
        sys.exit(both("not_as_listed"))
    files = [str(path) for path in sorted(source.iterdir())]
    if tag in (each["tagName"] for each in json.loads(run("gh", "release", "list", "--limit=100", "--json=tagName"))):
        run("gh", "release", "upload", tag, "--clobber", *files)
    else:
        run(
            "gh",
            "release",
            "create",
            tag,
            "--verify-tag",
            f"--title={tag}",
            f"--notes={both('release_notes', chr(10) * 2)}",
            *files,
        )
    run("gh", "workflow", "run", PUBLISH)


def downloads(out: Path) -> None:
    """Fetch the list of the last release's files; where there is no release, or it has no such list, there will be no file."""
    listed = json.loads(
        run("gh", "release", "list", "--exclude-drafts", "--exclude-pre-releases", "--limit=1", "--json=tagName")
    )
    for tag in (each["tagName"] for each in listed):
        assets = json.loads(run("gh", "release", "view", tag, "--json=assets"))["assets"]
        if LIST in (each["name"] for each in assets):
            run("gh", "release", "download", tag, f"--pattern={LIST}", f"--dir={out.parent}", "--clobber")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked for; anything that fails ends the script with its reason."""
    options = vars(_parser().parse_args(arguments))
    COMMANDS[options.pop("command")](**options)
    return 0


COMMANDS: dict[str, Callable[..., None]] = {
    "labels": labels, "propose": propose, "refuse": refuse, "report": report, "fetch": fetch, "release": release,
    "downloads": downloads,
}  # fmt: skip


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="github.py", description="Lo que los flujos piden / what the workflows ask.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("labels")
    for name in ("propose", "refuse"):
        command = commands.add_parser(name)
        command.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR")
        command.add_argument("--issue", default="", required=name == "refuse", help="the issue whose author is answered")
    commands.choices["propose"].add_argument("--branch", required=True)
    reporting = commands.add_parser("report")
    reporting.add_argument("--label", required=True)
    reporting.add_argument("--body", type=Path, required=True)
    fetching = commands.add_parser("fetch")
    fetching.add_argument("--name", required=True)
    releasing = commands.add_parser("release")
    releasing.add_argument("--tag", required=True)
    releasing.add_argument("--from", dest="source", type=Path, required=True, metavar="DIR")
    for command in (fetching, commands.add_parser("downloads")):
        command.add_argument("--out", type=Path, required=True)
    return parser


if __name__ == "__main__":
    sys.exit(main())
