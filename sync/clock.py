"""The desk's clock, injected everywhere: the one place of `sync` that asks the machine for the time.

Wall time is for display and `made_at`; waiting and expiry are judged on the monotonic clock.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
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


class SystemClock:
    """The machine's clock."""

    def now(self) -> Instant:
        """The wall time, UTC."""
        return datetime.fromtimestamp(time.time(), UTC)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return time.monotonic()
