"""How far the local clock is from the server's."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from sync.clockoffset import ClockOffset
from tests.helpers.memory_server import TestClock


def observe(offset: ClockOffset, clock: TestClock, ahead: timedelta, took_s: float = 0.1) -> None:
    begun = clock.monotonic()
    clock.advance(took_s)
    offset.observe(format_datetime(clock.now() + ahead), begun, clock)


def test_offset_is_the_median_of_quick_round_trips(clock: TestClock) -> None:
    offset = ClockOffset()
    for seconds in (60, 61, 59, 3000, 60):
        observe(offset, clock, timedelta(seconds=seconds))
    assert abs(offset.value() - timedelta(seconds=60)) < timedelta(seconds=2)
    assert not offset.is_skewed()


def test_clock_ten_years_off_is_told(clock: TestClock) -> None:
    offset = ClockOffset()
    observe(offset, clock, timedelta(days=3650))
    assert offset.is_skewed()


def test_slow_round_trip_says_nothing(clock: TestClock) -> None:
    offset = ClockOffset()
    observe(offset, clock, timedelta(days=1), took_s=5)
    assert offset.value() == timedelta()


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 10 Mar 2026 01:00:00 -0000"])
def test_date_that_is_none_says_nothing(clock: TestClock, date: str) -> None:
    offset = ClockOffset()
    offset.observe(date, clock.monotonic(), clock)
    assert offset.value() == timedelta()
