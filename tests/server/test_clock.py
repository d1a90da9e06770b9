"""Instants survive the database's milliseconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server import clock


@given(st.integers(0, 7_000_000_000_000_000))
def test_instant_comes_back_to_the_millisecond(microseconds: int) -> None:
    instant = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    back = clock.from_ms(clock.to_ms(instant))
    assert back == instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def test_present_is_what_the_database_keeps() -> None:
    now = clock.now()
    assert clock.from_ms(clock.to_ms(now)) == now


def test_intervals_only_grow() -> None:
    assert clock.monotonic_s() <= clock.monotonic_s()
