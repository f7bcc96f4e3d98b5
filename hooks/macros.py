"""What hand-written pages can ask of the catalogue: `{{ count("practices") }}`, `{{ show("objectives") }}`, `{{ form("practice") }}`, `{{ downloads() }}`, `{% if has_files() %}`."""

from __future__ import annotations

from typing import Any

from gcm.site.embeds import count, downloads, form, show
from gcm.views.all_views import page_builder
from gcm.views.pages.downloads import has_files


def define_env(env: Any) -> None:
    """Offer the macros, in the language of the page that asks."""

    def builder() -> Any:
        state = env.conf.extra["gcm"]
        key = state.keys[env.page.file.src_uri]
        return page_builder(state.site, state.lang, key)

    env.macro(lambda kind: form(builder(), kind, env.conf.extra["editors"]), "form")
    env.macro(lambda: downloads(builder()), "downloads")
    env.macro(lambda: has_files(builder()), "has_files")
    env.macro(lambda name: count(builder(), name), "count")
    env.macro(lambda name: show(builder(), name), "show")
