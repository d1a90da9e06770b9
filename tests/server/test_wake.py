"""The bell wakes those whose feed has grown, and everybody when the server stops."""

from __future__ import annotations

import asyncio

from server.wake import Bell


def test_bell_rings_for_its_people_only() -> None:
    async def story() -> None:
        bell = Bell()
        with bell.listening("a") as first, bell.listening("a") as second, bell.listening("b") as other:
            bell.ring(["a", "nobody"])
            assert (first.is_set(), second.is_set(), other.is_set()) == (True, True, False)
            bell.close()
            assert other.is_set()
            assert bell.is_closing
        bell.ring(["a", "b"])
        assert not bell._waiting

    asyncio.run(story())
