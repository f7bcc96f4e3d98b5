"""Write what is made from the models and kept in the repository: `generate.py [--check]`.

The JSON Schemas (schemas/), GitHub's issue forms (.github/ISSUE_TEMPLATE/), the blank records (records/*/_template.md), the address of
the site in the guides for contributors, and how the repository is cited (CITATION.cff, .zenodo.json). With
`--check` nothing is written: what has drifted from the models is listed, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.exports.citation_files import citation_files  # noqa: E402
from gcm.exports.open_data.edition import PROJECT  # noqa: E402
from gcm.issues.forms import FOLDER as FORMS  # noqa: E402
from gcm.issues.forms import issue_form_files  # noqa: E402
from gcm.models.schema import FOLDER as SCHEMAS  # noqa: E402
from gcm.models.schema import schema_texts  # noqa: E402
from gcm.writing.blank import blank_files  # noqa: E402  (the checkout may not be installed)

GUIDES = ("CONTRIBUIR.md", "CONTRIBUTING.md")
_TO_PAGE = re.compile(r"\]\(https?://[^\s)]+?/((?:en/)?[a-z-]+/)\)")
"""A link of a guide to a page of the site; no other address in a guide ends so."""
CONFIGURATIONS: Final = {"es": "mkdocs.yml", "en": "mkdocs.en.yml"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or tell which ones are not as they would be written."""
    options = _parser().parse_args(arguments)
    files = generated_files(options.root)
    drifted = [path for path, text in files.items() if _text(options.root / path) != text]
    left = sorted(_kept(options.root) - set(files))
    for path in (*drifted, *left):
        print(path)
    if options.check:
        return 1 if drifted or left else 0
    for path in drifted:
        (options.root / path).parent.mkdir(parents=True, exist_ok=True)
        (options.root / path).write_text(files[path], "utf-8", newline="\n")
    for path in left:
        (options.root / path).unlink()
    return 0


def generated_files(root: Path) -> dict[str, str]:
    """Path of every generated file below the repository's root → its text."""
    site, repository = _addresses(root / "mkdocs.yml")
    names: dict[str, str] = {lang: _settings(root / file)["site_name"] for lang, file in CONFIGURATIONS.items()}
    citation = citation_files(version(PROJECT), names, site, repository)
    return {**schema_texts(), **blank_files(), **issue_form_files(site, repository), **_guides(root, site), **citation}


def _guides(root: Path, site: str) -> dict[str, str]:
    """The guides for contributors, whose links to pages of the site lead to the site's own address."""
    texts = {name: _text(root / name) for name in GUIDES}
    return {name: _TO_PAGE.sub(rf"]({site}/\1)", text) for name, text in texts.items() if text is not None}


def _kept(root: Path) -> set[str]:
    """The files that were generated once: every schema, and of the forms those that say so."""
    forms = (path for path in (root / FORMS).glob("*.yml") if "scripts/generate.py" in (_text(path) or ""))
    return {path.relative_to(root).as_posix() for path in (*(root / SCHEMAS).rglob("*.json"), *forms)}


def _text(path: Path) -> str | None:
    return path.read_bytes().decode("utf-8") if path.is_file() else None


def _addresses(configuration: Path) -> tuple[str, str]:
    """Of the site and of the repository: those that mkdocs.yml has where the environment names none."""
    settings = _settings(configuration)
    return str(settings["site_url"]).rstrip("/"), settings["extra"]["repository"].rstrip("/")


def _settings(configuration: Path) -> Any:
    """What a configuration of MkDocs says by itself."""

    class Loader(yaml.SafeLoader):
        """Takes the last part of `!ENV [NAME, default]`, and of nothing else that MkDocs reads there."""

    def default(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> object:
        return loader.construct_sequence(node)[-1]

    Loader.add_constructor("!ENV", default)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: None)
    return yaml.load(configuration.read_text("utf-8"), Loader=Loader)  # noqa: S506  (a safe one)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="generate.py", description="Escribe lo que sale de los modelos / writes what the models give."
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something has drifted")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
