"""Ids are UUIDv7: in the order of their making, never the same."""

from __future__ import annotations

import time
import uuid

from app.parts import new_id


def test_ids_are_version_7_of_the_right_variant():
    made = uuid.UUID(new_id())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_id_carries_the_milliseconds_of_its_making():
    before = time.time_ns() // 1_000_000
    made = int(new_id().replace("-", "")[:12], 16)
    assert before <= made <= time.time_ns() // 1_000_000


def test_ids_are_never_the_same():
    assert len({new_id() for _ in range(5_000)}) == 5_000
