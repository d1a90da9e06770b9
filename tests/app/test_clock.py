"""The desk's clock."""

from __future__ import annotations

from datetime import timedelta

from app.clock import now


def test_clock_tells_utc():
    assert now().utcoffset() == timedelta(0)
    assert now() <= now()
