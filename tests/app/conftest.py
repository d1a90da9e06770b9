"""The real small office that the desk's tests share."""

from __future__ import annotations

import pytest

from butphe.demo.people import CLERK
from tests.helpers.app_office import AppOffice


@pytest.fixture(scope="session")
def app_office(tmp_path_factory):
    """Server, authority and tokens for a whole run of tests."""
    office = AppOffice(tmp_path_factory.mktemp("app_office"))
    yield office
    office.stop()


@pytest.fixture(scope="module")
def clerk(app_office):
    """The clerk's desk, open for a whole file of tests."""
    with app_office.desk(CLERK) as desk:
        yield desk
