"""What the site needs of the theme's own markup, styles and code: all of it is listed in theme_needs.yaml, and the theme has it.

The theme's support ends in May 2027. Whoever takes another finds in the list what it must have, or what of ours must change.
"""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from support.paths import ROOT

LIST = Path(__file__).with_name("theme_needs.yaml")
NEEDS = yaml.safe_load(LIST.read_text("utf-8"))
OURS = {
    "scripts": [*ROOT.glob("theme/assets/javascripts/*.js")],
    "styles": [*ROOT.glob("theme/assets/stylesheets/*.css")],
    "markup": [*ROOT.glob("theme/**/*.html"), *ROOT.glob("gcm/**/*.html"), *ROOT.glob("gcm/**/*.py"), *ROOT.glob("hooks/*.py")],
}
HEAD = (
    "# What the site takes of the theme (Material for MkDocs), which a theme in its place must have; as little as can be.",
    "# tests/repository/test_theme.py compares, and writes it anew with --rewrite.",
)
TITLES = {
    "own": "Our templates. Those that bear the name of one of the theme's stand in its place.",
    "included": "Templates and icons of the theme that ours take in.",
    "blocks": "Parts of a page that our templates fill or wrap.",
    "scripts": "What our scripts look for on a page.",
    "styles": "What our styles build on.",
    "markup": "What our templates write so that the theme's styles and scripts find it.",
}
NAME = re.compile(
    r"(?<![\w-])(--md-[a-z]+(?:-{1,2}[a-z]+)*|(?:data-)?md-[a-z]+(?:(?:__|--?)[a-z]+)*|__(?:search|drawer|palette|toc))(?![\w-])"
)
"""A class, an attribute or a property that is the theme's, or the id of one of its switches."""


@pytest.fixture(scope="module")
def material() -> Path:
    """The folder of the theme that is installed."""
    found = find_spec("material")
    assert found
    assert found.origin
    return Path(found.origin).parent / "templates"


def names_in(paths: list[Path]) -> set[str]:
    """What of the theme these files name."""
    return {name for path in paths for name in NAME.findall(path.read_text("utf-8"))}


def needs() -> dict[str, list[str]]:
    """All that is taken from the theme, by where it is taken."""
    own = sorted(path.relative_to(ROOT / "theme").as_posix() for path in ROOT.glob("theme/**/*.html"))
    texts = "".join((ROOT / "theme" / path).read_text("utf-8") for path in own)
    included = set(re.findall(r"""{%-? (?:include|extends|import) ["']([^"']+)["'] %}""", texts)) - set(own)
    templates = {"own": own, "included": sorted(included), "blocks": sorted(set(re.findall(r"{% block (\w+) %}", texts)))}
    return templates | {part: sorted(names_in(paths)) for part, paths in OURS.items()}


def test_what_is_needed_is_listed(golden):
    """Nothing of the theme is used that does not stand in the list, which is read whenever it grows; `--rewrite` writes it."""
    parts = (
        f"\n# {TITLES[part]}\n" + yaml.safe_dump({part: names}, default_flow_style=False) for part, names in needs().items()
    )
    golden(LIST, "\n".join(HEAD) + "\n" + "".join(parts))


def test_the_theme_has_what_is_needed(material):
    """Every name is one of the theme's own, so that a new version which drops or renames it is noticed."""
    texts = "".join(
        path.read_text("utf-8", "replace") for ending in ("html", "css", "js") for path in material.rglob(f"*.{ending}")
    )
    theirs = set(NAME.findall(texts)) | set(re.findall(r"\bmd-[\w-]+", texts))
    assert [name for part in OURS for name in NEEDS[part] if name not in theirs] == []


def test_templates_are_there(material):
    """What is taken in of the theme is there; a template of ours either stands in the place of the theme's or is taken in."""
    assert [path for path in NEEDS["included"] if not (material / path).is_file()] == []
    texts = "".join((ROOT / "theme" / path).read_text("utf-8") for path in NEEDS["own"])
    assert [path for path in NEEDS["own"] if not (material / path).is_file() and f'"{path}"' not in texts] == []
