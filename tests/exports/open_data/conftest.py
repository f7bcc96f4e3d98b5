"""What the tests of the open data share: the files of the real records, each made once."""

from __future__ import annotations

import pytest

from gcm.catalogue.catalogue import Catalogue, load_catalogue
from support.open_data import Made
from support.paths import SAMPLE


@pytest.fixture(scope="session")
def sample() -> Catalogue:
    """The sample records, in which every field is filled."""
    return load_catalogue(SAMPLE)[0]


@pytest.fixture(scope="session")
def made_sample(sample):
    """The files of the sample records."""
    return Made(sample)


@pytest.fixture(scope="session")
def made(catalogue):
    """The files of the real records."""
    return Made(catalogue)
