"""A notice is a plain state that tests compare without Qt."""

from __future__ import annotations

from ui.widgets.words import Notice


def test_notices_are_equal_by_what_they_say() -> None:
    assert Notice("info", "a") == Notice("info", "a")
    assert Notice("info", "a") != Notice("info", "a", details="trace")
