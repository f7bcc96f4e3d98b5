"""Compare a built site with the addresses that the site has had: `check_addresses.py SITE [--add] [--complete]`.

Prints each address of `records/addresses.txt` that the site in the folder SITE neither has nor leads on from, and what to do about
it, and exits with 1 if there is any. Addresses that are new are counted; `--complete` takes them for a fault too, `--add` puts
them into the list, and into `gcm/data/slugs.yaml` the slugs of things and headings that are new.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.catalogue.address_list import list_of  # noqa: E402
from gcm.catalogue.catalogue import load_catalogue  # noqa: E402  (the checkout may not be installed)
from gcm.problems.formats import Audience, render_problems  # noqa: E402
from gcm.reading.files import LISTED, record_lines  # noqa: E402
from gcm.site.address_check import AddressCheck  # noqa: E402
from gcm.site.documents import hand_written_sources  # noqa: E402
from gcm.views.addresses import Addresses  # noqa: E402
from gcm.views.site import Site  # noqa: E402
from gcm.views.slugs_in_use import slugs_text, unpublished_slugs  # noqa: E402

SLUGS = "gcm/data/slugs.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is lost; the exit code says whether anything is."""
    options = _parser().parse_args(arguments)
    records = options.root / "records"
    check = AddressCheck(options.site, _site(options.root))
    if not check.built:
        print(f"check_addresses.py: no pages in {options.site}", file=sys.stderr)
        return 2
    problems = check.problems(records)
    if printed := render_problems(problems, options.format, Audience(options.lang, record_lines(records))):
        print(printed)
    if options.add:
        _add(options.root, check)
    _count(check, is_added=options.add)
    return 1 if problems or (options.complete and check.added and not options.add) else 0


def _count(check: AddressCheck, *, is_added: bool) -> None:
    found, added, lost = len(check.built), len(check.added), len(check.lost)
    remedy = "" if is_added or not added else f"; --add: {', '.join(check.added[:5])}{', …' if added > 5 else ''}"
    print(
        f"Direcciones / addresses: {found}; nuevas / new: {added}; perdidas / lost: {lost}{remedy}",
        file=sys.stderr,
    )


def _site(root: Path) -> Site:
    """What the site was built from, which the records, the hand-written pages and the closed lists tell."""
    catalogue, _ = load_catalogue(root / "records")
    return Site(catalogue, Addresses(catalogue, hand_written_sources(root / "docs")), datetime.now(UTC).date())


def _add(root: Path, check: AddressCheck) -> None:
    """Nothing is ever taken out of either list."""
    listed = check.site.catalogue.listed | check.built
    (root / "records" / LISTED).write_text(list_of(listed), "utf-8", newline="\n")
    slugs = root / SLUGS
    head = [line for line in slugs.read_text("utf-8").splitlines() if line.startswith("#")]
    slugs.write_text(slugs_text(unpublished_slugs(check.site), "\n".join(head)), "utf-8", newline="\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="check_addresses.py",
        description="Compara un sitio construido con las direcciones que ha tenido / compares a built site with the addresses it has had.",
    )
    parser.add_argument("site", type=Path, metavar="SITE", help="the folder of the built site")
    parser.add_argument("--add", action="store_true", help="put new addresses into the list")
    parser.add_argument("--complete", action="store_true", help="exit with 1 where an address is not in the list yet")
    parser.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    parser.add_argument("--lang", choices=("es", "en"), default="es")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
