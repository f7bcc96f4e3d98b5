"""A workbook or CSV files with the published columns → records: `import_table.py FILE… [--check] [--lang es|en]`.

Prints what is wrong with its row and column, in the sentences of validate.py. Writes new records, and changes of those that are there,
only where all are valid. Exits with 0 when they are, with 1 when something has to be corrected, with 2 on wrong use.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gcm.language.text import LANGS, Lang  # noqa: E402  (the checkout may not be installed)
from gcm.reading.files import read_content, read_record, record_paths  # noqa: E402
from gcm.reading.places import ParsedRecord  # noqa: E402
from gcm.tables.columns import KIND  # noqa: E402
from gcm.tables.importing import Imported, Known, import_tables  # noqa: E402
from gcm.tables.reading import read_tables  # noqa: E402
from gcm.tables.report import import_phrases, render_import  # noqa: E402
from gcm.writing.files import replace_file  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, tell, and write where nothing is wrong; the exit code says whether that was so."""
    options = _parser().parse_args(arguments)
    records: Path = options.records.resolve()
    imported = imported_from(options.files, records)
    if told := render_import(imported, options.lang):
        print(told, end="\n\n")
    if imported.is_valid:
        _write(imported, records, options.lang, check=options.check)
    _tell_totals(imported, options.lang)
    return 0 if imported.is_valid else 1


def imported_from(files: Sequence[Path], records: Path) -> Imported:
    """What comes of the files beside the records that are there."""
    tables, faults = read_tables(files)
    if faults:
        return Imported(faults=faults)
    known, others = _records(records)
    return import_tables(tables, known, others)


def _records(records: Path) -> tuple[dict[str, Known], list[ParsedRecord]]:
    """The practices by their ids with the texts of their files, and all other records."""
    known: dict[str, Known] = {}
    others: list[ParsedRecord] = []
    for path in record_paths(records):
        parsed, _ = read_record(path, records)
        if parsed and parsed.kind == KIND:
            known[parsed.id] = Known(parsed, (read_content(path, records) or b"").decode("utf-8-sig").replace("\r\n", "\n"))
        elif parsed:
            others.append(parsed)
    return known, others


def _write(imported: Imported, records: Path, lang: Lang, *, check: bool) -> None:
    t = import_phrases(lang)
    for path, text in imported.texts.items():
        if not check:
            replace_file(records.parent / path, text.encode())
        print(t.fill("would_write" if check else "written", path=path))


def _tell_totals(imported: Imported, lang: Lang) -> None:
    t = import_phrases(lang)
    errors = len(imported.faults) + sum(not placed.problem.is_warning for placed in imported.problems)
    warnings = sum(placed.problem.is_warning for placed in imported.problems)
    counts = {"changed": len(imported.texts), "unchanged": imported.unchanged, "errors": errors, "warnings": warnings}
    print(*([t.nothing] if errors else []), t.fill("totals", **counts), sep="\n", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    words = {
        name: " / ".join(import_phrases(lang)[name] for lang in LANGS) for name in ("about", "files", "check_only", "lang")
    }
    parser = argparse.ArgumentParser(prog="import_table.py", description=words["about"])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words["files"])
    parser.add_argument("--check", action="store_true", help=words["check_only"])
    parser.add_argument("--lang", choices=LANGS, default="es", help=words["lang"])
    parser.add_argument("--records", type=Path, default=ROOT / "records", help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
