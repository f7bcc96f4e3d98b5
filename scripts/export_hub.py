"""Practices for the UN Network's Hub, as Word and JSON: `export_hub.py ID… [--out DIR]`.

What a build makes of each practice of a small repository, this makes of those that are named, of a repository of any size. SITE_URL is
the address of the site, which the files name. Exits with 1 where a practice is not there or the records are not valid.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.catalogue import load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.exports.open_data.edition import Edition  # noqa: E402
from gcm.exports.open_data.hub import hub_json, hub_word  # noqa: E402
from gcm.site.documents import hand_written_sources  # noqa: E402
from gcm.views.addresses import Addresses  # noqa: E402
from gcm.views.site import Site  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files of each practice; the exit code says whether all are there."""
    options = _parser().parse_args(arguments)
    edition = _edition(options.records.resolve())
    practices = edition.site.catalogue.practices
    if missing := [id for id in options.ids if id not in practices]:
        print(f"export_hub.py: no practice has the id {', '.join(missing)}", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for id in options.ids:
        (options.out / f"{id}.json").write_text(hub_json(edition, practices[id]), "utf-8")
        (options.out / f"{id}.docx").write_bytes(hub_word(edition, practices[id]))
        print(options.out / f"{id}.docx")
    return 0


def _edition(records: Path) -> Edition:
    catalogue, _ = load_catalogue(records)
    root = os.environ.get("SITE_URL", "")
    addresses = Addresses(catalogue, hand_written_sources(ROOT / "docs"))
    return Edition(Site(catalogue, addresses, datetime.now(UTC).date(), root=f"{root.rstrip('/')}/" if root else ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="export_hub.py", description="Prácticas para el Hub / practices for the Hub")
    parser.add_argument("ids", nargs="+", metavar="ID", help="identificadores de prácticas / ids of practices")
    parser.add_argument("--out", type=Path, default=Path("hub"), metavar="DIR", help="carpeta / folder (hub/)")
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
