"""What comes of an import, as text: each fault at its file, sheet, row and column, in the validator's own sentences."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gcm.language.data_files import read_data
from gcm.language.phrases import Phrases
from gcm.language.text import Lang
from gcm.problems.formats import safe
from gcm.problems.github_text import phrase
from gcm.tables.importing import Imported, Placed
from gcm.tables.reading import At, Fault


@cache
def import_phrases(lang: Lang) -> Phrases:
    """What the import says in `lang`."""
    return Phrases(lang, read_data("tables")["import"])


def render_import(imported: Imported, lang: Lang) -> str:
    """Every fault and problem in the order of the places, with what to do; nothing where all is well."""
    return "\n\n".join([*_faults(imported, lang), *_problems(imported, lang)])


def _faults(imported: Imported, lang: Lang) -> Iterator[str]:
    for fault in sorted(imported.faults, key=lambda each: _order(each.at)):
        yield f"{_place(fault.at, lang)}: {safe(_sentence(fault, lang))}"


def _sentence(fault: Fault, lang: Lang) -> str:
    return import_phrases(lang).fill(fault.name, **fault.values)


def _problems(imported: Imported, lang: Lang) -> Iterator[str]:
    for placed in sorted(imported.problems, key=lambda each: (_order(each.at), each.problem)):
        yield _problem(placed, lang)


def _problem(placed: Placed, lang: Lang) -> str:
    problem = placed.problem
    text = f"{_place(placed.at, lang)}: {problem.code} {safe(problem.message(lang))}"
    hint = problem.hint(lang)
    return f"{text}\n  {phrase('what_to_do', lang)} {safe(hint)}" if hint else text


def _order(at: At) -> tuple[str, str, int, int, str]:
    return at.file, at.sheet, at.row, len(at.letters), at.letters


def _place(at: At, lang: Lang) -> str:
    """`practicas.xlsx, Prácticas, fila 12, columna K (Países)`."""
    t = import_phrases(lang)
    column = f"{t.column} {at.letters} ({at.column})" if at.letters else f"{t.column} {at.column}" if at.column else ""
    return safe(", ".join(filter(None, [at.file, at.sheet, f"{t.row} {at.row}" if at.row else "", column])))
