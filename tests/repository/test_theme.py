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

NEEDS = yaml.safe_load(Path(__file__).with_name("theme_needs.yaml").read_text("utf-8"))
OURS = {
    "scripts": [*ROOT.glob("theme/assets/javascripts/*.js")],
    "styles": [*ROOT.glob("theme/assets/stylesheets/*.css")],
    "markup": [*ROOT.glob("theme/**/*.html"), *ROOT.glob("gcm/**/*.html"), *ROOT.glob("gcm/**/*.py"), *ROOT.glob("hooks/*.py")],
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


@pytest.mark.parametrize("part", OURS)
def test_what_is_needed_is_listed(part):
    """Nothing of the theme is used that does not stand in the list, and nothing stands there that is not used."""
    assert sorted(names_in(OURS[part])) == NEEDS[part]


def test_the_theme_has_what_is_needed(material):
    """Every name is one of the theme's own, so that a new version which drops or renames it is noticed."""
    texts = "".join(
        path.read_text("utf-8", "replace") for ending in ("html", "css", "js") for path in material.rglob(f"*.{ending}")
    )
    theirs = set(NAME.findall(texts)) | set(re.findall(r"\bmd-[\w-]+", texts))
    assert [name for part in OURS for name in NEEDS[part] if name not in theirs] == []


def test_templates_are_the_themes_own(material):
    """What stands in the place of one of the theme's templates has its name, and what is included of the theme is there."""
    own = {path.relative_to(ROOT / "theme").as_posix() for path in ROOT.glob("theme/**/*.html")}
    assert sorted(own) == sorted(NEEDS["replaced"])
    added = set(NEEDS["replaced"]) - {path for path in NEEDS["replaced"] if (material / path).is_file()}
    assert added == set()
    texts = "".join((ROOT / "theme" / path).read_text("utf-8") for path in own)
    included = set(re.findall(r"""{%-? (?:include|extends|import) ["']([^"']+)["']""", texts)) - own
    assert sorted(included) == NEEDS["included"]
    assert [path for path in included if not (material / path).is_file()] == []
    assert sorted(set(re.findall(r"{%-? block (\w+) %}", texts))) == NEEDS["blocks"]
