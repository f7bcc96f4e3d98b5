"""What checks the scripts of the site comes from npm in exact versions, and no file names where that is."""

from __future__ import annotations

import json
import re

from support.paths import ROOT

LOCK = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]


def test_every_package_has_its_hash_and_no_address():
    """Whoever has another registry, or a mirror, installs the same; npm adds addresses unless .npmrc forbids it."""
    installed = {name: package for name, package in LOCK.items() if name}
    assert len(installed) > 20
    assert [name for name, package in installed.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text("utf-8").split()


def test_versions_are_exact():
    """A new version is somebody's decision."""
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]
    assert [version for version in wanted.values() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert wanted == LOCK[""]["devDependencies"]


def test_nothing_of_it_is_published():
    """Types and tests lie beside the scripts' folder, which is copied to the site as it is."""
    scripts = ROOT / "theme" / "assets" / "javascripts"
    assert {path.suffix for path in scripts.iterdir() if path.is_file()} == {".js"}
