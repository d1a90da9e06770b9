"""Guessing is slow: so many tries a minute, and a lock after so many failures."""

from __future__ import annotations

from server.identity import limits
from server.identity.limits import FAILURES_MAX, LOCK, Brake, locked_until
from tests.helpers.office_world import NOW


def test_brake_lets_so_many_through_in_a_minute_and_says_how_long_to_wait() -> None:
    brake = Brake(per_minute=3)
    assert [brake.wait_s("a", second) for second in (0, 10, 20)] == [0, 0, 0]
    assert brake.wait_s("a", 30) == 30
    assert brake.wait_s("b", 30) == 0
    assert brake.wait_s("a", 61) == 0


def test_brake_does_not_grow_without_limit(monkeypatch) -> None:
    monkeypatch.setattr(limits, "KEYS_MAX", 10)
    brake = Brake(per_minute=1)
    for key in range(50):
        brake.wait_s(str(key), 0)
    assert brake.wait_s("0", 1) == 0
    assert brake.wait_s("49", 1) > 0


def test_account_locks_after_the_last_failure_only() -> None:
    assert locked_until(FAILURES_MAX - 1, NOW) is None
    assert locked_until(FAILURES_MAX, NOW) == NOW + LOCK
