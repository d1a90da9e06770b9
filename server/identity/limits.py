"""How often somebody may try to sign in: counts in memory by address and by login, and the lock of an account.

The lock is kept in the database (a restart does not open it); the counts are a brake on floods only.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import timedelta

from office.records import Instant

TRIES_PER_MINUTE = 30
"""For one login."""
ADDRESS_TRIES_PER_MINUTE = 600
"""For one address, behind which a whole office may sit (a proxy, a terminator of TLS)."""
KEYS_MAX = 10_000
FAILURES_MAX = 5
LOCK = timedelta(minutes=15)


class Brake:
    """A sliding minute for each key; forgets the key unused for longest when there are too many."""

    def __init__(self, per_minute: int = TRIES_PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def wait_s(self, key: str, now_s: float) -> float:
        """Count a try of `key`; 0 when it may go on, else the seconds to wait."""
        tries = self._tries.setdefault(key, deque())
        self._tries.move_to_end(key)
        while tries and now_s - tries[0] >= 60:
            tries.popleft()
        if len(tries) >= self._per_minute:
            return 60 - (now_s - tries[0])
        tries.append(now_s)
        if len(self._tries) > KEYS_MAX:
            self._tries.popitem(last=False)
        return 0.0


def locked_until(failures: int, now: Instant) -> Instant | None:
    """When an account with that many failures in a row opens again; None: it is open."""
    return now + LOCK if failures >= FAILURES_MAX else None
