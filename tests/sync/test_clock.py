"""The machine's clock."""

from __future__ import annotations

from datetime import UTC

from sync.clock import SystemClock


def test_wall_time_is_aware_and_the_monotonic_clock_never_goes_back() -> None:
    clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert clock.monotonic() <= clock.monotonic()
