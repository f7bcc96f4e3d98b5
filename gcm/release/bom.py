"""What the project is made with, as CycloneDX tells it: the versions that uv resolved, with their digests, and the scripts in theme/.

Nothing depends on the machine: the list is that of all systems, and has neither a clock nor a random number.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from gcm.release.artefact import Artefact, Tell

BILLS: Final[Mapping[str, tuple[str, ...]]] = {"install": (), "release": ("--group=release",)}
"""What is installed by the two commands of the README, and what to make a release → options of uv."""

VENDORED: Final = "theme/assets/javascripts/vendor"


def make_bills(root: Path, commit: str, folder: Path, tell: Tell) -> list[Artefact]:
    """A bill of materials for each way of installing the project in `root`."""
    made = []
    for done, (name, options) in enumerate(BILLS.items(), 1):
        path = folder / f"gcm-practices-sbom-{name}.cdx.json"
        bill = _complete(json.loads(_bill(root, options)), root, commit)
        path.write_text(json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
        made.append(Artefact(path, "sbom", "", 0))
        tell(done, len(BILLS), path.name)
    return made


def _bill(root: Path, options: tuple[str, ...]) -> bytes:
    """The Python libraries. uv tells with which program it can be called again."""
    uv = os.environ.get("UV", "uv")
    export = (uv, "export", "--quiet", "--frozen", "--no-emit-project", "--no-header", "--no-annotate", *options)
    listed = subprocess.run(export, cwd=root, check=True, capture_output=True).stdout  # noqa: S603  (our own command)
    maker = (sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", "-")
    described = (*maker, "--pyproject", str(root / "pyproject.toml"), "--output-reproducible", "--no-validate")
    return subprocess.run(described, input=listed, check=True, capture_output=True).stdout  # noqa: S603


def _complete(bill: dict[str, Any], root: Path, commit: str) -> dict[str, Any]:
    """With the commit, and with what lies in the repository itself."""
    bill["metadata"]["component"]["properties"] = [{"name": "commit", "value": commit}]
    vendored = list(_vendored(root))
    bill["components"] += vendored
    bill["dependencies"] += [{"ref": component["bom-ref"]} for component in vendored]
    everything = sorted(component["bom-ref"] for component in bill["components"])
    bill["dependencies"] = [each for each in bill["dependencies"] if each["ref"] != "root-component"]
    bill["dependencies"].append({"ref": "root-component", "dependsOn": everything})
    return bill


def _vendored(root: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((root / VENDORED).glob("*.yaml")):
        package = yaml.safe_load(path.read_text("utf-8"))
        purl = f"pkg:npm/{package['package'].replace('@', '%40')}@{package['version']}"
        yield {
            "type": "library", "bom-ref": purl, "purl": purl, "name": package["package"], "version": package["version"],
            "hashes": [{"alg": "SHA-256", "content": package["sha256"]}],
            "licenses": [{"license": {"name": package["licence"]}}],
        }  # fmt: skip
