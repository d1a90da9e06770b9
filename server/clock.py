"""The one place of the server that reads the clock; everything else is given the time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from office.records import Instant

Clock = Callable[[], Instant]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def now() -> Instant:
    """The present, UTC, in whole milliseconds (what the database keeps)."""
    present = datetime.now(UTC)
    return present.replace(microsecond=present.microsecond // 1000 * 1000)


def monotonic_s() -> float:
    """Seconds that only grow, for intervals."""
    return time.monotonic()


def to_ms(instant: Instant) -> int:
    """Milliseconds since 1970, as the database keeps instants."""
    return (instant - _EPOCH) // timedelta(milliseconds=1)


def from_ms(value: int) -> Instant:
    """The instant of `to_ms`."""
    return _EPOCH + timedelta(milliseconds=value)
