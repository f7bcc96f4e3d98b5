"""What hand-written pages can ask of the catalogue: `{{ count("practices") }}`, `{{ show("objectives") }}`, `{{ starter() }}`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gcm.figures import count, show, starter_block
from gcm.views import page_builder


def define_env(env: Any) -> None:
    """Offer the macros, in the language of the page that asks."""

    def builder() -> Any:
        state = env.conf.extra["gcm"]
        key = state.keys[env.page.file.src_uri]
        return page_builder(state.catalogue, state.addresses, state.lang, key)

    def starter() -> str:
        template = Path(env.project_dir, "records", "practices", "_template.md").read_text("utf-8")
        return starter_block(template, env.conf.extra["repository"].rstrip("/"), env.conf.extra["gcm"].lang)

    env.macro(starter, "starter")
    env.macro(lambda name: count(builder(), name), "count")
    env.macro(lambda name: show(builder(), name), "show")
