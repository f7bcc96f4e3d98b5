"""What the tests of scripts share: a script as a module, without the folder of scripts being a package."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from support.paths import ROOT

SCRIPTS = ROOT / "scripts"


def load_script(name: str) -> ModuleType:
    """The script of that name, loaded once; running it in this process is quicker, and its functions can be called."""
    key = f"script_{name}"
    if key not in sys.modules:
        spec = importlib.util.spec_from_file_location(key, SCRIPTS / f"{name}.py")
        # Where annotations are read later, a module is looked up by its name.
        module = sys.modules[key] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[key]
