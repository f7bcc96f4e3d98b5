"""Libraries of others that the site hands out: each the file that was made from its package, and none makes code at run time."""

from __future__ import annotations

import hashlib
import re

import pytest
import yaml

from support.paths import ROOT

VENDOR = ROOT / "theme" / "assets" / "javascripts" / "vendor"
NAMES = sorted(path.stem for path in VENDOR.glob("*.js"))


@pytest.mark.parametrize("name", NAMES)
def test_a_library_is_what_its_description_says(name):
    """Hash, version and licence are told beside it; the page's policy forbids what makes code of text or starts a foreign worker."""
    told = yaml.safe_load((VENDOR / f"{name}.yaml").read_text("utf-8"))
    content = (VENDOR / f"{name}.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == told["sha256"]
    assert told.get("package_integrity", "").startswith("sha512-") or len(told["package_sha256"]) == 64
    assert re.fullmatch(r"\d+\.\d+\.\d+", str(told["version"]))
    licences = (VENDOR / f"{name}.LICENSE.txt").read_text("utf-8")
    assert "Copyright" in licences
    for inside, version in re.findall(r"([\w.-]+) (\d+\.\d+\.\d+)", told["licence"]):
        assert f"{inside} {version}" in licences
    assert not re.search(rb"\beval\(|\bFunction\(|new Worker\(", content)
