"""A library that takes more than a second to be imported, whenever `jsonschema` is: imported by who asks it for something."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Final

NAME: Final = "rfc3987_syntax"


def import_later() -> None:
    """Stand in for the grammars of addresses until one of them is asked for."""
    if NAME not in sys.modules:
        stand_in = ModuleType(NAME)
        stand_in.is_valid_syntax = _is_valid_syntax
        sys.modules[NAME] = stand_in


def _is_valid_syntax(rule: str, value: str) -> bool:
    if not hasattr(sys.modules[NAME], "__file__"):
        del sys.modules[NAME]
    return import_module(NAME).is_valid_syntax(rule, value)
