"""What holds for every test: no display, one language, hypothesis without a clock, no warning of ours in the log."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

ROOMS = frozenset({"office", "workers", "paper", "signing", "sync", "server", "app", "ui", "butphe"})

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("BUTPHE_LANGUAGE", None)
os.environ.pop("BUTPHE_DEBUG", None)

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def no_warning_in_a_passing_test(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning that a test does not expect is a finding; one that it expects is marked `logs_warning`."""
    yield
    if request.node.get_closest_marker("logs_warning") is not None:
        return
    said = [it for it in caplog.get_records("call") if it.levelno >= logging.WARNING]
    ours = [f"{it.name}: {it.getMessage()}" for it in said if it.name.split(".")[0] in ROOMS]
    assert not ours, f"unexpected warnings in the log: {ours}"
