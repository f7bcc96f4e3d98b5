"""A site is published under its publisher's own addresses."""

from __future__ import annotations

import pytest

from gcm.site.publisher import undeclared

OWN = {"site_url": "https://pmm.gob.pa/sitio/", "repository": "https://github.com/pmm/sitio", "editors": "fichas@pmm.gob.pa"}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, []),
        ({"site_url": "https://example.org/"}, ["site_url"]),
        ({"site_url": ""}, ["site_url"]),
        ({"site_url": "https://pmm.example/"}, ["site_url"]),
        ({"site_url": "http://127.0.0.1:8000/"}, ["site_url"]),
        ({"site_url": "https://exampleland.org/"}, []),
        ({"repository": "https://github.com/example/gcm-practices"}, ["extra.repository"]),
        ({"editors": ""}, ["extra.editors"]),
        ({"editors": "fichas"}, ["extra.editors"]),
        ({"editors": "editores@example.org"}, ["extra.editors"]),
    ],
)
def test_an_address_of_nobody_is_missing(change, missing):
    """None, one that stands for an example, or one of a single machine."""
    declared = OWN | change
    assert list(undeclared(declared["site_url"], declared["repository"], declared["editors"])) == missing
