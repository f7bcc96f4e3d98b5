"""A new kind of block is known to every renderer."""

from __future__ import annotations

from typing import get_args

import pytest

from gcm.exports.word_blocks import RENDERERS as WORD
from gcm.exports.word_blocks import SCREEN_ONLY
from gcm.site.html import RENDERERS, TEMPLATES
from gcm.views.blocks import Block

KINDS = sorted(block.kind for block in get_args(Block))


@pytest.mark.parametrize("kind", KINDS)
def test_html_has_a_function_or_a_template(kind):
    """One of the two, not both."""
    assert (kind in RENDERERS) != (TEMPLATES / f"{kind}.html").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_word_has_a_function_or_leaves_it_out(kind):
    """What paper is without is said."""
    assert (kind in WORD) != (kind in SCREEN_ONLY)
