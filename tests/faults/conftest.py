"""The real small office that the tests of bad input share, and disks that are soon full."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.app_office import AppOffice


@pytest.fixture(scope="session")
def app_office(tmp_path_factory):
    """Server, authority and tokens for a whole run of tests."""
    office = AppOffice(tmp_path_factory.mktemp("faults_office"))
    yield office
    office.stop()


@contextmanager
def disk_of(folder: Path, size: str) -> Iterator[Path]:
    """A disk of this size; skips the test where mounting is not allowed."""
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
    if done.returncode != 0:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB: a profile fits."""
    with disk_of(tmp_path / "disk", "3m") as folder:
        yield folder


@pytest.fixture
def tiny_disk(tmp_path):
    """A disk of 256 KB: a page or two fit."""
    with disk_of(tmp_path / "disk", "256k") as folder:
        yield folder
