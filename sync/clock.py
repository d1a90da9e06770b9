"""The desk's clock, injected everywhere; the machine's own wall time is read by `app/clock.py`.

Wall time is for display and `made_at`; waiting and expiry are judged on the monotonic clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from office.records import Instant


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> Instant:
        """The wall time, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never go back."""
        ...


class MachineClock:
    """The machine's clock, with the wall time from the caller's one place."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        self._now = now

    def now(self) -> Instant:
        """The wall time, UTC."""
        return self._now()

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()
