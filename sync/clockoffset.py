"""How far this machine's clock is from the server's: the median of the last quick round trips; for display only."""

from __future__ import annotations

import statistics
import threading
from collections import deque
from datetime import timedelta
from email.utils import parsedate_to_datetime

from sync.clock import Clock

ROUND_TRIPS = 5
ROUND_TRIP_S_MAX = 2.0
SKEW_SHOWN = timedelta(minutes=5)


class ClockOffset:
    """Server time minus local time, observed from the `Date` of replies."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=ROUND_TRIPS)
        self._lock = threading.Lock()

    def observe(self, date: str, begun: float, clock: Clock) -> None:
        """Take a reply's `Date`; `begun`: monotonic time when its request was sent."""
        took = clock.monotonic() - begun
        if not date or took > ROUND_TRIP_S_MAX:
            return
        try:
            server = parsedate_to_datetime(date)
        except ValueError:
            return
        if server.tzinfo is None:
            return
        # `Date` has whole seconds: the server's time lies on average half a second after it.
        seconds = (server - clock.now()).total_seconds() + took / 2 + 0.5
        with self._lock:
            self._seconds.append(seconds)

    def value(self) -> timedelta:
        """The offset to add to local time; zero while nothing was observed."""
        with self._lock:
            return timedelta(seconds=statistics.median(self._seconds)) if self._seconds else timedelta()

    def is_skewed(self) -> bool:
        """Whether the person should be told that the clock is wrong."""
        return abs(self.value()) > SKEW_SHOWN
