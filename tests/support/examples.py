"""How many random examples a property is tried with: some with each push, many at night."""

from __future__ import annotations

from hypothesis import settings

PUSH, NIGHTLY = "push", "nightly"

# A slow machine is no failure; failures print how to repeat them, so nothing is kept on disk.
settings.register_profile(PUSH, deadline=None, database=None, print_blob=True, max_examples=30)
settings.register_profile(NIGHTLY, settings.get_profile(PUSH), max_examples=2000)


def examples(count: int) -> settings:
    """Settings of a property of which `count` examples take as long as a hundred of others."""
    return settings(max_examples=count * settings().max_examples // 100)
