"""Wakes those who wait for their feed to grow. In memory, one process; a lost notice costs latency only."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class Bell:
    """One bell for everybody; each waiter hears only his or her own."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self.is_closing = False

    def ring(self, people: Iterable[str]) -> None:
        """The feeds of these people have grown."""
        for person_id in people:
            for event in self._waiting.get(person_id, ()):
                event.set()

    def close(self) -> None:
        """The server stops: wake everybody, to end."""
        self.is_closing = True
        for events in self._waiting.values():
            for event in events:
                event.set()

    @contextmanager
    def listening(self, person_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever the person's feed grows."""
        event = asyncio.Event()
        self._waiting.setdefault(person_id, set()).add(event)
        try:
            yield event
        finally:
            self._waiting[person_id].discard(event)
            if not self._waiting[person_id]:
                del self._waiting[person_id]
