"""Settings of the generator before it starts; the events themselves are in `site.py`.

Material prints a notice about its end of life (May 2027) at every start, and again at every rebuild of a served site. Its
documented variable silences it, but must be set before the theme is loaded, which is before any hook is: so
`mkdocs.yml` names `hooks.QUIET`, which loads this module as early as the configuration itself.
"""

import logging
import os

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

# At every build the macros plugin lists what it loaded, which tells a newcomer nothing.
logging.getLogger("mkdocs.plugins.mkdocs_macros.util").setLevel(logging.WARNING)

QUIET = True
